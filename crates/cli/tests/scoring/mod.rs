//! Annotated articles, and how near what `newsprint tag` prints comes to them.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be read is a failure")]
#![allow(dead_code, reason = "each test file uses its own part")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

/// The kinds of mentions, as they are printed.
pub const KINDS: [&str; 7] = ["PER", "ORG", "LOC", "DATE", "EVENT", "PRODUCT", "NORP"];

/// First code point and one past the last.
pub type Ends = (usize, usize);

/// What a file names, says and dates: the gold's, or what was printed.
#[derive(Default)]
pub struct Notes {
    /// Ends and kind; the entity, where there is one.
    pub mentions: BTreeMap<(Ends, String), Option<String>>,
    /// EDTF by ends.
    pub dates: BTreeMap<Ends, String>,
    /// The speaker by ends.
    pub quotes: BTreeMap<Ends, Option<String>>,
    /// The date by start.
    pub stories: BTreeMap<usize, Option<String>>,
    /// Canonical name by id.
    pub names: BTreeMap<String, String>,
}

fn some(value: &str) -> Option<String> {
    (value != "-").then(|| value.to_owned())
}

/// Reads a gold, and checks each of its surfaces against the text.
pub fn gold(name: &str, text: &str, tsv: &str) -> Notes {
    let points: Vec<char> = text.chars().collect();
    let mut notes = Notes::default();
    let mut kinds = BTreeMap::new();
    for line in tsv.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let at = |nth: usize| columns[nth].parse::<usize>().unwrap_or_else(|_| panic!("{name}: an offset in {line:?}"));
        let ends = |surface: &str| {
            let (start, end) = (at(1), at(2));
            let stands: String = points.get(start..end).unwrap_or_default().iter().collect();
            assert_eq!(stands, surface, "{name}: {line:?}");
            (start, end)
        };
        match columns[..] {
            ["story", _, date, opening] => {
                let start = at(1);
                let stands: String = points[start..].iter().take(opening.chars().count()).collect();
                assert_eq!(stands, opening, "{name}: {line:?}");
                notes.stories.insert(start, some(date));
            }
            ["entity", id, kind, canonical] => {
                kinds.insert(id, kind);
                notes.names.insert(id.to_owned(), canonical.to_owned());
            }
            ["mention", _, _, kind, entity, surface] => {
                assert!(KINDS.contains(&kind), "{name}: {line:?}");
                let owner = some(entity);
                assert_eq!(owner.as_deref().map(|id| kinds[id]), owner.as_ref().map(|_| kind), "{name}: {line:?}");
                notes.mentions.insert((ends(surface), kind.to_owned()), owner);
            }
            ["date", _, _, edtf, surface] => {
                notes.dates.insert(ends(surface), edtf.to_owned());
            }
            ["quote", _, _, speaker, said] => {
                let speaker = some(speaker);
                assert!(speaker.as_deref().is_none_or(|id| kinds.contains_key(id)), "{name}: {line:?}");
                notes.quotes.insert(ends(said), speaker);
            }
            _ => panic!("{name}: nobody reads {line:?}"),
        }
    }
    notes
}

/// Reads what was printed.
pub fn printed(json: &str) -> Notes {
    let object: Value = serde_json::from_str(json).unwrap();
    let ends = |value: &Value| {
        let at = |key: &str| value[key].as_u64().unwrap() as usize;
        (at("start"), at("end"))
    };
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let list = |key: &str| object[key].as_array().unwrap().clone();
    let mut notes = Notes::default();
    for mention in list("mentions") {
        notes.mentions.insert((ends(&mention), word(&mention["type"]).unwrap()), word(&mention["entity"]));
    }
    notes.dates = list("dates").iter().map(|date| (ends(date), word(&date["edtf"]).unwrap())).collect();
    notes.quotes = list("quotes").iter().map(|quote| (ends(quote), word(&quote["speaker"]))).collect();
    for story in list("stories") {
        notes.stories.insert(story["start"].as_u64().unwrap() as usize, word(&story["date"]));
    }
    let entities = object["entities"].as_object().unwrap();
    notes.names = entities.iter().map(|(id, entity)| (id.clone(), word(&entity["name"]).unwrap())).collect();
    notes
}

/// How many are right, how many were printed, how many there are.
#[derive(Clone, Copy, Default)]
pub struct Count {
    pub right: usize,
    pub found: usize,
    pub gold: usize,
}

