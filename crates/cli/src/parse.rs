//! `newsprint parse`: what was read, one JSON object per article and line.

use std::io::Write;
use std::process::ExitCode;

use newsprint_model::{Article, DateEvidence, Problem};
use serde::Serialize;

use crate::args::ParseArgs;
use crate::crew::Threads;
use crate::settings::Settings;
use crate::{EXIT_NOTHING, buffered_stdout, sources};

/// One line of the output; the keys are a promise.
#[derive(Debug, Serialize)]
pub struct ParsedArticle<'a> {
    id: &'a str,
    title: &'a str,
    title_derived: bool,
    date: Option<String>,
    date_evidence: Option<&'a DateEvidence>,
    byline: Option<&'a str>,
    source: Option<&'a str>,
    lang: &'a str,
    url: Option<&'a str>,
    paragraphs: Vec<&'a str>,
    file: &'a str,
    span: [u32; 2],
}

impl<'a> From<&'a Article> for ParsedArticle<'a> {
    fn from(article: &'a Article) -> ParsedArticle<'a> {
        ParsedArticle {
            id: &article.id,
            title: &article.title,
            title_derived: article.title_derived,
            date: article.date.as_ref().map(|date| date.span.to_string()),
            date_evidence: article.date.as_ref().map(|date| &date.evidence),
            byline: article.byline.as_deref(),
            source: article.source.as_deref(),
            lang: &article.lang,
            url: article.url.as_deref(),
            paragraphs: article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect(),
            file: &article.file,
            span: [article.span.start, article.span.end],
        }
    }
}

/// Runs it.
///
/// * Errors: standard output cannot be written.
pub fn run(args: &ParseArgs) -> anyhow::Result<ExitCode> {
    let mut out = buffered_stdout();
    let options = args.sources.reading.options_under(&Settings::beside(&args.sources.paths)?);
    let dated = |mut article: Article, _: &sources::Origin<'_>| {
        newsprint_entities::infer_dates(std::slice::from_mut(&mut article));
        article
    };
    let mut n_articles = 0_u64;
    // Each article is printed before the next one is read, so that no corpus need fit into memory.
    let mut read = sources::read_each(
        &args.sources.paths,
        &options,
        &Threads::of_this_machine(),
        &dated,
        &mut |mut article, ids| -> anyhow::Result<Option<Problem>> {
            n_articles += 1;
            let problem = ids.settle(&mut article);
            serde_json::to_writer(&mut out, &ParsedArticle::from(&article))?;
            out.write_all(b"\n")?;
            Ok(problem)
        },
    )?;
    out.flush()?;
    read.problems.tell_all();
    Ok(if n_articles == 0 { ExitCode::from(EXIT_NOTHING) } else { ExitCode::SUCCESS })
}
