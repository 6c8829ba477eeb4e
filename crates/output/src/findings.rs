//! `findings.jsonl`.

use std::path::Path;

use sekisho_evidence::{Evidence, Finding};
use serde_json::{Map, Value, json};

use crate::error::OutputError;
use crate::place::write_whole;

/// Writes the findings, one JSON object a line.
///
/// # Errors
/// When the file cannot be written.
pub fn write_findings(folder: &Path, findings: &[Finding]) -> Result<(), OutputError> {
    write_whole(folder, "findings.jsonl", |out| {
        findings.iter().try_for_each(|finding| writeln!(out, "{}", as_json(finding)))
    })
}

fn as_json(finding: &Finding) -> Value {
    json!({
        "finding_id": finding.finding_id,
        "indicator_id": finding.indicator_id,
        "subject_kind": finding.subject_kind.name(),
        "subject_id": finding.subject_id,
        "account_ids": finding.account_ids,
        "first_at": finding.first_at.map(time),
        "last_at": finding.last_at.map(time),
        "bits": finding.bits,
        "evidence": evidence(&finding.evidence),
        "says_en": finding.says_en,
        "says_ja": finding.says_ja,
    })
}

/// The values that met and the rows, table by table.
pub(crate) fn evidence(evidence: &Evidence) -> Value {
    let mut rows: Map<String, Value> = Map::new();
    for row in &evidence.rows {
        let list = rows.entry(row.table.clone()).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(list) = list {
            list.push(Value::Object(row.cells.clone()));
        }
    }
    json!({ "values": evidence.values, "rows": rows, "rows_total": evidence.rows_total, "complete": evidence.complete })
}

/// A moment in RFC 3339, UTC.
pub(crate) fn time(micros: i64) -> String {
    jiff::Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |stamp| stamp.to_string())
}
