//! Facets beside a news desk's codes: which people, places and organisations a desk filed an article under, and which we name in it.
//!
//! The desk's codes are weak gold. It filed under a country what concerns it although no word names it, and left names out
//! that stand in passing. So only names of the desk's own vocabulary count, on both sides:
//!
//! * places: a country's code is its English name with hyphens, but for those of [`PLACES`]; a city counts for no country;
//! * people: a code is a surname, or given name and surname; it is met by a person of that surname;
//! * organisations: a code is met by the names that [`BODIES`] has for it, or by its own letters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context as _, Result};
use newsprint_entities::tag;
use newsprint_model::{Article, Entity, EntityKind};

use crate::annotated::text_of;

/// Countries whose code is not their name.
const PLACES: &[(&str, &str)] = &[
    ("united states", "usa"),
    ("united kingdom", "uk"),
    ("britain", "uk"),
    ("soviet union", "ussr"),
    ("germany", "west-germany"),
    ("united arab emirates", "uae"),
    ("holland", "netherlands"),
    ("cote divoire", "ivory-coast"),
    ("myanmar", "burma"),
    ("cambodia", "kampuchea"),
    ("north yemen", "yemen-arab-republic"),
    ("south yemen", "yemen-demo-republic"),
    ("trinidad and tobago", "trinidad-tobago"),
];

/// Organisations whose code is not their name.
const BODIES: &[(&str, &str)] = &[
    ("european community", "ec"),
    ("european economic community", "ec"),
    ("eec", "ec"),
    ("european union", "ec"),
    ("european commission", "ec"),
    ("ec commission", "ec"),
    ("international monetary fund", "imf"),
    ("organization of petroleum exporting countries", "opec"),
    ("organization of the petroleum exporting countries", "opec"),
    ("world bank", "worldbank"),
    ("general agreement on tariffs and trade", "gatt"),
    ("international coffee organization", "ico-coffee"),
    ("ico", "ico-coffee"),
    ("international cocoa organization", "icco"),
    ("asian development bank", "adb-asia"),
    ("african development bank", "adb-africa"),
    ("international tin council", "itc"),
    ("united nations", "un"),
    ("european investment bank", "eib"),
    ("international energy agency", "iea"),
    ("food and agriculture organization", "fao"),
    ("gulf cooperation council", "gcc"),
    ("international wheat council", "iwc-wheat"),
    ("international natural rubber organization", "inro"),
    ("organization for economic cooperation and development", "oecd"),
];

/// How the codes of one field are met.
#[derive(Default)]
struct Field {
    /// Code by name or surname, folded.
    codes: HashMap<String, String>,
    right: u32,
    found: u32,
    gold: u32,
}

/// Prints document precision and recall of people, places and organisations.
///
/// * Errors: the file cannot be read.
pub fn print_figures(data: &Path) -> Result<()> {
    let text = text_of(&data.join("news").join("reuters21578.jsonl.gz"))?;
    let mut articles = Vec::new();
    let mut desks: Vec<[Vec<String>; 3]> = Vec::new();
    for line in text.lines() {
        let value: serde_json::Value = serde_json::from_str(line).context("a line of reuters21578.jsonl")?;
        let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let list = |key: &str| -> Vec<String> {
            value[key].as_array().into_iter().flatten().filter_map(|code| code.as_str().map(str::to_owned)).collect()
        };
        let body = word("body");
        if body.is_empty() {
            continue;
        }
        articles.push(article(word("id"), word("title"), &body));
        desks.push([list("people"), list("places"), list("orgs")]);
    }
    let tagged = tag(&articles);
    println!("Facets ({} articles of news/reuters21578.jsonl.gz beside the desk's codes, by article)", articles.len());
    let kinds = [("people", EntityKind::Person), ("places", EntityKind::Place), ("orgs", EntityKind::Organisation)];
    for (nth, (name, kind)) in kinds.into_iter().enumerate() {
        let mut field = Field { codes: codes(kind, desks.iter().flat_map(|desk| &desk[nth])), ..Field::default() };
        let of_entity: Vec<BTreeSet<String>> =
            tagged.entities.iter().map(|entity| field.codes_of(entity, kind)).collect();
        let mut apart = Field::default();
        let mut missed: BTreeMap<&str, u32> = BTreeMap::new();
        for (desk, mentions) in desks.iter().zip(&tagged.mentions) {
            let gold: BTreeSet<&str> = desk[nth].iter().map(String::as_str).collect();
            let found: BTreeSet<&str> = mentions
                .iter()
                .filter_map(|mention| of_entity.get(mention.entity.0 as usize))
                .flatten()
                .map(String::as_str)
                .collect();
            field.add(&gold, &found);
            let abroad = |codes: &BTreeSet<&'_ str>| codes.iter().filter(|code| **code != "usa").count() as u32;
            apart.gold += abroad(&gold);
            apart.found += abroad(&found);
            apart.right += gold.intersection(&found).filter(|code| **code != "usa").count() as u32;
            gold.difference(&found).for_each(|code| *missed.entry(code).or_default() += 1);
        }
        field.print(name);
        if kind == EntityKind::Place {
            apart.print("places but usa");
        }
        let mut missed: Vec<(u32, &str)> = missed.into_iter().map(|(code, n)| (n, code)).collect();
        missed.sort_unstable_by(|one, other| other.cmp(one));
        println!("    most often not named: {:?}", missed.get(..8).unwrap_or(&missed));
    }
    Ok(())
}

