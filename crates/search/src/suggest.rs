//! What is said of a query's words beside what is searched for: a far commoner word that a rare one may be meant as, and corrections as the articles write them.

use newsprint_edition::{Answer, Opened};
use newsprint_text::{CodePoints, lowercase, terms};

use crate::plan::{Asked, Plan};
use crate::query::{Ending, Place};
use crate::typo::{n_edits_for, near};
use crate::{Hit, Run};

/// A page with more hits raises no question: nothing is looked up for it.
pub(crate) const MAX_UNSURE_HITS: u32 = 10;

/// A word that more articles hold is no mistake.
///
/// * Range: at 1, what two hasty writers got wrong is taken as meant; at 20, names of the less known are put in question.
const MAX_RARE: u32 = 3;

/// How many times as many articles must hold what may have been meant; of what few mistakes lead to, so many.
const TIMES_COMMONER: u32 = 50;
const TIMES_COMMONER_FEW_WAYS: u32 = 15;

/// The query with its first questionable word put as a far commoner one, a letter away: what stands before the word, the word, what follows it.
///
/// Of words as typed, in no quotation marks and not excluded, that a few articles hold or none; what was corrected already is not put in question.
pub(crate) fn did_you_mean(edition: &Opened, asked: &Asked, plan: &Plan, query: &str) -> Answer<Option<[String; 3]>> {
    if asked.exact {
        return Ok(None);
    }
    let mut answers = Vec::new();
    for (leaf, typed) in plan.leaves.iter().zip(&asked.parsed.typed) {
        let [way] = leaf.ways.as_slice() else { continue };
        let [slot] = way.as_slice() else { continue };
        let is_plain = leaf.is_word && !leaf.is_excluded && leaf.names.is_empty() && leaf.place == Place::Anywhere;
        let is_whole = matches!(leaf.ending, Ending::Whole | Ending::Typing);
        let mut word = None;
        terms(&typed.text, |term| word = Some((term.text.to_owned(), term.start, term.end)));
        let Some((word, start, end)) = word.filter(|_| is_plain && is_whole) else { continue };
        let is_corrected = plan.corrections.iter().any(|correction| correction.typed == typed.text[start..end]);
        let n_edits = n_edits_for(&word);
        if slot.n_articles > MAX_RARE || is_corrected || n_edits == 0 {
            continue;
        }
        let points = CodePoints::new(&typed.text);
        let place = [start, end].map(|byte| typed.start as usize + points.at_byte(byte));
        let n_edits = if slot.entries.is_empty() { n_edits } else { 1 };
        answers.push((near(edition, &word, n_edits), slot, place));
    }
    // All are asked for before the first is looked at.
    let mut meant = None;
    for (near, slot, place) in answers {
        let likeliest = near?.into_iter().find(|near| {
            let times = if near.has_few_ways { TIMES_COMMONER_FEW_WAYS } else { TIMES_COMMONER };
            near.n_articles >= times * slot.n_articles && !slot.forms.contains(&near.word)
        });
        meant = meant.or(likeliest.map(|near| (near.word, place)));
    }
    Ok(meant.map(|(word, [start, end])| {
        let points = CodePoints::new(query);
        let (start, end) = (points.byte(start), points.byte(end));
        [query[..start].to_owned(), written_as(&query[start..end], word), query[end..].to_owned()]
    }))
}

/// A folded word with a capital where what was typed for it has one.
pub(crate) fn written_as(typed: &str, mut word: String) -> String {
    if typed.starts_with(|c: char| c.is_ascii_uppercase())
        && let Some(first) = word.get_mut(..1)
    {
        first.make_ascii_uppercase();
    }
    word
}

/// Shows a word as the articles that were found write it.
pub(crate) fn show_as_written(word: &mut String, hits: &[Hit]) {
    if let Some(written) = as_written(word, hits) {
        *word = written;
    }
}

/// A folded word, or one with a capital, as one of the names has it that the articles name; else as their headlines and beginnings have it, in small letters.
fn as_written(word: &str, hits: &[Hit]) -> Option<String> {
    let in_text = |text: &str| {
        let mut written = None;
        terms(text, |term| {
            if term.text.eq_ignore_ascii_case(word) && written.is_none() {
                written = Some(text[term.start..term.end].to_owned());
            }
        });
        written
    };
    let mut names = hits.iter().flat_map(|hit| &hit.entities);
    let in_names = names.find_map(|entity| in_text(&entity.name));
    in_names.or_else(|| {
        let mut texts = hits.iter().flat_map(|hit| [&hit.title, &hit.snippet]);
        let text = |runs: &Vec<Run>| runs.iter().map(|run| run.text.as_str()).collect::<String>();
        texts.find_map(|runs| in_text(&text(runs))).map(|written| written_as(word, lowercase(&written)))
    })
}
