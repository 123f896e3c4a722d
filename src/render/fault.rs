//! What is wrong with a template, in the manner of a compiler: the file, the line, the words that are meant, and what
//! was at hand there.

use std::sync::{Arc, Mutex, PoisonError};

use tera::{Context, Error, ErrorKind, Kwargs, Map, State, Tera, Value};

use super::theme::Files;
use crate::model::{Diagnostic, Place};

/// How much of a text is shown, in characters.
const SHOWN: usize = 32;
/// How many fields of one value are shown.
const FIELDS: usize = 48;

/// Templates that cannot be read, each with what is wrong with it.
pub fn unreadable(error: &Error, files: &Files) -> Vec<Diagnostic> {
    const CORRECT: &str = "correct the template, or delete it to use the built-in one";
    let hint = match error.kind() {
        ErrorKind::MissingParent { .. } => "name a template that is there, such as \"base.html\"",
        ErrorKind::CircularExtend { .. } | ErrorKind::CircularInclude { .. } => {
            "let one of them stand alone"
        }
        _ => CORRECT,
    };
    if let ErrorKind::Msg(message) = error.kind() {
        let reports = message
            .split("\n\n")
            .filter_map(|report| reported(report, files));
        let reports: Vec<Diagnostic> = reports.map(|fault| fault.hint(CORRECT)).collect();
        if !reports.is_empty() {
            return reports;
        }
    }
    vec![diagnostic("template-invalid", error, "", files).hint(hint)]
}

/// What Tera finds when it puts templates together (a filter, a component that nobody knows), it says in words alone:
/// `error: MESSAGE`, `--> TEMPLATE:LINE:COLUMN`, and a line with carets below what is meant.
fn reported(report: &str, files: &Files) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?;
    let place = lines.next()?.trim().strip_prefix("--> ")?;
    let width = lines.next_back()?.matches('^').count();
    let mut place = place.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let name = place.next()?;
    let text = files.template(name)?;
    let before = text.split_inclusive('\n').take(line.checked_sub(1)?);
    let line_start: usize = before.map(str::len).sum();
    let bytes = |from: usize, characters: usize| -> usize {
        let rest = text.get(from..).unwrap_or_default();
        rest.chars().take(characters).map(char::len_utf8).sum()
    };
    let start = line_start + bytes(line_start, column.checked_sub(1)?);
    let span = start..start + bytes(start, width);
    let place = Place::span(files.path(name), text, span);
    Some(Diagnostic::fatal("template-invalid", sentence(message)).at(place))
}

/// A template that failed on a page.
pub struct Fault {
    pub diagnostic: Diagnostic,
    error: Error,
    template: String,
    context: Context,
}

impl Fault {
    /// The fault of a template that was being filled.
    pub fn new(error: Error, template: &str, context: Context, files: &Files) -> Self {
        let hint = "README.md of the theme lists what each template is given; \
                    `archive theme eject README.md` copies it";
        Self {
            diagnostic: diagnostic("template-failed", &error, template, files).hint(hint),
            error,
            template: template.to_owned(),
            context,
        }
    }

    /// The same with the values that were at hand. It takes another filling of the template, so it is for the first
    /// fault of many that are alike. `written` are the templates as people wrote them.
    pub fn explained(self, written: &Tera, files: &Files) -> Diagnostic {
        let mut diagnostic = self.diagnostic;
        diagnostic.notes = values(&self.error, &self.template, &self.context, written, files);
        diagnostic
    }
}

fn diagnostic(code: &'static str, error: &Error, template: &str, files: &Files) -> Diagnostic {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let name = match report.filename() {
                "" => template,
                name => name,
            };
            let message = sentence(report.message());
            let Some(text) = files.template(name) else {
                return Diagnostic::fatal(code, message).at(Place::file(files.path(name)));
            };
            let place = Place::span(files.path(name), text, report.span().range.clone());
            Diagnostic::fatal(code, message).at(place)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("this template extends '{parent}', which is not there");
            Diagnostic::fatal(code, message).at(naming(current, parent, files))
        }
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain: chain,
        } => {
            let message = format!("this template extends itself: {}", circle(tpl, chain));
            Diagnostic::fatal(code, message).at(Place::file(files.path(tpl)))
        }
        ErrorKind::CircularInclude {
            tpl,
            include_chain: chain,
        } => {
            let message = format!("this template includes itself: {}", circle(tpl, chain));
            Diagnostic::fatal(code, message).at(Place::file(files.path(tpl)))
        }
        _ => {
            let message = sentence(&error.to_string());
            Diagnostic::fatal(code, message).at(Place::file(files.path(template)))
        }
    }
}

/// The templates that lead to each other, from one of them back to it.
fn circle(template: &str, chain: &[String]) -> String {
    let mut names: Vec<&str> = chain.iter().map(String::as_str).collect();
    if names.last() != Some(&template) {
        names.push(template);
    }
    names.join(", ")
}

