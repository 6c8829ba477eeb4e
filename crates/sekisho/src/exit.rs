//! How the program ends.
//!
//! | code | meaning |
//! |---|---|
//! | 0 | done |
//! | 1 | done, and what was checked is wrong |
//! | 2 | the input or the command line is wrong |
//! | 3 | another process of the run is lost, or could not be reached |
//! | 70 | a mistake in the program itself |

use std::io::Write;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sekisho_flow::cluster;

/// The checked files are wrong.
pub const FOUND_WRONG: u8 = 1;
/// The input or the command line is wrong.
pub const BAD_INPUT: u8 = 2;
/// Another process is lost.
pub const LOST_PEER: u8 = 3;
/// A mistake in the program.
pub const BUG: u8 = 70;

/// Only the first reason to end is told: one lost peer makes many threads fail.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Ends the process at once, from whatever thread.
pub fn end(code: u8, message: &str) -> ! {
    if TOLD.swap(true, Ordering::SeqCst) {
        loop {
            std::thread::park();
        }
    }
    let _ = writeln!(std::io::stderr(), "error: {message}");
    std::process::exit(i32::from(code))
}

/// A worker that panics would leave the others waiting for ever: a panic anywhere ends the process.
pub fn end_on_panic() {
    std::panic::set_hook(Box::new(|info| {
        if sekisho_read::is_guarded() {
            return;
        }
        let payload = info.payload();
        let text = payload.downcast_ref::<String>().map(String::as_str).or_else(|| payload.downcast_ref().copied());
        let text = text.unwrap_or("no message");
        if cluster::is_lost_peer(text) {
            // The watch knows whom we lost and says so first.
            std::thread::sleep(Duration::from_secs(2));
            end(LOST_PEER, text);
        }
        let place = info.location().map(|place| format!(" at {place}")).unwrap_or_default();
        end(
            BUG,
            &format!(
                "this is a mistake in sekisho: {text}{place}\nhint: please report it with the command that was run"
            ),
        )
    }));
}

/// The exit code of a command.
pub fn code(done: anyhow::Result<u8>) -> ExitCode {
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            // A closed pipe (`sekisho list | head`) is nobody's mistake.
            let broken_pipe = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::BrokenPipe;
            if error.chain().any(|cause| cause.downcast_ref().is_some_and(broken_pipe)) {
                return ExitCode::SUCCESS;
            }
            let of_cluster = error.chain().find_map(|cause| cause.downcast_ref::<cluster::ClusterError>());
            let lost = match (of_cluster, error.downcast_ref()) {
                (Some(found), _) | (None, Some(sekisho_flow::FlowError::Cluster(found))) => !found.is_in_the_command(),
                _ => false,
            };
            let _ = writeln!(std::io::stderr(), "error: {}", told(&error));
            ExitCode::from(if lost { LOST_PEER } else { BAD_INPUT })
        }
    }
}

/// What went wrong and why, from the outside in: a cause that was told already is left out, and hints come last.
fn told(error: &anyhow::Error) -> String {
    let (mut text, mut hints) = (String::new(), Vec::new());
    for cause in error.chain() {
        let said = cause.to_string();
        let (what, hint) =
            said.split_once("\nhint: ").map_or((said.as_str(), None), |(what, hint)| (what, Some(hint.to_owned())));
        if !text.contains(what) {
            let between = if text.is_empty() { "" } else { ": " };
            text.push_str(between);
            text.push_str(what);
        }
        hints.extend(hint);
    }
    hints.iter().for_each(|hint| text.push_str(&format!("\nhint: {hint}")));
    text
}
