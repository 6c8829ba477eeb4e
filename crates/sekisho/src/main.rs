//! `sekisho`: who is really behind the account?

mod calibrate;
mod check;
mod cli;
mod compare;
mod demo;
mod evaluate;
mod exit;
mod explain;
mod list;
mod money;
mod name;
mod print;
mod progress;
mod scan;
mod schema;
mod screen;
mod simulate;
mod trace;
mod why;

use clap::Parser;

use crate::cli::{Cli, Command};

/// Slabs are made by one worker and freed by another: the system's allocator keeps such memory in its arenas and the scan of
/// twenty million sessions takes twice the memory with it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    exit::end_on_panic();
    let done = match Cli::parse().command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Scan(arguments) => scan::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::List(arguments) => list::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Trace(arguments) => trace::run(&arguments),
        Command::Why(arguments) => why::run(&arguments),
        Command::Name(arguments) => name::run(&arguments),
        Command::Screen(arguments) => screen::run(&arguments),
    };
    exit::code(done)
}
