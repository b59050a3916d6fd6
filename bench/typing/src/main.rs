//! `newsprint-typing mistyped|beginnings|absent EDITION ARTICLES [N]`: how often a word with one letter wrong finds its article, what it and what each
//! keystroke make a reader load, and how often a word that is right, and that the edition lacks, is taken for another.
//!
//! EDITION is a built site, ARTICLES the lines of JSON it was built of, or of more articles where absent words are asked for. Bytes are those of the files that a question reads in an edition just opened, without its
//! pointer, its boot file and its cards.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use newsprint_edition::{ChunkError, ChunkStore};
use newsprint_search::{Engine, Request, Results};
use pollster::block_on;
use serde_json::Value;

/// How many articles words are drawn from.
const SAMPLE: usize = 25_000;

/// How many mistyped words have their bytes counted.
const N_COUNTED: usize = 100;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [what, edition, articles, rest @ ..] = words.as_slice() else {
        bail!("newsprint-typing mistyped|beginnings|absent EDITION ARTICLES [N]");
    };
    let n = rest.first().map_or(Ok(300), |n| n.parse()).context("N is a number")?;
    let (articles, folder) = (Articles::read(Path::new(articles))?, Folder::at(edition));
    match what.as_str() {
        "mistyped" => mistyped(&articles, &folder, n),
        "beginnings" => beginnings(&articles, &folder, n),
        "absent" => absent(&articles, &folder, n),
        other => bail!("what to do with `{other}`?"),
    }
}

/// An edition on disk that remembers what is read of it.
struct Folder {
    root: PathBuf,
    read: RefCell<Vec<(String, usize)>>,
}

impl Folder {
    fn at(root: &str) -> Folder {
        Folder { root: PathBuf::from(root), read: RefCell::default() }
    }

    /// The answer of an edition just opened, and the bytes of what it read of each kind of file.
    fn asked(&self, request: &Request) -> Result<(Results, BTreeMap<String, usize>)> {
        let engine = block_on(Engine::open(self))?;
        self.read.borrow_mut().clear();
        let found = block_on(engine.search(request))?;
        let mut by_kind = BTreeMap::new();
        for (file, n_bytes) in self.read.borrow().iter() {
            let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".np");
            let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
            *by_kind.entry(kind.to_owned()).or_default() += n_bytes;
        }
        Ok((found, by_kind))
    }
}

impl ChunkStore for &Folder {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let bytes = fs::read(self.root.join(file))
            .map_err(|fault| ChunkError::Unreachable { file: file.to_owned(), reason: fault.to_string() })?;
        self.read.borrow_mut().push((file.to_owned(), bytes.len()));
        Ok(Cow::Owned(bytes))
    }
}

/// Articles as they were given: ids and headlines, and how many hold each word.
struct Articles {
    headlines: Vec<(String, Vec<String>)>,
    counts: HashMap<String, u32>,
}

impl Articles {
    fn read(file: &Path) -> Result<Articles> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        let mut articles = Articles { headlines: Vec::new(), counts: HashMap::new() };
        for line in text.lines().take(SAMPLE) {
            let article: Value = serde_json::from_str(line)?;
            let field = |name: &str| article[name].as_str().unwrap_or_default().to_owned();
            let headline = words(&field("title"));
            let paragraphs = article["paragraphs"].as_array().map_or(&[][..], Vec::as_slice);
            let of_texts = paragraphs.iter().filter_map(Value::as_str).flat_map(words);
            for word in of_texts.chain(headline.clone()).collect::<BTreeSet<String>>() {
                *articles.counts.entry(word).or_default() += 1;
            }
            articles.headlines.push((field("id"), headline));
        }
        Ok(articles)
    }
}

fn words(text: &str) -> Vec<String> {
    let cut = text.split(|c: char| !c.is_alphanumeric());
    cut.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Numbers that are the same in every run. Source: Marsaglia 2003, xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % n.max(1) as u64) as usize
    }

    /// A word with one letter left out, put in, changed, or changed places with the next, and whether its first letter is among them.
    fn mistyped(&mut self, word: &str) -> (String, bool) {
        let letters: Vec<char> = word.chars().collect();
        loop {
            let mut made = letters.clone();
            let (at, letter) = (self.below(made.len()), char::from(b'a' + self.below(26) as u8));
            match self.below(4) {
                0 => drop(made.remove(at)),
                1 => made.insert(at, letter),
                2 => made[at] = letter,
                _ if at + 1 < made.len() => made.swap(at, at + 1),
                _ => continue,
            }
            if made != letters {
                return (made.into_iter().collect(), at == 0);
            }
        }
    }
}

