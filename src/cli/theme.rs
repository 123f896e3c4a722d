use std::io::ErrorKind;
use std::path::Path;
use std::process::ExitCode;

use archive::render::built_in;
use archive::theme_of;

use super::arguments::{Eject, ThemeVerb};
use super::init::write_new;
use super::show::Show;

/// `archive theme`.
pub fn run(verb: &ThemeVerb, show: &Show) -> ExitCode {
    match verb {
        ThemeVerb::Eject(eject) => self::eject(eject, show),
        ThemeVerb::List(list) => self::list(&list.root, show),
    }
}

/// Copies files of the built-in theme into the archive's own.
fn eject(arguments: &Eject, show: &Show) -> ExitCode {
    let theme = match theme_of(&arguments.root) {
        Ok(theme) => theme,
        Err(diagnostics) => {
            show.diagnostics(&diagnostics);
            return ExitCode::from(2);
        }
    };
    let files = built_in();
    let wanted: Vec<&String> = match &arguments.file {
        None => files.keys().collect(),
        Some(name) => match named(&files.keys().collect::<Vec<_>>(), name) {
            Ok(path) => vec![path],
            Err(message) => {
                eprintln!("error: {message}");
                return ExitCode::from(2);
            }
        },
    };
    let folder = Path::new("themes").join(theme);
    let mut left = 0;
    for path in &wanted {
        let place = folder.join(path);
        match write_new(&arguments.root.join(&place), &files[*path]) {
            Ok(true) => show.line(&format!("copied {}", place.display())),
            Ok(false) => {
                left += 1;
                show.line(&format!(
                    "{} is there already, and stays as it is",
                    place.display()
                ));
            }
            Err(fault) => {
                eprintln!("error: {} cannot be written: {fault}", place.display());
                return ExitCode::from(2);
            }
        }
    }
    // What was asked for by name and is not what was asked for must be noticed by a script.
    ExitCode::from(u8::from(left > 0 && arguments.file.is_some()))
}

/// The file of the theme that is meant: by its path, or by its name where no other has it.
fn named<'f>(files: &[&'f String], name: &str) -> Result<&'f String, String> {
    let name = name.replace('\\', "/");
    let exact = files.iter().copied().find(|path| **path == name);
    let is_called = |path: &&String| path.rsplit('/').next() == Some(name.as_str());
    let found: Vec<&String> = files.iter().copied().filter(is_called).collect();
    match (exact, &found[..]) {
        (Some(path), _) => Ok(path),
        (None, [path]) => Ok(path),
        (None, []) => Err(format!(
            "the theme has no file '{name}'; `archive theme list` names those it has"
        )),
        (None, several) => {
            let paths: Vec<&str> = several.iter().map(|path| path.as_str()).collect();
            Err(format!("'{name}' could be any of: {}", paths.join(", ")))
        }
    }
}

/// Prints the files of the theme, and which of them are the archive's own.
fn list(root: &Path, show: &Show) -> ExitCode {
    let theme = match theme_of(root) {
        Ok(theme) => theme,
        Err(diagnostics) => {
            show.diagnostics(&diagnostics);
            return ExitCode::from(2);
        }
    };
    let folder = Path::new("themes").join(theme);
    for path in built_in().keys() {
        let place = folder.join(path);
        let found = std::fs::symlink_metadata(root.join(&place));
        let whose = match found {
            Ok(_) => place.display().to_string(),
            Err(fault) if fault.kind() == ErrorKind::NotFound => "built in".to_owned(),
            Err(fault) => format!("{} cannot be read: {fault}", place.display()),
        };
        show.line(&format!("{path:<32} {whose}"));
    }
    ExitCode::SUCCESS
}
