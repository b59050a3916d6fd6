//! `newsprint`: see the library of the same name.

use std::process::ExitCode;

use clap::FromArgMatches;
use newsprint::args::Args;

fn main() -> ExitCode {
    let typed = newsprint::help::command().get_matches();
    let args = Args::from_arg_matches(&typed).unwrap_or_else(|fault| fault.exit());
    match newsprint::run(args) {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("newsprint: {fault:#}");
            ExitCode::from(newsprint::EXIT_NOTHING)
        }
    }
}
