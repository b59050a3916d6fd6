//! What a site says of its collection in plain HTML.

use newsprint_model::{Article, DateSpan, Day};

use crate::Theme;
use crate::pages::DataPackage;

/// How many headlines the plain page lists: enough to see what the collection is, few enough for a phone.
const MOST_HEADLINES: usize = 50;

/// What a site says of its collection before, and wherever, the app does not run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The collection's name.
    pub name: String,
    /// What the publisher says of it in a sentence or two; made from name and number otherwise.
    pub description: Option<String>,
    /// Under which licence it is published, in the publisher's words.
    pub licence: Option<String>,
    /// Where the site will stand, `https://…` or `http://…`; `None` where nobody knows.
    pub base_url: Option<String>,
    /// What readers' devices keep of the edition.
    pub offline: Offline,
    /// How it looks, where not as the app does.
    pub theme: Theme,
    /// How many articles it has.
    pub n_articles: u32,
    /// The newest headlines.
    pub headlines: Vec<Headline>,
    /// What the site has beside the app.
    pub beside: Beside,
}

/// What a site has beside the app, as far as its front page tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// Where the site stands, ending in a slash, where feeds and a sitemap were written; else `None`.
    pub base_url: Option<String>,
    /// Whether articles and names have pages.
    pub has_pages: bool,
    /// The tables for download.
    pub tables: Vec<DataPackage>,
    /// The articles' languages as BCP 47 tags, most frequent first.
    pub languages: Vec<String>,
    /// From the first to the last day that an article is certainly known for.
    pub dates: Option<DateSpan>,
}

/// What readers' devices keep of an edition without being asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Offline {
    /// All of one that is small; of a larger one, what was read.
    #[default]
    Small,
    /// All of it.
    All,
    /// What was read.
    Read,
}

/// One line of the plain list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// The article's id.
    pub id: String,
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
    /// Newest first.
    headlines: Vec<Headline>,
}

impl Newest {
    /// Takes the next article in.
    pub fn add(&mut self, article: &Article) {
        self.add_headline(Headline {
            id: article.id.clone(),
            title: article.title.clone(),
            date: article.date.as_ref().map(|date| date.span),
            source: article.source.clone(),
            url: article.url.clone(),
            lang: article.lang.clone(),
        });
    }

    /// Takes the next article in, of which only the headline is at hand.
    pub fn add_headline(&mut self, headline: Headline) {
        self.n_articles = self.n_articles.saturating_add(1);
        let key = sorts_by(headline.date);
        let at = self.headlines.partition_point(|other| sorts_by(other.date) >= key);
        if at < MOST_HEADLINES {
            self.headlines.insert(at, headline);
            self.headlines.truncate(MOST_HEADLINES);
        }
    }

    /// Counts articles that are older than all that is listed.
    pub fn count_older(&mut self, n_articles: u32) {
        self.n_articles = self.n_articles.saturating_add(n_articles);
    }

    /// Takes in what another gathered from articles that come after these.
    pub fn join(&mut self, later: Newest) {
        let n_articles = self.n_articles.saturating_add(later.n_articles);
        later.headlines.into_iter().for_each(|headline| self.add_headline(headline));
        self.n_articles = n_articles;
    }

    /// What the page says of them.
    pub fn about(self, name: &str) -> About {
        About { name: name.to_owned(), n_articles: self.n_articles, headlines: self.headlines, ..About::default() }
    }
}

/// What is newest has the greatest: the later its last possible day, then its first; undated ones have the least.
fn sorts_by(date: Option<DateSpan>) -> Option<(Day, Day)> {
    date.map(|span| (span.latest, span.earliest))
}

/// Which of many articles the page lists, newest first, as indexes into their dates.
pub fn newest(dates: &[Option<DateSpan>]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..dates.len() as u32).collect();
    order.sort_by_key(|nth| std::cmp::Reverse(sorts_by(dates[*nth as usize])));
    order.truncate(MOST_HEADLINES);
    order
}
