//! What `newsprint build` writes beside the app: reads the edition that was just put together, article by article, and hands each to `newsprint-site`.
//!
//! So pages show what readers of the app see, and what is not in the edition (held back, suppressed) is in no page either. Held in memory are a
//! name for each entity, a number for each article, and one batch of either.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::Context;
use newsprint_edition::{Body, Card, DateTable, EntityRecord, FACETS, Label, Reader, date_counts};
use newsprint_model::{ArticleNumber, DateSpan, EntityKind, EntityNumber, Part};
use newsprint_search::{ArticleEntity, ArticleView, Histogram, Run};
use newsprint_site::pages::{
    ArticlePage, ArticleRow, DataPackage, EntityPage, EntityRow, FeedOf, Frame, Language, Line, MOST_URLS, Name,
    Sitemap, Table, atom, described, json_feed, names, oembed, pages_files,
};
use newsprint_site::{Beside, Files};
use newsprint_text::CodePoints;

use crate::drawing::{self, Headings, Mention, N_READ, Told};
use crate::folder::{FolderError, Stage, StagedEdition};
use crate::search::wait_for;
use crate::settings::Settings;

/// What many hosts hold at most: beyond, pages are written only when the publisher asks for them.
const MOST_FILES: usize = 20_000;
/// Headlines, names on one page.
const HEADLINES_A_PAGE: usize = 200;
const NAMES_A_PAGE: usize = 500;
/// Articles that an entity's page lists, that its feeds list, and that the corpus's feeds list.
const LISTED: usize = 100;
const FED: usize = 20;
const FED_OF_ALL: usize = 50;
/// Articles of that time beside an article: so many newer ones, and as many older ones.
const AROUND: usize = 5;
/// How many articles, entities, cards are read at once. Each stays well within what the reader keeps.
const ARTICLES: usize = 64;
const ENTITIES: usize = 256;
const CARDS: usize = 128;

/// What came of it.
#[derive(Debug, Default)]
pub struct Made {
    /// What the front page tells of it.
    pub beside: Beside,
    /// How many articles and how many names have pages.
    pub n_pages: [usize; 2],
    /// What was left out, and why.
    pub notes: Vec<String>,
}

/// An entity as the whole build knows it.
struct Known {
    name: Name,
    n_articles: u32,
}

/// Everything that is written from.
struct Source {
    reader: Reader<StagedEdition>,
    known: Vec<Known>,
    /// Articles' numbers, newest first, undated ones last.
    newest: Vec<u32>,
    /// How many of them have a date.
    n_dated: usize,
    /// When each was published.
    dates: DateTable,
}

