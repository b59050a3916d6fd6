//! Small invented corpora, and engines over them.
#![allow(dead_code, reason = "each test file uses what it needs")]

use newsprint_edition::{EditionSource, MemoryStore, WriteOptions, write};
use newsprint_model::{
    Article, DateEvidence, DateRule, Entity, EntityKind, EntityNumber, GivenEntities, Mention, MergeRule,
    MonthMentioned, Paragraph, Part, PublicationDate, Span, Tagged, Variant,
};
use newsprint_search::{Engine, Request, Results};
use newsprint_text::CodePoints;
use proptest::prelude::ProptestConfig;

/// So many cases of a property, or as many as `PROPTEST_CASES` asks for.
pub fn cases(n: u32) -> ProptestConfig {
    let wanted = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { wanted.cases } else { n };
    ProptestConfig { cases, failure_persistence: None, ..wanted }
}

/// An article as a test writes it down.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub id: String,
    pub title: String,
    pub title_derived: bool,
    /// EDTF; empty for none.
    pub date: String,
    pub lang: String,
    pub source: Option<String>,
    pub paragraphs: Vec<String>,
    /// Entities, by index into the corpus's, that the publisher supplied.
    pub supplied: Vec<u32>,
}

impl Story {
    /// The months that it speaks of: as good as any, by the lengths of its paragraphs.
    fn months(&self) -> Vec<MonthMentioned> {
        let edtf = |text: &String| match text.len() % 7 {
            0 => "XXXX-11-02".to_owned(),
            1 => "2020".to_owned(),
            month => format!("2021-{month:02}-03"),
        };
        let months: std::collections::BTreeSet<MonthMentioned> =
            self.paragraphs.iter().filter_map(|text| MonthMentioned::of_edtf(&edtf(text))).collect();
        months.into_iter().collect()
    }
}

/// A corpus and its entities. An entity is mentioned wherever its name stands in a text.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub stories: Vec<Story>,
    /// Kind and name; the id is the name, lower-case, with dashes.
    pub entities: Vec<(EntityKind, String)>,
}

pub fn entity_id(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

impl Corpus {
    pub fn articles(&self) -> Vec<Article> {
        self.stories
            .iter()
            .map(|story| Article {
                id: story.id.clone(),
                title: story.title.clone(),
                title_derived: story.title_derived,
                title_span: None,
                date: (!story.date.is_empty()).then(|| PublicationDate {
                    span: story.date.parse().unwrap(),
                    evidence: DateEvidence {
                        rule: DateRule::Metadata,
                        passages: vec![story.date.clone()],
                        reason: "The source says so.".into(),
                    },
                }),
                byline: None,
                source: story.source.clone(),
                lang: story.lang.clone(),
                url: None,
                paragraphs: story.paragraphs.iter().map(|text| Paragraph { text: text.clone(), start: None }).collect(),
                repeats: Vec::new(),
                given: GivenEntities::default(),
                file: "test".into(),
                span: Span { start: 0, end: 0 },
                line: 0,
            })
            .collect()
    }

    pub fn tagged(&self) -> Tagged {
        let entities = self.entities.iter().map(|(kind, name)| Entity {
            id: entity_id(name),
            name: name.clone(),
            kind: *kind,
            variants: vec![Variant { text: name.clone(), n_mentions: 1, rule: MergeRule::Same }],
            facts: Default::default(),
        });
        Tagged {
            entities: entities.collect(),
            mentions: self.stories.iter().map(|story| self.mentions(story)).collect(),
            supplied: self
                .stories
                .iter()
                .map(|story| story.supplied.iter().map(|nth| EntityNumber(*nth)).collect())
                .collect(),
            quotations: Vec::new(),
            months: self.stories.iter().map(Story::months).collect(),
        }
    }

    fn mentions(&self, story: &Story) -> Vec<Mention> {
        let mut found = Vec::new();
        let title = (!story.title_derived).then_some((Part::Title, &story.title));
        let paragraphs = (0u32..).zip(&story.paragraphs).map(|(nth, text)| (Part::Paragraph(nth), text));
        for (part, text) in title.into_iter().chain(paragraphs) {
            let points = CodePoints::new(text);
            let mut of_part: Vec<Mention> = Vec::new();
            for (entity, (_, name)) in (0u32..).zip(&self.entities) {
                for (byte, _) in text.match_indices(name.as_str()) {
                    let (start, end) = (points.at_byte(byte) as u32, points.at_byte(byte + name.len()) as u32);
                    of_part.push(Mention { part, start, end, entity: EntityNumber(entity) });
                }
            }
            of_part.sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end)));
            let mut end = 0;
            of_part.retain(|mention| {
                let is_free = mention.start >= end;
                end = if is_free { mention.end } else { end };
                is_free
            });
            found.extend(of_part);
        }
        found
    }

    pub fn store(&self, options: &WriteOptions) -> MemoryStore {
        let (articles, tagged) = (self.articles(), self.tagged());
        let source = EditionSource { name: "Test", articles: &articles, tagged: &tagged };
        MemoryStore::new(write(&source, options).unwrap())
    }

    pub fn engine(&self, options: &WriteOptions) -> Engine<MemoryStore> {
        pollster::block_on(Engine::open(self.store(options))).unwrap()
    }
}

