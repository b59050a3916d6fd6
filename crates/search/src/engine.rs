//! The door: an opened edition that answers searches.

use newsprint_edition::{Answer, Card, ChunkError, ChunkStore, Label, MAX_COUNTED, Opened, Reader, Value, WordEntry};
use newsprint_model::{ArticleNumber, EntityKind};
use thiserror::Error;

use crate::best::{best, rank, score_in};
use crate::explain::explain;
use crate::facets::{Counts, Wanted};
use crate::filter::{FilterSets, conditions};
use crate::histogram::histogram;
use crate::leaves::Index;
use crate::marks::Pattern;
use crate::matching::{Evaluator, Matches, only_word, scored, weights};
use crate::order::{DateOrder, least};
use crate::plan::{Asked, Named, Plan};
use crate::query::Place;
use crate::score::NEAR_ARTICLES;
use crate::set::ArticleSet;
use crate::snippet::marked;
use crate::suggest::{MAX_UNSURE_HITS, did_you_mean, show_as_written};
use crate::{
    ArticleEntity, ArticleView, Correction, EditionInfo, EntityLabel, Explanation, Facet, FacetCounts, FacetRequest,
    Fallback, Filters, Histogram, Hit, NameRead, Reading, Request, Results, Snippet, SnippetRequest, Sort, facets,
    looks,
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
            licence: boot.licence.clone(),
            hash: self.reader.hash().to_owned(),
        }
    }

    /// Answers a search.
    pub async fn search(&self, request: &Request) -> Result<Results, SearchError> {
        let asked = Asked::of(&request.reading());
        let (found, mut shown) = match self.shown(request, &asked).await? {
            Ok(found) => found,
            Err(told) => return Ok(told),
        };
        let mut n_others = found.n_others;
        let n_listed = shown.hits.len();
        if let Some(meant) = shown.did_you_mean.as_mut().filter(|_| request.has_room(n_listed)) {
            let as_meant = as_meant(request, meant);
            let near = self.shown(&as_meant, &Asked::of(&as_meant.reading())).await?;
            let near = near.map_or_else(|told| told.hits, |(_, shown)| shown.hits);
            show_as_written(&mut meant[1], &near);
            let is_new = |hit: &Hit| shown.hits[..n_listed].iter().all(|other| other.article != hit.article);
            let near: Vec<Hit> = near.into_iter().filter(is_new).take(FULL_PAGE - n_listed).collect();
            n_others += near.len() as u32;
            shown.hits.extend(near);
        }
        let mut corrections = found.plan.corrections;
        for Correction { shown: word, also, .. } in &mut corrections {
            std::iter::once(word).chain(also).for_each(|word| show_as_written(word, &shown.hits));
        }
        Ok(Results {
            n_hits: found.n_hits,
            n_others,
            n_possible: found.n_possible,
            fallback: found.fallback,
            problems: asked.parsed.problems,
            corrections,
            names: found.names,
            begun: found.plan.begun,
            did_you_mean: shown.did_you_mean.map(|query| query.concat()),
            hits: shown.hits,
            facets: shown.facets,
            dates: shown.dates,
        })
    }

    /// What answers a search and all that a page shows of it; or the answer itself, where it was made beforehand.
    async fn shown(&self, request: &Request, asked: &Asked) -> Result<Result<(Found, Shown), Results>, SearchError> {
        // What is found is found once, and what is counted counted once, however long the rest takes to come.
        let (mut found, mut counts) = (None, None);
        let answer = self.reader.ask(|edition| {
            let of = match found.take() {
                Some(found) => found,
                None => match told(edition, asked, request)? {
                    Some(told) => return Ok(Err(told)),
                    None => find(edition, asked, request)?,
                },
            };
            match of.shown(edition, (request, asked), &mut counts) {
                Ok(shown) => Ok(Ok((of, shown))),
                Err(unanswered) => {
                    found = Some(of);
                    Err(unanswered)
                }
            }
        });
        Ok(answer.await?)
    }

    /// The best passages of some articles, in the order asked for.
    ///
    /// * Errors: a file is damaged, or the edition has no article of a number.
    pub async fn snippets(&self, request: &SnippetRequest) -> Result<Vec<Snippet>, SearchError> {
        self.look(|edition| looks::snippets(edition, request)).await
    }

    /// Why an article stands where it does, by the reading of the query that found it; everything about an article that does not answer is 0.
    ///
    /// * Errors: a file is damaged.
    pub async fn explain(&self, request: &Request, article: ArticleNumber) -> Result<Explanation, SearchError> {
        let asked = Asked::of(&request.reading());
        // By relevance, the best are those that words near each other add to.
        let limit = NEAR_ARTICLES as u32;
        let best = Request { sort: Sort::Relevance, offset: 0, limit, n_facet_values: 0, ..request.clone() };
        let mut found = self.reader.ask(|edition| find(edition, &asked, &best)).await?;
        // A page with room lists all that answers as typed: any other article stands there for what may be meant.
        if !found.is_best(article) && request.has_room(found.page.len()) {
            let meant = |edition: &Opened| did_you_mean(edition, &asked, &found.plan, &request.query);
            if let Some(meant) = self.reader.ask(meant).await? {
                let best = as_meant(&best, &meant);
                let asked = Asked::of(&best.reading());
                let as_meant = self.reader.ask(|edition| find(edition, &asked, &best)).await?;
                found = if as_meant.is_best(article) { as_meant } else { found };
            }
        }
        let is_best = request.sort == Sort::Relevance && found.is_best(article);
        Ok(self.reader.ask(|edition| explain(edition, &found.plan, article.0, is_best)).await?)
    }

    /// A page of one facet's values for a search.
    pub async fn facet(&self, request: &FacetRequest) -> Result<FacetCounts, SearchError> {
        let asked = Asked::of(&request.search.reading());
        // Nothing of it is shown, and everything counted.
        let search = Request { limit: 0, n_facet_values: 1, ..request.search.clone() };
        let (mut found, mut counts) = (None, None);
        self.look(|edition| {
            let found = match &mut found {
                Some(found) => found,
                none => none.insert(find(edition, &asked, &search)?),
            };
            found.values(edition, request, &mut counts)
        })
        .await
    }

    /// What a list shows of some articles, such as the versions of a hit, or what a reader has kept, in the order asked for; nothing is marked and no
    /// score told.
    ///
    /// * Shape: numbers first, then ids; those that the edition does not have are left out. At most [`MAX_ASKED`](crate::MAX_ASKED) of either.
    /// * Errors: a file is damaged, or the edition has no article of a number.
    pub async fn cards(&self, articles: &[ArticleNumber], ids: &[String]) -> Result<Vec<Hit>, SearchError> {
        self.look(|edition| looks::cards(edition, articles, ids)).await
    }

    /// What the edition knows of some people, organisations or places, in the order asked for; those that it does not have are left out.
    ///
    /// * Shape: ids are values of the facet; at most [`MAX_ASKED`](crate::MAX_ASKED) of them. `n_mentions` is 0, for no article is meant.
    /// * Errors: a file is damaged.
    pub async fn entities(&self, facet: Facet, ids: &[String]) -> Result<Vec<ArticleEntity>, SearchError> {
        self.look(|edition| looks::entities(edition, facet, ids)).await
    }

    /// An article opened for reading, what the query asks for marked; `None` when the edition has none of that id.
    pub async fn article(&self, id: &str, reading: &Reading) -> Result<Option<ArticleView>, SearchError> {
        self.look(|edition| looks::article(edition, id, reading)).await
    }

    /// Puts a question that the edition answers from memory, one of [`looks`] or several, until all that it needs is there.
    pub async fn look<T>(&self, look: impl FnMut(&Opened) -> Answer<T>) -> Result<T, SearchError> {
        Ok(self.reader.ask(look).await?)
    }
}