fn request(query: String, typing: bool) -> Request {
    Request { query, typing, n_facet_values: 0, ..Request::default() }
}

/// The middle, the one in twenty that is above, and the greatest.
fn spread(numbers: &mut [usize]) -> String {
    numbers.sort_unstable();
    let at = |share: usize| numbers.get((numbers.len().saturating_sub(1)) * share / 100).copied().unwrap_or(0);
    format!("{} / {} / {}", at(50), at(95), at(100))
}

/// What is read before the cards.
fn of_index(by_kind: &BTreeMap<String, usize>) -> usize {
    by_kind.iter().filter(|(kind, _)| *kind != "cards").map(|(_, n_bytes)| n_bytes).sum()
}

/// Words of headlines, alone or behind others of the same headline: those whose article is among the first ten as meant, and then as typed.
fn mistyped(articles: &Articles, folder: &Folder, n: usize) -> Result<()> {
    let engine = block_on(Engine::open(folder))?;
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    println!(
        "words asked, articles that hold the mistyped one: found, the first letter wrong; extra bytes, middle / 95 % / most"
    );
    for (n_words, least, most) in
        [(1, 1, 1), (1, 2, 10), (1, 11, 100), (1, 101, u32::MAX), (2, 2, 10), (2, 11, 100), (3, 2, 10), (5, 2, 10)]
    {
        let (mut n_asked, mut n_found, mut first, mut extra) = (0, 0, [0, 0], Vec::new());
        let (mut why, mut n_tries) = (BTreeMap::<&str, usize>::new(), 0);
        while n_asked < n && n_tries < n * 60 {
            n_tries += 1;
            let (id, headline) = &articles.headlines[random.below(articles.headlines.len())];
            let plain = |word: &&String| word.len() > 3 && word.bytes().all(|c| c.is_ascii_lowercase());
            let n_holding = |word: &String| articles.counts.get(word).copied().unwrap_or(0);
            let among = |word: &&String| word.len() > 4 && (least..=most).contains(&n_holding(word));
            let pool: Vec<&String> = headline.iter().filter(plain).filter(among).collect();
            if pool.is_empty() {
                continue;
            }
            let meant = pool[random.below(pool.len())];
            let beside: Vec<&str> = headline
                .iter()
                .filter(plain)
                .filter(|word| *word != meant)
                .map(String::as_str)
                .take(n_words - 1)
                .collect();
            if beside.len() + 1 < n_words {
                continue;
            }
            let (typed, is_first) = random.mistyped(meant);
            let query = |word: &str| [&beside[..], &[word]].concat().join(" ");
            let has_it = |found: &Results| found.hits.iter().any(|hit| hit.id == *id);
            if !has_it(&block_on(engine.search(&request(query(meant), false)))?) {
                continue;
            }
            n_asked += 1;
            let found = block_on(engine.search(&request(query(&typed), false)))?;
            let is_found = has_it(&found);
            n_found += usize::from(is_found);
            first[0] += usize::from(is_first);
            first[1] += usize::from(is_first && is_found);
            let reason = reason(articles, &found, (&typed, meant), is_found);
            *why.entry(reason).or_default() += 1;
            if !is_found {
                missed(articles, &found, (&typed, meant), reason);
            }
            if extra.len() < N_COUNTED {
                let bytes =
                    |word: &str| folder.asked(&request(query(word), false)).map(|(_, by_kind)| of_index(&by_kind));
                extra.push(bytes(&typed)?.saturating_sub(bytes(meant)?));
            }
        }
        let most = if most == u32::MAX { "more".to_owned() } else { most.to_string() };
        let share = n_found as f64 / f64::from(n_asked.max(1) as u32);
        println!(
            "{n_words}, {least} to {most}: {share:.3} of {n_asked}, {} of {}; {}; {why:?}",
            first[1],
            first[0],
            spread(&mut extra)
        );
    }
    Ok(())
}

