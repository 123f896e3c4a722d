//! Shared by the property tests and the fuzz targets: from bytes to odd texts and reports, and what
//! must hold of them. Bytes are a sequence of choices, so that both can shrink what they find.

// Each test uses a part of this.
#![allow(dead_code)]

pub mod choices;
pub mod histories;
pub mod markup;
pub mod pages;
pub mod rescrapes;
pub mod round_trip;
pub mod tiling;
pub mod world;
