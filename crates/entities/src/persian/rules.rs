//! The rules for people, bodies and places in Persian and Arabic words.

use newsprint_model::EntityKind;

use super::words::{Section, Words};
use crate::lists::Lists;
use crate::locals::{Locals, PartText};
use crate::scan::{Named, Spot, Strength};
use crate::tokens::{Case, Gap, Token};

/// The most words of a person's name.
const MAX_NAME: usize = 6;

/// The most words of a body's name.
const MAX_BODY: usize = 12;

/// Endings that only surnames have.
const SURNAME_ENDINGS: [&str; 15] =
    ["پور", "زاده", "نژاد", "نيا", "منش", "يان", "لو", "چي", "خواه", "پناه", "پرست", "وند", "فرد", "پوريان", "اوغلو"];

/// Longer endings that only surnames have, of words that no list knows.
const SURE_ENDINGS: [&str; 8] = ["پور", "زاده", "نژاد", "خواه", "پناه", "پرست", "اوغلو", "منش"];

/// Heads that go on with the name of a body: `نیروی زمینی ارتش`.
const INNER_HEADS: [&str; 8] = ["ارتش", "سپاه", "مجلس", "دولت", "وزارت", "دانشگاه", "شهرداري", "سازمان"];

/// One text and what its reading leans on.
pub(super) struct Reading<'r, 't> {
    text: &'r str,
    tokens: &'r [Token<'t>],
    locals: &'r Locals,
    lists: &'r Lists,
    words: &'static Words,
    /// Sections of each token.
    bits: Vec<u32>,
}

impl<'r, 't> Reading<'r, 't> {
    pub(super) fn new(part: &'r PartText<'t>, locals: &'r Locals, lists: &'r Lists) -> Reading<'r, 't> {
        let words = Words::get();
        let bits = part.tokens.iter().map(|token| bits_of(token, words)).collect();
        Reading { text: part.text, tokens: &part.tokens, locals, lists, words, bits }
    }

    /// What the lists and a word's form say of each token, as bits for the trained tagger: sections, then endings, then kinds of listed names.
    pub(super) fn told(&self) -> Vec<u32> {
        const ENDING: u32 = 1 << 21;
        const VERB: u32 = 1 << 22;
        const INFLECTED: u32 = 1 << 23;
        const OPEN: u32 = 1 << 24;
        let mut told: Vec<u32> = self.bits.clone();
        for (at, bits) in told.iter_mut().enumerate() {
            let token = &self.tokens[at];
            for (holds, bit) in [
                (SURNAME_ENDINGS.iter().any(|ending| has_ending(&token.key, ending)), ENDING),
                (is_verb(&token.key), VERB),
                (is_inflected(token), INFLECTED),
                (self.is_open(at), OPEN),
            ] {
                *bits |= if holds { bit } else { 0 };
            }
        }
        for at in 0..self.tokens.len() {
            let titled = self.words.phrase_at(Section::Titles, self.tokens, at);
            let role = self.words.phrase_at(Section::Roles, self.tokens, at);
            told[at..at + titled].iter_mut().for_each(|bits| *bits |= Section::Titles.bit());
            told[at..at + role].iter_mut().for_each(|bits| *bits |= Section::Roles.bit());
            if let Some((entity, n_words)) = self.lists.name_at(self.tokens, at) {
                let kind = match self.lists.entities[entity].kind {
                    EntityKind::Person => 0,
                    EntityKind::Organisation => 1,
                    _ => 2,
                };
                told[at..at + n_words].iter_mut().for_each(|bits| *bits |= 1 << (25 + kind));
            }
        }
        told
    }

