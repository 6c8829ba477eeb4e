//! `sekisho name`.

use std::path::Path;

use anyhow::Context;
use sekisho_names::{Judgement, Kind, judge, ofac};

use crate::cli::{Format, NameArgs, NameKind};
use crate::print;

/// What is written of a pair.
struct Judged {
    same: f64,
    verdict: &'static str,
    says: String,
}

/// Judges two names, or a file of pairs.
pub fn run(arguments: &NameArgs) -> anyhow::Result<u8> {
    if let (Some(pairs), Some(out)) = (&arguments.pairs, &arguments.out) {
        return in_bulk(arguments, pairs, out);
    }
    let (left, right) = (arguments.left.as_deref().unwrap_or_default(), arguments.right.as_deref().unwrap_or_default());
    let blank = |name: &str| !name.chars().any(char::is_alphanumeric);
    if blank(left) || blank(right) {
        anyhow::bail!(
            "failed to judge the names: one of them has no letters\nhint: give two names, or a file of them with `--pairs`"
        );
    }
    let kind = kind(arguments.kind, left, right);
    let text = match (arguments.like_ofac, arguments.format) {
        (true, Format::Json) => {
            serde_json::json!({ "left": left, "right": right, "ofac": ofac::score(left, right) }).to_string()
        }
        (true, Format::Text) => format!("score {} of 100, as OFAC's search gives it", ofac::score(left, right)),
        (false, Format::Json) => as_json(left, right, &judge(left, right, kind)),
        (false, Format::Text) => as_text(&judge(left, right, kind)),
    };
    print::line(&text)?;
    Ok(0)
}

fn kind(kind: NameKind, left: &str, right: &str) -> Kind {
    match kind {
        NameKind::Shown => Kind::of(left, right),
        NameKind::Person => Kind::Person,
        NameKind::Organisation => Kind::Organisation,
    }
}

fn as_text(judged: &Judgement) -> String {
    let mut lines = vec![format!("{}, {:.3} ({:+.1} bits)", judged.verdict.name(), judged.same, judged.bits)];
    for part in &judged.parts {
        let how: Vec<&str> = part.how.iter().map(|how| how.name()).collect();
        lines.push(format!("  {:+5.1}  {} = {}  {}", part.bits, part.left, part.right, how.join(", ")));
    }
    for pair in &judged.against {
        lines.push(format!("  {:+5.1}  {} is not {}", -pair.bits, pair.left, pair.right));
    }
    for part in &judged.alone {
        let side = if part.on_left { "left" } else { "right" };
        lines.push(format!("  {:+5.1}  {} only on the {side}", -part.bits, part.text));
    }
    lines.extend(judged.remark().map(str::to_owned));
    lines.join("\n")
}

fn as_json(left: &str, right: &str, judged: &Judgement) -> String {
    let parts = judged.parts.iter().map(|part| {
        let how: Vec<&str> = part.how.iter().map(|how| how.name()).collect();
        serde_json::json!({ "left": part.left, "right": part.right, "how": how, "bits": part.bits })
    });
    let against = judged
        .against
        .iter()
        .map(|pair| serde_json::json!({ "left": pair.left, "right": pair.right, "bits": -pair.bits }));
    let alone = judged.alone.iter().map(|part| {
        let side = if part.on_left { "left" } else { "right" };
        serde_json::json!({ "side": side, "text": part.text, "bits": -part.bits })
    });
    serde_json::json!({
        "left": left, "right": right, "same": judged.same, "verdict": judged.verdict.name(), "bits": judged.bits,
        "parts": parts.collect::<Vec<_>>(), "against": against.collect::<Vec<_>>(), "alone": alone.collect::<Vec<_>>(),
        "says": judged.says(),
    })
    .to_string()
}

