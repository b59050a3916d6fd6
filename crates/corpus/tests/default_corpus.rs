//! The default corpus, read as anybody would read it: six stories.

use newsprint_corpus::{Imported, ReadOptions, read};

const NAME: &str = "corpus/iran-news.txt";
const TEXT: &str = include_str!("../../../corpus/iran-news.txt");

fn imported(text: &str) -> Imported {
    read(NAME, text.as_bytes(), &ReadOptions::default())
}

#[test]
fn it_holds_six_stories_and_nothing_is_wrong_with_it() {
    let Imported { articles, problems, .. } = imported(TEXT);
    assert_eq!(problems, []);
    let shape: Vec<_> = articles
        .iter()
        .map(|article| {
            let opening: String = article.paragraphs[0].text.chars().take(24).collect();
            (opening, article.paragraphs.len(), article.repeats.len(), article.title_derived)
        })
        .collect();
    let expected = [
        ("Ali Khamenei, the Suprem", 7, 1, false),
        ("Iranian actress Hanieh T", 7, 0, true),
        ("The Israeli military sai", 14, 0, true),
        ("The firebrand Hossein Sh", 9, 0, true),
        ("The Commander of the Ira", 8, 0, true),
        ("Morteza Aqa-Tehrani, a l", 11, 0, true),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(a, b, c, d)| (a.to_owned(), b, c, d)).collect();
    assert_eq!(shape, expected);
}
