//! `newsprint build --explain ID`: how one article was read: from where, as what, on what evidence, and what was left out.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::bail;
use newsprint_corpus::{Fingerprint, Format, Ids, has_made_id, told_language};
use newsprint_model::{Article, Problem};

use crate::args::BuildArgs;
use crate::copies::{Copies, Page};
use crate::crew::Threads;
use crate::provenance::{Doubles, hex, identity, text_digest};
use crate::settings::Settings;
use crate::sources::{self, Origin};
use crate::summary::counted;
use crate::withheld::Withheld;
use crate::{buffered_stdout, build, today};

/// How many problems, and how many pieces of a page that were left out, are shown.
const N_SHOWN: usize = 8;
/// How much of each is shown.
///
/// * Unit: code points.
const SHOWN_CODE_POINTS: usize = 70;

/// An article and how it was found.
struct Found {
    article: Article,
    format: Format,
    encoding: Option<&'static str>,
    /// What its document says of itself and the article does not show.
    remarks: Vec<String>,
    /// Of a page, what is not in the article.
    left_out: Vec<String>,
    made_id: bool,
    published: String,
}

/// What is known of an article as it is read, were it the one.
struct Candidate {
    format: Format,
    encoding: Option<&'static str>,
    remarks: Vec<String>,
    left_out: Vec<String>,
}

/// Runs it: reads all sources as a build would and tells of the one article.
///
/// * Errors: no article has that id; settings that cannot be read; standard output cannot be written.
pub fn run(args: &BuildArgs, wanted: &str) -> anyhow::Result<ExitCode> {
    let settings = Settings::beside(&args.sources.paths)?;
    let options = args.sources.reading.options_under(&settings);
    let mut doubles = Doubles::default();
    let mut copies = Copies::default();
    let mut search = Search { wanted, found: None, alike: Vec::new(), withheld: Withheld::of(&settings, today()) };
    let mut read = sources::read_each(
        &args.sources.paths,
        &options,
        &Threads::of_this_machine(),
        &|mut article: Article, origin: &Origin<'_>| {
            build::name_source(&mut article, &settings);
            newsprint_entities::infer_dates(std::slice::from_mut(&mut article));
            let digest = text_digest(&article);
            // An id may have grown by a hash since it was given.
            let candidate = wanted.starts_with(&article.id).then(|| Candidate::of(&article, origin));
            let page = Page::of(&article, origin.format, &digest, &Fingerprint::of(&article));
            (Read { identity: identity(&article, &digest), article, candidate }, page)
        },
        &mut |(read, page): (Read, Option<Page>), ids| {
            let next = if doubles.is_double(read.identity) { None } else { copies.pass(read, page).0 };
            Ok::<_, anyhow::Error>(next.and_then(|next| search.look_at(next, ids)))
        },
    )?;
    while let Some(next) = copies.leave() {
        let late = search.look_at(next, &mut read.ids);
        read.problems.extend(late);
    }
    let Search { found, alike, .. } = search;
    let Some(found) = found else {
        let hint = match alike.is_empty() {
            true => "`newsprint parse` lists the ids of all".to_owned(),
            false => format!("did you mean {}?", alike.join(", ")),
        };
        bail!("no article that was read has the id `{wanted}`; {hint}");
    };
    let problems: Vec<&Problem> = read.problems.iter().collect();
    let mut out = buffered_stdout();
    found.tell(&problems, &mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An article that was read.
struct Read {
    article: Article,
    identity: u128,
    candidate: Option<Candidate>,
}

/// The search for the one article.
struct Search<'s> {
    wanted: &'s str,
    found: Option<Found>,
    /// Ids that hold what is wanted.
    alike: Vec<String>,
    withheld: Withheld,
}

impl Search<'_> {
    /// Looks at the next article that a build would take.
    fn look_at(&mut self, read: Read, ids: &mut Ids) -> Option<Problem> {
        let Read { mut article, candidate, .. } = read;
        let is_early = self.withheld.is_early(&article);
        let made_id = has_made_id(&article);
        let problem = if is_early { None } else { ids.settle(&mut article) };
        if article.id.contains(self.wanted) && self.alike.len() < N_SHOWN {
            self.alike.push(article.id.clone());
        }
        if let (true, None, Some(candidate)) = (article.id == self.wanted, &self.found, candidate) {
            let published = match (self.withheld.is_suppressed(&article), is_early) {
                (true, _) => "no: newsprint.toml suppresses it",
                (_, true) => "no: its day is still to come, or its embargo is not over",
                _ => "yes",
            };
            let Candidate { format, encoding, remarks, left_out } = candidate;
            let published = published.to_owned();
            self.found = Some(Found { article, format, encoding, remarks, left_out, made_id, published });
        }
        problem
    }
}

