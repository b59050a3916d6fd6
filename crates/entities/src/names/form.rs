//! One form of a name, taken apart: words in one alphabet each, with what surrounds the name set aside.

use newsprint_text::fold;

use super::lexicon::Lexicon;
use super::scripts;

/// The most words of a form that are looked at; a longer one is compared by its letters alone.
pub(super) const MAX_WORDS: usize = 12;

/// The longest word, in code points, whose spelling is compared by sound.
pub(super) const MAX_WORD_CHARS: usize = 40;

/// What a word is written in, after Cyrillic and Greek have been put into Latin letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Arabic,
    Hebrew,
    /// Anything that is compared letter by letter: Han, Hangul, Devanagari.
    Other,
}

/// A word of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded letters.
    pub text: String,
    /// Folded letters where marks are spelt out, if that differs: `mueller` for `Müller`.
    pub spelt_out: Option<String>,
    pub script: Script,
    /// Whether a hyphen or a zero-width non-joiner joins it to the word before.
    pub is_joined: bool,
    /// Begins with a capital.
    pub is_capital: bool,
    /// Two capitals or more and nothing else.
    pub is_upper: bool,
    /// Whether full stops stood between its letters: `U.S.`, `H.W.`.
    pub is_dotted: bool,
}

impl Word {
    fn of(raw: &str, is_joined: bool, is_dotted: bool) -> Option<Word> {
        let first = raw.chars().find(|c| c.is_alphanumeric())?;
        let script = Script::of(first);
        let romanised = scripts::romanised(raw);
        let text = fold(romanised.as_deref().unwrap_or(raw));
        let spelt_out = spelt_out(raw).map(|raw| fold(&raw)).filter(|other| *other != text);
        let n_letters = raw.chars().filter(|c| c.is_alphabetic()).count();
        let is_upper = n_letters > 1 && !raw.chars().any(char::is_lowercase) && raw.chars().any(char::is_uppercase);
        let word = Word { text, spelt_out, script, is_joined, is_capital: first.is_uppercase(), is_upper, is_dotted };
        (!word.text.is_empty()).then_some(word)
    }

    /// Words run together: `ahmadi` and `nejad` as `ahmadinejad`.
    pub(super) fn joined(words: &[Word]) -> Word {
        let mut whole = words[0].clone();
        for word in &words[1..] {
            whole.text.push_str(&word.text);
        }
        let spelt_out = |word: &Word| word.spelt_out.clone().unwrap_or_else(|| word.text.clone());
        let any = words.iter().any(|word| word.spelt_out.is_some());
        whole.spelt_out = any.then(|| words.iter().map(spelt_out).collect());
        whole
    }

    /// One letter of a script that has initials.
    pub(super) fn is_initial(&self) -> bool {
        self.script == Script::Latin
            && self.text.chars().count() == 1
            && self.text.chars().all(char::is_alphabetic)
            && self.is_capital
    }

    pub(super) fn n_chars(&self) -> usize {
        self.text.chars().count()
    }

    pub(super) fn is(&self, other: &Word) -> bool {
        let forms = |word: &Word| [Some(word.text.clone()), word.spelt_out.clone()];
        let others = forms(other);
        forms(self).into_iter().flatten().any(|form| others.iter().flatten().any(|other| *other == form))
    }
}

impl Script {
    fn of(c: char) -> Script {
        match c as u32 {
            0x0590..=0x05FF | 0xFB1D..=0xFB4F => Script::Hebrew,
            0x0600..=0x077F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Script::Arabic,
            0x0000..=0x052F | 0x1E00..=0x1FFF | 0xFF00..=0xFF5E => Script::Latin,
            _ => Script::Other,
        }
    }
}

