//! What is known of one pair.

use std::collections::BTreeSet;

use sekisho_ring::{Pairing, Reason, Rules, Tie, TieTerm, explain};
use sekisho_tie::{Family, Kind, rules};

use super::read::{LeftOut, Link, Score, Written};
use crate::scan::kinds::called;

/// A pair in the light of all ties.
pub struct Answer<'a> {
    /// The two accounts, as they were asked for.
    pub pair: [&'a str; 2],
    /// What the ring room says of them.
    pub pairing: Pairing,
    /// The rules by which it does.
    pub rules: Rules,
    /// The account ids by their numbers in `pairing`.
    pub ids: Vec<&'a str>,
    /// What the scan wrote.
    pub written: &'a Written,
}

impl<'a> Answer<'a> {
    /// Explains two different accounts. Pairs below 3 bits are not in `links.csv`; as a pair joins from 5 bits on,
    /// they change no ring and no support.
    pub fn of(written: &'a Written, one: &'a str, other: &'a str) -> Self {
        let linked = written.links.iter().flat_map(|link| link.accounts.iter().map(String::as_str));
        let ids: Vec<&str> = linked.chain([one, other]).collect::<BTreeSet<_>>().into_iter().collect();
        // Numbers rise with the ids, so the answer does not depend on the order of rows.
        let number = |id: &str| ids.partition_point(|known| *known < id) as u32;
        let tie = |link: &Link| Tie {
            a: number(&link.accounts[0]),
            b: number(&link.accounts[1]),
            kind: link.kind as u8,
            family: link.kind.family() as u8,
            bits: link.bits,
            value: link.value,
        };
        let (ties, rules): (Vec<Tie>, Rules) = (written.links.iter().map(tie).collect(), rules());
        let pairing = explain(number(one), number(other), &ties, &rules);
        Self { pair: [one, other], pairing, rules, ids, written }
    }

    /// The row behind a term.
    pub fn link(&self, term: &TieTerm) -> Option<&'a Link> {
        let own = |link: &&Link| self.pair.iter().all(|id| link.accounts.iter().any(|account| account == id));
        self.written.links.iter().filter(own).find(|link| link.kind as u8 == term.kind && link.value == term.value)
    }

    /// What a value is, by any tie through it.
    pub fn thing(&self, value: u64) -> Option<&'a Link> {
        self.written.links.iter().find(|link| link.value == value)
    }

    /// The id of a third account.
    pub fn id(&self, number: u32) -> &'a str {
        self.ids.get(number as usize).copied().unwrap_or_default()
    }

    /// The suspected ring of each of the two, and how many accounts it has.
    pub fn rings(&self) -> [Option<(&'a str, usize)>; 2] {
        let members = &self.written.rings;
        self.pair.map(|id| {
            let ring_id = &members.iter().find(|member| member.account_id == id)?.ring_id;
            Some((ring_id.as_str(), members.iter().filter(|member| member.ring_id == *ring_id).count()))
        })
    }

    /// What both share and was left out.
    pub fn left_out(&self) -> impl Iterator<Item = &'a LeftOut> {
        let pair = self.pair;
        self.written.left_out.iter().filter(move |hub| pair.iter().all(|id| hub.names(id)))
    }

    /// Left out things of which the file does not name every account, so that the two may share them unseen.
    pub fn cut_lists(&self) -> usize {
        let unseen = |hub: &&LeftOut| hub.is_cut() && !self.pair.iter().all(|id| hub.names(id));
        self.written.left_out.iter().filter(unseen).count()
    }

    /// The scores of the two, where they have one.
    pub fn scores(&self) -> [Option<&'a Score>; 2] {
        self.pair.map(|id| self.written.scores.iter().find(|score| score.account_id == id))
    }

    /// Whether the ties put both into one ring that is not among the suspected ones.
    pub fn is_unsuspected(&self) -> bool {
        self.pairing.together && self.rings() == [None, None]
    }

    /// The answer in one line.
    pub fn verdict(&self) -> String {
        let (pairing, bits) = (&self.pairing, told(self.pairing.bits));
        if !pairing.reason.joins() {
            let through = if pairing.together { "; third accounts bring both into one ring" } else { "" };
            return format!("not tied: {}{through}", self.lacking());
        }
        match (pairing.holds, pairing.together) {
            (false, _) => format!("tied by {bits}, but too weakly to hold"),
            (true, false) => format!("tied by {bits}, but the ring was parted between them"),
            (true, true) if self.is_unsuspected() => {
                format!("tied by {bits}: consistent with one hand, a household or a team; not suspected")
            }
            (true, true) => format!("tied by {bits}: consistent with one hand"),
        }
    }

    fn lacking(&self) -> String {
        let bits = told(self.pairing.bits);
        match self.pairing.reason {
            Reason::ProximityOnly => format!("{bits}, all of mere proximity"),
            Reason::OneFamilyOnly { family } => format!("{bits}, all of one family ({})", family_name(family)),
            Reason::TooFewBits { lacking } => format!("{bits}, {} too few", told(lacking)),
            _ => "no tie worth telling, less than 3 bits".to_owned(),
        }
    }

    /// Why the pair joins, or does not.
    pub fn reason(&self) -> String {
        let rules = &self.rules;
        let (join, strong) = (told(rules.join_bits), told(rules.strong_bits));
        match self.pairing.reason {
            Reason::NoTie => "The two share nothing that counts, or so little that `scan` does not list it.".to_owned(),
            Reason::ProximityOnly => {
                "Living or working near each other explains all of it: proximity alone joins nobody.".to_owned()
            }
            Reason::OneFamilyOnly { .. } => format!(
                "Two independent families are needed, or {strong} of one kind that is strong by itself: one fact may show in many ways."
            ),
            Reason::TooFewBits { lacking } => {
                format!("A pair of two families joins from {join} on; {} are lacking.", told(lacking))
            }
            Reason::Families { count } => {
                format!("The pair joins: {count} independent families, and {join} or more in all.")
            }
            Reason::Strong { kind } => {
                format!("The pair joins: {} is strong by itself from {strong} on.", kind_words(kind))
            }
        }
    }
}

/// Bits to two places, without needless noughts: `9.5 bits`, `1 bit`.
pub fn told(bits: f32) -> String {
    let number = format!("{bits:.2}");
    let number = number.trim_end_matches('0').trim_end_matches('.');
    format!("{number} {}", if number == "1" { "bit" } else { "bits" })
}

/// The name of a family by its number.
pub fn family_name(family: u8) -> &'static str {
    Family::ALL.iter().find(|known| **known as u8 == family).map_or("unknown", |known| known.name())
}

/// The name of a kind by its number.
pub fn kind_name(kind: u8) -> &'static str {
    Kind::ALL.iter().find(|known| **known as u8 == kind).map_or("unknown", |known| known.name())
}

fn kind_words(kind: u8) -> &'static str {
    Kind::ALL.iter().find(|known| **known as u8 == kind).map_or("such a tie", |known| called(*known).0)
}
