//! People: a title, a role or a given name before capitalised words, or a verb of saying after them.

use newsprint_model::EntityKind;

use super::{Named, Scan, Spot, Strength};
use crate::sections::Section;
use crate::tokens::{Case, Gap};

/// The most words a person's name has here.
const MAX_WORDS: usize = 7;

/// What a parsed name is made of.
struct Parsed {
    end: usize,
    /// Words that are no initials and no particles.
    n_words: usize,
    begins_with_given_name: bool,
    holds_given_name: bool,
    begins_with_family_name: bool,
    holds_plain_word: bool,
    holds_listed_word: bool,
    has_initial: bool,
}

impl Scan<'_, '_> {
    /// A person's name that begins here.
    pub(super) fn person_at(&self, at: usize, taken: usize) -> Option<Spot> {
        let token = &self.tokens[at];
        let particle_first = token.case == Case::Lower
            && matches!(
                token.key.as_str(),
                "al" | "el" | "bin" | "ibn" | "abu" | "von" | "van" | "de" | "da" | "di" | "du"
            )
            && self.tokens.get(at + 1).is_some_and(|next| next.is_joined() && next.case == Case::Capital);
        if token.case != Case::Capital && !particle_first {
            return None;
        }
        if at > taken && self.continues_a_run(at) {
            return None;
        }
        if self.lists.phrase_at(Section::Titles, self.tokens, at) > 0 && !self.is_name_despite_title(at) {
            return None;
        }
        // `Abraham Accords`, `Good Friday Agreement`: phrases that are never names, whatever their words.
        if self.lists.phrase_at(Section::NeverNames, self.tokens, at) > 1 {
            return None;
        }
        // `Producer Ann Hale`: the role is no part of the name.
        if token.is(Section::Roles) && !token.is_given_name() {
            return None;
        }
        let titled = self.is_titled(at);
        let roled = !titled && self.is_roled(at);
        if particle_first && !titled && !roled {
            return None;
        }
        let parsed = self.parse_person(at, titled || roled)?;
        let strength = self.person_strength(at, &parsed, titled, roled)?;
        // Capitals alone: the words around it may speak for something else.
        let kind = match strength {
            Strength::Weak if self.stands_inside(at) => EntityKind::Place,
            Strength::Weak if self.does_business(at, parsed.end) => EntityKind::Organisation,
            _ => EntityKind::Person,
        };
        Some(Spot { start: at, end: parsed.end, kind, named: Named::New, strength })
    }

    /// Whether a title stands right before: `President Joe`, `Foreign Minister Hossein`.
    fn is_titled(&self, at: usize) -> bool {
        let joined = self.tokens[at].gap == Gap::Space && at > 0 && !self.tokens[at - 1].possessive;
        joined && self.tokens[at - 1].is_capitalised() && self.lists.phrase_before(Section::Titles, self.tokens, at) > 0
    }

    /// Whether a role stands right before: `journalist Ben`, `his counterpart al-Araji`.
    fn is_roled(&self, at: usize) -> bool {
        let joined = self.tokens[at].gap == Gap::Space && at > 0 && !self.tokens[at - 1].possessive;
        joined && self.tokens[at - 1].is(Section::Roles)
    }

    /// `Prince Harry` is a title and a name, `King` alone may be a surname, `Major Tom` both: a title that is also a
    /// given name begins a name only when no other name follows it.
    fn is_name_despite_title(&self, at: usize) -> bool {
        self.tokens[at].is_given_name()
            && self.lists.phrase_at(Section::Titles, self.tokens, at) == 1
            && !self.tokens.get(at + 2).is_some_and(|next| next.is_joined() && next.case == Case::Capital)
    }