/// What answers a query, and what narrows it.
struct Found {
    plan: Plan,
    names: Vec<NameRead>,
    /// For each leaf, its idf.
    weights: Vec<f32>,
    n_hits: u32,
    n_others: u32,
    n_possible: u32,
    fallback: Option<Fallback>,
    /// The articles of the page asked for with their scores, in order.
    page: Vec<(u32, f32)>,
    /// Where something is to be counted, the articles that answer the words.
    counted: Option<ArticleSet>,
    filters: FilterSets,
}

/// What a page shows.
struct Shown {
    hits: Vec<Hit>,
    facets: Vec<FacetCounts>,
    dates: Histogram,
    /// The query as it may have been meant: what stands before the word, the word, what follows it.
    did_you_mean: Option<[String; 3]>,
}

/// Whose names some words were read as.
fn name_reads(plan: &Plan, values: Vec<Value>) -> Vec<NameRead> {
    let reads = plan.names.iter().zip(values).filter_map(|(Named { start, end, facet, .. }, value)| {
        let label = EntityLabel { id: value.id, name: value.label, kind: *EntityKind::ALL.get(*facet)? };
        Some(NameRead { start: *start, end: *end, label })
    });
    let mut in_order: Vec<NameRead> = Vec::new();
    for read in reads {
        in_order.insert(in_order.partition_point(|other| other.start <= read.start), read);
    }
    in_order
}

