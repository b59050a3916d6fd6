//! Named events and products: wars, storms, treaties and games; ships, weapons, services and works.
//!
//! Rules propose; the trained tagger, which knows them as one kind with nations, must not take what they propose for a person, body or place.

use newsprint_model::{Article, EntityKind, Mention, Part};
use newsprint_text::CodePoints;

use crate::dates::is_english;
use crate::learnt::{self, Kind};
use crate::lists::Lists;
use crate::locals::PartText;
use crate::sections::Section;
use crate::tokens::{Case, Gap, Token, tokens};

/// The most words of an event's or a product's name.
const MAX_WORDS: usize = 8;

/// How many words before a name the thing that holds it may begin.
const REACH: usize = 4;

/// How far from a work's title the word stands that says what it is.
const NEAR: usize = 4;

/// What a thing with a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThingKind {
    /// Something that takes place: a war, a storm, games.
    Event,
    /// Something made: a ship, a weapon, a service, a work.
    Product,
}

impl ThingKind {
    /// As annotated texts write it.
    pub fn code(self) -> &'static str {
        match self {
            ThingKind::Event => "EVENT",
            ThingKind::Product => "PRODUCT",
        }
    }
}

/// A stretch of an article that names an event or a product.
///
/// * Unit: code points of its part, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the type says it")]
pub struct Thing {
    pub part: Part,
    pub start: u32,
    pub end: u32,
    pub kind: ThingKind,
}

/// How much a proposal needs beside its rule.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    /// Its own words say it.
    Nothing,
    /// The trained tagger must not see a person, body or place in it.
    NoOtherKind,
    /// The trained tagger must see a name of the other kinds in it.
    Agreement,
}

/// A rule's proposal: tokens `start..end`.
struct Proposal {
    start: usize,
    end: usize,
    kind: ThingKind,
    needs: Needs,
}

/// The events and products that an article names, in order, outside the mentions given.
///
/// * Errors: none. English only; other languages give none.
pub fn things_in(article: &Article, mentions: &[Mention]) -> Vec<Thing> {
    if !is_english(&article.lang) {
        return Vec::new();
    }
    let lists = Lists::get();
    let title = (!article.title_derived).then_some((Part::Title, article.title.as_str()));
    let paragraphs =
        (0u32..).zip(&article.paragraphs).map(|(nth, paragraph)| (Part::Paragraph(nth), paragraph.text.as_str()));
    // The tagger reads the whole article at once, and only if some rule asks it.
    let mut read = None;
    let mut found = Vec::new();
    for (nth, (part, text)) in title.into_iter().chain(paragraphs).enumerate() {
        let tokens = tokens(text);
        let reader = Reader { lists, tokens: &tokens, text };
        let points = CodePoints::new(text);
        let mut at = 0;
        while at < tokens.len() {
            let Some(proposal) = reader.proposal_at(at) else {
                at += 1;
                continue;
            };
            let (first, last) = (&tokens[proposal.start], &tokens[proposal.end - 1]);
            let (from, to) = (first.start, last.start + last.text.len());
            let (start, end) = (points.at_byte(from) as u32, points.at_byte(to) as u32);
            let after = mentions.partition_point(|mention| (mention.part, mention.end) <= (part, start));
            let is_free = mentions.get(after).is_none_or(|mention| mention.part != part || mention.start >= end);
            let agrees = is_free
                && (proposal.needs == Needs::Nothing || {
                    let names = read.get_or_insert_with(|| learnt::stretches_by_part(article, learnt::trained()));
                    let mut beside = names[nth].iter().filter(|name| name.0 < to && name.1 > from).map(|name| name.2);
                    match proposal.needs {
                        Needs::Agreement => beside.any(|kind| kind == Kind::Other),
                        _ => beside.all(|kind| kind == Kind::Other || kind == Kind::Date),
                    }
                });
            if agrees {
                found.push(Thing { part, start, end, kind: proposal.kind });
            }
            at = if agrees { proposal.end } else { at + 1 };
        }
    }
    found
}

