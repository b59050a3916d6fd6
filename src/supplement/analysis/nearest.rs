//! Where an article names several people, organisations or places nearest to each other.

use newsprint_search::{ArticleView, Run};

use crate::supplement::concordance::{beginning, ending};

/// The end of a paragraph counts as so many words.
const PARAGRAPH_GAP: usize = 2;
/// Text between two names that is longer than this is cut in the middle.
///
/// * Unit: characters.
const MAX_BETWEEN: usize = 200;

/// A passage that names all.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// How many other words stand among the names.
    pub n_between: u32,
    /// The passage, and which stretches of it are names.
    pub pieces: Vec<(String, bool)>,
}

/// A mention of one of those looked for.
#[derive(Clone, Copy)]
struct Named {
    /// Which of them.
    which: usize,
    /// Its paragraph.
    paragraph: usize,
    /// Where in the paragraph's text, in bytes.
    bytes: (usize, usize),
    /// Its words, counted through the whole article.
    words: (usize, usize),
}

/// The passage of an article that names all of these nearest to each other, the first of several; `None` where the text does not name them all.
///
/// * `names` are ids, each with the name that it has when the article knows it by another id.
pub fn nearest(article: &ArticleView, names: &[(String, String)]) -> Option<Passage> {
    let entities = &article.entities;
    let numbers: Option<Vec<u32>> = names
        .iter()
        .map(|(id, name)| {
            let by_id = entities.iter().position(|it| it.label.id == *id);
            by_id.or_else(|| entities.iter().position(|it| it.label.name == *name)).map(|number| number as u32)
        })
        .collect();
    let numbers = numbers?;
    let texts: Vec<String> =
        article.paragraphs.iter().map(|runs| runs.iter().map(|run| run.text.as_str()).collect()).collect();
    let named = mentions(&article.paragraphs, &texts, &numbers);
    // For each of them, its latest mention: of the windows that end at a mention, the shortest begins at the oldest of these.
    let mut latest: Vec<Option<Named>> = vec![None; numbers.len()];
    let mut best: Option<(usize, Vec<Named>)> = None;
    for mention in named {
        latest[mention.which] = Some(mention);
        let Some(window) = latest.iter().copied().collect::<Option<Vec<Named>>>() else { continue };
        let start = window.iter().map(|it| it.words.0).min()?;
        let of_names: usize = window.iter().map(|it| it.words.1 - it.words.0).sum();
        let n_between = (mention.words.1 - start).saturating_sub(of_names);
        if best.as_ref().is_none_or(|(least, _)| n_between < *least) {
            best = Some((n_between, window));
        }
    }
    let (n_between, mut window) = best?;
    window.sort_by_key(|it| (it.paragraph, it.bytes));
    Some(Passage { n_between: n_between as u32, pieces: passage(&texts, &window) })
}

/// Every mention of them, in order.
fn mentions(paragraphs: &[Vec<Run>], texts: &[String], numbers: &[u32]) -> Vec<Named> {
    let (mut named, mut n_words) = (Vec::new(), 0);
    for (paragraph, runs) in paragraphs.iter().enumerate() {
        let text = &texts[paragraph];
        // How many words begin before a place: a name that stands inside a word counts as that word.
        let before = |place: usize| {
            let starts = text.char_indices().scan(true, |after_space, (at, c)| {
                let is_start = *after_space && !c.is_whitespace();
                *after_space = c.is_whitespace();
                Some((at, is_start))
            });
            starts.take_while(|(at, _)| *at < place).filter(|(_, is_start)| *is_start).count()
        };
        let (mut at, mut last): (usize, Option<u32>) = (0, None);
        for run in runs {
            let end = at + run.text.len();
            let which = run.entity.and_then(|entity| numbers.iter().position(|number| *number == entity));
            if let Some(which) = which {
                let last_word = before(end);
                match named.last_mut() {
                    // A mention that a match begins within is several runs.
                    Some(Named { bytes, words, .. }) if last == run.entity => {
                        bytes.1 = end;
                        words.1 = n_words + last_word;
                    }
                    _ => {
                        let first_word = before(at + 1).saturating_sub(1);
                        let words = (n_words + first_word, n_words + last_word.max(first_word + 1));
                        named.push(Named { which, paragraph, bytes: (at, end), words });
                    }
                }
            }
            last = run.entity;
            at = end;
        }
        n_words += before(text.len()) + PARAGRAPH_GAP;
    }
    named
}

