//! `newsprint`: see the library of the same name.

use std::process::ExitCode;

use clap::Parser;
use newsprint::args::Args;

fn main() -> ExitCode {
    match newsprint::run(Args::parse()) {
        Ok(code) => code,
        Err(fault) => {
            eprintln!("newsprint: {fault:#}");
            ExitCode::from(newsprint::EXIT_NOTHING)
        }
    }
}
