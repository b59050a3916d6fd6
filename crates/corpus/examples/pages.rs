//! How well articles are taken out of saved web pages, beside what people took out of them: `cargo xtask eval --html`.
//!
//! Each folder of the data's `html` holds `gold.jsonl`, one page a line: `file`, `body`, and `title` and `date_accept`
//! where its origin has them. The measures: F1 over the words of the text (as multisets, case left aside), the mean over
//! pages; precision, recall and F1 over runs of four words, as scrapinghub's article-extraction-benchmark publishes them, so that `aeb`, a
//! selection from its pages, stands beside what others reach there; the share of headlines that agree letter by letter, with quotation marks made straight, case left aside; the
//! share of days that are among those accepted; pages read per second on one core, the quickest of five readings of all of them.
//!
//! The pages are in two halves, by the first digit of their names: rules are made by reading what fails in the first, and
//! the second tells whether they hold elsewhere. `--worst` names the pages of the first that fail most.

mod clock;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::path::{Path, PathBuf};

use clock::best_of;
use newsprint_corpus::{ReadOptions, read};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let data =
        std::env::var_os("NEWSPRINT_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from).join("html");
    if !data.is_dir() {
        println!(
            "There are no pages to measure on: {} is no folder. Set NEWSPRINT_DATA to the data folder.",
            data.display()
        );
        return Ok(());
    }
    let worst = std::env::args().any(|argument| argument == "--worst");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(&data)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    folders.retain(|folder| folder.join("gold.jsonl").is_file());
    folders.sort();
    println!(
        "{:10} {:>6} {:>8} {:>8} {:>8} {:>8} {:>9} {:>7} {:>7}",
        "folder", "pages", "body F1", "at .90", "title", "date", "precision", "recall", "F1 of 4"
    );
    let mut all = [Tally::default(), Tally::default()];
    let mut pages = Vec::new();
    for folder in folders {
        let halves = measure(&folder, worst, &mut pages)?;
        halves[0].with(&halves[1]).print(&folder.file_name().unwrap_or_default().to_string_lossy());
        all = [all[0].with(&halves[0]), all[1].with(&halves[1])];
    }
    all[0].print("read");
    all[1].print("held out");
    all[0].with(&all[1]).print("all");
    let options = ReadOptions::default();
    let (_, seconds) =
        best_of(5, || pages.iter().map(|(name, bytes)| read(name, bytes, &options).articles.len()).sum::<usize>());
    let n_bytes: usize = pages.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{:.0} pages, {:.0} MB, a second and core",
        pages.len() as f64 / seconds.max(1e-9),
        n_bytes as f64 / 1e6 / seconds.max(1e-9)
    );
    Ok(())
}

/// What was counted.
#[derive(Default)]
struct Tally {
    n_pages: u32,
    f1: f64,
    n_good: u32,
    titles: (u32, u32),
    dates: (u32, u32),
    runs: Runs,
}

/// What the published benchmark counts: precision and recall over runs of four words, summed over pages that have any to speak of.
#[derive(Clone, Copy, Default)]
struct Runs {
    precision: (f64, u32),
    recall: (f64, u32),
}

impl Runs {
    /// Adds a page.
    fn add(&mut self, gold: &str, found: &str) {
        let (gold, found) = (runs(gold), runs(found));
        let n = |runs: &BTreeMap<Vec<&str>, u32>| runs.values().sum::<u32>();
        let n_shared: u32 = gold.iter().map(|(run, n)| *n.min(found.get(run).unwrap_or(&0))).sum();
        for (mean, n_all) in [(&mut self.precision, n(&found)), (&mut self.recall, n(&gold))] {
            if n_all > 0 {
                *mean = (mean.0 + f64::from(n_shared) / f64::from(n_all), mean.1 + 1);
            }
        }
    }

    fn with(self, other: Runs) -> Runs {
        let sum = |a: (f64, u32), b: (f64, u32)| (a.0 + b.0, a.1 + b.1);
        Runs { precision: sum(self.precision, other.precision), recall: sum(self.recall, other.recall) }
    }

    /// Mean precision, mean recall, and F1 of the two means.
    fn means(self) -> [f64; 3] {
        let mean = |(sum, n): (f64, u32)| sum / f64::from(n.max(1));
        let (precision, recall) = (mean(self.precision), mean(self.recall));
        [precision, recall, 2.0 * precision * recall / (precision + recall).max(1e-9)]
    }
}

impl Tally {
    fn with(&self, other: &Tally) -> Tally {
        Tally {
            n_pages: self.n_pages + other.n_pages,
            f1: self.f1 + other.f1,
            n_good: self.n_good + other.n_good,
            titles: (self.titles.0 + other.titles.0, self.titles.1 + other.titles.1),
            dates: (self.dates.0 + other.dates.0, self.dates.1 + other.dates.1),
            runs: self.runs.with(other.runs),
        }
    }

