//! An e-mail: its subject is the title, its body the text.
//!
//! Of a body that is there twice the plain words are read; where there is only a page, the page is.
//! Attachments are named and left out.

use encoding_rs::Encoding;
use mail_parser::{
    Address, DateTime, Header, HeaderName, Message, MessageParser, MessagePart, MimeHeaders,
    PartType,
};

use super::{Block, Building, Reading, Shape, clean, said};
use crate::ingest::decode;
use crate::ingest::html::{self, Hint, Metadata};
use crate::ingest::lines::{self, Line, chars};
use crate::model::{Diagnostic, Kind};
use crate::text::collapse;

/// Reads the bytes of an e-mail (RFC 5322).
///
/// # Errors
///
/// Where they are none.
pub fn read(bytes: &[u8]) -> Result<Reading, Diagnostic> {
    let parsed = MessageParser::default().parse(bytes);
    let is_known = |header: &Header| !matches!(header.name, HeaderName::Other(_));
    let mail = parsed.filter(|mail| mail.headers().iter().any(is_known));
    let Some(mail) = mail else {
        let message = "this is no e-mail: it begins with no line such as From, Date or Subject";
        return Err(Diagnostic::error("mail-invalid", message)
            .hint("save the message again in the form .eml, or its words as .txt"));
    };
    let subject = mail.subject().and_then(said::name);
    let bodies: Vec<&MessagePart> = mail.text_bodies().collect();
    let mut reading = match bodies.as_slice() {
        [one] if matches!(one.body, PartType::Html(_)) => page(&body(&mail, one), subject.as_ref()),
        _ => plain(&mail, &bodies, subject.as_ref()),
    };
    reading.encoding = bodies.first().map_or("UTF-8", |part| encoding(part));
    reading.metadata = metadata(&mail, subject);
    reading.notes.extend(attachments(&mail));
    Ok(reading)
}

/// The words of a part. One that says no encoding is read as any other file without one.
fn body<'m>(mail: &'m Message, part: &'m MessagePart) -> String {
    let words = match &part.body {
        PartType::Text(words) | PartType::Html(words) => words,
        _ => return String::new(),
    };
    let said = part.content_type().and_then(|c| c.attribute("charset"));
    let raw = mail
        .raw_message
        .get(part.offset_body as usize..part.offset_end as usize);
    let plain = said.is_none() && part.encoding == mail_parser::Encoding::None;
    let decoded = raw.filter(|_| plain).map(decode::decode);
    match decoded {
        Some(Ok((words, _))) => words,
        _ => words.to_string(),
    }
}

fn encoding(part: &MessagePart) -> &'static str {
    let said = part.content_type().and_then(|c| c.attribute("charset"));
    let known = said.and_then(|label| Encoding::for_label(label.as_bytes()));
    known.map_or("UTF-8", Encoding::name)
}

/// A mail that is a page alone: read as one, with the subject above it.
fn page(markup: &str, subject: Option<&String>) -> Reading {
    let mut read = html::read(&clean(markup));
    let words = std::mem::take(&mut read.text);
    let mut text = String::new();
    if let Some(subject) = subject {
        text = format!("{subject}\n\n");
        let above = text.len();
        for (span, _) in &mut read.blocks {
            *span = span.start + above..span.end + above;
        }
        let hint = Hint {
            kind: Some(Kind::Title),
            main: true,
            ..Hint::default()
        };
        read.blocks.insert(0, (0..subject.len(), hint));
        read.title = Some(0);
    }
    text.push_str(&words);
    Reading {
        text,
        shape: Shape::Page(Box::new(read)),
        ..Reading::default()
    }
}

/// A mail in plain words; a part that is a page gives its visible text.
fn plain(mail: &Message, bodies: &[&MessagePart], subject: Option<&String>) -> Reading {
    let mut building = Building::default();
    if let Some(subject) = subject {
        building.add(subject, Kind::Title);
    }
    for part in bodies {
        let mut words = clean(&body(mail, part));
        if matches!(part.body, PartType::Html(_)) {
            words = html::read(&words).text;
        }
        let words = words.trim_end();
        if words.is_empty() {
            continue;
        }
        if !building.text.is_empty() {
            building.text.push_str("\n\n");
        }
        let start = building.text.len();
        building.text.push_str(words);
        let blocks = paragraphs(&building.text, start);
        building.blocks.extend(blocks);
    }
    building.finish(Metadata::default())
}

