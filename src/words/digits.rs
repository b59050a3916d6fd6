//! Numbers where there is no browser to write them.

use super::Language;

impl Language {
    /// A number as it is written there.
    pub fn number(self, n: u32) -> String {
        let (zero, comma) = match self {
            Language::En => ('0', ','),
            Language::Fa => ('۰', '٬'),
            Language::Ar => ('٠', '٬'),
        };
        let mut out = String::new();
        let digits = n.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(comma);
            }
            out.push(in_script(digit, zero));
        }
        out
    }

    /// A year or a day of the month: digits alone, without a thousands mark.
    pub(super) fn numeral(self, n: i64) -> String {
        let zero = match self {
            Language::En => '0',
            Language::Fa => '۰',
            Language::Ar => '٠',
        };
        n.to_string().chars().map(|digit| in_script(digit, zero)).collect()
    }
}

/// A decimal digit in the script whose zero is given.
fn in_script(digit: char, zero: char) -> char {
    digit.to_digit(10).and_then(|value| char::from_u32(zero as u32 + value)).unwrap_or(digit)
}
