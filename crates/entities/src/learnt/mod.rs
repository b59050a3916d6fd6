//! The trained tagger: a linear chain of labels over what is seen of each word, read twice so that an article agrees with itself.

mod clusters;
mod document;
mod elsewhere;
mod features;
mod hash;
mod hints;
mod label;
mod model;
mod pieces;
mod sentence;
mod tellers;
mod told;
mod verdict;
mod word;

use std::sync::OnceLock;

use newsprint_model::{Article, GivenEntities};

pub use clusters::Clusters;
pub use document::Document;
pub use elsewhere::Elsewhere;
pub use features::{ELSEWHERE_TEMPLATES, Feature, LIST_TEMPLATES, WORD_TEMPLATES, of_set, template};
pub(crate) use hints::hints_of;
pub use label::{Kind, Label, N_LABELS, Place, Stretch, labels_of, stretches};
pub use model::{Model, NoModel, Weights, key};
pub use pieces::{Piece, pieces};
pub use verdict::Policy;
pub(crate) use verdict::{Found, Verdict, covered, in_pieces, without_overlaps};
pub use word::{Word, word_number};

use crate::lists::Lists;
use crate::locals::{Locals, PartText};
use crate::reading;
use crate::scan::{Scan, Spot};
use crate::tokens::tokens;
use model::{Sums, WIDTH, Waiting};

/// How many sentences make one article where a file of words does not mark articles.
pub const SENTENCES_BY_ARTICLE: usize = 20;

/// The model that the crate carries.
///
/// * Errors: none at run time; the file is part of the program and a test reads it.
pub fn trained() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        Model::read(include_bytes!("../../data/tagger.bin"))
            .unwrap_or_else(|error| unreachable!("a test reads the model: {error}"))
    })
}

/// The model for Persian that the crate carries.
///
/// * Errors: none at run time; the file is part of the program and a test reads it.
pub fn trained_persian() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        Model::read(include_bytes!("../../data/persian.bin"))
            .unwrap_or_else(|error| unreachable!("a test reads the model: {error}"))
    })
}

/// Labels the words of an article that is cut into words already.
///
/// * Shape: a label for each word of each sentence. The sentences are one article's: names agree across it.
pub fn label_words<W: AsRef<str>>(sentences: &[Vec<W>], model: &Model) -> Vec<Vec<Label>> {
    model.label(&document_of_words(sentences, &model.clusters))
}

/// Labels the words of an article, cut by us: its sentences, headline first, each with its words.
pub fn label_article<'a>(article: &'a Article, model: &Model) -> Vec<(Vec<&'a str>, Vec<Label>)> {
    let title = (!article.title_derived).then_some(article.title.as_str());
    let texts = title.into_iter().chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
    let parts: Vec<PartText<'a>> = texts.map(|text| PartText { text, tokens: tokens(text) }).collect();
    let pieces: Vec<Vec<Vec<Piece>>> = parts.iter().map(|part| pieces(part.text)).collect();
    let labels = model.label(&document_of_parts(&parts, &read_twice(&parts), &pieces, &model.clusters));
    let words = parts.iter().zip(&pieces).flat_map(|(part, sentences)| {
        sentences.iter().map(|pieces| pieces.iter().map(|piece| &part.text[piece.start..piece.end]).collect())
    });
    words.zip(labels).collect()
}

/// The names that the model finds in an article: for its headline, if it is its own, and each paragraph, their bytes and kinds.
pub(crate) fn stretches_by_part(article: &Article, model: &Model) -> Vec<Vec<(usize, usize, Kind)>> {
    let title = (!article.title_derived).then_some(article.title.as_str());
    let texts = title.into_iter().chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()));
    let parts: Vec<PartText<'_>> = texts.map(|text| PartText { text, tokens: tokens(text) }).collect();
    let pieces: Vec<Vec<Vec<Piece>>> = parts.iter().map(|part| pieces(part.text)).collect();
    let mut labels = model.label(&document_of_parts(&parts, &read_twice(&parts), &pieces, &model.clusters)).into_iter();
    let of_part = |sentences: &Vec<Vec<Piece>>| {
        let labelled = sentences.iter().zip(labels.by_ref());
        let names = labelled.flat_map(|(pieces, labels)| {
            stretches(&labels).into_iter().map(|name| (pieces[name.start].start, pieces[name.end - 1].end, name.kind))
        });
        names.collect()
    };
    pieces.iter().map(of_part).collect()
}

/// The people, organisations and places that rules and the model together find in an article that is cut into words already.
pub fn settled_words<W: AsRef<str>>(sentences: &[Vec<W>], model: &Model, policy: &Policy) -> Vec<Vec<Stretch>> {
    let (texts, pieces): (Vec<String>, Vec<Vec<Vec<Piece>>>) =
        sentences.iter().map(|words| glued(words)).map(|(text, pieces)| (text, vec![pieces])).unzip();
    let parts: Vec<PartText<'_>> = texts.iter().map(|text| PartText { text, tokens: tokens(text) }).collect();
    let (_, spots) = read_together(&parts, pieces.clone(), &GivenEntities::default(), model, policy);
    parts
        .iter()
        .zip(&spots)
        .zip(&pieces)
        .map(|((part, spots), pieces)| verdict::in_pieces(part, spots, &pieces[0]))
        .collect()
}

