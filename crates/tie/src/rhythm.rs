//! A common rhythm: the sessions of one account end as those of another begin, and never are both signed in at once.
//!
//! Only accounts that something else ties already are compared: among a million accounts any rhythm is somebody else's
//! by chance. How many handovers chance gives two accounts is counted with one of them moved by whole days, which keeps
//! both habits of the clock (the shift predictor of Perkel, Gerstein and Moore, "Neuronal spike trains and stochastic
//! point processes II", Biophysical Journal 7, 1967). Days are moved in a circle, so that none is lost. Who both keep
//! office hours hand over on moved days as well, and that is no rhythm.

use sekisho_read::RowRef;

use crate::accounts::{Accounts, fingerprint};
use crate::bond::{Bond, Found};
use crate::kind::Kind;
use crate::rows::{Ask, Tables};

/// At most so many pairs are looked at, those with the rarest ties first (chosen: a bound on time).
const MOST_PAIRS: usize = 2_000_000;
/// One begins within so many seconds after the other's end (chosen: a quarter of an hour to change hats).
const WITHIN: u32 = 15 * 60;
/// So many seconds of both at once are the slack of clocks (chosen).
const SLACK: u32 = 2 * 60;
/// So many handovers (chosen) ...
const HANDOVERS: u32 = 5;
/// ... on so many days (chosen).
const DAYS: usize = 4;
/// Both at once in one of so many presences is forgiven (chosen: 2 %).
const ONE_OVERLAP_IN: usize = 50;
/// Moved by up to so many days, both ways (chosen: two weeks hold every day of the week twice).
const SHIFTS: u32 = 14;
/// With fewer common days there are too few ways to move them (chosen).
const COMMON_DAYS: u32 = 8;
/// Chance gives two accounts so many handovers more rarely than this (chosen: of two million pairs it lets two pass). It
/// does not depend on how many pairs there are, so that a stranger's account changes nothing.
const CHANCE: f64 = 1e-6;

const SECONDS_A_DAY: u32 = 86_400;
const MICROS_A_SECOND: i64 = 1_000_000;

/// One account signed in, seconds since 1970: sessions that overlap are one presence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Presence {
    account: u32,
    start: u32,
    end: u32,
    row: RowRef,
}

/// Bonds by rhythm between accounts that have another bond already.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts, known: &[Bond], threads: usize) -> Found {
    let pairs = candidates(accounts, known);
    let mut wanted = vec![false; accounts.len()];
    pairs.iter().for_each(|(a, b)| [a, b].into_iter().for_each(|account| wanted[*account as usize] = true));
    let mut found = Found::default();
    found.expose(Kind::Rhythm, wanted.iter().filter(|wanted| **wanted).count() as u64);
    if pairs.is_empty() {
        return found;
    }
    let presences = Presences::of(sessions(tables, accounts, &wanted, threads), accounts.len());
    let each = pairs.len().div_ceil(threads);
    let part = |pairs: &[(u32, u32)]| -> Vec<Bond> {
        pairs.iter().filter_map(|(a, b)| bond(accounts, presences.of_account(*a), presences.of_account(*b))).collect()
    };
    let part = &part;
    std::thread::scope(|scope| {
        let workers: Vec<_> = pairs.chunks(each).map(|pairs| scope.spawn(move || part(pairs))).collect();
        for worker in workers {
            found.bonds.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    found
}

/// Pairs with a bond, by number. If there are too many, those that share the rarer values, whole steps of rarity.
fn candidates(accounts: &Accounts, known: &[Bond]) -> Vec<(u32, u32)> {
    let declared = |account: u32| accounts.told(account).declares_team;
    let open = |bond: &&Bond| !declared(bond.a) && !declared(bond.b);
    let mut pairs: Vec<(u32, u32, u32)> =
        known.iter().filter(open).map(|bond| (bond.a, bond.b, bond.accounts)).collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|(a, b, _)| (*a, *b));
    if pairs.len() > MOST_PAIRS {
        let mut steps: Vec<u32> = pairs.iter().map(|(.., accounts)| *accounts).collect();
        let (_, first_left_out, _) = steps.select_nth_unstable(MOST_PAIRS);
        let first_left_out = *first_left_out;
        pairs.retain(|(.., accounts)| *accounts < first_left_out);
    }
    pairs.into_iter().map(|(a, b, _)| (a, b)).collect()
}

/// The sessions of the accounts that are wanted.
fn sessions(tables: Tables<'_>, accounts: &Accounts, wanted: &[bool], threads: usize) -> Vec<Presence> {
    let units = tables.units("sessions");
    let words = &["account_id", "started_at", "ended_at", "last_seen_at"];
    let part = |worker: usize| {
        let mut found = Vec::new();
        for unit in units.iter().skip(worker).step_by(threads) {
            tables.each_of_unit(unit, Ask { table: "sessions", words, texts: &[] }, |row| {
                let account = accounts.number(row.word(0)).filter(|account| wanted[*account as usize]);
                let (Some(account), Some(start)) = (account, row.word(1).some().and_then(seconds)) else { return };
                let end = row.word(2).some().or(row.word(3).some()).and_then(seconds);
                found.push(Presence { account, start, end: end.unwrap_or(start).max(start), row: row.at });
            });
        }
        found
    };
    let part = &part;
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|worker| scope.spawn(move || part(worker))).collect();
        let mut found = part(0);
        for other in others {
            found.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        found
    })
}

