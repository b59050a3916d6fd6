//! People's names against each other: word against word, and what contradicts forbids.

use super::form::{Script, Word};
use super::lexicon::{Given, Lexicon};
use super::person::Person;
use super::spelling::cost;
use super::{Gate, Judgement, Rung};
use crate::sections::Section;

/// Words that make another surname of the one they are joined to: Ahmadi-Nejad.
const SURNAME_ENDINGS: [&str; 14] = [
    "nejad", "nezhad", "nejhad", "zadeh", "zade", "pour", "pur", "far", "fard", "rad", "nia", "niya", "khah", "manesh",
];

/// How two words match, if they do.
struct Match {
    cost: f32,
    rung: Option<Rung>,
}

/// Two names set against each other: which words met, and which were left over.
struct Alignment {
    cost: f32,
    rungs: Vec<Rung>,
    /// Pairs of first words that met, by their places.
    met: Vec<(usize, usize)>,
    left_a: Vec<usize>,
    left_b: Vec<usize>,
}

pub(super) fn compare(a: &str, b: &str, lexicon: &Lexicon) -> Judgement {
    let (a, b) = (Person::of(a, lexicon), Person::of(b, lexicon));
    if a.words.is_empty() || b.words.is_empty() {
        return Judgement::different(Gate::Words);
    }
    if a.words.iter().chain(&b.words).any(|word| word.script == Script::Other) && scripts(&a) != scripts(&b) {
        return Judgement::unsure(Gate::Scripts);
    }
    let told = in_order(&a, &b, lexicon);
    if told.verdict == super::Verdict::Same {
        return told;
    }
    turned(&a, &b, lexicon).unwrap_or(told)
}

fn scripts(person: &Person) -> Option<Script> {
    person.words.first().map(|word| word.script)
}

fn in_order(a: &Person, b: &Person, lexicon: &Lexicon) -> Judgement {
    let (longer, shorter) = if a.words.len() >= b.words.len() { (a, b) } else { (b, a) };
    let is_strict = is_strict(a, b, lexicon);
    if let Some(judgement) = initials(longer, shorter) {
        return judgement;
    }
    let aligned = align(&longer.words, &shorter.words, is_strict, lexicon);
    let judgement = told(longer, shorter, &aligned, lexicon);
    if judgement.verdict != super::Verdict::Same {
        return judgement;
    }
    if let Some(gate) = line_forbids(a, b) {
        return if gate == Gate::Generation
            || a.realm.is_some()
            || b.realm.is_some()
            || (a.generation.is_some() && b.generation.is_some())
        {
            Judgement::different(gate)
        } else {
            Judgement::unsure(gate)
        };
    }
    let mut judgement = judgement;
    let told_by_title = judgement.rungs.contains(&Rung::TitleAndName);
    if (a.has_title != b.has_title || (a.has_title && a.is_royal != b.is_royal)) && !told_by_title {
        judgement = judgement.with(Rung::Title);
    }
    if a.has_particle != b.has_particle {
        judgement = judgement.with(Rung::Particle);
    }
    if a.is_turned != b.is_turned {
        judgement = judgement.with(Rung::SurnameFirst);
    }
    if judgement.rungs.is_empty() { judgement.with(Rung::Joined) } else { judgement }
}

/// Kings of other numbers or countries, sons and fathers.
fn line_forbids(a: &Person, b: &Person) -> Option<Gate> {
    if let (Some(a), Some(b)) = (&a.realm, &b.realm)
        && a != b
    {
        return Some(Gate::Realm);
    }
    if a.generation == b.generation {
        return None;
    }
    Some(if a.words.len() > 1 || b.words.len() > 1 { Gate::Generation } else { Gate::Number })
}

/// Whether the names are spelt in Latin letters at home, so that another spelling is another person.
fn is_strict(a: &Person, b: &Person, lexicon: &Lexicon) -> bool {
    let western = |person: &Person| {
        person.words.len() > 1 && person.words.first().is_some_and(|first| lexicon.has("western", &first.text))
    };
    let asian = |person: &Person| {
        let lists = crate::lists::Lists::get();
        person.words.len() > 1
            && person.words.len() < 4
            && person.words.iter().all(|word| word.n_chars() <= 6)
            && (lists.has(Section::FamilyNames, &person.words[0].text)
                || person.words.last().is_some_and(|last| lists.has(Section::FamilyNames, &last.text)))
            && !person.words.iter().any(|word| lexicon.is_muslim(&word.text))
    };
    (western(a) && western(b)) || (asian(a) && asian(b))
}