    /// The names of the text, in order, never overlapping: at each place the longest.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at].case != Case::None || self.is_number(at) {
                at += 1;
                continue;
            }
            let free_from = spots.last().map_or(0, |spot| spot.end);
            match self.spot_at(at, free_from) {
                Some(spot) => {
                    at = spot.end;
                    spots.push(spot);
                }
                None => at += 1,
            }
        }
        spots
    }

    fn spot_at(&self, at: usize, free_from: usize) -> Option<Spot> {
        let mut best = self.local_at(at);
        let mut offer = |spot: Option<Spot>| {
            if let Some(spot) = spot
                && best.as_ref().is_none_or(|best| spot.end > best.end)
            {
                best = Some(spot);
            }
        };
        offer(self.listed_at(at));
        offer(self.body_at(at));
        offer(self.place_at(at));
        offer(self.person_at(at, free_from));
        best
    }

    fn is(&self, at: usize, section: Section) -> bool {
        crate::work::step();
        self.bits.get(at).is_some_and(|bits| bits & section.bit() != 0)
    }

    fn is_any(&self, at: usize, sections: &[Section]) -> bool {
        sections.iter().any(|section| self.is(at, *section))
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens[at].key.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the token goes on from the one before without a mark.
    fn follows(&self, at: usize) -> bool {
        crate::work::step();
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::Space && token.case == Case::None)
    }

    fn listed_at(&self, at: usize) -> Option<Spot> {
        let (entity, n_words) = self.lists.name_at(self.tokens, at)?;
        let kind = self.lists.entities[entity].kind;
        let end = at + n_words;
        // A listed surname within somebody's name is not whom the list means.
        if kind == EntityKind::Person && n_words == 1 {
            let beside = at > 0 && self.follows(at) && self.is(at - 1, Section::Given);
            if beside || (self.follows(end) && self.goes_on_as_surname(end)) {
                return None;
            }
        }
        Some(Spot { start: at, end, kind, named: Named::Listed(entity), strength: Strength::Listed })
    }

    fn local_at(&self, at: usize) -> Option<Spot> {
        let (form, n_words) = self.locals.form_at(self.tokens, at)?;
        let end = at + n_words;
        if n_words == 1 || form.is_part {
            let within = form.kind == EntityKind::Person
                && ((at > 0
                    && self.follows(at)
                    && self.is_any(at - 1, &[Section::Given, Section::PreNames, Section::Sacred]))
                    || (self.follows(end) && self.goes_on_as_surname(end)));
            if within {
                return None;
            }
            let plain = self.is_any(at, &[Section::Common, Section::Fields, Section::Stops, Section::Norp]);
            if n_words == 1 && plain && !self.is_told(at, end) {
                return None;
            }
        }
        Some(Spot { start: at, end, kind: form.kind, named: Named::Local(form.local), strength: Strength::Listed })
    }

    /// Whether a title stands before or a verb of saying after: somebody is meant.
    fn is_told(&self, at: usize, end: usize) -> bool {
        self.title_before(at) || (self.follows(end) && self.is(end, Section::Speech))
    }

    fn title_before(&self, at: usize) -> bool {
        at > 0 && self.follows(at) && (self.is(at - 1, Section::Titles) || self.ends_a_phrase(at, Section::Titles))
    }

    /// Whether a role stands before: `وزیر`, `سرمربی`.
    fn role_before(&self, at: usize) -> bool {
        at > 0 && self.follows(at) && (self.is(at - 1, Section::Roles) || self.ends_a_phrase(at, Section::Roles))
    }

    /// Whether what stands at a token seldom follows a plain noun that a name is the subject of: a mark, a preposition, a verb of saying.
    fn ends_well(&self, at: usize) -> bool {
        const AFTER: [&str; 18] = [
            "در", "از", "به", "با", "را", "و", "كه", "نيز", "هم", "براي", "تا", "بر", "في", "من", "الي", "ان", "علي",
            "مع",
        ];
        !self.follows(at) || self.is(at, Section::Speech) || AFTER.contains(&self.tokens[at].key.as_str())
    }

    fn ends_a_phrase(&self, at: usize, section: Section) -> bool {
        (2..=4).any(|n_words| at >= n_words && self.words.phrase_at(section, self.tokens, at - n_words) == n_words)
    }

    /// Whether a word looks like a surname: listed, or by its ending.
    fn is_surname(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        self.is(at, Section::Surnames)
            || (SURNAME_ENDINGS.iter().any(|ending| has_ending(&token.key, ending)) && self.is_open(at))
    }

    fn is_sure_surname(&self, at: usize) -> bool {
        self.is_open(at) && SURE_ENDINGS.iter().any(|ending| has_ending(&self.tokens[at].key, ending))
    }

    /// Whether nothing is known of a word that would keep it out of a name.
    fn is_open(&self, at: usize) -> bool {
        const CLOSED: [Section; 10] = [
            Section::Stops,
            Section::Speech,
            Section::Fields,
            Section::OrgHeads,
            Section::PlaceHeads,
            Section::Titles,
            Section::Roles,
            Section::Norp,
            Section::Directions,
            Section::Months,
        ];
        let token = &self.tokens[at];
        token.case == Case::None
            && !self.is_number(at)
            && !self.is_any(at, &CLOSED)
            && token.key.chars().count() > 1
            && !is_verb(&token.key)
            && !is_inflected(token)
    }

    /// Whether a further surname stands there: `صالحی امیری`.
    fn goes_on_as_surname(&self, at: usize) -> bool {
        self.follows(at)
            && (self.is(at, Section::Surnames) || self.is_sure_surname(at))
            && !self.is_any(at, &[Section::Fields, Section::Stops, Section::Norp])
    }

    /// A place that the lists have, whose words begin here.
    fn listed_place(&self, at: usize) -> Option<(usize, usize)> {
        self.tokens.get(at)?;
        let (entity, n_words) = self.lists.name_at(self.tokens, at)?;
        (self.lists.entities[entity].kind == EntityKind::Place).then_some((entity, at + n_words))
    }

    fn person_at(&self, at: usize, free_from: usize) -> Option<Spot> {
        let sacred = self.is(at, Section::Sacred) && self.follows(at + 1) && self.is(at + 1, Section::Given);
        let start = at;
        let mut end = at;
        let mut n_given = 0;
        let mut sure_given = false;
        if sacred {
            end += 1;
        }
        while self.is(end, Section::PreNames)
            && end - start < 2
            && (end == start || self.follows(end))
            && self.follows(end + 1)
        {
            end += 1;
        }
        let n_before = end - start;
        while end < self.tokens.len()
            && (end == start || self.follows(end))
            && self.is(end, Section::Given)
            && n_given < 3
            && !(self.is(end, Section::Stops) || n_given > 0 && self.is_any(end, &[Section::Fields, Section::OrgHeads]))
        {
            sure_given |= !self.is(end, Section::Common);
            n_given += 1;
            end += 1;
        }
        let titled = self.title_before(at) && free_from <= at;
        if n_given == 0 {
            return self.surname_at(at, titled, n_before);
        }
        let mut n_surnames = 0;
        // `بن سلمان`, `آل خلیفه`.
        while end + 1 < self.tokens.len()
            && self.follows(end)
            && self.follows(end + 1)
            && self.is(end, Section::Particles)
            && !self.is_any(end + 1, &[Section::Stops, Section::Fields, Section::OrgHeads])
            && end - start < MAX_NAME
        {
            end += 2;
            n_surnames += 1;
        }
        if self.follows(end) && end - start < MAX_NAME && self.listed_place(end).is_none() {
            let fits = if self.is_surname(end) {
                !self.is_any(end, &[Section::Stops, Section::Fields, Section::Norp])
                    || sure_given && self.is(end, Section::Surnames)
            } else {
                sure_given
                    && n_surnames == 0
                    && self.is_open(end)
                    && !self.is(end, Section::Common)
                    && (titled || self.role_before(at) || self.ends_well(end + 1))
                    && self.lists.name_at(self.tokens, end).is_none()
            };
            if fits {
                end += 1;
                n_surnames += 1;
                if self.goes_on_as_surname(end) && end - start < MAX_NAME {
                    end += 1;
                }
            }
        }
        let n_names = n_given + n_surnames;
        let accepted =
            sacred || (n_names > 1 && (sure_given || n_surnames > 0)) || titled || (n_before > 0 && sure_given);
        if !accepted {
            return None;
        }
        let strength = if sure_given || n_surnames > 0 { Strength::Form } else { Strength::Context };
        Some(Spot { start, end, kind: EntityKind::Person, named: Named::New, strength })
    }

    /// A surname without a given name: after a title, or one that its ending gives away before a verb of saying.
    fn surname_at(&self, at: usize, titled: bool, n_before: usize) -> Option<Spot> {
        if n_before > 0 {
            return None;
        }
        let told = self.follows(at + 1) && self.is(at + 1, Section::Speech);
        let is_name = self.is_surname(at) && !self.is_any(at, &[Section::Fields, Section::Stops]);
        let opens = !self.follows(at) || self.is_any(at - 1, &[Section::Stops, Section::Roles]);
        let is_open = self.is_open(at)
            && !self.is(at, Section::Common)
            && self.ends_well(at + 1)
            && self.listed_place(at).is_none();
        let fits = titled && (is_name || is_open)
            || told && opens && (self.is_sure_surname(at) || is_name && !self.is(at, Section::Common));
        if !fits {
            return None;
        }
        let end = if self.goes_on_as_surname(at + 1) { at + 2 } else { at + 1 };
        Some(Spot { start: at, end, kind: EntityKind::Person, named: Named::New, strength: Strength::Context })
    }

    /// A head such as `وزارت` and what it is of.
    fn body_at(&self, at: usize) -> Option<Spot> {
        if !self.is(at, Section::SureHeads) {
            return None;
        }
        let mut end = at + 1;
        let (mut n_fields, mut n_tails) = (0, 0);
        while self.tokens.len() > end && end - at < MAX_BODY {
            if !self.follows(end) {
                // `وزارت صنعت، معدن و تجارت`.
                let lists_on =
                    n_fields > 0 && self.comma_before(end) && self.is(end, Section::Fields) && self.and_after(end);
                if !lists_on {
                    break;
                }
                end += 1;
                continue;
            }
            if let Some(tail) = self.tail_at(end) {
                end = tail;
                n_tails += 1;
                break;
            }
            let joins = self.tokens[end].key == "و"
                && n_fields > 0
                && self.follows(end + 1)
                && self.is(end + 1, Section::Fields)
                && self.listed_place(end + 1).is_none();
            if joins {
                end += 2;
                n_fields += 1;
                continue;
            }
            let heads_again = INNER_HEADS.contains(&self.tokens[end].key.as_str());
            if !(self.is(end, Section::Fields) || heads_again) {
                break;
            }
            n_fields += 1;
            end += 1;
        }
        // `کار`, `کشور` and the like end no name by themselves.
        while n_tails == 0 && end > at + 1 && self.is(end - 1, Section::Stops) {
            end -= 1;
        }
        if end == at + 1 || (n_fields == 0 && !self.is(at, Section::Owned)) {
            return None;
        }
        Some(Spot { start: at, end, kind: EntityKind::Organisation, named: Named::New, strength: Strength::Form })
    }

    /// Where the place or body ends that a body's name ends with: `شهرداری کرج`, `محیط زیست استان البرز`.
    fn tail_at(&self, at: usize) -> Option<usize> {
        let listed = self.lists.name_at(self.tokens, at);
        if let Some((entity, n_words)) = listed
            && self.lists.entities[entity].kind != EntityKind::Person
        {
            return Some(at + n_words);
        }
        let head = self.is_any(at, &[Section::Inside, Section::SurePlaces]) && self.follows(at + 1);
        head.then(|| self.listed_place(at + 1)).flatten().map(|(_, end)| end)
    }

    fn comma_before(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.get(self.tokens[before].end..self.tokens[at].start));
        before.is_some_and(|between| matches!(between.trim(), "،" | ","))
    }

    /// Whether an enumeration that goes on here ends with `و` and one more.
    fn and_after(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|next| {
            self.tokens.get(next).is_some_and(|token| token.key == "و") && self.is(next + 1, Section::Fields)
        })
    }

    /// A head such as `خیابان` and its name; a listed place after `شهر` is that place.
    fn place_at(&self, at: usize) -> Option<Spot> {
        let head = self.is_any(at, &[Section::PlaceHeads, Section::SurePlaces]);
        if !head || !self.follows(at + 1) {
            return None;
        }
        if let Some((entity, end)) = self.listed_place(at + 1) {
            let named = if self.is(at, Section::Inside) { Named::Listed(entity) } else { Named::New };
            let known = self.is(at, Section::Inside) || self.is(at, Section::SurePlaces);
            let province = self.tokens[at].key == "استان";
            let named = if province { Named::New } else { named };
            return known.then_some(Spot { start: at, end, kind: EntityKind::Place, named, strength: Strength::Form });
        }
        let next = at + 1;
        if !self.is(at, Section::SurePlaces)
            || self.is(at, Section::Inside)
            || self.tokens[at].key == "استان"
            || self.is_number(next)
        {
            return None;
        }
        let mut end = next;
        if self.is(next, Section::Given) || self.is(next, Section::Titles) {
            // `خیابان شهید بهشتی`, `میدان امام حسین`.
            while end < next + 3
                && self.follows(end)
                && self.is_any(end, &[Section::Given, Section::Titles, Section::Surnames, Section::Sacred])
                && !self.is(end, Section::Stops)
            {
                end += 1;
            }
        } else if self.is_open(next) && !is_adjective(&self.tokens[next].key) {
            end += 1;
        }
        if end == next {
            return None;
        }
        if self.follows(end) && self.is(end, Section::Adjectives) {
            end += 1;
        }
        if let Some((_, place_end)) = self.follows(end).then(|| self.listed_place(end)).flatten() {
            end = place_end;
        }
        Some(Spot { start: at, end, kind: EntityKind::Place, named: Named::New, strength: Strength::Context })
    }
}