/// The counts of a single word's articles where they were made beforehand, and nothing else is asked for.
fn told(edition: &Opened, asked: &Asked, request: &Request) -> Answer<Option<Results>> {
    let n_values = request.n_facet_values as usize;
    let is_plain = request.limit == 0 && (1..=MAX_COUNTED).contains(&n_values) && request.filters == Filters::default();
    if !is_plain {
        return Ok(None);
    }
    let plan = Plan::of(edition, asked)?;
    let Some((_, slot)) = only_word(&plan) else { return Ok(None) };
    let forms: Vec<&WordEntry> = slot.entries.iter().filter_map(|nth| plan.entries.get(*nth)).collect();
    let Some(counted) = edition.counted(&forms, slot.n_articles)? else { return Ok(None) };
    Ok(Some(Results {
        n_hits: slot.n_articles,
        n_others: 0,
        n_possible: 0,
        fallback: None,
        problems: asked.parsed.problems.clone(),
        facets: facets::counted_first(edition, &counted, n_values)?,
        dates: counted.dates.into(),
        corrections: plan.corrections,
        names: Vec::new(),
        begun: plan.begun,
        did_you_mean: None,
        hits: Vec::new(),
    }))
}

/// Finds what answers a query.
fn find(edition: &Opened, asked: &Asked, request: &Request) -> Answer<Found> {
    let filters = FilterSets::of(edition, &request.filters);
    // In an edition that was written at once, numbers are in the order of dates.
    let dates = (!edition.is_one_part()).then(|| edition.dates());
    let plan = Plan::of(edition, asked)?;
    let boot = edition.boot();
    let scored = scored(&plan);
    let (index, met) = (Index::open(edition, &plan, &scored), conditions(edition, &plan.conditions));
    let names = edition.values(&plan.names.iter().map(|name| (name.facet, name.set.number)).collect::<Vec<_>>());
    let (index, met, filters, names) = (index?, met?, filters?, name_reads(&plan, names?));
    let order = match dates {
        None => DateOrder::of_numbers(boot.n_dated),
        Some(dates) => DateOrder::of_table(&dates?, boot.n_articles),
    };
    let weights = weights(&plan, boot.n_articles);
    let is_counting = request.n_facet_values > 0;
    let by_score = plan.root.is_some() && request.sort == Sort::Relevance;
    let newest_first = request.sort != Sort::Oldest;
    let (start, end) = (request.offset as usize, request.offset.saturating_add(request.limit) as usize);

    let mut evaluator = Evaluator::new(&index, &plan, &met, &weights, scored);
    let is_everything = plan.root.is_none() && filters.is_empty();
    // Of one word, the dictionary says how many articles hold it: only the best need be looked for.
    let only = if is_counting || !filters.is_empty() || !by_score { None } else { evaluator.only_word() };
    let told = if is_everything {
        let turns = start as u32..(end as u32).min(boot.n_articles);
        let page: Vec<(u32, f32)> = turns.map(|turn| (order.at_turn(turn, newest_first), 0.0)).collect();
        Some((page, boot.n_articles, is_counting.then(|| ArticleSet::all(boot.n_articles))))
    } else if let Some((slot, weight)) = only {
        let ranks = best(&index, &slot.entries, (weight, boot.scoring), &order, end)?;
        let page = ranks.into_iter().skip(start).map(|rank| (order.at_turn(rank as u32, true), score_in(rank)));
        Some((page.collect(), slot.n_articles, None))
    } else {
        None
    };
    if let Some((page, n_hits, counted)) = told {
        let (n_others, n_possible, fallback) = (0, 0, None);
        return Ok(Found { plan, names, weights, n_hits, n_others, n_possible, fallback, page, counted, filters });
    }
    index.want_all()?;
    let Matches { articles: found, complete, fallback, scores } = evaluator.matches()?;
    let counted = is_counting.then(|| ArticleSet::of(boot.n_articles, &found));
    let mut hits: Vec<u32> = found.iter().copied().filter(|article| filters.is_kept(*article)).collect();
    let n_possible = filters.n_possible(&hits);
    hits.retain(|article| filters.is_dated(*article));
    let n_hits = hits.len() as u32;
    let scores = match scores {
        _ if !by_score || end == 0 => Vec::new(),
        Some(scores) if hits.len() == found.len() => scores,
        Some(scores) => {
            let mut left = hits.iter().peekable();
            let kept = found.iter().zip(scores).filter(|(article, _)| left.next_if_eq(article).is_some());
            kept.map(|(_, score)| score).collect()
        }
        None => evaluator.scores(&hits)?,
    };
    let is_short = by_score && end > 0 && hits.len() < FULL_PAGE;
    let (others, other_scores) = if is_short { evaluator.others(&hits, &filters)? } else { Default::default() };
    let n_others = others.len() as u32;
    let mut complete = match complete.as_deref() {
        _ if !others.is_empty() => hits.as_slice(),
        Some(complete) if by_score => complete,
        _ => &[],
    };
    let ranks = hits.iter().enumerate().map(|(nth, article)| {
        while complete.first().is_some_and(|other| other < article) {
            complete = &complete[1..];
        }
        let rank = rank(scores.get(nth).copied().unwrap_or(0.0), order.turn(*article, newest_first));
        if complete.first() == Some(article) { rank & !INCOMPLETE } else { rank }
    });
    let other_ranks = others.iter().zip(other_scores).map(|(article, score)| rank(score, order.turn(*article, true)));
    let n_near = if by_score && end > 0 { NEAR_ARTICLES } else { 0 };
    let mut ranks = least(ranks.chain(other_ranks), end.max(n_near));
    let n_near = n_near.min(ranks.len());
    put_in_order_by_nearness(&mut ranks[..n_near], &evaluator, &order)?;
    ranks.truncate(end);
    let page = ranks.into_iter().skip(start);
    let mut page: Vec<(u32, f32)> =
        page.map(|rank| (order.at_turn(rank as u32, newest_first), score_in(rank | INCOMPLETE))).collect();
    if !by_score && plan.root.is_some() {
        let mut shown: Vec<u64> = page.iter().map(|(article, _)| u64::from(*article)).collect();
        shown.sort_unstable();
        let shown: Vec<u32> = shown.into_iter().map(|article| article as u32).collect();
        let scores = evaluator.scores(&shown)?;
        for (article, score) in &mut page {
            *score = shown.binary_search(article).map_or(0.0, |nth| scores[nth]);
        }
    }
    Ok(Found { plan, names, weights, n_hits, n_others, n_possible, fallback, page, counted, filters })
}

