//! Articles for tests: the stories of the default corpus, and plain texts.

use newsprint_model::{Article, Paragraph};

/// How each story of the default corpus begins. Splitting is the importer's business; here the stories are given.
const BEGINNINGS: [&str; 6] = [
    "Iran's Supreme Leader Calls",
    "Iranian actress Hanieh",
    "The Israeli military said on Sunday",
    "The firebrand Hossein Shariatmadari, the editor",
    "The Commander of the Iraqi",
    "Morteza Aqa-Tehrani, a leader",
];

/// An English article of these paragraphs, without a headline of its own.
#[allow(dead_code, reason = "each test file uses some of these")]
pub fn article(id: &str, paragraphs: &[&str]) -> Article {
    Article { id: id.into(), file: "test.txt".into(), ..Article::of_paragraphs("en", paragraphs.iter().copied()) }
}

/// The six stories of the default corpus.
#[allow(dead_code, reason = "each test file uses some of these")]
pub fn default_corpus() -> Vec<Article> {
    let text = include_str!("../../../../corpus/iran-news.txt");
    let mut articles: Vec<Article> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(beginning) = BEGINNINGS.iter().position(|beginning| line.starts_with(beginning)) {
            articles.push(article(&format!("story-{}", beginning + 1), &[]));
            if beginning == 0 {
                articles[0].title = line.into();
                articles[0].title_derived = false;
                continue;
            }
        }
        let paragraphs = &mut articles.last_mut().expect("the corpus opens with a story").paragraphs;
        if paragraphs.last().is_none_or(|last| last.text != line) {
            paragraphs.push(Paragraph { text: line.into(), start: None });
        }
    }
    assert_eq!(articles.len(), BEGINNINGS.len());
    articles
}

/// A name in an article: article, part (0 for the title, else paragraph and one), first and last code point, surface,
/// kind and entity id.
pub type Name = (usize, usize, usize, usize, String, String, String);

/// The parts of an article as text; the title is empty when it is derived.
fn parts(article: &Article) -> Vec<&str> {
    let title = if article.title_derived { "" } else { article.title.as_str() };
    std::iter::once(title).chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str())).collect()
}

/// Reads a gold file: `article, part, surface, kind, entity id` by line, split by tabs, in the text's order; `#` opens
/// a comment. A surface is sought in its part after the one before it.
#[allow(dead_code, reason = "each test file uses some of these")]
pub fn gold_names(articles: &[Article], gold: &str) -> std::collections::BTreeSet<Name> {
    let mut names = std::collections::BTreeSet::new();
    let mut last = (0, 0, 0);
    for line in gold.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [article, part, surface, kind, entity] = columns[..] else { panic!("five columns in {line:?}") };
        let (article, part): (usize, usize) = (article.parse().expect(line), part.parse().expect(line));
        let from = if (last.0, last.1) == (article, part) { last.2 } else { 0 };
        let text = parts(&articles[article - 1])[part];
        // `Iran` is not in `Iranian`.
        let stands_alone = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + surface.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        };
        let places = text.match_indices(surface).map(|(at, _)| at).filter(|at| *at >= from);
        let at = places.into_iter().find(|at| stands_alone(*at));
        let at = at.unwrap_or_else(|| panic!("{surface:?} in {text:?} after byte {from}"));
        last = (article, part, at + surface.len());
        let start = text[..at].chars().count();
        let end = start + surface.chars().count();
        names.insert((article, part, start, end, surface.to_owned(), kind.to_owned(), entity.to_owned()));
    }
    names
}

/// What was found, in the same shape.
#[allow(dead_code, reason = "each test file uses some of these")]
pub fn found_names(articles: &[Article], tagged: &newsprint_model::Tagged) -> std::collections::BTreeSet<Name> {
    let mut names = std::collections::BTreeSet::new();
    for (nth, (article, mentions)) in articles.iter().zip(&tagged.mentions).enumerate() {
        for mention in mentions {
            let part = match mention.part {
                newsprint_model::Part::Title => 0,
                newsprint_model::Part::Paragraph(nth) => nth as usize + 1,
            };
            let (start, end) = (mention.start as usize, mention.end as usize);
            let surface: String = parts(article)[part].chars().skip(start).take(end - start).collect();
            let entity = &tagged.entities[mention.entity.0 as usize];
            names.insert((nth + 1, part, start, end, surface, entity.kind.code().to_owned(), entity.id.clone()));
        }
    }
    names
}
