//! People, organisations and places, and where the text names them.

use serde::{Deserialize, Serialize};

use crate::{MonthMentioned, Quotation};

/// An entity's place in an edition's entity table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityNumber(pub u32);

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body of people: a party, a company, a ministry, an armed group, a news agency.
    Organisation,
    /// Somewhere: a country, a city, a sea.
    Place,
}

impl EntityKind {
    /// All kinds, in the order readers see them.
    pub const ALL: [EntityKind; 3] = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place];

    /// The field's usual abbreviation: `PER`, `ORG`, `LOC`.
    pub fn code(self) -> &'static str {
        match self {
            EntityKind::Person => "PER",
            EntityKind::Organisation => "ORG",
            EntityKind::Place => "LOC",
        }
    }
}

/// Which part of an article a mention stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The headline. A derived title holds no mentions: its words are the lead's.
    Title,
    /// A paragraph, counted from 0.
    Paragraph(u32),
}

/// One stretch of text that names an entity. Mentions of an article never overlap and stand in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mention {
    /// Where in the article.
    pub part: Part,
    /// First code point within the part.
    pub start: u32,
    /// One past the last code point within the part.
    pub end: u32,
    /// What it names.
    pub entity: EntityNumber,
}

/// The rule that joined a spelling to an entity: shown to whoever asks why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MergeRule {
    /// The canonical name itself, or the same letters.
    Same,
    /// Equal after folding case, accents, apostrophes and dashes.
    Folded,
    /// Hyphenated, spaced and solid spellings of one name.
    Joined,
    /// A title or role before the name was set aside.
    Honorific,
    /// A possessive or plural ending was set aside.
    Inflected,
    /// Part of the one full name that its article has.
    Surname,
    /// A form in the built-in table of well-known aliases.
    BuiltInAlias,
    /// An acronym given beside its expansion.
    Acronym,
    /// A different romanisation of the same name.
    Romanisation,
    /// Another name that the text itself gives: "Abraham Ungar, who goes by Rami".
    AlsoCalled,
    /// The publisher supplied it.
    Given,
    /// A name of the full form was left out: a middle name, a second surname.
    Omitted,
    /// The same sounds in another script.
    Script,
    /// The same words in another form: a legal form or `News Agency` left out, another order.
    Form,
    /// The publisher's corrections say so.
    Corrected,
}

/// One spelling of an entity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// As written in the text.
    pub text: String,
    /// How many mentions are spelt so.
    pub n_mentions: u32,
    /// Why it is counted as this entity.
    pub rule: MergeRule,
}

/// Where a place lies, or the middle of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Coordinates {
    /// Hundredths of a degree north of the equator; -9,000 to 9,000.
    pub latitude: i16,
    /// Hundredths of a degree east of Greenwich; -18,000 to 18,000.
    pub longitude: i16,
}

impl Coordinates {
    /// Hundredths of degrees; `None` when they lie off the globe.
    pub fn new(latitude: i32, longitude: i32) -> Option<Coordinates> {
        let is_on_globe = (-9_000..=9_000).contains(&latitude) && (-18_000..=18_000).contains(&longitude);
        is_on_globe.then_some(Coordinates { latitude: latitude as i16, longitude: longitude as i16 })
    }

    /// Degrees north and east.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.latitude) / 100.0, f64::from(self.longitude) / 100.0)
    }
}

/// The number of a Wikidata item: 794 stands for Q794.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WikidataNumber(pub u32);

impl WikidataNumber {
    /// The largest that an edition can hold.
    pub const MAX: WikidataNumber = WikidataNumber((1 << 30) - 1);
}

/// What is known of an entity besides its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Where it lies: of places that the built-in gazetteer has, and that the articles do not leave in doubt.
    pub coordinates: Option<Coordinates>,
    /// The item that the publisher gives.
    pub wikidata: Option<WikidataNumber>,
}

/// Someone or something that articles name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Stable, readable id for URLs, such as `hossein-amir-abdollahian`; unique across all kinds of an edition.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its spellings in the corpus, most frequent first, then by text.
    pub variants: Vec<Variant>,
    /// What else is known of it.
    pub facts: Facts,
}

/// What the entity pipeline makes of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// The entity table; an `EntityNumber` is an index into it.
    pub entities: Vec<Entity>,
    /// For each article, in the order given: its mentions, in order.
    pub mentions: Vec<Vec<Mention>>,
    /// For each article: entities that the publisher supplied and the text does not spell out. Sorted, distinct.
    pub supplied: Vec<Vec<EntityNumber>>,
    /// For each article: its quotations, in order. Empty as a whole where nobody looked.
    pub quotations: Vec<Vec<Quotation>>,
    /// For each article: the months that its text speaks of; rising, distinct. Empty as a whole where nobody looked.
    pub months: Vec<Vec<MonthMentioned>>,
}

/// What was found in one article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found<'a> {
    /// Its mentions, in order.
    pub mentions: &'a [Mention],
    /// Entities that the publisher supplied and the text does not spell out.
    pub supplied: &'a [EntityNumber],
    /// Its quotations, in order.
    pub quotations: &'a [Quotation],
    /// The months that its text speaks of; rising, distinct.
    pub months: &'a [MonthMentioned],
}

impl Tagged {
    /// What was found in the `nth` article.
    pub fn found(&self, nth: usize) -> Found<'_> {
        Found {
            mentions: self.mentions.get(nth).map_or(&[], Vec::as_slice),
            supplied: self.supplied.get(nth).map_or(&[], Vec::as_slice),
            quotations: self.quotations.get(nth).map_or(&[], Vec::as_slice),
            months: self.months.get(nth).map_or(&[], Vec::as_slice),
        }
    }
}
