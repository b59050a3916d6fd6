//! Cuts a text into stretches to be shown: hits and entities may overlap in any way.

use std::ops::Range;

use crate::Run;

/// A stretch of text with a number: a hit's, or an entity's.
pub(crate) type Numbered = (Range<usize>, u32);

/// Cuts `within` of a text wherever a hit or an entity begins or ends.
///
/// * `hits` and `entities`: each sorted and free of overlaps among themselves; bytes of the text at character bounds.
/// * The texts of the runs, joined, are the text of `within`.
pub(crate) fn runs(text: &str, within: Range<usize>, hits: &[Numbered], entities: &[Numbered]) -> Vec<Run> {
    // As 64 bits, like everything that is sorted: code to sort weighs four kilobytes for each kind of number.
    let mut cuts: Vec<u64> = vec![within.start as u64, within.end as u64];
    for (range, _) in hits.iter().chain(entities) {
        let inner = [range.start, range.end].into_iter().filter(|cut| within.start < *cut && *cut < within.end);
        cuts.extend(inner.map(|cut| cut as u64));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let (mut next_hit, mut next_entity) = (0, 0);
    cuts.windows(2)
        .map(|ends| {
            let (start, end) = (ends[0] as usize, ends[1] as usize);
            Run {
                text: text[start..end].to_owned(),
                hit: covering(hits, &mut next_hit, start),
                entity: covering(entities, &mut next_entity, start),
            }
        })
        .collect()
}

/// The number of the stretch that holds a byte; `next` moves along with the bytes asked for.
fn covering(stretches: &[Numbered], next: &mut usize, byte: usize) -> Option<u32> {
    while stretches.get(*next).is_some_and(|(range, _)| range.end <= byte) {
        *next += 1;
    }
    stretches.get(*next).filter(|(range, _)| range.start <= byte).map(|(_, number)| *number)
}

/// A text shown as it is.
pub(crate) fn plain(text: &str) -> Vec<Run> {
    if text.is_empty() { Vec::new() } else { vec![Run { text: text.to_owned(), hit: None, entity: None }] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_and_entities_overlap_as_they_like() {
        let text = "Ali Khamenei said in Tehran";
        let shown = runs(text, 0..text.len(), &[(4..17, 0), (21..27, 1)], &[(0..12, 3), (21..27, 5)]);
        let shown: Vec<_> = shown.iter().map(|run| (run.text.as_str(), run.hit, run.entity)).collect();
        assert_eq!(
            shown,
            [
                ("Ali ", None, Some(3)),
                ("Khamenei", Some(0), Some(3)),
                (" said", Some(0), None),
                (" in ", None, None),
                ("Tehran", Some(1), Some(5)),
            ]
        );
    }

    #[test]
    fn a_part_of_a_text_keeps_what_reaches_into_it() {
        let text = "Ali Khamenei said";
        let shown = runs(text, 4..17, &[], &[(0..12, 3)]);
        let shown: Vec<_> = shown.iter().map(|run| (run.text.as_str(), run.entity)).collect();
        assert_eq!(shown, [("Khamenei", Some(3)), (" said", None)]);
        assert!(runs(text, 3..3, &[], &[]).is_empty());
    }
}
