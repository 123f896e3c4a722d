use std::process::ExitCode;

use archive::explain::{Explained, Finding};
use archive::{Options, explain};
use serde_json::json;

use super::arguments::{Explain, Format};
use super::bars::Bars;
use super::show::Show;

/// `archive explain REPORT#PASSAGE`.
pub fn run(arguments: &Explain, show: &Show) -> ExitCode {
    let options = Options {
        root: arguments.root.clone(),
        out: None,
        base_url: None,
        locked: false,
        annotators: !arguments.annotators.none,
    };
    let progress = Bars::new(show.progress());
    let (diagnostics, explained) = explain(&options, &arguments.address, &progress);
    show.diagnostics(&diagnostics);
    let Some(explained) = explained else {
        return ExitCode::from(2);
    };
    match show.format() {
        Format::Human => show.line(&human(&explained)),
        Format::Json => explained
            .findings
            .iter()
            .for_each(|finding| show.json(&view(&explained, finding))),
    }
    ExitCode::SUCCESS
}

fn human(explained: &Explained) -> String {
    let Explained {
        report,
        siglum,
        passage,
        n,
        words,
        findings,
    } = explained;
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut lines = vec![format!("{siglum} {n}: {report}#{passage}"), words.join(" ")];
    if findings.is_empty() {
        lines.push("no marks".to_owned());
    }
    for finding in findings {
        let range = format!("{}–{}", finding.chars.start, finding.chars.end);
        let exact: Vec<&str> = finding.exact.split_whitespace().collect();
        lines.push(format!("\n{range} \"{}\"", exact.join(" ")));
        lines.push(format!("  {}", finding.what));
        lines.push(format!("  {}", said(finding)));
    }
    let lines: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    lines.join("\n")
}

/// Words from a source must not work the terminal.
fn plain(line: &str) -> String {
    let is_safe = |c: char| !c.is_control() || c == '\n';
    line.chars()
        .map(|c| if is_safe(c) { c } else { ' ' })
        .collect()
}

/// The rule behind a finding, in words.
fn said(finding: &Finding) -> String {
    if finding.refused {
        return "proposed, and taken out by a person".to_owned();
    }
    let on = &finding.rests_on;
    match finding.rule.as_str() {
        "person" => "set by a person".to_owned(),
        "name" => format!("a name in the entity's record: {on}"),
        "surname" => format!("the last name of {on}, named in full before"),
        "description" => format!("a description in the entity's record: {on}"),
        "office" => format!("by the office held at the time: {on}"),
        "spelling" => format!("another spelling of {on}"),
        "context" => format!("of several so called, singled out by: {on}"),
        "counted_from" => format!("counted from {on}"),
        "anchor-none" => "complete in itself".to_owned(),
        "anchor-report" if on.is_empty() => "counted from the report's date".to_owned(),
        "anchor-report" => format!("counted from the report's date, {on}"),
        "anchor-previous" => "counted from a date before it".to_owned(),
        "anchor-following" => "completed by the date that follows".to_owned(),
        "anchor-comment" => format!("counted from the time of the comment, {on}"),
        "cue" | "measure" => format!("by the words: {on}"),
        "annotator" => format!("proposed by the annotator '{on}'"),
        _ => "proposed by the program".to_owned(),
    }
}

fn view(explained: &Explained, finding: &Finding) -> serde_json::Value {
    json!({
        "passage": format!("{}#{}", explained.report, explained.passage),
        "start": finding.chars.start, "end": finding.chars.end, "exact": finding.exact,
        "what": finding.what, "by": finding.by.as_str(), "refused": finding.refused,
        "rule": finding.rule, "rests_on": finding.rests_on,
    })
}
