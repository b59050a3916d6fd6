//! What a line or a paragraph looks like: a headline, a dateline, a byline, metadata, a separator.

/// The most code points and words a headline has. Wire services ask for at most 80 characters; headlines in several
/// parts, as Persian papers join them with strokes, reach twice that.
const MAX_HEADLINE: (usize, usize) = (180, 30);

/// The fewest words of a lead. Leads have twenty to forty; captions and answers in interviews far fewer.
const MIN_LEAD_WORDS: usize = 9;

/// What a metadata line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// The headline.
    Title,
    /// When it was published.
    Date,
    /// Who wrote it.
    Byline,
    /// Who published it.
    Source,
    /// Where it was published.
    Url,
    /// Its language.
    Lang,
}

/// The words that open a metadata line, lower case, English and Persian.
const KEYS: &[(&str, Key)] = &[
    ("title", Key::Title),
    ("headline", Key::Title),
    ("عنوان", Key::Title),
    ("تیتر", Key::Title),
    ("date", Key::Date),
    ("published", Key::Date),
    ("publication date", Key::Date),
    ("pubdate", Key::Date),
    ("تاریخ", Key::Date),
    ("by", Key::Byline),
    ("byline", Key::Byline),
    ("author", Key::Byline),
    ("authors", Key::Byline),
    ("reporter", Key::Byline),
    ("نویسنده", Key::Byline),
    ("خبرنگار", Key::Byline),
    ("source", Key::Source),
    ("publisher", Key::Source),
    ("publication", Key::Source),
    ("newspaper", Key::Source),
    ("منبع", Key::Source),
    ("url", Key::Url),
    ("link", Key::Url),
    ("نشانی", Key::Url),
    ("لینک", Key::Url),
    ("language", Key::Lang),
    ("lang", Key::Lang),
    ("زبان", Key::Lang),
];

/// A metadata line's key and value; `None` for any other line. A long sentence after the colon is prose.
pub(super) fn metadata(line: &str) -> Option<(Key, &str)> {
    // Nearly every line has no colon where one would have to be: either sign, of one byte or three.
    memchr::memchr2(b':', "：".as_bytes()[0], &line.as_bytes()[..line.len().min(4 * 24)])?;
    let colon = line.char_indices().take(24).find(|(_, c)| *c == ':' || *c == '：')?;
    let (key, value) = (&line[..colon.0], line[colon.0 + colon.1.len_utf8()..].trim());
    let key = key.trim().to_lowercase();
    let key = KEYS.iter().find(|(name, _)| *name == key).map(|(_, key)| *key)?;
    let prose = key != Key::Title && ends_sentence(value) && value.split_whitespace().count() > 8;
    (!value.is_empty() && value.chars().count() <= 300 && !prose).then_some((key, value))
}

/// Whether a line is nothing but a mark between stories: three or more of one sign, spaced or not, or the wire
/// services' end sign `-30-`.
pub(super) fn is_separator(line: &str) -> bool {
    if line == "-30-" {
        return true;
    }
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    "-*=_~#•·—–+".contains(first) && line.len() <= 200 && {
        let mut n = 1;
        signs.all(|c| {
            n += 1;
            c == first
        }) && (n >= 3 || (n >= 2 && first == '—'))
    }
}

/// Whether a line underlines the one above, as typists and Markdown do with `===` and `---`.
pub(super) fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// Whether a sign closes a quotation or an aside, and so may stand behind a stop.
fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']')
}

/// Whether a text ends as a sentence does, closing quotes and brackets aside. A colon introduces, so it counts too.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(is_closing).ends_with(['.', '!', '?', '…', '؟', '۔', '。', ':'])
}

/// Whether a paragraph could be a headline by itself: short, without a final stop, one sentence, not a list item, and
/// nothing else that short lines are. Only what follows can make it one.
pub(super) fn may_be_headline(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    let Some(first) = text.chars().next() else { return false };
    let last_word = text.split_whitespace().last().unwrap_or_default();
    // "Talks Open in the U.S." ends in an abbreviation, not in a stop.
    let abbreviated = last_word.trim_end_matches('.').contains('.');
    let stops =
        text.trim_end_matches(is_closing).ends_with(['.', ',', ';', ':', '،', '؛', '۔', '…', '。']) && !abbreviated;
    let quoted_whole = first == '"' && text.ends_with('"') || first == '“' && text.ends_with('”');
    (2..=MAX_HEADLINE.1).contains(&n_words)
        && (8..=MAX_HEADLINE.0).contains(&text.chars().count())
        && !stops
        && !first.is_lowercase()
        && !is_list_item(text)
        && !"([".contains(first)
        && !quoted_whole
        && !ends_in_quoted_sentence(text)
        && !text.contains("://")
        && !two_sentences(text)
        && metadata(text).is_none()
        && !is_byline(text)
        && !is_credit(text)
        && crate::dates::day_in(text).is_none()
}

