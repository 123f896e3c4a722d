//! Another program, started and talked with: it is fed and heard on threads of their own, so that neither
//! side can stop the other, and it ends when its time is over, with all that it started.

use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

use super::keys::Fault;
use crate::model::Annotator;

/// The longest line that is read, in bytes: a mark with the words of a long passage.
const LONGEST_LINE: u64 = 256 * 1024;
/// Lines that may wait to be looked at.
const WAITING: usize = 64;
/// How much of what a program says on its standard error is kept, in bytes.
const LAST_WORDS: usize = 2_000;
/// How often a program that has closed its output is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);
/// How long the threads beside one that has ended are waited for.
const PATIENCE: Duration = Duration::from_millis(500);

/// A line that a program wrote, counted from 1.
pub struct Line {
    pub number: usize,
    /// None where it is longer than any mark.
    pub bytes: Option<Vec<u8>>,
}

enum Heard {
    Line(Line),
    TooMuch,
}

/// Starts an annotator in the archive's folder, lets `feed` write to its standard input, and hands over
/// what it writes, line by line, until it ends. `most`: how many bytes it may write.
///
/// # Errors
///
/// It cannot be started, does not end in time, ends with a fault, writes too much, or `take` breaks off.
pub fn converse(
    annotator: &Annotator,
    root: &Path,
    most: u64,
    feed: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + Send + 'static,
    mut take: impl FnMut(Line) -> ControlFlow<Fault>,
) -> Result<(), Fault> {
    let deadline = Instant::now() + annotator.timeout;
    let mut child = start(annotator, root)?;
    let feeding = child.stdin().take().map(|stdin| {
        // What it does not want to read is no fault of its: the pipe breaks, and nothing is written.
        thread::spawn(move || {
            let mut stdin = BufWriter::new(stdin);
            let _ = feed(&mut stdin).and_then(|()| stdin.flush());
        })
    });
    let (sender, lines) = sync_channel(WAITING);
    if let Some(stdout) = child.stdout().take() {
        thread::spawn(move || hear(stdout, most, &sender));
    }
    let last_words = last_words(child.as_mut());
    let heard = listen(&lines, deadline, annotator, &mut take)
        .and_then(|()| ended(child.as_mut(), deadline, annotator));
    match heard {
        Ok(status) if status.success() => {
            // What it is fed is not copied where nobody holds it any more.
            let patience = Instant::now() + PATIENCE;
            while feeding.as_ref().is_some_and(|f| !f.is_finished()) && Instant::now() < patience {
                thread::sleep(PAUSE);
            }
            Ok(())
        }
        Ok(status) => Err(failed(status, &last_words)),
        Err(fault) => {
            // One that has just ended by itself cannot be killed, and need not be.
            let _ = child.start_kill();
            let _ = child.wait();
            Err(fault)
        }
    }
}

