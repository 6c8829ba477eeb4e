//! How a score came about: a bar for each term, from the prior to the score, kin beside kin.
//!
//! The words are text beside small pictures, not inside one big picture, so that they stay readable on a phone.

use maud::{Markup, html};

use crate::index::Index;
use crate::limits::Depth;
use crate::model::{Case, Report, Term, TermKind};
use crate::words::{self, both, finite, plain, signed, spaced};

/// Differences below this are rounding, not a missing term.
const ROUNDING_BITS: f64 = 0.005;

/// Terms that count less are summed up, not shown.
const LEAST_BITS: f64 = 0.05;

/// One bar: where the sum stood, where it stands now, and how far it would stand with full bits.
#[derive(Clone, Debug)]
pub struct Step<'a> {
    /// The term; none for what is not listed.
    pub term: Option<&'a Term>,
    /// The sum before.
    pub from: f64,
    /// The sum after.
    pub to: f64,
    /// The sum after, had nothing been diminished.
    pub full: f64,
}

impl Step<'_> {
    /// Whether the ring speaks here, not the account itself.
    fn is_ring(&self) -> bool {
        self.term.is_some_and(|term| term.kind != TermKind::Indicator)
    }
}

/// The steps from the prior to the score; they add up even when terms are left out.
pub fn steps<'a>(case: &'a Case, prior_bits: f64, most: usize) -> Vec<Step<'a>> {
    let mut at = finite(prior_bits);
    let mut steps = Vec::new();
    for term in telling(&ordered(case), most) {
        let to = at + finite(term.counted_bits);
        steps.push(Step { term: Some(term), from: at, to, full: at + finite(term.full_bits) });
        at = to;
    }
    let score = finite(case.bits);
    if (score - at).abs() > ROUNDING_BITS {
        steps.push(Step { term: None, from: at, to: score, full: score });
    }
    steps
}

/// The terms that say most, and always what the ring adds; in the order given. What hardly counts is kin of what is shown.
fn telling<'a>(terms: &[&'a Term], most: usize) -> Vec<&'a Term> {
    let weight = |term: &Term| match term.kind {
        TermKind::Indicator => finite(term.counted_bits).abs(),
        _ => f64::INFINITY,
    };
    let mut places: Vec<usize> = (0..terms.len()).filter(|place| weight(terms[*place]) >= LEAST_BITS).collect();
    places.sort_by(|a, b| weight(terms[*b]).total_cmp(&weight(terms[*a])).then(a.cmp(b)));
    places.truncate(most);
    places.sort_unstable();
    places.into_iter().map(|place| terms[place]).collect()
}

/// Terms by group, the group that counts most first, and inside a group what counts most first. What the ring adds comes
/// last: first what the account says by itself.
fn ordered(case: &Case) -> Vec<&Term> {
    let sum = |group: &str| -> f64 {
        case.terms.iter().filter(|term| term.group == group).map(|term| finite(term.counted_bits)).sum()
    };
    let mut terms: Vec<_> = case.terms.iter().map(|term| (sum(&term.group), term)).collect();
    terms.sort_by(|(sum_a, a), (sum_b, b)| {
        let bits = finite(b.counted_bits).total_cmp(&finite(a.counted_bits));
        let ring = |term: &Term| term.kind != TermKind::Indicator;
        ring(a)
            .cmp(&ring(b))
            .then(sum_b.total_cmp(sum_a))
            .then_with(|| a.group.cmp(&b.group))
            .then(bits)
            .then(a.indicator_id.cmp(&b.indicator_id))
    });
    terms.into_iter().map(|(_, term)| term).collect()
}

/// The whole figure.
pub fn waterfall(index: &Index, case: &Case, depth: &Depth) -> Markup {
    let report = index.report;
    let steps = steps(case, report.prior_bits, depth.terms);
    let scale = Scale::of(report, case, &steps);
    let pale = steps.iter().any(|step| step.full - step.to > ROUNDING_BITS);
    let ring = steps.iter().any(Step::is_ring);
    html! {
        figure.waterfall {
            figcaption { h4 { (words::WATERFALL) } }
            div.head { div.track { (thresholds(report, |bits| scale.percent(bits))) } }
            ol {
                li.prior { span.label { (words::PRIOR) } (scale.bar(0.0, report.prior_bits, None, "prior"))
                    span.bits { (plain(report.prior_bits)) } }
                @for step in &steps { (row((index, case), &scale, step)) }
                li.score { span.label { (words::SCORE) }
                    (scale.bar(0.0, case.bits, None, words::band_key(case.band))) span.bits { (plain(case.bits)) } }
            }
            @if pale || ring {
                p.key {
                    i.full {} (words::FULL) " "
                    @if pale { i.pale {} (words::PALE) " " }
                    @if ring { i.ring {} (words::FROM_RING) }
                }
            }
        }
    }
}

fn row((index, case): (&Index, &Case), scale: &Scale, step: &Step) -> Markup {
    let counted = step.to - step.from;
    let kind = match (step.is_ring(), counted < 0.0) {
        (true, _) => "ring",
        (_, true) => "less",
        _ => "more",
    };
    html! {
        li.fromring[step.is_ring()] {
            span.label {
                @match step.term {
                    Some(term) if step.is_ring() => (index.term(case, term)),
                    Some(term) => { (index.term(case, term)) " " small { (group(&term.group)) } }
                    None => (words::OTHER_TERMS),
                }
            }
            (scale.bar(step.from, step.to, Some(step.full), kind))
            span.bits {
                (signed(counted))
                @if step.full - step.to > ROUNDING_BITS {
                    @let full = signed(step.full - step.from);
                    " " small { (both(html! { "of " (full) }, html! { "本来 " (full) })) }
                }
            }
        }
    }
}

