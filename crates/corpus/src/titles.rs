//! A short display title for a story that has no headline, cut out of its lead.
//!
//! Only words of the lead, in its order: a title that said more would be invention. What is left out is what a
//! sub-editor would leave out first: the dateline, brackets, a description in commas behind the name it describes, and
//! everything after a clause's end.

use crate::stories::after_dateline;

/// What fits on two lines of a phone, and in most tabs and cards.
///
/// * Unit: code points.
const MAX_TITLE_CHARS: usize = 80;

/// A whole sentence may be a little longer than a cut one: cutting costs more than the third line.
///
/// * Unit: code points.
const MAX_WHOLE_CHARS: usize = 88;

/// A title shorter than this says too little, so a later, weaker place to cut is preferred.
const MIN_TITLE_CHARS: usize = 36;

/// Words that open a clause, a phrase or an aside: a text may end before them.
const CLAUSE_OPENERS: &[&str] = &[
    "about",
    "according",
    "after",
    "against",
    "ahead",
    "although",
    "amid",
    "amidst",
    "among",
    "and",
    "as",
    "at",
    "because",
    "before",
    "but",
    "by",
    "calling",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "if",
    "in",
    "including",
    "into",
    "near",
    "on",
    "or",
    "over",
    "saying",
    "since",
    "so",
    "though",
    "through",
    "under",
    "unless",
    "until",
    "upon",
    "when",
    "where",
    "whereas",
    "which",
    "while",
    "who",
    "whose",
    "with",
    "within",
    "without",
    "که",
    "تا",
    "اما",
    "ولی",
    "برای",
    "در",
    "با",
    "پس",
    "هنگامی",
    "زیرا",
];

/// Words that no title may end in: they point at something that was cut off.
const DANGLING: &[&str] = &[
    "a", "an", "the", "of", "to", "that", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will",
    "would", "its", "his", "her", "their", "this", "these", "those", "more", "most", "some", "over", "than", "not",
    "very", "also", "no", "said", "says", "between", "both", "such", "like", "per", "via", "'s", "it", "he", "she",
    "they", "به", "از", "را", "و", "بر", "این", "آن", "یک", "هر", "است", "می",
];

/// Words that open a description in commas.
const DESCRIPTION_OPENERS: &[&str] = &[
    "a",
    "an",
    "the",
    "who",
    "whose",
    "which",
    "where",
    "head",
    "leader",
    "chief",
    "director",
    "president",
    "chairman",
    "chairwoman",
    "editor",
    "founder",
    "son",
    "daughter",
    "wife",
    "husband",
    "widow",
    "brother",
    "sister",
    "one",
    "once",
    "then",
    "now",
    "formerly",
    "known",
    "based",
    "aged",
    "born",
    "owned",
    "led",
    "backed",
    "part",
];

/// Words that open an adverbial, so that what stands before the first comma is not a subject.
const ADVERBIAL_OPENERS: &[&str] = &[
    "after",
    "amid",
    "according",
    "as",
    "at",
    "because",
    "before",
    "by",
    "despite",
    "during",
    "earlier",
    "following",
    "for",
    "from",
    "if",
    "in",
    "last",
    "later",
    "meanwhile",
    "on",
    "once",
    "since",
    "speaking",
    "though",
    "although",
    "to",
    "under",
    "when",
    "while",
    "with",
    "without",
    "yesterday",
    "today",
    "this",
    "there",
    "it",
];

/// A display title made from a lead.
///
/// * Shape: one paragraph in, about 80 code points out and at most 88; never empty unless the paragraph is.
/// * Source: the lead's own words, in order. `…` ends it only where no clause ended in time.
pub fn derived_title(lead: &str) -> String {
    let body = &lead[after_dateline(lead).unwrap_or(0)..];
    let sentence = first_sentence(body);
    let plain = without_brackets(sentence);
    let plain = without_opening_time(&plain).unwrap_or(plain);
    let plain = without_descriptions(&plain).unwrap_or(plain);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let whole = finished(&words);
    if n_chars(&whole) <= MAX_WHOLE_CHARS && !whole.trim().is_empty() {
        return whole;
    }
    let title = shortened(&words);
    if title.trim().is_empty() {
        lead.chars().take(MAX_TITLE_CHARS).collect::<String>().trim().to_owned()
    } else {
        title
    }
}

