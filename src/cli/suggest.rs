use std::process::ExitCode;

use archive::model::Severity;
use archive::suggest::{Proposal, Suggestion, accept};
use archive::{Options, suggest};

use super::arguments::Suggest;
use super::bars::Bars;
use super::show::Show;
use super::status;

/// How many passages are shown for each proposal.
const SHOWN: usize = 3;

/// `archive suggest`.
pub fn run(arguments: &Suggest, show: &Show) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        out: None,
        base_url: None,
        locked: false,
        annotators: false,
    };
    let (mut outcome, mut suggestions) = suggest(&options, &Bars::new(show.progress()));
    suggestions.retain(|suggestion| {
        let wanted = &arguments.only;
        suggestion.times >= arguments.least
            && (wanted.is_empty() || wanted.iter().any(|id| id == suggestion.proposal.record()))
    });
    for suggestion in &suggestions {
        show.line(&said(suggestion));
    }
    let count = match suggestions.len() {
        0 => "nothing to suggest".to_owned(),
        1 => "1 suggestion".to_owned(),
        several => format!("{several} suggestions"),
    };
    if arguments.write && outcome.worst() < Some(Severity::Fatal) {
        let written = accept(&arguments.root, &suggestions, &mut outcome.diagnostics);
        show.line(&format!(
            "{count}, {written} written into {}",
            folders(&suggestions)
        ));
    } else if suggestions.is_empty() {
        show.line(&count);
    } else {
        show.line(&format!("{count}; nothing was written (--write does)"));
    }
    show.diagnostics(&outcome.diagnostics);
    status(&outcome, Severity::Error)
}

/// Where proposals are written.
fn folders(suggestions: &[Suggestion]) -> &'static str {
    let events = suggestions
        .iter()
        .filter(|s| matches!(s.proposal, Proposal::Event { .. }));
    match events.count() {
        0 => "content/entities",
        all if all == suggestions.len() => "content/events",
        _ => "content/entities and content/events",
    }
}

/// A proposal, and passages that speak for it.
fn said(suggestion: &Suggestion) -> String {
    let mut said = match &suggestion.proposal {
        Proposal::Alias {
            entity,
            name,
            spelling,
            ..
        } => {
            let times = match suggestion.times {
                1 => "once".to_owned(),
                several => format!("{several} times"),
            };
            format!("{spelling}: an alias of {name} ({entity}), {times}")
        }
        Proposal::Event {
            title, text, file, ..
        } => {
            let passages = match suggestion.times {
                1 => "1 passage".to_owned(),
                several => format!("{several} passages"),
            };
            let lines: String = text.lines().map(|line| format!("\n    {line}")).collect();
            format!(
                "{title}: an event that no file has, {passages}\n    {}{lines}",
                file.display()
            )
        }
    };
    for evidence in suggestion.evidence.iter().take(SHOWN) {
        said.push_str(&format!(
            "\n    {}: {}[{}]{}",
            evidence.passage, evidence.before, evidence.exact, evidence.after
        ));
    }
    if let more @ 1.. = suggestion.evidence.len().saturating_sub(SHOWN) {
        said.push_str(&format!("\n    and {more} more passages"));
    }
    said
}
