//! What the report knows of a ring. The caller fills these types; this crate only shows them.

use crate::model::{Band, Finding};

/// Accounts that ties join, after hubs are taken out: one review, whatever the number of accounts.
#[derive(Clone, Debug)]
pub struct Ring {
    /// The ring's stable id.
    pub ring_id: String,
    /// What the ring adds to the score of a member, or the ring's own score: log2 of odds.
    pub bits: f64,
    /// What the ties are taken for.
    pub standing: Standing,
    /// What changed since the scan before; none when there was none or nothing changed.
    pub change: Option<RingChange>,
    /// The accounts. Their order does not matter.
    pub members: Vec<RingMember>,
    /// What the accounts share. The order does not matter.
    pub shared: Vec<SharedThing>,
    /// Clients and collectors outside of the ring that its money or work passes.
    pub outsiders: Vec<Outsider>,
    /// Money, contracts, reviews and referrals, from one account to another. The order does not matter.
    pub links: Vec<RingLink>,
    /// Shared values that were not counted, because too many strangers share them.
    pub left_out: Vec<LeftOut>,
    /// The story, sentence by sentence, in the order to read.
    pub story: Vec<StoryLine>,
    /// What the records hold that speaks against one hand.
    pub against: Vec<StoryLine>,
    /// What was found for the ring itself, with the rows it rests on.
    pub findings: Vec<Finding>,
}

/// What the ties of a ring are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Ties, and facts that speak by themselves: for review.
    Suspected,
    /// The accounts are tied, nothing else about them speaks.
    Quiet,
    /// A team or agency that said so.
    DeclaredTeam,
    /// A family, a couple, people of one address.
    Household,
}

/// What became of a ring since the scan before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RingChange {
    /// It was not there.
    New,
    /// It had fewer accounts.
    Grew {
        /// How many it had.
        from: u64,
    },
    /// It is a part of a ring that fell apart.
    Split {
        /// The ids of the parts' common origin.
        from: Vec<String>,
    },
    /// It was several rings.
    Merged {
        /// Their ids.
        from: Vec<String>,
    },
}

/// One account of a ring.
#[derive(Clone, Debug, Default)]
pub struct RingMember {
    /// The account.
    pub account_id: String,
    /// What the account is for: `worker`, `client` or `both`.
    pub role: String,
    /// The name it was opened with.
    pub name: Option<String>,
    /// Its score, with the ring's term.
    pub bits: f64,
    /// The band of its score; none when nothing was found for it.
    pub band: Option<Band>,
    /// Bits of the ties that join it to the others.
    pub joined_by: f64,
    /// Whether it is suspended.
    pub suspended: bool,
}

/// Something that several accounts of a ring have in common.
#[derive(Clone, Debug, Default)]
pub struct SharedThing {
    /// The kind of tie: `device`, `ip`, `payment_number`, `proposal_text`, `rhythm`, ...
    pub kind: String,
    /// The value, shortened or masked.
    pub label: String,
    /// Who shares it: places in [`Ring::members`].
    pub members: Vec<usize>,
    /// The tie's weight between two of them.
    pub bits: f64,
    /// The first time it was seen, microseconds since 1970 UTC.
    pub first_at: Option<i64>,
    /// The last time.
    pub last_at: Option<i64>,
    /// Keys of the rows it rests on, such as `sessions:s-17`.
    pub witnesses: Vec<String>,
}

/// One end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    /// A place in [`Ring::members`].
    Member(usize),
    /// A place in [`Ring::outsiders`].
    Outsider(usize),
}

/// Something that went from one account to another.
#[derive(Clone, Debug)]
pub struct RingLink {
    /// Who gave: the payer, the orderer, the reviewer, the one who referred.
    pub from: End,
    /// Who received.
    pub to: End,
    /// `transfer`, `contract`, `review` or `referral`.
    pub kind: String,
    /// How often.
    pub count: u64,
    /// The sum, in minor units of the currency.
    pub amount_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
}

/// A client or collector that is no member but stands between members.
#[derive(Clone, Debug, Default)]
pub struct Outsider {
    /// What to call it: an account id, a masked payment number.
    pub label: String,
    /// `client` or `collector`.
    pub kind: String,
}

/// A shared value that was left out of the ties.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// The kind of tie it would have been.
    pub kind: String,
    /// The value, shortened or masked.
    pub label: String,
    /// How many accounts share it in all.
    pub accounts: u64,
    /// Why it was left out, in English.
    pub why_en: String,
    /// Why it was left out, in Japanese.
    pub why_ja: String,
}

/// One sentence of a story.
#[derive(Clone, Debug, Default)]
pub struct StoryLine {
    /// In English.
    pub en: String,
    /// In Japanese.
    pub ja: String,
    /// What it rests on: kinds of tie, or ids of findings.
    pub about: Vec<String>,
}
