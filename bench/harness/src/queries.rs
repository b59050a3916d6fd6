//! The questions that every engine of a run is asked: the same, and always the same for the same articles.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::random::Random;

/// Function words: frequent everywhere and nobody's question by themselves.
const FUNCTION_WORDS: &str = "a about after all also an and any are as at be been before being but by can could did do \
    does for from had has have he her his how i if in into is it its just may more most new no not now of on one only or \
    other our out over said say says she should so some than that the their them then there these they this those to two \
    under up was we were what when where which while who will with would you your mr mrs ms last first per";

/// What a question tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One word that more than one article in twelve holds.
    Common,
    /// One word that one article in a hundred to one in three hundred holds.
    Mid,
    /// One word that one article in three thousand, or fewer, holds.
    Rare,
    /// Two words of one paragraph.
    Two,
    /// Three words of one paragraph.
    Three,
    /// Four words of one paragraph.
    Four,
    /// Two or three words that stand side by side.
    Phrase,
    /// A word within a facet's value.
    Filter,
    /// The beginning of a word.
    Prefix,
    /// A sentence, pasted.
    Sentence,
}

impl Kind {
    /// Each kind, and how many of it the list has: 300 in all.
    pub const ALL: [(Kind, usize); 10] = [
        (Kind::Common, 20),
        (Kind::Mid, 25),
        (Kind::Rare, 25),
        (Kind::Two, 60),
        (Kind::Three, 40),
        (Kind::Four, 20),
        (Kind::Phrase, 40),
        (Kind::Filter, 40),
        (Kind::Prefix, 20),
        (Kind::Sentence, 10),
    ];
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// What it tries.
    pub kind: Kind,
    /// As a reader of ours would type it.
    pub text: String,
    /// Its words, without any syntax.
    pub words: Vec<String>,
    /// Within this value of a facet.
    pub filter: Option<Chosen>,
}

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// `people`, `orgs`, `places` or `source`.
    pub facet: String,
    /// The value.
    pub value: String,
}

/// A headline's words, one of them with a letter wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typo {
    /// The article with that headline, which no other has.
    pub id: String,
    /// What is typed.
    pub text: String,
    /// What was meant.
    pub meant: String,
}

/// All questions of a corpus.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Questions {
    /// The list that is timed.
    pub queries: Vec<Query>,
    /// Questions with a typing error.
    pub typos: Vec<Typo>,
}

impl Questions {
    /// The questions that a sample of articles suggests.
    pub fn of(sample: &[Article], n_typos: usize, seed: u64) -> Questions {
        let mut random = Random::of(seed, 0x7175_6572_7900);
        let bands = Bands::of(sample);
        let mut queries = Vec::new();
        for (kind, n) in Kind::ALL {
            let mut seen = BTreeSet::new();
            // A sample that has too few of a kind gives fewer, never the same one twice.
            for _ in 0..n * 200 {
                if seen.len() == n {
                    break;
                }
                let Some(query) = bands.query(kind, sample, &mut random) else { continue };
                if seen.insert(query.text.clone()) {
                    queries.push(query);
                }
            }
        }
        Questions { queries, typos: typos(sample, n_typos, &mut random) }
    }

    /// All questions, kinds mixed: a list that is given up early has had its share of each.
    pub fn mixed(&self) -> Vec<&Query> {
        let mut places: Vec<(f64, &Query)> = Vec::new();
        for (kind, _) in Kind::ALL {
            let n = self.of_kind(kind).count() as f64;
            places.extend(
                (0..).zip(self.of_kind(kind)).map(|(nth, query): (u32, _)| ((f64::from(nth) + 0.5) / n, query)),
            );
        }
        places.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        places.into_iter().map(|(_, query)| query).collect()
    }

    /// The questions of a kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Query> {
        self.queries.iter().filter(move |query| query.kind == kind)
    }
}

/// Words by how many articles hold them.
struct Bands {
    common: Vec<String>,
    mid: Vec<String>,
    rare: Vec<String>,
    function_words: BTreeSet<&'static str>,
}

