//! The score of an account, term by term.

use std::collections::BTreeMap;

use sekisho_evidence::Finding;
use sekisho_indicator::{Kind, Rulebook};

use crate::bands::{Band, Scale};

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

/// One account with at least one finding.
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
    /// Every finding that concerns the account, by place, breaches too.
    pub findings: Vec<usize>,
}

/// Scores of all accounts that findings concern, highest first, then by id.
pub fn scores(findings: &[Finding], book: &Rulebook, scale: &Scale) -> Vec<AccountScore> {
    let mut by_account: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        for account in &finding.account_ids {
            by_account.entry(account).or_default().push(place);
        }
    }
    let mut scores: Vec<AccountScore> =
        by_account.into_iter().map(|(account, places)| score(account, places, findings, book, scale)).collect();
    scores.sort_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| a.account_id.cmp(&b.account_id)));
    scores
}

fn score(account: &str, places: Vec<usize>, findings: &[Finding], book: &Rulebook, scale: &Scale) -> AccountScore {
    let terms = diminished(terms(&places, findings, book), scale);
    let bits = scale.prior + terms.iter().map(|term| term.counted_bits).sum::<f64>();
    let mut groups: Vec<&str> = terms.iter().map(|term| term.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    AccountScore { account_id: account.to_owned(), bits, band: scale.band(bits, groups.len()), terms, findings: places }
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
