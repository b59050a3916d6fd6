//! `newsprint entities`: whom and what a collection names, with every spelling and the rule that joined it.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use newsprint_edition::{EntityRecord, Label, MAX_RELATED, POINTER, Reader, Relations};
use newsprint_entities::{Draft, Tagger};
use newsprint_model::{Article, Coordinates, Entity, EntityNumber, MergeRule, Variant, WikidataNumber};
use serde::Serialize;

use crate::args::{EntitiesArgs, EntitiesFormat};
use crate::corrections::Found;
use crate::crew::Threads;
use crate::problems::Problems;
use crate::provenance::{Doubles, identity, text_digest};
use crate::search::{FolderStore, wait_for};
use crate::settings::Settings;
use crate::sources::Origin;
use crate::{EXIT_NOTHING, buffered_stdout, sources};

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
    /// Degrees north and east.
    coordinates: Option<Degrees>,
    /// As in `Q794`.
    wikidata: Option<String>,
    /// Those named with it more often than chance has it, the most telling first.
    related: Vec<Other>,
    variants: Vec<Spelling>,
}

#[derive(Debug, Serialize)]
struct Degrees {
    latitude: f64,
    longitude: f64,
}

#[derive(Debug, Serialize)]
struct Other {
    id: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Spelling {
    text: String,
    mentions: u32,
    rule: MergeRule,
}

impl Row {
    fn new(record: EntityRecord) -> Row {
        let EntityRecord { label: Label { id, name, kind }, n_articles, variants, facts, related } = record;
        let degrees = facts.coordinates.map(Coordinates::degrees);
        let count = |variants: &[Variant]| -> u32 { variants.iter().map(|variant| variant.n_mentions).sum() };
        let mentions = count(&variants);
        let doubtful: Vec<Variant> = variants.iter().filter(|variant| is_doubtful(variant.rule)).cloned().collect();
        let variants = variants
            .into_iter()
            .map(|Variant { text, n_mentions, rule }| Spelling { text, mentions: n_mentions, rule })
            .collect();
        Row {
            id,
            name,
            kind: kind.code(),
            articles: n_articles,
            mentions,
            doubtful: count(&doubtful),
            coordinates: degrees.map(|(latitude, longitude)| Degrees { latitude, longitude }),
            wikidata: facts.wikidata.map(|WikidataNumber(number)| format!("Q{number}")),
            related: related.into_iter().map(|Label { id, name, .. }| Other { id, name }).collect(),
            variants,
        }
    }
}

/// Rules that lean on sounds or on what was left out, not on letters, lists or the article itself.
pub(crate) fn is_doubtful(rule: MergeRule) -> bool {
    matches!(
        rule,
        MergeRule::Romanisation | MergeRule::Omitted | MergeRule::Script | MergeRule::Form | MergeRule::Acronym
    )
}

/// Runs it.
///
/// * Errors: a damaged edition; corrections that cannot be read; standard output cannot be written.
pub fn run(args: &EntitiesArgs) -> anyhow::Result<ExitCode> {
    let mut problems = Problems::default();
    let mut rows = match args.path.join(POINTER).is_file() {
        true => of_edition(&args.path)?,
        false => of_articles(args, &mut problems)?,
    };
    problems.tell();
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
        rows.extend(wait_for(reader.ask(|edition| edition.entities(wanted)))?.into_iter().map(Row::new));
    }
    Ok(rows)
}