/// Whether an event or a product that its own words tell holds these tokens, though a name may stand there: the Lausanne of `Treaty of Lausanne`,
/// the Elizabeth of `HMS Queen Elizabeth`.
pub(crate) fn holds(part: &PartText<'_>, (start, end): (usize, usize), lists: &Lists) -> bool {
    let reader = Reader { lists, tokens: &part.tokens, text: part.text };
    let covers = |from: usize, may_equal: bool, proposal: Option<Proposal>| {
        proposal.is_some_and(|found| {
            found.needs == Needs::Nothing
                && found.start == from
                && found.end >= end
                && (may_equal || found.end - found.start > end - start)
        })
    };
    (start.saturating_sub(REACH)..=start).any(|from| {
        covers(from, true, reader.product_at(from))
            || covers(from, true, reader.event_at(from))
            || covers(from, false, reader.craft_at(from))
    })
}

/// One part of an article.
struct Reader<'s, 't> {
    lists: &'s Lists,
    tokens: &'s [Token<'t>],
    text: &'s str,
}

impl Reader<'_, '_> {
    fn proposal_at(&self, at: usize) -> Option<Proposal> {
        let first = [self.product_at(at), self.event_at(at), self.work_at(at), self.model_at(at)];
        let found = first.into_iter().chain([self.craft_at(at), self.arm_at(at)]);
        found.flatten().next().or_else(|| self.service_at(at))
    }

    /// `World War II`, `Operation Prosperity Guardian`, `Hurricane Katrina`, `Six-Day War`, `Asian Games`.
    fn event_at(&self, at: usize) -> Option<Proposal> {
        let token = &self.tokens[at];
        let event = |start: usize, end: usize, needs: Needs| Proposal { start, end, kind: ThingKind::Event, needs };
        if !token.is_capitalised() || token.in_headline && !self.is_event(at) {
            return None;
        }
        // `COP28`: conferences by their number.
        if token.text.len() == 5
            && token.text.starts_with("COP")
            && token.text[3..].bytes().all(|byte| byte.is_ascii_digit())
        {
            return Some(event(at, at + 1, Needs::Nothing));
        }
        let whole = self.lists.phrase_at(Section::Events, self.tokens, at);
        if whole > 0 && self.all_capitals(at, at + whole) {
            return Some(event(at, at + whole, Needs::Nothing));
        }
        // Within a longer run nothing begins: `National Hurricane Center`.
        if at > 0 && token.is_joined() && !self.tokens[at - 1].possessive && self.may_name(&self.tokens[at - 1]) {
            return None;
        }
        let opener = self.lists.phrase_at(Section::EventOpeners, self.tokens, at);
        if opener > 0 {
            let end = self.run_end(at + opener - 1).min(at + opener + 2);
            let next = self.tokens.get(at + opener).filter(|next| next.gap == Gap::Space)?;
            // `Operation 1027`.
            let is_number = token.key == "operation" && next.text.bytes().all(|byte| byte.is_ascii_digit());
            let end = if is_number { at + opener + 1 } else { end };
            return ((is_number || self.may_name(next)) && end > at + opener).then(|| event(at, end, Needs::Nothing));
        }
        let end = self.run_end(at);
        let head_of =
            |section| (at + 1..end).find(|head| head + self.lists.phrase_at(section, self.tokens, *head) == end);
        let strong = head_of(Section::EventHeads);
        let head = strong.or_else(|| head_of(Section::WeakEventHeads))?;
        let opens = (token.opens && token.is(Section::Common)) || self.lists.is_function_word(&token.key);
        let start = if opens { at + 1 } else { at };
        let needs = match strong {
            None => Needs::Agreement,
            Some(_) if self.is_all_of_places(start, head) => Needs::Nothing,
            Some(_) => Needs::NoOtherKind,
        };
        (start < head).then(|| event(start, end, needs))
    }

