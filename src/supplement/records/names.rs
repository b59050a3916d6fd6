//! A byline as names: who wrote an article, as far as the line lets that be told.

/// Somebody in a byline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A person with a name in Latin letters.
    Person {
        /// The family name, with its particles: `van der Berg`.
        family: String,
        /// The other names.
        given: String,
        /// `Jr.`, `III`; empty for most.
        suffix: String,
    },
    /// A name to be taken as it stands: an agency, a desk, a single word, any name in another script.
    Whole(String),
}

impl Name {
    fn person(family: &str, given: &str, suffix: &str) -> Name {
        Name::Person { family: family.to_owned(), given: given.to_owned(), suffix: suffix.to_owned() }
    }

    /// The name as it is read: `Jan van der Berg Jr.`
    pub fn read(&self) -> String {
        match self {
            Name::Whole(name) => name.clone(),
            Name::Person { family, given, suffix } => joined(&[given, family, suffix], " "),
        }
    }

    /// The family name first: `van der Berg, Jan, Jr.`
    pub fn turned(&self) -> String {
        match self {
            Name::Whole(name) => name.clone(),
            Name::Person { family, given, suffix } => joined(&[family, given, suffix], ", "),
        }
    }
}

/// What is not empty, with something between.
fn joined(parts: &[&str], between: &str) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

/// Words that belong to the family name that follows them.
const PARTICLES: [&str; 24] = [
    "abu", "al", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "le", "ter", "van", "von", "zu",
];

/// Words of bodies that sign articles, in small letters.
const BODIES: [&str; 27] = [
    "agence",
    "agencies",
    "agency",
    "board",
    "bureau",
    "center",
    "centre",
    "committee",
    "correspondent",
    "correspondents",
    "council",
    "desk",
    "editorial",
    "editors",
    "institute",
    "media",
    "network",
    "news",
    "office",
    "online",
    "press",
    "reporters",
    "service",
    "staff",
    "team",
    "times",
    "tv",
];

/// What a person does, in small letters: a part of a byline that ends so names nobody.
const ROLES: [&str; 8] =
    ["analyst", "columnist", "contributor", "correspondent", "editor", "journalist", "reporter", "writer"];

/// The people and bodies of a byline, in its order. What cannot be told apart stays whole.
pub fn names(byline: &str) -> Vec<Name> {
    let byline = byline.trim();
    if byline.is_empty() {
        return Vec::new();
    }
    // Elsewhere families stand first, or nowhere, and commas mean other things.
    if !is_latin(byline) {
        return vec![Name::Whole(byline.to_owned())];
    }
    let byline = ["by ", "By ", "BY "].iter().find_map(|by| byline.strip_prefix(by)).unwrap_or(byline).trim();
    let parts: Vec<&str> = byline.split([',', ';', '/', '|']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // `Doe, Jane` is one name turned round.
    if let [family, given] = *parts
        && byline.contains(',')
        && is_name_word(family)
        && is_name_word(given)
        && !is_body(family)
        && !is_body(given)
    {
        return vec![Name::person(family, given, "")];
    }
    let mut names: Vec<Name> = Vec::new();
    for part in parts.iter().flat_map(|part| split_at_and(part)) {
        match names.last_mut() {
            Some(Name::Person { suffix, .. }) if is_suffix(part) => part.clone_into(suffix),
            Some(_) if is_role(part) => {}
            _ => names.push(name(part)),
        }
    }
    names
}

/// Cut at `and` and `&` between words.
fn split_at_and(part: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = part;
    while let Some((before, after)) = [" and ", " And ", " AND ", " & "]
        .iter()
        .filter_map(|and| rest.split_once(and))
        .min_by_key(|(before, _)| before.len())
    {
        found.push(before);
        rest = after;
    }
    found.push(rest.strip_prefix("and ").unwrap_or(rest));
    found.into_iter().map(str::trim).filter(|name| !name.is_empty()).collect()
}

/// One name. A place that it was sent from, `in Tehran`, is set aside.
fn name(part: &str) -> Name {
    let whole = part.split_once(" in ").map_or(part, |(name, _)| name).trim();
    let mut words: Vec<&str> = whole.split_whitespace().collect();
    let suffix = match words.last() {
        Some(last) if words.len() > 2 && is_suffix(last) => words.pop().unwrap_or_default(),
        _ => "",
    };
    let is_person = (2..=5).contains(&words.len())
        && words.iter().all(|word| is_name_word(word) || is_particle(word))
        && !words.iter().any(|word| is_body(word));
    if !is_person {
        return Name::Whole(whole.to_owned());
    }
    // The family name is the last word and the particles before it; something is left for the rest.
    let mut at = words.len() - 1;
    while at > 1 && is_particle(words[at - 1]) {
        at -= 1;
    }
    Name::person(&words[at..].join(" "), &words[..at].join(" "), suffix)
}

/// Whether all letters are Latin ones.
fn is_latin(text: &str) -> bool {
    text.chars().filter(|sign| sign.is_alphabetic()).all(|sign| {
        matches!(sign, '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}')
    })
}

/// Whether a word begins with a capital and holds nothing that no name holds.
fn is_name_word(word: &str) -> bool {
    let is_of_names = |sign: char| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '’' | '‘' | '.' | '`');
    word.chars().all(is_of_names)
        && (word.chars().next().is_some_and(char::is_uppercase)
            || word.split_once('-').is_some_and(|(particle, rest)| {
                is_particle(particle) && rest.chars().next().is_some_and(char::is_uppercase)
            }))
}

/// Whether a word is one of those in small letters, such as `van`.
fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// Whether a word belongs to a body, or is written as one: `AFP`.
fn is_body(word: &str) -> bool {
    let is_letters = word.chars().count() > 2 && word.chars().all(|sign| sign.is_uppercase());
    is_letters || BODIES.contains(&&*word.to_lowercase())
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "Jr" | "Jr." | "Sr" | "Sr." | "II" | "III" | "IV")
}

/// Whether a part says what somebody does.
fn is_role(part: &str) -> bool {
    part.split_whitespace().next_back().is_some_and(|last| ROLES.contains(&&*last.to_lowercase()))
}