/// Writes the rows of the file again, with what is said of each pair. A row that cannot be judged stays, and says why.
fn in_bulk(arguments: &NameArgs, pairs: &Path, out: &Path) -> anyhow::Result<u8> {
    let failed = || format!("failed to read `{}`", pairs.display());
    if pairs.canonicalize().ok().is_some_and(|input| out.canonicalize().ok() == Some(input)) {
        anyhow::bail!(
            "failed to write `{}`: it is the file of pairs itself\nhint: name another file with `--out`",
            out.display()
        );
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(pairs).with_context(failed)?;
    let header = reader.headers().with_context(failed)?.clone();
    let place = |name: &str| header.iter().position(|cell| cell.trim_start_matches('\u{feff}').trim() == name);
    let (Some(left), Some(right)) = (place("left"), place("right")) else {
        anyhow::bail!(
            "{}: there are no columns `left` and `right`\nhint: the first line of the file names the columns",
            failed()
        );
    };
    let kind_at = place("kind");
    let mut rows: Vec<csv::StringRecord> = Vec::new();
    let mut broken = 0u64;
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).with_context(failed)? {
        let cells: Vec<String> = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let judged = match unreadable(&record, [left, right]) {
            Some(open) => open,
            None => judged(arguments, cell(Some(left)), cell(Some(right)), cell(kind_at)),
        };
        broken += u64::from(judged.verdict.is_empty());
        let mut row = cells.clone();
        row.resize(header.len().max(row.len()), String::new());
        let same = if judged.verdict.is_empty() { String::new() } else { format!("{:.4}", judged.same) };
        row.extend([same, judged.verdict.to_owned(), judged.says]);
        rows.push(row.into());
    }
    write(out, &header, &rows)?;
    print::line(&format!(
        "{} pairs judged, {broken} left open; they stand in {}",
        rows.len() as u64 - broken,
        out.display()
    ))?;
    Ok(0)
}

/// Names in another encoding would be judged by their wreckage: such a row stays open.
fn unreadable(record: &csv::ByteRecord, names: [usize; 2]) -> Option<Judged> {
    let wrong = names.iter().any(|at| record.get(*at).is_some_and(|cell| std::str::from_utf8(cell).is_err()));
    let says = || "not judged: a name is not UTF-8; save the file as UTF-8".to_owned();
    wrong.then(|| Judged { same: 0.0, verdict: "", says: says() })
}

fn judged(arguments: &NameArgs, left: &str, right: &str, written: &str) -> Judged {
    let kind = match written.trim() {
        "" => kind(arguments.kind, left, right),
        "person" => Kind::Person,
        "organisation" | "organization" => Kind::Organisation,
        other => {
            let says = format!("not judged: kind is `{other}`, expected person or organisation");
            return Judged { same: 0.0, verdict: "", says };
        }
    };
    if left.trim().is_empty() || right.trim().is_empty() {
        return Judged { same: 0.0, verdict: "", says: "not judged: a name is missing".to_owned() };
    }
    if arguments.like_ofac {
        let score = ofac::score(left, right);
        let verdict = if score >= ofac::USUAL_MINIMUM { "same" } else { "different" };
        return Judged {
            same: f64::from(score) / 100.0,
            verdict,
            says: format!("{score} of 100 as OFAC's search gives it"),
        };
    }
    let judged = judge(left, right, kind);
    Judged { same: judged.same, verdict: judged.verdict.name(), says: judged.says() }
}

fn write(out: &Path, header: &csv::StringRecord, rows: &[csv::StringRecord]) -> anyhow::Result<()> {
    let failed = || format!("failed to write `{}`", out.display());
    let mut writer = csv::WriterBuilder::new().flexible(true).from_path(out).with_context(failed)?;
    let mut columns = header.clone();
    ["same", "verdict", "says"].iter().for_each(|column| columns.push_field(column));
    writer.write_record(&columns).with_context(failed)?;
    for row in rows {
        writer.write_record(row).with_context(failed)?;
    }
    writer.flush().with_context(failed)?;
    Ok(())
}