    fn parse_person(&self, at: usize, introduced: bool) -> Option<Parsed> {
        let mut parsed = Parsed {
            end: at,
            n_words: 0,
            begins_with_given_name: self.tokens[at].is_given_name() || self.begins_with_joined_given_name(at),
            holds_given_name: false,
            begins_with_family_name: self.tokens[at].is(Section::FamilyNames),
            holds_plain_word: false,
            holds_listed_word: false,
            has_initial: false,
        };
        let mut next = at;
        while next < self.tokens.len() && next - at < MAX_WORDS {
            let token = &self.tokens[next];
            if next > at && (!token.is_joined() || self.tokens[next - 1].possessive) {
                break;
            }
            let continues = self.tokens.get(next + 1).is_some_and(|after| {
                after.is_joined() && !token.possessive && (after.case == Case::Capital || after.is(Section::Particles))
            });
            let given_first = next == at && parsed.begins_with_given_name && token.case == Case::Capital;
            // `as-Sabah` and `at-Tahrir` hold articles; `as` and `at` alone are none.
            let small_word = matches!(token.key.as_str(), "as" | "at" | "ad")
                && self.tokens.get(next + 1).is_some_and(|after| after.gap != Gap::Hyphen);
            let small = token.is(Section::Particles)
                && !given_first
                && !small_word
                && continues
                && (next > at || introduced || token.case == Case::Capital);
            if small {
                next += 1;
                continue;
            }
            // `Basically I`: the pronoun is no last initial.
            if token.is_initial() && (continues || (next > at && token.key != "i")) {
                parsed.has_initial = true;
                next += 1;
                parsed.end = next;
                continue;
            }
            if next > at && matches!(token.key.as_str(), "jr" | "sr" | "ii" | "iii") && token.is_capitalised() {
                next += 1;
                parsed.end = next;
                break;
            }
            // `Ma Ying-jeou`: family name first, the given name's second half in lower case.
            if next > at && token.case == Case::Lower && token.gap == Gap::Hyphen && parsed.begins_with_family_name {
                next += 1;
                parsed.end = next;
                break;
            }
            if !self.is_name_word(next, at, &parsed) {
                break;
            }
            parsed.n_words += 1;
            parsed.holds_given_name |= token.is_given_name();
            parsed.holds_plain_word |= self.is_plain(next);
            parsed.holds_listed_word |= self.lists.name_at(self.tokens, next).is_some_and(|(entity, n_words)| {
                n_words == 1 && self.lists.entities[entity].kind != EntityKind::Person
            });
            next += 1;
            parsed.end = next;
        }
        (parsed.n_words > 0).then_some(parsed)
    }

    /// `Jean-Claude`, `Gholam-Ali`: two given names with a hyphen.
    fn begins_with_joined_given_name(&self, at: usize) -> bool {
        let Some(next) = self.tokens.get(at + 1) else { return false };
        next.gap == Gap::Hyphen && next.case == Case::Capital && {
            let joined = format!("{}{}", self.tokens[at].key, next.key);
            self.lists.is_given_name(&joined) || next.is_given_name()
        }
    }

