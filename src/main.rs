//! The command line: reads arguments, calls the library, prints, and leaves with a status.
//!
//! Status 0: all is well. 1: something was left out or is wrong. 2: nothing was written.

mod cli;

use std::process::ExitCode;

use clap::Parser;

/// Most of what a build makes is small, and short-lived.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(cli::Arguments::parse())
}
