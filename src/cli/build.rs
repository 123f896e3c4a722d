use std::process::ExitCode;
use std::time::Instant;

use archive::model::Severity;
use archive::{Options, build};

use super::arguments::Build;
use super::bars::Bars;
use super::changes;
use super::show::Show;
use super::status;

/// `archive build`.
pub fn run(arguments: &Build, show: &Show) -> ExitCode {
    let started = Instant::now();
    let options = Options {
        root: arguments.root.clone(),
        out: arguments.out.clone(),
        base_url: arguments.base_url.clone(),
        locked: arguments.locked,
        annotators: !arguments.annotators.none,
    };
    if arguments.what_would_change {
        return changes::run(&options, show);
    }
    let outcome = build(&options, &Bars::new(show.progress()));
    show.diagnostics(&outcome.diagnostics);
    show.summary(&outcome, Some(started.elapsed()));
    status(&outcome, Severity::Error)
}
