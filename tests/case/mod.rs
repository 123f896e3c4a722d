//! One case: its blocks, what they do, and what they expect.

mod block;
mod cut;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};
use similar::TextDiff;

use self::block::Block;

/// Runs a case. `update`: rewrites the file where only updatable expectations were not met.
///
/// # Errors
///
/// What was expected and not found, for a person to read.
pub fn check(path: &Path, update: bool) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut blocks = block::blocks(&text)?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let mut stage = Stage {
        root: folder.path().to_path_buf(),
        stdout: String::new(),
        stderr: String::new(),
    };
    let mut faults = String::new();
    let mut changed = false;
    let mut ran = false;
    for block in &mut blocks {
        ran |= block.has("run");
        match stage.perform(block) {
            Ok(None) => {}
            Ok(Some(found)) if update => {
                block.body = found;
                changed = true;
            }
            Ok(Some(found)) => {
                let _ = writeln!(
                    faults,
                    "line {}: expected ({}) and found:\n{}",
                    block.line,
                    block.info,
                    diff(&block.body, &found)
                );
            }
            Err(why) => {
                let _ = writeln!(faults, "line {}: {why}", block.line);
                // Nothing that comes after a step that failed can be judged.
                if !block.has("expect") {
                    break;
                }
            }
        }
    }
    if !ran {
        faults.push_str("the case runs nothing\n");
    }
    if changed && faults.is_empty() {
        std::fs::write(path, block::rewritten(&text, &blocks)).map_err(|e| e.to_string())?;
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

/// The folder of a case, and what the last command printed.
struct Stage {
    root: PathBuf,
    stdout: String,
    stderr: String,
}

impl Stage {
    /// Does what a block says. For an expectation that can be rewritten and was not met, gives what
    /// was found instead.
    fn perform(&mut self, block: &Block) -> Result<Option<String>, String> {
        if block.has("expect") {
            return self.expect(block);
        }
        if let Some(path) = block.get("edit") {
            self.edit(path, &block.body)?;
        } else if block.has("run") {
            self.run(block)?;
        } else if let Some(path) = block.get("file") {
            let path = self.root.join(path);
            let folder = path.parent().unwrap_or(&self.root);
            std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
            std::fs::write(&path, block.bytes()?).map_err(|e| e.to_string())?;
        }
        Ok(None)
    }

    fn edit(&self, path: &str, change: &str) -> Result<(), String> {
        let (old, new) = change
            .split_once("\n=>\n")
            .or_else(|| Some((change.strip_suffix("\n=>")?, "")))
            .ok_or("an edit needs a line =>")?;
        let text = self.read(path)?;
        let old = old.trim_end_matches('\n');
        match text.matches(old).count() {
            1 => {
                let text = text.replacen(old, new.trim_end_matches('\n'), 1);
                std::fs::write(self.root.join(path), text).map_err(|e| e.to_string())
            }
            count => Err(format!("{old:?} stands {count} times in {path}:\n{text}")),
        }
    }

    fn run(&mut self, block: &Block) -> Result<(), String> {
        let binary = Path::new(env!("CARGO_BIN_EXE_archive"));
        let mut path = binary
            .parent()
            .map(Path::to_path_buf)
            .into_iter()
            .collect::<Vec<_>>();
        path.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let output = Command::new("sh")
            .args(["-euc", &block.body])
            .current_dir(&self.root)
            .env_clear()
            .env(
                "PATH",
                std::env::join_paths(path).map_err(|e| e.to_string())?,
            )
            // A reader's locale, zone and number of cores must not matter, so ours are odd.
            .env("TZ", "Pacific/Chatham")
            .env("RAYON_NUM_THREADS", "2")
            .output()
            .map_err(|e| format!("sh: {e}"))?;
        self.stdout = self.steady(&output.stdout);
        self.stderr = self.steady(&output.stderr);
        let wanted = block.get("status").unwrap_or("0");
        match output.status.code() {
            Some(code) if code.to_string() == wanted => Ok(()),
            code => Err(format!(
                "left with status {code:?} instead of {wanted}\n{}{}",
                self.stdout, self.stderr
            )),
        }
    }

    /// What was printed, without what differs from run to run and from theme to theme.
    fn steady(&self, printed: &[u8]) -> String {
        static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"\d+(?:\.\d+)?( s\b| pages?\b| bytes?\b| files? of the site)"#)
                .expect("fixed")
        });
        static KEYS: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"("(?:seconds|bytes|pages|files)":)\d+(?:\.\d+)?"#).expect("fixed")
        });
        let text = String::from_utf8_lossy(printed);
        let text = text.replace(&*self.root.to_string_lossy(), "ROOT");
        let text = FIGURES.replace_all(&text, "N$1");
        KEYS.replace_all(&text, "${1}N").into_owned()
    }

    fn expect(&self, block: &Block) -> Result<Option<String>, String> {
        if block.has("absent") {
            let there = |path: &&str| self.root.join(path).symlink_metadata().is_ok();
            return match block.body.lines().find(there) {
                None => Ok(None),
                Some(path) => Err(format!("{path} is there")),
            };
        }
        let found = match block.get("file") {
            None if block.has("cut") => {
                cut::of(&self.root, block.get("source").unwrap_or_default())?
            }
            Some(path) => self.read(path)?,
            None if block.has("stdout") => self.stdout.clone(),
            None if block.has("stderr") => self.stderr.clone(),
            None => return Err(format!("'{}' names nothing to look at", block.info)),
        };
        if block.has("contains") {
            let mut rest = found.as_str();
            for line in block.body.lines() {
                let at = rest.find(line).ok_or_else(|| {
                    format!(
                        "{line:?} is not there in its order, but:\n{}",
                        glance(&found)
                    )
                })?;
                rest = &rest[at + line.len()..];
            }
            return Ok(None);
        }
        if block.has("lacks") {
            return match block.body.lines().find(|line| found.contains(line)) {
                None => Ok(None),
                Some(line) => Err(format!("{line:?} is there: {:?}", around(&found, line))),
            };
        }
        let found = if block.has("rows") {
            rows(&found, block)?
        } else {
            found
        };
        // A fence cannot hold a last line without an end.
        let same = found.trim_end_matches('\n') == block.body.trim_end_matches('\n');
        Ok((!same).then_some(found))
    }

    fn read(&self, path: &str) -> Result<String, String> {
        let bytes = std::fs::read(self.root.join(path)).map_err(|e| format!("{path}: {e}"))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The rows of a table, cut to the keys of the first expected one.
fn rows(table: &str, block: &Block) -> Result<String, String> {
    let parse = |line: &str| -> Result<Map<String, Value>, String> {
        serde_json::from_str(line).map_err(|e| format!("{line}: {e}"))
    };
    let first = block.body.lines().next().map(parse).transpose()?;
    let picked = block.get("where").and_then(|w| w.split_once(':'));
    let mut cut = String::new();
    for line in table.lines() {
        let row = parse(line)?;
        let is_picked =
            |(key, value): (&str, &str)| row.get(key).is_some_and(|v| plain(v) == value);
        if !picked.is_none_or(is_picked) {
            continue;
        }
        let kept: Map<String, Value> = match &first {
            None => row,
            Some(first) => first
                .keys()
                .map(|key| {
                    (
                        key.clone(),
                        row.get(key).cloned().unwrap_or("no such key".into()),
                    )
                })
                .collect(),
        };
        let _ = writeln!(cut, "{}", Value::Object(kept));
    }
    Ok(cut)
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// As much of a long file as is worth printing.
fn glance(text: &str) -> String {
    const LINES: usize = 40;
    let shown: Vec<&str> = text.lines().take(LINES).collect();
    let more = text.lines().count().saturating_sub(LINES);
    match more {
        0 => shown.join("\n"),
        more => format!("{}\n… and {more} lines more", shown.join("\n")),
    }
}

/// What stands around a line that should not be there.
fn around<'t>(text: &'t str, line: &str) -> &'t str {
    const AROUND: usize = 120;
    let at = text.find(line).unwrap_or(0);
    let (mut from, mut to) = (
        at.saturating_sub(AROUND),
        (at + line.len() + AROUND).min(text.len()),
    );
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[from..to]
}

fn diff(expected: &str, found: &str) -> String {
    let (expected, found) = (
        expected.trim_end_matches('\n'),
        found.trim_end_matches('\n'),
    );
    let (expected, found) = (format!("{expected}\n"), format!("{found}\n"));
    let diff = TextDiff::from_lines(&expected, &found);
    diff.unified_diff().context_radius(2).to_string()
}
