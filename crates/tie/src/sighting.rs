//! One account seen with one value, and the groups that share a value.

use sekisho_read::RowRef;

use crate::accounts::Accounts;
use crate::bond::{Bond, Found, Hub, Place, Why};
use crate::kind::Kind;

/// A group keeps at most so many of its accounts when it is left out as a hub: they are named to people.
const NAMED_OF_HUB: usize = 64;
const MICROS_A_SECOND: i64 = 1_000_000;

/// One account seen with one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sighting {
    pub value: u64,
    pub account: u32,
    /// Seconds since 1970; 0 when the row has no time.
    pub second: u32,
    pub row: RowRef,
}

impl Sighting {
    /// A sighting at a time in microseconds.
    pub fn new(value: u64, account: u32, at: Option<i64>, row: RowRef) -> Self {
        Self { value, account, second: at.map_or(0, |at| (at / MICROS_A_SECOND) as u32), row }
    }

    /// Days since 1970.
    pub fn day(&self) -> u32 {
        self.second / 86_400
    }
}

/// The runs of one value, in an order that does not depend on how rows came.
pub(crate) fn groups(sightings: &mut [Sighting]) -> impl Iterator<Item = &[Sighting]> {
    sightings.sort_unstable();
    sightings.chunk_by(|a, b| a.value == b.value)
}

/// The runs of one account in a group.
pub(crate) fn users(group: &[Sighting]) -> Vec<&[Sighting]> {
    group.chunk_by(|a, b| a.account == b.account).collect()
}

/// On how many days; rows that stand twice count once.
fn days(user: &[Sighting]) -> u32 {
    user.chunk_by(|a, b| a.day() == b.day()).count() as u32
}

/// How a group is judged: what kind it is and where its values stand.
pub(crate) struct Sort<'a> {
    pub kind: Kind,
    pub place: Place,
    pub accounts: &'a Accounts,
}

impl Sort<'_> {
    /// Every pair of accounts that shares a value.
    pub fn pairs(&self, mut sightings: Vec<Sighting>) -> Found {
        let mut found = Found::default();
        found.expose(self.kind, self.exposed(&sightings));
        for group in groups(&mut sightings) {
            let users = users(group);
            if users.len() > 1 && !self.left_out(&users, None, &mut found) {
                self.each_pair(&users, &mut found, |a, b| Some(days(a).min(days(b))));
            }
        }
        found
    }

    /// How many accounts are seen at all.
    pub fn exposed(&self, sightings: &[Sighting]) -> u64 {
        let mut seen = vec![false; self.accounts.len()];
        sightings.iter().for_each(|sighting| seen[sighting.account as usize] = true);
        seen.into_iter().filter(|seen| *seen).count() as u64
    }

    /// Notes a group that does not count, and why.
    pub fn left_out(&self, users: &[&[Sighting]], listed: Option<Why>, found: &mut Found) -> bool {
        let told = |user: &&[Sighting]| self.accounts.told(user[0].account).declares_team;
        let declared = || users.iter().all(told).then_some(Why::DeclaredTeam);
        let many = (users.len() > self.kind.traits().hub).then_some(Why::TooMany);
        let Some(why) = listed.or_else(declared).or(many) else { return false };
        let (accounts, first) = (users.len() as u32, users[0][0]);
        let hub = Hub { kind: self.kind, value: first.value, accounts, why, row: first.row, place: self.place };
        found.hubs.push((hub, users.iter().take(NAMED_OF_HUB).map(|user| user[0].account).collect()));
        true
    }

    /// A bond for every pair that `repeats` says shares the value often enough.
    pub fn each_pair(
        &self,
        users: &[&[Sighting]],
        found: &mut Found,
        repeats: impl Fn(&[Sighting], &[Sighting]) -> Option<u32>,
    ) {
        for (at, a) in users.iter().enumerate() {
            for b in &users[at + 1..] {
                if let Some(repeats) = repeats(a, b) {
                    found.bonds.push(self.bond(a, b, users.len() as u32, repeats));
                }
            }
        }
    }

    fn bond(&self, a: &[Sighting], b: &[Sighting], accounts: u32, repeats: u32) -> Bond {
        let seconds = || a.iter().chain(b).map(|sighting| i64::from(sighting.second));
        Bond {
            kind: self.kind,
            a: a[0].account,
            b: b[0].account,
            value: a[0].value,
            accounts,
            repeats,
            similarity: 1.0,
            first: seconds().min().unwrap_or(0) * MICROS_A_SECOND,
            last: seconds().max().unwrap_or(0) * MICROS_A_SECOND,
            rows: [a[0].row, b[0].row],
            place: self.place,
        }
    }
}
