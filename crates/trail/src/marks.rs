//! What makes a chain a trail: reasons with their weight in bits.

use std::collections::{BTreeMap, BTreeSet};

use crate::flow::DAY;
use crate::ledger::{Ledger, NONE};
use crate::person::{person, same_person};
use crate::trails::{Chain, End, Pass};

/// Who keeps more than this has not passed a payout on but paid somebody from it. Offers in the catalogue (section 6)
/// run from 10 to 35 per cent; family support and rent take less than half of an income.
pub const LARGEST_KEPT: f64 = 0.45;
/// Who keeps less than this keeps nothing: no share that could be steady.
const LEAST_KEPT: f64 = 0.02;
/// Shares that differ by less than this in standard deviation are one share (catalogue, `fee_ratio_signature`).
const STEADY: f64 = 0.03;
/// Money that went on within this time was not lived on: FLAME has half of ordinary accounts keep pay for five to seven days
/// (catalogue, `payday_sweep`).
const RAPID: i64 = 3 * DAY;
/// Chains with fewer bits are not told as trails: no single reason reaches it, two strong ones do.
pub const TOLD_BITS: f64 = 4.5;

/// A reason, with the numbers that its sentence needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// The same share was kept again and again.
    SteadyShare {
        /// So many times.
        times: u32,
        /// The mean share, 0 to 1.
        kept: f64,
        /// Its standard deviation.
        spread: f64,
    },
    /// The same receiver got it again and again.
    SameReceiver {
        /// So many times.
        times: u32,
    },
    /// Several people who are paid pass it to one receiver.
    FanIn {
        /// So many.
        people: u32,
    },
    /// It went on within days.
    RapidSweep {
        /// The median rest, in microseconds.
        rest: i64,
    },
    /// It came out as cash abroad, from somebody else's account.
    CashAbroadByOther,
    /// It came out as cash abroad, from the payee's own account.
    CashAbroadByPayee,
    /// It ended at a bank in another country.
    ForeignBank {
        /// At once, not through somebody else's hands.
        direct: bool,
    },
    /// It ended in a wallet for coins.
    Crypto {
        /// The payee's own.
        own: bool,
    },
    /// It went through the hands of several people or firms.
    SeveralHands {
        /// So many.
        people: u32,
    },
    /// It came back to the account that was paid.
    Circle,
    /// It reached an account of a client.
    MeetsClient,
    /// The receiver has an account with the operator: it may be a colleague who is paid for work.
    KnownReceiver,
}

/// Weights are guesses of experts, as all bits are until outcomes are known; `docs/decisions/011-trails.md` has the reasons.
impl Reason {
    /// What it adds to a trail.
    pub fn bits(&self) -> f64 {
        match self {
            // Two shares are alike by chance in one of four, three in one of twenty.
            Self::SteadyShare { times, .. } => f64::from(times.saturating_sub(1)).min(3.0),
            Self::SameReceiver { .. } | Self::SeveralHands { .. } => 1.0,
            Self::FanIn { people } if *people >= 3 => 3.0,
            Self::FanIn { .. } => 2.0,
            Self::RapidSweep { .. } | Self::CashAbroadByPayee => 1.5,
            Self::CashAbroadByOther | Self::Circle | Self::MeetsClient | Self::Crypto { own: false } => 3.0,
            Self::ForeignBank { direct: false } => 2.5,
            Self::ForeignBank { direct: true } | Self::Crypto { own: true } => 0.5,
            Self::KnownReceiver => -2.0,
        }
    }
}

/// A chain with its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// The transfers.
    pub chain: Chain,
    /// What speaks for it, the heaviest first.
    pub reasons: Vec<Reason>,
    /// Sum of their bits.
    pub bits: f64,
    /// Whether that is enough to tell it as a trail.
    pub told: bool,
}

