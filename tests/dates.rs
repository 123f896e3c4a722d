//! Dates found in passages that were labelled by hand, in each language: see tests/dates/README.md.

use std::ops::Range;

use archive::lang;
use archive::time::{self, Context, Expression, Passage};

/// An expression as a careful reader marks it.
struct Label {
    span: Range<usize>,
    /// The readings that are as good as each other; none where it may be left out.
    values: Vec<String>,
}

/// One text of the file: when it was published, and its passages with their labels.
struct Text {
    title: String,
    published: String,
    passages: Vec<(String, Vec<Label>)>,
}

/// How many labels there are, how many marks, and how many of these agree.
#[derive(Default)]
struct Count {
    labels: usize,
    marks: usize,
    found: usize,
    exact: usize,
    value: usize,
    faults: Vec<String>,
}

#[test]
fn english() {
    holds("en", include_str!("dates/en.md"), 180, [0.97, 0.93]);
}

#[test]
fn french() {
    holds("fr", include_str!("dates/fr.md"), 80, [0.97, 0.95]);
}

#[test]
fn german() {
    holds("de", include_str!("dates/de.md"), 40, [0.97, 0.95]);
}

/// Reads the labels of a file, finds the dates of its texts, and compares.
fn holds(language: &str, file: &str, least: usize, [found, value]: [f64; 2]) {
    let mut count = Count::default();
    for text in texts(file) {
        compare(&text, language, &mut count);
    }
    let f1 = |agreeing: usize| 2.0 * agreeing as f64 / (count.labels + count.marks) as f64;
    let share = |whole: usize| count.found as f64 / whole as f64;
    println!("{}", count.faults.join("\n"));
    println!(
        "{language}: {} labels; precision {:.3}, recall {:.3}, F1 {:.3}, of extents {:.3}, of values {:.3}",
        count.labels,
        share(count.marks),
        share(count.labels),
        f1(count.found),
        f1(count.exact),
        f1(count.value),
    );
    assert!(count.labels >= least, "{} labels", count.labels);
    assert!(f1(count.found) >= found, "F1 {:.3}", f1(count.found));
    assert!(f1(count.value) >= value, "values {:.3}", f1(count.value));
}

fn compare(text: &Text, language: &str, count: &mut Count) {
    let passages: Vec<Passage> = text
        .passages
        .iter()
        .map(|(words, _)| Passage {
            words,
            posted: None,
        })
        .collect();
    let context = Context {
        published: Some(&text.published),
    };
    let marks = time::find(&passages, &lang::rules(language).dates, &context);
    for ((words, labels), marks) in text.passages.iter().zip(&marks) {
        for mark in marks {
            let touches = |label: &Label| {
                label.span.start < mark.span.end && mark.span.start < label.span.end
            };
            let real = labels.iter().any(|l| touches(l) && !l.values.is_empty());
            if real || !labels.iter().any(touches) {
                count.marks += 1;
            }
            if !labels.iter().any(touches) {
                count.fault(text, "not labelled", words, &mark.span, &mark.value, "");
            }
        }
        let mut free: Vec<&Expression> = marks.iter().collect();
        for label in labels.iter().filter(|label| !label.values.is_empty()) {
            count.labels += 1;
            let wanted = label.values.join(" or ");
            let touching = free.iter().position(|mark| {
                label.span.start < mark.span.end && mark.span.start < label.span.end
            });
            let Some(place) = touching else {
                count.fault(text, "not found", words, &label.span, "", &wanted);
                continue;
            };
            let mark = free.remove(place);
            count.found += 1;
            count.exact += usize::from(bare(words, &mark.span) == bare(words, &label.span));
            if label.values.iter().any(|value| says(mark, value)) {
                count.value += 1;
            } else {
                count.fault(text, "value", words, &label.span, &mark.value, &wanted);
            }
        }
    }
}

impl Count {
    fn fault(
        &mut self,
        text: &Text,
        what: &str,
        words: &str,
        span: &Range<usize>,
        got: &str,
        wanted: &str,
    ) {
        let line = format!(
            "{what}: {}: '{}' got {got} wanted {wanted}",
            text.title,
            &words[span.clone()]
        );
        self.faults.push(line.replace('\n', " "));
    }
}

/// Whether a mark has a value, doubts set aside.
fn says(mark: &Expression, value: &str) -> bool {
    let plain = |value: &str| value.replace(['~', '?'], "");
    let wanted = plain(value);
    plain(&mark.value) == wanted || mark.utc.as_ref().is_some_and(|utc| plain(utc) == wanted)
}

/// The last word of a span, and its length without small words before it: extents differ in no more.
fn bare<'a>(words: &'a str, span: &Range<usize>) -> &'a str {
    let mut rest = words[span.clone()].trim();
    while let Some((first, after)) = rest.split_once(char::is_whitespace) {
        if first.chars().count() > 5 || first.contains(|c: char| c.is_numeric()) {
            break;
        }
        if first.starts_with(char::is_uppercase) {
            break;
        }
        rest = after;
    }
    rest
}

/// The texts of a file.
fn texts(file: &str) -> Vec<Text> {
    file.split("\n## ").skip(1).map(text).collect()
}

fn text(section: &str) -> Text {
    let mut parts = section.trim().splitn(3, '\n');
    let title = parts.next().unwrap_or_default().to_owned();
    let published = parts
        .next()
        .and_then(|line| line.strip_prefix("published: "));
    let published = published.unwrap_or_else(|| panic!("{title}: no day of publication"));
    let passages = parts.next().unwrap_or_default().split("\n\n");
    Text {
        published: published.to_owned(),
        passages: passages.map(|words| labelled(words.trim())).collect(),
        title,
    }
}

/// The words of a passage without its labels, and these.
fn labelled(passage: &str) -> (String, Vec<Label>) {
    let (mut words, mut labels) = (String::new(), Vec::new());
    let mut rest = passage;
    while let Some((before, after)) = rest.split_once('[') {
        let (marked, after) = after.split_once("](").expect("a label has a value");
        let (values, after) = after.split_once(')').expect("a value ends");
        words.push_str(before);
        let start = words.len();
        words.push_str(marked);
        let values = values.split('|').filter(|value| *value != "-");
        labels.push(Label {
            span: start..words.len(),
            values: values.map(str::to_owned).collect(),
        });
        rest = after;
    }
    words.push_str(rest);
    (words, labels)
}
