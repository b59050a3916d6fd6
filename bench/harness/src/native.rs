//! Our engine measured without a browser: natively over the built files, which tells exactly what each question reads, and
//! as WebAssembly in Node.js.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::future::{Future, poll_fn};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::task::Poll;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use newsprint_bench_engine::asking;
use newsprint_edition::{ChunkError, ChunkStore};
use newsprint_search::{Engine, Request, SearchError, SnippetRequest};
use pollster::block_on;

use crate::child;
use crate::indexes::{Corpus, Places, kind_of_file};
use crate::measure::{FIRST, kind_name};
use crate::measured::{Alone, FirstPage, Node, Read, Timed, Typos, Visit, quantile};
use crate::queries::Query;

/// Times each question is asked once it was asked unmeasured.
const N_ROUNDS: usize = 3;
/// Typing errors whose bytes are looked at, each in an engine that has read nothing.
const N_TYPO_BYTES: usize = 100;
/// Node.js may take so long.
const NODE_BOUND: Duration = Duration::from_secs(180);

/// What was read of an edition, in order.
#[derive(Default)]
struct Notebook {
    reads: Vec<Read>,
    /// Reads made before any answer to the last round's came are of one round.
    round: usize,
    has_answered: bool,
}

/// An edition's files on disk, and a notebook of what is read. Independent reads are told from dependent ones as a
/// network would show them: none is answered before all that were made together were made.
#[derive(Clone)]
struct Disk {
    folder: Rc<PathBuf>,
    notebook: Rc<RefCell<Notebook>>,
}

impl Disk {
    fn new(folder: &Path) -> Disk {
        Disk { folder: Rc::new(folder.to_owned()), notebook: Rc::default() }
    }

    /// What was read since the last call, rounds counted from 1.
    fn take(&self) -> Vec<Read> {
        std::mem::take(&mut *self.notebook.borrow_mut()).reads
    }
}

impl ChunkStore for Disk {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        {
            let mut notebook = self.notebook.borrow_mut();
            if notebook.round == 0 || notebook.has_answered {
                notebook.round += 1;
                notebook.has_answered = false;
            }
            let round = notebook.round;
            notebook.reads.push(Read { round, file: file.to_owned(), n_bytes: 0 });
        }
        later().await;
        let bytes = fs::read(self.folder.join(file)).map_err(|_| ChunkError::Missing { file: file.to_owned() })?;
        let mut notebook = self.notebook.borrow_mut();
        notebook.has_answered = true;
        if let Some(read) = notebook.reads.iter_mut().rev().find(|read| read.file == file) {
            read.n_bytes = bytes.len() as u64;
        }
        Ok(Cow::Owned(bytes))
    }
}

