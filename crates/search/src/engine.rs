//! The door: an opened edition that answers searches.

use newsprint_edition::{ChunkError, ChunkStore, Label, Reader, join};
use newsprint_model::ArticleNumber;
use thiserror::Error;

use crate::filter::{FilterSets, conditions, facet_number};
use crate::histogram::histogram;
use crate::leaves::{hold, load};
use crate::matching::{Matches, idf, matches};
use crate::plan::Plan;
use crate::query::{Place, parse};
use crate::runs::plain;
use crate::set::ArticleSet;
use crate::snippet::{marked, snippet};
use crate::view::view;
use crate::{
    ArticleView, EditionInfo, EntityLabel, Facet, FacetCounts, FacetRequest, Histogram, Hit, Request, Results, Sort,
    facets,
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
        let n_articles = self.reader.boot().n_articles;
        let parsed = parse(&request.query, request.typing);
        let planned = async {
            let plan = Plan::of(&self.reader, parsed.node.as_ref()).await?;
            let (lists, met) = join(load(&self.reader, &plan), conditions(&self.reader, &plan.conditions)).await;
            Ok::<_, ChunkError>((plan, lists?, met?))
        };
        let (planned, filters) = join(planned, FilterSets::of(&self.reader, &request.filters)).await;
        let ((plan, lists, met), filters) = (planned?, filters?);
        let held = hold(&plan, &lists, n_articles);
        let matches = matches(&plan, &held, &met, self.reader.boot().scoring, n_articles);

        let undated_too = filters.narrowed(&matches.articles, None);
        let mut hits = undated_too.clone();
        filters.keep_dated(&mut hits);
        let shown = self.page(&hits, &matches, plan.root.is_some(), request);
        let counted = async {
            if request.n_facet_values == 0 {
                return Ok((Vec::new(), Histogram::default()));
            }
            let (counts, dates) =
                join(facets::counts(&self.reader, &matches.articles, &filters, &Facet::ALL), self.reader.dates()).await;
            let facets = counts?.first(&self.reader, &filters, request.n_facet_values as usize).await?;
            Ok::<_, ChunkError>((facets, histogram(&dates?, &undated_too)))
        };
        let (counted, hits_shown) = join(counted, self.hits(&shown, &plan, &matches)).await;
        let (facets, dates) = counted?;
        Ok(Results {
            n_hits: hits.len(),
            n_possible: filters.n_possible(&undated_too),
            fallback: matches.fallback,
            problems: parsed.problems,
            hits: hits_shown?,
            facets,
            dates,
        })
    }

    /// A page of one facet's values for a search.
    pub async fn facet(&self, request: &FacetRequest) -> Result<FacetCounts, SearchError> {
        let n_articles = self.reader.boot().n_articles;
        let parsed = parse(&request.search.query, request.search.typing);
        let plan = Plan::of(&self.reader, parsed.node.as_ref()).await?;
        let lists = load(&self.reader, &plan).await?;
        let met = conditions(&self.reader, &plan.conditions).await?;
        let filters = FilterSets::of(&self.reader, &request.search.filters).await?;
        let held = hold(&plan, &lists, n_articles);
        let matches = matches(&plan, &held, &met, self.reader.boot().scoring, n_articles);
        let counts = facets::counts(&self.reader, &matches.articles, &filters, &[request.facet]).await?;
        let among = facets::among(&self.reader, request).await?;
        let page = request.offset as usize..request.offset.saturating_add(request.limit) as usize;
        debug_assert!(facet_number(request.facet) < Facet::ALL.len());
        Ok(counts.page(&self.reader, &filters, request.facet, among.as_deref(), page).await?)
    }

    /// An article opened for reading, what the query asks for marked; `None` when the edition has none of that id.
    pub async fn article(&self, id: &str, query: &str, typing: bool) -> Result<Option<ArticleView>, SearchError> {
        let parsed = parse(query, typing);
        let (number, plan) = join(self.reader.article_number(id), Plan::of(&self.reader, parsed.node.as_ref())).await;
        let (Some(number), plan) = (number?, plan?) else { return Ok(None) };
        let numbers = [number];
        let (cards, bodies) = join(self.reader.cards(&numbers), self.reader.bodies(&numbers)).await;
        let (Some(card), Some(body)) = (cards?.pop(), bodies?.pop()) else { return Ok(None) };
        let entities: Vec<_> = body.entities.iter().map(|(entity, _)| *entity).collect();
        let entities = self.reader.entities(&entities).await?;
        let weights = self.weights(&plan);
        let (in_title, in_body) = (plan.patterns(&weights, Place::Title), plan.patterns(&weights, Place::Anywhere));
        Ok(Some(view(number, card, body, entities, &in_title, &in_body)))
    }

    /// What each leaf tells, by the commonest of its words: no list need be loaded.
    fn weights(&self, plan: &Plan) -> Vec<f32> {
        let n_articles = self.reader.boot().n_articles;
        let df = |entry: &usize| plan.entries.get(*entry).map_or(0, |entry| entry.n_articles);
        let of_leaf = |leaf: &crate::plan::Leaf| {
            leaf.ways.iter().flatten().flat_map(|slot| &slot.entries).map(df).max().unwrap_or(0)
        };
        plan.leaves.iter().map(|leaf| idf(n_articles, of_leaf(leaf))).collect()
    }

    /// The articles of one page with their scores, in order.
    fn page(&self, hits: &ArticleSet, matches: &Matches, has_words: bool, request: &Request) -> Vec<(u32, f32)> {
        let n_dated = self.reader.boot().n_dated;
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

    /// What a list shows of some articles.
    async fn hits(&self, shown: &[(u32, f32)], plan: &Plan, matches: &Matches) -> Result<Vec<Hit>, ChunkError> {
        let numbers: Vec<u32> = shown.iter().map(|(article, _)| *article).collect();
        let in_title = plan.patterns(&matches.weights, Place::Title);
        let in_body = plan.patterns(&matches.weights, Place::Anywhere);
        let for_snippets: &[u32] = if in_body.is_empty() { &[] } else { &numbers };
        let (cards, bodies) = join(self.reader.cards(&numbers), self.reader.bodies(for_snippets)).await;
        let mut bodies = bodies?.into_iter();
        let hits = cards?.into_iter().zip(shown).map(|(card, (article, score))| Hit {
            article: ArticleNumber(*article),
            score: *score,
            title: marked(&card.title, &in_title),
            snippet: match bodies.next() {
                Some(body) => snippet(&body.paragraphs, &in_body),
                None => plain(&card.lead),
            },
            id: card.id,
            title_derived: card.title_derived,
            date: card.date,
            source: card.source,
            byline: card.byline,
            lang: card.lang,
            entities: card.entities.into_iter().map(entity_label).collect(),
        });
        Ok(hits.collect())
    }
}

fn entity_label(label: Label) -> EntityLabel {
    EntityLabel { id: label.id, name: label.name, kind: label.kind }
}
