//! Words for nations, creeds and camps: `Iranian`, `Sunnis`, `Republicans`, where no name holds them.

use newsprint_model::{Article, Mention, Part};
use newsprint_text::CodePoints;

use crate::dates::is_english;
use crate::lists::Lists;
use crate::sections::Section;
use crate::tokens::tokens;

/// Creeds, camps and peoples that the list of nations lacks; written from common knowledge.
const OTHERS: &[&str] = &[
    "muslim",
    "islamic",
    "islamist",
    "sunni",
    "shia",
    "shii",
    "shiite",
    "salafi",
    "wahhabi",
    "sufi",
    "alawite",
    "druze",
    "yazidi",
    "yezidi",
    "christian",
    "catholic",
    "protestant",
    "orthodox",
    "copt",
    "coptic",
    "evangelical",
    "jew",
    "jewish",
    "zionist",
    "hindu",
    "sikh",
    "buddhist",
    "bahai",
    "zoroastrian",
    "kurd",
    "kurdish",
    "arab",
    "arabian",
    "persian",
    "azeri",
    "baluch",
    "baluchi",
    "pashtun",
    "hazara",
    "tajik",
    "uzbek",
    "turkoman",
    "uyghur",
    "uighur",
    "rohingya",
    "palestinian",
    "bedouin",
    "tutsi",
    "hutu",
    "zulu",
    "tamil",
    "sinhalese",
    "republican",
    "democrat",
    "conservative",
    "communist",
    "marxist",
    "baathist",
    "nazi",
    "european",
    "asian",
    "african",
    "western",
    "hispanic",
    "latino",
];

/// In the list of nations, but names of tongues or first halves of compounds.
const NONE: &[&str] = &["arabic", "hebrew", "farsi", "anglo", "franco", "sino", "indo", "euro", "afro"];

/// A stretch that names a nationality, a religious or a political group: part, first code point, one past the last.
pub type People = (Part, u32, u32);

/// The words of an article that name nations, creeds or camps, in order, outside the mentions given.
///
/// * Errors: none. English only; other languages give none.
pub fn peoples_in(article: &Article, mentions: &[Mention]) -> Vec<People> {
    if !is_english(&article.lang) {
        return Vec::new();
    }
    let lists = Lists::get();
    let title = (!article.title_derived).then_some((Part::Title, article.title.as_str()));
    let paragraphs =
        (0_u32..).zip(&article.paragraphs).map(|(nth, paragraph)| (Part::Paragraph(nth), paragraph.text.as_str()));
    let mut found = Vec::new();
    for (part, text) in title.into_iter().chain(paragraphs) {
        let (tokens, points) = (tokens(text), CodePoints::new(text));
        let mut at = 0;
        while at < tokens.len() {
            let key = tokens[at].key.as_str();
            let n_words = lists.phrase_at(Section::Demonyms, &tokens, at);
            let is_people = tokens[at].is_capitalised()
                && (n_words > 0
                    || tokens[at].is_demonym()
                    || OTHERS.contains(&key)
                    || OTHERS.contains(&key.trim_end_matches('s')))
                && !NONE.contains(&key);
            if !is_people {
                at += 1;
                continue;
            }
            let n_words = n_words.max(1);
            let (start, end) = (tokens[at].start, tokens[at + n_words - 1].start + tokens[at + n_words - 1].text.len());
            let (start, end) = (points.at_byte(start) as u32, points.at_byte(end) as u32);
            let after = mentions.partition_point(|mention| (mention.part, mention.end) <= (part, start));
            let is_free = mentions.get(after).is_none_or(|mention| mention.part != part || mention.start >= end);
            found.extend(is_free.then_some((part, start, end)));
            at += n_words;
        }
    }
    found
}
