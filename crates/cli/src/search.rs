//! `newsprint search`: the reader's engine from the command line, for a look, for scripts, for evaluation.

use std::borrow::Cow;
use std::fs;
use std::future::Future;
use std::io::{BufRead, BufReader, IsTerminal, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll, Wake, Waker};
use std::thread::{self, Thread};

use anyhow::{Context, bail};
use newsprint_edition::{ChunkError, ChunkStore, POINTER, PackIndex};
use newsprint_model::DateSpan;
use newsprint_search::{
    Begun, Choice, Correction, DateFilter, Engine, Explanation, Facet, Fallback, Filters, Hit, LeafExplained, NameRead,
    QueryProblemKind, Request, Results, Run, SnippetRequest, Sort,
};
use serde::Deserialize;

use crate::args::{SearchArgs, SortArg};
use crate::buffered_stdout;

/// How many hits a person wants to see, and how many an evaluation.
const DEFAULT_LIMIT: (u32, u32) = (10, 1000);

/// The files of an edition in a folder, or in the one file that its pointer names.
#[derive(Clone, Debug)]
pub struct FolderStore {
    root: PathBuf,
    pack: Option<(PathBuf, PackIndex)>,
}

impl FolderStore {
    /// An edition on disk: a built site, or any folder with its `edition.json`.
    ///
    /// * Errors: a sentence, when there is none.
    pub fn open(path: &Path) -> anyhow::Result<FolderStore> {
        // Named by its own pointer or by the folder of its chunks, it is found as well.
        let folders = [Some(path), path.parent()];
        for root in folders.into_iter().flatten() {
            let pointer = root.join(POINTER);
            if pointer.is_file() {
                let pack = match pack_named(&fs::read(&pointer).with_context(|| pointer.display().to_string())?) {
                    Some(name) => {
                        let path = root.join(name);
                        let index = pack_index(&path).with_context(|| path.display().to_string())?;
                        Some((path, index))
                    }
                    None => None,
                };
                return Ok(FolderStore { root: root.to_owned(), pack });
            }
        }
        bail!("{}: there is no edition here, for it has no {POINTER}; `newsprint build` makes one", path.display())
    }

    /// The folder with the edition's pointer.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Whether all files of the edition are in one.
    pub fn is_one_file(&self) -> bool {
        self.pack.is_some()
    }
}

/// The one file that a pointer names, when its edition is one file. The pointer was written by somebody: only such names count as builds write.
fn pack_named(pointer: &[u8]) -> Option<String> {
    let pointer: serde_json::Value = serde_json::from_slice(pointer).ok()?;
    let name = pointer.get("pack")?.as_str()?;
    let is_plain = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    name.strip_prefix("edition/").is_some_and(is_plain).then(|| name.to_owned())
}

/// Where the files lie in the one file.
fn pack_index(path: &Path) -> anyhow::Result<PackIndex> {
    let mut file = fs::File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take(PackIndex::N_START as u64).read_to_end(&mut head)?;
    let n_more = PackIndex::head_bytes(&head)?.saturating_sub(head.len());
    file.take(n_more as u64).read_to_end(&mut head)?;
    Ok(PackIndex::read(&head)?)
}

/// A stretch of a file.
fn read_range(path: &Path, range: Range<u64>) -> std::io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    file.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::new();
    file.take(range.end.saturating_sub(range.start)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl ChunkStore for FolderStore {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let missing = || ChunkError::Missing { file: file.to_owned() };
        // The pointer was written by somebody; it names files of the edition or none.
        if file.split('/').any(|part| part.is_empty() || part == "." || part == "..") {
            return Err(missing());
        }
        let read = match &self.pack {
            Some((path, index)) if file != POINTER => read_range(path, index.range(file).ok_or_else(missing)?),
            _ => fs::read(self.root.join(file)),
        };
        match read {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Err(missing()),
            Err(fault) => Err(ChunkError::Unreachable { file: file.to_owned(), reason: fault.to_string() }),
        }
    }
}

/// One line of a file of queries.
#[derive(Debug, Deserialize)]
struct Topic {
    id: TopicId,
    text: String,
}

/// Topic files number their queries or name them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum TopicId {
    Text(String),
    Number(u64),
}

impl std::fmt::Display for TopicId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TopicId::Text(text) => f.write_str(text),
            TopicId::Number(number) => write!(f, "{number}"),
        }
    }
}

