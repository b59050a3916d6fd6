//! An article cited in a line of prose.

use super::{Record, one_line};

/// What the line says in the interface's language.
pub struct Dates {
    /// When it was published, or that nobody knows.
    pub published: String,
    /// When it was looked up, said where nobody knows when it was published.
    pub accessed: Option<String>,
    /// What stands between two parts of a list.
    pub comma: &'static str,
}

/// `Jane Doe, John Roe, “Headline”, The Gazette, 19 November 2023, https://…. The Collection, https://….`
pub fn citation(record: &Record<'_>, dates: &Dates) -> String {
    let authors: Vec<String> = record.authors().iter().map(super::Name::read).collect();
    let title = record.cited_title();
    let title = if record.article.title_derived { title } else { ["“", &title, "”"].concat() };
    let mut parts = Vec::new();
    parts.extend((!authors.is_empty()).then(|| authors.join(dates.comma)));
    parts.push(title);
    parts.extend(record.source());
    parts.push(dates.published.clone());
    parts.extend(record.article.url.as_deref().map(one_line));
    parts.extend(Some(one_line(record.passage)).filter(|passage| !passage.is_empty()));
    let collection = [one_line(record.collection), record.link.to_owned()].join(dates.comma);
    let accessed = dates.accessed.as_ref().map(|day| [dates.comma, day].concat()).unwrap_or_default();
    let parts = parts.join(dates.comma);
    // `n.d.` has its full stop.
    let stop = if parts.ends_with('.') { " " } else { ". " };
    [&parts, stop, &collection, &accessed, "."].concat()
}
