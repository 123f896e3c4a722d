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
    fn stage(&self, name: &'static str, steps: usize) {
        if !self.shown {
            return;
        }
        let (bar, look) = if steps == 0 {
            (ProgressBar::new_spinner(), "{msg:<9} {spinner} {elapsed}")
        } else {
            let look = "{msg:<9} {wide_bar} {pos}/{len} {elapsed}";
            (ProgressBar::new(steps as u64), look)
        };
        if let Ok(style) = ProgressStyle::with_template(look) {
            bar.set_style(style);
        }
        bar.set_message(name);
        bar.enable_steady_tick(Duration::from_millis(100));
        self.exchange(Some(bar));
    }

    fn step(&self) {
        if self.shown {
            // See `exchange` for the lock.
            let current = self.current.lock().unwrap_or_else(|lock| lock.into_inner());
            if let Some(bar) = &*current {
                bar.inc(1);
            }
        }
    }

    fn done(&self) {
        self.exchange(None);
    }
}
