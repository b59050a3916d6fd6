//! Articles synthesised from the sentences of real ones: as many as wanted, each named by seed and number alone.
//!
//! A larger corpus begins with the smaller one's articles. An article is a few runs of consecutive sentences, each run
//! from another article, so that words keep the company they keep in news; its headline joins the halves of two.
//! Invented people, organisations and places are worked into the text where a reporter would name them, and given as
//! the article's own lists. What this does not have, real news has: a vocabulary that goes on growing.

use std::io::{self, Write};

use crate::article::Article;
use crate::names::{Names, word};
use crate::random::{Random, Zipf};

/// The seed of every published figure.
pub const SEED: u64 = 20_231_119;

/// Words of an article in the middle of all, before its last sentence is finished and its names are worked in, which
/// makes 360 of them.
const MEDIAN_WORDS: f64 = 328.0;
/// How far lengths spread: the standard deviation of their logarithms. Range: 0 gives all one length; beyond 1 a few
/// articles are books.
const SPREAD: f64 = 0.46;
/// The fewest words of an article, and the most.
const WORDS: std::ops::RangeInclusive<f64> = 40.0..=6_000.0;
/// Articles are dated within these years, the last one left out.
const YEARS: std::ops::Range<i64> = 2004..2024;
/// Words of a sentence that is used.
const SENTENCE_WORDS: std::ops::RangeInclusive<usize> = 4..=70;

/// What articles are made of.
#[derive(Debug)]
pub struct Generator {
    seed: u64,
    /// For each real article: its headline's words, its sentences.
    sources: Vec<(Vec<String>, Vec<String>)>,
    names: Names,
    people: Zipf,
    orgs: Zipf,
    places: Zipf,
    papers: Zipf,
}

impl Generator {
    /// A generator over the sentences of these articles.
    pub fn over(articles: &[Article], seed: u64) -> Generator {
        let mut sources = Vec::new();
        for article in articles {
            let sentences: Vec<String> = article.paragraphs.iter().flat_map(|text| sentences(text)).collect();
            let title: Vec<String> = article.title.split_whitespace().map(capitals_lowered).collect();
            if !sentences.is_empty() && title.len() > 1 {
                sources.push((title, sentences));
            }
        }
        let names = Names::of(seed);
        let zipf = |names: &Vec<String>| Zipf::new(names.len(), 5.0);
        let (people, orgs, places, papers) =
            (zipf(&names.people), zipf(&names.orgs), zipf(&names.places), Zipf::new(names.sources.len(), 1.0));
        Generator { seed, sources, names, people, orgs, places, papers }
    }

    /// A generator for where there is no real news: over sentences of invented words.
    pub fn invented(seed: u64) -> Generator {
        let mut random = Random::of(seed, 0x0077_6F72_6473);
        let words: Vec<String> = (0..20_000).map(|_| word(&mut random, 1..=4).to_lowercase()).collect();
        let zipf = Zipf::new(words.len(), 2.0);
        let mut line = |n: usize| -> String {
            let mut line: Vec<&str> = (0..n).map(|_| words[zipf.draw(&mut random)].as_str()).collect();
            line.retain(|word| !word.is_empty());
            format!("S{}", line.join(" "))
        };
        let articles: Vec<Article> = (0..1_000)
            .map(|_| {
                let paragraphs = (0..12).map(|n| format!("{}.", line(12 + n))).collect();
                Article { title: line(7), paragraphs, ..Article::default() }
            })
            .collect();
        Generator::over(&articles, seed)
    }

    /// The article of this number.
    pub fn article(&self, number: u64) -> Article {
        let mut random = Random::of(self.seed, number + 1);
        let n_words = random.log_normal(MEDIAN_WORDS, SPREAD).clamp(*WORDS.start(), *WORDS.end()) as usize;
        let mut chosen: Vec<&str> = Vec::new();
        let mut title = Vec::new();
        let mut n_taken = 0;
        while n_taken < n_words {
            let (words, sentences) = &self.sources[random.below(self.sources.len())];
            if title.len() < 2 {
                title.push(words);
            }
            let start = random.below(sentences.len());
            for sentence in sentences.iter().skip(start).take(2 + random.below(5)) {
                n_taken += sentence.split_whitespace().count();
                chosen.push(sentence);
                if n_taken >= n_words {
                    break;
                }
            }
        }
        let draw = |names: &[String], zipf: &Zipf, n: usize, random: &mut Random| -> Vec<String> {
            let mut drawn: Vec<String> = (0..n).map(|_| names[zipf.draw(random)].clone()).collect();
            drawn.sort();
            drawn.dedup();
            drawn
        };
        let (n_people, n_orgs, n_places) = (random.below(7), random.below(4), 1 + random.below(3));
        let people = draw(&self.names.people, &self.people, n_people, &mut random);
        let orgs = draw(&self.names.orgs, &self.orgs, n_orgs, &mut random);
        let places = draw(&self.names.places, &self.places, n_places, &mut random);
        let mut sentences: Vec<String> = chosen.into_iter().map(str::to_owned).collect();
        for person in &people {
            attribute(&mut sentences, &format!(", {person} said."), &mut random);
        }
        for org in &orgs {
            attribute(&mut sentences, &format!(", according to the {org}."), &mut random);
        }
        for place in places.iter().skip(1) {
            attribute(&mut sentences, &format!(" in {place}."), &mut random);
        }
        if let (Some(first), Some(place)) = (sentences.first_mut(), places.first()) {
            *first = format!("{place}: {first}");
        }
        let mut paragraphs: Vec<String> = Vec::new();
        let mut at = 0;
        while at < sentences.len() {
            let end = (at + 1 + random.below(3)).min(sentences.len());
            paragraphs.push(sentences[at..end].join(" "));
            at = end;
        }
        let day = random.below((days_before(YEARS.end) - days_before(YEARS.start)) as usize) as i64;
        Article {
            id: format!("a{number:07}"),
            title: halves(&title),
            date: Some(date_of(days_before(YEARS.start) + day)),
            source: self.names.sources[self.papers.draw(&mut random)].clone(),
            lang: "en".to_owned(),
            people,
            orgs,
            places,
            paragraphs,
        }
    }