/// Writes the pages, feeds, tables and what else stands beside the app.
///
/// * Shape: the stage holds a whole edition, of one file or many; `n_app_files` and its own files count towards what hosts hold.
/// * Errors: the edition cannot be read back, or the disk refuses.
pub fn write(
    stage: &mut Stage,
    app: &Files,
    name: &str,
    settings: &Settings,
    is_one_file: bool,
) -> anyhow::Result<Made> {
    let reader = wait_for(Reader::open(stage.edition())).context("the edition just written")?;
    let boot = reader.boot();
    let (n_articles, n_entities) = (boot.n_articles, boot.n_entities.iter().sum::<u32>());
    let files = pages_files();
    let mut frame = Frame::of(app, name, settings.base_url.as_deref(), &files.style.0, &files.script.0)?;
    let mut tags = boot.langs.iter().map(|(lang, _)| lang).chain(&settings.languages);
    frame.language = tags.next().and_then(|lang| Language::of(lang)).unwrap_or_default();
    let languages = boot.langs.iter().map(|(lang, _)| lang.clone()).filter(|lang| lang != "und").collect();
    let dates = boot.dates;

    let mut made = Made::default();
    let n_fixed = stage.listing().files.len() + app.len() + 16;
    let by_date = wait_for(reader.ask(|edition| edition.dates()))?;
    let (newest, n_dated) = newest_first(&by_date, n_articles);
    let mut source = Source { newest, n_dated, dates: by_date, known: known(&reader, n_entities)?, reader };
    let counts: Vec<u32> = source.known.iter().map(|known| known.n_articles).collect();
    let n_each = if frame.base_url.is_some() { 3 } else { 1 };
    let fits = |least: u32| n_fixed + n_files(n_articles as usize, &counts, least, n_each) <= MOST_FILES;
    let least = match settings.prerender {
        Some(false) => None,
        Some(true) => Some(if fits(1) { 1 } else { 2 }),
        None if is_one_file => None,
        None => [1, 2, 3, 5, 10].into_iter().find(|least| fits(*least)),
    };
    frame.has_pages = least.is_some();
    frame.has_tables = settings.data_files.unwrap_or(frame.has_pages);
    for known in &mut source.known {
        known.name.has_page = least.is_some_and(|least| known.n_articles >= least);
    }
    if let Some(least) = least.filter(|least| !fits(*least)) {
        let n = n_fixed + n_files(n_articles as usize, &counts, least, n_each);
        made.notes.push(format!(
            "the site has some {n} files, and many hosts stop at {MOST_FILES}: `prerender = false` in newsprint.toml leaves the pages out"
        ));
    }
    if least.is_none() && settings.prerender.is_none() && !is_one_file {
        let n = n_fixed + n_files(n_articles as usize, &counts, 2, n_each);
        made.notes.push(format!(
            "no pages of single articles and names: with them the site would have some {n} files, and many hosts stop at {MOST_FILES} \
             (prerender = true in newsprint.toml writes them all the same)"
        ));
    }
    if frame.base_url.is_none() {
        made.notes.push(
            "no sitemap, feeds and oEmbed, which need the site's address: give it as base_url in newsprint.toml"
                .to_owned(),
        );
    }
    let mut writer = Writer { stage, sitemap: Sitemap::new(&frame, MOST_URLS), frame: &frame };
    if frame.has_pages {
        let (style, bytes) = files.style;
        writer.stage.put_page(&style, &bytes)?;
        let (script, bytes) = files.script;
        writer.stage.put_page(&script, &bytes)?;
    }
    writer.listed("", dates)?;
    let mut tables = Vec::new();
    articles(&source, &mut writer, &mut tables)?;
    if frame.has_pages {
        made.n_pages = [n_articles as usize, source.known.iter().filter(|known| known.name.has_page).count()];
        all_names(&source, &mut writer)?;
    }
    if frame.has_pages || frame.has_tables {
        entities(&source, &mut writer, &mut tables)?;
    }
    feeds(&source, &mut writer, settings)?;
    if frame.has_tables {
        let package = described(name, settings.description.as_deref(), frame.base_url.as_deref(), &tables);
        writer.put((names::DATA_PACKAGE.to_owned(), package))?;
    }
    if let Some(answer) = oembed(&frame) {
        writer.put((names::OEMBED.to_owned(), answer))?;
    }
    if let Some(sitemap) = writer.sitemap.take() {
        sitemap.finish().into_iter().try_for_each(|file| writer.put(file))?;
    }
    let has_pages = frame.has_pages;
    made.beside = Beside { base_url: frame.base_url.clone(), has_pages, tables, languages, dates };
    Ok(made)
}

/// How many files pages make when entities that fewer than `least` articles name have none.
fn n_files(n_articles: usize, counts: &[u32], least: u32, n_each: usize) -> usize {
    let n_named = counts.iter().filter(|n| **n >= least).count();
    n_articles + n_articles.div_ceil(HEADLINES_A_PAGE) + n_named * n_each + n_named.div_ceil(NAMES_A_PAGE)
}

/// What is written to.
struct Writer<'w> {
    stage: &'w mut Stage,
    frame: &'w Frame,
    sitemap: Option<Sitemap>,
}

impl Writer<'_> {
    fn put(&mut self, (path, text): (String, String)) -> Result<(), FolderError> {
        self.stage.put_page(&path, text.as_bytes())
    }

    /// Puts a page, and its address on the sitemap.
    fn page(&mut self, page: (String, String), date: Option<DateSpan>) -> Result<(), FolderError> {
        self.listed(&page.0, date)?;
        self.put(page)
    }

    fn listed(&mut self, path: &str, date: Option<DateSpan>) -> Result<(), FolderError> {
        match self.sitemap.as_mut().and_then(|sitemap| sitemap.add(path, date)) {
            Some(full) => self.put(full),
            None => Ok(()),
        }
    }
}