/// What is seen of an article that is cut into words already.
pub fn document_of_words<W: AsRef<str>>(sentences: &[Vec<W>], clusters: &Clusters) -> Document {
    let (texts, pieces): (Vec<String>, Vec<Vec<Vec<Piece>>>) =
        sentences.iter().map(|words| glued(words)).map(|(text, pieces)| (text, vec![pieces])).unzip();
    let parts: Vec<PartText<'_>> = texts.iter().map(|text| PartText { text, tokens: tokens(text) }).collect();
    let spots = read_twice(&parts);
    document_of_parts(&parts, &spots, &pieces, clusters)
}

/// Reads an article by rules and by the model: what it names, and the names in each part.
pub(crate) fn read_together(
    parts: &[PartText<'_>],
    pieces: Vec<Vec<Vec<Piece>>>,
    given: &GivenEntities,
    model: &Model,
    policy: &Policy,
) -> (Locals, Vec<Vec<Spot>>) {
    reading::read_together(
        parts,
        given,
        spots,
        |_, spots| Verdict::of(parts, spots, pieces, model),
        |verdict, spots, known| verdict.settle(parts, spots, known, policy),
    )
}

/// What rules find in an article, by part.
fn read_twice(parts: &[PartText<'_>]) -> Vec<Vec<Spot>> {
    reading::read_twice(parts, &GivenEntities::default(), spots).1
}

/// The names of one part, by the rules for letters with capitals.
fn spots(part: &PartText<'_>, locals: &Locals) -> Vec<Spot> {
    Scan { lists: Lists::get(), tokens: &part.tokens, locals, reads_capitals: true }.spots()
}

/// What is seen of an article: its parts, what rules find in them, and their pieces by sentence.
pub(crate) fn document_of_parts(
    parts: &[PartText<'_>],
    spots: &[Vec<Spot>],
    pieces: &[Vec<Vec<Piece>>],
    clusters: &Clusters,
) -> Document {
    let lists = Lists::get();
    let mut sentences = Vec::new();
    for ((part, spots), pieces) in parts.iter().zip(spots).zip(pieces) {
        let hints = hints::hints(part, spots, pieces, lists);
        for (pieces, hints) in pieces.iter().zip(hints) {
            let words = pieces.iter().zip(hints);
            sentences.push(
                words.map(|(piece, hint)| Word::new(&part.text[piece.start..piece.end], hint, clusters)).collect(),
            );
        }
    }
    Document::new(sentences)
}

/// Words as a text: spaces between them but where marks cling to their neighbours.
pub(crate) fn glued<W: AsRef<str>>(words: &[W]) -> (String, Vec<Piece>) {
    let mut text = String::new();
    let mut pieces = Vec::with_capacity(words.len());
    let mut clings = true;
    let mut in_quotation = false;
    for word in words {
        let word = match word.as_ref() {
            "-LRB-" => "(",
            "-RRB-" => ")",
            "``" | "''" => "\"",
            word => word,
        };
        let closes = matches!(word, "." | "," | "!" | "?" | ":" | ";" | ")" | "]" | "'" | "’" | "n't" | "%")
            || (word.starts_with(['\'', '’']) && word.chars().count() < 4)
            || (word == "\"" && in_quotation);
        if !clings && !closes {
            text.push(' ');
        }
        clings = matches!(word, "(" | "[" | "$") || (word == "\"" && !in_quotation);
        in_quotation ^= word == "\"";
        let start = text.len();
        text.push_str(word);
        pieces.push(Piece { start, end: text.len() });
    }
    (text, pieces)
}

impl Model {
    /// Labels the words of an article.
    pub fn label(&self, document: &Document) -> Vec<Vec<Label>> {
        self.label_and_score(document).0
    }

    /// The labels, and the scores that each word gives every label by itself.
    pub(crate) fn label_and_score(&self, document: &Document) -> (Vec<Vec<Label>>, Vec<Vec<Sums>>) {
        let mut waiting = Waiting::default();
        let mut sums: Vec<Vec<Sums>> = Vec::with_capacity(document.sentences.len());
        for (nth, sentence) in document.sentences.iter().enumerate() {
            let mut sentence_sums = vec![[0; WIDTH]; sentence.len()];
            document.features(nth, |at, feature| self.add(at, feature, &mut waiting, &mut sentence_sums));
            self.add_waiting(&mut waiting, &mut sentence_sums);
            sums.push(sentence_sums);
        }
        let mut labels: Vec<Vec<Label>> = sums.iter().map(|sums| self.best_labels(sums)).collect();
        let elsewhere = Elsewhere::of(document, &labels);
        for ((sentence, sums), labels) in document.sentences.iter().zip(&mut sums).zip(&mut labels) {
            let mut gained = false;
            elsewhere.features(sentence, labels, |at, feature| {
                gained = true;
                self.add(at, feature, &mut waiting, sums);
            });
            if gained {
                self.add_waiting(&mut waiting, sums);
                *labels = self.best_labels(sums);
            }
        }
        (labels, sums)
    }
}
