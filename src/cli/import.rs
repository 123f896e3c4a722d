use std::process::ExitCode;

use archive::import::{Imported, Request, import};
use archive::model::{Provenance, Severity};

use super::arguments::{Format, Import};
use super::bars::Bars;
use super::show::Show;

/// Files that are named one by one; of more, only how many there are is said.
const SHOWN: usize = 40;

/// `archive import`.
pub fn run(arguments: Import, show: &Show) -> ExitCode {
    let request = Request {
        root: arguments.root,
        files: arguments.files,
        said: Provenance {
            url: arguments.url,
            retrieved: arguments.retrieved,
            published: arguments.published,
            outlet: arguments.outlet,
            author: arguments.author,
            licence: arguments.licence,
            language: arguments.language,
        },
    };
    let imported = import(&request, &Bars::new(show.progress()));
    show.diagnostics(&imported.diagnostics);
    if show.format() == Format::Json {
        show.json(&json(&imported));
    } else if imported.worst() < Some(Severity::Fatal) || !imported.copied.is_empty() {
        show.line(&human(&imported));
    }
    match imported.worst() {
        Some(Severity::Fatal) => ExitCode::from(2),
        Some(Severity::Error) => ExitCode::from(1),
        _ => ExitCode::SUCCESS,
    }
}

fn human(imported: &Imported) -> String {
    let mut lines = Vec::new();
    if imported.copied.len() <= SHOWN {
        let copied = imported.copied.iter();
        lines.extend(copied.map(|(from, to)| format!("{} from {from}", to.display())));
    }
    if imported.known.len() <= SHOWN {
        let known = imported.known.iter();
        lines.extend(known.map(|(from, at)| format!("{} was there already: {from}", at.display())));
    }
    let left_out: Vec<String> = imported
        .left_out
        .iter()
        .map(|(what, count)| format!("{what} ({count})"))
        .collect();
    if !left_out.is_empty() {
        lines.push(format!("left out of web archives: {}", left_out.join(", ")));
    }
    let counted = |count: usize| match count {
        1 => "1 source".to_owned(),
        count => format!("{count} sources"),
    };
    let mut last = format!("imported {}", counted(imported.copied.len()));
    if !imported.known.is_empty() {
        last.push_str(&format!(
            "; {} there already",
            counted(imported.known.len())
        ));
    }
    lines.push(last);
    if !imported.copied.is_empty() {
        lines.push("next: run `archive build`".to_owned());
    }
    // Words of a web archive must not work the terminal.
    let clean = |line: &String| line.replace(char::is_control, " ");
    lines.iter().map(clean).collect::<Vec<_>>().join("\n")
}

fn json(imported: &Imported) -> serde_json::Value {
    let files = |files: &[(String, std::path::PathBuf)]| {
        let files = files.iter().map(|(from, path)| {
            serde_json::json!({ "from": from, "path": path.to_string_lossy().replace('\\', "/") })
        });
        files.collect::<Vec<_>>()
    };
    serde_json::json!({ "imported": {
        "copied": files(&imported.copied),
        "known": files(&imported.known),
        "left_out": imported.left_out,
    } })
}
