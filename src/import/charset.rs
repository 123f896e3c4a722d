use encoding_rs::Encoding;

use crate::ingest::decode::{decode, decode_html};

/// The bytes of a text as a source keeps them: as they came where they read as the server says, and else
/// in UTF-8 with a byte-order mark, which outweighs what a page says of itself, as a server's word does.
pub fn settled(bytes: Vec<u8>, charset: Option<&str>, is_page: bool) -> Vec<u8> {
    let said = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let text = said.and_then(|encoding| {
        let (bytes, encoding) = match Encoding::for_bom(&bytes) {
            Some((marked, length)) => (&bytes[length..], marked),
            None => (bytes.as_slice(), encoding),
        };
        encoding.decode_without_bom_handling_and_without_replacement(bytes)
    });
    let Some(text) = text else {
        return bytes;
    };
    let read = if is_page {
        decode_html(&bytes)
    } else {
        decode(&bytes)
    };
    let same = read.is_ok_and(|(read, _)| read.trim_start_matches('\u{feff}') == text);
    match same {
        true => bytes,
        false => format!("\u{feff}{text}").into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_word_outweighs_the_pages() {
        let page = b"<meta charset=koi8-r><p>\xe9t\xe9".to_vec();
        let read = settled(page.clone(), Some("iso-8859-1"), true);
        assert_eq!(read, "\u{feff}<meta charset=koi8-r><p>été".as_bytes());
        assert_eq!(settled(page.clone(), None, true), page);
        let plain = "été".as_bytes().to_vec();
        assert_eq!(settled(plain.clone(), Some("UTF-8"), false), plain);
    }
}
