//! Counts of facet values among the articles found.

use newsprint_edition::{Answer, Block, Counted, Opened, Value, ValueSet};
use newsprint_text::terms;

use crate::filter::{FilterSets, N_FACETS, facet_number};
use crate::leaves::{blocks_with, together};
use crate::query::is_range;
use crate::set::ArticleSet;
use crate::{Facet, FacetCounts, FacetRequest, FacetValue};

/// For each facet asked for, how many articles have each of its values.
#[derive(Default)]
pub(crate) struct Counts {
    /// By number; where values beyond the end are uncounted, none of them has more articles than those wanted.
    by_facet: [Vec<u32>; N_FACETS],
    /// Counts of chosen values that may lie beyond: facet, number, count.
    of_chosen: Vec<(usize, u32, u32)>,
    /// Whether every article of the edition is counted: then the directory of values has the counts, and nothing was.
    is_whole: bool,
}

/// From so many articles on, and where they are one in [`SETS_SHARE`] of the edition, the articles of each of the commonest values are looked
/// through for those found; below, the values of each article found are read.
///
/// * Range: lists of values are cut in chunks of neighbours, so that a few hundred articles spread over an edition reach most of them and
///   cost as much as all; the commonest values' own lists cost less from about one article in 300 on.
const SETS_ARTICLES: u32 = 512;
/// See [`SETS_ARTICLES`].
const SETS_SHARE: u32 = 300;

/// The most values, out of those asked for by name, whose lists are read one by one.
const MAX_SETS: usize = 512;

/// Which values are to be counted.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// As many of the most frequent.
    First(usize),
    /// These numbers, rising.
    Among(&'a [u32]),
}

/// Counts values among the articles that answer the words, for each facet with its own included values set aside.
pub(crate) fn counts(
    edition: &Opened,
    found: &ArticleSet,
    filters: &FilterSets,
    facets: &[Facet],
    wanted: Wanted<'_>,
) -> Answer<Counts> {
    let mut counts = Counts { is_whole: filters.is_empty() && found.is_full(), ..Counts::default() };
    if counts.is_whole {
        return Ok(counts);
    }
    let base = |but: Option<usize>| {
        let mut set = filters.narrowed(found, but);
        filters.keep_dated(&mut set);
        set
    };
    let numbers: Vec<usize> = facets.iter().map(|facet| facet_number(*facet)).collect();
    let (apart, together): (Vec<usize>, Vec<usize>) =
        numbers.into_iter().partition(|facet| filters.is_included(*facet));
    let mut rounds: Vec<(ArticleSet, Vec<usize>)> =
        apart.into_iter().map(|facet| (base(Some(facet)), vec![facet])).collect();
    if !together.is_empty() {
        rounds.push((base(None), together));
    }
    let mut answers = Vec::new();
    for (set, facets) in &rounds {
        let n_hits = set.len();
        let is_many = n_hits >= SETS_ARTICLES && n_hits.saturating_mul(SETS_SHARE) >= edition.boot().n_articles;
        // Where something was added, numbers no longer tell which values have most articles.
        let is_few = match wanted {
            Wanted::Among(numbers) => numbers.len() <= MAX_SETS,
            Wanted::First(_) => edition.is_one_part(),
        };
        answers.push(if is_many && is_few {
            let each: Vec<_> =
                facets.iter().map(|facet| by_sets(edition, *facet, (set, n_hits), filters, wanted)).collect();
            each.into_iter().collect()
        } else {
            by_articles(edition, facets, set)
        });
    }
    for (answer, (set, facets)) in answers.into_iter().zip(&rounds) {
        for (counted, facet) in answer?.into_iter().zip(facets) {
            counts.by_facet[*facet] = counted;
            for (number, value) in
                filters.chosen.iter().filter(|chosen| chosen.facet == *facet).filter_map(|chosen| chosen.value.as_ref())
            {
                if counts.by_facet[*facet].len() <= *number as usize {
                    counts.of_chosen.push((
                        *facet,
                        *number,
                        n_in_each(edition, &[&value.set], set)?.first().copied().unwrap_or(0),
                    ));
                }
            }
        }
    }
    Ok(counts)
}

/// Counts values article by article: exact for all values.
fn by_articles(edition: &Opened, facets: &[usize], set: &ArticleSet) -> Answer<Vec<Vec<u32>>> {
    let mut by_facet: [Vec<u32>; N_FACETS] = std::array::from_fn(|facet| {
        vec![0; if facets.contains(&facet) { edition.boot().n_values[facet] as usize } else { 0 }]
    });
    let is_wanted = std::array::from_fn(|facet| facets.contains(&facet));
    edition.each_value(&set.iter().collect::<Vec<u32>>(), &is_wanted, &mut |_, facet, number| {
        if let Some(n) = by_facet[facet].get_mut(number as usize) {
            *n += 1;
        }
    })?;
    Ok(facets.iter().map(|facet| std::mem::take(&mut by_facet[*facet])).collect())
}

