//! What the last build came to, for pages that are open: as a stream of events, the first of which says how things
//! stand, so that a page that missed one learns it from the next.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use http_body_util::channel::{Channel, Sender};
use serde::Serialize;
use tokio::sync::watch;

use crate::Outcome;
use crate::model::{Diagnostic, Severity};

/// How often a word is sent that says nothing, so that listeners who went away are noticed.
const PULSE: Duration = Duration::from_secs(20);

/// What pages are told.
#[derive(Clone, Debug, Default, Serialize)]
pub struct State {
    /// Changes whenever the site does.
    pub edition: String,
    /// Whether the last build wrote nothing, so that the site is that of an earlier one.
    failed: bool,
    diagnostics: Vec<DiagnosticView>,
}

/// A diagnostic over a page.
#[derive(Clone, Debug, Serialize)]
struct DiagnosticView {
    severity: &'static str,
    code: &'static str,
    message: String,
    file: Option<String>,
    line: Option<usize>,
    /// The line, and what of it is meant: before, that, after.
    excerpt: Option<[String; 3]>,
    notes: Vec<String>,
    hint: Option<String>,
}

/// What the last build came to, and who waits to hear of the next.
pub struct Live {
    state: watch::Sender<State>,
    /// Tells the editions of this run from those of another, whose pages may still be open.
    run: String,
}

impl Live {
    /// Nothing is built yet.
    pub fn new() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self {
            state: watch::Sender::new(State::default()),
            run: format!("{:x}", since.unwrap_or_default().as_nanos()),
        }
    }

    /// Tells what a build came to.
    pub fn tell(&self, outcome: &Outcome) {
        self.state.send_modify(|state| {
            let changes = |written: crate::publish::Written| written.files + written.removed > 0;
            let before = state.edition.rsplit('-').next();
            let number = before.and_then(|n| n.parse::<usize>().ok());
            if number.is_none() || outcome.written.is_some_and(changes) {
                state.edition = format!("{}-{}", self.run, number.map_or(1, |n| n + 1));
            }
            state.failed = outcome.written.is_none();
            let shown = outcome.diagnostics.iter();
            let mut shown: Vec<&Diagnostic> =
                shown.filter(|d| d.severity >= Severity::Warning).collect();
            shown.sort_by_key(|d| std::cmp::Reverse(d.severity));
            state.diagnostics = shown.into_iter().map(view).collect();
        });
    }

    /// The edition that a page is of which is served now.
    pub fn edition(&self) -> String {
        self.state.borrow().edition.clone()
    }

    /// The events, in the form of `text/event-stream`.
    pub fn events(&self) -> Channel<Bytes> {
        let (mut sender, body) = Channel::new(1);
        let mut state = self.state.subscribe();
        state.mark_changed();
        tokio::spawn(async move {
            loop {
                let sent = match tokio::time::timeout(PULSE, state.changed()).await {
                    Ok(Ok(())) => {
                        let state = state.borrow_and_update().clone();
                        send(&mut sender, event(&state)).await
                    }
                    Ok(Err(_)) => false,
                    Err(_) => send(&mut sender, ":\n\n".to_owned()).await,
                };
                if !sent {
                    break;
                }
            }
        });
        body
    }
}

async fn send(sender: &mut Sender<Bytes>, text: String) -> bool {
    sender.send_data(Bytes::from(text)).await.is_ok()
}

fn event(state: &State) -> String {
    // JSON has no raw line end in it, and so is one line of the event.
    let json = serde_json::to_string(state).unwrap_or_default();
    format!("event: built\nretry: 1000\ndata: {json}\n\n")
}

fn view(diagnostic: &Diagnostic) -> DiagnosticView {
    let place = diagnostic.place.as_deref();
    let excerpt = place.and_then(|p| p.excerpt.as_ref());
    DiagnosticView {
        severity: diagnostic.severity.as_str(),
        code: diagnostic.code,
        message: diagnostic.message.clone(),
        file: place.map(|p| p.file.display().to_string()),
        line: place.and_then(|p| p.line),
        excerpt: excerpt.and_then(|(text, span)| {
            let parts = [
                text.get(..span.start)?,
                text.get(span.clone())?,
                text.get(span.end..)?,
            ];
            Some(parts.map(str::to_owned))
        }),
        notes: diagnostic.notes.clone(),
        hint: diagnostic.hint.clone(),
    }
}
