//! Runs tests/cases: one test is one file, and tests/cases/README.md says how it is written.
//!
//! Cases run side by side, each in a folder of its own, with the real binary and a clean
//! environment; what they print is compared as text, so that a message that changes is seen.

mod case;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rayon::prelude::*;
use walkdir::WalkDir;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let wanted: Vec<&String> = arguments.iter().filter(|a| !a.starts_with('-')).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let all: Vec<(String, PathBuf)> = WalkDir::new(&folder)
        .min_depth(2)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.path().extension().is_some_and(|e| e == "md"))
        .filter_map(|e| {
            let below = e.path().strip_prefix(&folder).ok()?;
            let name = below.with_extension("").to_string_lossy().into_owned();
            Some((name, e.into_path()))
        })
        .collect();
    let chosen: Vec<&(String, PathBuf)> = all
        .iter()
        .filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|w| name.contains(*w)))
        .collect();
    if arguments.iter().any(|a| a == "--list") {
        chosen.iter().for_each(|(name, _)| println!("{name}: test"));
        return ExitCode::SUCCESS;
    }
    let update = std::env::var_os("ARCHIVE_UPDATE").is_some_and(|v| v == "1");
    println!("\nrunning {} cases", chosen.len());
    let failures: Vec<(&str, String)> = chosen
        .par_iter()
        .filter_map(|(name, path)| Some((name.as_str(), case::check(path, update).err()?)))
        .collect();
    for (name, why) in &failures {
        println!("\n---- {name} ----\n{}", why.trim_end());
    }
    if !failures.is_empty() {
        println!("\nfailed:");
        failures.iter().for_each(|(name, _)| println!("    {name}"));
    }
    // The line that libtest ends with, so that whoever counts tests counts these too.
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; {} filtered out",
        if failures.is_empty() { "ok" } else { "FAILED" },
        chosen.len() - failures.len(),
        failures.len(),
        all.len() - chosen.len()
    );
    ExitCode::from(u8::from(!failures.is_empty()))
}
