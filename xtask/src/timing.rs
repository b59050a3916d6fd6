//! `cargo xtask eval --build`: how long sites take to build, beside what was promised.

use std::fs;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use flate2::read::GzDecoder;

use crate::app;

/// A site to build: what it is called, whether it lies in the repository or in the data folder, its file there, and how many seconds are promised.
const SITES: [(&str, Place, &str, f64); 2] = [
    ("the default corpus", Place::Repository, "corpus/iran-news.txt", 1.0),
    ("Reuters-21578 with names", Place::Data, "news/reuters21578.jsonl.gz", 60.0),
];

#[derive(Clone, Copy)]
enum Place {
    Repository,
    Data,
}

/// Builds each site and prints wall time, the time of all processors, and the promise. Nothing fails by being slow: other programs may run.
pub fn build(root: &Path) -> Result<()> {
    let command = app::command(root)?;
    let data = std::env::var_os("NEWSPRINT_DATA").map_or_else(|| root.join("../shared/data"), PathBuf::from);
    let out = app::target_folder(root).join("timing");
    println!("{:<28}{:>9}{:>9}{:>9}", "building", "wall", "work", "promised");
    for (what, place, file, promised) in SITES {
        let source = match place {
            Place::Repository => root.join(file),
            Place::Data => data.join(file),
        };
        if !source.is_file() {
            println!("{what:<28}  left out, for {} is not there", source.display());
            continue;
        }
        // What the desk lists outranks what is found in the text: without its lists, every name has to be found.
        let bare = app::target_folder(root).join("timing.jsonl");
        let source = match place {
            Place::Repository => source,
            Place::Data => without_given_names(&source, &bare)?,
        };
        if out.exists() {
            fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
        }
        let started = Instant::now();
        let work = run(root, &command, &source, &out)?;
        let wall = started.elapsed().as_secs_f64();
        println!("{what:<28}{wall:>7.1} s{work:>7.1} s{promised:>7.0} s");
    }
    Ok(())
}

/// Copies packed JSON Lines without the lists of names that their source gives.
fn without_given_names(packed: &Path, to: &Path) -> Result<PathBuf> {
    let cannot = || format!("cannot copy {}", packed.display());
    let lines = BufReader::new(GzDecoder::new(fs::File::open(packed).with_context(cannot)?));
    let mut out = BufWriter::new(fs::File::create(to).with_context(cannot)?);
    for line in lines.lines() {
        let line = line.with_context(cannot)?;
        // A line that is no object is the importer's to refuse.
        match serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&line) {
            Ok(mut fields) => {
                fields.retain(|name, _| !["people", "orgs", "places"].contains(&name.as_str()));
                serde_json::to_writer(&mut out, &fields).with_context(cannot)?;
                writeln!(out).with_context(cannot)?;
            }
            Err(_) => writeln!(out, "{line}").with_context(cannot)?,
        }
    }
    out.flush().with_context(cannot)?;
    Ok(to.to_owned())
}

/// Builds a site; how long all processors worked at it together.
///
/// * Unit: seconds.
fn run(root: &Path, command: &Path, source: &Path, out: &Path) -> Result<f64> {
    // The shell's `times` is the one way to a child's processor time that every Unix has and no library is needed for.
    let mut shell = Command::new("sh");
    shell.args(["-c", "\"$@\" && times", "sh"]).arg(command).arg("build").arg(source).arg("--out").arg(out);
    shell.arg("--app").arg(root.join("crates/cli/tests/fixtures/app"));
    let output = shell.output().context("cannot start sh")?;
    if !output.status.success() {
        bail!("building {} failed: {}", source.display(), String::from_utf8_lossy(&output.stderr));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    worked(&said).context("sh does not say how long its children worked")
}

/// Reads the last line of `times`: minutes and seconds of the children, theirs and the system's.
fn worked(said: &str) -> Option<f64> {
    let mut sum = 0.0;
    for time in said.lines().last()?.split_whitespace() {
        let (minutes, seconds) = time.strip_suffix('s')?.split_once('m')?;
        sum += minutes.parse::<f64>().ok()? * 60.0 + seconds.replace(',', ".").parse::<f64>().ok()?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_says_of_times_is_read() {
        assert_eq!(worked("site\n0m0.010s 0m0.000s\n1m2.500s 0m0.500s\n"), Some(63.0));
        assert_eq!(worked("0m0,01s 0m0,00s\n0m1,25s 0m0,25s\n"), Some(1.5));
        assert_eq!(worked("nothing of the kind"), None);
    }
}
