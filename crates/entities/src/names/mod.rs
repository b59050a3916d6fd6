//! Whether two forms of a name are one: a ladder of named rungs that join, and named gates that forbid.

mod bodies;
mod form;
mod keys;
mod lexicon;
mod people;
mod person;
mod scripts;
mod spelling;

use newsprint_model::EntityKind;

pub(crate) use keys::{candidate_keys, is_bare_name};

use form::{Script, Sort, Word, letters, sort, words};
use lexicon::Lexicon;

/// The longest form that is taken apart, in bytes; a longer one is compared letter by letter.
const MAX_FORM_BYTES: usize = 512;

/// A reason for which two forms are one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// The same characters.
    Same,
    /// The same but for case, marks, apostrophes and ayn, or the forms of Arabic letters.
    Folded,
    /// The same but for hyphens and spaces.
    Joined,
    /// A title or role before the name was set aside.
    Title,
    /// The surname stands first, before a comma or as its language has it.
    SurnameFirst,
    /// The particles al-, el-, bin and the like were set aside.
    Particle,
    /// Another way to write the sounds in Latin letters.
    Romanisation,
    /// Another spelling or short form of the given name.
    GivenName,
    /// A middle name or initial, a further surname or the first of two given names was left out.
    Omitted,
    /// An initial stands for a name.
    Initial,
    /// A title and one name of the full form.
    TitleAndName,
    /// The same sounds in another script.
    Script,
    /// A form in the built-in table of well-known other names.
    BuiltInAlias,
    /// The capitals of one are the first letters of the other.
    Acronym,
    /// `Ltd`, `Inc.` and other legal forms were set aside.
    LegalForm,
    /// `News Agency`, `group` and the like were left out.
    ShortForm,
    /// `Ministry of X` and `X Ministry`; `Iranian` and `of Iran`.
    BodyForm,
    /// A plural or the spelling of another house: `programme`.
    Inflected,
    /// `Republic of X` for the country.
    StateForm,
}

/// A reason for which two forms must not be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gate {
    /// One is a person, the other a place, and so on.
    Kind,
    /// Contradictory given names.
    GivenName,
    /// Contradictory middle names or initials.
    MiddleName,
    /// Different surnames.
    Surname,
    /// One is a Jr., or another of the line.
    Generation,
    /// Different numbers, also of kings.
    Number,
    /// Rulers of different countries.
    Realm,
    /// A word of one that the other lacks.
    Words,
    /// An acronym and a word in small letters.
    Case,
    /// The built-in table holds them apart.
    BuiltIn,
    /// A bare surname: it may be anybody's.
    BareSurname,
    /// Scripts that cannot be compared without a table.
    Scripts,
}

/// What the rules say of two forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// One entity.
    Same,
    /// Two.
    Different,
    /// The forms alone do not tell.
    Unsure,
}

/// A verdict and what decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Same, different, unsure.
    pub verdict: Verdict,
    /// The rungs that join, in the order of the ladder; empty unless the verdict is `Same`.
    pub rungs: Vec<Rung>,
    /// The gates that forbid; empty if the verdict is `Same`.
    pub gates: Vec<Gate>,
}

impl Judgement {
    fn same(rungs: impl IntoIterator<Item = Rung>) -> Judgement {
        let mut rungs: Vec<Rung> = rungs.into_iter().collect();
        rungs.sort();
        rungs.dedup();
        Judgement { verdict: Verdict::Same, rungs, gates: Vec::new() }
    }

    fn different(gate: Gate) -> Judgement {
        Judgement { verdict: Verdict::Different, rungs: Vec::new(), gates: vec![gate] }
    }

    fn unsure(gate: Gate) -> Judgement {
        Judgement { verdict: Verdict::Unsure, rungs: Vec::new(), gates: vec![gate] }
    }

    fn with(mut self, rung: Rung) -> Judgement {
        if self.verdict == Verdict::Same && !self.rungs.contains(&rung) {
            self.rungs.push(rung);
            self.rungs.sort();
        }
        self
    }
}

/// Whether two forms name one entity, as far as the forms alone tell.
///
/// * Shape: two forms in any script, in; the verdict with its rungs or gates out. Symmetric. What they name is told from their words.
/// * Errors: none; a form without a letter is `Same` only as itself. Time grows with the square of at most 12 words of 40 letters.
pub fn compare_names(a: &str, b: &str) -> Judgement {
    compare(a, b, None)
}

/// [`compare_names`] for two forms of a known kind.
pub(crate) fn compare_of_kind(a: &str, b: &str, kind: EntityKind) -> Judgement {
    compare(a, b, Some(Sort::of(kind)))
}

