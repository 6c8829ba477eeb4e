//! `findings.parquet`: the findings for tools that read columns.

use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use sekisho_evidence::Finding;

use crate::error::OutputError;
use crate::findings::evidence;

/// Writes the findings; evidence is a column of JSON.
///
/// # Errors
/// When the file cannot be written.
pub fn write_findings_parquet(folder: &Path, findings: &[Finding]) -> Result<(), OutputError> {
    let (path, part) = (folder.join("findings.parquet"), folder.join(".findings.parquet.part"));
    let failed = |reason: String| OutputError::Parquet { path: part.clone(), reason };
    let batch = RecordBatch::try_from_iter(columns(findings)).map_err(|error| failed(error.to_string()))?;
    let file = std::fs::File::create(&part).map_err(OutputError::write(&part))?;
    let mut writer =
        ArrowWriter::try_new(file, batch.schema(), Some(packed())).map_err(|error| failed(error.to_string()))?;
    writer.write(&batch).map_err(|error| failed(error.to_string()))?;
    writer.close().map_err(|error| failed(error.to_string()))?;
    std::fs::rename(&part, &path).map_err(OutputError::write(&path))
}

/// Evidence is JSON and packs to a tenth.
fn packed() -> WriterProperties {
    WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build()
}

fn columns(findings: &[Finding]) -> Vec<(&'static str, ArrayRef)> {
    let text = |of: fn(&Finding) -> &str| Arc::new(StringArray::from_iter_values(findings.iter().map(of))) as ArrayRef;
    let time = |of: fn(&Finding) -> Option<i64>| {
        Arc::new(TimestampMicrosecondArray::from_iter(findings.iter().map(of)).with_timezone("UTC")) as ArrayRef
    };
    let evidence =
        StringArray::from_iter_values(findings.iter().map(|finding| evidence(&finding.evidence).to_string()));
    vec![
        ("finding_id", text(|finding| &finding.finding_id)),
        ("indicator_id", text(|finding| &finding.indicator_id)),
        ("subject_kind", text(|finding| finding.subject_kind.name())),
        ("subject_id", text(|finding| &finding.subject_id)),
        ("account_ids", account_ids(findings)),
        ("first_at", time(|finding| finding.first_at)),
        ("last_at", time(|finding| finding.last_at)),
        ("bits", Arc::new(Float64Array::from_iter_values(findings.iter().map(|finding| finding.bits)))),
        ("evidence", Arc::new(evidence)),
        ("says_en", text(|finding| &finding.says_en)),
        ("says_ja", text(|finding| &finding.says_ja)),
    ]
}

fn account_ids(findings: &[Finding]) -> ArrayRef {
    let mut lists = ListBuilder::new(StringBuilder::new());
    for finding in findings {
        finding.account_ids.iter().for_each(|account| lists.values().append_value(account));
        lists.append(true);
    }
    Arc::new(lists.finish())
}
