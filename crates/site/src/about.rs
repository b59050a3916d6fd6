//! What a site says of its collection in plain HTML.

use newsprint_model::{Article, DateSpan};

/// How many headlines the plain page lists: enough to see what the collection is, few enough for a phone.
const MOST_HEADLINES: usize = 50;

/// What a site says of its collection before, and wherever, the app does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The collection's name.
    pub name: String,
    /// How many articles it has.
    pub n_articles: u32,
    /// The newest headlines.
    pub headlines: Vec<Headline>,
}

/// One line of the plain list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The headline.
    pub title: String,
    /// When it was published, as far as known.
    pub date: Option<DateSpan>,
    /// Who published it.
    pub source: Option<String>,
    /// The publisher's original. Only http and https become links.
    pub url: Option<String>,
    /// BCP 47 language tag; `"und"` when unknown.
    pub lang: String,
}

impl About {
    /// What the page says of these articles: the newest 50, undated ones last, otherwise as they come.
    pub fn of(name: &str, articles: &[Article]) -> About {
        let mut newest: Vec<&Article> = articles.iter().collect();
        newest.sort_by_key(|article| {
            std::cmp::Reverse(article.date.as_ref().map(|date| (date.span.latest, date.span.earliest)))
        });
        let headlines = newest.into_iter().take(MOST_HEADLINES).map(|article| Headline {
            title: article.title.clone(),
            date: article.date.as_ref().map(|date| date.span),
            source: article.source.clone(),
            url: article.url.clone(),
            lang: article.lang.clone(),
        });
        About {
            name: name.to_owned(),
            n_articles: u32::try_from(articles.len()).unwrap_or(u32::MAX),
            headlines: headlines.collect(),
        }
    }
}