/// A list of fewer hits than this is followed by articles that hold fewer of the words.
const FULL_PAGE: usize = 10;

/// The question for a query as it may have been meant.
fn as_meant(request: &Request, meant: &[String; 3]) -> Request {
    Request { query: meant.concat(), exact: true, n_facet_values: 0, ..request.clone() }
}

impl Request {
    /// Whether a list of so many hits leaves room for those of the query as it may have been meant: a first page by relevance, of what is typed to its
    /// end, where they are wanted.
    pub fn has_room(&self, n_listed: usize) -> bool {
        let is_first = self.offset == 0 && self.sort == Sort::Relevance && !self.typing;
        self.with_meant && is_first && n_listed < FULL_PAGE.min(self.limit as usize)
    }
}

/// Adds what words near each other tell to the ranks of the best articles, newest first, and puts them in order.
fn put_in_order_by_nearness(ranks: &mut [u64], evaluator: &Evaluator<'_>, order: &DateOrder) -> Answer<()> {
    let mut articles: Vec<u64> = ranks.iter().map(|rank| u64::from(order.at_turn(*rank as u32, true))).collect();
    articles.sort_unstable();
    let articles: Vec<u32> = articles.into_iter().map(|article| article as u32).collect();
    let nearness = evaluator.nearness(&articles)?;
    for own in ranks.iter_mut() {
        let near = articles.binary_search(&order.at_turn(*own as u32, true)).map_or(0.0, |nth| nearness[nth]);
        *own = rank(score_in(*own | INCOMPLETE) + near, *own as u32) & (*own | !INCOMPLETE);
    }
    ranks.sort_unstable();
    Ok(())
}