/// Runs it.
///
/// * Errors: no edition, a damaged one, a filter or a file of queries that cannot be read.
pub fn run(args: &SearchArgs) -> anyhow::Result<ExitCode> {
    let engine = wait_for(Engine::open(FolderStore::open(&args.edition)?))?;
    match &args.queries {
        Some(queries) => run_queries(args, &engine, queries),
        None => run_one(args, &engine),
    }
}

fn run_one(args: &SearchArgs, engine: &Engine<FolderStore>) -> anyhow::Result<ExitCode> {
    let request = request(args, args.query.as_deref().unwrap_or_default(), DEFAULT_LIMIT.0)?;
    let mut results = wait_for(engine.search(&request))?;
    for shown in results.hits.chunks_mut(SnippetRequest::MAX_ARTICLES) {
        let articles = shown.iter().map(|hit| hit.article).collect();
        let passages = SnippetRequest { reading: request.reading(), articles };
        for (hit, passage) in shown.iter_mut().zip(wait_for(engine.snippets(&passages))?) {
            if !passage.is_empty() {
                hit.snippet = passage;
            }
        }
    }
    let mut out = buffered_stdout();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &results)?;
        out.write_all(b"\n")?;
    } else {
        let bold = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let mut why = Vec::new();
        for hit in results.hits.iter().filter(|_| args.explain) {
            why.push(wait_for(engine.explain(&request, hit.article))?);
        }
        print(&mut out, &results, &request, &why, bold)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// TREC run lines: `qid Q0 docid rank score newsprint`.
///
/// Evaluation tools order by score and break ties in ways of their own, so ranks are what the engine says and scores
/// are printed with all their digits.
fn run_queries(args: &SearchArgs, engine: &Engine<FolderStore>, queries: &Path) -> anyhow::Result<ExitCode> {
    let file = fs::File::open(queries).with_context(|| queries.display().to_string())?;
    let mut out = buffered_stdout();
    for (idx, line) in BufReader::new(file).lines().enumerate() {
        let at = || format!("{}:{}", queries.display(), idx + 1);
        let line = line.with_context(at)?;
        if line.trim().is_empty() {
            continue;
        }
        let topic: Topic = serde_json::from_str(line.trim_start_matches('\u{FEFF}')).with_context(|| {
            format!("{}: each line must be an object such as {{\"id\": \"1\", \"text\": \"…\"}}", at())
        })?;
        let request = Request { n_facet_values: 0, ..request(args, &topic.text, DEFAULT_LIMIT.1)? };
        let results = wait_for(engine.search(&request))?;
        for (rank, hit) in results.hits.iter().enumerate() {
            writeln!(out, "{} Q0 {} {} {} newsprint", topic.id, hit.id, request.offset as usize + rank + 1, hit.score)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What is asked of the engine.
fn request(args: &SearchArgs, query: &str, limit: u32) -> anyhow::Result<Request> {
    let facets = [
        (Facet::Person, &args.person),
        (Facet::Org, &args.org),
        (Facet::Place, &args.place),
        (Facet::Source, &args.source),
        (Facet::Lang, &args.lang),
    ];
    let choices = facets.into_iter().flat_map(|(facet, values)| {
        values.iter().map(move |value| {
            let exclude = value.starts_with('-');
            Choice { facet, value: value[usize::from(exclude)..].to_owned(), exclude }
        })
    });
    let date = match args.date.as_deref() {
        None => None,
        Some("undated") => Some(DateFilter::Undated),
        Some(written) => Some(DateFilter::Within(written.parse::<DateSpan>().context("--date")?)),
    };
    Ok(Request {
        query: query.to_owned(),
        typing: false,
        filters: Filters { choices: choices.collect(), date },
        sort: match args.sort {
            SortArg::Relevance => Sort::Relevance,
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
        },
        offset: args.offset,
        limit: args.limit.unwrap_or(limit),
        exact: args.exact,
        strict_names: args.strict_names,
        ..Request::default()
    })
}

/// Hits as a person reads them.
///
/// * `why`: for each hit its explanation, or none at all.
fn print(
    out: &mut impl Write,
    results: &Results,
    request: &Request,
    why: &[Explanation],
    bold: bool,
) -> std::io::Result<()> {
    for problem in &results.problems {
        writeln!(out, "({})", problem_sentence(problem.kind))?;
    }
    for Correction { typed, shown, also, .. } in &results.corrections {
        let also = also.iter().map(|word| format!(", {word}")).collect::<String>();
        writeln!(
            out,
            "No article has {typed}: showing results for {shown}{also}. --exact searches for what was typed."
        )?;
    }
    if let Some(meant) = &results.did_you_mean {
        writeln!(out, "Did you mean: {}", plain(meant))?;
    }
    for NameRead { label, .. } in &results.names {
        writeln!(out, "Every spelling of {} counts. --strict-names takes names as typed.", plain(&label.name))?;
    }
    for Begun { words, .. } in &results.begun {
        writeln!(out, "Many words begin so; the commonest count: {}.", words.join(", "))?;
    }
    if let Some(Fallback::MostWords { n_words, n_held, missing }) = &results.fallback {
        write!(out, "No article holds all {n_words} words; these hold the most of them, {n_held}.")?;
        if !missing.is_empty() {
            write!(out, " No article has: {}.", missing.join(", "))?;
        }
        writeln!(out)?;
    }
    match results.n_hits {
        0 => writeln!(out, "No article matches.")?,
        1 => writeln!(out, "1 article matches.")?,
        n => writeln!(out, "{n} articles match.")?,
    }
    if results.n_possible > 0 {
        writeln!(out, "{} more may have been published then: their dates are not known exactly.", results.n_possible)?;
    }
    for (rank, hit) in results.hits.iter().enumerate() {
        let Hit { title, date, snippet, id, source, n_versions, .. } = hit;
        writeln!(out)?;
        if request.offset as usize + rank == results.n_hits as usize {
            writeln!(out, "Near matches ({}):\n", results.n_others)?;
        }
        writeln!(out, "{}. {}", request.offset as usize + rank + 1, shown(title, bold))?;
        let date = date.map_or_else(|| "undated".to_owned(), |span| span.to_string());
        let source = source.as_deref().map_or(String::new(), |source| format!(", {source}"));
        writeln!(out, "   {date}{source}  [{id}]")?;
        writeln!(out, "   {}", shown(snippet, bold))?;
        match n_versions {
            0 | 1 => {}
            2 => writeln!(out, "   also in another version")?,
            n => writeln!(out, "   also in {} other versions", n - 1)?,
        }
        let of_hit = why.get(rank).filter(|why| why.article == hit.article);
        of_hit.map_or(Ok(()), |why| print_why(out, why, hit.score))?;
    }
    Ok(())
}

/// What adds up to a hit's score.
fn print_why(out: &mut impl Write, why: &Explanation, score: f32) -> std::io::Result<()> {
    writeln!(out, "   score {score:.3}")?;
    for LeafExplained { typed, is_scored, words, idf, tf, score } in &why.leaves {
        let forms: Vec<String> = words.iter().map(|word| format!("{} {:.2}", word.word, word.tf)).collect();
        match (*is_scored, *tf > 0.0) {
            (false, _) => writeln!(out, "     {typed}: does not count")?,
            (true, false) => writeln!(out, "     {typed}: not in it")?,
            (true, true) => {
                writeln!(out, "     {score:.3} {typed}: rarity {idf:.3}, frequency {tf:.2} ({})", forms.join(", "))?;
            }
        }
    }
    if why.nearness > 0.0 {
        writeln!(out, "     {:.3} for words near each other", why.nearness)?;
    }
    Ok(())
}

/// A text that does not steer the terminal, whatever it says.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Runs of text in a line, hits in bold where a terminal shows them.
fn shown(runs: &[Run], bold: bool) -> String {
    runs.iter()
        .map(|run| match run.hit {
            Some(_) if bold => format!("\u{1b}[1m{}\u{1b}[0m", plain(&run.text)),
            _ => plain(&run.text),
        })
        .collect()
}

/// What is odd about a query, for a person.
fn problem_sentence(kind: QueryProblemKind) -> &'static str {
    match kind {
        QueryProblemKind::UnclosedQuote => "A quotation mark is not closed; it was read as closed at the end.",
        QueryProblemKind::UnclosedGroup => "A parenthesis is not closed; it was read as closed at the end.",
        QueryProblemKind::StrayClose => "A closing parenthesis has no opening one; it was left out.",
        QueryProblemKind::NothingToApply => "OR or - has nothing to apply to; it was left out.",
        QueryProblemKind::OnlyExclusions => "There are only excluded words; everything else is shown.",
        QueryProblemKind::TooLong => "The query is longer than the engine reads; the rest was left out.",
        QueryProblemKind::NoDate => {
            "Behind date: stands no date; write date:2023, date:2023-11 or date:2023-10..2023-11-19."
        }
    }
}

/// Waits for a future on this thread.
pub fn wait_for<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = TaskContext::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
