//! Writing to the standard output without panicking when it is closed.

use std::io::Write;

/// Writes a text and a line end.
///
/// # Errors
/// When the output is closed.
pub fn line(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

/// Ids and values come from strangers: on a terminal their control characters must not act.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
