//! Names of bodies, places and things: their words as a set, once legal forms, other houses' spellings and word order are set aside.

mod content;

use super::form::{Script, Sort, Word};
use super::lexicon::Lexicon;
use super::spelling::cost;
use super::{Gate, Judgement, Rung};
use crate::lists::Lists;
use crate::sections::Section;
use content::{Content, as_countries, content};

/// The most letters of a word in capitals that is no shouted name.
const MAX_ACRONYM: usize = 5;

/// Last words that say no more than a legal form does.
const EMPTY_ENDINGS: [&str; 4] = ["group", "company", "holdings", "holding"];

pub(super) fn compare(a: &[Word], b: &[Word], sort: Sort, lexicon: &Lexicon) -> Judgement {
    let crosses = |a: &[Word], b: &[Word]| a[0].script != b[0].script;
    if crosses(a, b) && (a[0].script == Script::Other || b[0].script == Script::Other) {
        return Judgement::unsure(Gate::Scripts);
    }
    let (mut a, mut b) = (content(a, sort, lexicon), content(b, sort, lexicon));
    if a.numbers != b.numbers {
        return Judgement::different(Gate::Number);
    }
    if a.words.is_empty() || b.words.is_empty() {
        return Judgement::different(Gate::Words);
    }
    // Adjectives of countries count as the country where only one of the two has it so.
    as_countries(&mut a, &b.words, lexicon);
    as_countries(&mut b, &a.words, lexicon);
    let joined = |words: &[Word]| words.iter().map(|word| word.text.as_str()).collect::<String>();
    let mut rungs: Vec<Rung> = a.rungs.iter().chain(&b.rungs).copied().collect();
    rungs.retain(|rung| a.rungs.contains(rung) != b.rungs.contains(rung) || *rung == Rung::BodyForm);
    if joined(&a.words) == joined(&b.words) {
        if a.words.len() != b.words.len() {
            rungs.push(Rung::Joined);
        } else if rungs.is_empty() {
            rungs.push(Rung::Folded);
        }
        return Judgement::same(rungs);
    }
    let met = meet(&a.words, &b.words, sort, lexicon);
    rungs.extend(met.rungs);
    match (met.left_a.as_slice(), met.left_b.as_slice()) {
        ([], []) => Judgement::same(rungs),
        (left, []) if names_a_firm(&b, &a.words, left) => Judgement::different(Gate::Words),
        ([], left) if names_a_firm(&a, &b.words, left) => Judgement::different(Gate::Words),
        (left, []) => short_form(&a.words, left, &b.words, sort, !a.numbers.is_empty(), rungs, lexicon),
        ([], left) => short_form(&b.words, left, &a.words, sort, !a.numbers.is_empty(), rungs, lexicon),
        _ if crosses(&a.words, &b.words) && a.words.len().max(b.words.len()) > 1 => Judgement::unsure(Gate::Scripts),
        (left_a, left_b) => {
            let whole = |words: &[Word]| Word::joined(words);
            // `Deir Ezzor` and `Deirezzor`, `Sistan Baluchestan`: the letters may be cut elsewhere.
            let is_whole = left_a.len() == a.words.len() && left_b.len() == b.words.len();
            let near = is_whole && sort == Sort::Place && a.words.len() + b.words.len() <= 4;
            match near.then(|| cost(&whole(&a.words), &whole(&b.words), false)).flatten() {
                Some(cost) if cost <= 0.8 && a.words.len() != b.words.len() => {
                    Judgement::same(rungs.into_iter().chain([Rung::Joined, Rung::Romanisation]))
                }
                _ => Judgement::different(Gate::Words),
            }
        }
    }
}

/// Words that met and words left over.
struct Met {
    rungs: Vec<Rung>,
    left_a: Vec<usize>,
    left_b: Vec<usize>,
}