/// German, Nordic and Turkish or Slavic marks written out, where there are any.
fn spelt_out(raw: &str) -> Option<String> {
    let spelt = |c: char| {
        Some(match c {
            'ü' | 'Ü' => "ue",
            'ö' | 'Ö' | 'ø' | 'Ø' => "oe",
            'ä' | 'Ä' => "ae",
            'å' | 'Å' => "aa",
            'ş' | 'Ş' | 'š' | 'Š' | 'ș' | 'Ș' => "sh",
            'ç' | 'Ç' | 'č' | 'Č' => "ch",
            'ž' | 'Ž' => "zh",
            'ð' | 'Ð' => "dh",
            'đ' | 'Đ' => "dj",
            _ => return None,
        })
    };
    if !raw.chars().any(|c| spelt(c).is_some()) {
        return None;
    }
    let mut out = String::new();
    for c in raw.chars() {
        match spelt(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    Some(out)
}

/// The words of a form, at most [`MAX_WORDS`] and one: brackets and quoted by-names left out, `'s` cut off.
pub(super) fn words(form: &str) -> Vec<Word> {
    let form = without_asides(form);
    let mut words: Vec<Word> = Vec::new();
    let mut raw = String::new();
    let mut is_dotted = false;
    let mut joins = false;
    let mut chars = form.chars().peekable();
    let mut push = |raw: &mut String, joins: bool, is_dotted: &mut bool| {
        let core = ["'s", "’s", "'S", "’S"].iter().find_map(|ending| raw.strip_suffix(ending)).unwrap_or(raw);
        // `ElBaradei`, `AlSharaa`: an article run together with its name.
        let mut capitals = core.char_indices().filter(|(_, c)| c.is_uppercase());
        let article = ["El", "Al"].iter().any(|article| core.starts_with(article));
        let cut = match (capitals.next(), capitals.next(), capitals.next()) {
            (Some((0, _)), Some((2, _)), None) if article && core.len() > 4 => 2,
            _ => 0,
        };
        let joins = joins && !words.is_empty();
        words.extend((cut > 0).then(|| Word::of(&core[..cut], joins, false)).flatten());
        words.extend(Word::of(&core[cut..], joins || cut > 0, *is_dotted));
        raw.clear();
        *is_dotted = false;
        words.len() > MAX_WORDS
    };
    while let Some(c) = chars.next() {
        let inside = !raw.is_empty();
        if c.is_alphanumeric() || is_mark(c) || (inside && is_apostrophe(c)) {
            let digit_meets_letter = inside
                && raw.chars().next_back().is_some_and(|last| {
                    last.is_ascii_digit() != c.is_ascii_digit() && (last.is_alphanumeric() && c.is_alphanumeric())
                });
            let ordinal = raw.chars().all(|c| c.is_ascii_digit()) && matches!(c, 's' | 'n' | 'r' | 't');
            if digit_meets_letter && !ordinal {
                if push(&mut raw, joins, &mut is_dotted) {
                    return words;
                }
                joins = true;
            }
            raw.push(c);
            continue;
        }
        if is_apostrophe(c) {
            continue;
        }
        // `U.S.`, `J.F.K.`: single letters with full stops between are one word.
        let single = is_dotted || raw.chars().count() == 1;
        if c == '.' && inside && single && chars.peek().is_some_and(|next| next.is_uppercase()) {
            is_dotted = true;
            continue;
        }
        if inside {
            if push(&mut raw, joins, &mut is_dotted) {
                return words;
            }
            joins = false;
        }
        match c {
            '-' | '‐' | '‑' | '–' | '\u{200C}' | '・' | '·' => joins = true,
            _ if c.is_whitespace() && !inside && joins => {}
            _ => joins = false,
        }
    }
    if !raw.is_empty() {
        push(&mut raw, joins, &mut is_dotted);
    }
    words
}

/// The form without what stands in brackets or quotation marks, unless nothing else is left.
fn without_asides(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    let mut depth = 0_u32;
    let mut quoted = false;
    for c in form.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            _ if depth == 0 && !quoted => out.push(c),
            _ => {}
        }
    }
    let balanced = depth == 0 && !quoted;
    if balanced && out.chars().any(char::is_alphanumeric) { out } else { form.replace(['(', ')', '[', ']', '"'], " ") }
}

fn is_mark(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0591..=0x05C7 | 0x0610..=0x061A | 0x0640 | 0x064B..=0x065F | 0x0670 | 0x0900..=0x0903 | 0x093A..=0x094F)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | '\u{02B9}'..='\u{02BF}' | '\u{02C8}' | '\u{2032}')
}

