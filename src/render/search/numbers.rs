//! Lists of numbers as text: base 64 digits of five bits each, lowest first; a digit of 32 and more
//! says that another follows. It is the coding of source maps without its signs: compact, safe
//! between quotation marks, and decoded in a few lines of JavaScript.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Appends one number.
pub fn push(out: &mut String, mut number: u32) {
    while number >= 32 {
        out.push(DIGITS[(number & 31 | 32) as usize].into());
        number >>= 5;
    }
    out.push(DIGITS[number as usize].into());
}

/// A list of numbers.
pub fn encode(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut out = String::new();
    for number in numbers {
        push(&mut out, number);
    }
    out
}

/// The digit of a number below 64.
pub fn digit(number: usize) -> char {
    DIGITS[number.min(63)].into()
}

/// The numbers of a list, for tests.
#[cfg(test)]
pub fn decode(text: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    let (mut number, mut shift) = (0, 0);
    for byte in text.bytes() {
        let digit = DIGITS.iter().position(|d| *d == byte).unwrap() as u32;
        number |= (digit & 31) << shift;
        shift += 5;
        if digit < 32 {
            numbers.push(number);
            (number, shift) = (0, 0);
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(list in prop::collection::vec(any::<u32>(), 0..40)) {
            prop_assert_eq!(decode(&encode(list.iter().copied())), list);
        }
    }

    #[test]
    fn small_numbers_are_one_digit() {
        assert_eq!(encode([0, 31, 32, 1023]), "AfgB_f");
    }
}