/// Sets the words of two names against each other, whatever their order.
fn meet(a: &[Word], b: &[Word], sort: Sort, lexicon: &Lexicon) -> Met {
    let mut met = Met { rungs: Vec::new(), left_a: Vec::new(), left_b: Vec::new() };
    let mut taken = vec![false; b.len()];
    let mut turned = false;
    let mut at = 0;
    while at < a.len() {
        let mut found: Option<(usize, usize, usize, f32, Option<Rung>)> = None;
        for nth in 0..b.len() {
            for (n_a, n_b) in [(1, 1), (2, 1), (1, 2)] {
                if at + n_a > a.len() || nth + n_b > b.len() || taken[nth..nth + n_b].iter().any(|taken| *taken) {
                    continue;
                }
                let (one, other) = (Word::joined(&a[at..at + n_a]), Word::joined(&b[nth..nth + n_b]));
                let Some((cost, rung)) = alike(&one, &other, sort, a.len() == 1 && b.len() == 1, lexicon) else {
                    continue;
                };
                if n_a + n_b > 2 && cost > 0.5 {
                    continue;
                }
                let cost = cost + 0.01 * (n_a + n_b - 2) as f32;
                if found.is_none_or(|(_, _, _, least, _)| cost < least) {
                    found = Some((nth, n_a, n_b, cost, rung));
                }
            }
        }
        match found {
            Some((nth, n_a, n_b, _, rung)) => {
                taken[nth..nth + n_b].iter_mut().for_each(|taken| *taken = true);
                turned |= nth > 0 && taken[..nth].iter().any(|taken| !taken);
                met.rungs.extend(rung);
                if n_a + n_b > 2 {
                    met.rungs.push(Rung::Joined);
                }
                at += n_a;
            }
            None => {
                met.left_a.push(at);
                at += 1;
            }
        }
    }
    met.left_b = (0..b.len()).filter(|nth| !taken[*nth]).collect();
    if turned && met.left_a.is_empty() && met.left_b.is_empty() {
        met.rungs.push(Rung::BodyForm);
    }
    met
}

/// Whether two words are one in a body's or place's name.
fn alike(a: &Word, b: &Word, sort: Sort, is_single: bool, lexicon: &Lexicon) -> Option<(f32, Option<Rung>)> {
    if a.is(b) {
        return Some((0.0, None));
    }
    // `ICO` and `ICCO` are two bodies, not two spellings.
    let is_acronym = |word: &Word| word.is_upper && word.n_chars() <= MAX_ACRONYM;
    if sort == Sort::Body && is_acronym(a) && is_acronym(b) {
        return None;
    }
    if a.script == Script::Latin && b.script == Script::Latin {
        let singular = |text: &str| {
            text.strip_suffix('s').filter(|stem| stem.len() > 3 && !stem.ends_with('s')).map(str::to_owned)
        };
        let bare = |word: &Word| singular(&word.text).unwrap_or_else(|| word.text.clone());
        let is_people = |text: &str| {
            let lists = Lists::get();
            lists.has(Section::Demonyms, text)
                || (text.ends_with('i') && text.len() > 4)
                || ["ian", "ite", "ist", "ese", "thi", "nni", "lim", "arab", "kurd", "azeri", "ican", "crat", "ative"]
                    .iter()
                    .any(|end| text.ends_with(end))
        };
        if bare(a) == bare(b) && (sort != Sort::Place && !is_single || is_people(&bare(a))) {
            return Some((0.1, Some(Rung::Inflected)));
        }
        if is_plain(a, lexicon) || is_plain(b, lexicon) {
            return None;
        }
    }
    let most = match (a.script == b.script, sort) {
        (true, Sort::Body) if !is_single => 0.55,
        // `Mysore` is not Missouri: a place has one word to be known by.
        (true, Sort::Place) if is_single => 0.65,
        (true, _) => 0.85,
        (false, _) => 0.8,
    };
    let cost = cost(a, b, false).filter(|cost| *cost <= most)?;
    // Two names that the table knows are two.
    let known = |word: &Word| lexicon.known(std::slice::from_ref(word));
    let (of_a, of_b) = (known(a), known(b));
    if !of_a.is_empty() && !of_b.is_empty() && of_a.is_disjoint(&of_b) {
        return None;
    }
    Some((cost + 0.01, Some(if a.script == b.script { Rung::Romanisation } else { Rung::Script })))
}

/// Words of the language, whose spelling is no romanisation.
fn is_plain(word: &Word, lexicon: &Lexicon) -> bool {
    let lists = Lists::get();
    let text = word.text.as_str();
    ["heads", "places", "events", "legal", "short-endings", "stops", "western"]
        .iter()
        .any(|section| lexicon.has(section, text))
        || lists.has(Section::Common, text)
        || lists.has(Section::OrganisationHeads, text)
        || lists.has(Section::Demonyms, text)
        || lexicon.country(text).is_some()
}

/// Whether a short name had a legal form, so that no word can be missing from it: `Continental AG` is not Continental Airlines.
fn names_a_firm(short: &Content, full: &[Word], left: &[usize]) -> bool {
    short.rungs.contains(&Rung::LegalForm) && !left.iter().all(|nth| EMPTY_ENDINGS.contains(&full[*nth].text.as_str()))
}