/// `JFK`, `MBS`: the first letters of three names or more.
fn initials(longer: &Person, shorter: &Person) -> Option<Judgement> {
    let [only] = shorter.words.as_slice() else { return None };
    let n = only.n_chars();
    if !(only.is_upper && (3..=4).contains(&n)) || longer.words.len() < 2 {
        return None;
    }
    let first = |with_bin: bool| -> String {
        let mut out = String::new();
        for (nth, word) in longer.words.iter().enumerate() {
            if with_bin && nth == 1 && longer.has_dynasty {
                out.push('b');
            }
            out.extend(word.text.chars().next());
        }
        out
    };
    (first(false) == only.text || first(true) == only.text).then(|| Judgement::same([Rung::Acronym]))
}

/// The best way to set the words of two names against each other, in order; up to three words meet one.
fn align(a: &[Word], b: &[Word], is_strict: bool, lexicon: &Lexicon) -> Alignment {
    const SKIP: f32 = 10.0;
    const SPANS: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)];
    let width = b.len() + 1;
    let mut best: Vec<(f32, usize, usize)> = vec![(f32::MAX, 0, 0); (a.len() + 1) * width];
    best[0].0 = 0.0;
    for at in 0..=a.len() {
        for nth in 0..width {
            let here = best[at * width + nth].0;
            if here == f32::MAX {
                continue;
            }
            let mut offer = |n_a: usize, n_b: usize, cost: f32| {
                let place = &mut best[(at + n_a) * width + nth + n_b];
                if here + cost < place.0 {
                    *place = (here + cost, n_a, n_b);
                }
            };
            for (n_a, n_b) in SPANS {
                if at + n_a > a.len() || nth + n_b > b.len() {
                    continue;
                }
                let place = (at == 0 && nth == 0, at + n_a == a.len() && nth + n_b == b.len());
                if let Some(found) = meet(&a[at..at + n_a], &b[nth..nth + n_b], place, is_strict, lexicon) {
                    offer(n_a, n_b, found.cost);
                }
            }
            if at < a.len() {
                offer(1, 0, SKIP);
            }
            if nth < b.len() {
                offer(0, 1, SKIP);
            }
        }
    }
    let mut aligned =
        Alignment { cost: 0.0, rungs: Vec::new(), met: Vec::new(), left_a: Vec::new(), left_b: Vec::new() };
    let (mut at, mut nth) = (a.len(), b.len());
    while at > 0 || nth > 0 {
        let (_, n_a, n_b) = best[at * width + nth];
        (at, nth) = (at - n_a, nth - n_b);
        match (n_a, n_b) {
            (1, 0) => aligned.left_a.push(at),
            (0, 1) => aligned.left_b.push(nth),
            _ => {
                let place = (at == 0 && nth == 0, at + n_a == a.len() && nth + n_b == b.len());
                if let Some(found) = meet(&a[at..at + n_a], &b[nth..nth + n_b], place, is_strict, lexicon) {
                    aligned.cost += found.cost;
                    aligned.rungs.extend(found.rung);
                    if n_a + n_b > 2 {
                        aligned.rungs.push(Rung::Joined);
                    }
                }
                aligned.met.push((at, nth));
            }
        }
    }
    aligned.left_a.reverse();
    aligned.left_b.reverse();
    aligned.met.reverse();
    aligned
}

/// Whether words of two names are one name; `place` says whether they are the first and the last of both.
fn meet(a: &[Word], b: &[Word], place: (bool, bool), is_strict: bool, lexicon: &Lexicon) -> Option<Match> {
    let (is_first, is_last) = place;
    if let ([a], [b]) = (a, b) {
        if a.is(b) {
            return Some(Match { cost: 0.0, rung: None });
        }
        if (a.is_initial() || b.is_initial()) && a.script == b.script && !is_last {
            let same = a.text.chars().next() == b.text.chars().next();
            return same.then_some(Match { cost: 0.6, rung: Some(Rung::Initial) });
        }
        if a.script == Script::Latin && b.script == Script::Latin {
            match lexicon.same_given(&a.text, &b.text, is_first) {
                Some(Given::Spelling) => return Some(Match { cost: 0.1, rung: Some(Rung::Romanisation) }),
                Some(Given::Short) => return Some(Match { cost: 0.2, rung: Some(Rung::GivenName) }),
                Some(Given::Different) => return None,
                None => {}
            }
        } else if a.script != b.script {
            // `حسن` is no Hossein, however few letters write either.
            match lexicon.same_given(&a.text, &b.text, is_first) {
                Some(Given::Spelling) => return Some(Match { cost: 0.1, rung: Some(Rung::Script) }),
                Some(Given::Different) => return None,
                Some(Given::Short) | None => {}
            }
        }
    } else if a.iter().chain(b).any(Word::is_initial) {
        return None;
    }
    let cost = cost(&Word::joined(a), &Word::joined(b), is_strict)?;
    let crosses = a[0].script != b[0].script;
    let rung =
        if crosses { Some(Rung::Script) } else { (cost > 0.0 || a.len() + b.len() == 2).then_some(Rung::Romanisation) };
    // Words that need not be run together should not be.
    let joints = 0.05 * (a.len() + b.len() - 2) as f32;
    Some(Match { cost: cost + joints, rung: rung.filter(|_| cost > 0.0 || crosses || a.len() + b.len() == 2) })
}

