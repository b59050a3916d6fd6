//! The boot file of a base and what is added to it: everything that is counted over both.

use newsprint_model::DateSpan;

use super::facets::Counts;
use crate::boot::Boot;
use crate::reader::Known;

/// How many values of a facet the boot file names by falling number of articles.
const FIRST_VALUES: usize = 64;
/// The facet of languages.
const LANG: usize = 4;
/// The language of a text whose language is unknown; it is no facet value.
const UNKNOWN_LANG: &str = "und";

/// Makes the boot file of what is added that of both.
///
/// * Shape: for each facet, how many added articles have each value by number.
pub(super) fn join_boot(boot: &mut Boot, base: &Known, counts: &Counts) {
    boot.n_articles += base.part.n_articles;
    boot.n_dated = base.part.n_dated;
    boot.dates = match (base.dates, boot.dates) {
        (Some(a), Some(b)) => Some(DateSpan { earliest: a.earliest.min(b.earliest), latest: a.latest.max(b.latest) }),
        (a, b) => a.or(b),
    };
    join_langs(boot, base);
    for (facet, first) in boot.first_values.iter_mut().enumerate() {
        let mut joined = base.n_with_value[facet].clone();
        joined.resize(boot.n_values[facet] as usize, 0);
        counts[facet].iter().for_each(|(value, n_articles)| joined[*value as usize] += n_articles);
        let mut order: Vec<u32> = (0..joined.len() as u32).collect();
        order.sort_by_key(|value| std::cmp::Reverse(joined[*value as usize]));
        order.truncate(FIRST_VALUES);
        *first = order;
    }
    let mut added = std::mem::take(&mut boot.parts);
    boot.parts.push(base.part.clone());
    added.iter_mut().for_each(|part| part.first = base.part.n_articles);
    boot.parts.append(&mut added);
}

fn join_langs(boot: &mut Boot, base: &Known) {
    let mut langs: Vec<(String, u32)> = base.values[LANG]
        .iter()
        .map(|(lang, value)| (lang.to_string(), base.n_with_value[LANG][*value as usize]))
        .collect();
    let n_known: u32 = langs.iter().map(|(_, n)| n).sum();
    if n_known < base.part.n_articles {
        langs.push((UNKNOWN_LANG.to_owned(), base.part.n_articles - n_known));
    }
    for (lang, n) in std::mem::take(&mut boot.langs) {
        match langs.iter_mut().find(|(known, _)| *known == lang) {
            Some((_, total)) => *total += n,
            None => langs.push((lang, n)),
        }
    }
    langs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    boot.langs = langs;
}
