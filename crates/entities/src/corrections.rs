//! The publisher's corrections, `entities.tsv`: one order a line, read whole or refused with every line that is wrong.

use std::collections::{BTreeMap, BTreeSet};

use newsprint_model::{EntityKind, Problem, Severity, WikidataNumber};

use crate::lists::joined;

/// The longest name in a correction, in bytes.
const MAX_NAME_BYTES: usize = 512;

/// What a line orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// Two names are one entity.
    Same(String, String),
    /// Two names are two entities.
    Different(String, String),
    /// The entity is shown by this name.
    Rename(String, String),
    /// The entity is of this kind.
    Kind(String, EntityKind),
    /// The entity is not indexed: a victim, a minor.
    Suppress(String),
    /// The entity's Wikidata id.
    Wikidata(String, String),
}

/// The publisher's corrections to what is found: `same`, `different`, `rename`, `kind`, `suppress`, `wikidata`, `alias`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    pub(crate) orders: Vec<(u32, Order)>,
    /// Names that are held apart from others, so that no spelling rule may run them together.
    apart: BTreeSet<String>,
}

impl Corrections {
    /// Reads a file of corrections.
    ///
    /// * Shape: lines such as `same A = B`, `different A != B`, `rename A = B`, `kind A = person`, `suppress A`, `wikidata A = Q1`, `alias A = B`; tabs may
    ///   stand for the space after the word and for the sign. `#` opens a comment line. `file` is how problems name it.
    /// * Errors: every line that cannot be read, with what was expected; every `different` that `same` lines contradict, with both lines.
    pub fn parse(file: &str, text: &str) -> Result<Corrections, Vec<Problem>> {
        let mut corrections = Corrections::default();
        let mut problems = Vec::new();
        for (line, number) in text.trim_start_matches('\u{FEFF}').lines().zip(1_u32..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match order(line) {
                Ok(order) => {
                    if let Order::Different(a, b) = &order {
                        corrections.apart.extend([joined(a), joined(b)]);
                    }
                    corrections.orders.push((number, order));
                }
                Err(message) => problems.push(problem(file, number, message)),
            }
        }
        problems.extend(corrections.contradictions(file));
        if problems.is_empty() { Ok(corrections) } else { Err(problems) }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    /// Whether a name, by its letters, is held apart from another.
    pub(crate) fn holds_apart(&self, letters: &str) -> bool {
        self.apart.contains(letters)
    }

    /// Pairs of names, by their letters, that are held apart.
    pub(crate) fn different(&self) -> BTreeSet<(String, String)> {
        let pairs = self.orders.iter().filter_map(|(_, order)| match order {
            Order::Different(a, b) => Some((joined(a), joined(b))),
            _ => None,
        });
        pairs.collect()
    }

    /// A warning for a line that met nothing in the collection.
    pub fn unmatched(file: &str, line: u32) -> Problem {
        let message = "matches no name in the collection; is it spelt as the articles spell it?".to_owned();
        Problem { severity: Severity::Warning, file: file.to_owned(), line: Some(line), message }
    }

    /// Each `different` whose names `same` lines make one, at a distance even.
    fn contradictions(&self, file: &str) -> Vec<Problem> {
        let mut parent: BTreeMap<String, String> = BTreeMap::new();
        fn root(parent: &BTreeMap<String, String>, name: &str) -> String {
            let mut name = name.to_owned();
            while let Some(up) = parent.get(&name).filter(|up| **up != name) {
                name = up.clone();
            }
            name
        }
        let mut sames: Vec<(u32, String)> = Vec::new();
        for (line, order) in &self.orders {
            if let Order::Same(a, b) = order {
                let (a, b) = (root(&parent, &joined(a)), root(&parent, &joined(b)));
                sames.push((*line, joined_of(order)));
                if a != b {
                    parent.insert(a, b);
                }
            }
        }
        let mut problems = Vec::new();
        for (line, order) in &self.orders {
            let Order::Different(a, b) = order else { continue };
            let (a_root, b_root) = (root(&parent, &joined(a)), root(&parent, &joined(b)));
            if a_root != b_root {
                continue;
            }
            // The last of the lines that make the two one.
            let other = sames.iter().filter(|(_, name)| root(&parent, name) == a_root).map(|(line, _)| *line).max();
            let other = other.map_or_else(
                || "its two names are one and the same".to_owned(),
                |other| format!("line {other} says that they are the same"),
            );
            problems.push(problem(
                file,
                *line,
                format!("line {line} says that `{a}` and `{b}` are different, but {other}; one of the two must go"),
            ));
        }
        problems
    }
}

/// The number of a Wikidata id: that of `Q794`.
pub(crate) fn wikidata_number(id: &str) -> Option<WikidataNumber> {
    let digits = id.strip_prefix('Q').filter(|digits| digits.chars().all(|c| c.is_ascii_digit()))?;
    digits.parse().ok().map(WikidataNumber).filter(|number| *number <= WikidataNumber::MAX)
}

fn joined_of(order: &Order) -> String {
    match order {
        Order::Same(a, _) => joined(a),
        _ => String::new(),
    }
}

fn problem(file: &str, line: u32, message: String) -> Problem {
    Problem { severity: Severity::Error, file: file.to_owned(), line: Some(line), message }
}

/// Reads one line; an error says what was expected.
fn order(line: &str) -> Result<Order, String> {
    let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let rest = rest.trim();
    let two = |sign: &str, wanted: &str| -> Result<(String, String), String> {
        let spaced = format!(" {sign} ");
        let parts: Vec<&str> =
            if rest.contains('\t') { rest.split('\t').collect() } else { rest.splitn(2, &spaced).collect() };
        let parts: Vec<&str> =
            parts.into_iter().map(str::trim).filter(|part| !part.is_empty() && *part != sign).collect();
        match parts.as_slice() {
            [a, b] => Ok((name(a)?, name(b)?)),
            _ => Err(format!("`{}`: expected {wanted}", shown(line))),
        }
    };
    match word {
        "same" => two("=", "`same A = B`, two names of one entity").map(|(a, b)| Order::Same(a, b)),
        "alias" => two("=", "`alias A = B`, a name and another spelling of it").map(|(a, b)| Order::Same(a, b)),
        "different" => two("!=", "`different A != B`, names of two entities").map(|(a, b)| Order::Different(a, b)),
        "rename" => two("=", "`rename A = B`, a name and the one to show").map(|(a, b)| Order::Rename(a, b)),
        "kind" => {
            let (a, kind) = two("=", "`kind A = person`, `organisation` or `place`")?;
            let kind = match kind.to_lowercase().as_str() {
                "person" | "per" => EntityKind::Person,
                "organisation" | "organization" | "org" => EntityKind::Organisation,
                "place" | "loc" => EntityKind::Place,
                _ => return Err(format!("`{}`: expected person, organisation or place, not `{kind}`", shown(line))),
            };
            Ok(Order::Kind(a, kind))
        }
        "wikidata" => {
            let (a, id) = two("=", "`wikidata A = Q1`, a name and a Wikidata id")?;
            if wikidata_number(&id).is_some() {
                Ok(Order::Wikidata(a, id))
            } else {
                Err(format!("`{}`: expected an id such as Q794, not `{id}`", shown(line)))
            }
        }
        "suppress" if !rest.is_empty() => Ok(Order::Suppress(name(rest)?)),
        "suppress" => Err(format!("`{}`: expected `suppress A`, the name to leave out", shown(line))),
        _ => Err(format!(
            "`{}`: expected same, different, rename, kind, suppress, wikidata or alias as the first word, or # for a comment",
            shown(line)
        )),
    }
}

/// A name as it stands in a line.
fn name(text: &str) -> Result<String, String> {
    if text.len() > MAX_NAME_BYTES {
        return Err(format!("a name of {} bytes: expected at most {MAX_NAME_BYTES}", text.len()));
    }
    if joined(text).is_empty() {
        return Err(format!("`{}`: expected a name with letters or digits", shown(text)));
    }
    Ok(text.to_owned())
}

/// The beginning of a line, fit for a message.
fn shown(line: &str) -> String {
    const MAX_CHARS: usize = 80;
    let clean: String = line.chars().take(MAX_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if line.chars().nth(MAX_CHARS).is_some() { format!("{clean}…") } else { clean }
}
