//! Where the words of a query stand in an article, and what each adds to its score.

use newsprint_search::{ArticleView, Run};

use crate::supplement::query_parts::{MAX_PARTS, QueryPart};

/// The most forms of a word that are shown.
const N_FORMS: usize = 6;

/// Where the matches of a part stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// In the headline, where it is the article's own.
    pub n_headline: u32,
    /// In the first paragraph.
    pub n_first: u32,
    /// In those after it.
    pub n_further: u32,
    /// The words as they stand there, different ones, at most six.
    pub forms: Vec<String>,
}

/// Where the matches of an article stand, as it is marked.
pub fn places(article: &ArticleView) -> Places {
    let mut found = Places::default();
    if !article.title_derived {
        found.n_headline = count(&article.title, &mut found.forms);
    }
    for (nth, paragraph) in article.paragraphs.iter().enumerate() {
        let n = count(paragraph, &mut found.forms);
        *(if nth == 0 { &mut found.n_first } else { &mut found.n_further }) += n;
    }
    found
}

/// How many matches stand in a text; one that a name begins within is several runs.
fn count(runs: &[Run], forms: &mut Vec<String>) -> u32 {
    let mut n = 0;
    for hits in runs.chunk_by(|one, next| one.hit == next.hit).filter(|runs| runs[0].hit.is_some()) {
        n += 1;
        let form: String = hits.iter().map(|run| run.text.as_str()).collect();
        let small = form.to_lowercase();
        if forms.len() < N_FORMS && forms.iter().all(|other| other.to_lowercase() != small) {
            forms.push(form);
        }
    }
    n
}

/// What a part adds to the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Share {
    /// Points, in nats.
    Points(f32),
    /// None: a little word beside others.
    Little,
    /// None: it only says which articles are wanted.
    Condition,
    /// Nobody knows yet, or can tell.
    Unknown,
}

/// What was found of a part alone, among articles like this one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alone {
    /// The article's score for the part alone; `None` when it was not found.
    pub score: Option<f32>,
    /// Its score for the query without the part, where that was asked.
    pub without: Option<f32>,
}

/// What each part adds, and what is left for words near each other.
///
/// * `whole`: the article's score for the query among articles like it; `listed`: the one in the list, where it is among the first.
pub fn shares(parts: &[QueryPart], alone: &[Alone], whole: Option<f32>, listed: Option<f32>) -> (Vec<Share>, f32) {
    let shares: Vec<Share> = parts
        .iter()
        .zip(alone)
        .map(|(part, alone)| {
            if part.is_condition {
                return Share::Condition;
            }
            let Some(score) = alone.score else { return Share::Unknown };
            // What a query asks for several times counts ever less with each.
            let n = part.n_times as f32;
            let score = score * 9.0 * n / (n + 8.0);
            match alone.without.zip(whole) {
                Some((without, whole)) if score > 0.0 && whole - without < score / 2.0 => Share::Little,
                _ => Share::Points(score),
            }
        })
        .collect();
    let sum: f32 = shares.iter().map(|share| if let Share::Points(points) = share { *points } else { 0.0 }).sum();
    let is_all = shares.iter().all(|share| *share != Share::Unknown);
    let near = listed.filter(|_| is_all && parts.len() < MAX_PARTS).map_or(0.0, |listed| listed - sum);
    // Less than what is shown is what rounding leaves.
    (shares, if near < 0.005 { 0.0 } else { near })
}