fn seconds(micros: i64) -> Option<u32> {
    u32::try_from(micros.div_euclid(MICROS_A_SECOND)).ok()
}

/// When each account was signed in.
struct Presences {
    all: Vec<Presence>,
    /// Where each account's presences begin, and the end of the last.
    from: Vec<usize>,
}

impl Presences {
    fn of(mut sessions: Vec<Presence>, accounts: usize) -> Self {
        sessions.sort_unstable();
        // The later one is dropped and lives on in the earlier one.
        sessions.dedup_by(|later, earlier| {
            let together = later.account == earlier.account && later.start <= earlier.end;
            if together {
                earlier.end = earlier.end.max(later.end);
            }
            together
        });
        let from =
            (0..=accounts).map(|account| sessions.partition_point(|one| (one.account as usize) < account)).collect();
        Self { all: sessions, from }
    }

    fn of_account(&self, account: u32) -> &[Presence] {
        &self.all[self.from[account as usize]..self.from[account as usize + 1]]
    }
}

/// What two accounts' presences say, if it is a rhythm.
fn bond(accounts: &Accounts, a: &[Presence], b: &[Presence]) -> Option<Bond> {
    let days = common_days(a, b)?;
    let (a, b) = (days.inside(a), days.inside(b));
    let mut handovers = handovers(a, b);
    if (handovers.len() as u32) < HANDOVERS || overlaps(a, b) * ONE_OVERLAP_IN > a.len().min(b.len()) {
        return None;
    }
    handovers.sort_unstable();
    let different = handovers.chunk_by(|one, next| one.at / SECONDS_A_DAY == next.at / SECONDS_A_DAY).count();
    if different < DAYS || !days.beyond_chance(a, b, handovers.len() as u32) {
        return None;
    }
    let (first, last) = (handovers.first()?, handovers.last()?);
    let (one, other) = (a.first()?.account, b.first()?.account);
    Some(Bond {
        kind: Kind::Rhythm,
        a: one,
        b: other,
        value: fingerprint(&format!("{} {}", accounts.id(one), accounts.id(other))),
        accounts: 2,
        repeats: handovers.len() as u32,
        similarity: 1.0,
        first: i64::from(first.at) * MICROS_A_SECOND,
        last: i64::from(last.at) * MICROS_A_SECOND,
        rows: first.rows,
        place: ("sessions", "started_at"),
    })
}

/// The days on which both accounts were in use, from the first to the last.
#[derive(Clone, Copy)]
struct CommonDays {
    from: u32,
    count: u32,
}

fn common_days(a: &[Presence], b: &[Presence]) -> Option<CommonDays> {
    let from = a.first()?.start.max(b.first()?.start) / SECONDS_A_DAY;
    let to = a.last()?.start.min(b.last()?.start) / SECONDS_A_DAY;
    let count = (to + 1).checked_sub(from).filter(|count| *count >= COMMON_DAYS)?;
    Some(CommonDays { from, count })
}

impl CommonDays {
    fn inside(self, presences: &[Presence]) -> &[Presence] {
        let day = |one: &Presence| one.start / SECONDS_A_DAY;
        let from = presences.partition_point(|one| day(one) < self.from);
        &presences[from..presences.partition_point(|one| day(one) < self.from + self.count)]
    }

