//! Writing to the standard output without panicking when it is closed.

use std::io::Write;

/// Writes a text and a line end.
///
/// # Errors
/// When the output is closed.
pub fn line(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}