fn compare(a: &str, b: &str, kind: Option<Sort>) -> Judgement {
    crate::work::step();
    let (a, b) = (a.trim(), b.trim());
    if a == b {
        return Judgement::same([Rung::Same]);
    }
    if a.len() > MAX_FORM_BYTES || b.len() > MAX_FORM_BYTES {
        return Judgement::different(Gate::Words);
    }
    // One order for both, so that the answer cannot depend on it.
    let (a, b) = if (a.len(), a) <= (b.len(), b) { (a, b) } else { (b, a) };
    let lexicon = Lexicon::get();
    let (a_words, b_words) = (words(a), words(b));
    if a_words.is_empty() || b_words.is_empty() {
        return Judgement::different(Gate::Words);
    }
    if case_forbids(&a_words, &b_words) || case_forbids(&b_words, &a_words) {
        return Judgement::different(Gate::Case);
    }
    if lexicon.are_apart(&a_words, &b_words) {
        return Judgement::different(Gate::BuiltIn);
    }
    if spaced(&a_words) == spaced(&b_words) {
        return Judgement::same([Rung::Folded]);
    }
    if letters(&a_words) == letters(&b_words) {
        return Judgement::same([Rung::Joined]);
    }
    let fits = |known: &usize| kind.is_none_or(|kind| lexicon.entry(*known).sort == kind);
    let known = |words: &[Word]| -> Vec<usize> {
        let outright = lexicon.known(words);
        // `President Xi`: the table has the bare surname.
        let titled = if outright.is_empty() { lexicon.known_after_title(words) } else { outright };
        titled.into_iter().filter(fits).collect()
    };
    let (a_known, b_known) = (known(&a_words), known(&b_words));
    if a_known.iter().any(|known| b_known.contains(known)) {
        return Judgement::same([Rung::BuiltInAlias]);
    }
    let by_rules = |a: &str, b: &str| by_rules(a, b, &words(a), &words(b), kind, lexicon);
    if !a_known.is_empty() && !b_known.is_empty() {
        let told = by_rules(a, b);
        // Two entries may be one thing under two heads of the lists, never two people.
        let is_sure = told.rungs.iter().all(|rung| is_safe(*rung));
        return if told.verdict == Verdict::Same && is_sure { told } else { Judgement::different(Gate::BuiltIn) };
    }
    let told = by_rules(a, b);
    if a_known.is_empty() && b_known.is_empty() {
        return told;
    }
    // A form that the table knows may be read as any other name of what it names.
    let (listed, other) = if a_known.is_empty() { (&b_known, a) } else { (&a_known, b) };
    let [only] = listed.as_slice() else { return told };
    let names = &lexicon.entry(*only).names;
    // Where the table tells how a script writes it, sounds of another script prove nothing.
    let script = words(other)[0].script;
    let own: Vec<&String> =
        names.iter().filter(|name| words(name).first().is_some_and(|word| word.script == script)).collect();
    if script == Script::Arabic && !own.is_empty() {
        let mut read = own.into_iter().take(24).map(|name| by_rules(name, other));
        let same = read.find(|read| read.verdict == Verdict::Same);
        let crosses = told.rungs.contains(&Rung::Script);
        return match same {
            Some(same) => same.with(Rung::BuiltInAlias),
            None if crosses => Judgement::unsure(Gate::Scripts),
            None => told,
        };
    }
    let canonical = by_rules(&names[0], other);
    if canonical.verdict == Verdict::Different {
        // `Khamenei` is Ali's: `Mojtaba Khamenei` is somebody else.
        let contradicts = canonical.gates.iter().any(|gate| {
            matches!(
                gate,
                Gate::GivenName | Gate::MiddleName | Gate::Generation | Gate::Number | Gate::Realm | Gate::Kind
            )
        });
        let listed_words = if a_known.is_empty() { &b_words } else { &a_words };
        if contradicts && told.verdict == Verdict::Same && listed_words.len() == 1 {
            return canonical;
        }
    }
    if told.verdict == Verdict::Same {
        return told;
    }
    for name in names.iter().take(24) {
        let cut = words(name);
        let other_words = words(other);
        if case_forbids(&cut, &other_words) || case_forbids(&other_words, &cut) {
            continue;
        }
        let read = by_rules(name, other);
        let is_person = lexicon.entry(*only).sort == Sort::Person;
        let is_whole = if is_person { cut.len() > 1 } else { read.rungs.iter().all(|rung| is_safe(*rung)) };
        if read.verdict == Verdict::Same && is_whole && (!is_person || canonical.verdict != Verdict::Different) {
            return read.with(Rung::BuiltInAlias);
        }
    }
    told
}

/// A rung that leaves all of a name's own words as they are.
fn is_safe(rung: Rung) -> bool {
    matches!(
        rung,
        Rung::Same | Rung::Folded | Rung::Joined | Rung::Particle | Rung::LegalForm | Rung::Inflected | Rung::BodyForm
    )
}