/// Whether the words that only the longer name has may be left out.
fn short_form(
    full: &[Word],
    left: &[usize],
    short: &[Word],
    sort: Sort,
    has_number: bool,
    mut rungs: Vec<Rung>,
    lexicon: &Lexicon,
) -> Judgement {
    let lists = Lists::get();
    let rest: Vec<&Word> =
        full.iter().enumerate().filter(|(nth, _)| !left.contains(nth)).map(|(_, word)| word).collect();
    let left_words: Vec<&str> = left.iter().map(|nth| full[*nth].text.as_str()).collect();
    let known = lexicon.known(short);
    let is_of = |wanted: Sort| known.iter().any(|known| lexicon.entry(*known).sort == wanted);
    let clear = || {
        let [only] = short else { return !short.iter().all(|word| is_plain(word, lexicon)) };
        let text = only.text.as_str();
        only.n_chars() > 2
            && !is_plain(only, lexicon)
            && !lexicon.is_given(text)
            && !lists.has(Section::FamilyNames, text)
            && !is_of(Sort::Place)
            && !is_of(Sort::Person)
    };
    let trailing = left.iter().rev().enumerate().all(|(nth, place)| full.len() - 1 - nth == *place);
    let phrase = left_words.join(" ");
    if sort == Sort::Body
        && trailing
        && (lexicon.has("short-endings", &phrase) || left_words.iter().all(|word| lexicon.has("short-endings", word)))
        && (is_of(Sort::Body) || clear())
    {
        rungs.push(Rung::ShortForm);
        return Judgement::same(rungs);
    }
    let leading = left.iter().enumerate().all(|(nth, place)| nth == *place);
    // `Tupolev Tu-154`: a maker's name before a model's letters and number.
    if sort == Sort::Thing && has_number && leading && left.len() == 1 && short.len() == 1 && short[0].n_chars() < 4 {
        rungs.push(Rung::ShortForm);
        return Judgement::same(rungs);
    }
    if sort == Sort::Place && leading && lexicon.has("state-forms", &phrase) && is_of(Sort::Place) {
        const SHARED: [&str; 8] = ["congo", "korea", "china", "ireland", "macedonia", "georgia", "micronesia", "samoa"];
        if !rest.iter().any(|word| SHARED.contains(&word.text.as_str())) {
            rungs.push(Rung::StateForm);
            return Judgement::same(rungs);
        }
    }
    if sort == Sort::Place
        && matches!(left_words.as_slice(), ["river" | "mount" | "mountain" | "mountains" | "desert"])
        && clear()
    {
        rungs.push(Rung::ShortForm);
        return Judgement::same(rungs);
    }
    if sort == Sort::Place
        && left_words.iter().all(|word| lexicon.has("province-words", word))
        && known.is_empty()
        && short.len() == 1
    {
        return Judgement::unsure(Gate::Words);
    }
    // `USS Eisenhower`: a ship bears a person's name, given name and all.
    let ship = |words: &[Word]| words.len() > 1 && lexicon.has("vessels", &words[0].text);
    if ship(full) && ship(short) && short.len() == 2 && full.last().is_some_and(|last| last.is(&short[1])) {
        rungs.push(Rung::Omitted);
        return Judgement::same(rungs);
    }
    Judgement::different(Gate::Words)
}

/// An acronym against a name whose first letters it is, or is not.
pub(super) fn acronym(
    short: &[Word],
    full: &[Word],
    short_sort: Option<Sort>,
    full_sort: Option<Sort>,
    lexicon: &Lexicon,
) -> Option<Judgement> {
    let [only] = short else { return None };
    let n_letters = only.n_chars();
    if !only.is_upper || only.script != Script::Latin || !(2..=8).contains(&n_letters) || full.len() < 2 {
        return None;
    }
    if short_sort == Some(Sort::Person) || full_sort == Some(Sort::Person) {
        return None;
    }
    if full_sort == Some(Sort::Place)
        && n_letters < 3
        && !full.last().is_some_and(|last| lexicon.has("heads", &last.text))
    {
        return None;
    }
    // `U.S. Postal Service` is USPS.
    let n_firsts = |word: &Word| if word.is_upper && word.is_dotted { word.n_chars() } else { 1 };
    let firsts = |keeps: &dyn Fn(&Word) -> bool| -> String {
        full.iter().filter(|word| keeps(word)).flat_map(|word| word.text.chars().take(n_firsts(word))).collect()
    };
    let is_capital = firsts(&|word| word.is_capital && !matches!(word.text.as_str(), "the" | "of" | "and" | "for"));
    let all = firsts(&|word| word.text != "the");
    let fits = [is_capital, all].contains(&only.text);
    let is_sure = n_letters > 2 || full.iter().any(|word| lexicon.has("heads", &word.text));
    (fits && is_sure).then(|| Judgement::same([Rung::Acronym]))
}
