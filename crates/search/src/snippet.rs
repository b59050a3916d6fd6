//! The passage of an article that answers the query best.

use std::ops::Range;

use newsprint_edition::Body;
use newsprint_model::Part;
use newsprint_text::{sentences, words};

use crate::Run;
use crate::marks::{Mark, Pattern, Sieve, joined, marks, named};
use crate::runs::{Numbered, plain, runs};

/// How long a passage is at most.
///
/// * Unit: bytes of Latin text; other scripts get as many letters, not bytes.
/// * Range: 120 leaves a hit without its sentence, 400 makes a list of ten too long to scan on a phone.
const MAX_LETTERS: usize = 240;

const CUT: &str = "…";

/// The best passage of an article, hits marked.
///
/// The passage that holds most of the wanted words (each counted once, by weight) wins; then the one that has them nearest to each other; then
/// the one with more hits; then the earlier. It starts with its first hit's sentence when that fits, else a few words before the hit. Without
/// hits: the article's beginning.
///
/// * `sieve`: of these patterns.
pub(crate) fn snippet(body: &Body, patterns: &[Pattern], sieve: &Sieve) -> Vec<Run> {
    let paragraphs = &body.paragraphs;
    let mut best: Option<(Score, usize, Range<usize>, Vec<Mark>)> = None;
    for (nth, paragraph) in paragraphs.iter().enumerate() {
        let of_words = if sieve.may_hold(paragraph) { marks(paragraph, patterns) } else { Vec::new() };
        let found = joined(of_words, named(body, Part::Paragraph(nth as u32), paragraph, patterns));
        let most = weight_of(&found, patterns);
        if found.is_empty() || best.as_ref().is_some_and(|(best, ..)| most < best.weight) {
            continue;
        }
        let Some((score, window)) = best_window(paragraph, &found, patterns) else { continue };
        if best.as_ref().is_none_or(|(best, ..)| score > *best) {
            best = Some((score, nth, window, found));
        }
    }
    match best {
        Some((_, nth, window, found)) => shown(&paragraphs[nth], window, &found),
        None => paragraphs.first().map_or_else(Vec::new, |lead| shown(lead, from(lead, 0), &[])),
    }
}

/// A headline or other short text, hits marked.
pub(crate) fn marked(text: &str, patterns: &[Pattern]) -> Vec<Run> {
    let hits: Vec<Numbered> = marks(text, patterns).into_iter().map(|mark| (mark.bytes, 0)).collect();
    runs(text, 0..text.len(), &hits, &[])
}

/// How good a passage is; the order of the fields is that of comparison.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Score {
    /// Sum over the distinct words held.
    weight: f32,
    /// Bytes of the shortest stretch that has them all, negative.
    nearness: i32,
    n_hits: usize,
}

impl Score {
    fn of(marks: &[Mark], patterns: &[Pattern]) -> Score {
        // For each distinct word its last place so far: the stretch back to the earliest of them has them all.
        let mut last: Vec<(usize, usize)> = Vec::new();
        let n_words = {
            marks.iter().for_each(|mark| note(&mut last, patterns[mark.pattern].word, mark.bytes.start));
            last.len()
        };
        last.clear();
        let mut shortest = usize::MAX;
        for mark in marks {
            note(&mut last, patterns[mark.pattern].word, mark.bytes.start);
            if last.len() == n_words {
                let first = last.iter().map(|(_, at)| *at).min().unwrap_or(0);
                shortest = shortest.min(mark.bytes.end - first);
            }
        }
        let nearness = if n_words > 1 { -i32::try_from(shortest).unwrap_or(i32::MAX) } else { 0 };
        Score { weight: weight_of(marks, patterns), nearness, n_hits: marks.len() }
    }
}

fn note(last: &mut Vec<(usize, usize)>, word: usize, at: usize) {
    match last.iter_mut().find(|(known, _)| *known == word) {
        Some((_, last)) => *last = at,
        None => last.push((word, at)),
    }
}

