//! The worked examples, as a reader of their README runs them.

// A test that cannot make its folder has failed, and may say so by a panic.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

use walkdir::WalkDir;

/// Needs `python3` with what `requirements.txt` lists; `tests/run` installs it.
#[test]
#[ignore = "needs python3 and quantulum3"]
fn the_annotator_in_python_finds_measures() {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/annotators");
    let is_shown =
        |entry: &walkdir::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
    let walk = WalkDir::new(&example).into_iter().filter_entry(is_shown);
    for entry in walk.map(Result::unwrap) {
        let to = folder
            .path()
            .join(entry.path().strip_prefix(&example).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(to).unwrap();
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
    let built = Command::new(env!("CARGO_BIN_EXE_archive"))
        .args(["build", "--root"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&built.stderr), "");
    assert!(built.status.success());
    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    assert!(read("public/data/figures.jsonl").contains("\"exact\":\"90rpm\""));
    let proposals = folder.path().join("content/proposals");
    let mut proposals = std::fs::read_dir(proposals).unwrap().map(Result::unwrap);
    let by_it = |file: std::fs::DirEntry| {
        let text = std::fs::read_to_string(file.path()).unwrap();
        text.contains(" by measures ")
    };
    assert!(proposals.any(by_it));
}
