//! The command line: reads arguments, calls the library, prints, and leaves with a status.
//!
//! Status 0: all is well. 1: something was left out or is wrong. 2: nothing was written.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(cli::Arguments::parse())
}