/// A group's name, marked as one.
pub fn group(group: &str) -> Markup {
    html! { span.group { (spaced(&crate::limits::cut(group, crate::limits::ID_CHARS))) } }
}

/// The names of the two threshold lines, placed above them on the side where there is room.
pub fn thresholds(report: &Report, percent: impl Fn(f64) -> f64) -> Markup {
    let marks = [
        ("urgent", report.urgent_bits, crate::model::Band::Urgent),
        ("review", report.review_bits, crate::model::Band::Review),
    ];
    html! {
        div.marks {
            @for (class, bits, band) in marks {
                @let at = percent(bits);
                @let place = if at > 55.0 { format!("right:{:.1}%", 100.0 - at) } else { format!("left:{at:.1}%") };
                span.mark.(class).before[at > 55.0] style=(place) { (words::band(band)) " " (plain(bits)) }
            }
        }
    }
}

/// From bits to places in a bar.
struct Scale {
    low: f64,
    high: f64,
    lines: String,
}

impl Scale {
    fn of(report: &Report, case: &Case, steps: &[Step]) -> Self {
        let ends = [0.0, report.prior_bits, report.review_bits, report.urgent_bits, case.bits].map(finite);
        let all = steps.iter().flat_map(|step| [step.from, step.to, step.full]).chain(ends);
        let (low, high) = all.fold((0.0_f64, 1.0_f64), |(low, high), bits| (low.min(bits), high.max(bits)));
        let pad = (high - low) * 0.02;
        let mut scale = Self { low: low - pad, high: high + pad, lines: String::new() };
        let line = |bits: f64| format!("M{} 0v10", scale.x(bits));
        scale.lines = line(report.review_bits) + &line(report.urgent_bits);
        scale
    }

    fn percent(&self, bits: f64) -> f64 {
        (finite(bits) - self.low) / (self.high - self.low) * 100.0
    }

    fn x(&self, bits: f64) -> f64 {
        (self.percent(bits) * 100.0).round() / 10.0
    }

    /// One bar with the zero line and the thresholds; `full` adds the part that was not counted.
    fn bar(&self, from: f64, to: f64, full: Option<f64>, kind: &str) -> Markup {
        let span = |a: f64, b: f64| {
            let (left, right) = (self.x(a.min(b)), self.x(a.max(b)));
            format!("M{left} 1h{:.1}v8H{left}z", (right - left).max(2.0))
        };
        let words = format!("{} → {}", plain(from), plain(to));
        html! {
            svg.track viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=(words) {
                title { (words) }
                path.zero d={ "M" (self.x(0.0)) " 0v10" } {}
                path.line d=(self.lines) {}
                @if let Some(full) = full.filter(|full| full - to > ROUNDING_BITS) {
                    path.pale d=(span(to, full)) {}
                }
                path class=(kind) d=(span(from, to)) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Band;

    fn term(id: &str, group: &str, full_bits: f64, counted_bits: f64) -> Term {
        Term { kind: TermKind::Indicator, indicator_id: id.into(), group: group.into(), full_bits, counted_bits }
    }

    fn case(bits: f64) -> Case {
        let terms = vec![
            term("c", "y", 1.0, 1.0),
            term("b", "x", 2.0, 0.5),
            term("a", "x", 3.0, 3.0),
            term("d", "z", -1.5, -1.5),
        ];
        Case { account_id: "a".into(), bits, band: Band::Watch, terms, findings: vec![], timeline: None, ring_id: None }
    }

    #[test]
    fn steps_add_up_from_prior_to_score() {
        let case = case(-5.0);
        let steps = steps(&case, -8.0, 40);
        assert_eq!(
            steps.iter().map(|step| (step.from, step.to, step.full)).collect::<Vec<_>>(),
            [(-8.0, -5.0, -5.0), (-5.0, -4.5, -3.0), (-4.5, -3.5, -3.5), (-3.5, -5.0, -5.0),]
        );
    }

    #[test]
    fn what_is_left_out_is_one_more_step() {
        let case = case(-5.0);
        let steps = steps(&case, -8.0, 2);
        assert_eq!(
            steps.iter().map(|step| (step.from, step.to)).collect::<Vec<_>>(),
            [(-8.0, -5.0), (-5.0, -6.5), (-6.5, -5.0),]
        );
        assert!(steps.last().is_some_and(|step| step.term.is_none()));
    }

    #[test]
    fn what_the_ring_adds_is_shown_however_many_terms_there_are() {
        let mut case = case(15.0);
        case.terms.extend((0..40).map(|place| term(&format!("t{place}"), "w", 0.5, 0.5)));
        case.terms.push(Term { kind: TermKind::Ring { outstanding: 1 }, ..term("r", "ring", 0.2, 0.2) });
        let shown = steps(&case, -8.0, 24);
        assert!(shown.iter().any(Step::is_ring) && shown.len() <= 25, "{}", shown.len());
    }
}
