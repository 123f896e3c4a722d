//! `archive` turns a folder of source texts into an annotated archive.

pub mod annotate;
pub mod ingest;
pub mod lang;
pub mod load;
pub mod markdown;
pub mod merge;
pub mod model;
pub mod text;
pub mod time;
