//! Taking files out of zip archives without trusting what these say of themselves.

use std::io::{Read, Seek};

use zip::ZipArchive;

/// Why a file could not be taken out.
#[derive(Debug)]
pub enum Fault {
    /// There is none of this name.
    Missing,
    /// It unpacks to more than was allowed.
    TooLarge,
    /// It is damaged, or packed in a way that is not known.
    Broken(String),
}

/// Unpacks a reader, and stops at a limit, which no packed size can be trusted to keep.
///
/// # Errors
///
/// Where there is more, or where what there is cannot be unpacked.
pub fn bounded(reader: impl Read, limit: u64) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = reader.take(limit + 1).read_to_end(&mut bytes);
    match read {
        Err(fault) => Err(Fault::Broken(fault.to_string())),
        Ok(_) if bytes.len() as u64 > limit => Err(Fault::TooLarge),
        Ok(_) => Ok(bytes),
    }
}

/// Takes one file out of a zip archive.
///
/// # Errors
///
/// As above, and where there is none of this name.
pub fn entry<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    limit: u64,
) -> Result<Vec<u8>, Fault> {
    match archive.by_name(name) {
        Ok(file) => bounded(file, limit),
        Err(zip::result::ZipError::FileNotFound) => Err(Fault::Missing),
        Err(fault) => Err(Fault::Broken(fault.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn a_bomb_is_not_unpacked() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a", SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b'0'; 1 << 20]).unwrap();
        let packed = zip.finish().unwrap();
        let mut archive = ZipArchive::new(packed).unwrap();
        let mut taken = |name, limit| entry(&mut archive, name, limit);
        assert!(matches!(taken("a", 1 << 19), Err(Fault::TooLarge)));
        assert_eq!(taken("a", 1 << 20).unwrap().len(), 1 << 20);
        assert!(matches!(taken("b", 1), Err(Fault::Missing)));
    }
}
