//! The door: an opened edition that answers searches.

use newsprint_edition::{Answer, Card, ChunkError, ChunkStore, Label, Opened, Reader};
use newsprint_model::ArticleNumber;
use thiserror::Error;

use crate::facets::Counts;
use crate::filter::{FilterSets, conditions};
use crate::histogram::histogram;
use crate::leaves::{hold, load};
use crate::matching::{Matches, idf, matches};
use crate::plan::{Leaf, Plan};
use crate::query::{Node, Place, parse};
use crate::set::ArticleSet;
use crate::snippet::{marked, snippet};
use crate::view::view;
use crate::{
    ArticleView, EditionInfo, EntityLabel, Facet, FacetCounts, FacetRequest, Filters, Histogram, Hit, Request, Results,
    Snippet, SnippetRequest, Sort, facets,
};

/// Why a question has no answer. A query is never wrong; only files can be.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SearchError {
    /// A file of the edition cannot be used.
    #[error(transparent)]
    Edition(#[from] ChunkError),
}

/// An opened edition that answers searches.
pub struct Engine<S> {
    reader: Reader<S>,
}

impl<S: ChunkStore> Engine<S> {
    /// Opens an edition: reads its pointer and its boot file.
    pub async fn open(store: S) -> Result<Engine<S>, SearchError> {
        Ok(Engine { reader: Reader::open(store).await? })
    }

    /// What the edition holds.
    pub fn info(&self) -> EditionInfo {
        let boot = self.reader.boot();
        EditionInfo {
            name: boot.name.clone(),
            n_articles: boot.n_articles,
            dates: boot.dates,
            n_entities: boot.n_entities,
            n_bytes: self.reader.n_bytes(),
        }
    }

    /// Answers a search.
    pub async fn search(&self, request: &Request) -> Result<Results, SearchError> {
        let parsed = parse(&request.query, request.typing);
        let found = self.reader.ask(|edition| find(edition, parsed.node.as_ref(), &request.filters)).await?;
        let (hits, undated_too) = found.hits();
        let shown = found.page(self.reader.boot().n_dated, &hits, request);
        // What is counted is counted once, however long the rest takes to come.
        let mut counts = None;
        let shown = self.reader.ask(|edition| found.shown(edition, &undated_too, &shown, request, &mut counts)).await?;
        Ok(Results {
            n_hits: hits.len(),
            n_possible: found.filters.n_possible(&undated_too),
            fallback: found.matches.fallback,
            problems: parsed.problems,
            corrections: Vec::new(),
            suggestions: Vec::new(),
            names: Vec::new(),
            hits: shown.hits,
            facets: shown.facets,
            dates: shown.dates,
        })
    }

    /// The best passages of some articles, in the order asked for.
    ///
    /// * Errors: a file is damaged, or the edition has no article of a number.
    pub async fn snippets(&self, request: &SnippetRequest) -> Result<Vec<Snippet>, SearchError> {
        let parsed = parse(&request.query, request.typing);
        let numbered = request.articles.iter().take(SnippetRequest::MAX_ARTICLES);
        let articles: Vec<u32> = numbered.map(|article| article.0).collect();
        Ok(self.reader.ask(|edition| snippets(edition, &articles, parsed.node.as_ref())).await?)
    }

    /// A page of one facet's values for a search.
    pub async fn facet(&self, request: &FacetRequest) -> Result<FacetCounts, SearchError> {
        let parsed = parse(&request.search.query, request.search.typing);
        let found = self.reader.ask(|edition| find(edition, parsed.node.as_ref(), &request.search.filters)).await?;
        let mut counts = None;
        Ok(self.reader.ask(|edition| found.values(edition, request, &mut counts)).await?)
    }

    /// An article opened for reading, what the query asks for marked; `None` when the edition has none of that id.
    pub async fn article(&self, id: &str, query: &str, typing: bool) -> Result<Option<ArticleView>, SearchError> {
        let parsed = parse(query, typing);
        Ok(self.reader.ask(|edition| article(edition, id, parsed.node.as_ref())).await?)
    }
}