/// Every chain in which a payout was passed on, with its reasons; those that are enough are told. `clients` are the owners (as
/// in [`crate::PaymentAccount::owner`]) who hire only.
pub fn judge(ledger: &Ledger, chains: Vec<Chain>, clients: &BTreeSet<u64>) -> Vec<Trail> {
    let habits = Habits::new(ledger, &chains);
    let passed = chains.into_iter().filter(|chain| chain.passes.iter().any(|pass| passed_on(ledger, chain, pass)));
    let judged = passed.map(|chain| {
        let mut reasons = habits.reasons(ledger, &chain, clients);
        reasons.sort_by(|a, b| b.bits().total_cmp(&a.bits()));
        let bits = reasons.iter().map(Reason::bits).sum();
        let told = bits >= TOLD_BITS && leaves_sight(&reasons);
        Trail { chain, reasons, bits, told }
    });
    judged.collect()
}

/// A chain is told only if money went out of sight, came together or came back; paying a colleague every month is neither.
fn leaves_sight(reasons: &[Reason]) -> bool {
    let known = reasons.contains(&Reason::KnownReceiver);
    reasons.iter().any(|reason| match reason {
        Reason::SteadyShare { .. }
        | Reason::SameReceiver { .. }
        | Reason::RapidSweep { .. }
        | Reason::KnownReceiver => false,
        // People who work for one lead are paid by that lead.
        Reason::FanIn { .. } => !known,
        _ => true,
    })
}

/// Whether most of a payout went on, not merely between the payee's own accounts at home.
pub fn passed_on(ledger: &Ledger, chain: &Chain, pass: &Pass) -> bool {
    let moved = pass.kept <= LARGEST_KEPT;
    let out = pass.beneficiary == NONE || !same_person(ledger, chain.account, pass.beneficiary);
    moved && (out || first_other(ledger, chain).is_some() || chain.end == End::Crypto)
}

/// The first purse of somebody else that the money reaches.
fn first_other(ledger: &Ledger, chain: &Chain) -> Option<u32> {
    chain.hands.iter().copied().find(|hand| !same_person(ledger, chain.account, *hand))
}

/// What people who are paid do again and again.
struct Habits {
    /// By person: shares that were kept of payouts that were passed on.
    kept: BTreeMap<u64, Vec<f64>>,
    /// By person and receiving purse: how many times.
    times: BTreeMap<(u64, u32), u32>,
    /// By receiving purse: who sent to it, what they kept, and whether it passed money on.
    receivers: BTreeMap<u32, Receiver>,
}

impl Habits {
    fn new(ledger: &Ledger, chains: &[Chain]) -> Self {
        let mut habits = Self { kept: BTreeMap::new(), times: BTreeMap::new(), receivers: BTreeMap::new() };
        for chain in chains {
            let payee = person(ledger, chain.account);
            for pass in chain.passes.iter().filter(|pass| passed_on(ledger, chain, pass)) {
                let receiver = receiver(ledger, chain, pass);
                habits.kept.entry(payee).or_default().push(pass.kept);
                *habits.times.entry((payee, receiver)).or_default() += 1;
                let known = habits.receivers.entry(receiver).or_default();
                known.people.insert(payee);
                known.kept.push(pass.kept);
                known.passes_on |= chain.hops.iter().any(|place| ledger.source(*place) == receiver);
            }
        }
        habits
    }

    fn reasons(&self, ledger: &Ledger, chain: &Chain, clients: &BTreeSet<u64>) -> Vec<Reason> {
        let Some(pass) = chain.passes.iter().find(|pass| passed_on(ledger, chain, pass)) else { return Vec::new() };
        let (payee, receiver) = (person(ledger, chain.account), receiver(ledger, chain, pass));
        let mut reasons = Vec::new();
        reasons.extend(self.kept.get(&payee).and_then(|kept| steady(kept)));
        let times = self.times.get(&(payee, receiver)).copied().unwrap_or(0);
        reasons.extend((times >= 2).then_some(Reason::SameReceiver { times }));
        let people = self.receivers.get(&receiver).filter(|_| receiver != NONE).map_or(0, Receiver::collects_of);
        reasons.extend((people >= 2).then_some(Reason::FanIn { people }));
        let rest = median(chain.passes.iter().map(|pass| pass.rest).collect());
        reasons.extend((rest <= RAPID).then_some(Reason::RapidSweep { rest }));
        reasons.extend(end(ledger, chain));
        reasons.extend(hands(ledger, chain, clients));
        let known = ledger.account(receiver).is_some_and(|account| account.owner != 0);
        let other = receiver != NONE && !same_person(ledger, chain.account, receiver);
        reasons.extend((known && other).then_some(Reason::KnownReceiver));
        reasons
    }
}