/// The place where a template names another.
fn naming(template: &str, other: &str, files: &Files) -> Place {
    let path = files.path(template);
    let named = files
        .template(template)
        .and_then(|text| Some((text, text.find(other)?)));
    match named {
        Some((text, at)) => Place::span(path, text, at..at + other.len()),
        None => Place::file(path),
    }
}

/// A message as diagnostics have them: lower case, no full stop.
fn sentence(message: &str) -> String {
    let message = message.trim();
    let message = message.strip_suffix('.').unwrap_or(message);
    let mut chars = message.chars();
    let first = chars.next();
    first.map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// The variables at the place where a template failed, one a line, those of the innermost loops first.
///
/// The template is filled once more with a call before the tag that failed, which keeps all variables each time it
/// is reached: the last time is when it failed.
fn values(
    error: &Error,
    template: &str,
    context: &Context,
    written: &Tera,
    files: &Files,
) -> Vec<String> {
    let kept: Arc<Mutex<Option<Map>>> = Arc::default();
    if let ErrorKind::RenderingError(report) = error.kind()
        && let Some(text) = files.template(report.filename())
        && let Some(before) = text.get(..report.span().range.start)
        && let Some(tag) = before.rfind("{{").max(before.rfind("{%"))
    {
        const KEEP: &str = "keep_what_is_at_hand";
        let mut tera = written.clone();
        let keeper = kept.clone();
        tera.register_function(KEEP, move |all: Kwargs, _: &State| -> &'static str {
            let mut found = all.get::<Map>("all").ok().flatten().unwrap_or_default();
            let own = all.iter().filter(|(name, _)| name.to_string() != "all");
            found.extend(own.map(|(name, value)| (name.clone(), value.clone())));
            *keeper.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            ""
        });
        // What a loop runs over is in no dump, and is asked for by name.
        let own = loop_variables(&text[..tag]);
        let own: String = own.iter().map(|name| format!(", {name}={name}")).collect();
        let call = format!("{{{{ {KEEP}(all=__tera_context{own}) }}}}");
        let text = [&text[..tag], &call, &text[tag..]].concat();
        if tera.add_raw_template(report.filename(), &text).is_ok() {
            let _ = tera.render(template, context);
        }
    }
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
    // Where it could not be reached, what every template is given was at hand all the same.
    let given = || {
        let given = ["view", "frame"].iter();
        let given = given.filter_map(|name| Some(((*name).to_owned(), context.get(name)?.clone())));
        given.collect::<Vec<_>>()
    };
    let mut variables: Vec<(String, Value)> = match kept {
        Some(all) => all
            .into_iter()
            .map(|(name, value)| (name.to_string(), value))
            .collect(),
        None => given(),
    };
    let rank = |name: &str| match name {
        "view" => 1,
        "frame" => 2,
        "t" => 3,
        _ => 0,
    };
    variables.sort_by(|(a, _), (b, _)| (rank(a), a).cmp(&(rank(b), b)));
    let lines = variables.iter().map(|(name, value)| match name.as_str() {
        "t" => "t: the theme's words".to_owned(),
        name => format!("{name}: {}", said(value, true)),
    });
    lines.collect()
}

/// The variables of the loops that are open at the end of a piece of a template.
fn loop_variables(before: &str) -> Vec<&str> {
    let mut open: Vec<Vec<&str>> = Vec::new();
    for tag in before.split("{%").skip(1) {
        let words = tag
            .trim_start_matches('-')
            .split("%}")
            .next()
            .unwrap_or_default();
        let mut words = words
            .split([' ', ',', '\n', '-'])
            .filter(|word| !word.is_empty());
        match words.next() {
            Some("for") => open.push(words.take_while(|word| *word != "in").collect()),
            // An `else` of a loop has none of its variables, and cannot be told from that of an `if`.
            Some("endfor") => {
                open.pop();
            }
            Some("component" | "endcomponent" | "block") => open.clear(),
            _ => {}
        }
    }
    open.concat()
}

/// A value by its kind and first characters; with its fields, where they are wanted.
fn said(value: &Value, fields: bool) -> String {
    if let Some(text) = value.as_str() {
        let shown: String = text.chars().take(SHOWN).collect();
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let more = if text.chars().nth(SHOWN).is_some() {
            "…"
        } else {
            ""
        };
        return format!("\"{shown}{more}\"");
    }
    if let Some(list) = value.as_array() {
        return match list.len() {
            0 => "an empty list".to_owned(),
            n => format!("a list of {n}"),
        };
    }
    let Some(map) = value.as_map() else {
        return match value.is_none() {
            true => "none".to_owned(),
            false => value.to_string(),
        };
    };
    let mut names: Vec<(String, &Value)> = map.iter().map(|(k, v)| (k.to_string(), v)).collect();
    names.sort_by(|(a, _), (b, _)| a.cmp(b));
    if !fields {
        return "fields".to_owned();
    }
    let more = names.len().saturating_sub(FIELDS);
    let shown = names.iter().take(FIELDS);
    let mut shown: Vec<String> = shown
        .map(|(name, value)| format!("{name} {}", said(value, false)))
        .collect();
    if more > 0 {
        shown.push(format!("and {more} more"));
    }
    shown.join(", ")
}
