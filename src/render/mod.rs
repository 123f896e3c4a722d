//! From the archive and its relations to the files of the site. Knows nothing of the disk.
pub mod address;
mod report_files;
mod tables;

pub use report_files::{ReportOutput, report_files};
pub use tables::tables;

/// A file of public/.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Relative to public/, with `/` between folders.
    pub path: String,
    pub bytes: Vec<u8>,
}

pub struct Theme;
impl Theme {
    pub fn load(
        _: std::collections::BTreeMap<String, Vec<u8>>,
        _: &str,
    ) -> crate::model::Staged<Option<Theme>> {
        crate::model::Staged {
            value: Some(Theme),
            diagnostics: vec![],
        }
    }
}
pub fn site(
    _: &crate::model::Archive,
    _: &crate::model::Relations,
    _: &Theme,
) -> crate::model::Staged<Vec<Output>> {
    crate::model::Staged::default()
}