/// Whether the text ends in somebody's words, stop and all: `Ada said: "We won!"` is a sentence.
fn ends_in_quoted_sentence(text: &str) -> bool {
    let open = text.trim_end_matches(is_closing);
    let introduces = [", \"", ": \"", ", “", ": “", ": «", "، «", "said \"", "said “"];
    open.len() < text.len() && ends_sentence(open) || introduces.iter().any(|sign| text.contains(sign))
}

/// Whether a sentence ends within the text and another begins.
fn two_sentences(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let word = pair[0];
        let stem = word.trim_end_matches('.');
        word.ends_with('.')
            && stem.chars().count() > 3
            && !stem.contains('.')
            && pair[1].chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit())
    })
}

/// Whether a paragraph reads as a story's running text: a whole sentence of some length.
pub(super) fn is_running_text(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    (n_words >= 6 && ends_sentence(text)) || n_words >= 25
}

/// Whether a paragraph may be a lead, the first that stands under a headline.
pub(super) fn may_be_lead(text: &str) -> bool {
    is_running_text(text) && text.split_whitespace().count() >= MIN_LEAD_WORDS && !is_list_item(text)
}

/// Whether a paragraph is an item of a list.
pub(super) fn is_list_item(text: &str) -> bool {
    text.starts_with(|c: char| "-*•·–—>|#◦▪■█✔".contains(c))
}

/// Whether the only paragraph above others can be their headline for no other reason than standing there: one line
/// without a stop. Headlines of several sentences and of any length are among them.
pub(super) fn may_head_a_file(text: &str) -> bool {
    !ends_sentence(text)
        && !text.ends_with([',', ';', '،', '؛'])
        && text.chars().count() <= 2 * MAX_HEADLINE.0
        && !is_list_item(text)
        && !text.contains("://")
        && !is_byline(text)
        && !is_credit(text)
        && crate::dates::day_in(text).is_none()
        && after_dateline(text).is_none()
}

/// Whether a line names the writer and does nothing else: `By Jane Doe and John Roe, Staff Writers`.
pub(crate) fn is_byline(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY ")) else { return false };
    let rest = rest.trim_end_matches('.');
    let small = ["and", "of", "in", "for", "the", "de", "van", "von", "al", "bin", "with", "&"];
    let mut n_words = 0;
    let named = rest.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).all(|word| {
        n_words += 1;
        word.starts_with(char::is_uppercase) || small.contains(&word) || word.starts_with(['|', '@'])
    });
    // "By Land and Sea" is a headline's opening: a byline has a name of two words, not a list of nouns.
    let mut words = rest.split_whitespace();
    let full_name = words.next().is_some_and(|word| word.starts_with(char::is_uppercase) && !word.ends_with(','))
        && words.next().is_some_and(|word| word.starts_with(char::is_uppercase) || small[4..].contains(&word));
    named && full_name && (2..=14).contains(&n_words)
}

/// Whether a paragraph tells who made the story before it, as wire stories end: `Reporting by ...; editing by ...`.
pub(super) fn is_credit(text: &str) -> bool {
    let lower: String = text.trim_start_matches(['(', '[', '*']).chars().take(40).collect::<String>().to_lowercase();
    let openings = [
        "reporting by",
        "additional reporting",
        "editing by",
        "writing by",
        "compiled by",
        "with reporting",
        "copyright",
        "©",
        "all rights reserved",
        "this story was",
        "this article was",
        "this article originally",
        "photo:",
        "photo by",
        "image:",
        "caption:",
        "file photo",
        "correction:",
        "read more",
        "related:",
    ];
    openings.iter().any(|opening| lower.starts_with(opening))
}

/// Where the text after a dateline starts: `BAGHDAD, Nov. 19 (Agency) - The border...`, `تهران (ایرنا) – ...`.
///
/// * Unit: bytes; `None` without a dateline.
pub(crate) fn after_dateline(text: &str) -> Option<usize> {
    let mut dash = None;
    for (byte, c) in text.char_indices().take(80) {
        let spaced = text[..byte].ends_with(char::is_whitespace) && text[byte + c.len_utf8()..].starts_with([' ', '-']);
        if matches!(c, '—' | '–') || (c == '-' && spaced) {
            dash = Some((byte, c));
            break;
        }
        if matches!(c, '!' | '?' | '"' | '“' | ';') {
            return None;
        }
    }
    let (byte, _) = dash.filter(|_| text.starts_with(char::is_alphabetic))?;
    let place = text[..byte].trim();
    let rest = text[byte..].trim_start_matches(|c: char| c == '-' || c == '—' || c == '–' || c.is_whitespace());
    let agency = place.ends_with(')') && place.contains('(') && place.split_whitespace().count() <= 8;
    let city = place.split([',', '(', ' ']).next().unwrap_or_default();
    let shouted = city.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && city.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let no_prose = place.split(|c: char| c.is_whitespace() || c == ',').all(|word| {
        !word.starts_with(|c: char| c.is_lowercase()) || ["of", "and", "de", "al", "el", "the"].contains(&word)
    });
    let opens_sentence = rest.chars().next().is_some_and(|c| !c.is_lowercase());
    (rest.split_whitespace().count() >= 6 && no_prose && opens_sentence && (agency || shouted))
        .then(|| text.len() - rest.len())
}
