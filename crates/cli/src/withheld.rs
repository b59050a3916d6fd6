//! What may not be published, or not yet: articles that the publisher suppresses, and those of days still under embargo.

use std::collections::HashMap;

use newsprint_model::{Article, Day, Problem, Severity};

use crate::settings::{FILE_NAME, Settings};

/// Sorts out what is withheld, article by article, and counts it.
#[derive(Debug, Default)]
pub struct Withheld {
    /// What is suppressed, and whether an article was found for it.
    suppressed: HashMap<String, bool>,
    /// Articles of a later day are held back.
    last_day: Option<Day>,
    /// How many articles were suppressed.
    pub n_suppressed: usize,
    /// How many were held back for their day.
    pub n_early: usize,
}

impl Withheld {
    /// What the settings withhold on a day.
    pub fn of(settings: &Settings, today: Day) -> Withheld {
        Withheld {
            suppressed: settings.suppress.iter().map(|entry| (entry.clone(), false)).collect(),
            last_day: settings.embargo_days.map(|n_days| Day(today.0.saturating_sub(n_days as i32))),
            ..Withheld::default()
        }
    }

    /// Whether an article's day is still to come, and counts it.
    pub fn is_early(&mut self, article: &Article) -> bool {
        let is_later = |last: Day| article.date.as_ref().is_some_and(|date| date.span.earliest > last);
        let is_early = self.last_day.is_some_and(is_later);
        self.n_early += usize::from(is_early);
        is_early
    }

    /// Whether an article is suppressed, by its id, address, file, or a folder of that, and counts it.
    pub fn is_suppressed(&mut self, article: &Article) -> bool {
        if self.suppressed.is_empty() {
            return false;
        }
        let file = article.file.as_str();
        // Where a name in the path begins: what is suppressed may be named from there.
        let starts = std::iter::once(0).chain(file.match_indices('/').map(|(at, _)| at + 1));
        let folder_ends = || file.match_indices('/').map(|(at, _)| at + 1);
        let mut names = vec![article.id.as_str()];
        names.extend(article.url.as_deref());
        for start in starts {
            names.push(&file[start..]);
            names.extend(folder_ends().filter(|end| *end > start).map(|end| &file[start..end]));
        }
        let mut is_suppressed = false;
        for name in names {
            if let Some(is_found) = self.suppressed.get_mut(name) {
                (*is_found, is_suppressed) = (true, true);
            }
        }
        self.n_suppressed += usize::from(is_suppressed);
        is_suppressed
    }

    /// What is suppressed by a name that may be an id.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        let mut entries: Vec<&str> = self.suppressed.keys().map(String::as_str).collect();
        entries.sort_unstable();
        entries.into_iter()
    }

    /// A warning for each entry that no article was found for: it may be misspelt, and then what it means is published.
    pub fn unmatched(&self) -> Vec<Problem> {
        let is_unmatched = |entry: &&str| self.suppressed.get(*entry) == Some(&false);
        let problem = |entry: &str| Problem {
            severity: Severity::Warning,
            file: FILE_NAME.to_owned(),
            line: None,
            message: format!("`suppress` has `{entry}`, and no article has that id, address or file."),
        };
        self.entries().filter(is_unmatched).map(problem).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_suppressed_by_id_address_file_or_folder() {
        let mut imported = newsprint_corpus::read(
            "in/2021/may.jsonl",
            br#"{"id": "mill", "title": "The mill", "body": "It stands.", "url": "https://a.example/mill"}"#,
            &newsprint_corpus::ReadOptions::default(),
        );
        let article = imported.articles.remove(0);
        for (entry, expected) in [
            ("mill", true),
            ("https://a.example/mill", true),
            ("may.jsonl", true),
            ("2021/may.jsonl", true),
            ("in/2021/may.jsonl", true),
            ("2021/", true),
            ("in/", true),
            ("in/2021/", true),
            ("mil", false),
            ("ay.jsonl", false),
            ("21/", false),
            ("in", false),
            ("2021", false),
            ("https://a.example/", false),
        ] {
            let settings = Settings { suppress: vec![entry.to_owned()], ..Settings::default() };
            let mut withheld = Withheld::of(&settings, Day(0));
            assert_eq!(withheld.is_suppressed(&article), expected, "{entry}");
            assert_eq!(withheld.unmatched().is_empty(), expected, "{entry}");
            assert_eq!(withheld.n_suppressed, usize::from(expected));
        }
    }
}