/// A purse that several people pass payouts to.
#[derive(Default)]
struct Receiver {
    people: BTreeSet<u64>,
    kept: Vec<f64>,
    passes_on: bool,
}

impl Receiver {
    /// From how many people it collects. Landlords, shops and tax offices receive too, but they neither pass the money on
    /// nor get the same share of what everybody earns.
    fn collects_of(&self) -> u32 {
        // One in eight shares falls into the window by chance: four of five do not.
        let same_share = steady(&self.kept).is_some_and(|reason| match reason {
            Reason::SteadyShare { times, .. } => times >= 4 && times as usize * 5 >= self.kept.len() * 4,
            _ => false,
        });
        if self.passes_on || same_share { self.people.len() as u32 } else { 0 }
    }
}

/// Who got a pass: the first purse of somebody else, as people move money between their own accounts first.
pub fn receiver(ledger: &Ledger, chain: &Chain, pass: &Pass) -> u32 {
    match pass.beneficiary {
        NONE => NONE,
        purse if !same_person(ledger, chain.account, purse) => purse,
        purse => first_other(ledger, chain).unwrap_or(purse),
    }
}

/// The share that is kept again and again: the window of twice [`STEADY`] that holds most of them, if that is two thirds
/// or more; one pass that was told wrongly among many must not hide the rest.
fn steady(kept: &[f64]) -> Option<Reason> {
    let mut shares: Vec<f64> = kept.iter().copied().filter(|share| *share >= LEAST_KEPT).collect();
    shares.sort_by(f64::total_cmp);
    let windows = (0..shares.len()).map(|from| {
        let within = shares[from..].iter().take_while(|share| **share - shares[from] <= 2.0 * STEADY).count();
        &shares[from..from + within]
    });
    let fullest = windows.reduce(|best, next| if next.len() > best.len() { next } else { best })?;
    if fullest.len() < 2 || fullest.len() * 3 < kept.len() * 2 {
        return None;
    }
    let count = fullest.len() as f64;
    let mean = fullest.iter().sum::<f64>() / count;
    let spread = (fullest.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / count).sqrt();
    (spread < STEADY).then_some(Reason::SteadyShare { times: fullest.len() as u32, kept: mean, spread })
}

fn median(mut values: Vec<i64>) -> i64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(i64::MAX)
}

fn end(ledger: &Ledger, chain: &Chain) -> Option<Reason> {
    let own = |place: &u32| same_person(ledger, chain.account, ledger.source(*place));
    let other = first_other(ledger, chain).is_some();
    match chain.end {
        End::CashAbroad if chain.ends.iter().all(own) => Some(Reason::CashAbroadByPayee),
        End::CashAbroad => Some(Reason::CashAbroadByOther),
        End::ForeignBank if other => Some(Reason::ForeignBank { direct: chain.depth <= 1 }),
        End::Crypto => Some(Reason::Crypto { own: !other }),
        End::ForeignBank | End::CashAtHome | End::Account => None,
    }
}

fn hands(ledger: &Ledger, chain: &Chain, clients: &BTreeSet<u64>) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let others = chain.hands.iter().filter(|hand| !same_person(ledger, chain.account, **hand));
    let people = others.map(|hand| person(ledger, *hand)).collect::<BTreeSet<_>>().len() as u32;
    // Paying two people is not sending money through two.
    reasons.extend((people >= 2 && chain.depth >= 2).then_some(Reason::SeveralHands { people }));
    let comes_back = |place: &u32| ledger.target(*place) == chain.purse && !is_payout(chain, *place);
    reasons.extend(chain.hops.iter().any(comes_back).then_some(Reason::Circle));
    let of_client = |hand: &u32| {
        let owner = ledger.account(*hand).map_or(0, |account| account.owner);
        owner != 0 && clients.contains(&owner) && !same_person(ledger, chain.account, *hand)
    };
    reasons.extend(chain.hands.iter().any(of_client).then_some(Reason::MeetsClient));
    reasons
}

fn is_payout(chain: &Chain, place: u32) -> bool {
    chain.passes.iter().any(|pass| pass.payouts.contains(&place))
}
