//! What the company of other accounts says of an account.
//!
//! An account may look clean and still belong to a hand that other accounts give away. With `p` the probability that it
//! belongs to its ring, and the mean likelihood ratio of what speaks by itself against the ring's other members, its own
//! likelihood ratio is the mixture `1 - p + p x mean`: nothing follows from the company of accounts against which nothing
//! speaks (a ring that is not suspected carries no weight at all), and never more than the company itself shows. What only says that accounts share something (group `sharing`)
//! does not speak by itself: the ring is made of that.

use std::collections::BTreeMap;

/// Kin indicators that say no more than the ties themselves.
pub(crate) const SHARING: &str = "sharing";

/// One member's own evidence counts at most so much for others, in bits (chosen: 256 times).
const MOST_BITS: f64 = 8.0;
/// At so many bits of ties it is as likely as not that the account belongs to the ring (chosen; a ring begins at 7).
const EVEN_BITS: f64 = 4.0;
/// A ring is suspected when its members' own evidence is on average so many times likelier for borrowed identities ...
const SUSPECTED_BITS: f64 = 3.0;
/// ... and if it is what it says it is, a team or a household, so many.
const DECLARED_BITS: f64 = 6.0;

/// What the accounts of a ring say that they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Nothing in particular.
    Nothing,
    /// One home.
    Household,
    /// A team.
    Team,
}

/// What a ring is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Ties, and accounts against which more speaks.
    Suspected,
    /// Ties, and nothing else.
    Quiet,
    /// People of one home.
    Household,
    /// A team that says so.
    DeclaredTeam,
}

/// Accounts that ties join.
#[derive(Clone, Debug, PartialEq)]
pub struct Company {
    /// The ring's id.
    pub ring_id: String,
    /// What its accounts say that they are.
    pub told: Told,
    /// Its accounts, each with the bits that tie it to the others.
    pub members: Vec<(String, f64)>,
}

/// What a ring comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct RingScore {
    /// The ring's id.
    pub ring_id: String,
    /// log2 of the mean likelihood ratio of its members' own evidence.
    pub bits: f64,
    /// What it is taken for.
    pub standing: Standing,
}

/// The weight of its ring for one account.
#[derive(Clone, Debug, PartialEq)]
pub struct RingTerm {
    /// The ring.
    pub ring_id: String,
    /// Bits that count.
    pub bits: f64,
    /// Other members against which much speaks by itself.
    pub outstanding: u64,
}

/// Rings judged by what speaks by itself against their members (bits by account), and the term for every member.
pub(crate) fn judge(companies: &[Company], own: &BTreeMap<&str, f64>) -> (Vec<RingScore>, BTreeMap<String, RingTerm>) {
    let (mut rings, mut terms) = (Vec::new(), BTreeMap::new());
    for company in companies {
        let ratios: Vec<f64> = company.members.iter().map(|(account, _)| ratio(own.get(account.as_str()))).collect();
        let sum: f64 = ratios.iter().sum();
        let bits = (sum / ratios.len().max(1) as f64).log2();
        let standing = standing(company.told, bits);
        rings.push(RingScore { ring_id: company.ring_id.clone(), bits, standing });
        for ((account, tied), own) in company.members.iter().zip(&ratios) {
            // One imagined member without any evidence stands beside the others: two accounts are no crowd of witnesses.
            let others = (sum - own + 1.0) / ratios.len() as f64;
            let belongs = 1.0 / (1.0 + (EVEN_BITS - tied).exp2());
            // A ring that is not suspected says nothing of its accounts.
            let weighs = f64::from(u8::from(standing == Standing::Suspected));
            let bits = (1.0 - belongs + belongs * others).log2().max(0.0) * weighs;
            let much = |other: &&f64| **other >= SUSPECTED_BITS.exp2();
            let outstanding = (ratios.iter().filter(much).count() - usize::from(much(&own))) as u64;
            terms.insert(account.clone(), RingTerm { ring_id: company.ring_id.clone(), bits, outstanding });
        }
    }
    (rings, terms)
}

fn ratio(own: Option<&f64>) -> f64 {
    own.copied().unwrap_or(0.0).clamp(0.0, MOST_BITS).exp2()
}

fn standing(told: Told, bits: f64) -> Standing {
    match told {
        _ if bits >= DECLARED_BITS => Standing::Suspected,
        Told::Team => Standing::DeclaredTeam,
        Told::Household => Standing::Household,
        Told::Nothing if bits >= SUSPECTED_BITS => Standing::Suspected,
        Told::Nothing => Standing::Quiet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(members: &[(&str, f64)], told: Told) -> Company {
        let members = members.iter().map(|(account, bits)| ((*account).to_owned(), *bits)).collect();
        Company { ring_id: "r".to_owned(), told, members }
    }

    #[test]
    fn nothing_follows_from_company_against_which_nothing_speaks() {
        let (rings, terms) = judge(&[company(&[("a", 20.0), ("b", 20.0)], Told::Nothing)], &BTreeMap::new());
        assert_eq!((rings[0].bits, rings[0].standing), (0.0, Standing::Quiet));
        assert!(terms.values().all(|term| term.bits == 0.0 && term.outstanding == 0));
    }

    #[test]
    fn a_clean_account_carries_what_speaks_against_its_company_and_never_its_own_again() {
        let own = BTreeMap::from([("b", 20.0), ("c", 6.0)]);
        let ring = company(&[("a", 12.0), ("b", 12.0), ("c", 12.0)], Told::Nothing);
        let (rings, terms) = judge(&[ring], &own);
        assert_eq!(rings[0].standing, Standing::Suspected);
        let clean = &terms["a"];
        assert!((6.0..8.0).contains(&clean.bits) && clean.outstanding == 2, "{clean:?}");
        assert!(terms["b"].bits < clean.bits, "b's own evidence is not its company: {:?}", terms["b"]);
    }

    #[test]
    fn faint_ties_carry_little_and_declared_teams_need_more() {
        let own = BTreeMap::from([("b", 8.0)]);
        let term = |tied: f64, told| {
            let (rings, terms) = judge(&[company(&[("a", tied), ("b", tied)], told)], &own);
            (rings[0].standing, terms["a"].bits)
        };
        assert!(term(1.0, Told::Nothing).1 < term(7.0, Told::Nothing).1);
        assert_eq!(
            judge(&[company(&[("a", 9.0), ("c", 9.0), ("b", 9.0), ("d", 9.0), ("e", 9.0)], Told::Team)], &own).0[0]
                .standing,
            Standing::DeclaredTeam
        );
    }
}
