//! What a site says of its collection in plain HTML.

use newsprint_model::{Article, DateSpan, Day};

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
        let mut newest = Newest::default();
        articles.iter().for_each(|article| newest.add(article));
        newest.about(name)
    }
}

/// The newest articles of many that come one by one.
#[derive(Clone, Debug, Default)]
pub struct Newest {
    n_articles: u32,
    /// Newest first; what sorts them, and the headline.
    headlines: Vec<(Option<(Day, Day)>, Headline)>,
}

impl Newest {
    /// Takes the next article in.
    pub fn add(&mut self, article: &Article) {
        self.n_articles = self.n_articles.saturating_add(1);
        let date = article.date.as_ref().map(|date| date.span);
        let key = date.map(|span| (span.latest, span.earliest));
        let at = self.headlines.partition_point(|(other, _)| *other >= key);
        if at < MOST_HEADLINES {
            let headline = Headline {
                title: article.title.clone(),
                date,
                source: article.source.clone(),
                url: article.url.clone(),
                lang: article.lang.clone(),
            };
            self.headlines.insert(at, (key, headline));
            self.headlines.truncate(MOST_HEADLINES);
        }
    }

    /// What the page says of them.
    pub fn about(self, name: &str) -> About {
        About {
            name: name.to_owned(),
            n_articles: self.n_articles,
            headlines: self.headlines.into_iter().map(|(_, headline)| headline).collect(),
        }
    }
}
