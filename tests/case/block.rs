//! The fenced blocks of a case.

/// A fenced block.
pub struct Block {
    /// Line of the file on which the fence opens, counted from 1.
    pub line: usize,
    pub info: String,
    pub body: String,
    /// Lines that the body takes in the file.
    length: usize,
}

/// Cuts a case into its blocks; what stands between them is for people.
pub fn blocks(text: &str) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() < 3 {
            continue;
        }
        let mut block = Block {
            line: at + 1,
            info: info.trim().to_owned(),
            body: String::new(),
            length: 0,
        };
        loop {
            match lines.next() {
                None => return Err(format!("the fence of line {} is not closed", at + 1)),
                Some((_, line)) if line == fence => break,
                Some((_, line)) => {
                    block.body.push_str(line);
                    block.body.push('\n');
                    block.length += 1;
                }
            }
        }
        blocks.push(block);
    }
    Ok(blocks)
}

/// The file with the bodies that its blocks have now.
pub fn rewritten(text: &str, blocks: &[Block]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut file = String::new();
    let mut at = 0;
    for block in blocks {
        for line in &lines[at..block.line] {
            file.push_str(line);
            file.push('\n');
        }
        file.push_str(&block.body);
        if !block.body.is_empty() && !block.body.ends_with('\n') {
            file.push('\n');
        }
        at = block.line + block.length;
    }
    for line in &lines[at..] {
        file.push_str(line);
        file.push('\n');
    }
    file
}

impl Block {
    /// Whether the info string holds a word.
    pub fn has(&self, word: &str) -> bool {
        self.info.split_whitespace().any(|w| w == word)
    }

    /// The value of `key=value` in the info string.
    pub fn get(&self, key: &str) -> Option<&str> {
        let mut words = self.info.split_whitespace();
        words.find_map(|w| w.strip_prefix(key)?.strip_prefix('='))
    }

    /// The bytes of the file that the block stands for.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        if self.has("hex") {
            let digits: Vec<u8> = self.body.bytes().filter(u8::is_ascii_hexdigit).collect();
            let byte = |pair: &[u8]| {
                let pair = std::str::from_utf8(pair).map_err(|e| e.to_string())?;
                u8::from_str_radix(pair, 16).map_err(|e| format!("{pair}: {e}"))
            };
            return digits.chunks(2).map(byte).collect();
        }
        let mut text = self.body.clone();
        if self.has("chomp") {
            text.pop();
        }
        if self.has("crlf") {
            text = text.replace('\n', "\r\n");
        }
        let marked = format!("\u{feff}{text}");
        match self.get("encoding") {
            None => Ok(text.into_bytes()),
            Some("windows-1252") => Ok(encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
            Some("utf-16le") => Ok(marked.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            Some("utf-16be") => Ok(marked.encode_utf16().flat_map(u16::to_be_bytes).collect()),
            Some(other) => Err(format!("there is no encoding '{other}' here")),
        }
    }
}
