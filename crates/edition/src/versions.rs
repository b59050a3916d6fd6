//! Which other articles say nearly the same as one: told on its card, by a text in front of the headline.

/// Which other articles are versions of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// How many others there are.
    pub n_others: u32,
    /// Numbers of others, at most [`MAX_VERSIONS`]: the one to be shown first in front, unless the article itself is that.
    pub others: Vec<u32>,
    /// Whether the article itself is the one to be shown first.
    pub is_first: bool,
}

/// How many versions a card names.
pub const MAX_VERSIONS: usize = 16;

impl Versions {
    /// As a text: numbers with a space between; a plus sign in front where the article is to be shown first.
    pub(crate) fn encode(&self) -> Option<String> {
        if self.others.is_empty() {
            return None;
        }
        let mut text = String::from(if self.is_first { "+" } else { "" });
        text.push_str(&self.n_others.to_string());
        for other in &self.others {
            text.push(' ');
            text.push_str(&other.to_string());
        }
        Some(text)
    }

    /// The versions that a text tells of.
    pub(crate) fn decode(text: &str) -> Versions {
        let mut versions = Versions::default();
        let mut number = 0u32;
        let mut is_other = false;
        for byte in text.bytes().chain([b' ']) {
            match byte {
                b'+' => versions.is_first = true,
                b'0'..=b'9' => number = number.wrapping_mul(10).wrapping_add(u32::from(byte - b'0')),
                _ => {
                    if is_other {
                        versions.others.push(number);
                    } else {
                        versions.n_others = number;
                    }
                    (number, is_other) = (0, true);
                }
            }
        }
        versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_come_back_as_they_were() {
        for (versions, text) in [
            (Versions { n_others: 1, others: vec![0], is_first: true }, Some("+1 0")),
            (Versions { n_others: 400, others: vec![70_000, 2, 9], is_first: false }, Some("400 70000 2 9")),
            (Versions::default(), None),
        ] {
            let encoded = versions.encode();
            assert_eq!(encoded.as_deref(), text);
            assert_eq!(encoded.map(|text| Versions::decode(&text)).unwrap_or_default(), versions);
        }
        // Damage makes other numbers, and never a fault.
        assert_eq!(Versions::decode("99999999999x-+").others.len(), 2);
    }
}
