//! Everything that narrows a search, the words aside, as sets of articles.

use newsprint_edition::{Answer, DateTable, Opened, Value, ValueSet};
use newsprint_model::DateSpan;

use crate::plan::Condition;
use crate::query::{days, is_range};
use crate::set::ArticleSet;
use crate::{DateFilter, Facet, Filters};

/// How many facets there are.
pub(crate) const N_FACETS: usize = Facet::ALL.len();

/// A facet's number in an edition.
pub(crate) fn facet_number(facet: Facet) -> usize {
    Facet::ALL.iter().position(|listed| *listed == facet).unwrap_or(0)
}

/// A chosen value, looked up.
#[derive(Clone, Debug)]
pub(crate) struct Chosen {
    pub facet: usize,
    /// As asked for.
    pub id: String,
    pub exclude: bool,
    /// Its number and record; `None` when the edition does not hold it.
    pub value: Option<(u32, Value)>,
}

/// Filters as sets.
pub(crate) struct FilterSets {
    /// Chosen values, in the order asked for.
    pub chosen: Vec<Chosen>,
    /// For each facet with included values, the articles that have one of them.
    included: Vec<Option<ArticleSet>>,
    /// Articles that have an excluded value.
    excluded: Option<ArticleSet>,
    /// Articles that the date filter keeps, and those that it may have to: `None` without a date filter.
    dated: Option<(ArticleSet, ArticleSet)>,
}

impl FilterSets {
    /// Looks up filters; two steps for values, beside one for dates.
    pub(crate) fn of(edition: &Opened, filters: &Filters) -> Answer<FilterSets> {
        let n_articles = edition.boot().n_articles;
        let dates = filters.date.map(|filter| (filter, edition.dates()));
        let asked: Vec<(usize, &str)> =
            filters.choices.iter().map(|choice| (facet_number(choice.facet), choice.value.as_str())).collect();
        let named = edition.value_sets(&asked)?;
        let numbers: Vec<Option<u32>> = named.iter().map(|set| set.as_ref().map(|set| set.number)).collect();
        let known: Vec<(usize, u32)> =
            asked.iter().zip(&numbers).filter_map(|((facet, _), number)| Some((*facet, (*number)?))).collect();
        let (values, articles) =
            (edition.values(&known), edition.value_articles(&named.iter().flatten().collect::<Vec<_>>()));
        let (mut values, mut articles) = (values?.into_iter(), articles?.into_iter());

        let mut sets = FilterSets { chosen: Vec::new(), included: vec![None; N_FACETS], excluded: None, dated: None };
        for (choice, number) in filters.choices.iter().zip(numbers) {
            let facet = facet_number(choice.facet);
            let value = number.zip(values.by_ref().take(usize::from(number.is_some())).next());
            let set = match &value {
                Some(_) => ArticleSet::of(n_articles, &articles.next().unwrap_or_default()),
                None => having(edition, choice.facet, &choice.value)?,
            };
            let slot = if choice.exclude { &mut sets.excluded } else { &mut sets.included[facet] };
            slot.get_or_insert_with(|| ArticleSet::none(n_articles)).add_all(&set);
            sets.chosen.push(Chosen { facet, id: choice.value.clone(), exclude: choice.exclude, value });
        }
        if let Some((filter, dates)) = dates {
            sets.dated = Some(dated(&dates?, filter, n_articles));
        }
        Ok(sets)
    }

    /// Narrows a set by everything but the dates and, where named, one facet's own included values.
    pub(crate) fn narrowed(&self, set: &ArticleSet, but: Option<usize>) -> ArticleSet {
        let mut set = set.clone();
        for (facet, included) in self.included.iter().enumerate() {
            if let Some(included) = included.as_ref().filter(|_| but != Some(facet)) {
                set.keep(included);
            }
        }
        if let Some(excluded) = &self.excluded {
            set.remove(excluded);
        }
        set
    }

    /// Keeps what the date filter keeps.
    pub(crate) fn keep_dated(&self, set: &mut ArticleSet) {
        if let Some((kept, _)) = &self.dated {
            set.keep(kept);
        }
    }