/// The longest good beginning of a sentence that is too long.
fn shortened(words: &[&str]) -> String {
    // Where the text may end, by how well: behind a comma, before a phrase, within an "of" phrase.
    let (mut comma, mut phrase, mut within) = (None, None, None);
    let mut any = 0;
    let mut length = 0;
    for end in 1..=words.len() {
        length += usize::from(end > 1) + n_chars(words[end - 1]);
        // A closing comma or stop goes, so it takes no room.
        if length > MAX_TITLE_CHARS + usize::from(words[end - 1].ends_with([',', ';', ':', '.'])) {
            break;
        }
        any = end;
        let Some(next) = words.get(end) else { break };
        let last = lower(words[end - 1]);
        if DANGLING.contains(&last.as_str()) || CLAUSE_OPENERS.contains(&last.as_str()) || unbalanced(&words[..end]) {
            continue;
        }
        let at_comma = words[end - 1].ends_with([',', ';', ':', '،', '؛', '—', '–']) || ["—", "–", "-"].contains(next);
        let next = lower(next);
        if at_comma {
            comma = Some(end);
        } else if CLAUSE_OPENERS.contains(&next.as_str()) && !last.ends_with("ing") {
            // "is looking for", "are calling on": the verb needs what follows.
            phrase = Some(end);
        } else if next == "of" {
            within = Some(end);
        }
    }
    let long_enough = |end: &usize| n_chars(&words[..*end].join(" ")) >= MIN_TITLE_CHARS;
    if let Some(end) = [comma, phrase, within].into_iter().flatten().find(long_enough) {
        return finished(&words[..end]);
    }
    let dangles = |end: usize| {
        let last = lower(words[end - 1]);
        // The ellipsis takes a place too.
        DANGLING.contains(&last.as_str())
            || CLAUSE_OPENERS.contains(&last.as_str())
            || unbalanced(&words[..end])
            || n_chars(&words[..end].join(" ")) >= MAX_TITLE_CHARS
    };
    while any > 1 && dangles(any) {
        any -= 1;
    }
    let mut cut = finished(&words[..any]);
    if any == 0 {
        // One word longer than a title: an address, or a script without spaces.
        cut = words.first().map(|word| word.chars().take(MAX_TITLE_CHARS - 1).collect()).unwrap_or_default();
    }
    while n_chars(&cut) >= MAX_TITLE_CHARS {
        cut.pop();
    }
    if cut.is_empty() { cut } else { format!("{cut}…") }
}

/// Words to a title: no comma, stop or dash at its end, no quotation mark that opens without closing.
fn finished(words: &[&str]) -> String {
    let mut title = words.join(" ");
    let abbreviation = words.last().is_some_and(|word| word.trim_end_matches('.').contains('.'));
    while title.ends_with([',', ';', ':', '.', '-', '–', '—', ' ', '،', '؛', '۔', '。']) {
        if abbreviation && title.ends_with('.') {
            break;
        }
        title.pop();
    }
    if unbalanced(&[title.as_str()]) { title.replace(['"', '“', '”', '«', '»'], "") } else { title }
}

/// The first sentence of a paragraph: up to a stop behind a whole word, before white space.
fn first_sentence(text: &str) -> &str {
    let mut word_start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((byte, c)) = chars.next() {
        if c.is_whitespace() {
            word_start = byte + c.len_utf8();
            continue;
        }
        let next_is_space = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if next_is_space && matches!(c, '.' | '!' | '?' | '؟' | '۔' | '。') {
            let word = text[word_start..byte].trim_start_matches(|c: char| !c.is_alphanumeric());
            let initial = word.contains('.') || word.chars().count() <= 1;
            let title = ["Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Col", "Sen", "Rep", "Gov", "Lt", "Prof", "No", "Rev"];
            let follows = text[byte + c.len_utf8()..].trim_start();
            let goes_on = follows.starts_with(|c: char| c.is_lowercase() || c == ',');
            if c != '.' || !(initial || title.contains(&word) || goes_on) {
                return &text[..byte + c.len_utf8()];
            }
        }
    }
    text
}

/// The text without what stands in brackets.
fn without_brackets(text: &str) -> String {
    if text.matches(['(', '[']).count() != text.matches([')', ']']).count() {
        return text.to_owned();
    }
    let (mut plain, mut depth) = (String::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            ',' | '.' | ';' | ':' | '،' => {
                plain.truncate(plain.trim_end().len());
                plain.push(c);
            }
            _ => plain.push(c),
        }
    }
    plain
}

/// The sentence without a time or place before its first comma: "On Monday, the ministry said" becomes "The ministry
/// said". Only when it would be too long as it is.
fn without_opening_time(sentence: &str) -> Option<String> {
    let (opening, rest) = sentence.split_once(", ")?;
    let words: Vec<&str> = opening.split_whitespace().collect();
    let times = ["on", "in", "at", "last", "late", "earlier", "meanwhile", "yesterday", "today", "tonight"];
    let is_time = words.len() <= 4 && times.contains(&lower(words.first()?).as_str());
    if !is_time || n_chars(sentence) <= MAX_TITLE_CHARS || rest.split_whitespace().count() < 6 {
        return None;
    }
    let mut rest = rest.chars();
    let first = rest.next()?;
    Some(first.to_uppercase().chain(rest).collect())
}

