//! From twins to bonds: which accounts stand behind texts or images that are near copies.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_read::RowRef;

use crate::bond::{Bond, Found, Hub, Place, Why};
use crate::kind::Kind;

/// A group of twins that is left out keeps at most so many of its accounts: they are named to people.
const NAMED_OF_HUB: usize = 64;

/// One text or image: whose, where, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub account: u32,
    pub row: RowRef,
    pub at: i64,
    /// The fingerprint of its content.
    pub content: u64,
}

/// Two pieces, by place, and how alike they are.
pub(crate) type Alike = (u32, u32, f32);

/// What was compared and what is alike.
pub(crate) struct Copies<'a> {
    pub kind: Kind,
    pub place: Place,
    pub pieces: &'a [Piece],
    pub pairs: Vec<Alike>,
    pub crowds: Vec<Vec<u32>>,
}

/// The twins of two accounts.
struct Meeting {
    /// What each of the two wrote that has a twin.
    pieces: [BTreeSet<u64>; 2],
    similarity: f32,
    first: i64,
    last: i64,
    rows: [RowRef; 2],
    value: u64,
    accounts: u32,
}

impl Copies<'_> {
    /// A bond for every two accounts with twins, a hub for every group with too many accounts.
    pub fn found(self) -> Found {
        let mut found = Found::default();
        let owners: BTreeSet<u32> = self.pieces.iter().map(|piece| piece.account).collect();
        found.expose(self.kind, owners.len() as u64);
        let around = self.around();
        let templates = self.templates();
        let mut meetings: BTreeMap<(u32, u32), Meeting> = BTreeMap::new();
        for (a, b, similarity) in &self.pairs {
            let (one, other) = (&around[*a as usize], &around[*b as usize]);
            let accounts = one.union(other).count();
            if accounts <= self.kind.traits().hub {
                let template = templates[*a as usize].min(templates[*b as usize]);
                self.meet((*a, *b, *similarity), (accounts as u32, template), &mut meetings);
            } else {
                let most = if (one.len(), b) > (other.len(), a) { *a } else { *b };
                self.leave_out(&around[most as usize], most, &mut found);
            }
        }
        self.crowds.iter().for_each(|crowd| self.crowd(crowd, &mut found, &mut meetings));
        found.hubs.sort_by_key(|(hub, _)| (hub.value, hub.accounts));
        found.hubs.dedup_by_key(|(hub, _)| hub.value);
        found.bonds.extend(meetings.into_iter().map(|(pair, meeting)| self.bond(pair, &meeting)));
        found
    }

    /// By piece, the accounts of its twins and its own. Twins of twins are not counted: from one template to the next in
    /// small steps everything is related to everything.
    fn around(&self) -> Vec<BTreeSet<u32>> {
        let mut around: Vec<BTreeSet<u32>> = self.pieces.iter().map(|piece| BTreeSet::from([piece.account])).collect();
        for (a, b, _) in &self.pairs {
            around[*a as usize].insert(self.pieces[*b as usize].account);
            around[*b as usize].insert(self.pieces[*a as usize].account);
        }
        around
    }

    /// By piece, the name of its template: the least content among its twins and its own. Whoever uses one template shares
    /// one value, however each of them edits it.
    fn templates(&self) -> Vec<u64> {
        let mut templates: Vec<u64> = self.pieces.iter().map(|piece| piece.content).collect();
        for (a, b, _) in &self.pairs {
            let (of_a, of_b) = (self.pieces[*a as usize].content, self.pieces[*b as usize].content);
            templates[*a as usize] = templates[*a as usize].min(of_b);
            templates[*b as usize] = templates[*b as usize].min(of_a);
        }
        templates
    }

    /// A crowd of pieces may be one of few accounts that write a lot: each against every other, once.
    fn crowd(&self, crowd: &[u32], found: &mut Found, meetings: &mut BTreeMap<(u32, u32), Meeting>) {
        let mut one_each: BTreeMap<u32, u32> = BTreeMap::new();
        for piece in crowd {
            one_each.entry(self.pieces[*piece as usize].account).or_insert(*piece);
        }
        let chosen: Vec<u32> = one_each.values().copied().collect();
        if chosen.len() > self.kind.traits().hub {
            let owners: BTreeSet<u32> = one_each.into_keys().collect();
            self.leave_out(&owners, chosen[0], found);
            return;
        }
        for (at, a) in chosen.iter().enumerate() {
            let template = crowd.iter().map(|piece| self.pieces[*piece as usize].content).min().unwrap_or(0);
            let shared = (chosen.len() as u32, template);
            chosen[at + 1..].iter().for_each(|b| self.meet((*a, *b, 1.0), shared, meetings));
        }
    }

    fn leave_out(&self, owners: &BTreeSet<u32>, piece: u32, found: &mut Found) {
        let piece = self.pieces[piece as usize];
        let (accounts, row, place) = (owners.len() as u32, piece.row, self.place);
        let hub = Hub { kind: self.kind, value: piece.content, accounts, why: Why::TooMany, row, place };
        found.hubs.push((hub, owners.iter().copied().take(NAMED_OF_HUB).collect()));
    }

    fn meet(
        &self,
        (a, b, similarity): Alike,
        (accounts, template): (u32, u64),
        meetings: &mut BTreeMap<(u32, u32), Meeting>,
    ) {
        let (a, b) = (self.pieces[a as usize], self.pieces[b as usize]);
        if a.account == b.account {
            return;
        }
        let (a, b) = if a.account < b.account { (a, b) } else { (b, a) };
        let meeting = meetings.entry((a.account, b.account)).or_insert_with(|| Meeting {
            pieces: Default::default(),
            similarity: 0.0,
            first: i64::MAX,
            last: i64::MIN,
            rows: [a.row, b.row],
            value: template,
            accounts,
        });
        meeting.pieces[0].insert(a.content);
        meeting.pieces[1].insert(b.content);
        if similarity > meeting.similarity {
            (meeting.similarity, meeting.rows) = (similarity, [a.row, b.row]);
        }
        (meeting.first, meeting.last) = (meeting.first.min(a.at).min(b.at), meeting.last.max(a.at).max(b.at));
        if accounts < meeting.accounts {
            (meeting.accounts, meeting.value) = (accounts, template);
        }
    }

    fn bond(&self, (a, b): (u32, u32), meeting: &Meeting) -> Bond {
        Bond {
            kind: self.kind,
            a,
            b,
            value: meeting.value,
            accounts: meeting.accounts,
            repeats: meeting.pieces.iter().map(BTreeSet::len).max().unwrap_or(0) as u32,
            similarity: meeting.similarity,
            first: meeting.first,
            last: meeting.last,
            rows: meeting.rows,
            place: self.place,
        }
    }
}