/// What the alignment says.
fn told(longer: &Person, shorter: &Person, aligned: &Alignment, lexicon: &Lexicon) -> Judgement {
    const MOST_PER_NAME: f32 = 0.9;
    let n_met = aligned.met.len();
    let (left_a, left_b) = (&aligned.left_a, &aligned.left_b);
    if n_met == 0 {
        return Judgement::different(if shorter.words.len() == 1 { Gate::Surname } else { Gate::GivenName });
    }
    let same = |more: Option<Rung>| Judgement::same(aligned.rungs.iter().copied().chain(more));
    if !left_a.is_empty() && !left_b.is_empty() {
        return contradiction(longer, shorter, aligned);
    }
    if aligned.cost > MOST_PER_NAME * n_met as f32 {
        return Judgement::unsure(Gate::Surname);
    }
    if left_a.is_empty() && left_b.is_empty() {
        let given_only_by_initial = n_met == 2 && aligned.rungs.contains(&Rung::Initial);
        return if given_only_by_initial { Judgement::unsure(Gate::GivenName) } else { same(None) };
    }
    let (full, part, left) = if left_b.is_empty() { (longer, shorter, left_a) } else { (shorter, longer, left_b) };
    if n_met == 1 || part.words.len() == 1 {
        return bare(full, part, aligned, lexicon);
    }
    omitted(full, part, left, lexicon).unwrap_or_else(|| same(Some(Rung::Omitted)))
}

/// Where two names contradict each other.
fn contradiction(longer: &Person, shorter: &Person, aligned: &Alignment) -> Judgement {
    let (last_a, last_b) = (longer.words.len() - 1, shorter.words.len() - 1);
    if aligned.left_a.contains(&last_a) && aligned.left_b.contains(&last_b) {
        return Judgement::different(Gate::Surname);
    }
    if aligned.left_a.contains(&0) || aligned.left_b.contains(&0) {
        return Judgement::different(Gate::GivenName);
    }
    Judgement::different(Gate::MiddleName)
}

/// One name against a full one.
fn bare(full: &Person, part: &Person, aligned: &Alignment, lexicon: &Lexicon) -> Judgement {
    let Some(word) = part.words.first() else { return Judgement::unsure(Gate::BareSurname) };
    let met = aligned.met.iter().map(|(a, b)| if full.words.len() >= part.words.len() { *a } else { *b }).next();
    let is_common = |section: &str| {
        lexicon.has(section, &word.text)
            || full.words.iter().any(|word| {
                lexicon.has(section, &word.text) && met.is_some_and(|met| full.words[met].text == word.text)
            })
    };
    if !part.has_title || part.words.len() > 1 || aligned.cost > 0.5 {
        return Judgement::unsure(Gate::BareSurname);
    }
    let at_head = met == Some(0);
    let fits = if part.is_royal {
        at_head && (full.is_royal || full.has_dynasty) && !is_common("common-royal")
    } else {
        !at_head && !is_common("shared-surnames")
    };
    if fits { Judgement::same([Rung::TitleAndName]) } else { Judgement::unsure(Gate::BareSurname) }
}

