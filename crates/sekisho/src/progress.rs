//! Progress on a terminal; silence elsewhere.

use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use sekisho_flow::{Progress, Step};

/// A bar on the standard error, hidden when that is no terminal.
pub fn bar(total: u64, what: &str, bytes: bool) -> ProgressBar {
    let bar = ProgressBar::new(total);
    let counter = if bytes { "{bytes}/{total_bytes}" } else { "{human_pos}/{human_len}" };
    let template = format!("{{msg:<10}} {{bar:32}} {counter} {{elapsed}}");
    if let Ok(style) = ProgressStyle::with_template(&template) {
        bar.set_style(style);
    }
    bar.set_message(what.to_owned());
    bar
}

/// Tells a bar how far reading has come; judging has one of its own.
pub fn of_scan(read: &ProgressBar, judged: &ProgressBar) -> Progress {
    let (read, judged) = (read.clone(), judged.clone());
    Arc::new(move |step| match step {
        Step::Read(bytes) => read.inc(bytes),
        Step::Judged(partitions) => judged.inc(partitions),
    })
}
