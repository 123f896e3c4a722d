use std::process::ExitCode;

use archive::model::Severity;
use archive::{Options, seal};

use super::arguments::Seal;
use super::bars::Bars;
use super::show::Show;
use super::status;

/// `archive seal`.
pub fn run(arguments: &Seal, show: &Show) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        out: None,
        base_url: None,
        locked: true,
        annotators: !arguments.annotators.none,
    };
    let (outcome, new) = seal(&options, &Bars::new(show.progress()));
    show.diagnostics(&outcome.diagnostics);
    if outcome.worst() < Some(Severity::Fatal) {
        show.line(&match new {
            0 => "every address is on the list already".to_owned(),
            1 => "1 address is new on the list, content/published.txt".to_owned(),
            new => format!("{new} addresses are new on the list, content/published.txt"),
        });
    }
    status(&outcome, Severity::Error)
}