/// Why the words that one name leaves out make it another's; `None` when they may be left out.
fn omitted(full: &Person, part: &Person, left: &[usize], lexicon: &Lexicon) -> Option<Judgement> {
    let given = |word: &Word| lexicon.is_given(&word.text) || lexicon.is_muslim(&word.text);
    let n_leading = left.iter().enumerate().take_while(|(nth, place)| nth == *place).count();
    let n_words = full.words.len();
    let n_trailing = left.iter().rev().enumerate().take_while(|(nth, place)| n_words - 1 - nth == **place).count();
    let first = &part.words[0];
    if n_leading > 0 {
        // `Mohammad Javad Zarif` is called Javad; who is only called by surnames has no given name to contradict.
        let heads = [
            "mohammad", "mohammed", "muhammad", "mohamed", "mohamad", "ali", "seyed", "mir", "gholam", "sheikh",
            "محمد", "علي", "سيد", "mohd", "muhammed", "mahomet",
        ];
        let leads = left[..n_leading].iter().all(|place| heads.contains(&full.words[*place].text.as_str()));
        let is_ali = full.words[0].text == "ali";
        let after_ali = ["akbar", "asghar", "reza", "naqi", "mohammad"].contains(&first.text.as_str());
        let is_surnames = !given(first) && !first.is_initial();
        let is_called_so = leads && given(first) && (!is_ali || after_ali);
        let crosses = first.script != Script::Latin;
        if !(is_surnames && !crosses || is_called_so) {
            return Some(Judgement::unsure(Gate::GivenName));
        }
    }
    for place in &left[n_leading..left.len() - n_trailing] {
        let (word, before) = (&full.words[*place], &full.words[place - 1]);
        if word.is_initial() {
            continue;
        }
        // `Mohammad-Reza` is not Mohammad; a father's name may be left out.
        let doubles = lexicon.is_muslim(&before.text) && lexicon.has("second-names", &word.text);
        let is_mohammad = matches!(before.text.as_str(), "mohammad" | "mohammed" | "muhammad" | "mohamed" | "mohamad");
        let joined = word.is_joined
            && *place == 1
            && (lexicon.has("first-halves", &before.text) || lexicon.is_muslim(&before.text));
        if joined || (doubles && is_mohammad) {
            return Some(Judgement::different(Gate::GivenName));
        }
        if doubles || word.script == Script::Arabic {
            return Some(Judgement::unsure(Gate::GivenName));
        }
    }
    if n_trailing > 0 {
        let last = part.words.last()?;
        // `Rezaei-Bana` is one surname, and Rezaei another.
        let next = &full.words[n_words - n_trailing];
        if next.is_joined && (next.script == Script::Arabic || SURNAME_ENDINGS.contains(&next.text.as_str())) {
            return Some(Judgement::unsure(Gate::Surname));
        }
        let asian = crate::lists::Lists::get().has(crate::sections::Section::FamilyNames, &full.words[0].text)
            && full.words[0].n_chars() <= 6;
        let is_dynasty = full.has_dynasty
            && part.has_dynasty
            && full.words.last().is_some_and(|last| lexicon.has("dynasties", &last.text));
        if last.is_initial() || (lexicon.is_muslim(&last.text) && !is_dynasty) || asian {
            return Some(Judgement::unsure(Gate::Surname));
        }
        // `Ann Marie` is no end of a name.
        if part.words.len() == 2 && given(last) && given(first) && lexicon.has("western", &first.text) {
            return Some(Judgement::unsure(Gate::Surname));
        }
        if n_trailing > 2 {
            return Some(Judgement::unsure(Gate::Surname));
        }
    }
    None
}

/// `Xi Jinping` and `Jinping Xi`, `Orbán Viktor`: the surname first, where words tell which it is.
fn turned(a: &Person, b: &Person, lexicon: &Lexicon) -> Option<Judgement> {
    if a.words.len() < 2 || b.words.len() < 2 || a.words.len() > 4 || b.words.len() > 4 || a.generation != b.generation
    {
        return None;
    }
    let lists = crate::lists::Lists::get();
    let family = |word: &Word| lists.has(Section::FamilyNames, &word.text);
    let mut turned = a.clone();
    let surname = turned.words.remove(0);
    turned.words.push(surname);
    let first = &a.words[0];
    let rest = &a.words[1..];
    let tells = (family(first) && !rest.iter().all(family))
        || (a.words.len() > 1 && b.words.first().is_some_and(family) && !b.words[1..].iter().all(family))
        || lexicon.is_given(&rest[0].text) != lexicon.is_given(&first.text);
    let patronymic = a.words.iter().all(|word| lexicon.is_muslim(&word.text));
    if !tells || patronymic {
        return None;
    }
    let exact = |a: &[Word], b: &[Word]| -> bool {
        let joined = |words: &[Word]| words.iter().map(|word| word.text.as_str()).collect::<String>();
        joined(a) == joined(b)
    };
    // From either side: the last word first, or the first one last.
    let mut other = a.clone();
    let last = other.words.pop()?;
    other.words.insert(0, last);
    let is_same = exact(&turned.words, &b.words) || exact(&other.words, &b.words);
    is_same.then(|| Judgement::same([Rung::SurnameFirst]))
}