/// All articles by number, newest first, undated ones last; and how many are dated.
fn newest_first(dates: &DateTable, n_articles: u32) -> (Vec<u32>, usize) {
    let n_undated: usize = dates.undated(n_articles).into_iter().map(|range| range.len()).sum();
    let mut newest = vec![0; n_articles as usize];
    for (number, turn) in (0u32..).zip(dates.turns(n_articles)) {
        newest[turn as usize] = number;
    }
    let n_dated = newest.len() - n_undated;
    newest[..n_dated].reverse();
    (newest, n_dated)
}

/// All entities by number.
fn known(reader: &Reader<StagedEdition>, n_entities: u32) -> anyhow::Result<Vec<Known>> {
    let numbers: Vec<EntityNumber> = (0..n_entities).map(EntityNumber).collect();
    let mut known = Vec::with_capacity(numbers.len());
    for wanted in numbers.chunks(ENTITIES) {
        for record in wait_for(reader.ask(|edition| edition.entities(wanted)))? {
            let Label { id, name, kind } = record.label;
            let name = Name { id, name, kind, facts: record.facts, has_page: false };
            known.push(Known { name, n_articles: record.n_articles });
        }
    }
    Ok(known)
}

/// What lists say of an article.
fn line(card: Card, url: Option<String>) -> Line {
    let Card { id, title, title_derived, date, source, byline, lang, lead, entities, .. } = card;
    let tags = entities.into_iter().map(|label| label.name).collect();
    Line { id, title, title_derived, date, source, byline, lang, lead, url, tags }
}

impl Source {
    fn cards(&self, numbers: &[u32]) -> anyhow::Result<Vec<Card>> {
        let mut cards = Vec::with_capacity(numbers.len());
        for wanted in numbers.chunks(CARDS) {
            cards.extend(wait_for(self.reader.ask(|edition| edition.cards(wanted)))?);
        }
        Ok(cards)
    }

    fn name(&self, number: EntityNumber) -> Option<&Known> {
        self.known.get(number.0 as usize)
    }

    /// The page of an article, and the article as the app shows it.
    fn page(&self, line: Line, body: Body) -> anyhow::Result<(ArticlePage, ArticleView)> {
        let mut entities = Vec::with_capacity(body.entities.len());
        let mut named = Vec::with_capacity(body.entities.len());
        for (number, n_mentions) in &body.entities {
            let known = self.name(*number).with_context(|| format!("the edition has no entity number {}", number.0))?;
            entities.push(ArticleEntity {
                label: drawing::label(&known.name),
                n_mentions: *n_mentions,
                n_articles: known.n_articles,
                variants: Vec::new(),
                facts: known.name.facts,
                related: Vec::new(),
            });
            named.push((known.name.clone(), *n_mentions));
        }
        let runs = |text: &str, part: Part| -> Vec<Run> {
            let points = CodePoints::new(text);
            let run = |text: &str, entity| Run { text: text.to_owned(), hit: None, entity };
            let (mut out, mut at) = (Vec::new(), 0);
            for mention in body.mentions.iter().filter(|mention| mention.part == part) {
                let (start, end) = (points.byte(mention.start as usize), points.byte(mention.end as usize));
                // Mentions stand in order and never overlap; a damaged one that does is not shown.
                if start < at || end <= start {
                    continue;
                }
                if at < start {
                    out.push(run(&text[at..start], None));
                }
                out.push(run(&text[start..end], Some(mention.entity)));
                at = end;
            }
            if at < text.len() {
                out.push(run(&text[at..], None));
            }
            out
        };
        let title = runs(&line.title, Part::Title);
        let mut in_headline: Vec<usize> = title
            .iter()
            .filter_map(|run| run.entity)
            .map(|nth| nth as usize)
            .filter(|nth| *nth < named.len())
            .collect();
        in_headline.sort_unstable();
        in_headline.dedup();
        let view = ArticleView {
            article: ArticleNumber(0),
            id: line.id.clone(),
            title,
            title_derived: line.title_derived,
            paragraphs: (0u32..).zip(&body.paragraphs).map(|(nth, text)| runs(text, Part::Paragraph(nth))).collect(),
            date: body.date,
            byline: line.byline.clone(),
            source: line.source.clone(),
            url: line.url.clone(),
            lang: line.lang.clone(),
            n_hits: 0,
            is_extract: body.is_extract,
            entities,
            quotations: Vec::new(),
        };
        Ok((ArticlePage { line, names: named, in_headline }, view))
    }
}