/// An article opened for reading.
fn article(edition: &Opened, id: &str, node: Option<&Node>) -> Answer<Option<ArticleView>> {
    let plan = Plan::of(edition, node);
    let Some(number) = edition.article_number(id)? else { return Ok(None) };
    let (cards, bodies) = (edition.cards(&[number]), edition.bodies(&[number]));
    let (Some(card), Some(body), plan) = (cards?.pop(), bodies?.pop(), plan?) else { return Ok(None) };
    let entities: Vec<_> = body.entities.iter().map(|(entity, _)| *entity).collect();
    let entities = edition.entities(&entities)?;
    let weights = weights(&plan, edition.boot().n_articles);
    let (in_title, in_body) = (plan.patterns(&weights, Place::Title), plan.patterns(&weights, Place::Anywhere));
    Ok(Some(view(number, card, body, entities, &in_title, &in_body)))
}

/// The best passages of some articles. Bodies are asked for beside words.
fn snippets(edition: &Opened, articles: &[u32], node: Option<&Node>) -> Answer<Vec<Snippet>> {
    if node.is_none() {
        return Ok(vec![Snippet::new(); articles.len()]);
    }
    let plan = Plan::of(edition, node)?;
    let in_body = plan.patterns(&weights(&plan, edition.boot().n_articles), Place::Anywhere);
    if in_body.is_empty() {
        return Ok(vec![Snippet::new(); articles.len()]);
    }
    let bodies = edition.bodies(articles)?;
    Ok(bodies.iter().map(|body| snippet(&body.paragraphs, &in_body)).collect())
}

/// What each leaf tells, by the commonest of its words: no list need be loaded.
fn weights(plan: &Plan, n_articles: u32) -> Vec<f32> {
    let df = |entry: &usize| plan.entries.get(*entry).map_or(0, |entry| entry.n_articles);
    let of_leaf = |leaf: &Leaf| leaf.ways.iter().flatten().flat_map(|slot| &slot.entries).map(df).max().unwrap_or(0);
    plan.leaves.iter().map(|leaf| idf(n_articles, of_leaf(leaf))).collect()
}

/// What answers a query, and what narrows it.
struct Found {
    plan: Plan,
    matches: Matches,
    filters: FilterSets,
}

/// What a page shows.
struct Shown {
    hits: Vec<Hit>,
    facets: Vec<FacetCounts>,
    dates: Histogram,
}

/// Finds what answers a query.
fn find(edition: &Opened, node: Option<&Node>, filters: &Filters) -> Answer<Found> {
    let filters = FilterSets::of(edition, filters);
    let plan = Plan::of(edition, node)?;
    let (lists, met) = (load(edition, &plan), conditions(edition, &plan.conditions));
    let (lists, met, filters) = (lists?, met?, filters?);
    let boot = edition.boot();
    let held = hold(&plan, &lists, boot.n_articles);
    let matches = matches(&plan, &held, &met, boot.scoring, boot.n_articles);
    Ok(Found { plan, matches, filters })
}

impl Found {
    /// The articles found, and those that would be without the date filter.
    fn hits(&self) -> (ArticleSet, ArticleSet) {
        let undated_too = self.filters.narrowed(&self.matches.articles, None);
        let mut hits = undated_too.clone();
        self.filters.keep_dated(&mut hits);
        (hits, undated_too)
    }