    /// Whether words are names of places and nations, one after another: `Kyoto`, `Iran-Iraq`.
    fn is_all_of_places(&self, start: usize, end: usize) -> bool {
        let mut at = start;
        while at < end {
            let named = self
                .lists
                .name_at(self.tokens, at)
                .filter(|(entity, _)| self.lists.entities[*entity].kind == EntityKind::Place);
            let known = self.lists.phrase_at(Section::KnownPlaces, self.tokens, at);
            let n_words = named.map_or(0, |(_, n_words)| n_words).max(known);
            let n_words = n_words.max(self.lists.phrase_at(Section::Demonyms, self.tokens, at));
            at += n_words.max(usize::from(self.tokens[at].is_demonym()));
            if n_words == 0 && !self.tokens[at.saturating_sub(1).max(start)].is_demonym() {
                return false;
            }
        }
        at == end
    }

    /// Something made, by its whole name and its number: `Ozempic`, `Windows 11`.
    fn product_at(&self, at: usize) -> Option<Proposal> {
        let listed = self.lists.phrase_at(Section::Products, self.tokens, at);
        let end = at + listed;
        let has_capitals = |token: &Token<'_>| token.text.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let small = |token: &Token<'_>| matches!(token.text, "of" | "the" | "and");
        if listed == 0
            || !has_capitals(&self.tokens[at])
            || !self.tokens[at..end].iter().all(|token| has_capitals(token) || small(token))
        {
            return None;
        }
        // Within a longer run it is part of another name: `Windows Central`.
        let goes_on = self.tokens.get(end).is_some_and(|next| {
            next.gap == Gap::Space
                && !self.tokens[end - 1].possessive
                && next.case == Case::Capital
                && !next.opens
                && !self.lists.is_function_word(&next.key)
        });
        if listed == 1
            && (goes_on
                || (at > 0
                    && self.tokens[at].is_joined()
                    && self.may_name(&self.tokens[at - 1])
                    && !self.tokens[at - 1].possessive))
        {
            return None;
        }
        let numbered = self.tokens.get(end).is_some_and(|next| {
            matches!(next.gap, Gap::Space | Gap::Hyphen)
                && next.text.len() <= 3
                && next.text.starts_with(|c: char| c.is_ascii_digit())
                && !self.tokens[end - 1].possessive
                && self.tokens.get(end + 1).is_none_or(|after| {
                    after.gap != Gap::Space || !after.text.ends_with('s') && !after.text.ends_with("illion")
                })
        });
        Some(Proposal { start: at, end: end + usize::from(numbered), kind: ThingKind::Product, needs: Needs::Nothing })
    }

    /// Whether a listed event stands here whatever the line's capitals.
    fn is_event(&self, at: usize) -> bool {
        self.lists.phrase_at(Section::Events, self.tokens, at) > 0
            || self.lists.phrase_at(Section::EventOpeners, self.tokens, at) > 0
    }

    /// A title between quotation marks beside a word for works: `the film "A Separation"`, `"Persepolis", a novel`.
    fn work_at(&self, at: usize) -> Option<Proposal> {
        let token = &self.tokens[at];
        let opening = self.text[..token.start].chars().next_back()?;
        if !matches!(opening, '"' | '“') || !token.is_capitalised() {
            return None;
        }
        let end = (at + 1..=self.tokens.len().min(at + MAX_WORDS)).find(|end| {
            let last = &self.tokens[*end - 1];
            self.text[last.start + last.text.len()..].trim_start_matches([',', '.', '!', '?']).starts_with(['"', '”'])
        })?;
        let words = &self.tokens[at..end];
        let titled = words.iter().all(|word| word.is_capitalised() || word.text.len() < 4 || word.case == Case::None);
        let noun = |word: &Token<'_>| word.case == Case::Lower && word.is(Section::Works);
        let before = self.tokens[at.saturating_sub(NEAR)..at].iter().any(noun);
        let after = self.tokens[end..self.tokens.len().min(end + NEAR)].iter().any(noun);
        (titled
            && (before || after)
            && words[0].is_capitalised()
            && !self.lists.is_function_word(&words[end - at - 1].key))
        .then_some(Proposal { start: at, end, kind: ThingKind::Product, needs: Needs::Nothing })
    }