/// Comes back once everything else that can run has run.
async fn later() {
    let mut has_waited = false;
    poll_fn(|context| {
        if std::mem::replace(&mut has_waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Measures what a built site's engine does natively, and as WebAssembly in Node.js.
///
/// * `pages`: where the engine's WebAssembly lies, when it was built.
/// * Errors: the site has no edition, or a file of it cannot be used.
pub fn measured(places: &Places, corpus: &Corpus, site: &Path, pages: Option<&Path>) -> Result<Alone> {
    let disk = Disk::new(site);
    let open = || -> Result<Engine<Disk>> { Ok(block_on(Engine::open(disk.clone()))?) };
    let engine = open()?;
    let mut into = Alone::default();
    let mut requests = Vec::new();
    for query in &corpus.questions.queries {
        requests.push((query, request_of(&engine, query)?));
    }
    for (query, request) in &requests {
        let (found, middle) = timed(|| engine.search(request))?;
        into.native.push(Timed {
            kind: kind_name(query.kind),
            text: query.text.clone(),
            ms: middle,
            n_hits: Some(u64::from(found.n_hits)),
            n_shown: found.hits.len() as u64,
        });
        let articles: Vec<_> = found.hits.iter().map(|hit| hit.article).collect();
        let passages = SnippetRequest { reading: request.reading(), articles };
        let (_, middle) = timed(|| engine.snippets(&passages))?;
        into.native_snippets.extend(middle);
    }
    for (query, request) in &requests {
        if FIRST.contains(&query.kind) {
            into.first_pages.push(first_page(&disk, open, query, request)?);
        }
    }
    into.typos = Some(typos(corpus, &disk, open)?);
    if let Some(pages) = pages {
        into.node = Some(in_node(places, corpus, site, pages)?);
    }
    Ok(into)
}

/// Asks until all is in memory, and then some times more: the answer, and the middle time in milliseconds.
fn timed<T, F: Future<Output = Result<T, SearchError>>>(ask: impl Fn() -> F) -> Result<(T, Option<f64>)> {
    block_on(ask())?;
    let mut answer = block_on(ask())?;
    let mut times = Vec::new();
    for _ in 0..N_ROUNDS {
        let started = Instant::now();
        answer = block_on(ask())?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
    }
    Ok((answer, quantile(times.into_iter(), 0.5)))
}

fn request_of(engine: &Engine<Disk>, query: &Query) -> Result<Request> {
    let chosen = query.filter.as_ref();
    let value = match chosen {
        Some(chosen) => block_on(asking::value_of(engine, &chosen.facet, &chosen.value))?,
        None => String::new(),
    };
    let filter = chosen.map(|chosen| asking::Chosen { facet: chosen.facet.clone() });
    Ok(asking::request(&asking::Query { text: query.text.clone(), filter }, value))
}

/// What one question reads in an engine that has read nothing but what it must to open.
fn first_page(
    disk: &Disk,
    open: impl Fn() -> Result<Engine<Disk>>,
    query: &Query,
    request: &Request,
) -> Result<FirstPage> {
    disk.take();
    let engine = open()?;
    let start = disk.take();
    block_on(engine.search(request))?;
    let asked = disk.take();
    // As the app does: near matches fill up a short list once it stands, then come the passages.
    let filled = block_on(engine.search(&Request { with_meant: true, ..request.clone() }))?;
    let articles = filled.hits.iter().map(|hit| hit.article).collect();
    block_on(engine.snippets(&SnippetRequest { reading: request.reading(), articles }))?;
    let after = disk.take();
    let rounds = |reads: &[&Read]| reads.iter().map(|read| read.round).max().unwrap_or(0);
    let (cards, index): (Vec<&Read>, Vec<&Read>) = asked.iter().partition(|read| kind_of_file(&read.file) == "cards");
    let sum = |reads: &[&Read]| reads.iter().map(|read| read.n_bytes).sum();
    Ok(FirstPage {
        kind: kind_name(query.kind),
        text: query.text.clone(),
        start_bytes: start.iter().map(|read| read.n_bytes).sum(),
        index_bytes: sum(&index),
        cards_bytes: sum(&cards),
        snippets_bytes: after.iter().map(|read| read.n_bytes).sum(),
        n_start_requests: start.len(),
        n_index_requests: index.len(),
        n_cards_requests: cards.len(),
        start_rounds: rounds(&start.iter().collect::<Vec<_>>()),
        index_rounds: rounds(&index),
        rounds: rounds(&asked.iter().collect::<Vec<_>>()),
        n_shown: filled.hits.len(),
        reads: {
            let n = rounds(&start.iter().collect::<Vec<_>>());
            let later = asked.into_iter().map(|read| Read { round: n + read.round, ..read });
            start.into_iter().chain(later).collect()
        },
    })
}

/// How many typing errors find their article, and what they cost.
fn typos(corpus: &Corpus, disk: &Disk, open: impl Fn() -> Result<Engine<Disk>>) -> Result<Typos> {
    let engine = open()?;
    let mut typos = Typos::default();
    let request = |text: &String| Request { query: text.clone(), n_facet_values: 0, ..Request::default() };
    let finds = |text: &String, id: &String| -> Result<u64> {
        let found = block_on(engine.search(&request(text)))?;
        Ok(u64::from(found.hits.iter().take(10).any(|hit| hit.id == *id)))
    };
    for typo in &corpus.questions.typos {
        typos.n_asked += 1;
        typos.n_found += finds(&typo.text, &typo.id)?;
        typos.n_found_as_meant += finds(&typo.meant, &typo.id)?;
    }
    let mut extra = Vec::new();
    for typo in corpus.questions.typos.iter().take(N_TYPO_BYTES) {
        let mut n_bytes = [0, 0];
        for (text, n) in [&typo.text, &typo.meant].into_iter().zip(&mut n_bytes) {
            let engine = open()?;
            disk.take();
            block_on(engine.search(&request(text)))?;
            let is_index = |read: &Read| kind_of_file(&read.file) != "cards";
            *n = disk.take().into_iter().filter(is_index).map(|read| read.n_bytes).sum();
        }
        extra.push(n_bytes[0].saturating_sub(n_bytes[1]) as f64);
    }
    typos.extra_bytes = quantile(extra.iter().copied(), 0.5).map(|bytes| bytes as u64);
    typos.most_extra_bytes = quantile(extra.into_iter(), 0.95).map(|bytes| bytes as u64);
    Ok(typos)
}

/// The engine as readers get it, without a browser around it.
fn in_node(places: &Places, corpus: &Corpus, site: &Path, pages: &Path) -> Result<Node> {
    let home = corpus.folder.join("ours");
    let (questions, log) = (home.join("questions.json"), home.join("node.json"));
    fs::write(&questions, serde_json::to_string(&corpus.questions)?)?;
    let mut node = Command::new("node");
    node.arg(places.bench.join("pages/node.mjs")).args([pages, site, &questions]);
    let taken = child::run(&mut node, &log, NODE_BOUND)?;
    if let Some(why) = taken.failed {
        bail!("the engine in Node.js {why}");
    }
    serde_json::from_str(&fs::read_to_string(&log)?).context("what node.mjs printed")
}

/// What first pages read, file by file, for people: of each kind the question with most requests; then a first visit of the
/// whole app.
pub fn trace(pages: &[FirstPage], visits: &BTreeMap<String, Vec<Visit>>) -> String {
    let mut text = String::new();
    let mut list = |title: String, reads: &[Read]| {
        text.push_str(&title);
        for Read { round, file, n_bytes } in reads {
            text.push_str(&format!("  round {round}  {n_bytes:>7}  {file}\n"));
        }
    };
    for kind in FIRST {
        let of_kind = pages.iter().filter(|page| page.kind == kind_name(kind));
        if let Some(page) = of_kind.max_by_key(|page| (page.rounds, page.n_requests())) {
            list(format!("the engine alone, {} `{}`\n", page.kind, page.text), &page.reads);
        }
    }
    for (kind, visits) in visits {
        if let Some(visit) = visits.first() {
            list(format!("a first visit, {kind}, {:.0} ms\n", visit.ms), &visit.reads);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_made_together_are_one_round_and_those_after_an_answer_the_next() {
        let folder = std::env::temp_dir().join(format!("newsprint-bench-disk-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in ["a", "b", "c"] {
            fs::write(folder.join(name), name.repeat(3)).unwrap();
        }
        let disk = Disk::new(&folder);
        block_on(async {
            let (mut first, mut second) = (Box::pin(disk.read("a")), Box::pin(disk.read("b")));
            let mut came = [false; 2];
            poll_fn(|context| {
                came[0] = came[0] || first.as_mut().poll(context).is_ready();
                came[1] = came[1] || second.as_mut().poll(context).is_ready();
                if came == [true; 2] { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            disk.read("c").await.unwrap();
        });
        let read = |round, file: &str| Read { round, file: file.to_owned(), n_bytes: 3 };
        assert_eq!(disk.take(), [read(1, "a"), read(1, "b"), read(2, "c")]);
        assert!(disk.take().is_empty());
        fs::remove_dir_all(&folder).unwrap();
    }
}
