//! `newsprint names`: whether two forms mean one and the same, with the rungs and gates that decided.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use newsprint_entities::{Judgement, Verdict, compare_names};

use crate::args::NamesArgs;
use crate::buffered_stdout;

/// Runs it.
///
/// * Errors: a file of pairs that cannot be read or lacks a column; standard output cannot be written.
pub fn run(args: &NamesArgs) -> anyhow::Result<ExitCode> {
    let mut out = buffered_stdout();
    if let Some(file) = &args.pairs {
        write!(out, "{}", labelled(file)?)?;
    } else if let (Some(a), Some(b)) = (&args.a, &args.b) {
        writeln!(out, "{}", told(&compare_names(a, b)))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A verdict and its reasons on one line.
fn told(judgement: &Judgement) -> String {
    let rungs = judgement.rungs.iter().map(|rung| rung.name());
    let reasons: Vec<&str> = rungs.chain(judgement.gates.iter().map(|gate| gate.name())).collect();
    format!("{}\t{}", judgement.verdict.name(), reasons.join(" "))
}

/// The pairs of a file, each with its label.
///
/// * Errors: the file cannot be read, is no UTF-8, or has no columns `form_a` and `form_b`; a line has fewer columns.
fn labelled(file: &Path) -> anyhow::Result<String> {
    let shown = file.display();
    let text = fs::read_to_string(file).with_context(|| format!("{shown}"))?;
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().zip(1_u32..);
    let head: Vec<&str> = lines.next().map(|(line, _)| line.split('\t').map(str::trim).collect()).unwrap_or_default();
    let column = |name: &str| head.iter().position(|column| *column == name);
    let (Some(a), Some(b)) = (column("form_a"), column("form_b")) else {
        bail!("{shown}: line 1 must name the columns, form_a and form_b among them, with tabs between");
    };
    let mut out = String::from("form_a\tform_b\tlabel\n");
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(a), Some(b)) = (columns.get(a), columns.get(b)) else {
            bail!("{shown}: line {number} has {} columns, too few to hold form_a and form_b", columns.len());
        };
        let label = match compare_names(a, b).verdict {
            Verdict::Same => "same",
            Verdict::Different | Verdict::Unsure => "different",
        };
        out.push_str(&format!("{a}\t{b}\t{label}\n"));
    }
    Ok(out)
}