    /// Whether no moved calendar gives as many, and chance as these moved calendars show it so many hardly ever.
    fn beyond_chance(self, a: &[Presence], b: &[Presence], handovers_seen: u32) -> bool {
        // Which of the two is moved must not depend on their ids: the busier one, or the one that began first.
        let busier =
            |one: &[Presence]| (std::cmp::Reverse(one.len()), one.first().map(|first| (first.start, first.end)));
        let (a, b) = if busier(a) <= busier(b) { (a, b) } else { (b, a) };
        let (mut moved, mut sum) = (0, 0);
        for days in 1..self.count {
            // Forward by `days` is back by the rest of the circle.
            if days > SHIFTS && self.count - days > SHIFTS {
                continue;
            }
            let count = handovers(a, &self.moved(b, days)).len() as u32;
            if count >= handovers_seen {
                return false;
            }
            (moved, sum) = (moved + 1, sum + count);
        }
        tail(handovers_seen, sum, moved) < CHANCE
    }

    /// Presences so many days later; what leaves the common days at their end comes in at their beginning.
    fn moved(self, presences: &[Presence], days: u32) -> Vec<Presence> {
        let around = presences.partition_point(|one| one.start / SECONDS_A_DAY + days < self.from + self.count);
        let (stay, leave) = presences.split_at(around);
        let (forward, back) = (days * SECONDS_A_DAY, (self.count - days) * SECONDS_A_DAY);
        let back = leave.iter().map(|one| Presence { start: one.start - back, end: one.end - back, ..*one });
        let forward = stay.iter().map(|one| Presence { start: one.start + forward, end: one.end + forward, ..*one });
        back.chain(forward).collect()
    }
}

/// One account leaves and the other comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Handover {
    at: u32,
    rows: [RowRef; 2],
}

/// Handovers either way. A presence whose end nobody knows hands nothing over.
fn handovers(a: &[Presence], b: &[Presence]) -> Vec<Handover> {
    let mut found = Vec::new();
    for (givers, takers, swapped) in [(a, b, false), (b, a, true)] {
        for giver in givers.iter().filter(|giver| giver.end > giver.start) {
            let next = takers.partition_point(|taker| taker.start + SLACK < giver.end);
            let taker = takers.get(next).filter(|taker| taker.start <= giver.end + WITHIN);
            found.extend(taker.map(|taker| {
                let rows = if swapped { [taker.row, giver.row] } else { [giver.row, taker.row] };
                Handover { at: taker.start, rows }
            }));
        }
    }
    found
}

/// How often both are signed in at once.
fn overlaps(a: &[Presence], b: &[Presence]) -> usize {
    let with = |one: &Presence| {
        let from = b.partition_point(|other| other.end <= one.start + SLACK);
        b[from..]
            .iter()
            .take_while(|other| other.start + SLACK < one.end && other.start < one.end)
            .filter(|other| one.end.min(other.end) - one.start.max(other.start) > SLACK)
            .count()
    };
    a.iter().map(with).sum()
}

/// How likely chance gives `count` or more, when it gave `sum` in `tries` tries: the negative binomial tail, which is
/// the Poisson tail for a rate that is not known but estimated (Gelman and others, "Bayesian Data Analysis", chapter 2;
/// Jeffreys' prior).
fn tail(count: u32, sum: u32, tries: u32) -> f64 {
    let (shape, tries) = (f64::from(sum) + 0.5, f64::from(tries));
    let mut ln_share = shape * (tries / (tries + 1.0)).ln();
    let mut below = 0.0;
    for k in 0..count {
        below += ln_share.exp();
        ln_share += ((shape + f64::from(k)) / (f64::from(k) + 1.0) / (tries + 1.0)).ln();
    }
    (1.0 - below).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tail_is_the_poissons_when_the_rate_is_well_known() {
        // Poisson with a mean of 2: P(X >= 5) = 0.05265.
        assert!((tail(5, 200_000, 100_000) - 0.05265).abs() < 1e-4);
        assert!((tail(0, 3, 28) - 1.0).abs() < 1e-12);
        assert!(tail(5, 0, 28) < 1e-6 && tail(3, 0, 28) > 1e-6);
    }

    #[test]
    fn presences_that_touch_are_one_and_a_long_one_overlaps_all_inside() {
        let one = |account, start, end| Presence { account, start, end, row: RowRef(0) };
        let merged = Presences::of(vec![one(0, 50, 70), one(0, 0, 60), one(1, 10, 20), one(0, 10, 20)], 2);
        assert_eq!(merged.of_account(0), [one(0, 0, 70)]);
        assert_eq!(merged.of_account(1), [one(1, 10, 20)]);
        let (long, short) = ([one(0, 0, 10_000)], [one(1, 100, 500), one(1, 1000, 1100), one(1, 9000, 20_000)]);
        assert_eq!(overlaps(&long, &short), 2, "the one of 100 seconds is the slack of clocks");
        assert_eq!(overlaps(&short, &long), 2);
    }
}