/// A word's sections.
fn bits_of(token: &Token<'_>, words: &Words) -> u32 {
    let bits = words.of(&token.key);
    // `به‌نام` is no Behnam.
    let parts = token.text.starts_with("به\u{200C}") || token.text.starts_with("به_");
    if parts { bits & !Section::Given.bit() } else { bits }
}

/// Whether a word is a verb by its beginning: `می‌رود`.
fn is_verb(key: &str) -> bool {
    ["مي", "نمي"].iter().any(|head| key.starts_with(head))
        && ["د", "م"].iter().any(|tail| key.ends_with(tail))
        && key.chars().count() > 4
}

/// Whether a key ends so and has two letters more at least.
fn has_ending(key: &str, ending: &str) -> bool {
    key.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 2)
}

/// Whether a half-space sets an ending of plain words off: `خانه‌ها`, `رفته‌اند`.
fn is_inflected(token: &Token<'_>) -> bool {
    const ENDINGS: [&str; 14] =
        ["ها", "های", "هایی", "ای", "اند", "ایم", "اید", "ام", "اش", "شان", "تر", "ترین", "هایش", "هایشان"];
    let last = token.text.rsplit(['\u{200C}', '_']).next().unwrap_or_default();
    last.len() < token.text.len() && ENDINGS.iter().any(|ending| crate::tokens::key(ending) == crate::tokens::key(last))
}

/// Whether a word is an adjective by its ending, as `صنعتی`: no name of a place by itself.
fn is_adjective(key: &str) -> bool {
    key.ends_with("ترين") || key.ends_with("هاي")
}
