//! From articles to mentions: each article is read by rules and by the trained tagger, again with what has been found.

use std::collections::BTreeSet;

use newsprint_model::{Article, Entity, EntityKind, EntityNumber, Mention, MonthMentioned, Part, Quotation, Tagged};
use newsprint_text::CodePoints;

use crate::clusters::{Clusters, Sighting};
use crate::corrections::Corrections;
use crate::dates::{dates_in, is_english};
use crate::learnt::{self, Piece, Policy};
use crate::lists::{Lists, joined_key};
use crate::locals::{Locals, Owner, PartText, given_lists};
use crate::persian;
use crate::places::{SiteNumber, Stand, senses};
use crate::quotes::quotations;
use crate::reading::read_twice;
use crate::scan::{Named as NamedBy, Scan, Spot};
use crate::standing::Standing;
use crate::things;
use crate::tokens::{Token, tokens};

/// Finds the people, organisations and places that articles name, and joins their spellings.
///
/// * Shape: `mentions` and `supplied` have one list per article, in the order given. A derived title holds no mentions.
/// * Unit: mentions are code points within their part; titles and possessive endings stay outside a span, a name inside
///   a compound counts (`Iran` in `Iran-backed`), no two mentions overlap.
/// * Errors: none; a text without names has no mentions.
///
/// Names that the publisher gave with an article outrank ours: a given list of a kind replaces what we would find of
/// that kind there, and its names are marked wherever the text has them. Rules that lean on capitals read English,
/// others read Persian and Arabic; in further languages only listed and given names are found. Two readings make a surname found before its full name
/// belong to it.
pub fn tag(articles: &[Article]) -> Tagged {
    tag_corrected(articles, Corrections::default()).0
}

/// What [`tag`] does, heeding the publisher's corrections; the second part is the lines of them that met nothing.
pub fn tag_corrected(articles: &[Article], corrections: Corrections) -> (Tagged, Vec<u32>) {
    let mut tagger = Tagger::corrected(corrections);
    let named: Vec<Named> = articles.iter().map(|article| tagger.add(Draft::of(article))).collect();
    let Settled { entities, settled, unmatched } = tagger.finish();
    let number = |given: EntityNumber| settled[given.0 as usize].map(EntityNumber);
    let mut tagged = Tagged { entities, ..Tagged::default() };
    for Named { mentions, supplied, quotations, months } in named {
        let said = |it: Quotation| Quotation { speaker: it.speaker.and_then(number), ..it };
        tagged.quotations.push(quotations.into_iter().map(said).collect());
        tagged.months.push(months);
        let settle = |mention: Mention| Some(Mention { entity: number(mention.entity)?, ..mention });
        tagged.mentions.push(mentions.into_iter().filter_map(settle).collect());
        let supplied: BTreeSet<EntityNumber> = supplied.into_iter().filter_map(number).collect();
        tagged.supplied.push(supplied.into_iter().collect());
    }
    (tagged, unmatched)
}

/// What an article names, for as much as the article alone tells: the part of tagging that many articles can go through at once.
pub struct Draft {
    locals: Locals,
    /// For each of the locals, which place it is, where several share its name and the article tells.
    sites: Vec<Option<SiteNumber>>,
    sightings: Vec<Sighting>,
    /// Whether the article is in Arabic letters.
    is_in_arabic: bool,
    /// Its quotations; speakers are numbers of locals.
    quotations: Vec<Quotation>,
    /// The months that it speaks of; rising, distinct.
    months: Vec<MonthMentioned>,
}

/// What an article names, by numbers that hold within the run and that [`Settled`] resolves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// Its mentions, in order.
    pub mentions: Vec<Mention>,
    /// What the publisher supplied and the text does not spell out; rising.
    pub supplied: Vec<EntityNumber>,
    /// Its quotations, in order.
    pub quotations: Vec<Quotation>,
    /// The months that its text speaks of; rising, distinct.
    pub months: Vec<MonthMentioned>,
}

/// What a run's numbers came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The entity table.
    pub entities: Vec<Entity>,
    /// For each number of the run, the entity's index in the table; several may lead to one, and some to none.
    pub settled: Vec<Option<u32>>,
    /// Lines of the corrections that met nothing; rising.
    pub unmatched: Vec<u32>,
}

/// Tags a run of articles one by one: what [`tag`] does, without holding them.
#[derive(Default)]
pub struct Tagger {
    clusters: Clusters,
}

impl Tagger {
    /// A tagger that heeds the publisher's corrections.
    pub fn corrected(corrections: Corrections) -> Tagger {
        Tagger { clusters: Clusters::corrected(corrections) }
    }
}

impl Tagger {
    /// Takes the next article in and says whom it names.
    pub fn add(&mut self, draft: Draft) -> Named {
        let Draft { locals, sites, sightings, is_in_arabic, quotations, months } = draft;
        let named = self.clusters.add_article((&locals, &sites), sightings, quotations, is_in_arabic, Lists::get());
        Named { months, ..named }
    }

    /// Ends the run.
    pub fn finish(self) -> Settled {
        self.finish_beside(&[])
    }

    /// Ends a run of articles that are added to a collection.
    ///
    /// * Shape: the collection's entities, those that most articles name first. Who is one of them by the ladder and the gates has its id and its name,
    ///   and nobody else has its id. A bare surname is nobody whom the collection knows.
    pub fn finish_beside(self, standing: &[Standing]) -> Settled {
        self.clusters.settle(Lists::get(), standing)
    }
}

impl Draft {
    /// Reads one article, twice.
    pub fn of(article: &Article) -> Draft {
        read(article, Lists::get())
    }

