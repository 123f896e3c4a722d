//! Property 7 of DESIGN.md, section 10: a build that is killed at any moment leaves every file whole, old or
//! new, and the next build finishes its work.

// A test that cannot make its folder has failed, and may say so by a panic.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use walkdir::WalkDir;

/// Moments at which a build is killed while it writes.
const KILLS: usize = 110;
const SOURCES: usize = 40;

type Files = BTreeMap<String, Vec<u8>>;

#[test]
fn a_killed_build_leaves_every_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old");
    put_archive(&old);
    assert!(start(&old).wait().unwrap().success());
    edit(&old);
    let new = folder.path().join("new");
    copy(&old, &new);
    assert!(start(&new).wait().unwrap().success());
    let (before, after) = (files(&old), files(&new));
    assert!(before != after, "the edit changes something");
    let changing: Vec<&String> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    let mut mixed = 0;
    for kill in 0..KILLS {
        let here = folder.path().join("here");
        copy(&old, &here);
        let mut child = start(&here);
        // The moment at which another one of the files that change has its name.
        wait_until(
            &here.join(changing[kill * changing.len() / KILLS]),
            &mut child,
        );
        let _ = child.kill();
        child.wait().unwrap();
        let left = files(&here);
        for (path, bytes) in &left {
            let whole = before.get(path) == Some(bytes) || after.get(path) == Some(bytes);
            assert!(whole || is_list(path), "{path} is neither old nor new");
        }
        for path in before.keys().filter(|path| after.contains_key(*path)) {
            assert!(left.contains_key(path), "{path} is gone");
        }
        mixed += usize::from(left != before && left != after);
        assert!(start(&here).wait().unwrap().success());
        let differing: Vec<&String> = after
            .iter()
            .filter(|(path, bytes)| files(&here).get(*path) != Some(bytes))
            .map(|(path, _)| path)
            .collect();
        assert!(
            differing.is_empty(),
            "after kill {kill} the next build left {differing:?}"
        );
        std::fs::remove_dir_all(&here).unwrap();
    }
    println!("{mixed} of {KILLS} builds were killed between two writes");
    assert!(mixed * 4 > KILLS, "the builds were killed too late");
}

/// The list of what a build makes holds both old and new while it writes.
fn is_list(path: &str) -> bool {
    path.ends_with(".made-by-archive")
}

fn put_archive(root: &Path) {
    let put = |path: &str, text: &str| {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("archive.toml", "title = \"Essai\"\nlanguage = \"fr\"\n");
    for source in 0..SOURCES {
        let text = format!(
            "Le bac numéro {source} repart\n\nLe bac numéro {source} a quitté Corbelle mardi 4 mars 2031 avec Anna Morel, \
             {source} vaches et un piano.\n\nPersonne n'a revu le piano depuis l'écluse {source}.\n"
        );
        put(&format!("content/sources/{source:02}.txt"), &text);
    }
}

/// A person corrects every report, and a name is added that every report has.
fn edit(root: &Path) {
    for entry in std::fs::read_dir(root.join("content/reports"))
        .unwrap()
        .map(Result::unwrap)
    {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let corrected = text.replace("un piano", "un <del>piano</del><ins>orgue</ins>");
        std::fs::write(entry.path(), corrected).unwrap();
    }
    std::fs::create_dir_all(root.join("content/entities")).unwrap();
    let place = "+++\nname = \"Corbelle\"\ntype = \"place\"\n+++\n";
    std::fs::write(root.join("content/entities/corbelle.md"), place).unwrap();
}

fn start(root: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_archive"))
        .args(["build", "-q", "--root"])
        .arg(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Returns once another file stands at a path, or the build is done.
fn wait_until(path: &Path, child: &mut Child) {
    let modified = || std::fs::metadata(path).and_then(|m| m.modified()).ok();
    let before = modified();
    while modified() == before {
        if child.try_wait().unwrap().is_some() {
            return;
        }
    }
}

/// Every file that is not the sources', but for those that stand beside their places.
fn files(root: &Path) -> Files {
    let entries = WalkDir::new(root).into_iter().map(Result::unwrap);
    entries
        .filter(|e| e.file_type().is_file())
        .map(|e| (e.path().strip_prefix(root).unwrap().to_path_buf(), e))
        .map(|(path, e)| (path.to_string_lossy().replace('\\', "/"), e))
        .filter(|(path, _)| !path.ends_with(".part") && !path.ends_with(".journal"))
        .map(|(path, e)| (path, std::fs::read(e.path()).unwrap()))
        .collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().map(Result::unwrap) {
        let place = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(place).unwrap();
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}
