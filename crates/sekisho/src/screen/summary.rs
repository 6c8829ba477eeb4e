//! What `screen` says at its end.

use super::Screened;
use super::matches::lines;
use crate::cli::{Format, ScreenArgs};
use crate::print::plain;

/// So many matches are shown; all of them stand in the file.
const SHOWN: usize = 5;

/// The summary as text or JSON. In text the notes stand on the standard error.
pub fn summary(
    arguments: &ScreenArgs,
    screened: &Screened,
    (asked, cleared): (usize, usize),
    notes: &[String],
) -> String {
    let (found, aside) = (screened.len(), screened.set_aside());
    let out = arguments.out.display().to_string();
    if arguments.format == Format::Json {
        return serde_json::json!({
            "asked": asked, "matches": found, "cleared": cleared, "set_aside": aside, "notes": notes, "out": out
        })
        .to_string();
    }
    let mut said = vec![format!(
        "{} held against the lists: {}, {cleared} cleared before, {aside} set aside because of birth dates; a person decides",
        some(asked, "value", "s"),
        some(found, "match", "es")
    )];
    if asked == 0 {
        said.push("nothing was asked: no row holds a name, a document, an e-mail address or a wallet".to_owned());
    }
    let mut strongest = lines(&screened.found);
    strongest.sort_by(|a, b| b[6].cmp(&a[6]));
    said.extend(strongest.iter().take(SHOWN).map(|[account, _, value, list, entry, name, score, ..]| {
        format!("  {score}  {}", plain(&format!("{account}  {value} ~ {name} ({list} {entry})")))
    }));
    if found > SHOWN {
        said.push(format!("  and {} more", found - SHOWN));
    }
    said.push(format!("the matches stand in {out}"));
    said.join("\n")
}

/// `1 value`, `2 values`.
fn some(count: usize, noun: &str, more: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { more })
}