/// The text around and between the names of a window.
fn passage(texts: &[String], window: &[Named]) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let (Some(first), Some(last)) = (window.first(), window.last()) else { return pieces };
    let plain = |text: String, pieces: &mut Vec<(String, bool)>| {
        if !text.is_empty() {
            pieces.push((text, false));
        }
    };
    plain(ending(&texts[first.paragraph][..first.bytes.0]), &mut pieces);
    for (nth, name) in window.iter().enumerate() {
        let text = &texts[name.paragraph];
        pieces.push((text[name.bytes.0..name.bytes.1].to_owned(), true));
        let Some(next) = window.get(nth + 1) else { continue };
        let between = if next.paragraph == name.paragraph {
            let between = &text[name.bytes.1..next.bytes.0];
            if between.chars().count() <= MAX_BETWEEN {
                between.to_owned()
            } else {
                [&*beginning(between), " ", &*ending(between)].concat()
            }
        } else {
            [&*beginning(&text[name.bytes.1..]), " ¶ ", &*ending(&texts[next.paragraph][..next.bytes.0])].concat()
        };
        plain(between, &mut pieces);
    }
    plain(beginning(&texts[last.paragraph][last.bytes.1..]), &mut pieces);
    pieces
}

#[cfg(test)]
mod tests {
    use newsprint_model::{ArticleNumber, EntityKind, Facts};
    use newsprint_search::{ArticleEntity, EntityLabel};

    use super::*;

    /// An article whose names stand in brackets: `[Ann]` names the entity of the id `ann`.
    fn article(paragraphs: &[&str]) -> ArticleView {
        let mut entities: Vec<ArticleEntity> = Vec::new();
        let mut marked = Vec::new();
        for paragraph in paragraphs {
            let mut runs = Vec::new();
            for (nth, piece) in paragraph.split(['[', ']']).enumerate() {
                let entity = (nth % 2 == 1).then(|| {
                    let id = piece.to_lowercase();
                    entities.iter().position(|it| it.label.id == id).unwrap_or_else(|| {
                        entities.push(ArticleEntity {
                            label: EntityLabel { id, name: piece.to_owned(), kind: EntityKind::Person },
                            n_mentions: 1,
                            n_articles: 1,
                            variants: Vec::new(),
                            facts: Facts::default(),
                            related: Vec::new(),
                        });
                        entities.len() - 1
                    }) as u32
                });
                if !piece.is_empty() {
                    runs.push(Run { text: piece.to_owned(), hit: None, entity });
                }
            }
            marked.push(runs);
        }
        ArticleView {
            article: ArticleNumber(0),
            id: "one".to_owned(),
            title: Vec::new(),
            title_derived: false,
            date: None,
            byline: None,
            source: None,
            url: None,
            lang: "en".to_owned(),
            paragraphs: marked,
            n_hits: 0,
            is_extract: false,
            entities,
            quotations: Vec::new(),
        }
    }

    fn found(paragraphs: &[&str], names: &[&str]) -> Option<(u32, String)> {
        let names: Vec<(String, String)> = names.iter().map(|id| ((*id).to_owned(), String::new())).collect();
        let passage = nearest(&article(paragraphs), &names)?;
        let shown =
            passage.pieces.iter().map(|(text, is_name)| if *is_name { format!("[{text}]") } else { text.clone() });
        Some((passage.n_between, shown.collect()))
    }

    #[test]
    fn the_nearest_mentions_of_all_make_the_passage() {
        for (paragraphs, names, expected) in [
            (&["[Ann] met [Bob]."][..], &["ann", "bob"][..], Some((1, "[Ann] met [Bob]."))),
            (
                &["[Ann] left. Then [Bob] and [Ann] ate."],
                &["ann", "bob"],
                Some((1, "Ann left. Then [Bob] and [Ann] ate.")),
            ),
            (&["[Ann], [Bob]"], &["bob", "ann"], Some((0, "[Ann], [Bob]"))),
            (&["It was [Ann]", "[Bob] said so."], &["ann", "bob"], Some((2, "It was [Ann] ¶ [Bob] said so."))),
            (
                &["[Ann] one two [Bob] three [Cid]"],
                &["ann", "bob", "cid"],
                Some((3, "[Ann] one two [Bob] three [Cid]")),
            ),
            (&["[Ann] alone"], &["ann", "bob"], None),
            (&["[Ann]’s and anti-[Bob]"], &["ann", "bob"], Some((1, "[Ann]’s and anti-[Bob]"))),
            (&[], &["ann"], None),
        ] {
            let expected = expected.map(|(n, text)| (n, text.to_owned()));
            assert_eq!(found(paragraphs, names), expected, "{paragraphs:?}");
        }
    }

    #[test]
    fn what_lies_far_between_is_cut_in_the_middle() {
        let far = format!("[Ann] {} [Bob]", "word ".repeat(100));
        let (n_between, text) = found(&[&far], &["ann", "bob"]).unwrap();
        assert_eq!(n_between, 100);
        assert!(text.contains("… …") && text.len() < 300, "{text}");
    }
}
