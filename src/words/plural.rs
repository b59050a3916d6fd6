//! Which form of a noun a number takes.

/// The forms that some language has. English uses two of them, Arabic all six.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// None at all.
    Zero,
    /// One.
    One,
    /// Two.
    Two,
    /// Three to ten, and what ends in them.
    Few,
    /// Eleven to ninety-nine, and what ends in them.
    Many,
    /// Whole hundreds, and what ends in one or two beyond them.
    Other,
}

/// The form an Arabic noun takes after `n`.
///
/// * Source: Unicode CLDR, plural rules for `ar`.
pub fn arabic_plural(n: u32) -> Plural {
    match (n, n % 100) {
        (0, _) => Plural::Zero,
        (1, _) => Plural::One,
        (2, _) => Plural::Two,
        (_, 3..=10) => Plural::Few,
        (_, 11..=99) => Plural::Many,
        _ => Plural::Other,
    }
}
