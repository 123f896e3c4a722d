use std::ops::Range;
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
            .map(|finding| (finding, false))
            .chain(explained.rejected.iter().map(|finding| (finding, true)))
            .for_each(|(finding, rejected)| show.json(&view(&explained, finding, rejected))),
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
        rejected,
    } = explained;
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut lines = vec![format!("{siglum} {n}: {report}#{passage}"), words.join(" ")];
    if findings.is_empty() {
        lines.push("no marks".to_owned());
    }
    for finding in findings {
        lines.push(place(finding));
        lines.push(format!("  {}", finding.what));
        lines.push(format!("  {}", said(finding)));
    }
    for finding in rejected {
        lines.push(place(finding));
        lines.push(format!("  rejected: {}", finding.what));
        lines.push(format!("  {}", turned_down(finding)));
    }
    let lines: Vec<String> = lines.iter().map(|line| plain(line)).collect();
    lines.join("\n")
}

fn place(finding: &Finding) -> String {
    let exact: Vec<&str> = finding.exact.split_whitespace().collect();
    let Range { start, end } = finding.chars;
    format!("\n{start}–{end} \"{}\"", exact.join(" "))
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

/// The rule by which a candidate was turned down, in words.
fn turned_down(finding: &Finding) -> String {
    let on = &finding.rests_on;
    match finding.rule.as_str() {
        "ambiguous" => format!("could be any of: {on}"),
        "not-in-full" => "a last name, and the whole name does not stand before it".to_owned(),
        "capitals" => "without the capitals of the name, so it may be a common word".to_owned(),
        "of-another" => "the words beside it make it part of another name".to_owned(),
        "longer" => format!("in a longer name: {on}"),
        "like-several" => format!("sounds like the names of several: {on}"),
        "common-word" => "sounds like the name, and is a common word in the source".to_owned(),
        "like-part" => {
            "like a part of the name alone, and the report does not name it otherwise".to_owned()
        }
        "vacant" if on.is_empty() => "nobody holds the office by the records".to_owned(),
        "vacant" => format!("nobody held the office then by the records: {on}"),
        "contested" => format!("several may have held the office then: {on}"),
        "no-realm" => "a title, and what it is of is not known".to_owned(),
        "plural" => "a title that several bear".to_owned(),
        "not-now" => "the title of a former or coming holder".to_owned(),
        "unlisted" => "the text gives the title to somebody whom no record has".to_owned(),
        "crosses" => format!("crosses or covers the mark on: {on}"),
        "unspoken" => "nothing says that somebody speaks it: a term, or a name".to_owned(),
        _ => "counts nothing that is known".to_owned(),
    }
}

fn view(explained: &Explained, finding: &Finding, rejected: bool) -> serde_json::Value {
    json!({
        "passage": format!("{}#{}", explained.report, explained.passage),
        "start": finding.chars.start, "end": finding.chars.end, "exact": finding.exact,
        "what": finding.what, "by": finding.by.as_str(), "refused": finding.refused,
        "rejected": rejected,
        "rule": finding.rule, "rests_on": finding.rests_on,
    })
}
