//! Bytes read as a sequence of choices.

/// What is left of the bytes; once they are used up every choice is the first.
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// All of the bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// A number below `limit`, which is at most 256.
    pub fn below(&mut self, limit: usize) -> usize {
        match self.bytes.split_first() {
            Some((first, rest)) => {
                self.bytes = rest;
                usize::from(*first) % limit
            }
            None => 0,
        }
    }

    /// One of several.
    pub fn one<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Whether any bytes are left.
    pub fn more(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// A few characters of the bytes themselves, read as UTF-8 or as scalar values.
    pub fn raw(&mut self) -> String {
        let length = self.below(9).min(self.bytes.len());
        let (taken, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        match std::str::from_utf8(taken) {
            Ok(text) => text.to_owned(),
            Err(_) => taken
                .chunks(3)
                .filter_map(|c| {
                    let value = c.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b));
                    char::from_u32(value % 0x11_0000)
                })
                .collect(),
        }
    }
}
