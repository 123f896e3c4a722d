//! `archive` turns a folder of source texts into an annotated archive.

pub mod ingest;
pub mod lang;
pub mod model;
pub mod text;
pub mod time;
