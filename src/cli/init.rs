use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use super::arguments::Init;
use super::show::Show;

/// The files of a small archive, by path.
const FILES: &[(&str, &str)] = &[
    ("archive.toml", include_str!("sample/archive.toml")),
    (".gitattributes", include_str!("sample/gitattributes")),
    (".gitignore", "/public\n"),
    (
        "content/sources/the-ferry.txt",
        include_str!("sample/the-ferry.txt"),
    ),
    (
        "content/sources/the-ferry.txt.toml",
        include_str!("sample/the-ferry.txt.toml"),
    ),
    (
        "content/entities/port-anselm.md",
        include_str!("sample/port-anselm.md"),
    ),
    (
        "content/entities/ida-moreau.md",
        include_str!("sample/ida-moreau.md"),
    ),
    (
        "content/events/council-vote-2024-03-12.md",
        include_str!("sample/council-vote-2024-03-12.md"),
    ),
];

/// `archive init`.
pub fn run(arguments: &Init, show: &Show) -> ExitCode {
    let mut made = 0;
    for (path, text) in FILES {
        match write_new(&arguments.dir.join(path), text.as_bytes()) {
            Ok(new) => made += usize::from(new),
            Err(fault) => {
                eprintln!(
                    "error: {} cannot be written: {fault}",
                    arguments.dir.join(path).display()
                );
                return ExitCode::from(2);
            }
        }
    }
    if show.progress() {
        let left = FILES.len() - made;
        println!(
            "made {made} files in {}; {left} were already there",
            arguments.dir.display()
        );
        println!(
            "next: put texts into content/sources, run `archive build`, open public/index.html"
        );
    }
    ExitCode::SUCCESS
}

/// Writes a file where there is none. Gives whether there was none.
pub fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    match file {
        Ok(mut file) => {
            std::io::Write::write_all(&mut file, bytes)?;
            Ok(true)
        }
        Err(fault) if fault.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(fault) => Err(fault),
    }
}