impl Field {
    fn codes_of(&self, entity: &Entity, kind: EntityKind) -> BTreeSet<String> {
        if entity.kind != kind {
            return BTreeSet::new();
        }
        let names =
            std::iter::once(entity.name.as_str()).chain(entity.variants.iter().map(|variant| variant.text.as_str()));
        let found = names.filter_map(|name| {
            let key = folded(name);
            let surname = key.split_whitespace().next_back().filter(|_| kind == EntityKind::Person);
            self.codes.get(&key).or_else(|| self.codes.get(surname?))
        });
        found.cloned().collect()
    }

    fn add(&mut self, gold: &BTreeSet<&str>, found: &BTreeSet<&str>) {
        self.gold += gold.len() as u32;
        self.found += found.len() as u32;
        self.right += gold.intersection(found).count() as u32;
    }

    fn print(&self, name: &str) {
        let share = |whole: u32| if whole == 0 { 0.0 } else { f64::from(self.right) / f64::from(whole) };
        println!(
            "  {name:<16} P {:.3}  R {:.3}  ({} right, {} named, {} filed)",
            share(self.found),
            share(self.gold),
            self.right,
            self.found,
            self.gold
        );
    }
}

/// The desk's codes of a field by the names that meet them.
fn codes<'a>(kind: EntityKind, filed: impl Iterator<Item = &'a String>) -> HashMap<String, String> {
    let filed: BTreeSet<&String> = filed.collect();
    let mut codes: HashMap<String, String> = HashMap::new();
    for code in &filed {
        let spelled = code.replace('-', " ");
        codes.insert(spelled, (*code).clone());
    }
    let others = match kind {
        EntityKind::Place => PLACES,
        EntityKind::Organisation => BODIES,
        EntityKind::Person => &[],
    };
    for (name, code) in others {
        codes.insert((*name).to_owned(), (*code).to_owned());
    }
    codes
}

/// Small letters and digits, all else as spaces.
fn folded(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An article as the desk wrote it: lines broken within paragraphs, which open with spaces.
fn article(id: String, title: String, body: &str) -> Article {
    let paragraphs = body.split("\n    ").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    Article {
        id,
        title,
        title_derived: false,
        file: "reuters21578.jsonl.gz".into(),
        ..Article::of_paragraphs("en", paragraphs.filter(|text| !text.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_met_by_names_of_the_desks_vocabulary_alone() {
        let filed = ["james-baker".to_owned(), "reagan".to_owned()];
        let codes = codes(EntityKind::Person, filed.iter());
        let field = Field { codes, ..Field::default() };
        let articles = [article(
            "a".into(),
            String::new(),
            "President Ronald Reagan met\nTreasury Secretary James Baker.\n    Mr. Ann Wells left.",
        )];
        assert_eq!(articles[0].paragraphs.len(), 2);
        let tagged = tag(&articles);
        let met: BTreeSet<String> =
            tagged.entities.iter().flat_map(|entity| field.codes_of(entity, EntityKind::Person)).collect();
        assert_eq!(met.into_iter().collect::<Vec<_>>(), ["james-baker", "reagan"]);
        assert_eq!(folded("West-Germany's  Bonn"), "west germany s bonn");
    }
}
