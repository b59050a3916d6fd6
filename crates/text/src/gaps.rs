//! Sentences with gaps that names and numbers fill, as the catalogues of the app and of the pages beside it have them.
//!
//! `{0}` is a gap for the first thing that a sentence speaks of, `{1}` for the second. Where a noun follows its number, the gap has the forms of the language,
//! from the fewest on: `{0:# article|# articles}` with `#` for the number; where there are fewer forms than the language could have, the last stands
//! for all beyond.

/// What fills a gap.
#[derive(Clone, Copy, Debug)]
pub enum Gap<'a> {
    /// As it is.
    Text(&'a str),
    /// In the language's digits and with the form of its noun.
    Number(u32),
}

/// A sentence with its gaps filled; one that nothing is given for is left out.
///
/// * Shape: `number` writes a number, and `form` says which of a noun's forms it takes, from 0.
pub fn filled(sentence: &str, gaps: &[Gap<'_>], number: impl Fn(u32) -> String, form: impl Fn(u32) -> usize) -> String {
    let (mut out, mut rest) = (String::new(), sentence);
    while let Some((before, after)) = rest.split_once('{') {
        let Some((gap, after)) = after.split_once('}') else { break };
        out += before;
        rest = after;
        let (nth, forms) = gap.split_once(':').unwrap_or((gap, "#"));
        match nth.parse().ok().and_then(|nth: usize| gaps.get(nth)) {
            Some(Gap::Text(text)) => out += text,
            Some(Gap::Number(n)) => {
                let form = forms.split('|').take(form(*n) + 1).last().unwrap_or_default();
                match form.split_once('#') {
                    Some((before, after)) => [before, &number(*n), after].iter().for_each(|part| out += part),
                    None => out += form,
                }
            }
            None => {}
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_in_any_order_and_the_last_form_stands_for_the_rest() {
        let both = [Gap::Text("Ada"), Gap::Number(2)];
        for (sentence, gaps, expected) in [
            ("no gap", &both[..], "no gap"),
            ("{1:one|# times} {0}, {0}", &both, "2 times Ada, Ada"),
            ("{1}", &both, "2"),
            ("{1:none|one}", &both, "one"),
            ("{2} left out", &both, " left out"),
            ("{x}{", &both, "{"),
            ("{0", &both, "{0"),
            ("{0:#|##}", &[Gap::Number(7)], "7#"),
        ] {
            assert_eq!(filled(sentence, gaps, |n| n.to_string(), |n| n as usize), expected, "{sentence}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_filled(sentence in "[{}:|#0-9a-c]{0,30}", n: u32) {
            let told = filled(&sentence, &[Gap::Number(n), Gap::Text("x")], |n| n.to_string(), |n| (n % 6) as usize);
            let has_gap = sentence.contains('{');
            proptest::prop_assert!(has_gap || told == sentence);
        }
    }
}