/// The weights of the distinct words of some marks.
fn weight_of(marks: &[Mark], patterns: &[Pattern]) -> f32 {
    // In the order of the words, so that sums of different passages compare.
    let mut held: Vec<(usize, f32)> = Vec::new();
    for mark in marks {
        let Pattern { word, weight, .. } = patterns[mark.pattern];
        let at = held.partition_point(|(known, _)| *known < word);
        match held.get_mut(at).filter(|(known, _)| *known == word) {
            Some((_, best)) => *best = best.max(weight),
            None => held.insert(at, (word, weight)),
        }
    }
    held.iter().map(|(_, weight)| weight).sum()
}

/// The best stretch of one paragraph: each hit is tried as the first one shown.
fn best_window(text: &str, found: &[Mark], patterns: &[Pattern]) -> Option<(Score, Range<usize>)> {
    if found.is_empty() {
        return None;
    }
    let starts: Vec<usize> = sentences(text).into_iter().map(|sentence| sentence.start).collect();
    let word_starts: Vec<usize> = words(text).map(|word| word.start).collect();
    let mut best: Option<(Score, Range<usize>)> = None;
    let mut last_start = None;
    for mark in found {
        let window = from(text, start_for(text, &starts, &word_starts, mark.bytes.start));
        if last_start.replace(window.start) == Some(window.start) {
            continue;
        }
        let first = found.partition_point(|other| other.bytes.start < window.start);
        let n_inside = found[first..].iter().take_while(|other| other.bytes.end <= window.end).count();
        let score = Score::of(&found[first..first + n_inside], patterns);
        if best.as_ref().is_none_or(|(best, _)| score > *best) {
            best = Some((score, window));
        }
    }
    best
}

/// Where to begin so that a hit is seen: its sentence's start when near, else some words before it.
fn start_for(text: &str, sentence_starts: &[usize], word_starts: &[usize], hit: usize) -> usize {
    let sentence =
        sentence_starts[..sentence_starts.partition_point(|start| *start <= hit)].last().copied().unwrap_or(0);
    if letters(&text[sentence..hit]) <= MAX_LETTERS / 3 {
        return sentence;
    }
    let before = word_starts.partition_point(|start| *start < hit);
    word_starts[before.saturating_sub(6)..before].iter().copied().find(|start| *start >= sentence).unwrap_or(hit)
}

/// The stretch of at most `MAX_LETTERS` from a byte on, ended at a word's end.
fn from(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    let Some((limit, _)) = rest.char_indices().nth(MAX_LETTERS) else { return start..text.len() };
    let end = rest[..limit].rfind(char::is_whitespace).filter(|end| *end > 0).unwrap_or(limit);
    start..start + end
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

fn shown(text: &str, window: Range<usize>, found: &[Mark]) -> Vec<Run> {
    let body =
        text[window.clone()].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '،' | '؛'));
    let is_cut = window.end < text.len();
    let end = if is_cut { window.start + body.len() } else { window.end };
    let hits: Vec<Numbered> = found
        .iter()
        .filter(|mark| window.start <= mark.bytes.start && mark.bytes.end <= end)
        .map(|mark| (mark.bytes.clone(), 0))
        .collect();
    let mut passage = Vec::new();
    if window.start > 0 {
        passage.extend(plain(CUT));
    }
    passage.extend(runs(text, window.start..end, &hits, &[]));
    if is_cut {
        passage.extend(plain(CUT));
    }
    passage
}

#[cfg(test)]
mod tests {
    use newsprint_edition::BodyMention;
    use newsprint_model::EntityNumber;

    use super::*;
    use crate::marks::Slot;

    fn pattern(word: usize, form: &str) -> Pattern {
        Pattern { slots: vec![Slot { forms: vec![form.to_owned()], prefix: None }], word, weight: 1.0, entity: None }
    }

    fn read(runs: &[Run]) -> String {
        runs.iter().map(|run| if run.hit.is_some() { format!("[{}]", run.text) } else { run.text.clone() }).collect()
    }