/// Counts values one by one, those of most articles in the edition first, until none of the rest can be among those wanted.
fn by_sets(
    edition: &Opened,
    facet: usize,
    (set, n_hits): (&ArticleSet, u32),
    filters: &FilterSets,
    wanted: Wanted<'_>,
) -> Answer<Vec<u32>> {
    let n_values = edition.boot().n_values[facet] as usize;
    let count = |numbers: &[u32]| {
        let values = edition.values(&numbers.iter().map(|number| (facet, *number)).collect::<Vec<_>>())?;
        Ok((n_in_each(edition, &values.iter().map(|value| &value.set).collect::<Vec<_>>(), set)?, values))
    };
    let n_wanted = match wanted {
        Wanted::Among(numbers) => {
            let mut counts = vec![0; n_values];
            numbers.iter().zip(count(numbers)?.0).for_each(|(number, n)| counts[*number as usize] = n);
            return Ok(counts);
        }
        Wanted::First(n) => n + filters.chosen.iter().filter(|chosen| chosen.facet == facet).count(),
    };
    // If the hits were like the edition, a value of so many times fewer articles than the last one wanted could still be as frequent.
    let n_articles = u64::from(edition.boot().n_articles);
    let spread = (n_wanted as u64 * n_articles / u64::from(n_hits.max(1))) as usize;
    let mut n_counted = (spread + spread / 4 + 4).min(n_values);
    loop {
        let numbers: Vec<u32> = (0..n_counted as u32).collect();
        let (counts, values) = count(&numbers)?;
        let mut sorted: Vec<u64> = counts.iter().map(|n| u64::from(u32::MAX - n)).collect();
        sorted.sort_unstable();
        let last_wanted = n_wanted.checked_sub(1).and_then(|last| sorted.get(last));
        let last_wanted = last_wanted.map_or(u32::MAX, |behind| u32::MAX - *behind as u32);
        // Values are numbered by falling count, and of equals the lower number comes first.
        if n_counted == n_values || values.last().is_some_and(|last| last_wanted >= last.set.n_articles) {
            return Ok(counts);
        }
        n_counted = (n_counted * 2).min(n_values);
    }
}

/// How many articles of a set have each of some values.
fn n_in_each(edition: &Opened, values: &[&ValueSet], set: &ArticleSet) -> Answer<Vec<u32>> {
    let lists = edition.sets(values)?;
    together(lists.iter().map(|list| edition.want_blocks(list, &blocks_with(list, None))))?;
    let mut block = Block::default();
    let mut counts = Vec::new();
    for list in &lists {
        let mut n_in = 0;
        for nth in 0..list.n_blocks() {
            edition.block(list, nth, &mut block)?;
            n_in += block.articles[..block.n].iter().filter(|article| set.holds(**article)).count() as u32;
        }
        counts.push(n_in);
    }
    Ok(counts)
}

impl Counts {
    /// The first values of every facet that the edition has values for, and that there are months mentioned.
    pub(crate) fn first(&self, edition: &Opened, filters: &FilterSets, n_values: usize) -> Answer<Vec<FacetCounts>> {
        let mut all = Vec::new();
        for facet in Facet::COUNTED {
            let number = facet_number(facet);
            if edition.boot().n_values[number] == 0 {
                continue;
            }
            all.push(self.page(edition, filters, facet, None, 0..n_values));
        }
        all.extend(uncounted(edition).map(Ok));
        all.into_iter().collect()
    }

