//! How fast articles are read, and how well versions of one story are told from different stories: `cargo xtask eval --import`.
//!
//! Speed: JSON Lines of the data's `news`, one core, the best of three readings, in the core's own time where the system tells it, since other
//! programs may run. Versions: every fourth article of some length gets edited copies, made
//! the same way in every run, and all of them go in with all articles; a copy counts as found when it is in its original's group. Groups that hold two
//! different originals are counted beside: most of them are versions that the collection itself holds; `--list` names some. Of PDFs, those of the tests:
//! pages a second, and how much of the words of the pages that they were printed from is read.

mod clock;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};

use clock::best_of;
use newsprint_corpus::{Fingerprint, Imported, JsonLines, ReadOptions, Versions};
use newsprint_model::{Article, Paragraph};

fn main() -> Result<(), Box<dyn Error>> {
    let data = std::env::var_os("NEWSPRINT_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let list = std::env::args().any(|argument| argument == "--list");
    println!(
        "{:26} {:>8} {:>6} {:>7} {:>8} {:>11} {:>11} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
        "collection",
        "articles",
        "MB",
        "MB/s",
        "with lang",
        "prints MB/s",
        "groups made",
        "groups",
        "grouped",
        "words",
        "cut",
        "front",
        "title"
    );
    for name in ["reuters21578.jsonl.gz", "spotlightpa.jsonl.gz", "persian-4965.jsonl.gz", "wikinews.jsonl"] {
        let path = data.join("news").join(name);
        match path.is_file() {
            true => measure(name, &lines(&path)?, list),
            false => println!("{name:26} is not there: set NEWSPRINT_DATA to the data folder."),
        }
    }
    printed()
}

/// How fast the tests' PDFs are read, and how well, beside the pages that a browser printed them from: F1 over words.
fn printed() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdfs");
    println!("{:26} {:>8} {:>8} {:>8}", "PDF", "F1", "pages", "pages/s");
    for name in ["two-columns", "persian", "arabic", "plain"] {
        let (page, pdf) =
            (std::fs::read(folder.join(format!("{name}.html")))?, std::fs::read(folder.join(format!("{name}.pdf")))?);
        let options = ReadOptions::default();
        let wanted = words(&newsprint_corpus::read("page.html", &page, &options));
        let (imported, seconds) = best_of(20, || newsprint_corpus::read("page.pdf", &pdf, &options));
        let found = words(&imported);
        let n_common: usize = wanted.iter().map(|(word, n)| n.min(found.get(word).unwrap_or(&0))).sum();
        let n_all: usize = wanted.values().chain(found.values()).sum();
        let n_pages = pdf.windows(12).filter(|it| it.starts_with(b"/Type /Page") && !it.ends_with(b"s")).count();
        println!(
            "{name:26} {:>8.3} {n_pages:>8} {:>8.0}",
            2.0 * n_common as f64 / n_all as f64,
            n_pages as f64 / seconds
        );
    }
    Ok(())
}

/// How often each word stands in some articles.
fn words(imported: &Imported) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for paragraph in imported.articles.iter().flat_map(|article| &article.paragraphs) {
        let text = paragraph.text.replace('\u{ad}', "").to_lowercase();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// A file's bytes, unpacked.
fn lines(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(bytes);
    }
    let mut lines = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut lines)?;
    Ok(lines)
}