    /// Looks at the names that the publisher gave with an article, and not at its text: they become supplied, wherever they stand.
    pub fn of_given(article: &Article) -> Draft {
        let locals = Locals::gather(&[], &[], &article.given, Lists::get());
        let sites = vec![None; locals.list.len()];
        let is_in_arabic = persian::reads(&article.lang);
        Draft { sites, locals, sightings: Vec::new(), is_in_arabic, quotations: Vec::new(), months: Vec::new() }
    }
}

fn read(article: &Article, lists: &Lists) -> Draft {
    let (names, parts) = parts_of(article);
    let pieces = || parts.iter().map(|part| learnt::pieces(part.text)).collect();
    let (mut locals, mut second) = read_parts(&parts, &pieces, article);
    if is_english(&article.lang) {
        for (part, spots) in parts.iter().zip(&mut second) {
            spots.retain(|spot| !things::holds(part, (spot.start, spot.end), lists));
        }
    }
    let mut sightings = Vec::new();
    let mut stands_of: Vec<Vec<Stand>> = Vec::new();
    for (nth_part, ((name, part), spots)) in names.iter().zip(&parts).zip(&second).enumerate() {
        let points = CodePoints::new(part.text);
        for (nth, spot) in spots.iter().enumerate() {
            let owned = Owner::of(part, spots, nth, lists)
                .and_then(|owner| locals.owned_local(&owner, &part.tokens[spot.start..spot.end]));
            let Some(local) = owned.or_else(|| locals.local_of(spot, part, lists)) else { continue };
            locals.meet(local, &joined_key(&part.tokens[spot.start..spot.end]));
            let kind = locals.list[local].kind;
            let replaced =
                given_lists(&article.given).into_iter().any(|(given, names)| given == kind && names.is_some());
            if replaced && !locals.list[local].given {
                continue;
            }
            // Reading may meet one more.
            stands_of.resize_with(locals.list.len(), Vec::new);
            stands_of[local].push((nth_part, spot.start..spot.end));
            let words = &part.tokens[spot.start..spot.end];
            let (start, end) = (words[0].start, span_end(part.text, words));
            sightings.push(Sighting {
                part: *name,
                start: points.at_byte(start) as u32,
                end: points.at_byte(end) as u32,
                text: part.text[start..end].to_owned(),
                local,
                is_listed_spelling: matches!(spot.named, NamedBy::Listed(_)),
            });
        }
    }
    stands_of.resize_with(locals.list.len(), Vec::new);
    let sites = senses(&locals.list, &stands_of, &parts, lists);
    let of_local = |sighting: &Sighting| Mention {
        part: sighting.part,
        start: sighting.start,
        end: sighting.end,
        entity: EntityNumber(sighting.local as u32),
    };
    let mentions: Vec<Mention> = sightings.iter().map(of_local).collect();
    let kind = |local: EntityNumber| locals.list.get(local.0 as usize).map(|local| local.kind);
    let quotations = quotations(article, &mentions, &kind);
    let months: BTreeSet<MonthMentioned> =
        dates_in(article).iter().filter_map(|date| MonthMentioned::of_edtf(&date.edtf)).collect();
    let (months, is_in_arabic) = (months.into_iter().collect(), persian::reads(&article.lang));
    Draft { locals, sites, sightings, is_in_arabic, quotations, months }
}

/// The headline of an article, if it is its own, and its paragraphs, each cut into tokens as its language has them.
pub(crate) fn parts_of(article: &Article) -> (Vec<Part>, Vec<PartText<'_>>) {
    let title = (!article.title_derived).then_some((Part::Title, article.title.as_str()));
    let paragraphs =
        (0u32..).zip(&article.paragraphs).map(|(nth, paragraph)| (Part::Paragraph(nth), paragraph.text.as_str()));
    let reads_persian = persian::reads(&article.lang);
    let cut = |text| if reads_persian { persian::cut_for(text, &article.lang) } else { tokens(text) };
    title.into_iter().chain(paragraphs).map(|(name, text)| (name, PartText { text, tokens: cut(text) })).unzip()
}

/// Reads an article's parts by the rules and the tagger of its language; `pieces` are the words that the tagger sees of each part.
pub(crate) fn read_parts(
    parts: &[PartText<'_>],
    pieces: &dyn Fn() -> Vec<Vec<Vec<Piece>>>,
    article: &Article,
) -> (Locals, Vec<Vec<Spot>>) {
    let (lang, given) = (article.lang.as_str(), &article.given);
    if is_english(lang) {
        learnt::read_together(parts, pieces(), given, learnt::trained(), &Policy::SETTLED)
    } else if persian::reads(lang) {
        persian::read(parts, pieces, given, lang)
    } else {
        let lists = Lists::get();
        read_twice(parts, given, |part, locals| {
            Scan { lists, tokens: &part.tokens, locals, reads_capitals: false }.spots()
        })
    }
}

/// Where a name's span ends: a full stop is part of `Ltd.` and `U.S.`, not of a name's last initial at a sentence's end.
fn span_end(text: &str, words: &[Token<'_>]) -> usize {
    let Some(last) = words.last() else { return 0 };
    let core = last.start + last.text.len();
    let keeps = last.text.contains('.') || last.text.chars().count() > 1;
    if keeps { last.end.min(text.len()) } else { core }
}

/// The kinds, as [`EntityKind::ALL`] has them: what a table is sorted by.
pub(crate) fn rank(kind: EntityKind) -> usize {
    EntityKind::ALL.iter().position(|other| *other == kind).unwrap_or(0)
}