impl Count {
    pub fn precision(self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    pub fn recall(self) -> f64 {
        if self.gold == 0 { 1.0 } else { self.right as f64 / self.gold as f64 }
    }

    pub fn f1(self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    fn add(&mut self, other: Count) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
    }
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other == 0.0 { 0.0 } else { 2.0 * one * other / (one + other) }
}

/// The figures of one or more files.
#[derive(Default)]
pub struct Figures {
    pub by_kind: BTreeMap<&'static str, Count>,
    /// Sums over the mentions that both have, of their precision and their recall, and how many there are.
    pub cubed: (f64, f64, usize),
    /// Entities of the gold that share a printed entity with another: each is one too many.
    pub n_over_merges: usize,
    /// Printed entities beyond the first that an entity of the gold is torn into.
    pub n_splits: usize,
    /// Names as the gold has them, of entities that are found.
    pub named: Count,
    /// Spans, and spans with their EDTF.
    pub date_spans: Count,
    pub dates: Count,
    pub quotes: Count,
    /// Quotations found whose speaker is right.
    pub n_right_speakers: usize,
    pub stories: Count,
    /// Stories found whose date is right.
    pub n_right_story_dates: usize,
    /// One line per difference.
    pub differences: Vec<String>,
}

impl Figures {
    /// All kinds together.
    pub fn mentions(&self) -> Count {
        self.of(&KINDS)
    }

    /// Some kinds together.
    pub fn of(&self, kinds: &[&str]) -> Count {
        let mut sum = Count::default();
        self.by_kind.iter().filter(|(kind, _)| kinds.contains(kind)).for_each(|(_, count)| sum.add(*count));
        sum
    }

    /// B-cubed precision, recall and F1 over the mentions found.
    pub fn b_cubed(&self) -> (f64, f64, f64) {
        let n = self.cubed.2.max(1) as f64;
        let (precision, recall) = (self.cubed.0 / n, self.cubed.1 / n);
        (precision, recall, harmonic(precision, recall))
    }

    /// Adds what was printed for one file, beside its gold.
    pub fn add(&mut self, name: &str, text: &str, gold: &Notes, found: &Notes) {
        let points: Vec<char> = text.chars().collect();
        let shown = |ends: Ends| -> String { points[ends.0..ends.1].iter().collect() };
        for kind in KINDS {
            let of = |notes: &Notes| -> BTreeSet<Ends> {
                notes.mentions.keys().filter(|(_, of)| of == kind).map(|(ends, _)| *ends).collect()
            };
            let (gold, found) = (of(gold), of(found));
            self.by_kind.entry(kind).or_default().add(count(&gold, &found));
            for (what, ends) in differing(&gold, &found) {
                self.differences.push(format!("{name}\t{what}\t{kind}\t{}-{}\t{}", ends.0, ends.1, shown(ends)));
            }
        }
        let leading = self.clusters(name, gold, found, &shown);
        self.dates_of(name, gold, found, &shown);

        let marks = |notes: &Notes| -> BTreeSet<Ends> { notes.quotes.keys().copied().collect() };
        let (wanted, given) = (marks(gold), marks(found));
        self.quotes.add(count(&wanted, &given));
        for (what, ends) in differing(&wanted, &given) {
            self.differences.push(format!("{name}\t{what}\tquote\t{}-{}\t{}", ends.0, ends.1, shown(ends)));
        }
        for ends in wanted.intersection(&given) {
            let who = found.quotes[ends].as_deref();
            let meant = who.map(|who| leading.get(who).cloned().unwrap_or_else(|| format!("?{who}")));
            if meant == gold.quotes[ends] {
                self.n_right_speakers += 1;
            } else {
                let told = &gold.quotes[ends];
                self.differences.push(format!("{name}\tspeaker {who:?}, not {told:?}\tquote\t{}", shown(*ends)));
            }
        }

        let starts = |notes: &Notes| -> BTreeSet<usize> { notes.stories.keys().copied().collect() };
        let (wanted, given) = (starts(gold), starts(found));
        let n_right = wanted.intersection(&given).count();
        self.stories.add(Count { right: n_right, found: given.len(), gold: wanted.len() });
        for start in wanted.symmetric_difference(&given) {
            self.differences.push(format!("{name}\tstory begins or not\t{start}"));
        }
        for start in wanted.intersection(&given) {
            let (date, told) = (&found.stories[start], &gold.stories[start]);
            if date == told {
                self.n_right_story_dates += 1;
            } else {
                self.differences.push(format!("{name}\tstory at {start} dated {date:?}, not {told:?}"));
            }
        }
    }