/// The pages of articles and of headlines, and the table of articles.
fn articles(source: &Source, to: &mut Writer<'_>, tables: &mut Vec<DataPackage>) -> anyhow::Result<()> {
    let frame = to.frame;
    if !frame.has_pages && !frame.has_tables {
        return Ok(());
    }
    let n = source.newest.len();
    let n_pages = n.div_ceil(HEADLINES_A_PAGE) as u32;
    let mut table = frame.has_tables.then(Table::of_articles);
    let (mut headlines, mut n_listed) = (Vec::new(), 0);
    for first in (0..n).step_by(ARTICLES) {
        let numbers = &source.newest[first..n.min(first + ARTICLES)];
        let from = first.saturating_sub(AROUND);
        let window = &source.newest[from..n.min(first + ARTICLES + AROUND)];
        let lines: Vec<Line> = source.cards(window)?.into_iter().map(|card| line(card, None)).collect();
        let bodies = wait_for(source.reader.ask(|edition| edition.bodies(numbers)))?;
        for (nth, body) in bodies.into_iter().enumerate() {
            let at = first + nth - from;
            let own = Line { url: body.url.clone(), ..lines[at].clone() };
            if let Some(table) = &mut table {
                let n_words = body.paragraphs.iter().map(|text| text.split_whitespace().count() as u32).sum();
                let of_kind = |kind: EntityKind| -> Vec<&str> {
                    let named = body.entities.iter().filter_map(|(number, _)| source.name(*number));
                    named.filter(|known| known.name.kind == kind).map(|known| known.name.id.as_str()).collect()
                };
                let row = ArticleRow { line: &own, n_words, named: EntityKind::ALL.map(of_kind) };
                table.add_article(&row).map_or(Ok(()), |full| to.put(full))?;
            }
            if frame.has_pages {
                let (page, view) = source.page(own, body)?;
                let around = at.saturating_sub(AROUND)..lines.len().min(at + AROUND + 1);
                let around: Vec<Line> = around.filter(|other| *other != at).map(|other| lines[other].clone()).collect();
                let drawn = drawing::article(frame, &page, view, &around);
                to.page(frame.article(&page, &drawn), page.line.date)?;
                headlines.push(page.line);
                if headlines.len() == HEADLINES_A_PAGE || first + nth + 1 == n {
                    n_listed += 1;
                    let items = drawing::results(frame, frame.language, &headlines, Headings::Raised);
                    to.page(frame.headlines(n_listed, n_pages, &items), headlines[0].date)?;
                    headlines.clear();
                }
            }
        }
    }
    if let Some(table) = table {
        let (last, package) = table.finish();
        last.map_or(Ok(()), |last| to.put(last))?;
        tables.push(package);
    }
    Ok(())
}

/// The pages of names, those that most articles name first.
fn all_names(source: &Source, to: &mut Writer<'_>) -> anyhow::Result<()> {
    let mut named: Vec<&Known> = source.known.iter().filter(|known| known.name.has_page).collect();
    named.sort_by(|a, b| b.n_articles.cmp(&a.n_articles).then_with(|| a.name.id.cmp(&b.name.id)));
    let n_pages = named.len().div_ceil(NAMES_A_PAGE).max(1) as u32;
    for page in 1..=n_pages {
        let from = (page - 1) as usize * NAMES_A_PAGE;
        let these = &named[from..named.len().min(from + NAMES_A_PAGE)];
        let these: Vec<(&Name, u32)> = these.iter().map(|known| (&known.name, known.n_articles)).collect();
        let items = drawing::named(to.frame, &these);
        to.page(to.frame.names(page, n_pages, &items), None)?;
    }
    Ok(())
}

