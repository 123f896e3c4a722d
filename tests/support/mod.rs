//! Shared by the property tests and the fuzz targets: from bytes to odd texts and reports, and what
//! must hold of them. Bytes are a sequence of choices, so that both can shrink what they find.

pub mod choices;
pub mod pages;
pub mod round_trip;
pub mod tiling;