/// What articles name that no site holds yet.
fn of_articles(args: &EntitiesArgs, problems: &mut Problems) -> anyhow::Result<Vec<Row>> {
    let found = Found::beside(&[&args.path])?;
    let mut tagger = Tagger::corrected(found.corrections.clone());
    let mut named: Vec<Vec<u32>> = Vec::new();
    let mut doubles = Doubles::default();
    let read = sources::read_each(
        &[&args.path],
        &args.reading.options_under(&Settings::beside(&[&args.path])?),
        &Threads::of_this_machine(),
        &|article: Article, _: &Origin<'_>| (identity(&article, &text_digest(&article)), Draft::of(&article)),
        &mut |(identity, draft), _| {
            if doubles.is_double(identity) {
                return Ok(None);
            }
            let whom = tagger.add(draft);
            let mut numbers: Vec<u32> = whom.mentions.iter().map(|mention| mention.entity.0).collect();
            numbers.extend(whom.supplied.iter().map(|number| number.0));
            numbers.sort_unstable();
            numbers.dedup();
            named.push(numbers);
            Ok::<_, anyhow::Error>(None)
        },
    )?;
    *problems = read.problems;
    let settled = tagger.finish();
    problems.extend(found.unmatched(&settled.unmatched));
    let mut n_articles = vec![0_u32; settled.entities.len()];
    for numbers in &mut named {
        *numbers = numbers.iter().filter_map(|number| settled.settled[*number as usize]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.iter().for_each(|entity| n_articles[*entity as usize] += 1);
    }
    Ok(rows_of(settled.entities, &n_articles, &named))
}

/// * Shape: for each entity, how many articles name it; for each article, its entities, rising.
fn rows_of(entities: Vec<Entity>, n_articles: &[u32], named: &[Vec<u32>]) -> Vec<Row> {
    // As an edition numbers them, so that equals come in the same order.
    let mut order: Vec<u32> = (0..entities.len() as u32).collect();
    let turn = |nth: u32| {
        let entity = &entities[nth as usize];
        (std::cmp::Reverse(n_articles[nth as usize]), &entity.name, &entity.id)
    };
    order.sort_by(|a, b| turn(*a).cmp(&turn(*b)));
    let mut numbers = vec![0; entities.len()];
    (0u32..).zip(&order).for_each(|(number, nth)| numbers[*nth as usize] = number);
    let mut articles_of = vec![Vec::new(); entities.len()];
    let mut rows_by_number: Vec<Vec<u32>> = Vec::with_capacity(named.len());
    for (article, row) in (0u32..).zip(named) {
        let mut row: Vec<u32> = row.iter().map(|nth| numbers[*nth as usize]).collect();
        row.sort_unstable();
        row.iter().for_each(|number| articles_of[*number as usize].push(article));
        rows_by_number.push(row);
    }
    let n_naming: Vec<u32> = order.iter().map(|nth| n_articles[*nth as usize]).collect();
    let row = |article: usize| rows_by_number[article].as_slice();
    let mut relations = Relations::new(named.len(), &row, &n_naming);
    let label = |entity: &Entity| Label { id: entity.id.clone(), name: entity.name.clone(), kind: entity.kind };
    let of_number = |number: u32| &entities[order[number as usize] as usize];
    (0u32..)
        .zip(&articles_of)
        .map(|(number, articles)| {
            let entity = of_number(number);
            let related = relations.of(number, articles, MAX_RELATED);
            Row::new(EntityRecord {
                label: label(entity),
                n_articles: n_naming[number as usize],
                variants: entity.variants.clone(),
                facts: entity.facts,
                related: related.into_iter().map(|other| label(of_number(other))).collect(),
            })
        })
        .collect()
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
        if let Some(Degrees { latitude, longitude }) = row.coordinates {
            writeln!(out, "       at {latitude:.2}, {longitude:.2}")?;
        }
        if let Some(wikidata) = &row.wikidata {
            writeln!(out, "       wikidata {wikidata}")?;
        }
        if !row.related.is_empty() {
            writeln!(out, "       with {}", names_of(&row.related))?;
        }
        for spelling in &row.variants {
            writeln!(out, "       {:>6}  {:<15} {}", spelling.mentions, rule_name(spelling.rule), spelling.text)?;
        }
    }
    Ok(())
}

fn names_of(others: &[Other]) -> String {
    others.iter().map(|other| other.name.as_str()).collect::<Vec<_>>().join("; ")
}

fn doubt(row: &Row) -> String {
    if row.doubtful == 0 { "certain".to_owned() } else { format!("{} doubtful", row.doubtful) }
}

fn csv(rows: &[Row], out: &mut impl Write) -> std::io::Result<()> {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    writeln!(
        out,
        "id,name,type,articles,mentions,doubtful,variant,variant_mentions,rule,latitude,longitude,wikidata,related"
    )?;
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
        let (latitude, longitude) = row
            .coordinates
            .as_ref()
            .map_or_else(Default::default, |at| (format!("{:.2}", at.latitude), format!("{:.2}", at.longitude)));
        let wikidata = row.wikidata.as_deref().unwrap_or_default();
        let tail = format!("{latitude},{longitude},{wikidata},{}", quoted(&names_of(&row.related)));
        if row.variants.is_empty() {
            writeln!(out, "{head},,,,{tail}")?;
        }
        for spelling in &row.variants {
            let rule = rule_name(spelling.rule);
            writeln!(out, "{head},{},{},{rule},{tail}", quoted(&spelling.text), spelling.mentions)?;
        }
    }
    Ok(())
}