impl Bands {
    fn of(sample: &[Article]) -> Bands {
        let mut counts: HashMap<String, u32> = HashMap::new();
        for article in sample {
            let of_article: BTreeSet<String> = article.paragraphs.iter().flat_map(|text| words(text)).collect();
            for word in of_article {
                *counts.entry(word).or_default() += 1;
            }
        }
        let function_words: BTreeSet<&str> = FUNCTION_WORDS.split_whitespace().collect();
        let mut counted: Vec<(String, u32)> = counts.into_iter().collect();
        counted.sort();
        counted.retain(|(word, _)| {
            word.len() > 2 && !function_words.contains(word.as_str()) && word.bytes().all(|c| c.is_ascii_lowercase())
        });
        let n = sample.len() as f64;
        let within = |low: f64, high: f64| -> Vec<String> {
            let is_in = |count: u32| (low..high).contains(&(f64::from(count) / n));
            counted.iter().filter(|(_, count)| is_in(*count)).map(|(word, _)| word.clone()).collect()
        };
        Bands {
            common: within(1.0 / 12.0, 1.0),
            mid: within(1.0 / 300.0, 1.0 / 100.0),
            // In a small sample, those that one article holds.
            rare: within(0.0, f64::max(1.0 / 3_000.0, 1.5 / n)),
            function_words,
        }
    }

    fn query(&self, kind: Kind, sample: &[Article], random: &mut Random) -> Option<Query> {
        let article = random.pick(sample)?;
        let plain = |words: Vec<String>| Query { kind, text: words.join(" "), words, filter: None };
        let one = |words: &[String], random: &mut Random| random.pick(words).map(|word| plain(vec![word.clone()]));
        match kind {
            Kind::Common => one(&self.common, random),
            Kind::Mid => one(&self.mid, random),
            Kind::Rare => one(&self.rare, random),
            Kind::Two => self.together(article, 2, random).map(plain),
            Kind::Three => self.together(article, 3, random).map(plain),
            Kind::Four => self.together(article, 4, random).map(plain),
            Kind::Phrase => {
                let n = 2 + random.below(2);
                let words = run_of(article, n, random)?;
                let has_content = words.iter().filter(|word| self.is_content(word)).count() > 1;
                has_content.then(|| Query { kind, text: format!("\"{}\"", words.join(" ")), words, filter: None })
            }
            Kind::Filter => {
                let mut values = Vec::new();
                for (facet, of_facet) in
                    [("people", &article.people), ("orgs", &article.orgs), ("places", &article.places)]
                {
                    values
                        .extend(of_facet.iter().map(|value| Chosen { facet: facet.to_owned(), value: value.clone() }));
                }
                values.push(Chosen { facet: "source".to_owned(), value: article.source.clone() });
                let filter = random.pick(&values)?.clone();
                let words = self.together(article, 1, random)?;
                Some(Query { filter: Some(filter), ..plain(words) })
            }
            Kind::Prefix => {
                let word = self.together(article, 1, random)?.pop()?;
                let n_letters = 4 + random.below(3);
                let start = word.get(..n_letters).filter(|start| start.len() < word.len())?;
                Some(Query { kind, text: format!("{start}*"), words: vec![start.to_owned()], filter: None })
            }
            Kind::Sentence => {
                let words = run_of(article, 15 + random.below(10), random)?;
                Some(plain(words))
            }
        }
    }

    /// Different words of one paragraph, in its order.
    fn together(&self, article: &Article, n: usize, random: &mut Random) -> Option<Vec<String>> {
        let text = random.pick(&article.paragraphs)?;
        let mut among: Vec<(usize, String)> =
            words(text).into_iter().enumerate().filter(|(_, word)| self.is_content(word)).collect();
        let mut seen = BTreeSet::new();
        among.retain(|(_, word)| seen.insert(word.clone()));
        random.shuffle(&mut among);
        among.truncate(n);
        among.sort();
        (among.len() == n).then(|| among.into_iter().map(|(_, word)| word).collect())
    }

    fn is_content(&self, word: &str) -> bool {
        word.len() > 2 && word.bytes().all(|c| c.is_ascii_lowercase()) && !self.function_words.contains(word)
    }
}

/// Words that stand side by side in a paragraph.
fn run_of(article: &Article, n: usize, random: &mut Random) -> Option<Vec<String>> {
    let words = words(random.pick(&article.paragraphs)?);
    let n_starts = (words.len() + 1).checked_sub(n).filter(|n_starts| *n_starts > 0)?;
    let start = random.below(n_starts);
    let run = words[start..start + n].to_vec();
    run.iter().all(|word| word.bytes().all(|c| c.is_ascii_lowercase())).then_some(run)
}