    /// Whether a word may stand in a person's name.
    fn is_name_word(&self, at: usize, first: usize, parsed: &Parsed) -> bool {
        let token = &self.tokens[at];
        let key = token.key.as_str();
        // `Jonas SAVIMBI`: a surname in capitals after a given name.
        let shouted = token.case == Case::Upper
            && at > first
            && parsed.begins_with_given_name
            && token.text.len() > 3
            && !token.in_headline
            && self.lists.name_at(self.tokens, at).is_none();
        if !(token.case == Case::Capital || shouted) || token.text.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        let given = token.is_given_name();
        let follows_given = at > first && parsed.begins_with_given_name;
        let last = !self
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.is_joined() && !token.possessive && next.case == Case::Capital && !next.opens);
        if self.is_never_a_name(at) {
            // `April Jones`, `Christian Bale`; `Theresa May`, `Jane English`.
            let also_surname =
                matches!(key, "may" | "english" | "french" | "german" | "welsh" | "west" | "north" | "pole" | "moon");
            let opens_name = at == first && given && !last && !self.is_never_a_name(at + 1);
            return opens_name || (follows_given && parsed.n_words == 1 && also_surname && last && !token.in_headline);
        }
        if at > first && token.gap == Gap::Hyphen {
            return true;
        }
        let title = self.lists.phrase_at(Section::Titles, self.tokens, at) > 0;
        // `Yusuf Sheikh Ali`: a title that is a given name, too, amid a name.
        if title && at > first && given && follows_given && !last {
            return true;
        }
        if title && at > first {
            return follows_given && last && parsed.n_words == 1 && token.is(Section::TitlesAlsoSurnames);
        }
        // `Park Sung-ho`: a family name that comes first, whatever else it means.
        if at == first && parsed.begins_with_family_name && !last {
            return !token.is(Section::Common) || !token.opens;
        }
        if token.is(Section::OrganisationHeads) || token.is(Section::PlaceHeads) || token.is(Section::VehiclePrefixes) {
            return follows_given && last && parsed.n_words == 1 && token.is(Section::SurnamesAlsoPlaces);
        }
        if token.is(Section::Things) {
            return false;
        }
        // `Sandra Day O'Connor`: a plain word between a given name and another name word.
        let between_names = follows_given && parsed.n_words == 1 && !last && self.is_unexplained(at + 1);
        if self.is_plain(at) && !given && between_names {
            return !token.in_headline;
        }
        if self.is_plain(at) && !given {
            return follows_given
                && last
                && parsed.n_words == 1
                && !token.in_headline
                && !self.lists.is_function_word(key);
        }
        // A listed place or body of several words is no part of a name: `said Boris Johnson New York`.
        if at > first && self.begins_listed_phrase(at) && !given {
            return false;
        }
        true
    }

    /// Whether a listed place or body of several words begins here.
    fn begins_listed_phrase(&self, at: usize) -> bool {
        self.lists
            .name_at(self.tokens, at)
            .is_some_and(|(entity, n_words)| n_words > 1 && self.lists.entities[entity].kind != EntityKind::Person)
    }

    /// Whether a capitalised word is neither plain nor part of anything but a name.
    fn is_unexplained(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !self.is_plain(at)
            && !self.is_never_a_name(at)
            && self.lists.phrase_at(Section::Titles, self.tokens, at) == 0
            && self.lists.name_at(self.tokens, at).is_none()
            && ![Section::OrganisationHeads, Section::PlaceHeads, Section::Things, Section::Roles]
                .iter()
                .any(|section| token.is(*section))
    }

    /// How much speaks for a person; `None` when too little does.
    fn person_strength(&self, at: usize, parsed: &Parsed, titled: bool, roled: bool) -> Option<Strength> {
        let token = &self.tokens[at];
        // `Kids' Choice Awards`, `Non-Proliferation Treaty`: the run goes on to a word that makes it a thing.
        let runs_on = self
            .tokens
            .get(parsed.end)
            .filter(|next| next.is_joined() && next.is_capitalised() && !self.tokens[parsed.end - 1].possessive);
        if runs_on.is_some_and(|next| next.is(Section::Things)) {
            return None;
        }
        // `Can I`, `Will Pennsylvania`: a plain word that opens a sentence needs more than a given name's spelling.
        let plain_opening = token.opens && self.is_plain(at);
        if plain_opening && (parsed.n_words < 2 || parsed.holds_listed_word) {
            return None;
        }
        let several = parsed.n_words >= 2 || (parsed.has_initial && parsed.n_words == 1);
        if titled && !parsed.holds_plain_word {
            return Some(if several { Strength::Form } else { Strength::Context });
        }
        if !several {
            // One word: only after a role, and only if nothing else explains its capital.
            let unknown = !parsed.holds_plain_word && !parsed.holds_listed_word && !token.opens && !token.in_headline;
            let kin = at > 0 && self.tokens[at - 1].is(Section::Kin);
            let lower_role = at > 0 && self.tokens[at - 1].case == Case::Lower;
            return (roled && lower_role && unknown && !kin).then_some(Strength::Context);
        }
        if parsed.begins_with_given_name && !(parsed.holds_listed_word && self.is_listed_pair(at, parsed.end)) {
            return Some(Strength::Form);
        }
        if token.in_headline {
            return None;
        }
        if parsed.begins_with_family_name
            && parsed.n_words <= 3
            && !parsed.holds_plain_word
            && !parsed.holds_listed_word
        {
            return Some(Strength::Form);
        }
        if parsed.holds_plain_word || self.tokens.get(at).is_some_and(|token| token.opens && self.is_plain(at)) {
            return None;
        }
        if roled {
            return Some(Strength::Context);
        }
        if parsed.holds_listed_word || runs_on.is_some_and(|next| !next.opens) {
            return None;
        }
        if parsed.holds_given_name || parsed.has_initial {
            return Some(Strength::Context);
        }
        if self.speaks(parsed.end) || self.is_described(parsed.end) {
            return Some(Strength::Context);
        }
        let counted = self.tokens.get(parsed.end).is_some_and(|next| next.gap == Gap::Space && next.case == Case::None);
        let definite = at > 0 && matches!(self.tokens[at - 1].key.as_str(), "the" | "a" | "an");
        // `Enrolling Minetest`: the capital of a sentence's first word.
        let inflected = token.opens && ["ing", "ed", "ly", "ion"].iter().any(|ending| token.key.ends_with(ending));
        if inflected {
            return None;
        }
        let spaced = (at + 1..parsed.end).any(|at| self.tokens[at].gap == Gap::Space);
        (parsed.n_words <= 3 && spaced && !definite && !counted && !self.heads_a_noun(parsed.end))
            .then_some(Strength::Weak)
    }

    /// `Paris Hilton` is a person, `Sydney Melbourne` two places.
    fn is_listed_pair(&self, at: usize, end: usize) -> bool {
        (at..end).all(|at| self.lists.name_at(self.tokens, at).is_some())
    }

    /// `in Marlow Heath`, `near Marlow Heath`.
    fn stands_inside(&self, at: usize) -> bool {
        at > 0
            && self.tokens[at].gap == Gap::Space
            && matches!(
                self.tokens[at - 1].key.as_str(),
                "in" | "near" | "outside" | "across" | "throughout" | "around"
            )
            && !(at > 1 && self.tokens[at - 2].is(Section::Holdings))
    }

    /// `shares in Volta Grid`, `Volta Grid plunged`, `Volta Grid, the battery maker`.
    fn does_business(&self, at: usize, end: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.key.as_str());
        let traded = at > 1
            && matches!(word(at - 1), "in" | "of" | "by" | "for")
            && self.lists.has(Section::BusinessParts, word(at - 2));
        let moved = self.lists.has(Section::BusinessVerbs, word(end));
        let described = matches!(word(end), "a" | "an" | "the" | "which")
            && self.tokens.get(end).is_some_and(|token| token.gap == Gap::Comma)
            && (word(end) == "which" || (end + 1..end + 6).any(|at| self.lists.has(Section::BusinessNouns, word(at))));
        traded || moved || described
    }

    /// `, 45,`, `, who`, `, a former`, `, the editor`.
    fn is_described(&self, end: usize) -> bool {
        let Some(next) = self.tokens.get(end) else { return false };
        if next.gap != Gap::Comma {
            return false;
        }
        let age = next.case == Case::None && next.text.len() == 2;
        let after = self.tokens.get(end + 1).map_or("", |token| token.key.as_str());
        age || matches!(next.key.as_str(), "who" | "whose")
            || (matches!(next.key.as_str(), "a" | "an" | "the" | "his" | "her" | "their")
                && self.lists.has(Section::Roles, after))
    }

    /// Whether a lower-case noun follows that a thing's name would stand before: `the Rover Discovery vehicle`.
    fn heads_a_noun(&self, end: usize) -> bool {
        self.tokens.get(end).is_some_and(|next| {
            next.gap == Gap::Space
                && next.case == Case::Lower
                && (next.is(Section::OrganisationNouns) || next.is(Section::PlaceNouns) || next.is(Section::ThingNouns))
        })
    }
}