/// An acronym is no word in small letters: `WHO` and `who`.
fn case_forbids(upper: &[Word], lower: &[Word]) -> bool {
    let ([upper], [lower]) = (upper, lower) else { return false };
    upper.is_upper && upper.text == lower.text && !lower.is_capital && upper.n_chars() <= 6
}

fn spaced(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// What the rules say without the table.
fn by_rules(a: &str, b: &str, a_words: &[Word], b_words: &[Word], kind: Option<Sort>, lexicon: &Lexicon) -> Judgement {
    let listed = |words: &[Word]| {
        let known = lexicon.known(words);
        let mut sorts = known.iter().map(|known| lexicon.entry(*known).sort);
        let first = sorts.next();
        first.filter(|first| sorts.all(|other| other == *first))
    };
    let (a_sort, b_sort) = match kind {
        Some(kind) => (Some(kind), Some(kind)),
        None => (
            listed(a_words).or_else(|| sort(a_words, a, lexicon)),
            listed(b_words).or_else(|| sort(b_words, b, lexicon)),
        ),
    };
    if let Some(judgement) = bodies::acronym(a_words, b_words, a_sort, b_sort, lexicon)
        .or_else(|| bodies::acronym(b_words, a_words, b_sort, a_sort, lexicon))
    {
        return judgement;
    }
    let sort = match (a_sort, b_sort) {
        (Some(a), Some(b)) if a == b => Some(a),
        (Some(Sort::Body), Some(Sort::Thing)) | (Some(Sort::Thing), Some(Sort::Body)) => Some(Sort::Body),
        (Some(_), Some(_)) => return Judgement::different(Gate::Kind),
        // `Jordan` the country is nobody's surname.
        (Some(Sort::Place), None) if looks_like_a_person(b_words, a_words, lexicon) => {
            return Judgement::different(Gate::Kind);
        }
        (None, Some(Sort::Place)) if looks_like_a_person(a_words, b_words, lexicon) => {
            return Judgement::different(Gate::Kind);
        }
        (Some(one), None) | (None, Some(one)) => Some(one),
        (None, None) => None,
    };
    match sort {
        Some(Sort::Person) => people::compare(a, b, lexicon),
        Some(sort) => bodies::compare(a_words, b_words, sort, lexicon),
        None if a_words.len() == 1 && b_words.len() == 1 => bodies::compare(a_words, b_words, Sort::Body, lexicon),
        None => {
            let of_people = people::compare(a, b, lexicon);
            if of_people.verdict == Verdict::Same {
                of_people
            } else {
                let of_bodies = bodies::compare(a_words, b_words, Sort::Body, lexicon);
                if of_bodies.verdict == Verdict::Same { of_bodies } else { of_people }
            }
        }
    }
}

/// Whether words of no told kind may be a person beside a place of one word that is their last one.
fn looks_like_a_person(words: &[Word], place: &[Word], lexicon: &Lexicon) -> bool {
    let speaks_of_places =
        |word: &Word| ["places", "state-forms", "stops"].iter().any(|section| lexicon.has(section, &word.text));
    words.len() > 1
        && !words.iter().any(speaks_of_places)
        && place.len() == 1
        && words.last().is_some_and(|last| last.is(&place[0]))
}

impl Rung {
    /// A short name of the rung, as the command prints it.
    pub fn name(self) -> &'static str {
        match self {
            Rung::Same => "same",
            Rung::Folded => "folded",
            Rung::Joined => "joined",
            Rung::Title => "title",
            Rung::SurnameFirst => "surname-first",
            Rung::Particle => "particle",
            Rung::Romanisation => "romanisation",
            Rung::GivenName => "given-name",
            Rung::Omitted => "omitted",
            Rung::Initial => "initial",
            Rung::TitleAndName => "title-and-name",
            Rung::Script => "script",
            Rung::BuiltInAlias => "built-in-alias",
            Rung::Acronym => "acronym",
            Rung::LegalForm => "legal-form",
            Rung::ShortForm => "short-form",
            Rung::BodyForm => "body-form",
            Rung::Inflected => "inflected",
            Rung::StateForm => "state-form",
        }
    }
}

impl Gate {
    /// A short name of the gate, as the command prints it.
    pub fn name(self) -> &'static str {
        match self {
            Gate::Kind => "kind",
            Gate::GivenName => "given-name",
            Gate::MiddleName => "middle-name",
            Gate::Surname => "surname",
            Gate::Generation => "generation",
            Gate::Number => "number",
            Gate::Realm => "realm",
            Gate::Words => "words",
            Gate::Case => "case",
            Gate::BuiltIn => "built-in",
            Gate::BareSurname => "bare-surname",
            Gate::Scripts => "scripts",
        }
    }
}

impl Verdict {
    /// `same`, `different`, `unsure`.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Same => "same",
            Verdict::Different => "different",
            Verdict::Unsure => "unsure",
        }
    }
}
