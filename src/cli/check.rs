use std::process::ExitCode;

use archive::model::Severity;
use archive::{Options, check};

use super::arguments::{Check, Deny};
use super::bars::Bars;
use super::explain;
use super::show::Show;
use super::status;

/// `archive check`.
pub fn run(arguments: &Check, show: &Show) -> ExitCode {
    if let Some(code) = &arguments.explain {
        return explain::run(code);
    }
    let options = Options {
        root: arguments.root.clone(),
        out: None,
        base_url: None,
        locked: false,
        annotators: !arguments.annotators.none,
    };
    let outcome = check(&options, &Bars::new(show.progress()));
    show.diagnostics(&outcome.diagnostics);
    show.summary(&outcome, None);
    let deny = match arguments.deny {
        Some(Deny::Warnings) => Severity::Warning,
        None => Severity::Error,
    };
    status(&outcome, deny)
}