    /// Letters, a hyphen and a number: `F-35`, `S-300`, `Shahed-136`, `MQ-9 Reaper`.
    fn model_at(&self, at: usize) -> Option<Proposal> {
        let (token, number) = (&self.tokens[at], self.tokens.get(at + 1)?);
        let letters = token.text.chars().count();
        let is_number = number.gap == Gap::Hyphen
            && number.text.len() <= 5
            && number.text.starts_with(|c: char| c.is_ascii_digit())
            && number.text.chars().filter(char::is_ascii_digit).count() + 2 >= number.text.len();
        // `between Al-Nasr 2-1`, `Covid-19`, `U-21`: scores, diseases, teams.
        let fits = token.is_capitalised()
            && token.text.chars().all(char::is_alphabetic)
            && letters <= 10
            && !(at > 0 && token.gap == Gap::Hyphen)
            && self.tokens.get(at + 2).is_none_or(|next| next.gap != Gap::Hyphen || next.case == Case::Lower)
            && !token.is(Section::NoModels)
            && !token.is(Section::Common)
            && !token.is(Section::NeverNames);
        if !is_number || !fits {
            return None;
        }
        let next = self.tokens.get(at + 2);
        let named = next.is_some_and(|next| {
            next.gap == Gap::Space
                && next.case == Case::Capital
                && !next.opens
                && self.may_name(next)
                && !number.possessive
                && !next.is_given_name()
        });
        let sure = letters <= 3 || named;
        let needs = if sure { Needs::Nothing } else { Needs::NoOtherKind };
        Some(Proposal { start: at, end: at + 2 + usize::from(named), kind: ThingKind::Product, needs })
    }

    /// What bears a name: `USS Cole`, `the tanker Mercer Street`, `the spacecraft Artemis`.
    fn craft_at(&self, at: usize) -> Option<Proposal> {
        let token = &self.tokens[at];
        let next = self.tokens.get(at + 1)?;
        if next.gap != Gap::Space || !self.may_name(next) || next.opens || token.possessive || next.in_headline {
            return None;
        }
        let end = self.run_end(at + 1);
        let product = |start: usize, needs: Needs| Proposal { start, end, kind: ThingKind::Product, needs };
        if token.is(Section::ShipPrefixes) && token.case == Case::Upper {
            return Some(product(at, Needs::Nothing));
        }
        (token.case == Case::Lower && token.is(Section::Crafts)).then(|| product(at + 1, Needs::NoOtherKind))
    }

    /// What a word for arms follows: `Patriot missiles`, `Iron Dome air defense system`, `Kornet anti-tank missiles`.
    fn arm_at(&self, at: usize) -> Option<Proposal> {
        let token = &self.tokens[at];
        let in_run = at > 0
            && token.is_joined()
            && self.tokens[at - 1].is_capitalised()
            && !self.tokens[at - 1].is_demonym()
            && !self.tokens[at - 1].possessive;
        if in_run || token.opens || token.in_headline || !self.may_name(token) {
            return None;
        }
        let end = self.run_end(at);
        let run = &self.tokens[at..end];
        if run.len() > 3
            || run[run.len() - 1].possessive
            || run.iter().any(|word| word.is_demonym() || word.is(Section::Titles))
        {
            return None;
        }
        let armed = (end..self.tokens.len().min(end + 4)).take_while(|at| {
            let word = &self.tokens[*at];
            word.is_joined() && word.case != Case::Capital
        });
        let mut arms = armed
            .map(|at| self.lists.phrase_at(Section::Arms, self.tokens, at) > 0 && self.tokens[at].case == Case::Lower);
        arms.any(|is_arm| is_arm).then_some(Proposal {
            start: at,
            end,
            kind: ThingKind::Product,
            needs: Needs::NoOtherKind,
        })
    }

