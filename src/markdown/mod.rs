//! Annotated Markdown: the form in which people read and correct reports.
//!
//! GitHub-flavoured Markdown with TOML front matter. The rule that everything rests on: with marks
//! and `<ins>` taken out, and each run of white space read as one space, a report is the text of its
//! passages (DESIGN, section 5). [`write`] and [`read`] are each other's inverse on that text, on ids
//! and on marks, which the tests and the fuzzer try to refute.

mod front;
mod inline;
mod proposals;
mod read;
mod reader;
mod spaces;
mod tag;
mod update;
mod write;

pub use front::Front;
pub use proposals::{Proposals, Proposed, Recorded, Says, says, what};
pub use read::{ReadEditorial, ReadPassage, ReportFile, read};
pub use spaces::Spaces;
pub use update::update;
pub use write::{Context, Footnote, nested, write};
