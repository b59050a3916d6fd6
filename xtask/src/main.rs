//! Newsprint's chores: `cargo xtask --help` lists them.

mod app;
mod arguments;
mod pinned;
mod serve;
mod step;
mod tools;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use arguments::Chore;

fn main() -> ExitCode {
    let chore = match arguments::parse(std::env::args().skip(1)) {
        Ok(chore) => chore,
        Err(said) => {
            eprintln!("{said}");
            return ExitCode::from(2);
        }
    };
    match run(chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Does a chore.
fn run(chore: Chore) -> Result<()> {
    let root = root();
    match chore {
        Chore::Help => println!("{}", arguments::HELP),
        Chore::Serve { folder, port } => serve::serve(&root, folder.as_deref(), port)?,
        other => anyhow::bail!("{other:?} is not known"),
    }
    Ok(())
}

/// The repository: the folder above this crate's.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
