//! `newsprint build --since`: what a site has already, what is new to it, and whether the new can stand beside the old.

use std::path::Path;

use anyhow::{Context, bail};
use newsprint_corpus::{Ids, has_made_id};
use newsprint_edition::{Base, BaseArticles, BaseEntity, Body, Card};
use newsprint_entities::Standing;
use newsprint_model::{Article, DateSpan, Day};
use newsprint_site::{Headline, Newest, newest};
use thiserror::Error;

use crate::search::{FolderStore, wait_for};
use crate::withheld::Withheld;

/// How large a part of the base may be added, as one over this: more makes every reader fetch from two parts what one would hold.
const MOST_ADDED: u32 = 10;

/// Why a site cannot be added to.
#[derive(Debug, Error)]
#[error("{reason}")]
pub struct Unfit {
    reason: String,
    /// Whether the sources hold all that the site has from before the date, so that building the whole from them loses nothing.
    pub can_build_anew: bool,
}

/// A site that articles are added to.
pub struct OldSite {
    /// Its main part.
    pub base: Base<FolderStore>,
    since: Day,
}

impl OldSite {
    /// Reads what a site has, as far as adding to it needs.
    ///
    /// * Errors: there is no site, or one that this version does not read.
    pub fn read(folder: &Path, since: DateSpan) -> anyhow::Result<OldSite> {
        let store = FolderStore::open(folder).context(
            "--since adds to a site that has been built: build it once without --since, from all its sources",
        )?;
        if store.is_one_file() {
            bail!(
                "--since cannot add to a site whose edition is one file: build it anew from all its sources, without --since"
            );
        }
        let base = wait_for(Base::read(store))
            .context("the site cannot be added to: build it anew from all its sources, without --since")?;
        Ok(OldSite { base, since: since.earliest })
    }

    /// Its entities, for names in added articles to meet.
    pub fn standing(&self) -> Vec<Standing> {
        let standing = |BaseEntity { label, names, wikidata }: &BaseEntity| Standing {
            id: label.id.clone(),
            name: label.name.clone(),
            kind: label.kind,
            names: names.clone(),
            wikidata: *wikidata,
        };
        self.base.entities().iter().map(standing).collect()
    }

    /// What need not be read again.
    pub fn unread(&self) -> Unread<'_> {
        Unread { articles: self.base.articles(), since: self.since }
    }

    /// Whether what was read can stand beside what there is.
    ///
    /// * Errors: [`Unfit`].
    pub fn check(&self, seen: Option<&Seen<'_>>, n_added: u32, withheld: &Withheld) -> anyhow::Result<()> {
        let Some(seen) = seen else { return Ok(()) };
        let spans = self.base.articles().spans();
        let unseen = || (0u32..).zip(seen.is_seen.iter().zip(spans)).filter(|(_, (is_seen, _))| !**is_seen);
        let gone = unseen().find(|(_, (_, span))| span.is_some_and(|span| span.latest >= self.since));
        let can_build_anew = unseen().all(|(_, (_, span))| span.is_some_and(|span| span.latest >= self.since));
        let suppressed = withheld.entries().find(|entry| self.base.articles().number_of(entry).is_some());
        let reason = if let Some(id) = seen.suppressed.as_deref().or(suppressed) {
            format!("the site has the article `{id}`, which newsprint.toml suppresses")
        } else if let Some(id) = &seen.changed {
            format!("the article `{id}` is another now than the site has it")
        } else if let Some((number, _)) = gone {
            let shown = wait_for(self.base.shown(&[number]))?;
            let id = shown.first().map_or("", |(card, _)| &card.id);
            format!("the article `{id}` of the site, from {} or later, is in none of the sources", self.since)
        } else if n_added > self.base.n_articles() / MOST_ADDED {
            let n_base = self.base.n_articles();
            format!("{n_added} articles are new to a site of {n_base}, more than a tenth")
        } else {
            return Ok(());
        };
        Err(Unfit { reason, can_build_anew }.into())
    }

    /// Puts the newest headlines of the base among those of the page.
    ///
    /// * Errors: the site is damaged.
    pub fn add_newest(&self, page: &mut Newest) -> anyhow::Result<()> {
        let numbers = newest(self.base.articles().spans());
        let mut listed = Newest::default();
        for (card, body) in wait_for(self.base.shown(&numbers)).context("the old site")? {
            let Card { id, title, date, source, lang, .. } = card;
            listed.add_headline(Headline { id, title, date, source, url: body.url, lang });
        }
        listed.count_older(self.base.n_articles() - numbers.len() as u32);
        // In a whole build the base's articles come first, and so they do where dates are equal.
        listed.join(std::mem::take(page));
        *page = listed;
        Ok(())
    }
}

