//! The bytes of a web archive, unpacked as they are read.
//!
//! A packed archive is a row of gzip members, mostly one a record. Where one is damaged, reading goes
//! on at the next.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use flate2::bufread::GzDecoder;

/// How a gzip member begins (RFC 1952: two bytes for the format, one for deflate).
const MAGIC: &[u8] = &[0x1f, 0x8b, 8];

/// Bytes of an archive, packed or not. An error of the kind `InvalidData` is damage: what follows it can
/// still be read.
pub struct Stream<R: Read> {
    state: State<R>,
    /// Bytes that may still come out.
    left: u64,
}

enum State<R: Read> {
    Plain(Source<R>),
    Packed(Box<GzDecoder<Source<R>>>),
    End,
}

impl<R: Read> Stream<R> {
    /// Reads an archive of so many bytes. No archive of texts unpacks to more than some two hundred times
    /// that; one that does is a trap.
    pub fn new(reader: R, length: u64) -> io::Result<Self> {
        const RATIO: u64 = 200;
        const AT_LEAST: u64 = 64 << 20;
        let mut source = Source {
            before: &[],
            reader: BufReader::with_capacity(1 << 16, reader),
        };
        let packed = source.fill_buf()?.starts_with(&MAGIC[..2]);
        Ok(Self {
            state: match packed {
                true => State::Packed(Box::new(GzDecoder::new(source))),
                false => State::Plain(source),
            },
            left: length.saturating_mul(RATIO).max(AT_LEAST),
        })
    }

    /// Whether all that may come out has.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// Bytes of the next member, or of this one.
    fn unpack(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = match &mut self.state {
                State::Plain(source) => return source.read(into),
                State::Packed(member) => member.read(into),
                State::End => return Ok(0),
            };
            match read {
                Ok(0) => {
                    if let Some(mut source) = self.source()
                        && !source.fill_buf()?.is_empty()
                    {
                        self.next_member(source)?;
                    }
                }
                Err(fault) if is_damage(&fault) => {
                    if let Some(source) = self.source() {
                        self.next_member(source)?;
                    }
                    return Err(io::Error::new(ErrorKind::InvalidData, fault));
                }
                other => return other,
            }
        }
    }

    fn source(&mut self) -> Option<Source<R>> {
        match std::mem::replace(&mut self.state, State::End) {
            State::Packed(member) => Some(member.into_inner()),
            State::Plain(source) => Some(source),
            State::End => None,
        }
    }

    /// Goes on at the next place where a member begins, if there is one.
    fn next_member(&mut self, mut source: Source<R>) -> io::Result<()> {
        if source.find_member()? {
            self.state = State::Packed(Box::new(GzDecoder::new(source)));
        }
        Ok(())
    }
}

fn is_damage(fault: &io::Error) -> bool {
    use ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
    matches!(fault.kind(), InvalidData | InvalidInput | UnexpectedEof)
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let most = usize::try_from(self.left).map_or(into.len(), |left| left.min(into.len()));
        let read = self.unpack(&mut into[..most])?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// A reader whose last bytes can be put back.
struct Source<R: Read> {
    before: &'static [u8],
    reader: BufReader<R>,
}

impl<R: Read> Source<R> {
    /// Moves to the next bytes that begin a member. Whether there are some.
    fn find_member(&mut self) -> io::Result<bool> {
        let mut matched = 0;
        loop {
            let bytes = self.fill_buf()?;
            let Some(&byte) = bytes.first() else {
                return Ok(false);
            };
            matched = match byte {
                _ if byte == MAGIC[matched] => matched + 1,
                _ if byte == MAGIC[0] => 1,
                _ => 0,
            };
            self.consume(1);
            if matched == MAGIC.len() {
                self.before = MAGIC;
                return Ok(true);
            }
        }
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.before {
            [] => self.reader.fill_buf(),
            before => Ok(before),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self.before {
            [] => self.reader.consume(amount),
            before => self.before = &before[amount.min(before.len())..],
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn member(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// All that can be read, and how many damages there are.
    fn read(archive: &[u8]) -> (Vec<u8>, usize) {
        let mut stream = Stream::new(archive, archive.len() as u64).unwrap();
        let (mut bytes, mut damages) = (Vec::new(), 0);
        let mut piece = [0; 64];
        loop {
            match stream.read(&mut piece) {
                Ok(0) => return (bytes, damages),
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(_) => damages += 1,
            }
        }
    }

    #[test]
    fn reading_goes_on_after_a_damaged_member() {
        let mut archive = [member(b"one"), member(b"two"), member(b"three")].concat();
        assert_eq!(read(&archive), (b"onetwothree".to_vec(), 0));
        let second = member(b"one").len();
        // A block of a kind that there is not.
        archive[second + 10] = 7;
        let (bytes, damages) = read(&archive);
        assert!(bytes.starts_with(b"one") && bytes.ends_with(b"three") && damages == 1);
        assert_eq!(read(b"plain"), (b"plain".to_vec(), 0));
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(prop::sample::select(vec![0x1f, 0x8b, 8, 0, 1, 0xff]), 0..400)) {
            let archive = [&member(b"ab")[..], &bytes, &member(b"cd")].concat();
            let (read, _) = read(&archive);
            prop_assert!(read.starts_with(b"ab"));
        }
    }
}