pub fn search(engine: &Engine<MemoryStore>, request: &Request) -> Results {
    pollster::block_on(engine.search(request)).unwrap()
}

/// The ids of the articles that match, in order, for plain words.
pub fn ids(engine: &Engine<MemoryStore>, query: &str) -> Vec<String> {
    let request = Request { query: query.into(), limit: 100, ..Request::default() };
    let found = search(engine, &request);
    found.hits.into_iter().take(found.n_hits as usize).map(|hit| hit.id).collect()
}

/// A few invented stories of a harbour town.
pub fn harbour() -> Corpus {
    let story = |id: &str, title: &str, date: &str, source: &str, paragraphs: &[&str]| Story {
        id: id.into(),
        title: title.into(),
        title_derived: false,
        date: date.into(),
        lang: "en".into(),
        source: Some(source.into()).filter(|source: &String| !source.is_empty()),
        paragraphs: paragraphs.iter().map(|text| (*text).to_owned()).collect(),
        supplied: Vec::new(),
    };
    let mut stories = vec![
        story(
            "ferry",
            "Ferry runs aground off Sandholm",
            "2021-03-04",
            "Coast Wire",
            &[
                "A ferry with forty passengers ran aground on Thursday off Sandholm, the coast guard said.",
                "Captain Mira Tal-Benin said the ferry's engine had failed. Nobody was hurt.",
            ],
        ),
        story(
            "budget",
            "Sandholm council passes harbour budget",
            "2021-03",
            "Coast Wire",
            &[
                "The council passed a budget for the harbour after a long debate.",
                "Mayor Orla Quist called it a victory for the harbour; her critics called it a burden.",
            ],
        ),
        story(
            "whale",
            "Whale seen near the old pier",
            "2021-03-09",
            "Island Post",
            &[
                "Children counted a whale and two seals near the old pier.",
                "Mira Talbenin, who captains the ferry, had seen the whale before anyone else.",
            ],
        ),
        story(
            "strike",
            "Dockers strike for a third day",
            "",
            "",
            &[
                "Dockers at Kiel Bay are striking for a third day. A striker said the harbour would stay shut.",
                "Orla Quist urged them to talk.",
            ],
        ),
    ];
    stories.push(Story {
        id: "persian".into(),
        title: "کشتی در بندر".into(),
        date: "2020".into(),
        lang: "fa".into(),
        paragraphs: vec!["کشتی‌های باری در بندر ماندند.".into()],
        ..Story::default()
    });
    Corpus {
        stories,
        entities: vec![
            (EntityKind::Person, "Orla Quist".into()),
            (EntityKind::Person, "Mira Tal-Benin".into()),
            (EntityKind::Place, "Sandholm".into()),
            (EntityKind::Place, "Kiel Bay".into()),
            (EntityKind::Organisation, "Nobody at all".into()),
        ],
    }
}
