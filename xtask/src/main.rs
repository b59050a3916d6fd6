//! Newsprint's chores: `cargo xtask --help` lists them.

mod app;
mod arguments;
mod bench;
mod browsers;
mod check;
mod default_corpus;
mod dist;
mod eval;
mod finish;
mod install;
mod lighthouse;
mod metadata;
mod outlines;
mod pinned;
mod rules;
mod screenshots;
mod serve;
mod size;
mod step;
mod test_run;
mod timing;
mod tools;

use std::io::Write as _;
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
        // Whoever pipes the help into `head` has read enough of it.
        Chore::Help => drop(writeln!(std::io::stdout(), "{}", arguments::HELP)),
        Chore::Serve { folder, port } => serve::serve(&root, folder.as_deref(), port)?,
        Chore::Test(kinds) => test_run::test(&root, &kinds)?,
        Chore::Check { tests } => check::check(&root, tests)?,
        Chore::Size => size::size(&root)?,
        Chore::Golden => golden(&root)?,
        Chore::Outlines => outlines::outlines(&root)?,
        Chore::Screenshots(folder) => screenshots::screenshots(&root, folder)?,
        Chore::Install(folder) => install::install(&root, folder)?,
        Chore::Dist => dist::dist(&root)?,
        Chore::App => app_alone(&root)?,
        Chore::EvalLighthouse => lighthouse::lighthouse(&root)?,
        Chore::EvalTyping(site) => lighthouse::typing(&root, &site)?,
        Chore::EvalBuild => timing::build(&root)?,
        Chore::Setup => setup(&root)?,
        Chore::Bench(words) => bench::bench(&root, &words)?,
        Chore::Train => eval::train(&root)?,
        Chore::EvalNames => {
            eval::gold(&root)?;
            eval::names(&root)?;
        }
        Chore::EvalGold => eval::gold(&root)?,
        Chore::EvalHtml => eval::html(&root)?,
        Chore::EvalImport => eval::importing(&root)?,
        Chore::EvalPairs => eval::pairs(&root)?,
        Chore::EvalSearch => eval::search(&root)?,
        Chore::Finish => finish::finish(&root)?,
    }
    Ok(())
}

/// Rewrites the golden files from what the program now does.
fn golden(root: &Path) -> Result<()> {
    for run in test_run::native(root, true)? {
        if !run.ok {
            step::show_the_end(&run.output);
            anyhow::bail!("a test fails for another reason than a golden file; see {}", run.log.display());
        }
    }
    println!("The golden files are rewritten. `git diff` shows what changed: read it before you keep it.");
    Ok(())
}

/// Builds the app that the command carries.
fn app_alone(root: &Path) -> Result<()> {
    let mut tools = tools::Tools::new(root)?;
    tools.for_building()?;
    tools.tidy();
    app::shell(root, &tools)?;
    Ok(())
}

/// Installs all that the other chores need.
fn setup(root: &Path) -> Result<()> {
    let mut tools = tools::Tools::new(root)?;
    tools.for_building()?;
    browsers::ensure(root)?;
    tools.geckodriver()?;
    tools.axe()?;
    tools.tidy();
    println!("ok   everything is installed");
    Ok(())
}

/// The repository: the folder above this crate's.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