    fn best(paragraphs: &[String], patterns: &[Pattern]) -> Vec<Run> {
        best_of(paragraphs, Vec::new(), patterns)
    }

    /// One entity has all the mentions.
    fn best_of(paragraphs: &[String], mentions: Vec<BodyMention>, patterns: &[Pattern]) -> Vec<Run> {
        let (paragraphs, entities) = (paragraphs.to_vec(), vec![(EntityNumber(7), 1)]);
        let body =
            Body { paragraphs, url: None, date: None, entities, mentions, quotations: Vec::new(), is_extract: false };
        snippet(&body, patterns, &Sieve::new(patterns))
    }

    #[test]
    fn whoever_is_meant_is_marked_however_they_are_spelled() {
        let paragraphs = ["A letter came.".to_owned(), "Then Khamenei spoke, and Khamenaei left.".to_owned()];
        let mention = |start, end| BodyMention { part: Part::Paragraph(1), start, end, entity: 0 };
        let mentions = vec![mention(5, 13), mention(25, 34)];
        let patterns = [
            pattern(0, "khamenaei"),
            Pattern { slots: vec![Slot::default()], entity: Some(EntityNumber(7)), ..pattern(0, "") },
        ];
        let shown = best_of(&paragraphs, mentions.clone(), &patterns);
        assert_eq!(read(&shown), "Then [Khamenei] spoke, and [Khamenaei] left.");
        assert_eq!(read(&best_of(&paragraphs, mentions, &patterns[..1])), "Then Khamenei spoke, and [Khamenaei] left.");
    }

    #[test]
    fn of_passages_with_the_same_words_the_one_that_has_them_nearest_wins() {
        let paragraphs = [
            "The tanker left at dawn, while the children were still asleep, and nobody told the mayor.".to_owned(),
            "A tanker? The mayor shrugged.".to_owned(),
            "A tanker, said the mayor.".to_owned(),
            "The mayor’s tanker. A tanker!".to_owned(),
        ];
        let patterns = [pattern(0, "tanker"), pattern(1, "mayor")];
        assert_eq!(read(&best(&paragraphs[..3], &patterns)), "A [tanker]? The [mayor] shrugged.");
        assert_eq!(read(&best(&paragraphs, &patterns)), "The [mayor]’s [tanker]. A [tanker]!");
    }

    #[test]
    fn the_passage_with_most_of_the_words_wins() {
        let paragraphs = [
            "A tanker left port. A tanker, a second tanker and a third tanker followed it out to sea.".to_owned(),
            "Nobody saw it. The mayor said the tanker carried grain.".to_owned(),
        ];
        let found = best(&paragraphs, &[pattern(0, "tanker"), pattern(1, "mayor")]);
        assert_eq!(read(&found), "…The [mayor] said the [tanker] carried grain.");
    }

    #[test]
    fn a_hit_deep_in_a_long_sentence_is_shown_with_the_words_before_it() {
        let long = format!(
            "{}under the old stone bridge of the harbour town lay a lantern {}",
            "word ".repeat(60),
            "more ".repeat(80)
        );
        let shown = read(&best(&[long], &[pattern(0, "lantern")]));
        assert!(shown.starts_with("…of the harbour town lay a [lantern] more"), "{shown}");
        assert!(shown.ends_with("more…") && shown.chars().count() < 260, "{shown}");
    }

    #[test]
    fn without_hits_the_beginning_is_shown() {
        assert_eq!(read(&best(&["Short lead.".to_owned()], &[])), "Short lead.");
        assert_eq!(read(&best(&[], &[])), "");
        let unbroken = "ل".repeat(1_000);
        assert_eq!(read(&best(&[unbroken], &[])).chars().count(), MAX_LETTERS + 1);
    }

    #[test]
    fn headlines_keep_every_letter() {
        assert_eq!(read(&marked("Ship seized in Red Sea", &[pattern(0, "red")])), "Ship seized in [Red] Sea");
    }
}
