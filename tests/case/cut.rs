//! How a source was cut, piece by piece in its order, for people to read.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

/// Describes the cut of a source: its reports, then a line for each piece, those left out with a dash.
///
/// # Errors
///
/// A table or the source that cannot be read.
pub fn of(root: &Path, source: &str) -> Result<String, String> {
    let read = |path: String| {
        std::fs::read_to_string(root.join(&path)).map_err(|e| format!("{path}: {e}"))
    };
    let own = |name: &str, key: &str, wanted: &[&str]| -> Result<Vec<Value>, String> {
        let rows = read(format!("public/data/{name}.jsonl"))?;
        let rows = rows
            .lines()
            .map(|l| serde_json::from_str(l).map_err(|e| e.to_string()));
        let rows: Vec<Value> = rows.collect::<Result<_, _>>()?;
        let is_own = |row: &Value| wanted.contains(&row[key].as_str().unwrap_or_default());
        Ok(rows.into_iter().filter(is_own).collect())
    };
    let text = read(format!("public/sources/{source}.txt"))
        .or_else(|_| read(format!("public/sources/{source}")))
        .or_else(|_| read(format!("content/sources/{source}")))?;
    let chars: Vec<char> = text.chars().collect();
    let mut reports = own("reports", "source", &[source])?;
    reports.sort_by_key(|r| r["start"].as_u64());
    let ids: Vec<&str> = reports.iter().filter_map(|r| r["id"].as_str()).collect();
    let mut pieces: Vec<(u64, String)> = Vec::new();
    let passages = own("passages", "report", &ids)?;
    for row in &passages {
        let place = ids.iter().position(|id| row["report"] == **id).unwrap_or(0);
        let letter = char::from(b'A' + u8::try_from(place).unwrap_or(25).min(25));
        let mut line = format!("{letter} {}", plain(&row["kind"]));
        for key in ["depth", "author", "posted", "score"] {
            if !row[key].is_null() {
                let _ = write!(line, " · {}", plain(&row[key]));
            }
        }
        if let Some(to) = row["reply_to"].as_str() {
            let answered = passages.iter().find(|p| p["id"] == to);
            let _ = write!(
                line,
                " · to {}",
                answered.map_or_else(String::new, |p| plain(&p["n"]))
            );
        }
        let start = row["start"].as_u64().unwrap_or(0);
        pieces.push((start, format!("{line}: {}", shown(&plain(&row["text"])))));
    }
    for row in own("left_out", "source", &[source])? {
        let (start, end) = (
            row["start"].as_u64().unwrap_or(0),
            row["end"].as_u64().unwrap_or(0),
        );
        let range = usize::try_from(start).unwrap_or(0)..usize::try_from(end).unwrap_or(0);
        let words: String = chars.get(range).unwrap_or_default().iter().collect();
        if row["reason"] != "blank" {
            pieces.push((
                start,
                format!("- {}: {}", plain(&row["reason"]), shown(&words)),
            ));
        }
    }
    pieces.sort();
    let mut cut = String::new();
    for (report, letter) in reports.iter().zip('A'..='Z') {
        let derived = if report["title_derived"] == true {
            "~"
        } else {
            ""
        };
        let _ = write!(
            cut,
            "{letter} = {derived}{} · {}",
            plain(&report["title"]),
            plain(&report["lang"])
        );
        for key in ["published", "published_basis", "author", "outlet"] {
            if !report[key].is_null() {
                let _ = write!(cut, " · {}", plain(&report[key]));
            }
        }
        cut.push('\n');
    }
    for (_, line) in pieces {
        cut.push_str(&line);
        cut.push('\n');
    }
    Ok(cut)
}

/// Words on one line, a long text by its beginning and end.
fn shown(text: &str) -> String {
    const WHOLE: usize = 90;
    const END: usize = 30;
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = words.join(" ");
    let count = words.chars().count();
    if count <= WHOLE {
        return words;
    }
    let start: String = words.chars().take(WHOLE - END).collect();
    let end: String = words.chars().skip(count - END).collect();
    format!("{start} […] {end}")
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
