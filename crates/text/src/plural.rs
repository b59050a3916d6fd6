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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_nouns_take_all_six_forms() {
        for (n, form) in [
            (0, Plural::Zero),
            (1, Plural::One),
            (2, Plural::Two),
            (3, Plural::Few),
            (10, Plural::Few),
            (11, Plural::Many),
            (99, Plural::Many),
            (100, Plural::Other),
            (102, Plural::Other),
            (103, Plural::Few),
            (111, Plural::Many),
        ] {
            assert_eq!(arabic_plural(n), form, "{n}");
        }
    }
}
