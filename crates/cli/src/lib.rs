//! The publisher's command: newsroom files in, a website of static files out.
//!
//! The only crate with a disk, a clock and threads. Each module is one subcommand or one side of the disk:
//!
//! * [`args`]: what can be typed; [`help`]: what is said of it;
//! * [`sources`]: paths on disk to articles and problems, with `streams` for what is read in pieces and `archives` for what is packed;
//! * [`init`], [`parse`], [`tag`], [`names`], [`entities`], [`build`], [`search`], [`serve`], [`check`]: the subcommands;
//! * [`folder`]: files of a site, read from and written to disk; [`claim`]: that one build at a time writes there;
//! * [`corrections`], [`settings`]: what the publisher says of entities and of the whole, in files beside the articles;
//! * [`provenance`], [`explain`], [`summary`]: what a build tells of where articles came from, of one of them, and of all;
//! * `passed`: files among the articles that are none; `roots`: what other programs' folders hold beside articles;
//! * [`problems`]: what went wrong with them, by kind;
//! * [`withheld`]: what may not be published, or not yet; [`copies`]: pages that a mirrored folder holds several times;
//! * [`pages`]: what stands beside the app: pages, feeds, tables; `drawing`: what pages show, by the app's components;
//! * [`since`]: what a site has already, and what is new to it;
//! * [`crew`], [`scratch`], [`progress`]: what a long build needs: threads, room on disk, a line that says how far it is;
//! * [`app`]: the reader's app that the command carries.

pub mod app;
mod archives;
pub mod args;
mod beside;
pub mod build;
pub mod check;
pub mod claim;
mod conll;
pub mod copies;
pub mod corrections;
pub mod crew;
mod drawing;
pub mod entities;
pub mod explain;
pub mod folder;
pub mod help;
mod http;
pub mod init;
pub mod names;
pub mod pages;
pub mod parse;
mod passed;
pub mod problems;
pub mod progress;
pub mod provenance;
mod roots;
pub mod scratch;
pub mod search;
pub mod serve;
pub mod settings;
pub mod since;
pub mod sources;
mod streams;
pub mod summary;
pub mod tag;
pub mod withheld;

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::SystemTime;

use args::{Args, Command};
use newsprint_model::Day;

/// Nothing could be read, or nothing could be done: what the exit code says then.
pub const EXIT_NOTHING: u8 = 2;

/// Runs a subcommand.
///
/// * Shape: parsed arguments in, an exit code out: 0 when something was read and done, 2 when nothing was.
/// * Errors: what stopped it, to be shown to the user; problems in single articles go to standard error and stop nothing.
pub fn run(args: Args) -> anyhow::Result<ExitCode> {
    let done = match args.command {
        Command::Init(args) => init::run(&args),
        Command::Parse(args) => parse::run(&args),
        Command::Tag(args) => tag::run(&args),
        Command::Names(args) => names::run(&args),
        Command::Entities(args) => entities::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Search(args) => search::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Check(args) => check::run(&args),
    };
    match done {
        // Whoever reads our output has seen enough, as in `newsprint parse big | head`.
        Err(fault) if is_broken_pipe(&fault) => Ok(ExitCode::SUCCESS),
        other => other,
    }
}

/// Whether the reader of our output has gone.
fn is_broken_pipe(fault: &anyhow::Error) -> bool {
    fault
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe))
}

/// Standard output, for much text.
pub(crate) fn buffered_stdout() -> io::BufWriter<io::StdoutLock<'static>> {
    io::BufWriter::new(io::stdout().lock())
}

/// The day it is, in Coordinated Universal Time.
pub(crate) fn today() -> Day {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Day(i32::try_from(since.as_secs() / 86_400).unwrap_or(i32::MAX))
}

/// Prints problems to standard error, one line each.
pub(crate) fn report(problems: &[newsprint_model::Problem]) {
    let mut stderr = io::BufWriter::new(io::stderr().lock());
    for problem in problems {
        // Standard error gone leaves nobody to tell.
        let _ = writeln!(stderr, "{problem}");
    }
}
