//! All scores in one small picture.

use maud::{Markup, html};

use crate::model::Report;
use crate::waterfall::thresholds;
use crate::words::{self, finite};

const COLUMNS: usize = 60;

/// All scores as a row of columns, with the two thresholds.
pub fn spectrum(report: &Report) -> Markup {
    let scale = Scale::of(report);
    let paths = columns(report, &scale);
    html! {
        @if !report.cases.is_empty() {
            figure.spectrum {
                figcaption #spectrum { strong { (words::SCORES) } " " span.help { (words::SCORES_HELP) } }
                (thresholds(report, |bits| scale.percent(bits)))
                svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-labelledby="spectrum" {
                    title { (scale.low) " … " (scale.high) }
                    @for (band, path) in paths { path class=(band) d=(path) {} }
                    path.line d={ "M" (scale.x(report.review_bits)) " 0v100M" (scale.x(report.urgent_bits)) " 0v100" } {}
                }
                div.ends { span.fixed { (words::plain(scale.low)) } span.fixed { (words::plain(scale.high)) } }
            }
        }
    }
}

/// From bits to places in the picture.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn of(report: &Report) -> Self {
        let scores = report.cases.iter().map(|case| finite(case.bits));
        let marks = [finite(report.review_bits) - 1.0, finite(report.urgent_bits) + 1.0];
        let (low, high) = scores.chain(marks).fold((f64::MAX, f64::MIN), |(l, h), bits| (l.min(bits), h.max(bits)));
        Self { low: low.floor(), high: high.ceil().max(low.floor() + 1.0) }
    }

    fn percent(&self, bits: f64) -> f64 {
        ((finite(bits) - self.low) / (self.high - self.low) * 100.0).clamp(0.0, 100.0)
    }

    fn x(&self, bits: f64) -> f64 {
        (self.percent(bits) * 100.0).round() / 10.0
    }

    fn column(&self, bits: f64) -> usize {
        ((self.percent(bits) / 100.0 * COLUMNS as f64) as usize).min(COLUMNS - 1)
    }
}

fn columns(report: &Report, scale: &Scale) -> [(&'static str, String); 3] {
    let mut cells = [[0_u64; 3]; COLUMNS];
    for case in &report.cases {
        cells[scale.column(case.bits)][case.band as usize] += 1;
    }
    let height = |number: u64| (number as f64 + 1.0).log2();
    let tallest = cells.iter().map(|bands| height(bands.iter().sum())).fold(1.0, f64::max);
    let mut paths = ["watch", "review", "urgent"].map(|band| (band, String::new()));
    for (column, bands) in cells.iter().enumerate() {
        let mut below = 0;
        for (number, (_, path)) in bands.iter().zip(&mut paths) {
            let (from, to) = (height(below), height(below + number));
            below += number;
            if to > from {
                let left = column as f64 * 1000.0 / COLUMNS as f64;
                let (top, tall) = (100.0 - to / tallest * 96.0, (to - from) / tallest * 96.0);
                path.push_str(&format!("M{left:.1} {top:.1}h13v{tall:.1}h-13z"));
            }
        }
    }
    paths
}