/// The pages and feeds of entities, and the table of them.
fn entities(source: &Source, to: &mut Writer<'_>, tables: &mut Vec<DataPackage>) -> anyhow::Result<()> {
    let frame = to.frame;
    let by_id: HashMap<&str, usize> =
        source.known.iter().enumerate().map(|(nth, known)| (known.name.id.as_str(), nth)).collect();
    let mut turns = vec![0; source.newest.len()];
    (0u32..).zip(&source.newest).for_each(|(turn, number)| turns[*number as usize] = turn);
    let mut table = frame.has_tables.then(Table::of_entities);
    let numbers: Vec<EntityNumber> = (0..source.known.len() as u32).map(EntityNumber).collect();
    for wanted in numbers.chunks(ENTITIES) {
        let records = wait_for(source.reader.ask(|edition| edition.entities(wanted)))?;
        let mut listed: Vec<Naming> = Vec::with_capacity(records.len());
        for (number, record) in wanted.iter().zip(&records) {
            let has_page = source.name(*number).is_some_and(|known| known.name.has_page);
            listed.push(if has_page { naming(source, record, &turns)? } else { Naming::default() });
        }
        let mut shown: Vec<u32> = listed.iter().flat_map(|of| of.newest.iter().chain(&of.oldest)).copied().collect();
        shown.sort_unstable();
        shown.dedup();
        let lines: BTreeMap<u32, Line> =
            shown.iter().copied().zip(source.cards(&shown)?.into_iter().map(|card| line(card, None))).collect();
        let mentions = mentions(source, wanted, &listed, &lines)?;
        for (((number, record), articles), mentions) in wanted.iter().zip(records).zip(listed).zip(mentions) {
            let Some(known) = source.name(*number) else { continue };
            if let Some(table) = &mut table {
                let row = EntityRow {
                    name: &known.name,
                    n_articles: known.n_articles,
                    spellings: record.variants.iter().map(|variant| variant.text.as_str()).collect(),
                    related: record.related.iter().map(|label| label.id.as_str()).collect(),
                };
                table.add_entity(&row).map_or(Ok(()), |full| to.put(full))?;
            }
            if known.name.has_page {
                let related = record.related.iter().filter_map(|label| by_id.get(label.id.as_str()));
                let page = EntityPage {
                    name: known.name.clone(),
                    n_articles: known.n_articles,
                    related: related.map(|nth| source.known[*nth].name.clone()).collect(),
                    articles: articles.newest.iter().filter_map(|number| lines.get(number).cloned()).collect(),
                    variants: record.variants,
                };
                let told = Told {
                    oldest: articles.oldest.and_then(|number| lines.get(&number)?.date),
                    by_date: articles.by_date,
                    mentions,
                };
                entity(&page, &told, to)?;
            }
        }
    }
    if let Some(table) = table {
        let (last, package) = table.finish();
        last.map_or(Ok(()), |last| to.put(last))?;
        tables.push(package);
    }
    Ok(())
}

/// The page and the feeds of one entity.
fn entity(page: &EntityPage, told: &Told, to: &mut Writer<'_>) -> anyhow::Result<()> {
    let drawn = drawing::entity(to.frame, page, told);
    to.page(to.frame.entity(page, &drawn), page.articles.first().and_then(|article| article.date))?;
    let [atom_path, json_path] = names::entity_feeds(&page.name.id);
    let newest = &page.articles[..page.articles.len().min(FED)];
    let of = |path| FeedOf { entity: Some(&page.name), path, description: None };
    let feeds = [atom(to.frame, &of(&atom_path), newest), json_feed(to.frame, &of(&json_path), newest)];
    for (path, feed) in [atom_path, json_path].into_iter().zip(feeds) {
        feed.map_or(Ok(()), |feed| to.put((path, feed)))?;
    }
    Ok(())
}

/// Articles that name an entity.
#[derive(Default)]
struct Naming {
    /// The newest, newest first.
    newest: Vec<u32>,
    /// The oldest that has a date.
    oldest: Option<u32>,
    /// All of them by date.
    by_date: Histogram,
}

