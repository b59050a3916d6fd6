//! Labels for the words of an article in any language: what files of words and tags hold.

use newsprint_model::Article;
use newsprint_text::{CodePoints, detect_language};

use crate::dates::{dates_in, is_english};
use crate::learnt::{self, Kind, Label, Piece, Stretch, glued, in_pieces, labels_of, pieces, trained};
use crate::peoples::peoples_in_text;
use crate::persian;
use crate::tag::{parts_of, read_parts};

/// How much of an article tells its language.
const LETTERS_TO_TELL: usize = 4096;

/// Labels the words of an article, cut by us: its sentences, headline first, each with its words.
///
/// * Shape: English as the trained tagger labels it; Persian and Arabic by their rules and tagger; further languages by the lists alone, as
///   in `tag`. Dates and words for nations are labelled where their rules know the language.
pub fn label_article(article: &Article) -> Vec<(Vec<&str>, Vec<Label>)> {
    if is_english(&article.lang) {
        return learnt::label_article(article, trained());
    }
    let title = (!article.title_derived).then_some(article.title.as_str());
    let texts: Vec<&str> =
        title.into_iter().chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str())).collect();
    let cut: Vec<Vec<Vec<Piece>>> = texts.iter().map(|text| pieces(text)).collect();
    let labels = labels(article, &cut);
    let words = texts.iter().zip(&cut).flat_map(|(text, sentences)| {
        sentences.iter().map(|pieces| pieces.iter().map(|piece| &text[piece.start..piece.end]).collect())
    });
    words.zip(labels).collect()
}

/// Labels the words of an article that is cut into words already.
///
/// * Shape: a label for each word of each sentence. The sentences are one article's: names agree across it. `lang` is a BCP 47 tag; without
///   one, Persian and Arabic are told by their letters, and all else is read as English.
pub fn label_words<W: AsRef<str>>(sentences: &[Vec<W>], lang: Option<&str>) -> Vec<Vec<Label>> {
    let (texts, cut): (Vec<String>, Vec<Vec<Vec<Piece>>>) =
        sentences.iter().map(|words| glued(words)).map(|(text, pieces)| (text, vec![pieces])).unzip();
    let lang = lang.unwrap_or_else(|| {
        let opening: String = texts.iter().flat_map(|text| text.chars().chain([' '])).take(LETTERS_TO_TELL).collect();
        Some(detect_language(&opening)).filter(|lang| persian::reads(lang)).unwrap_or("en")
    });
    if is_english(lang) {
        return learnt::label_words(sentences, trained());
    }
    labels(&Article::of_paragraphs(lang, texts), &cut)
}

/// The labels of an article's words, by its parts' sentences of pieces.
fn labels(article: &Article, cut: &[Vec<Vec<Piece>>]) -> Vec<Vec<Label>> {
    let (names, parts) = parts_of(article);
    let (_, spots) = read_parts(&parts, &|| cut.to_vec(), article);
    let told = dates_in(article);
    let mut labels = Vec::new();
    for (((name, part), spots), sentences) in names.iter().zip(&parts).zip(&spots).zip(cut) {
        let points = CodePoints::new(part.text);
        let dates = told.iter().filter(|date| date.part == *name).map(|date| {
            let (start, end) = (points.byte(date.start as usize), points.byte(date.end as usize));
            (start, end, Kind::Date)
        });
        let peoples = peoples_in_text(part.text, &article.lang).into_iter();
        let peoples = peoples.map(|(start, end)| (start, end, Kind::Other));
        let mut others: Vec<(usize, usize, Kind)> = dates.chain(peoples).collect();
        others.sort_unstable_by_key(|(start, end, kind)| (*start, *end, *kind));
        for pieces in sentences {
            let mut found = in_pieces(part, spots, pieces);
            let first = others.partition_point(|(_, end, _)| pieces.first().is_some_and(|piece| *end <= piece.start));
            let within =
                others[first..].iter().take_while(|(start, ..)| pieces.last().is_some_and(|last| *start < last.end));
            found.extend(within.filter_map(|(start, end, kind)| {
                let first = pieces.partition_point(|piece| piece.end <= *start);
                let past = pieces.partition_point(|piece| piece.start < *end);
                (first < past).then_some(Stretch { start: first, end: past, kind: *kind })
            }));
            labels.push(labels_of(&apart(found), pieces.len()));
        }
    }
    labels
}

/// Names, then dates, then nations: what comes later in that order yields where two meet.
fn apart(mut found: Vec<Stretch>) -> Vec<Stretch> {
    let turn = |stretch: &Stretch| match stretch.kind {
        Kind::Person | Kind::Organisation | Kind::Place => 0,
        Kind::Date => 1,
        Kind::Other => 2,
    };
    found.sort_by_key(|stretch| (stretch.start, turn(stretch), stretch.end));
    let mut kept: Vec<Stretch> = Vec::with_capacity(found.len());
    for stretch in found {
        match kept.last() {
            Some(last) if last.end > stretch.start => {
                if turn(&stretch) < turn(last) {
                    kept.pop();
                    kept.push(stretch);
                }
            }
            _ => kept.push(stretch),
        }
    }
    kept
}
