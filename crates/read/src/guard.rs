//! Panics of the Parquet library on damaged files are data here, not the end of the program.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside work whose panic is expected and caught. A program whose panic hook ends the process asks
/// this first.
pub fn is_guarded() -> bool {
    GUARDED.with(Cell::get)
}

/// Does some work; `None` when it panicked.
pub(crate) fn guard<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = GUARDED.with(|guarded| guarded.replace(true));
    let done = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.with(|guarded| guarded.set(before));
    done
}