    fn print(&self, name: &str) {
        let share = |(right, of): (u32, u32)| {
            if of == 0 { "-".to_owned() } else { format!("{:.3}", f64::from(right) / f64::from(of)) }
        };
        let n = f64::from(self.n_pages.max(1));
        let good = share((self.n_good, self.n_pages));
        let [precision, recall, f1] = self.runs.means();
        println!(
            "{name:10} {:>6} {:>8.4} {good:>8} {:>8} {:>8} {precision:>9.3} {recall:>7.3} {f1:>7.3}",
            self.n_pages,
            self.f1 / n,
            share(self.titles),
            share(self.dates)
        );
    }
}

/// Whether a page is in the half that nobody reads while making rules.
fn is_held_out(name: &str) -> bool {
    let first = name.rsplit('/').next().and_then(|name| name.chars().next());
    first.and_then(|digit| digit.to_digit(16)).is_some_and(|digit| digit % 2 == 1)
}

/// Reads a folder's pages and holds them against its gold: those read while making rules, and those held out.
fn measure(folder: &Path, worst: bool, pages: &mut Vec<(String, Vec<u8>)>) -> Result<[Tally; 2], Box<dyn Error>> {
    let mut halves = [Tally::default(), Tally::default()];
    let mut scores = Vec::new();
    for line in std::fs::read_to_string(folder.join("gold.jsonl"))?.lines() {
        let gold: Value = serde_json::from_str(line)?;
        let name = gold["file"].as_str().ok_or("a page of the gold has no `file`")?;
        let bytes = std::fs::read(folder.join(name))?;
        let tally = &mut halves[usize::from(is_held_out(name))];
        let imported = read(name, &bytes, &ReadOptions::default());
        pages.push((name.to_owned(), bytes));
        let article = imported.articles.first();
        let text: Vec<&str> = article.map_or(Vec::new(), |a| a.paragraphs.iter().map(|p| p.text.as_str()).collect());
        let (body, text) = (gold["body"].as_str().unwrap_or_default(), text.join("\n"));
        let f1 = f1(body, &text);
        tally.runs.add(body, &text);
        if !is_held_out(name) {
            scores.push((f1, name.to_owned()));
        }
        tally.n_pages += 1;
        tally.f1 += f1;
        tally.n_good += u32::from(f1 >= 0.9);
        if let Some(title) = gold["title"].as_str().filter(|title| !title.is_empty()) {
            tally.titles.1 += 1;
            tally.titles.0 += u32::from(article.is_some_and(|article| plain(&article.title) == plain(title)));
        }
        if let Some(days) = gold["date_accept"].as_array().filter(|days| !days.is_empty()) {
            let day = article.and_then(|article| article.date.as_ref()).map(|date| date.span.to_string());
            tally.dates.1 += 1;
            tally.dates.0 += u32::from(days.iter().any(|accepted| accepted.as_str() == day.as_deref()));
        }
    }
    if worst {
        scores.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (f1, name) in scores.iter().take(20) {
            println!("  {f1:.3} {name}");
        }
    }
    Ok(halves)
}

/// A headline with white space and quotation marks made plain, in small letters.
fn plain(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    title.replace(['’', '‘'], "'").replace(['“', '”'], "\"").to_lowercase()
}

/// How often each word stands in a text.
fn words(text: &str) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_lowercase()).or_insert(0) += 1;
    }
    counts
}

/// How often each run of four words stands in a text, letters as they are; a shorter text is one run.
fn runs(text: &str) -> BTreeMap<Vec<&str>, u32> {
    let is_in_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !is_in_word(c)).filter(|word| !word.is_empty()).collect();
    let mut counts = BTreeMap::new();
    if (1..4).contains(&words.len()) {
        counts.insert(words, 1);
        return counts;
    }
    for run in words.windows(4) {
        *counts.entry(run.to_vec()).or_insert(0) += 1;
    }
    counts
}

/// F1 of two texts' words.
fn f1(gold: &str, found: &str) -> f64 {
    let (gold, found) = (words(gold), words(found));
    let n = |counts: &HashMap<String, u32>| counts.values().sum::<u32>();
    let total = n(&gold) + n(&found);
    #[expect(clippy::iter_over_hash_type, reason = "a sum does not depend on the order")]
    let n_shared = {
        let mut n_shared = 0;
        for (word, count) in &gold {
            n_shared += count.min(found.get(word).unwrap_or(&0));
        }
        n_shared
    };
    if total == 0 { 1.0 } else { 2.0 * f64::from(n_shared) / f64::from(total) }
}