/// The highest bit of a rank: unset for articles that hold all words, where others answer too. A score leaves it free.
const INCOMPLETE: u64 = 1 << 63;

impl Found {
    /// Whether an article is on the page.
    fn is_best(&self, article: ArticleNumber) -> bool {
        self.page.iter().any(|(best, _)| *best == article.0)
    }

    /// All that a page shows of an answer.
    fn shown(
        &self,
        edition: &Opened,
        (request, asked): (&Request, &Asked),
        counts: &mut Option<Counts>,
    ) -> Answer<Shown> {
        let numbers: Vec<u32> = self.page.iter().map(|(article, _)| *article).collect();
        let cards = edition.cards(&numbers);
        let is_suggested = request.limit > 0 && (self.n_hits <= MAX_UNSURE_HITS || self.fallback.is_some());
        let did_you_mean =
            if is_suggested { did_you_mean(edition, asked, &self.plan, &request.query) } else { Ok(None) };
        let (mut facets, mut dates_told) = (Vec::new(), Histogram::default());
        if let Some(counted) = &self.counted {
            let dates = edition.dates();
            let wanted = Wanted::First(request.n_facet_values as usize);
            let counts = self.counts(edition, &Facet::COUNTED, wanted, counts)?;
            facets = counts.first(edition, &self.filters, request.n_facet_values as usize)?;
            dates_told = histogram(&dates?, &self.filters.narrowed(counted, None));
        }
        Ok(Shown { hits: self.told(cards?), facets, dates: dates_told, did_you_mean: did_you_mean? })
    }

    /// A page of one facet's values.
    fn values(&self, edition: &Opened, request: &FacetRequest, counts: &mut Option<Counts>) -> Answer<FacetCounts> {
        let among = facets::among(edition, request)?;
        let page = request.offset as usize..request.offset.saturating_add(request.limit) as usize;
        let wanted = among.as_deref().map_or(Wanted::First(page.end), Wanted::Among);
        let counts = self.counts(edition, &[request.facet], wanted, counts)?;
        counts.page(edition, &self.filters, request.facet, among.as_deref(), page)
    }

    /// The counts of some facets, which are counted when they are not yet.
    fn counts<'c>(
        &self,
        edition: &Opened,
        facets: &[Facet],
        wanted: Wanted<'_>,
        counts: &'c mut Option<Counts>,
    ) -> Answer<&'c Counts> {
        let counted = match (counts.take(), &self.counted) {
            (Some(counted), _) => counted,
            (None, Some(found)) => facets::counts(edition, found, &self.filters, facets, wanted)?,
            (None, None) => Counts::default(),
        };
        Ok(counts.insert(counted))
    }

    /// What a list shows of some articles.
    fn told(&self, cards: Vec<Card>) -> Vec<Hit> {
        let in_title = self.plan.patterns(&self.weights, Place::Title);
        let in_body = self.plan.patterns(&self.weights, Place::Anywhere);
        let hits = cards.into_iter().zip(&self.page);
        hits.map(|(card, (article, score))| hit(*article, card, *score, (&in_title, &in_body))).collect()
    }
}

/// What a list shows of an article.
pub(crate) fn hit(article: u32, card: Card, score: f32, (in_title, in_body): (&[Pattern], &[Pattern])) -> Hit {
    // The one to be shown first stays in front.
    let mut versions = card.versions.others;
    if !versions.is_empty() {
        versions.insert(usize::from(!card.versions.is_first), article);
    }
    Hit {
        article: ArticleNumber(article),
        score,
        title: marked(&card.title, in_title),
        snippet: marked(&card.lead, in_body),
        id: card.id,
        title_derived: card.title_derived,
        date: card.date,
        source: card.source,
        byline: card.byline,
        lang: card.lang,
        entities: card.entities.into_iter().map(entity_label).collect(),
        n_versions: if versions.is_empty() { 0 } else { card.versions.n_others.saturating_add(1) },
        versions: versions.into_iter().map(ArticleNumber).collect(),
    }
}

pub(crate) fn entity_label(label: Label) -> EntityLabel {
    EntityLabel { id: label.id, name: label.name, kind: label.kind }
}
