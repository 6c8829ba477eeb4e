//! `sekisho list`.

use sekisho_indicator::{Indicator, Kind};

use crate::cli::{Format, ListArgs};
use crate::explain::corpus;
use crate::print;

/// Lists the indicators, a line each.
pub fn run(arguments: &ListArgs) -> anyhow::Result<u8> {
    let corpus = corpus(arguments.indicators.as_deref())?;
    match arguments.format {
        Format::Json => {
            let rows = corpus.indicators.iter().map(as_json);
            print::line(&serde_json::Value::Array(rows.collect()).to_string())?;
        }
        Format::Text => {
            let width = corpus.indicators.iter().map(|indicator| indicator.id.len()).max().unwrap_or(0);
            for indicator in &corpus.indicators {
                let weight =
                    if indicator.kind == Kind::Rule { "rule".to_owned() } else { format!("{:.1}", indicator.bits) };
                let Indicator { id, per, group, title, .. } = indicator;
                print::line(&format!("{id:<width$}  {weight:>4}  {:<14}  {group:<9}  {}", per.name(), title.0))?;
            }
        }
    }
    Ok(0)
}

fn as_json(indicator: &Indicator) -> serde_json::Value {
    serde_json::json!({
        "id": indicator.id, "title": indicator.title.0, "title_ja": indicator.title.1, "per": indicator.per.name(),
        "kind": if indicator.kind == Kind::Rule { "rule" } else { "evidence" }, "bits": indicator.bits,
        "basis": indicator.basis, "group": indicator.group, "seen_by": indicator.seen_by,
    })
}