    /// Writes the articles of these numbers as JSON Lines, one after the other, and returns the bytes of their text.
    pub fn write(&self, numbers: std::ops::Range<u64>, to: &mut impl Write) -> io::Result<u64> {
        let mut n_bytes = 0;
        for number in numbers {
            let article = self.article(number);
            n_bytes += article.n_text_bytes();
            serde_json::to_writer(&mut *to, &article)?;
            to.write_all(b"\n")?;
        }
        Ok(n_bytes)
    }
}

/// Puts words at the end of some sentence in place of its full stop.
fn attribute(sentences: &mut [String], words: &str, random: &mut Random) {
    if sentences.is_empty() {
        return;
    }
    let idx = random.below(sentences.len());
    let sentence = &mut sentences[idx];
    let n_kept = sentence.trim_end_matches(['.', '!', '?', '"', '”', ')']).len();
    sentence.truncate(n_kept);
    sentence.push_str(words);
}

/// The first half of one headline and the second of another.
fn halves(titles: &[&Vec<String>]) -> String {
    let (Some(first), Some(last)) = (titles.first(), titles.last()) else { return String::new() };
    let words = first.iter().take(first.len().div_ceil(2)).chain(last.iter().skip(last.len() / 2));
    let line: Vec<&str> = words.map(String::as_str).collect();
    line.join(" ")
}

/// A word of a headline that is all capitals as a newspaper of today writes it.
fn capitals_lowered(word: &str) -> String {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if n_letters < 2 || word.chars().any(char::is_lowercase) {
        return word.to_owned();
    }
    let mut out = String::new();
    let mut is_first = true;
    for c in word.chars() {
        if is_first && c.is_alphabetic() {
            out.push(c);
            is_first = false;
        } else {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// The sentences of a paragraph, as far as full stops tell; those of unusual length left out.
fn sentences(paragraph: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    let mut all = paragraph.split_whitespace().peekable();
    while let Some(one) = all.next() {
        words.push(one);
        let ends = one.trim_end_matches(['"', '”', '\'', ')']).ends_with(['.', '!', '?']);
        let is_abbreviation = one.trim_end_matches('.').chars().count() < 3;
        let next_is_capital = all
            .peek()
            .is_none_or(|next| next.chars().any(char::is_alphanumeric) && !next.starts_with(char::is_lowercase));
        if all.peek().is_none() || (ends && !is_abbreviation && next_is_capital) {
            if SENTENCE_WORDS.contains(&words.len()) {
                found.push(words.join(" "));
            }
            words.clear();
        }
    }
    found
}

/// Days from 1970 to the first of January of a year.
fn days_before(year: i64) -> i64 {
    let y = year - 1;
    365 * (year - 1970) + (y / 4 - y / 100 + y / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400)
}

/// A day as `2011-03-09`.
fn date_of(day: i64) -> String {
    let mut year = 1970 + day / 366;
    while days_before(year + 1) <= day {
        year += 1;
    }
    let is_leap = days_before(year + 1) - days_before(year) == 366;
    let lengths = [31, if is_leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (mut rest, mut month) = (day - days_before(year), 0);
    while rest >= lengths[month] {
        rest -= lengths[month];
        month += 1;
    }
    format!("{year:04}-{:02}-{:02}", month + 1, rest + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_calendars_count_them() {
        for (year, month_day, day) in [(1970, "01-01", 0), (2000, "02-29", 11_016), (2023, "11-19", 19_680)] {
            assert_eq!(date_of(day), format!("{year}-{month_day}"));
        }
        assert_eq!(days_before(2024), 19_723);
    }

    #[test]
    fn the_same_seed_and_number_give_the_same_article_whatever_was_made_before() {
        let generator = Generator::invented(5);
        let mut few = Vec::new();
        generator.write(0..5, &mut few).unwrap();
        let mut more = Vec::new();
        Generator::invented(5).write(0..20, &mut more).unwrap();
        assert_eq!(few[..], more[..few.len()]);
        assert_ne!(generator.article(3).title, generator.article(4).title);
    }

    #[test]
    fn an_article_names_in_its_text_whom_its_lists_name() {
        let generator = Generator::invented(5);
        for number in 0..50 {
            let article = generator.article(number);
            let text = article.paragraphs.join(" ");
            assert!(!article.places.is_empty());
            let dated = article.date.as_deref().unwrap();
            assert!(("2004-01-01"..="2023-12-31").contains(&dated), "{dated}");
            let n_named = article.people.iter().filter(|person| text.contains(person.as_str())).count();
            assert_eq!(n_named, article.people.len(), "{article:?}");
        }
    }

    #[test]
    fn sentences_end_where_a_full_stop_and_a_capital_meet() {
        assert_eq!(
            sentences("The U.S. dollar fell by 2.5 pct today. Mr. Kee of the bank said so himself. \"Yes.\""),
            ["The U.S. dollar fell by 2.5 pct today.", "Mr. Kee of the bank said so himself."]
        );
    }

    #[test]
    fn headlines_in_capitals_are_lowered() {
        for (word, expected) in [("BAHIA", "Bahia"), ("<SRD>", "<Srd>"), ("U", "U"), ("iPod", "iPod"), ("'88", "'88")] {
            assert_eq!(capitals_lowered(word), expected);
        }
    }
}
