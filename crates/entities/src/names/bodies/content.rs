//! The words of a body's, place's or thing's name that count, and its numbers.

use crate::names::Rung;
use crate::names::form::{Script, Sort, Word, roman, words};
use crate::names::lexicon::Lexicon;

/// What firms and stations do, whose `American` is a name: `American Airlines` are not all U.S. airlines.
const TRADES: [&str; 16] = [
    "airlines",
    "airways",
    "express",
    "motors",
    "motor",
    "petroleum",
    "tobacco",
    "stores",
    "brands",
    "broadcasting",
    "standard",
    "home",
    "insurance",
    "foods",
    "electric",
    "telephone",
];

/// A name's words that count.
pub(super) struct Content {
    pub(super) words: Vec<Word>,
    pub(super) numbers: Vec<String>,
    pub(super) rungs: Vec<Rung>,
}

/// The words that count: no articles and small words, no legal form, one spelling each.
pub(super) fn content(words: &[Word], sort: Sort, lexicon: &Lexicon) -> Content {
    let mut content = Content { words: Vec::new(), numbers: Vec::new(), rungs: Vec::new() };
    let is_ministry =
        words.iter().any(|word| matches!(word.text.as_str(), "ministry" | "department" | "ministries" | "directorate"));
    let n_words = words.len();
    let mut has_of = false;
    for (nth, word) in words.iter().enumerate() {
        let text = word.text.as_str();
        has_of |= text == "of";
        let is_only = n_words == 1;
        if !is_only && word.script == Script::Latin && !(nth == 0 && word.is_upper) {
            if lexicon.has("stops", text) && (!word.is_capital || matches!(text, "the" | "of" | "and" | "for")) {
                continue;
            }
            if lexicon.has("arab-particles", text) && nth + 1 < n_words && !(text == "bin" || text == "ibn") {
                content.rungs.push(Rung::Particle);
                continue;
            }
            if lexicon.has("legal", text) && nth > 0 && nth + 2 >= n_words && sort == Sort::Body {
                content.rungs.push(Rung::LegalForm);
                continue;
            }
            if is_ministry && text == "affairs" {
                content.rungs.push(Rung::BodyForm);
                continue;
            }
        }
        if let Some(number) = number(word, words.get(nth.wrapping_sub(1)), nth + 1 == n_words, lexicon) {
            content.numbers.push(number);
            continue;
        }
        let spelt = lexicon.plain(text);
        if spelt != text {
            content.rungs.push(Rung::Inflected);
        }
        let mut one = Word { text: spelt.to_owned(), ..word.clone() };
        if spelt != text {
            one.spelt_out = None;
        }
        // `Alhasakah`, `الرقة`: the article run together with its word.
        if one.script == Script::Arabic
            && let Some(rest) = one.text.strip_prefix("ال").filter(|rest| rest.chars().count() > 2)
        {
            one.text = rest.to_owned();
        }
        // `UN Security Council` spells its acronym out elsewhere.
        if n_words > 1
            && word.is_upper
            && sort == Sort::Body
            && let Some(names) = spelt_out(word, lexicon)
        {
            content.words.extend(names);
            content.rungs.push(Rung::Acronym);
            continue;
        }
        content.words.push(one);
    }
    if has_of {
        content.rungs.push(Rung::BodyForm);
    }
    content.numbers.sort();
    content
}

/// What an acronym inside a longer name stands for, if the table knows one thing only.
fn spelt_out(word: &Word, lexicon: &Lexicon) -> Option<Vec<Word>> {
    let known = lexicon.known(std::slice::from_ref(word));
    let only = known.first().filter(|_| known.len() == 1)?;
    let name = lexicon.entry(*only).names.iter().find(|name| name.split_whitespace().count() > 1)?;
    let words = words(name);
    let initials: String =
        words.iter().filter(|word| word.is_capital).filter_map(|word| word.text.chars().next()).collect();
    let kept = words.into_iter().filter(|word| !lexicon.has("stops", &word.text));
    (initials == word.text).then(|| kept.collect())
}

/// A number in a name, as digits: `136`, `2nd`, `II` at the end, `Second` is left to the spelling list.
fn number(word: &Word, before: Option<&Word>, is_last: bool, lexicon: &Lexicon) -> Option<String> {
    let text = lexicon.plain(&word.text);
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    if !digits.is_empty() && matches!(rest, "" | "st" | "nd" | "rd" | "th" | "s") {
        return Some(digits.trim_start_matches('0').to_owned());
    }
    if before.is_some()
        && let Some(number) = roman(word)
    {
        return Some(number.to_string());
    }
    let after_war = before.is_some_and(|before| matches!(before.text.as_str(), "war" | "phase" | "part" | "article"));
    (is_last && after_war && word.text == "i").then(|| "1".to_owned())
}

/// Puts countries for their adjectives where the other name has the country.
pub(super) fn as_countries(content: &mut Content, other: &[Word], lexicon: &Lexicon) {
    if content.words.len() < 2 || content.words.iter().any(|word| TRADES.contains(&word.text.as_str())) {
        return;
    }
    for word in &mut content.words {
        let Some(country) = lexicon.country(&word.text) else { continue };
        let joined: String = country.split(' ').collect();
        let has = other.iter().any(|word| word.text == joined || lexicon.country(&word.text) == Some(country))
            || other.windows(2).any(|pair| format!("{}{}", pair[0].text, pair[1].text) == joined);
        if has && !other.iter().any(|other| other.text == word.text) {
            word.text = joined;
            word.spelt_out = None;
            if !content.rungs.contains(&Rung::BodyForm) {
                content.rungs.push(Rung::BodyForm);
            }
        }
    }
}
