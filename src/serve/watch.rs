//! What people write, and whether it has changed. The system only wakes us: whether there is anything to do is
//! told by the files themselves, so that neither what the build wrote nor a file that was only read starts another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use super::Wake;
use crate::model::Diagnostic;

/// The folders that people write in, below the archive.
const FOLDERS: [&str; 2] = ["content", "themes"];
/// What a build writes too.
const OWN: [&str; 3] = [
    "content/reports",
    "content/proposals",
    "content/made-with.txt",
];

/// How long nothing must happen before a build begins: an editor, or a copy of many files, is then done.
const QUIET: Duration = Duration::from_millis(100);
/// How long a build waits at most while things go on happening.
const PATIENCE: Duration = Duration::from_secs(2);

/// The watch that the system keeps for us, for as long as this lives.
pub struct Watching {
    root: PathBuf,
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Watching {
    /// Watches an archive; each change, and maybe more, sends a wake.
    pub fn new(root: &Path, wake: Sender<Wake>) -> Result<Self, Diagnostic> {
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // The build reads all of it, and that changes nothing.
            let is_read = |event: &Event| matches!(event.kind, EventKind::Access(_));
            if !event.as_ref().is_ok_and(is_read) {
                let _ = wake.send(Wake::Changed);
            }
        });
        let mut watching = Self {
            root: root.to_path_buf(),
            watcher: watcher.map_err(|fault| unwatched(&fault))?,
            watched: BTreeSet::new(),
        };
        // The folder itself for archive.toml, which editors replace, and for folders that are yet to come.
        watching
            .watcher
            .watch(root, RecursiveMode::NonRecursive)
            .map_err(|fault| unwatched(&fault))?;
        watching.renew();
        Ok(watching)
    }

    /// Watches folders that have come since, and forgets those that have gone.
    pub fn renew(&mut self) {
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            if !folder.is_dir() {
                self.watched.remove(&folder);
            } else if !self.watched.contains(&folder)
                && self
                    .watcher
                    .watch(&folder, RecursiveMode::Recursive)
                    .is_ok()
            {
                self.watched.insert(folder);
            }
        }
    }
}

fn unwatched(fault: &notify::Error) -> Diagnostic {
    let message = format!("changes cannot be watched for: {fault}");
    Diagnostic::error("watch-failed", message)
        .hint("stop and start again after each change, or allow more watches (on Linux: fs.inotify.max_user_watches)")
}

/// Waits for the first wake, and then until it is quiet again. False where no build is wanted any more.
pub fn settled(wakes: &Receiver<Wake>) -> bool {
    if !matches!(wakes.recv(), Ok(Wake::Changed)) {
        return false;
    }
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match wakes.recv_timeout(QUIET) {
            Ok(Wake::Changed) => {}
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    true
}

/// Every file that a build reads, by path below the archive, with its size and the time of its last change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Seen {
    /// The files as they are.
    pub fn of(root: &Path) -> Self {
        let mut seen = BTreeMap::new();
        for start in FOLDERS.iter().chain(&["archive.toml"]) {
            let walk = WalkDir::new(root.join(start))
                .follow_links(false)
                .into_iter()
                .filter_entry(|e| !e.file_name().to_string_lossy().starts_with('.'));
            for entry in walk.filter_map(Result::ok) {
                if let Ok(found) = entry.metadata()
                    && found.is_file()
                    && let Ok(path) = entry.path().strip_prefix(root)
                {
                    seen.insert(path.to_path_buf(), (found.len(), found.modified().ok()));
                }
            }
        }
        Self(seen)
    }

    /// These files, with those that a build wrote or removed as they were `after` it. `committed` is when it wrote:
    /// what changed later, or lies where no build writes, is a person's, and stays as it was.
    pub fn with_own(mut self, after: &Self, committed: Option<SystemTime>) -> Self {
        let Some(committed) = committed else {
            return self;
        };
        let is_own = |path: &Path| OWN.iter().any(|own| path.starts_with(own));
        let written = after.0.iter().filter(|(path, (_, modified))| {
            is_own(path) && modified.is_some_and(|modified| modified <= committed)
        });
        self.0
            .extend(written.map(|(path, now)| (path.clone(), *now)));
        self.0
            .retain(|path, _| !is_own(path) || after.0.contains_key(path));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn what_a_build_wrote_is_no_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, "archive.toml", "title = 'x'");
        put(root, "content/sources/a.txt", "a");
        put(root, "content/reports/old.md", "old");
        let before = Seen::of(root);
        put(root, "public/index.html", "x");
        put(root, "content/reports/a.md", "written");
        put(root, "content/proposals/a.txt", "written");
        std::fs::remove_file(root.join("content/reports/old.md")).unwrap();
        let committed = SystemTime::now();
        let after = Seen::of(root);
        assert_ne!(before, after);
        assert_eq!(before.clone().with_own(&after, Some(committed)), after);
        // A build that wrote nothing did none of this.
        assert_ne!(before.clone().with_own(&after, None), after);
        // Neither does it write sources, nor report files after it is done.
        std::thread::sleep(Duration::from_millis(20));
        put(root, "content/reports/a.md", "a person's");
        let later = Seen::of(root);
        assert_ne!(before.clone().with_own(&later, Some(committed)), later);
        put(root, "content/reports/a.md", "written");
        put(root, "content/sources/a.txt", "other");
        let later = Seen::of(root);
        assert_ne!(before.with_own(&later, Some(SystemTime::now())), later);
    }
}
