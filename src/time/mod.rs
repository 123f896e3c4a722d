//! Temporal expressions: found in text, resolved to EDTF.