fn measure(name: &str, bytes: &[u8], list: bool) {
    let read = |lang: Option<&str>| {
        let options = ReadOptions { lang: lang.map(str::to_owned), ..ReadOptions::default() };
        let (mut reader, mut imported) = (JsonLines::new(name, &options), Imported::default());
        bytes.split_inclusive(|&byte| byte == b'\n').for_each(|line| reader.read_line(line, &mut imported));
        imported.articles
    };
    let (_, seconds_given) = best_of(3, || read(Some("en")));
    let (articles, seconds) = best_of(3, || read(None));
    let n_text: usize = articles.iter().flat_map(|article| &article.paragraphs).map(|p| p.text.len()).sum();
    let (prints, seconds_prints) = best_of(3, || articles.iter().map(Fingerprint::of).collect::<Vec<_>>());
    let mut versions = Versions::default();
    prints.iter().for_each(|print| versions.add(print.clone()));
    let (groups, seconds_groups) = best_of(3, || versions.groups());
    let n_grouped: usize = groups.iter().map(Vec::len).sum();
    let found = edited(&articles, &prints);
    let rate = |n: usize, seconds: f64| n as f64 / 1e6 / seconds.max(1e-9);
    println!(
        "{name:26} {:>8} {:>6.1} {:>7.0} {:>8.0} {:>11.0} {:>9.2} s {:>7} {n_grouped:>7} {:>7.3} {:>7.3} {:>7.3} {:>7.3}",
        articles.len(),
        bytes.len() as f64 / 1e6,
        rate(bytes.len(), seconds),
        rate(bytes.len(), seconds_given),
        rate(n_text, seconds_prints),
        seconds_groups,
        groups.len(),
        found[0],
        found[1],
        found[2],
        found[3],
    );
    if list {
        for group in groups.iter().step_by((groups.len() / 25).max(1)) {
            let first = &prints[group[0] as usize];
            for &nth in group.iter().take(4) {
                let likeness = prints[nth as usize].likeness(first);
                println!("   {likeness:.2} [{}] {}", articles[nth as usize].id, articles[nth as usize].title);
            }
            println!();
        }
    }
}

/// The share of edited copies that are found, for each way of editing.
fn edited(articles: &[Article], prints: &[Fingerprint]) -> [f64; 4] {
    let mut versions = Versions::default();
    prints.iter().for_each(|print| versions.add(print.clone()));
    let n_words =
        |article: &Article| article.paragraphs.iter().map(|p| p.text.split_whitespace().count()).sum::<usize>();
    let mut copies: Vec<(u32, usize, u32)> = Vec::new();
    let mut random = Random(1);
    for (nth, article) in (0_u32..).zip(articles).step_by(4).filter(|(_, article)| n_words(article) >= 60) {
        for way in 0..4 {
            copies.push(((prints.len() + copies.len()) as u32, way, nth));
            versions.add(Fingerprint::of(&copy(article, articles, way, &mut random)));
        }
    }
    let mut group_of = vec![None; prints.len() + copies.len()];
    for (number, group) in (0_u32..).zip(versions.groups()) {
        group.iter().for_each(|nth| group_of[*nth as usize] = Some(number));
    }
    let mut tallies = [(0_u32, 0_u32); 4];
    for (copy, way, nth) in copies {
        tallies[way].1 += 1;
        tallies[way].0 +=
            u32::from(group_of[copy as usize].is_some() && group_of[copy as usize] == group_of[nth as usize]);
    }
    tallies.map(|(found, of)| f64::from(found) / f64::from(of.max(1)))
}

/// An article as an editor may have left it: one word in twelve replaced; the last quarter cut; a new beginning of a quarter; another headline and a few words.
fn copy(article: &Article, articles: &[Article], way: usize, random: &mut Random) -> Article {
    let mut copy = article.clone();
    let mut words: Vec<&str> = article.paragraphs.iter().flat_map(|p| p.text.split_whitespace()).collect();
    let other = &articles[random.below(articles.len())];
    let others: Vec<&str> = other.paragraphs.iter().flat_map(|p| p.text.split_whitespace()).collect();
    let n = words.len();
    let replaced = |words: &mut Vec<&str>, one_in: usize, random: &mut Random| {
        for word in words.iter_mut() {
            if random.below(one_in) == 0 {
                *word = "replaced";
            }
        }
    };
    match way {
        0 => replaced(&mut words, 12, random),
        1 => words.truncate(n * 3 / 4),
        2 => {
            words =
                others.iter().copied().cycle().take(if others.is_empty() { 0 } else { n / 4 }).chain(words).collect()
        }
        _ => {
            copy.title = other.title.clone();
            replaced(&mut words, 40, random);
        }
    }
    copy.paragraphs = vec![Paragraph { text: words.join(" "), start: None }];
    copy
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }
}
