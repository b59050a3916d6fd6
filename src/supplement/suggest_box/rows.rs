//! How suggestions and what is underlined are drawn.

use crate::components::kind_class;
use crate::js::combobox::Row;
use crate::supplement::suggest::{FIELDS, Mark, Suggestion, stretches};
use crate::supplement::words::{key, said};
use crate::words::Language;

/// A text in stretches, each with the class that underlines it.
pub fn underlining(text: &str, marks: &[Mark]) -> Vec<(&'static str, String)> {
    let class = |mark: Option<bool>| match mark {
        Some(true) => "search-underline__problem",
        Some(false) => "search-underline__correction",
        None => "",
    };
    stretches(text, marks).into_iter().map(|(mark, run)| (class(mark), run)).collect()
}

/// A suggestion for what was typed, as it is drawn.
pub fn row(lang: Language, suggestion: &Suggestion, text: &str) -> Row {
    let words = lang.words();
    match suggestion {
        Suggestion::Name { label, n_articles, .. } => Row {
            group: said(key::NAMES),
            look: "suggestions__name",
            marker: kind_class("kind-marker", label.kind).to_string(),
            runs: vec![(label.name.clone(), false)],
            spoken: (words.kind)(label.kind),
            note: (words.n_articles)(*n_articles),
            ..Row::default()
        },
        Suggestion::Word { word, from } => {
            let n_typed = text.get(*from..).map_or(0, |typed| typed.trim_end().chars().count());
            let cut = word.char_indices().nth(n_typed).map_or(word.len(), |(at, _)| at);
            let (typed, rest) = word.split_at(cut);
            Row {
                group: said(key::SUGGESTED_WORDS),
                look: "suggestions__word",
                runs: vec![(typed.to_owned(), false), (rest.to_owned(), true)],
                ..Row::default()
            }
        }
        Suggestion::Field { nth, .. } => Row {
            group: said(key::SUGGESTED_WORDS),
            look: "suggestions__field",
            runs: vec![([FIELDS[*nth], ":"].concat(), false)],
            note: said(key::FIELD_1 + *nth).to_owned(),
            ..Row::default()
        },
        Suggestion::Headline { title, lang: of, date, .. } => Row {
            group: words.articles,
            look: "suggestions__headline",
            runs: title.iter().map(|run| (run.text.clone(), run.hit.is_some())).collect(),
            lang: of.clone(),
            note: date.map(|span| lang.span(span)).unwrap_or_default(),
            ..Row::default()
        },
    }
}