    /// A service that people post on: `on Twitter`.
    fn service_at(&self, at: usize) -> Option<Proposal> {
        let n_words = self.lists.phrase_at(Section::Services, self.tokens, at);
        (n_words > 0 && self.all_capitals(at, at + n_words)).then_some(Proposal {
            start: at,
            end: at + n_words,
            kind: ThingKind::Product,
            needs: Needs::Nothing,
        })
    }

    /// Whether a word may stand in a thing's name: a capital, no nation, no weekday.
    fn may_name(&self, token: &Token<'_>) -> bool {
        token.is_capitalised()
            && !token.is_demonym()
            && !token.is(Section::NeverNames)
            && !self.lists.is_function_word(&token.key)
    }

    fn all_capitals(&self, start: usize, end: usize) -> bool {
        self.tokens[start..end].iter().all(|token| {
            token.is_capitalised()
                || token.case == Case::None
                || matches!(token.text, "of" | "the" | "revolution" | "in" | "d'Or")
        })
    }

    /// Where the capitalised words and numerals that begin at a token end.
    fn run_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len().min(at + MAX_WORDS) {
            let (token, previous) = (&self.tokens[end], &self.tokens[end - 1]);
            if !token.is_joined() || previous.possessive || !token.is_capitalised() || token.opens {
                break;
            }
            end += 1;
        }
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::tag;

    fn things(text: &str) -> String {
        let article = Article::of_paragraphs("en", [text]);
        let tagged = tag(std::slice::from_ref(&article));
        let found = things_in(&article, &tagged.mentions[0]);
        let points = CodePoints::new(text);
        let told = found
            .iter()
            .map(|thing| format!("{} {}", thing.kind.code(), points.slice(thing.start as usize, thing.end as usize)));
        told.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn events_and_products_are_found_by_their_words() {
        for (text, expected) in [
            ("He fought in World War II and wrote about the Cold War.", "EVENT World War II; EVENT Cold War"),
            (
                "It replaced the Treaty of Lausanne and the Kyoto Protocol.",
                "EVENT Treaty of Lausanne; EVENT Kyoto Protocol",
            ),
            (
                "They met before the Battle of Bakhmut and Operation 1027.",
                "EVENT Battle of Bakhmut; EVENT Operation 1027",
            ),
            ("He won the Monaco Grand Prix and spoke at COP28.", "EVENT Monaco Grand Prix; EVENT COP28"),
            ("The HMS Queen Elizabeth sailed on Monday.", "PRODUCT HMS Queen Elizabeth"),
            ("Microsoft released Windows 11 and its rival the iPhone 15.", "PRODUCT Windows 11; PRODUCT iPhone 15"),
            ("The drug Ozempic is short; the crown is not.", "PRODUCT Ozempic"),
            ("Hurricane Katrina struck days after the exercise.", "EVENT Hurricane Katrina"),
            ("The ships joined Operation Inherent Resolve in December.", "EVENT Operation Inherent Resolve"),
            ("They won gold at the Asian Games on Monday.", "EVENT Asian Games"),
            ("The destroyer USS Carney fired on the drones.", "PRODUCT USS Carney"),
            ("Two F-35 jets and an S-300 battery were destroyed.", "PRODUCT F-35; PRODUCT S-300"),
            ("He posted the picture on Instagram.", "PRODUCT Instagram"),
            ("She won a prize for the film \"Leaves of Autumn\" last year.", "PRODUCT Leaves of Autumn"),
            ("The army fired two Patriot missiles at it.", "PRODUCT Patriot"),
        ] {
            assert_eq!(things(text), expected, "{text}");
        }
    }

    #[test]
    fn diseases_teams_and_plain_words_are_none() {
        for text in [
            "Covid-19 spread and the U-21 team of the G-20 lost 2-1.",
            "Iranian missiles and Israeli aircraft were seen.",
            "The war went on. War is over, he said.",
            "Games were played. The film was long.",
            "He called it \"a great film\" and left.",
            "A Hamas rocket fell near Sderot.",
            "The National Hurricane Center warned of it.",
        ] {
            assert_eq!(things(text), "", "{text}");
        }
    }
}