/// All letters and digits of a form, folded and run together, a leading `the` left out.
pub(super) fn letters(words: &[Word]) -> String {
    let skip = usize::from(words.len() > 1 && words[0].text == "the");
    words[skip..].iter().map(|word| word.text.as_str()).collect()
}

/// What kind of thing a form names, as far as its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Body,
    Place,
    /// An event, a treaty, a ship, a model.
    Thing,
}

/// What kind of thing a form names, by its own words alone.
pub(super) fn sort(words: &[Word], form: &str, lexicon: &Lexicon) -> Option<Sort> {
    let (first, last) = (words.first()?, words.last()?);
    let has = |section: &str, word: &Word| lexicon.has(section, &word.text);
    if words.len() > 1 && has("vessels", first) && first.is_upper {
        return Some(Sort::Thing);
    }
    if words.len() > 2 && words[1..].iter().any(|word| matches!(word.text.as_str(), "bin" | "ibn" | "bint")) {
        return Some(Sort::Person);
    }
    // `Lashkar-e-Taiba`: a link of Persian and Urdu, which people's names lack.
    if words.len() > 2
        && words[1].is_joined
        && !words[1].is_capital
        && matches!(words[1].text.as_str(), "e" | "i" | "ye")
    {
        return Some(Sort::Body);
    }
    if words.len() == 2 && matches!(first.text.as_str(), "saint" | "st") {
        return Some(Sort::Place);
    }
    let n_title = lexicon.title_len(words);
    if n_title > 0 && n_title < words.len() && !words[n_title..].iter().any(|word| has("heads", word)) {
        return Some(Sort::Person);
    }
    if has("heads", last) || (has("heads", first) && words.len() > 1 && !lexicon.is_given(&first.text)) {
        return Some(Sort::Body);
    }
    if words.len() > 1 && has("events", last) {
        return Some(Sort::Thing);
    }
    if words[1..].iter().any(|word| has("heads", word)) && words.len() > 2 {
        return Some(Sort::Body);
    }
    let is_digit = |word: &Word| word.text.chars().all(|c| c.is_ascii_digit());
    if words.len() > 1 && is_digit(last) {
        return Some(Sort::Thing);
    }
    const DIRECTIONS: [&str; 22] = [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "equatorial",
        "new",
        "saint",
        "st",
        "central",
        "upper",
        "lower",
        "greater",
        "lesser",
        "outer",
        "inner",
        "bandar",
        "port",
        "cape",
    ];
    let direction = DIRECTIONS.contains(&first.text.as_str());
    let place_head = |word: &Word| has("places", word) && !DIRECTIONS.contains(&word.text.as_str());
    if words.len() > 1 && (direction || place_head(first) || place_head(last)) && !form.contains(',') {
        return Some(Sort::Place);
    }
    let is_article = matches!(first.text.as_str(), "al" | "el") && words[1..].iter().any(|word| word.is_joined);
    let listed = words.len() > 1 && !is_article && (lexicon.is_given(&first.text) || first.is_initial());
    (listed || (form.contains(',') && words.len() > 1)).then_some(Sort::Person)
}

/// Small words and legal forms, which tell nothing of whom a name means.
pub(super) fn is_short_word(word: &Word, lexicon: &Lexicon) -> bool {
    lexicon.has("stops", &word.text) || lexicon.has("legal", &word.text) || lexicon.has("arab-particles", &word.text)
}

/// A Roman number of two letters or more, in capitals.
pub(super) fn roman(word: &Word) -> Option<u32> {
    let is_roman = word.text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    if !word.is_upper || !is_roman || word.n_chars() < 2 || word.n_chars() > 6 {
        return None;
    }
    let value = |c: char| match c {
        'i' => 1,
        'v' => 5,
        _ => 10,
    };
    let values: Vec<u32> = word.text.chars().map(value).collect();
    let mut total = 0;
    for (nth, value) in values.iter().enumerate() {
        if values.get(nth + 1).is_some_and(|next| next > value) {
            total = u32::saturating_sub(total, 0).wrapping_sub(*value);
        } else {
            total = total.wrapping_add(*value);
        }
    }
    Some(total)
}