/// Writes down a word that did not find its article, with what it was read as and how many articles hold each.
fn missed(articles: &Articles, found: &Results, (typed, meant): (&str, &str), reason: &str) {
    let with_count = |word: &str| format!("{word} {}", articles.counts.get(&word.to_lowercase()).unwrap_or(&0));
    let read = found.corrections.iter().flat_map(|read| std::iter::once(&read.shown).chain(&read.also));
    let read: Vec<String> = read.map(|word| with_count(word)).collect();
    let (typed, meant) = (with_count(typed), with_count(meant));
    eprintln!("{reason}: {typed} for {meant}; {} hits; read as {}", found.n_hits, read.join(", "));
}

/// Why an article was found or not.
fn reason(articles: &Articles, found: &Results, (typed, meant): (&str, &str), is_found: bool) -> &'static str {
    if is_found {
        return "found";
    }
    if found.did_you_mean.as_ref().is_some_and(|query| query.ends_with(meant)) {
        return "asked whether it was meant";
    }
    match found.corrections.first() {
        None if articles.counts.contains_key(typed) => "is another word",
        None => "not corrected",
        Some(read) if std::iter::once(&read.shown).chain(&read.also).any(|word| word.to_lowercase() == meant) => {
            "read rightly, not among the first ten"
        }
        Some(_) => "read as other words",
    }
}

/// Each beginning of one letter to six, of words that some articles hold.
fn beginnings(articles: &Articles, folder: &Folder, n: usize) -> Result<()> {
    let mut words: Vec<&String> =
        articles.counts.iter().filter(|(word, n)| word.len() > 6 && **n > 5).map(|(word, _)| word).collect();
    words.retain(|word| word.bytes().all(|c| c.is_ascii_lowercase()));
    words.sort();
    println!("letters: bytes before the cards, middle / 95 % / most; of each kind of file, on average");
    for n_letters in 1..=6 {
        let (mut random, mut seen) = (Random(77), BTreeSet::new());
        let (mut bytes, mut kinds) = (Vec::new(), BTreeMap::<String, usize>::new());
        for _ in 0..n * 5 {
            if seen.len() == n || words.is_empty() {
                break;
            }
            let beginning = words[random.below(words.len())][..n_letters].to_owned();
            if seen.insert(beginning.clone()) {
                let (_, by_kind) = folder.asked(&request(beginning, true))?;
                bytes.push(of_index(&by_kind));
                by_kind.into_iter().for_each(|(kind, n_bytes)| *kinds.entry(kind).or_default() += n_bytes);
            }
        }
        kinds.values_mut().for_each(|n_bytes| *n_bytes /= bytes.len().max(1));
        println!("{n_letters}: {} of {}; {kinds:?}", spread(&mut bytes), bytes.len());
    }
    Ok(())
}

/// Words that many of the articles hold and the edition does not, alone and behind one that it holds: those that another word is searched for in place of.
fn absent(articles: &Articles, folder: &Folder, n: usize) -> Result<()> {
    /// A word of so many articles is spelt rightly.
    const MIN_ARTICLES: u32 = 20;
    let engine = block_on(Engine::open(folder))?;
    let mut words: Vec<&String> =
        articles.counts.iter().filter(|(_, n)| **n >= MIN_ARTICLES).map(|(word, _)| word).collect();
    words.retain(|word| word.len() > 4 && word.bytes().all(|c| c.is_ascii_lowercase()));
    words.sort();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let (mut alone, mut beside) = (BTreeMap::<usize, [usize; 2]>::new(), BTreeMap::<usize, [usize; 2]>::new());
    let mut n_asked = 0;
    let mut held = None;
    while n_asked < n && !words.is_empty() {
        let word = words.swap_remove(random.below(words.len()));
        let as_it_is = Request { exact: true, ..request(word.clone(), false) };
        if block_on(engine.search(&as_it_is))?.n_hits > 0 {
            held = held.or(Some(word));
            continue;
        }
        n_asked += 1;
        let questions = [(Some(word.clone()), &mut alone), (held.map(|held| format!("{held} {word}")), &mut beside)];
        for (query, counts) in questions {
            let Some(query) = query else { continue };
            let found = block_on(engine.search(&request(query.clone(), false)))?;
            let [n, n_corrected] = counts.entry(word.len().min(10)).or_default();
            *n += 1;
            if let Some(read) = found.corrections.first() {
                *n_corrected += 1;
                eprintln!("{query}: {} {}", read.shown, read.also.join(" "));
            }
        }
    }
    println!("letters: words asked, taken for others\nalone: {alone:?}\nbehind a word that is held: {beside:?}");
    Ok(())
}
