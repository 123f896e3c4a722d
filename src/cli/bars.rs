use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use archive::progress::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar for each stage, on a terminal; nothing where output goes elsewhere.
pub struct Bars {
    current: Mutex<Option<ProgressBar>>,
    shown: bool,
}

impl Bars {
    /// Bars on standard error, unless they are not wanted or nobody could see them.
    pub fn new(wanted: bool) -> Self {
        Self {
            current: Mutex::new(None),
            shown: wanted && std::io::stderr().is_terminal(),
        }
    }

    fn exchange(&self, next: Option<ProgressBar>) {
        // A bar is only drawn; one that another thread lost in a panic is no reason to fail.
        let mut current = self.current.lock().unwrap_or_else(|lock| lock.into_inner());
        if let Some(done) = std::mem::replace(&mut *current, next) {
            done.finish_and_clear();
        }
    }
}

impl Progress for Bars {
    fn stage(&self, name: &'static str) {
        if !self.shown {
            return;
        }
        let bar = ProgressBar::new_spinner().with_message(name);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg:<10} {elapsed_precise}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        self.exchange(Some(bar));
    }

    fn done(&self) {
        self.exchange(None);
    }
}
