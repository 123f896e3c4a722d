//! `archive` turns a folder of source texts into an annotated archive.

pub mod model;
pub mod render;
pub mod time;