fn start(annotator: &Annotator, root: &Path) -> Result<Box<dyn ChildWrapper>, Fault> {
    let refused = |fault: std::io::Error| {
        let message = format!("cannot be started: {}: {fault}", annotator.command[0]);
        Fault::new(
            message,
            "install the program, or correct `command` in archive.toml; --no-annotators builds without",
        )
    };
    let root = std::path::absolute(root).map_err(refused)?;
    let mut command = CommandWrap::with_new(program(&annotator.command[0], &root), |command| {
        command
            .args(&annotator.command[1..])
            .current_dir(&root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    });
    #[cfg(unix)]
    command.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    command.wrap(process_wrap::std::JobObject);
    command.spawn().map_err(refused)
}

/// A program named by a path is in the archive's folder; one named by a word is looked up by the system.
fn program(name: &str, root: &Path) -> PathBuf {
    match Path::new(name).components().count() {
        1 if !name.contains(['/', '\\']) => PathBuf::from(name),
        _ => root.join(name),
    }
}

/// Sends on what a program writes, in bounded pieces, until it ends or has written too much.
fn hear(stdout: impl Read, most: u64, lines: &SyncSender<Heard>) {
    let mut left = most;
    let mut reader = BufReader::new(stdout);
    for number in 1.. {
        let mut bytes = Vec::new();
        let limit = LONGEST_LINE.min(left);
        let Ok(read @ 1..) = reader.by_ref().take(limit).read_until(b'\n', &mut bytes) else {
            return;
        };
        left = left.saturating_sub(read as u64);
        let mut bytes = Some(bytes);
        if read as u64 == LONGEST_LINE && bytes.as_ref().is_some_and(|b| !b.ends_with(b"\n")) {
            bytes = None;
            left = left.saturating_sub(skip_line(&mut reader, left));
        }
        if lines.send(Heard::Line(Line { number, bytes })).is_err() {
            return;
        }
        if left == 0 {
            // Nobody listens any more where the send fails, and then nobody need be told.
            let _ = lines.send(Heard::TooMuch);
            return;
        }
    }
}

/// Reads to the end of a line, keeping nothing of it. Returns how many bytes it had.
fn skip_line(reader: &mut impl BufRead, most: u64) -> u64 {
    let mut skipped = 0;
    while skipped < most {
        let Ok(buffer @ [_, ..]) = reader.fill_buf() else {
            break;
        };
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(length);
        skipped += length as u64;
        if end.is_some() {
            break;
        }
    }
    skipped
}

fn listen(
    lines: &Receiver<Heard>,
    deadline: Instant,
    annotator: &Annotator,
    take: &mut impl FnMut(Line) -> ControlFlow<Fault>,
) -> Result<(), Fault> {
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(slow(annotator));
        }
        match lines.recv_timeout(left) {
            Ok(Heard::Line(line)) => {
                if let ControlFlow::Break(fault) = take(line) {
                    return Err(fault);
                }
            }
            Ok(Heard::TooMuch) => {
                return Err(Fault::new(
                    "writes without end",
                    "write one line a mark, and end when the input ends",
                ));
            }
            Err(RecvTimeoutError::Timeout) => return Err(slow(annotator)),
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}

fn ended(
    child: &mut dyn ChildWrapper,
    deadline: Instant,
    annotator: &Annotator,
) -> Result<ExitStatus, Fault> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if Instant::now() < deadline => thread::sleep(PAUSE),
            Ok(None) => return Err(slow(annotator)),
            Err(fault) => {
                let message = format!("cannot be waited for: {fault}");
                return Err(Fault::new(message, "build again"));
            }
        }
    }
}

fn slow(annotator: &Annotator) -> Fault {
    let seconds = annotator.timeout.as_secs();
    Fault::new(
        format!("did not end within {seconds} s, and was stopped"),
        "a program must end when its input ends; where it only needs longer, raise `timeout`",
    )
}

fn failed(status: ExitStatus, last_words: &Receiver<String>) -> Fault {
    let said = last_words.recv_timeout(PATIENCE);
    let said = said.unwrap_or_default();
    let message = match said.trim().lines().next_back() {
        Some(said) => format!("ended with {status}; its last words: {said}"),
        None => format!("ended with {status}"),
    };
    Fault::new(
        message,
        "run it by hand: the documentation of annotators says how to keep what it is given",
    )
}

/// Reads what a program says on its standard error, and keeps the last of it.
fn last_words(child: &mut dyn ChildWrapper) -> Receiver<String> {
    let (sender, said) = sync_channel(1);
    if let Some(mut stderr) = child.stderr().take() {
        thread::spawn(move || {
            let mut kept = Vec::new();
            let mut piece = [0; LAST_WORDS];
            while let Ok(read @ 1..) = stderr.read(&mut piece) {
                kept.extend_from_slice(&piece[..read]);
                kept.drain(..kept.len().saturating_sub(LAST_WORDS));
            }
            // Only a program that failed is asked for them.
            let _ = sender.send(String::from_utf8_lossy(&kept).into_owned());
        });
    }
    said
}