    /// A page of one facet's values, out of some of them or all.
    pub(crate) fn page(
        &self,
        edition: &Opened,
        filters: &FilterSets,
        facet: Facet,
        among: Option<&[u32]>,
        page: std::ops::Range<usize>,
    ) -> Answer<FacetCounts> {
        let nth_facet = facet_number(facet);
        if self.is_whole {
            return whole(edition, facet, among, page);
        }
        let counts = &self.by_facet[nth_facet];
        let is_among = |number: u32| among.is_none_or(|among| among.binary_search(&number).is_ok());
        let chosen: Vec<_> = filters.chosen.iter().filter(|chosen| chosen.facet == nth_facet).collect();
        let is_chosen =
            |number: u32| chosen.iter().any(|chosen| chosen.value.as_ref().is_some_and(|(nth, _)| *nth == number));

        let mut first: Vec<FacetValue> = Vec::new();
        for chosen in &chosen {
            if first.iter().any(|value| value.value == chosen.id) {
                continue;
            }
            let (label, n_articles) = match &chosen.value {
                Some((number, value)) if is_among(*number) => {
                    let beyond = self.of_chosen.iter().find(|(of, other, _)| (*of, *other) == (nth_facet, *number));
                    let n_articles = counts.get(*number as usize).copied().or(beyond.map(|(_, _, n)| *n));
                    (value.label.clone(), n_articles.unwrap_or(0))
                }
                // A range is none of the values that it stands for.
                None if among.is_none() && !(facet == Facet::Mentioned && is_range(&chosen.id)) => {
                    (chosen.id.clone(), 0)
                }
                _ => continue,
            };
            let value = FacetValue { value: chosen.id.clone(), label, n_articles, chosen: Some(chosen.exclude) };
            let is_before = |other: &FacetValue| (value.n_articles, &other.label) < (other.n_articles, &value.label);
            let at = first.partition_point(is_before);
            first.insert(at, value);
        }

        let counted = (0u32..).zip(counts).filter(|(number, n)| **n > 0 && is_among(*number));
        // By falling count, then by number: numbers rise with falling counts in the whole edition, then with labels.
        let mut rest: Vec<u64> = counted.map(|(number, n)| u64::from(u32::MAX - n) << 32 | u64::from(number)).collect();
        let n_values = rest.len() as u32;
        rest.retain(|rank| !is_chosen(*rank as u32));
        rest.sort_unstable();

        let skipped = page.start.saturating_sub(first.len());
        let mut values: Vec<FacetValue> = first.into_iter().skip(page.start).take(page.len()).collect();
        let shown = rest.into_iter().skip(skipped).take(page.len() - values.len());
        let shown: Vec<(u32, u32)> = shown.map(|rank| (rank as u32, u32::MAX - (rank >> 32) as u32)).collect();
        values.extend(labelled(edition, nth_facet, &shown)?);
        let is_cut = among.is_none() && counts.len() < edition.boot().n_values[nth_facet] as usize;
        Ok(FacetCounts { facet, values, n_values, has_more: is_cut })
    }
}

/// Some values of a facet by number, each with how many articles have it, as a list shows them.
fn labelled(edition: &Opened, facet: usize, values: &[(u32, u32)]) -> Answer<Vec<FacetValue>> {
    let records = edition.values(&values.iter().map(|(number, _)| (facet, *number)).collect::<Vec<_>>())?;
    let shown = |(record, (_, n_articles)): (Value, &(u32, u32))| FacetValue {
        value: record.id,
        label: record.label,
        n_articles: *n_articles,
        chosen: None,
    };
    Ok(records.into_iter().zip(values).map(shown).collect())
}

/// The first values of every facet that the edition has values for, out of what is counted beforehand; and that there are months mentioned.
pub(crate) fn counted_first(edition: &Opened, counted: &Counted, n_values: usize) -> Answer<Vec<FacetCounts>> {
    let mut all = Vec::new();
    for facet in Facet::COUNTED {
        let number = facet_number(facet);
        let (told, n_known) = (&counted.facets[number], edition.boot().n_values[number]);
        let values = labelled(edition, number, &told.first[..told.first.len().min(n_values)]);
        if n_known > 0 {
            all.push(values.map(|values| FacetCounts { facet, values, n_values: told.n_values, has_more: false }));
        }
    }
    all.extend(uncounted(edition).map(Ok));
    all.into_iter().collect()
}

/// That there are months mentioned somewhere in the edition, none of which was counted.
fn uncounted(edition: &Opened) -> Option<FacetCounts> {
    let facet = Facet::Mentioned;
    let has_some = edition.boot().n_values[facet_number(facet)] > 0;
    has_some.then(|| FacetCounts { facet, values: Vec::new(), n_values: 0, has_more: true })
}

/// A page of a facet's values over the whole edition: numbers rise with falling counts.
fn whole(edition: &Opened, facet: Facet, among: Option<&[u32]>, page: std::ops::Range<usize>) -> Answer<FacetCounts> {
    let nth_facet = facet_number(facet);
    let n_values = among.map_or(edition.boot().n_values[nth_facet], |among| among.len() as u32);
    let number = |nth: u32| among.map_or_else(|| edition.boot().value_at(nth_facet, nth), |among| among[nth as usize]);
    let shown = (0..n_values).skip(page.start).take(page.len()).map(|nth| (nth_facet, number(nth)));
    let records = edition.values(&shown.collect::<Vec<_>>())?;
    let value = |record: Value| FacetValue {
        value: record.id,
        label: record.label,
        n_articles: record.set.n_articles,
        chosen: None,
    };
    Ok(FacetCounts { facet, values: records.into_iter().map(value).collect(), n_values, has_more: false })
}