/// What the base has from before the date, for whoever reads articles, on any thread.
#[derive(Clone, Copy)]
pub struct Unread<'o> {
    articles: &'o BaseArticles,
    since: Day,
}

impl Unread<'_> {
    /// Whether the base has the article from before the date, and it is taken to be unchanged.
    pub fn has(&self, article: &Article) -> bool {
        let Some(number) = self.articles.number_of(&article.id) else { return false };
        let span = span_of(article);
        span.is_some_and(|span| span.latest < self.since) && self.articles.spans()[number as usize] == span
    }
}

/// Which articles of the base the sources have.
pub struct Seen<'o> {
    old: &'o OldSite,
    is_seen: Vec<bool>,
    /// One that is not as the base has it.
    changed: Option<String>,
    /// One that the base has and may not be published.
    suppressed: Option<String>,
}

impl<'o> Seen<'o> {
    /// None yet.
    pub fn of(old: &'o OldSite) -> Seen<'o> {
        Seen { old, is_seen: vec![false; old.base.n_articles() as usize], changed: None, suppressed: None }
    }

    /// Takes an id for the base's article, where an article of another date made the same one out of its own words: they only share a headline.
    pub fn claim_id(&self, article: &Article, ids: &mut Ids) {
        let articles = self.old.base.articles();
        let other =
            articles.number_of(&article.id).filter(|number| articles.spans()[*number as usize] != span_of(article));
        if other.is_some() && has_made_id(article) {
            ids.claim(&article.id);
        }
    }

    /// Whether the base has an article of this id that no source had.
    pub fn is_unseen(&self, id: &str) -> bool {
        self.old.base.articles().number_of(id).is_some_and(|number| !self.is_seen[number as usize])
    }

    /// Notes an article that may not be published.
    pub fn note_suppressed(&mut self, article: &Article) {
        if let Some(number) = self.old.base.articles().number_of(&article.id) {
            self.is_seen[number as usize] = true;
            self.suppressed = Some(article.id.clone());
        }
    }

    /// Notes an article; true when the base has it.
    ///
    /// * Errors: the site is damaged.
    pub fn note(&mut self, article: &Article) -> anyhow::Result<bool> {
        let Some(number) = self.old.base.articles().number_of(&article.id) else { return Ok(false) };
        self.is_seen[number as usize] = true;
        if self.changed.is_none() && !self.old.unread().has(article) {
            let shown = wait_for(self.old.base.shown(&[number])).context("the old site")?;
            let is_same = shown.first().is_some_and(|(card, body)| is_shown_so(article, card, body));
            self.changed = (!is_same).then(|| article.id.clone());
        }
        Ok(true)
    }
}

fn span_of(article: &Article) -> Option<DateSpan> {
    article.date.as_ref().map(|date| date.span)
}

/// Whether a site shows an article as it is: headline, byline, source, language, date, address and text.
fn is_shown_so(article: &Article, card: &Card, body: &Body) -> bool {
    let mut texts = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    let has_texts = if body.is_extract {
        // What is behind the extract cannot be compared.
        let is_so = |shown: &String| texts.next().is_some_and(|text| text.starts_with(shown.trim_end_matches('…')));
        body.paragraphs.iter().all(is_so)
    } else {
        texts.eq(body.paragraphs.iter().map(String::as_str))
    };
    let url = article.url.as_ref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    (card.title.as_str(), card.title_derived, &card.byline, &card.source, card.lang.as_str())
        == (article.title.as_str(), article.title_derived, &article.byline, &article.source, article.lang.as_str())
        && card.date == span_of(article)
        && body.url.as_ref() == url
        && has_texts
}