/// The words of a text, lowered; a word's apostrophe ends it.
fn words(text: &str) -> Vec<String> {
    let cut = text.split(|c: char| !c.is_alphanumeric());
    cut.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Headlines with one letter wrong: up to five words of four letters and more, one of those of five and more edited.
fn typos(sample: &[Article], n: usize, random: &mut Random) -> Vec<Typo> {
    let headline = |article: &Article| -> Vec<String> {
        let mut words = words(&article.title);
        words.retain(|word| word.len() > 3 && word.bytes().all(|c| c.is_ascii_lowercase()));
        words.truncate(5);
        words
    };
    let mut counts: HashMap<Vec<String>, u32> = HashMap::new();
    for article in sample {
        let mut words = headline(article);
        words.sort();
        *counts.entry(words).or_default() += 1;
    }
    let mut found = Vec::new();
    let mut order: Vec<usize> = (0..sample.len()).collect();
    random.shuffle(&mut order);
    for idx in order {
        if found.len() == n {
            break;
        }
        let mut words = headline(&sample[idx]);
        let mut sorted = words.clone();
        sorted.sort();
        let long: Vec<usize> = (0..words.len()).filter(|nth| words[*nth].len() > 4).collect();
        let Some(nth) = random.pick(&long).copied() else { continue };
        if words.len() < 2 || counts.get(&sorted) != Some(&1) {
            continue;
        }
        let meant = words.join(" ");
        words[nth] = edited(&words[nth], random);
        found.push(Typo { id: sample[idx].id.clone(), text: words.join(" "), meant });
    }
    found
}

/// A word with one letter left out, put in, changed, or changed places with the next.
fn edited(word: &str, random: &mut Random) -> String {
    let letters: Vec<char> = word.chars().collect();
    loop {
        let mut made = letters.clone();
        let at = random.below(made.len());
        let letter = (b'a' + random.below(26) as u8) as char;
        match random.below(4) {
            0 => drop(made.remove(at)),
            1 => made.insert(at, letter),
            2 => made[at] = letter,
            _ if at + 1 < made.len() => made.swap(at, at + 1),
            _ => continue,
        }
        if made != letters {
            return made.into_iter().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::Generator;

    fn sample() -> Vec<Article> {
        let generator = Generator::invented(3);
        (0..800).map(|number| generator.article(number)).collect()
    }

    #[test]
    fn the_same_articles_suggest_the_same_questions() {
        let sample = sample();
        let questions = Questions::of(&sample, 50, 1);
        assert_eq!(questions, Questions::of(&sample, 50, 1));
        assert_ne!(questions, Questions::of(&sample, 50, 2));
        assert_eq!(questions.typos.len(), 50);
        for (kind, n) in Kind::ALL {
            assert!(questions.of_kind(kind).count() <= n, "{kind:?}");
        }
        assert!(questions.queries.len() > 250, "{}", questions.queries.len());
    }

    #[test]
    fn a_mixed_list_holds_all_and_its_beginning_some_of_each_kind() {
        let questions = Questions::of(&sample(), 1, 1);
        let mixed = questions.mixed();
        assert_eq!(mixed.len(), questions.queries.len());
        let early: BTreeSet<Kind> = mixed.iter().take(mixed.len() / 5).map(|query| query.kind).collect();
        assert_eq!(early.len(), Kind::ALL.len(), "{early:?}");
    }

    #[test]
    fn every_question_has_an_answer_in_the_articles() {
        let sample = sample();
        let texts: Vec<Vec<String>> = sample.iter().map(|article| words(&article.paragraphs.join(" "))).collect();
        for query in Questions::of(&sample, 1, 1).queries {
            let holds = |text: &Vec<String>| match query.kind {
                Kind::Prefix => text.iter().any(|word| word.starts_with(&query.words[0])),
                Kind::Phrase => text.windows(query.words.len()).any(|run| run == query.words),
                _ => query.words.iter().all(|word| text.contains(word)),
            };
            assert!(texts.iter().any(holds), "{query:?}");
        }
    }

    #[test]
    fn a_typing_error_is_one_edit() {
        let mut random = Random::of(1, 1);
        for _ in 0..200 {
            let made = edited("ceasefire", &mut random);
            assert_ne!(made, "ceasefire");
            assert!((8..=10).contains(&made.len()), "{made}");
        }
    }
}
