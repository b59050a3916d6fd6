//! `newsprint entities`: whom and what a collection names, with every spelling and the rule that joined it.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use newsprint_edition::{POINTER, Reader};
use newsprint_entities::{Draft, Tagger};
use newsprint_model::{Article, EntityKind, EntityNumber, MergeRule, Problem, Variant};
use serde::Serialize;

use crate::args::{EntitiesArgs, EntitiesFormat};
use crate::corrections::Found;
use crate::crew::Threads;
use crate::search::{FolderStore, wait_for};
use crate::settings::Settings;
use crate::{EXIT_NOTHING, buffered_stdout, report, sources};

/// How many records are asked for at once.
const STEP: usize = 1024;

/// One line of the list.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// How many articles name it.
    articles: u32,
    mentions: u32,
    /// Mentions whose spelling was joined by a rule that could be wrong.
    doubtful: u32,
    variants: Vec<Spelling>,
}

#[derive(Debug, Serialize)]
struct Spelling {
    text: String,
    mentions: u32,
    rule: MergeRule,
}

impl Row {
    fn new(id: String, name: String, kind: EntityKind, articles: u32, variants: Vec<Variant>) -> Row {
        let count = |variants: &[Variant]| -> u32 { variants.iter().map(|variant| variant.n_mentions).sum() };
        let mentions = count(&variants);
        let doubtful: Vec<Variant> = variants.iter().filter(|variant| is_doubtful(variant.rule)).cloned().collect();
        let variants = variants
            .into_iter()
            .map(|Variant { text, n_mentions, rule }| Spelling { text, mentions: n_mentions, rule })
            .collect();
        Row { id, name, kind: kind.code(), articles, mentions, doubtful: count(&doubtful), variants }
    }
}

/// Rules that lean on sounds or on what was left out, not on letters, lists or the article itself.
fn is_doubtful(rule: MergeRule) -> bool {
    matches!(
        rule,
        MergeRule::Romanisation | MergeRule::Omitted | MergeRule::Script | MergeRule::Form | MergeRule::Acronym
    )
}

/// Runs it.
///
/// * Errors: a damaged edition; corrections that cannot be read; standard output cannot be written.
pub fn run(args: &EntitiesArgs) -> anyhow::Result<ExitCode> {
    let mut problems = Vec::new();
    let mut rows = match args.path.join(POINTER).is_file() {
        true => of_edition(&args.path)?,
        false => of_articles(args, &mut problems)?,
    };
    report(&problems);
    if args.doubtful {
        let share = |row: &Row| std::cmp::Reverse((row.doubtful, row.variants.len()));
        rows.sort_by(|a, b| share(a).cmp(&share(b)).then_with(|| a.id.cmp(&b.id)));
    } else {
        rows.sort_by(|a, b| {
            b.articles.cmp(&a.articles).then(b.mentions.cmp(&a.mentions)).then_with(|| a.id.cmp(&b.id))
        });
    }
    let mut out = buffered_stdout();
    match args.format {
        EntitiesFormat::Table => table(&rows, &mut out)?,
        EntitiesFormat::Csv => csv(&rows, &mut out)?,
        EntitiesFormat::Json => {
            serde_json::to_writer_pretty(&mut out, &rows)?;
            out.write_all(b"\n")?;
        }
    }
    out.flush()?;
    Ok(if rows.is_empty() { ExitCode::from(EXIT_NOTHING) } else { ExitCode::SUCCESS })
}

/// What a built site holds.
fn of_edition(path: &Path) -> anyhow::Result<Vec<Row>> {
    let reader = wait_for(Reader::open(FolderStore::open(path)?))?;
    let n_entities: u32 = reader.boot().n_entities.iter().sum();
    let numbers: Vec<EntityNumber> = (0..n_entities).map(EntityNumber).collect();
    let mut rows = Vec::new();
    for wanted in numbers.chunks(STEP) {
        for record in wait_for(reader.ask(|edition| edition.entities(wanted)))? {
            let label = record.label;
            rows.push(Row::new(label.id, label.name, label.kind, record.n_articles, record.variants));
        }
    }
    Ok(rows)
}

/// What articles name that no site holds yet.
fn of_articles(args: &EntitiesArgs, problems: &mut Vec<Problem>) -> anyhow::Result<Vec<Row>> {
    let found = Found::beside(&[&args.path])?;
    let mut tagger = Tagger::corrected(found.corrections.clone());
    let mut named: Vec<Vec<u32>> = Vec::new();
    let read = sources::read_each(
        &[&args.path],
        &args.reading.options_under(&Settings::beside(&[&args.path])?),
        None,
        &Threads::of_this_machine(),
        &|article: Article| Draft::of(&article),
        &mut |draft, _| {
            let whom = tagger.add(draft);
            let mut numbers: Vec<u32> = whom.mentions.iter().map(|mention| mention.entity.0).collect();
            numbers.extend(whom.supplied.iter().map(|number| number.0));
            numbers.sort_unstable();
            numbers.dedup();
            named.push(numbers);
            Ok::<_, anyhow::Error>(None)
        },
    )?;
    problems.extend(read.problems);
    problems.extend(read.late);
    let settled = tagger.finish();
    problems.extend(found.unmatched(&settled.unmatched));
    let mut n_articles = vec![0_u32; settled.entities.len()];
    for numbers in named {
        let mut entities: Vec<u32> =
            numbers.into_iter().filter_map(|number| settled.settled[number as usize]).collect();
        entities.sort_unstable();
        entities.dedup();
        entities.into_iter().for_each(|entity| n_articles[entity as usize] += 1);
    }
    let rows = settled.entities.into_iter().zip(n_articles);
    Ok(rows.map(|(entity, n)| Row::new(entity.id, entity.name, entity.kind, n, entity.variants)).collect())
}

/// A rule as scripts read it: `built-in-alias`.
fn rule_name(rule: MergeRule) -> String {
    serde_json::to_value(rule).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn table(rows: &[Row], out: &mut impl Write) -> std::io::Result<()> {
    for row in rows {
        writeln!(
            out,
            "{}  {}  {} ({}; {} articles, {} mentions)",
            row.kind,
            row.name,
            row.id,
            doubt(row),
            row.articles,
            row.mentions
        )?;
        for spelling in &row.variants {
            writeln!(out, "       {:>6}  {:<15} {}", spelling.mentions, rule_name(spelling.rule), spelling.text)?;
        }
    }
    Ok(())
}

fn doubt(row: &Row) -> String {
    if row.doubtful == 0 { "certain".to_owned() } else { format!("{} doubtful", row.doubtful) }
}

fn csv(rows: &[Row], out: &mut impl Write) -> std::io::Result<()> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    writeln!(out, "id,name,type,articles,mentions,doubtful,variant,variant_mentions,rule")?;
    for row in rows {
        let head = format!(
            "{},{},{},{},{},{}",
            quoted(&row.id),
            quoted(&row.name),
            row.kind,
            row.articles,
            row.mentions,
            row.doubtful
        );
        if row.variants.is_empty() {
            writeln!(out, "{head},,,")?;
        }
        for spelling in &row.variants {
            writeln!(out, "{head},{},{},{}", quoted(&spelling.text), spelling.mentions, rule_name(spelling.rule))?;
        }
    }
    Ok(())
}