/// The sentence without the descriptions in commas behind its subject: "N, a leader of M, holding K, demands L" becomes
/// "N demands L". `None` when it has none, or when it is not certain that they are descriptions.
fn without_descriptions(sentence: &str) -> Option<String> {
    let parts: Vec<&str> = sentence.split(", ").collect();
    let subject: Vec<&str> = parts[0].split_whitespace().collect();
    let first = lower(subject.first()?);
    if parts.len() < 3 || subject.len() > 7 || ADVERBIAL_OPENERS.contains(&first.as_str()) || unbalanced(&subject) {
        return None;
    }
    let is_description = |part: &str| {
        let word = lower(part.split_whitespace().next().unwrap_or_default());
        DESCRIPTION_OPENERS.contains(&word.as_str()) || word.ends_with("ing") || word.parse::<u32>().is_ok()
    };
    let predicate = 1 + parts[1..].iter().position(|part| !is_description(part))?;
    let opening = parts[predicate].split_whitespace().next()?;
    let word = lower(opening);
    // A list ("N, a doctor, and his wife"), another description, or a name: no predicate.
    let starts_predicate = opening.starts_with(char::is_lowercase)
        && !CLAUSE_OPENERS.contains(&word.as_str())
        && !ADVERBIAL_OPENERS.contains(&word.as_str());
    (predicate > 1 && starts_predicate).then(|| format!("{} {}", parts[0], parts[predicate..].join(", ")))
}

/// A word without punctuation, in lower case.
fn lower(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a quotation opens and does not close.
fn unbalanced(words: &[&str]) -> bool {
    let n = |sign: char| words.iter().map(|word| word.chars().filter(|&c| c == sign).count()).sum::<usize>();
    n('"') % 2 == 1 || n('“') != n('”') || n('«') != n('»')
}

/// Code points.
fn n_chars(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_where_a_clause_does() {
        for (lead, title) in [
            ("The harbour reopened.", "The harbour reopened"),
            (
                "The regional court in Velmora has ordered the reopening of the old harbour for fishing boats, ending a \
                 dispute that lasted nine years.",
                "The regional court in Velmora has ordered the reopening of the old harbour",
            ),
            (
                "Ilse Varga, the mayor of Brenning, chairing a session that lasted until midnight, announced a freeze on \
                 rents until the spring of next year.",
                "Ilse Varga announced a freeze on rents until the spring of next year",
            ),
            (
                "On Monday, the ministry, a frequent critic, said that it would publish the whole report within a month \
                 of its completion.",
                "The ministry said that it would publish the whole report",
            ),
            (
                "VELMORA, Nov. 3 (Coast Agency) - Dockers ended their strike after two weeks.",
                "Dockers ended their strike after two weeks",
            ),
            (
                "Dr. Amal Rashed of the U.N. has resigned. She gave no reason.",
                "Dr. Amal Rashed of the U.N. has resigned",
            ),
            (
                "The Northern Rail Board (NRB) said it would close four lines.",
                "The Northern Rail Board said it would close four lines",
            ),
        ] {
            assert_eq!(derived_title(lead), title);
        }
    }

    #[test]
    fn no_title_is_empty_or_long_or_ends_in_a_comma_or_a_small_word() {
        let leads = [
            "x",
            "A the of to, and",
            "\"We will,\" she said, \"never sell the harbour to anyone who has not lived beside it for at least ten years\".",
            "یک دادگاه منطقه‌ای در شهر ساحلی دستور داد که بندر قدیمی پس از نه سال به روی قایق‌های ماهیگیری باز شود و ماهیگیران جشن گرفتند.",
            "東京の港は九年間の争いの後に再び開かれた。漁師たちは喜び、市長は式典で演説し、子どもたちは旗を振り、船は汽笛を鳴らし、街は夜まで祝い、花火が上がり、誰もが海を見つめ、歌を歌い、長い一日が静かに終わった。",
            &"a".repeat(500),
            &"of ".repeat(200),
            "Supercalifragilistic, , , ,",
            "\" “",
        ];
        for lead in leads {
            let title = derived_title(lead);
            assert!(!title.is_empty() && n_chars(&title) <= MAX_WHOLE_CHARS, "{title}");
            assert!(!title.ends_with([',', ' ', ';']), "{title}");
        }
        assert_eq!(derived_title(""), "");
    }
}