    /// The articles of one page with their scores, in order.
    fn page(&self, n_dated: u32, hits: &ArticleSet, request: &Request) -> Vec<(u32, f32)> {
        let (matches, has_words) = (&self.matches, self.plan.root.is_some());
        // Newest first: dated articles by falling number, which rises with the day; then the undated. Its own inverse.
        let newest = |number: u32| if number < n_dated { n_dated - 1 - number } else { number };
        let score = |article: u32| matches.scores.get(article as usize).copied().unwrap_or(0.0);
        let by_score = has_words && request.sort == Sort::Relevance;
        let turn = |number: u32| if request.sort == Sort::Oldest { number } else { newest(number) };
        // One number orders everything: articles that hold all words, then the score, then the day. The bits of a score,
        // which is never negative, compare as it does, and leave the highest free.
        let rank = |article: u32| {
            let is_complete = matches.complete.as_ref().is_some_and(|complete| complete.holds(article));
            let merit = if by_score { u32::from(is_complete) << 31 | score(article).max(0.0).to_bits() } else { 0 };
            u64::from(u32::MAX - merit) << 32 | u64::from(turn(article))
        };
        let mut ranks: Vec<u64> = hits.iter().map(rank).collect();
        let (start, n) = (request.offset as usize, request.limit as usize);
        let end = start.saturating_add(n);
        if end < ranks.len() && end > 0 {
            ranks.select_nth_unstable(end - 1);
            ranks.truncate(end);
        }
        ranks.sort_unstable();
        let shown = ranks.into_iter().skip(start).take(n).map(|rank| turn(rank as u32));
        shown.map(|article| (article, if has_words { score(article) } else { 0.0 })).collect()
    }

    /// All that a page shows of an answer.
    fn shown(
        &self,
        edition: &Opened,
        undated_too: &ArticleSet,
        shown: &[(u32, f32)],
        request: &Request,
        counts: &mut Option<Counts>,
    ) -> Answer<Shown> {
        let numbers: Vec<u32> = shown.iter().map(|(article, _)| *article).collect();
        let cards = edition.cards(&numbers);
        let (mut facets, mut dates_told) = (Vec::new(), Histogram::default());
        if request.n_facet_values > 0 {
            let dates = edition.dates();
            let counts = self.counts(edition, &Facet::ALL, counts)?;
            facets = counts.first(edition, &self.filters, request.n_facet_values as usize)?;
            dates_told = histogram(&dates?, undated_too);
        }
        let hits = self.told(cards?, shown);
        Ok(Shown { hits, facets, dates: dates_told })
    }

    /// A page of one facet's values.
    fn values(&self, edition: &Opened, request: &FacetRequest, counts: &mut Option<Counts>) -> Answer<FacetCounts> {
        let among = facets::among(edition, request);
        let counts = self.counts(edition, &[request.facet], counts)?;
        let page = request.offset as usize..request.offset.saturating_add(request.limit) as usize;
        counts.page(edition, &self.filters, request.facet, among?.as_deref(), page)
    }

    /// The counts of some facets, which are counted when they are not yet.
    fn counts<'c>(&self, edition: &Opened, facets: &[Facet], counts: &'c mut Option<Counts>) -> Answer<&'c Counts> {
        let counted = match counts.take() {
            Some(counted) => counted,
            None => facets::counts(edition, &self.matches.articles, &self.filters, facets)?,
        };
        Ok(counts.insert(counted))
    }

    /// What a list shows of some articles.
    fn told(&self, cards: Vec<Card>, shown: &[(u32, f32)]) -> Vec<Hit> {
        let in_title = self.plan.patterns(&self.matches.weights, Place::Title);
        let in_body = self.plan.patterns(&self.matches.weights, Place::Anywhere);
        let hits = cards.into_iter().zip(shown).map(|(card, (article, score))| Hit {
            article: ArticleNumber(*article),
            score: *score,
            title: marked(&card.title, &in_title),
            snippet: marked(&card.lead, &in_body),
            id: card.id,
            title_derived: card.title_derived,
            date: card.date,
            source: card.source,
            byline: card.byline,
            lang: card.lang,
            entities: card.entities.into_iter().map(entity_label).collect(),
        });
        hits.collect()
    }
}

fn entity_label(label: Label) -> EntityLabel {
    EntityLabel { id: label.id, name: label.name, kind: label.kind }
}