    /// Scores the clusters; gives for each printed entity the gold's entity that most of its mentions belong to.
    fn clusters(
        &mut self,
        name: &str,
        gold: &Notes,
        found: &Notes,
        shown: &dyn Fn(Ends) -> String,
    ) -> BTreeMap<String, String> {
        let mut wanted: BTreeMap<&str, BTreeSet<Ends>> = BTreeMap::new();
        let mut given: BTreeMap<&str, BTreeSet<Ends>> = BTreeMap::new();
        for (key, entity) in &gold.mentions {
            let (Some(entity), Some(Some(other))) = (entity, found.mentions.get(key)) else { continue };
            wanted.entry(entity).or_default().insert(key.0);
            given.entry(other).or_default().insert(key.0);
        }
        let mut leading = BTreeMap::new();
        let mut pieces: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, ends) in &given {
            let shares: Vec<(usize, &str)> = wanted
                .iter()
                .map(|(entity, theirs)| (theirs.intersection(ends).count(), *entity))
                .filter(|(n, _)| *n > 0)
                .collect();
            for (n, entity) in &shares {
                let squared = (n * n) as f64;
                self.cubed.0 += squared / ends.len() as f64;
                self.cubed.1 += squared / wanted[entity].len() as f64;
                *pieces.entry(entity).or_default() += 1;
            }
            self.cubed.2 += ends.len();
            self.n_over_merges += shares.len() - 1;
            if shares.len() > 1 {
                self.differences.push(format!("{name}\t{id} holds {shares:?}"));
            }
            if let Some((_, most)) = shares.into_iter().max() {
                leading.insert((*id).to_owned(), most.to_owned());
                let (called, canonical) = (&found.names[*id], &gold.names[most]);
                let right = usize::from(called == canonical);
                self.named.add(Count { right, found: 1, gold: 1 });
                if right == 0 {
                    self.differences.push(format!("{name}\tcalled {called}, not {canonical}"));
                }
            }
        }
        for (entity, n) in pieces.into_iter().filter(|(_, n)| *n > 1) {
            self.n_splits += n - 1;
            let surfaces: BTreeSet<String> = wanted[entity].iter().map(|ends| shown(*ends)).collect();
            self.differences.push(format!("{name}\t{entity} is torn into {n}: {surfaces:?}"));
        }
        leading
    }

    fn dates_of(&mut self, name: &str, gold: &Notes, found: &Notes, shown: &dyn Fn(Ends) -> String) {
        let spans = |notes: &Notes| -> BTreeSet<Ends> { notes.dates.keys().copied().collect() };
        let (wanted, given) = (spans(gold), spans(found));
        let both = count(&wanted, &given);
        self.date_spans.add(both);
        let mut right = 0;
        for ends in wanted.intersection(&given) {
            let (edtf, told) = (&found.dates[ends], &gold.dates[ends]);
            if edtf == told {
                right += 1;
            } else {
                self.differences.push(format!("{name}\tdate {} is {edtf}, not {told}", shown(*ends)));
            }
        }
        self.dates.add(Count { right, ..both });
    }

    /// The figures as a table.
    pub fn table(&self, heading: &str) -> String {
        let mut table = format!("{heading}\n");
        let row = |table: &mut String, name: &str, count: Count| {
            let (precision, recall, f1) = (count.precision(), count.recall(), count.f1());
            writeln!(
                table,
                "  {name:<24} P {precision:.3}  R {recall:.3}  F1 {f1:.3}  ({}/{}/{})",
                count.right, count.found, count.gold
            )
            .unwrap();
        };
        for kind in KINDS {
            row(&mut table, kind, self.of(&[kind]));
        }
        row(&mut table, "mentions, all kinds", self.mentions());
        row(&mut table, "mentions, PER ORG LOC", self.of(&["PER", "ORG", "LOC"]));
        let (precision, recall, f1) = self.b_cubed();
        writeln!(table, "  {:<24} P {precision:.3}  R {recall:.3}  F1 {f1:.3}", "clusters, B-cubed").unwrap();
        writeln!(table, "  {:<24} {} (torn apart: {})", "over-merges", self.n_over_merges, self.n_splits).unwrap();
        row(&mut table, "canonical names", self.named);
        row(&mut table, "dates, span", self.date_spans);
        row(&mut table, "dates, span and EDTF", self.dates);
        row(&mut table, "quotations", self.quotes);
        writeln!(table, "  {:<24} {} of {}", "right speakers", self.n_right_speakers, self.quotes.right).unwrap();
        row(&mut table, "stories", self.stories);
        writeln!(table, "  {:<24} {} of {}", "stories' dates", self.n_right_story_dates, self.stories.right).unwrap();
        table
    }
}

fn count(gold: &BTreeSet<Ends>, found: &BTreeSet<Ends>) -> Count {
    Count { right: gold.intersection(found).count(), found: found.len(), gold: gold.len() }
}

fn differing<'a>(
    gold: &'a BTreeSet<Ends>,
    found: &'a BTreeSet<Ends>,
) -> impl Iterator<Item = (&'static str, Ends)> + 'a {
    let missed = gold.difference(found).map(|ends| ("missed", *ends));
    missed.chain(found.difference(gold).map(|ends| ("too many", *ends)))
}
