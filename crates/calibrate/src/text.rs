//! What was learnt, in words.

use crate::learn::Learnt;
use crate::quality::Quality;

/// The summary of a calibration: before and after, then the bits that moved most.
pub fn text(of: &Learnt) -> String {
    let calibration = &of.calibration;
    let mut lines = vec![
        format!("learnt from {} outcomes, {} of them positive", of.accounts, of.positives),
        format!("{:<38}{:>10}{:>10}", "", "expert", "learnt"),
    ];
    let (before, after) = (&of.before, &of.after);
    let mut row = |name: &str, figure: fn(&Quality) -> Option<f64>| {
        let cell = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"));
        lines.push(format!("{name:<38}{:>10}{:>10}", cell(figure(before)), cell(figure(after))));
    };
    row("average precision", |it| it.average_precision);
    row("Brier score", |it| it.reliability.brier);
    row("expected calibration error", |it| it.reliability.expected_calibration_error);
    row("surprise per account, bits", |it| Some(it.log_loss_bits));
    lines.push("(learnt: each outcome judged by weights that were learnt without it and its ring)".to_owned());
    lines.push(format!("\nreliability      {:>24}   {:>24}", "expert: said, was", "learnt: said, was"));
    lines.extend(picture(before, after));
    let known = of.known_share * 100.0;
    let kept = if of.prior_is_learnt { "" } else { ", the expert's: they may have been picked by outcome" };
    lines.push(format!("\noutcomes are known of {known:.0} % of the accounts with findings"));
    lines.push(format!("bits may stray from the expert's by {} (one standard deviation)", of.spring_bits));
    lines.push(format!("prior {:.2} bits{kept}", calibration.prior_bits));
    lines.push(format!("of what a ring adds, {:.2} is counted", calibration.ring_weight));
    for (kind, it) in &calibration.ties {
        let (weight, one, others) = (it.weight, it.one_hand, it.others);
        lines.push(format!(
            "of a tie by `{kind}`, {weight:.2} is counted (one hand behind {one} of {} pairs)",
            one + others
        ));
    }
    for (group, left) in &calibration.diminishing {
        lines.push(format!("in group `{group}` each further indicator keeps {left} of its bits"));
    }
    lines.push("\nbits of indicators: expert, learnt, positive and negative accounts with a finding".to_owned());
    let mut rows: Vec<_> = calibration.indicators.iter().collect();
    rows.sort_by(|(a_id, a), (b_id, b)| b.moved().abs().total_cmp(&a.moved().abs()).then_with(|| a_id.cmp(b_id)));
    let width = rows.iter().map(|(id, _)| id.len()).max().unwrap_or(0);
    lines.extend(rows.into_iter().map(|(id, it)| {
        format!("  {id:<width$}  {:>5.1}  {:>5.1}  {:>5}  {:>6}", it.expert_bits, it.bits, it.positives, it.negatives)
    }));
    lines.join("\n")
}

/// Bins of probability side by side: the mean probability that was said, and what was so.
fn picture(before: &Quality, after: &Quality) -> Vec<String> {
    let cell = |of: &Quality, from: f64| {
        let bin = of.reliability.bins.iter().find(|bin| bin.from == from);
        bin.map_or_else(
            || "-".to_owned(),
            |bin| format!("{:.3}, {:.3} ({}/{})", bin.mean, bin.rate.share.unwrap_or(0.0), bin.rate.count, bin.rate.of),
        )
    };
    let mut edges: Vec<(f64, f64)> =
        before.reliability.bins.iter().chain(&after.reliability.bins).map(|bin| (bin.from, bin.to)).collect();
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    edges.dedup();
    let row = |(from, to): (f64, f64)| {
        format!("  {from:.1} to {to:.1}     {:>24}   {:>24}", cell(before, from), cell(after, from))
    };
    edges.into_iter().map(row).collect()
}