/// The values whose label has, for each word of a prefix, a word that starts so; `None` for an empty prefix.
pub(crate) fn among(edition: &Opened, request: &FacetRequest) -> Answer<Option<Vec<u32>>> {
    let mut words = Vec::new();
    terms(&request.prefix, |term| {
        if term.n_positions == 1 {
            words.push(term.text.to_owned());
        }
    });
    let mut among: Option<Vec<u32>> = None;
    for word in words {
        let (mut numbers, _) = edition.values_with_word(facet_number(request.facet), &word)?;
        if let Some(before) = among {
            numbers.retain(|number| before.binary_search(number).is_ok());
        }
        among = Some(numbers);
    }
    Ok(among)
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use newsprint_edition::{EditionSource, MemoryStore, Reader, WriteOptions, write};
    use newsprint_model::{
        Article, Entity, EntityKind, EntityNumber, GivenEntities, MergeRule, Paragraph, Span, Tagged, Variant,
    };
    use proptest::prelude::*;

    use super::*;
    use crate::Filters;

    fn at_once<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("a store in memory never waits"),
        }
    }

    /// An edition of articles that name these people.
    fn edition(people: &[Vec<u32>]) -> Reader<MemoryStore> {
        let article = |nth: usize| Article {
            id: format!("a{nth}"),
            title: "Title".to_owned(),
            title_derived: false,
            title_span: None,
            date: None,
            byline: None,
            source: None,
            lang: "en".to_owned(),
            url: None,
            paragraphs: vec![Paragraph { text: "Text.".to_owned(), start: None }],
            repeats: Vec::new(),
            given: GivenEntities::default(),
            file: String::new(),
            span: Span { start: 0, end: 0 },
            line: 0,
        };
        let articles: Vec<Article> = (0..people.len()).map(article).collect();
        let entity = |nth: u32| Entity {
            id: format!("p{nth}"),
            name: format!("Name {nth}"),
            kind: EntityKind::Person,
            variants: vec![Variant { text: format!("Name {nth}"), n_mentions: 1, rule: MergeRule::Same }],
            facts: Default::default(),
        };
        let tagged = Tagged {
            entities: (0..40).map(entity).collect(),
            mentions: vec![Vec::new(); people.len()],
            supplied: people.iter().map(|named| named.iter().map(|nth| EntityNumber(*nth)).collect()).collect(),
            ..Tagged::default()
        };
        let files =
            write(&EditionSource { name: "Test", articles: &articles, tagged: &tagged }, &WriteOptions::default());
        at_once(Reader::open(MemoryStore::new(files.expect("it can be written")))).expect("it opens")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whichever way values are counted, those wanted and their counts are the same.
        #[test]
        fn values_counted_by_their_lists_are_those_counted_article_by_article(
            people in prop::collection::vec(prop::collection::btree_set((0u32..1600).prop_map(|n| n.isqrt()), 0..6), 1..300),
            every in 1u32..5, n_wanted in 0usize..14,
        ) {
            let people: Vec<Vec<u32>> = people.into_iter().map(|named| named.into_iter().collect()).collect();
            let reader = edition(&people);
            let hits: Vec<u32> = (0..people.len() as u32).filter(|article| article % every == 0).collect();
            let set = ArticleSet::of(people.len() as u32, &hits);
            let person = facet_number(Facet::Person);
            let (by_lists, exact, named) = at_once(reader.ask(|edition| {
                let filters = FilterSets::of(edition, &Filters::default())?;
                let wanted = Wanted::First(n_wanted);
                let by_lists = by_sets(edition, person, (&set, set.len()), &filters, wanted)?;
                let exact = by_articles(edition, &[person], &set)?.remove(0);
                let numbers: Vec<u32> = (0..exact.len() as u32).step_by(3).collect();
                let named = by_sets(edition, person, (&set, set.len()), &filters, Wanted::Among(&numbers))?;
                Ok((by_lists, exact, named))
            })).expect("it can be read");
            let first = |counts: &[u32]| {
                let mut ranked: Vec<(u32, usize)> = counts.iter().map(|n| u32::MAX - n).zip(0..).collect();
                ranked.sort_unstable();
                ranked.truncate(n_wanted);
                ranked
            };
            prop_assert!(exact.starts_with(&by_lists));
            prop_assert_eq!(first(&by_lists), first(&exact));
            for (number, n) in named.iter().enumerate() {
                prop_assert_eq!(*n, if number % 3 == 0 { exact[number] } else { 0 });
            }
        }
    }
}
