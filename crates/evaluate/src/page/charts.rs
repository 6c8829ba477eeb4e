//! Two square charts: precision against recall, and rates against probabilities.

use maud::{Markup, html};

use crate::evaluation::RankingFigures;
use crate::reliability::Reliability;

/// The plotted square, with room for labels at its left and below.
const LEFT: f64 = 44.0;
const TOP: f64 = 8.0;
const SIDE: f64 = 300.0;
/// Small bins get a small dot, large ones no larger than this.
const LARGEST_DOT: f64 = 9.0;

fn x(share: f64) -> f64 {
    ((LEFT + share * SIDE) * 10.0).round() / 10.0
}

fn y(share: f64) -> f64 {
    ((TOP + (1.0 - share) * SIDE) * 10.0).round() / 10.0
}

/// Grid and labels of a chart from 0 to 1 both ways.
fn frame(across: &str, up: &str) -> Markup {
    html! {
        @for tick in 0..=5u8 {
            @let at = f64::from(tick) / 5.0;
            path.grid d={ "M" (x(0.0)) " " (y(at)) "H" (x(1.0)) "M" (x(at)) " " (y(0.0)) "V" (y(1.0)) } {}
            text x=(LEFT - 6.0) y=(y(at) + 4.0) text-anchor="end" { (format!("{at:.1}")) }
            text x=(x(at)) y=(y(0.0) + 15.0) text-anchor="middle" { (format!("{at:.1}")) }
        }
        text x=(x(0.5)) y=(y(0.0) + 30.0) text-anchor="middle" { (across) }
        text x="9" y=(y(0.5)) text-anchor="middle" transform={ "rotate(-90 9 " (y(0.5)) ")" } { (up) }
    }
}

fn chart(title: &str, words: &str, inside: Markup) -> Markup {
    let (width, height) = (LEFT + SIDE + 12.0, TOP + SIDE + 36.0);
    html! {
        figure {
            figcaption { (title) }
            svg viewBox={ "0 0 " (width) " " (height) } role="img" aria-label=(words) { (inside) }
        }
    }
}

/// Precision against recall, step by step: between two scores the precision of the lower one holds.
pub fn precision_recall(of: &RankingFigures) -> Markup {
    let first = of.curve.first().map_or(0.0, |point| point.precision);
    let mut line = format!("M{} {}", x(0.0), y(first));
    for point in &of.curve {
        line.push_str(&format!("V{}H{}", y(point.precision), x(point.recall)));
    }
    let area = format!("{line}V{}H{}Z", y(0.0), x(0.0));
    let inside = html! {
        path.area d=(area) {}
        (frame("recall", "precision"))
        path.curve d=(line) {}
    };
    chart("Precision and recall, by falling score", "precision against recall, by falling score", inside)
}

/// Rates against probabilities; on the line, a score says what is so.
pub fn reliability(of: &Reliability) -> Markup {
    let most = of.bins.iter().map(|bin| bin.rate.of).max().unwrap_or(1).max(2) as f64;
    let radius = |count: u64| 2.5 + (LARGEST_DOT - 2.5) * (count as f64).ln().max(0.0) / most.ln();
    let inside = html! {
        (frame("probability behind the score", "really positive"))
        path.even d={ "M" (x(0.0)) " " (y(0.0)) "L" (x(1.0)) " " (y(1.0)) } {}
        @for bin in &of.bins {
            @let (across, interval) = (x(bin.mean), bin.rate.interval);
            path.range d={ "M" (across) " " (y(interval.low)) "V" (y(interval.high)) } {}
            circle.dot cx=(across) cy=(y(bin.rate.share.unwrap_or(0.0))) r=(format!("{:.1}", radius(bin.rate.of))) {
                title { (bin.rate.count) " of " (bin.rate.of) " between " (bin.from) " and " (bin.to) }
            }
        }
    };
    chart("Can scores be read as odds?", "share of positives against probability, accounts with a score", inside)
}
