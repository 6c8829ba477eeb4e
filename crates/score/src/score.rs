//! The score of an account, term by term.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_evidence::Finding;
use sekisho_indicator::{Kind, Rulebook};
use sekisho_schema::SubjectKind;

use crate::bands::{Band, Scale};
use crate::company::{Company, RingScore, RingTerm, SHARING, judge};

/// What one indicator adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The finding it comes from, by its place in the list of findings.
    pub finding: usize,
    /// The indicator.
    pub indicator_id: String,
    /// The group of kin indicators.
    pub group: String,
    /// What the indicator says by itself.
    pub full_bits: f64,
    /// What counts after diminishing inside the group.
    pub counted_bits: f64,
}

/// One account with at least one finding or tie.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountScore {
    /// The account.
    pub account_id: String,
    /// Prior plus counted bits.
    pub bits: f64,
    /// What a person does next.
    pub band: Band,
    /// The terms, the weightiest first.
    pub terms: Vec<Term>,
    /// What its ring adds.
    pub ring: Option<RingTerm>,
    /// Every finding that concerns the account, by place, breaches too.
    pub findings: Vec<usize>,
}

/// Scores of accounts and rings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// All accounts that findings or ties concern, highest first, then by id.
    pub accounts: Vec<AccountScore>,
    /// All rings, in the order in which they were given.
    pub rings: Vec<RingScore>,
}

/// Scores of all accounts that findings concern, that belong to a ring, or that are `tied`.
pub fn scores(
    findings: &[Finding],
    book: &Rulebook,
    scale: &Scale,
    companies: &[Company],
    tied: &BTreeSet<&str>,
) -> Scores {
    let mut by_account: BTreeMap<&str, Vec<usize>> = tied.iter().map(|account| (*account, Vec::new())).collect();
    for (place, finding) in findings.iter().enumerate() {
        for account in &finding.account_ids {
            by_account.entry(account).or_default().push(place);
        }
    }
    for (account, _) in companies.iter().flat_map(|company| &company.members) {
        by_account.entry(account).or_default();
    }
    let mut accounts: Vec<AccountScore> =
        by_account.into_iter().map(|(account, places)| score(account, places, findings, book, scale)).collect();
    let (rings, mut terms) = {
        let own =
            accounts.iter().map(|account| (account.account_id.as_str(), own_bits(&account.terms, findings))).collect();
        judge(companies, &own)
    };
    for account in &mut accounts {
        if let Some(term) = terms.remove(&account.account_id) {
            account.add(term, scale);
        }
    }
    accounts.sort_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| a.account_id.cmp(&b.account_id)));
    Scores { accounts, rings }
}

/// What speaks by itself against an account: what is found about something that accounts share is what the ties say.
fn own_bits(terms: &[Term], findings: &[Finding]) -> f64 {
    let shared = |term: &&Term| {
        let subject = findings.get(term.finding).map(|finding| finding.subject_kind);
        term.group == SHARING || subject != Some(SubjectKind::Account)
    };
    terms.iter().filter(|term| !shared(term)).map(|term| term.counted_bits).sum()
}

fn score(account: &str, places: Vec<usize>, findings: &[Finding], book: &Rulebook, scale: &Scale) -> AccountScore {
    let terms = diminished(terms(&places, findings, book), scale);
    let bits = scale.prior + terms.iter().map(|term| term.counted_bits).sum::<f64>();
    let band = scale.band(bits, groups(&terms));
    AccountScore { account_id: account.to_owned(), bits, band, terms, ring: None, findings: places }
}

fn groups(terms: &[Term]) -> usize {
    terms.iter().map(|term| term.group.as_str()).collect::<BTreeSet<&str>>().len()
}

impl AccountScore {
    /// A ring is a witness of its own beside the groups of indicators, but not beside those that only say the same.
    fn add(&mut self, mut ring: RingTerm, scale: &Scale) {
        ring.bits *= scale.ring_weight;
        self.bits += ring.bits;
        let sharing = self.terms.iter().any(|term| term.group == SHARING);
        let own = groups(&self.terms) - usize::from(sharing);
        let witnesses = own + usize::from(ring.bits > 0.0) + usize::from(ring.outstanding > 0);
        self.band = scale.band(self.bits, witnesses.max(groups(&self.terms)));
        self.ring = Some(ring);
    }
}

/// One term per indicator: raised for three addresses of one account it is still one kind of fact.
fn terms(places: &[usize], findings: &[Finding], book: &Rulebook) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for place in places {
        let finding = &findings[*place];
        let Some(rule) = book.rules.get(usize::from(finding.rule)) else { continue };
        let known = terms.iter().any(|term| term.indicator_id == finding.indicator_id);
        if rule.indicator.kind == Kind::Evidence && !known {
            terms.push(Term {
                finding: *place,
                indicator_id: finding.indicator_id.clone(),
                group: rule.indicator.group.clone(),
                full_bits: finding.bits,
                counted_bits: finding.bits,
            });
        }
    }
    terms
}

/// Diminishes each further term of a group, by half unless outcomes say otherwise.
fn diminished(mut terms: Vec<Term>, scale: &Scale) -> Vec<Term> {
    terms.sort_by(|a, b| b.full_bits.total_cmp(&a.full_bits).then_with(|| a.indicator_id.cmp(&b.indicator_id)));
    let mut seen: BTreeMap<String, i32> = BTreeMap::new();
    for term in &mut terms {
        let before = seen.entry(term.group.clone()).or_default();
        term.counted_bits = term.full_bits * scale.left_in(&term.group).powi(*before);
        *before += 1;
    }
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(indicator: &str, group: &str, bits: f64) -> Term {
        let (indicator_id, group) = (indicator.to_owned(), group.to_owned());
        Term { finding: 0, indicator_id, group, full_bits: bits, counted_bits: bits }
    }

    #[test]
    fn kin_terms_halve_and_strangers_count_in_full() {
        let terms =
            vec![term("a", "places", 2.0), term("b", "places", 3.0), term("c", "talk", 1.0), term("d", "places", 2.0)];
        let counted: Vec<(String, f64)> = diminished(terms, &Scale::default())
            .into_iter()
            .map(|term| (term.indicator_id, term.counted_bits))
            .collect();
        let expected = [("b", 3.0), ("a", 1.0), ("d", 0.5), ("c", 1.0)];
        assert_eq!(counted, expected.map(|(id, bits)| (id.to_owned(), bits)));
    }

    #[test]
    fn one_group_alone_is_never_for_review_however_many_bits_it_has() {
        let scale = Scale::default();
        assert_eq!(scale.band(50.0, 1), Band::Watch);
        assert_eq!(scale.band(0.0, 2), Band::Review);
        assert_eq!(scale.band(4.0, 2), Band::Urgent);
        assert_eq!(scale.band(-0.1, 5), Band::Watch);
    }
}