/// Mentions of some entities, each in the articles that its page reads: the lines, and how many articles those are.
fn mentions(
    source: &Source,
    entities: &[EntityNumber],
    listed: &[Naming],
    lines: &BTreeMap<u32, Line>,
) -> anyhow::Result<Vec<(Vec<Mention>, u32)>> {
    let read = |of: &Naming| of.newest[..of.newest.len().min(N_READ as usize)].to_vec();
    let mut wanted: Vec<u32> = listed.iter().flat_map(read).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found: HashMap<(u32, u32), Vec<Mention>> = HashMap::new();
    let wanting: HashSet<(u32, u32)> =
        entities.iter().zip(listed).flat_map(|(entity, of)| read(of).into_iter().map(|it| (it, entity.0))).collect();
    for numbers in wanted.chunks(ARTICLES) {
        let bodies = wait_for(source.reader.ask(|edition| edition.bodies(numbers)))?;
        for (number, body) in numbers.iter().zip(bodies) {
            let Some(line) = lines.get(number) else { continue };
            let named: Vec<u32> = body.entities.iter().map(|(entity, _)| entity.0).collect();
            let (_, view) = source.page(line.clone(), body)?;
            for entity in named.into_iter().filter(|entity| wanting.contains(&(*number, *entity))) {
                let Some(known) = source.name(EntityNumber(entity)) else { continue };
                found.insert((*number, entity), drawing::mentions(&view, &known.name.id, &known.name.name));
            }
        }
    }
    let of_one = |(entity, of): (&EntityNumber, &Naming)| {
        let read = read(of);
        let n = read.len() as u32;
        (read.into_iter().filter_map(|article| found.remove(&(article, entity.0))).flatten().collect(), n)
    };
    Ok(entities.iter().zip(listed).map(of_one).collect())
}

/// How many of some articles lie in each run of the table. `rising` are their numbers.
fn n_in_runs(dates: &DateTable, rising: &[u32]) -> Vec<u32> {
    let mut rest = rising;
    let n_in = dates.runs.iter().map(|run| {
        rest = &rest[rest.partition_point(|number| *number < run.first)..];
        let n = rest.partition_point(|number| *number < run.first + run.n_articles);
        rest = &rest[n..];
        n as u32
    });
    n_in.collect()
}

fn naming(source: &Source, record: &EntityRecord, turns: &[u32]) -> anyhow::Result<Naming> {
    let facet = match record.label.kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "org",
        EntityKind::Place => "place",
    };
    let facet = FACETS.iter().position(|name| *name == facet).unwrap_or_default();
    let found = wait_for(source.reader.ask(|edition| edition.value_sets(&[(facet, &record.label.id)])))?;
    let Some(set) = found.into_iter().flatten().next() else { return Ok(Naming::default()) };
    let mut lists = wait_for(source.reader.ask(|edition| edition.value_articles(&[&set])))?;
    let mut articles = lists.pop().unwrap_or_default();
    articles.sort_unstable();
    let by_date = date_counts(&source.dates, &n_in_runs(&source.dates, &articles), articles.len() as u32).into();
    let turn = |number: &u32| turns.get(*number as usize).copied().unwrap_or(u32::MAX);
    articles.sort_unstable_by_key(turn);
    let oldest = articles.iter().rev().find(|number| (turn(number) as usize) < source.n_dated).copied();
    articles.truncate(LISTED);
    Ok(Naming { newest: articles, oldest, by_date })
}

/// The feeds of the corpus.
fn feeds(source: &Source, to: &mut Writer<'_>, settings: &Settings) -> anyhow::Result<()> {
    if to.frame.base_url.is_none() {
        return Ok(());
    }
    let newest = &source.newest[..source.newest.len().min(FED_OF_ALL)];
    let bodies = wait_for(source.reader.ask(|edition| edition.bodies(newest)))?;
    let lines: Vec<Line> =
        source.cards(newest)?.into_iter().zip(bodies).map(|(card, body)| line(card, body.url)).collect();
    let of = |path| FeedOf { entity: None, path, description: settings.description.as_deref() };
    if let Some(feed) = atom(to.frame, &of(names::ATOM), &lines) {
        to.put((names::ATOM.to_owned(), feed))?;
    }
    if let Some(feed) = json_feed(to.frame, &of(names::JSON_FEED), &lines) {
        to.put((names::JSON_FEED.to_owned(), feed))?;
    }
    Ok(())
}
