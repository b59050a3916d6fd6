//! Articles for tests: the stories of the default corpus, and plain texts.

use newsprint_model::{Article, GivenEntities, Paragraph, Span};

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
    Article {
        id: id.into(),
        title: String::new(),
        title_derived: true,
        title_span: None,
        date: None,
        byline: None,
        source: None,
        lang: "en".into(),
        url: None,
        paragraphs: paragraphs.iter().map(|text| Paragraph { text: (*text).into(), start: None }).collect(),
        repeats: Vec::new(),
        given: GivenEntities::default(),
        file: "test.txt".into(),
        span: Span { start: 0, end: 0 },
    }
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
