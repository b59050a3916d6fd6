//! Counts of facet values among the articles found.

use newsprint_edition::{Answer, Opened, Value};
use newsprint_text::terms;

use crate::filter::{FilterSets, N_FACETS, facet_number};
use crate::set::ArticleSet;
use crate::{Facet, FacetCounts, FacetRequest, FacetValue};

/// For each facet asked for, how many articles have each of its values.
#[derive(Default)]
pub(crate) struct Counts {
    by_facet: [Vec<u32>; N_FACETS],
    /// Whether every article of the edition is counted: then the directory of values has the counts, and nothing was.
    is_whole: bool,
}

/// Counts values among the articles that answer the words, for each facet with its own included values set aside.
pub(crate) fn counts(edition: &Opened, found: &ArticleSet, filters: &FilterSets, facets: &[Facet]) -> Answer<Counts> {
    let mut counts =
        Counts { by_facet: std::array::from_fn(|_| Vec::new()), is_whole: filters.is_empty() && found.is_full() };
    if counts.is_whole {
        return Ok(counts);
    }
    counts.by_facet = std::array::from_fn(|facet| vec![0; edition.boot().n_values[facet] as usize]);
    let base = |but: Option<usize>| {
        let mut set = filters.narrowed(found, but);
        filters.keep_dated(&mut set);
        set.iter().collect::<Vec<u32>>()
    };
    let wanted: Vec<usize> = facets.iter().map(|facet| facet_number(*facet)).collect();
    let (apart, together): (Vec<usize>, Vec<usize>) = wanted.into_iter().partition(|facet| filters.is_included(*facet));
    let mut rounds: Vec<(Vec<u32>, Vec<usize>)> =
        apart.into_iter().map(|facet| (base(Some(facet)), vec![facet])).collect();
    if !together.is_empty() {
        rounds.push((base(None), together));
    }
    for (articles, facets) in rounds {
        let mut is_wanted = [false; N_FACETS];
        facets.iter().for_each(|facet| is_wanted[*facet] = true);
        edition.each_value(&articles, &mut |_, facet, number| {
            if is_wanted[facet] {
                counts.by_facet[facet][number as usize] += 1;
            }
        })?;
    }
    Ok(counts)
}

impl Counts {
    /// The first values of every facet that the edition has values for.
    pub(crate) fn first(&self, edition: &Opened, filters: &FilterSets, n_values: usize) -> Answer<Vec<FacetCounts>> {
        let mut all = Vec::new();
        for facet in Facet::ALL {
            let number = facet_number(facet);
            if edition.boot().n_values[number] == 0 {
                continue;
            }
            all.push(self.page(edition, filters, facet, None, 0..n_values));
        }
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
                    (value.label.clone(), counts.get(*number as usize).copied().unwrap_or(0))
                }
                None if among.is_none() => (chosen.id.clone(), 0),
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
        let shown: Vec<u64> = rest.into_iter().skip(skipped).take(page.len() - values.len()).collect();
        let records = edition.values(&shown.iter().map(|rank| (nth_facet, *rank as u32)).collect::<Vec<_>>())?;
        values.extend(records.into_iter().zip(shown).map(|(record, rank)| FacetValue {
            value: record.id,
            label: record.label,
            n_articles: u32::MAX - (rank >> 32) as u32,
            chosen: None,
        }));
        Ok(FacetCounts { facet, values, n_values })
    }
}

/// A page of a facet's values over the whole edition: numbers rise with falling counts.
fn whole(edition: &Opened, facet: Facet, among: Option<&[u32]>, page: std::ops::Range<usize>) -> Answer<FacetCounts> {
    let nth_facet = facet_number(facet);
    let n_values = among.map_or(edition.boot().n_values[nth_facet], |among| among.len() as u32);
    let number = |nth: u32| among.map_or(nth, |among| among[nth as usize]);
    let shown = (0..n_values).skip(page.start).take(page.len()).map(|nth| (nth_facet, number(nth)));
    let records = edition.values(&shown.collect::<Vec<_>>())?;
    let value = |record: Value| FacetValue {
        value: record.id,
        label: record.label,
        n_articles: record.n_articles,
        chosen: None,
    };
    Ok(FacetCounts { facet, values: records.into_iter().map(value).collect(), n_values })
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
