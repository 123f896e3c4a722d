//! Properties 1 to 4 of DESIGN.md, section 10. `PROPTEST_CASES` raises the number of tries.

// A test that cannot make its folder has failed, and may say so by a panic.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use archive::progress::Silent;
use archive::{Options, build};
use proptest::prelude::*;
use support::choices::Choices;
use support::{markup, pages, round_trip, tiling};
use walkdir::WalkDir;

/// As many tries as the environment asks for, a share of them where each is slow.
fn tries(share: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: (default.cases / share).max(4),
        // What is found becomes a case or a unit test, in words that a person can read.
        failure_persistence: None,
        ..default
    }
}

fn choices(longest: usize) -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..longest)
}

proptest! {
    #![proptest_config(tries(1))]

    /// Property 1 on any text at all.
    #[test]
    fn any_text_is_tiled(text in "\\PC{0,40}|(?s:.){0,200}|[ \\n\\r\\t\u{a0}\u{feff}\u{200b}a.1-]{0,200}") {
        for draft in tiling::cut(&[text.as_bytes()]) {
            tiling::tiles(&draft).map_err(TestCaseError::fail)?;
        }
    }

    /// Property 1 on pages, two of them at a time, as one says what recurs in the other.
    #[test]
    fn pages_are_tiled_and_settle(first in choices(120), second in choices(60)) {
        let first = pages::page(&mut Choices::new(&first));
        let second = pages::page(&mut Choices::new(&second));
        let drafts = tiling::cut(&[first.as_bytes(), second.as_bytes()]);
        for draft in &drafts {
            tiling::tiles(draft).map_err(TestCaseError::fail)?;
        }
        tiling::settles(drafts).map_err(TestCaseError::fail)?;
    }

    /// Property 1 on markup, two pages at a time.
    #[test]
    fn markup_is_tiled_and_settles(first in choices(200), second in choices(60)) {
        let first = markup::markup(&mut Choices::new(&first));
        let second = markup::markup(&mut Choices::new(&second));
        let drafts = tiling::cut_as(&[("html", first.as_bytes()), ("html", second.as_bytes())]);
        for draft in &drafts {
            tiling::tiles(draft).map_err(TestCaseError::fail)?;
        }
        tiling::settles(drafts).map_err(TestCaseError::fail)?;
    }

    /// Property 2.
    #[test]
    fn a_report_survives_markdown(bytes in choices(400)) {
        round_trip::check(&bytes).map_err(TestCaseError::fail)?;
    }
}

proptest! {
    #![proptest_config(tries(16))]

    /// Property 3.
    #[test]
    fn the_second_build_writes_nothing(bytes in choices(150)) {
        let folder = archive_of(&bytes);
        let options = Options { root: folder.path().to_path_buf(), out: None, base_url: None, locked: false, annotators: false };
        build(&options, &Silent);
        let first = files(folder.path());
        let again = build(&options, &Silent);
        let written = again.written.map(|w| (w.files, w.removed, w.content));
        prop_assert_eq!(written, Some((0, 0, 0)));
        prop_assert!(first == files(folder.path()));
    }
}

proptest! {
    #![proptest_config(tries(64))]

    /// Property 4.
    #[test]
    fn public_is_made_again_byte_for_byte(bytes in choices(150)) {
        let folder = archive_of(&bytes);
        run(folder.path(), "1", "Pacific/Chatham");
        let first = files(folder.path());
        std::fs::remove_dir_all(folder.path().join("public")).unwrap();
        run(folder.path(), "4", "America/Adak");
        prop_assert!(first == files(folder.path()));
    }
}

/// A thread that stands above the text it is about keeps its marks.
#[test]
fn a_thread_above_its_text_settles() {
    let page = "Le bac reprend du service\n\u{200b}Le bac reprend du service\nLe bac reprend du service\n\
                12 commentaires\n6 mars 2031 18: 04\rLe bac reprend du service\n4 mars 2031\n  \
                6 mars 2031 18: 04\u{2028}Le bac\n\u{200b}Le bac reprend du service\n\
                Le bac reprend du service\n12 commentaires\n6 mars 2031 18: 04\r\
                Le bac reprend du service\n4\n\n• Une grève au moulin : la suite\n";
    tiling::settles(tiling::cut(&[page.as_bytes()])).unwrap();
}

/// An archive with an entity, an event, and pages made of these bytes.
fn archive_of(bytes: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("archive.toml", "title = \"Essai\"\nlanguage = \"fr\"\n");
    put(
        "content/entities/corbelle.md",
        "+++\nname = \"Corbelle\"\ntype = \"place\"\n+++\n",
    );
    put(
        "content/events/vote.md",
        "+++\ntitle = \"Vote du bac\"\ndate = \"2031-03-04\"\nplace = [\"corbelle\"]\nwords = [\"vote\", \"bac\"]\n+++\n",
    );
    for (place, part) in bytes.chunks(60).enumerate() {
        let page = pages::page(&mut Choices::new(part));
        put(&format!("content/sources/{place}.txt"), &page);
    }
    folder
}

fn run(root: &Path, threads: &str, zone: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_archive"))
        .args(["build", "-q", "--root"])
        .arg(root)
        .env("RAYON_NUM_THREADS", threads)
        .env("TZ", zone)
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(2), "{output:?}");
}

/// Every file below a folder.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    WalkDir::new(root)
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            (
                e.path().display().to_string(),
                std::fs::read(e.path()).unwrap(),
            )
        })
        .collect()
}