/// The paragraphs of a body: mail is wrapped, so a line goes on in the next one where the next word
/// would not have fitted.
fn paragraphs(text: &str, start: usize) -> Vec<Block> {
    const NARROWEST: usize = 64;
    let quoted = |line: &Line| {
        let words = &text[line.span.clone()];
        let marks = words.find(|c| c != '>' && c != ' ').unwrap_or(words.len());
        words[..marks].matches('>').count()
    };
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<Line> = None;
    for line in lines::lines(&text[start..]) {
        let line = shifted(line, start);
        let words = &text[line.span.clone()];
        let first = words.split_whitespace().find(|w| !w.starts_with('>'));
        let fits = |last: &Line| {
            let first = first.map_or(0, |word| word.chars().count());
            chars(text, &last.span) + 1 + first <= NARROWEST
        };
        let flows = |last: &Line| text[last.span.end..].starts_with(" \n");
        let goes_on = before.as_ref().is_some_and(|last| {
            line.gap == 0
                && line.mark.is_none()
                && quoted(last) == quoted(&line)
                && first.is_some()
                && &text[last.span.clone()] != "--"
                && (flows(last) || !fits(last))
        });
        match blocks.last_mut() {
            Some(block) if goes_on => block.span.end = line.span.end,
            _ => {
                let item = line.mark.as_ref().filter(|mark| {
                    !text[(*mark).clone()].starts_with(|c: char| c.is_ascii_digit())
                });
                let (span, kind) = match item {
                    Some(_) => (line.words.clone(), Kind::ListItem),
                    None => (line.span.clone(), Kind::Paragraph),
                };
                blocks.push(Block { span, kind });
            }
        }
        before = Some(line);
    }
    blocks.retain(|block| text[block.span.clone()].contains(char::is_alphanumeric));
    blocks
}

fn shifted(mut line: Line, by: usize) -> Line {
    line.span = line.span.start + by..line.span.end + by;
    line.words = line.words.start + by..line.words.end + by;
    line.mark = line.mark.map(|mark| mark.start + by..mark.end + by);
    line
}

fn metadata(mail: &Message, title: Option<String>) -> Metadata {
    let list = mail.header_raw("List-Id");
    // A list is named before its id: `Readers of the weir <weir.example.org>`.
    let list = list.and_then(|words| words.split('<').next());
    Metadata {
        title,
        published: mail.date().and_then(date),
        author: mail.from().and_then(sender),
        outlet: list.and_then(|words| said::name(words.trim().trim_matches('"'))),
        ..Metadata::default()
    }
}

fn sender(from: &Address) -> Option<String> {
    let first = from.iter().next()?;
    let name = first.name().and_then(said::name);
    name.or_else(|| first.address().and_then(said::name))
}

fn date(date: &DateTime) -> Option<String> {
    let zone = match (date.tz_hour, date.tz_minute) {
        (0, 0) => "Z".to_owned(),
        (hour, minute) => {
            let sign = if date.tz_before_gmt { '-' } else { '+' };
            format!("{sign}{hour:02}:{minute:02}")
        }
    };
    said::date(&format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}{zone}",
        date.year, date.month, date.day, date.hour, date.minute
    ))
}

/// What is left out, by name.
fn attachments(mail: &Message) -> Option<Diagnostic> {
    const SHOWN: usize = 8;
    let names: Vec<String> = mail
        .attachments()
        .map(|part| {
            let named = part.attachment_name().map(collapse);
            let kind = part.content_type().map(|c| c.ctype().to_owned());
            named
                .or(kind)
                .unwrap_or_else(|| "one without a name".to_owned())
        })
        .collect();
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let more = match names.len() {
        0 => return None,
        count if count > SHOWN => format!(" and {} more", count - SHOWN),
        _ => String::new(),
    };
    let counted = match names.len() {
        1 => "an attachment is left out".to_owned(),
        count => format!("{count} attachments are left out"),
    };
    let message = format!("{counted}: {}{more}", shown.join(", "));
    Some(
        Diagnostic::warning("attachment-left-out", message)
            .hint("save what belongs to the archive as a source of its own"),
    )
}