    /// Whether everything but the date filter keeps an article.
    pub(crate) fn is_kept(&self, article: u32) -> bool {
        self.included.iter().flatten().all(|included| included.holds(article))
            && self.excluded.as_ref().is_none_or(|excluded| !excluded.holds(article))
    }

    /// Whether the date filter keeps an article.
    pub(crate) fn is_dated(&self, article: u32) -> bool {
        self.dated.as_ref().is_none_or(|(kept, _)| kept.holds(article))
    }

    /// How many of some articles the date filter leaves out although they may belong.
    pub(crate) fn n_possible(&self, articles: &[u32]) -> u32 {
        let possible =
            self.dated.iter().flat_map(|(_, possible)| articles.iter().filter(|article| possible.holds(**article)));
        possible.count() as u32
    }

    /// Whether nothing was chosen.
    pub(crate) fn is_empty(&self) -> bool {
        self.chosen.is_empty() && self.dated.is_none()
    }

    /// Whether a facet has included values.
    pub(crate) fn is_included(&self, facet: usize) -> bool {
        self.included.get(facet).is_some_and(Option::is_some)
    }
}

/// The articles that a date filter keeps, and those it leaves out although they overlap.
fn dated(dates: &DateTable, filter: DateFilter, n_articles: u32) -> (ArticleSet, ArticleSet) {
    let (mut kept, mut possible) = (ArticleSet::none(n_articles), ArticleSet::none(n_articles));
    let mut each = |wanted: DateSpan, overlapping: bool| {
        for run in &dates.runs {
            let end = run.first + run.n_articles;
            if run.span.within(wanted) || (overlapping && run.span.overlaps(wanted)) {
                kept.add_range(run.first, end);
            } else if run.span.overlaps(wanted) {
                possible.add_range(run.first, end);
            }
        }
    };
    match filter {
        DateFilter::Within(span) => each(span, false),
        DateFilter::Possibly(span) => each(span, true),
        DateFilter::Undated => {
            dates.undated(n_articles).into_iter().for_each(|range| kept.add_range(range.start, range.end));
        }
    }
    (kept, possible)
}

/// The articles that meet each condition of a query.
pub(crate) fn conditions(edition: &Opened, conditions: &[Condition]) -> Answer<Vec<ArticleSet>> {
    let met: Vec<_> = conditions.iter().map(|condition| meeting(edition, condition)).collect();
    met.into_iter().collect()
}

fn meeting(edition: &Opened, condition: &Condition) -> Answer<ArticleSet> {
    let n_articles = edition.boot().n_articles;
    let named: Vec<ValueSet> = match condition {
        Condition::Published(span) => return Ok(dated(&edition.dates()?, DateFilter::Within(*span), n_articles).0),
        Condition::Named { facet, words } => edition.values_with_words(facet_number(*facet), words)?,
        Condition::Is { facet, id } => return having(edition, *facet, id),
    };
    together(edition, &named)
}

/// The articles that have a value of a facet; of months mentioned, one of those that a range holds, be it only in part, and of years, those that it holds
/// whole.
fn having(edition: &Opened, facet: Facet, id: &str) -> Answer<ArticleSet> {
    let number = facet_number(facet);
    if facet != Facet::Mentioned || !is_range(id) {
        let known: Vec<ValueSet> = edition.value_sets(&[(number, id)])?.into_iter().flatten().collect();
        return together(edition, &known);
    }
    let Some(wanted) = days(id) else { return together(edition, &[]) };
    let is_wanted = |value: &Value| {
        let is_month = value.id.contains('-');
        days(&value.id).is_some_and(|span| span.within(wanted) || is_month && span.overlaps(wanted))
    };
    let all: Vec<(usize, u32)> = (0..edition.boot().n_values[number]).map(|nth| (number, nth)).collect();
    let within = edition.values(&all)?.into_iter().filter(is_wanted).map(|value| value.set);
    together(edition, &within.collect::<Vec<_>>())
}

/// The articles of some values.
fn together(edition: &Opened, values: &[ValueSet]) -> Answer<ArticleSet> {
    let n_articles = edition.boot().n_articles;
    let mut set = ArticleSet::none(n_articles);
    for articles in edition.value_articles(&values.iter().collect::<Vec<_>>())? {
        set.add_all(&ArticleSet::of(n_articles, &articles));
    }
    Ok(set)
}