impl Candidate {
    fn of(article: &Article, origin: &Origin<'_>) -> Candidate {
        let explained = origin.whole.map(|bytes| newsprint_corpus::explained(origin.format, bytes));
        let is_shown = |text: &String| article.paragraphs.iter().any(|it| it.text == *text) || article.title == *text;
        let (encoding, remarks, left_out) = match explained {
            Some(explained) => (
                explained.encoding,
                explained.remarks,
                explained.page.into_iter().filter(|text| !is_shown(text)).collect(),
            ),
            // A file that is read piece by piece is UTF-8.
            None => (Some("UTF-8"), Vec::new(), Vec::new()),
        };
        Candidate { format: origin.format, encoding, remarks, left_out }
    }
}

impl Found {
    fn tell(&self, problems: &[&Problem], out: &mut dyn Write) -> io::Result<()> {
        let Found { article, format, encoding, remarks, left_out, made_id, published } = self;
        writeln!(out, "{}: {}", article.id, article.title)?;
        let mut say = |what: &str, text: &str| writeln!(out, "  {what:<10}{text}");
        let span = article.span;
        let at = article.line;
        say("file", &format!("{}, line {at} (code points {} to {})", article.file, span.start, span.end))?;
        say("read as", &format!("{}{}", format.name(), encoding.map_or(String::new(), |name| format!(", {name}"))))?;
        remarks.iter().try_for_each(|remark| say("document", remark))?;
        say(
            "id",
            if *made_id { "made of the headline or the text" } else { "as the source gives it, safe in an address" },
        )?;
        say(
            "headline",
            match (article.title_derived, article.title_span) {
                (true, _) => "made of the first sentence, for none was found".to_owned(),
                (false, Some(span)) => format!("stands at code points {} to {}", span.start, span.end),
                (false, None) => "given by the source".to_owned(),
            }
            .as_str(),
        )?;
        match &article.date {
            None => say("date", "unknown: neither the source nor the text settles it")?,
            Some(date) => {
                say("date", &format!("{} ({})", date.span, date.evidence.reason))?;
                for passage in &date.evidence.passages {
                    say("", &format!("by “{}”", shortened(passage)))?;
                }
            }
        }
        let told = told_language(article);
        say(
            "language",
            &if article.lang.split('-').next() == Some(told) {
                format!("{}: its words and letters say so", article.lang)
            } else {
                format!("{}: named by the source or the settings; words and letters say {told}", article.lang)
            },
        )?;
        for (what, text) in [("byline", &article.byline), ("source", &article.source), ("address", &article.url)] {
            if let Some(text) = text {
                say(what, text)?;
            }
        }
        for (what, names) in
            [("people", &article.given.people), ("bodies", &article.given.orgs), ("places", &article.given.places)]
        {
            if let Some(names) = names {
                say(what, &format!("given by the source: {}", names.join("; ")))?;
            }
        }
        let n_words: usize = article.paragraphs.iter().map(|it| newsprint_text::words(&it.text).count()).sum();
        let paragraphs = counted(article.paragraphs.len(), "paragraph");
        say("text", &format!("{paragraphs}, {n_words} words; SHA-256 {}", hex(&text_digest(article))))?;
        if !article.repeats.is_empty() {
            let n = counted(article.repeats.len(), "paragraph");
            say("", &format!("{n} of the file stood there twice, and are shown once"))?;
        }
        say("published", published)?;
        if !left_out.is_empty() {
            let n = counted(left_out.len(), "piece");
            say("left out", &format!("{n} of the page that are no part of its text:"))?;
            left_out.iter().take(N_SHOWN).try_for_each(|text| say("", &format!("“{}”", shortened(text))))?;
        }
        let of_file: Vec<&&Problem> = problems.iter().filter(|problem| problem.file == article.file).collect();
        if !of_file.is_empty() {
            say("problems", &format!("{} in that file:", counted(of_file.len(), "problem")))?;
            of_file.iter().take(N_SHOWN).try_for_each(|problem| say("", &problem.to_string()))?;
        }
        Ok(())
    }
}

fn shortened(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN_CODE_POINTS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(SHOWN_CODE_POINTS).is_some() { format!("{shown}…") } else { shown }
}
