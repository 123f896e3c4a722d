//! The verbs, one file each, and how their outcome is shown.

mod arguments;
mod bars;
mod build;
mod changes;
mod check;
mod explain;
mod import;
mod init;
mod passage;
mod seal;
mod serve;
mod show;
mod suggest;
mod theme;

use std::process::ExitCode;

use archive::Outcome;
use archive::model::Severity;

pub use self::arguments::Arguments;
use self::arguments::Verb;

/// Runs the verb that was asked for.
pub fn run(arguments: Arguments) -> ExitCode {
    let show = show::Show::of(&arguments.common);
    match arguments.verb {
        Verb::Init(init) => init::run(&init, &show),
        Verb::Import(import) => import::run(import, &show),
        Verb::Build(build) => build::run(&build, &show),
        Verb::Check(check) => check::run(&check, &show),
        Verb::Serve(serve) => serve::run(&serve, show),
        Verb::Seal(seal) => seal::run(&seal, &show),
        Verb::Explain(explain) => passage::run(&explain, &show),
        Verb::Theme(theme) => theme::run(&theme.verb, &show),
        Verb::Suggest(suggest) => suggest::run(&suggest, &show),
    }
}

/// 0, or 1 where something is left out, or 2 where nothing was written.
fn status(outcome: &Outcome, deny: Severity) -> ExitCode {
    match outcome.worst() {
        Some(Severity::Fatal) => ExitCode::from(2),
        Some(worst) if worst >= deny => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}
