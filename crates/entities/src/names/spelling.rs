//! How far two romanised spellings are from each other: classes of sounds, each step with its cost.

use super::form::{MAX_WORD_CHARS, Script, Word};
use super::scripts::cost_across;

/// Whether a unit is a vowel.
pub(super) fn is_vowel(unit: u8) -> bool {
    matches!(unit, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// A word as sounds: capitals and digits are consonants, small letters vowels.
///
/// `4` zh, `8` th, `9` dh, `$` sh, `C` ch, `J` j, `Q` q and gh, `X` kh. Doubled consonants are one; a last silent `h` is none.
pub(super) fn units(text: &str) -> Vec<u8> {
    let mut letters = text.replace("aou", "avu");
    if let Some(stem) = letters.strip_suffix("aja") {
        letters = format!("{stem}aya");
    }
    if letters.ends_with("ij") && letters.len() > 4 {
        letters.pop();
    }
    for (suffix, plain) in
        [("allah", "ullah"), ("ollah", "ullah"), ("eddine", "eddin"), ("uddin", "eddin"), ("oddin", "eddin")]
    {
        if let Some(stem) = letters.strip_suffix(suffix) {
            letters = format!("{stem}{plain}");
        }
    }
    let chars: Vec<char> = letters.chars().collect();
    let mut units: Vec<u8> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let rest: String = chars[at..chars.len().min(at + 4)].iter().collect();
        let (unit, n_chars) = unit(&rest, at == 0, units.last().copied());
        at += n_chars;
        if unit == Some(b'!') && rest.starts_with("tz") {
            units.extend(*b"TS");
            continue;
        }
        match unit {
            Some(unit) if is_vowel(unit) || units.last() != Some(&unit) => units.push(unit),
            _ => {}
        }
        // `x` is two sounds.
        if rest.starts_with('x') {
            units.push(b'S');
        }
    }
    // `aa`, `ii` and the like are one long vowel.
    units.dedup_by(|a, b| a == b && is_vowel(*a));
    if units.len() > 2 && units.last() == Some(&b'H') && is_vowel(units[units.len() - 2]) {
        units.pop();
    }
    units
}

/// The first sound of what is left of a word, and how many letters spell it.
fn unit(rest: &str, is_first: bool, before: Option<u8>) -> (Option<u8>, usize) {
    for (letters, unit) in [
        ("tsch", b'C'),
        ("dzh", b'J'),
        ("dsch", b'J'),
        ("tch", b'C'),
        ("sch", b'$'),
        ("tz", b'!'),
        ("ck", b'K'),
        ("kh", b'X'),
        ("gh", b'Q'),
        ("zh", b'4'),
        ("dj", b'J'),
        ("ch", b'C'),
        ("sh", b'$'),
        ("th", b'8'),
        ("dh", b'9'),
        ("ph", b'F'),
        ("ee", b'i'),
        ("oo", b'u'),
        ("ou", b'u'),
        ("iy", b'i'),
        ("yi", b'i'),
        ("yy", b'i'),
        ("ii", b'i'),
    ] {
        // `iya`: the y leads the next vowel.
        if let Some(after) = rest.strip_prefix(letters)
            && !(letters == "iy" && after.starts_with(['a', 'e', 'o', 'u']))
        {
            return (Some(unit), letters.len());
        }
    }
    let mut chars = rest.chars();
    let Some(c) = chars.next() else { return (None, 1) };
    let next = chars.next();
    let next_is_vowel = next.is_some_and(|next| matches!(next, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
    let after_vowel = before.is_some_and(is_vowel);
    if c == 'i'
        && next == Some('e')
        && chars.next().is_some_and(|third| !matches!(third, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h'))
    {
        return (Some(b'i'), 2);
    }
    let unit = match c {
        'a' | 'e' | 'i' | 'o' | 'u' => c as u8,
        'y' if is_first && next_is_vowel => b'Y',
        'y' => b'i',
        'w' if after_vowel && !next_is_vowel => b'u',
        'w' | 'v' => b'V',
        'c' if matches!(next, Some('e' | 'i' | 'y')) => b'S',
        'c' | 'k' | 'x' => b'K',
        'q' => b'Q',
        'b' => b'B',
        'd' => b'D',
        'f' => b'F',
        'g' => b'G',
        'h' => b'H',
        'j' => b'J',
        'l' => b'L',
        // `Anbar`, `Jumblatt`: n is m before b.
        'n' if next == Some('b') => b'M',
        'm' => b'M',
        'n' => b'N',
        'p' => b'P',
        'r' => b'R',
        's' => b'S',
        't' => b'T',
        'z' => b'Z',
        c if c.is_ascii_digit() => return (Some(b'!'), 1),
        c => return (Some(0x80 | (c as u32 % 0x7F) as u8), 1),
    };
    (Some(unit), 1)
}

/// What it costs to read one sound for another; `None` when they are not alike.
fn step(a: u8, b: u8, is_last: bool) -> Option<f32> {
    if a == b {
        return Some(0.0);
    }
    let (a, b) = (a.min(b), a.max(b));
    Some(match (a, b) {
        (b'a', b'e') | (b'e', b'i') => 0.5,
        (b'o', b'u') => 0.3,
        (b'V', b'u') => 0.5,
        (b'a', b'o') if is_last => 1.0,
        (b'G', b'Q') | (b'K', b'Q') => 0.5,
        (b'G', b'J') | (b'4', b'J') | (b'4', b'Z') => 0.3 + if a == b'G' { 0.5 } else { 0.0 },
        (b'8', b'T') | (b'9', b'D') => 0.4,
        (b'9', b'Z') | (b'8', b'S') => 0.8,
        (b'C', b'X') | (b'H', b'X') | (b'$', b'C') | (b'K', b'X') => 0.9,
        (b'B', b'P') if is_last => 0.9,
        (b'D', b'T') if is_last => 0.9,
        (b'F', b'V') if is_last => 0.5,
        (b'J', b'Y') => 0.9,
        _ => return None,
    })
}

/// How far two Latin spellings are from each other; `None` beyond any doubt.
fn romanised_cost(a: &str, b: &str) -> Option<f32> {
    let (a, b) = (units(a), units(b));
    const FAR: f32 = 99.0;
    let width = b.len() + 1;
    let mut best = vec![FAR; (a.len() + 1) * width];
    best[0] = 0.0;
    let dropped = |units: &[u8], at: usize| -> Option<f32> {
        let (unit, is_last) = (units[at], at + 1 == units.len());
        let beside_vowel = (at > 0 && is_vowel(units[at - 1])) || units.get(at + 1).copied().is_some_and(is_vowel);
        match unit {
            _ if is_vowel(unit) && beside_vowel => Some(0.6),
            b'e' | b'i' if at > 0 && !is_last => Some(0.8),
            b'a' | b'o' | b'u' if at > 0 && !is_last => Some(1.3),
            b'Y' if at == 0 => Some(0.4),
            b'H' if at > 0 && is_last => Some(0.6),
            // `Bushehr`, `Mashhad`: hardly heard beside another consonant.
            b'H' if at > 0 && !(is_vowel(units[at - 1]) && units.get(at + 1).copied().is_some_and(is_vowel)) => {
                Some(0.8)
            }
            _ => None,
        }
    };
    for at in 0..=a.len() {
        for nth in 0..width {
            let here = best[at * width + nth];
            if here >= FAR {
                continue;
            }
            let mut offer = |place: usize, cost: Option<f32>| {
                if let Some(cost) = cost {
                    best[place] = best[place].min(here + cost);
                }
            };
            if at < a.len() && nth < b.len() {
                let is_last = at + 1 == a.len() && nth + 1 == b.len();
                // `Seif` and `Saif` differ less than `Hamed` and `Hamad`.
                let glides = a.get(at + 1) == Some(&b'i') && b.get(nth + 1) == Some(&b'i');
                let cost = step(a[at], b[nth], is_last);
                offer((at + 1) * width + nth + 1, if glides { cost.map(|cost| cost.min(0.2)) } else { cost });
            }
            if at < a.len() {
                offer((at + 1) * width + nth, dropped(&a, at));
            }
            if nth < b.len() {
                offer(at * width + nth + 1, dropped(&b, nth));
            }
        }
    }
    let cost = best[a.len() * width + b.len()];
    let n_consonants = |units: &[u8]| units.iter().filter(|unit| !is_vowel(**unit)).count();
    let most = match n_consonants(&a).min(n_consonants(&b)) {
        2 if a.len().max(b.len()) > 4 => 0.61,
        0..=2 => 0.31,
        3..=4 => 1.05,
        _ => 1.5,
    };
    (cost <= most).then_some(cost)
}

/// How far two words are from each other as spellings of one name; `None` when they are not.
///
/// * Unit: 0 for the same letters, up to about 1.5.
pub(super) fn cost(a: &Word, b: &Word, is_strict: bool) -> Option<f32> {
    if a.is(b) {
        return Some(0.0);
    }
    if a.n_chars() > MAX_WORD_CHARS || b.n_chars() > MAX_WORD_CHARS {
        return None;
    }
    match (a.script, b.script) {
        (Script::Latin, Script::Latin) if is_strict => None,
        (Script::Latin, Script::Latin) => {
            let forms = |word: &Word| [Some(word.text.clone()), word.spelt_out.clone()];
            let costs = forms(a)
                .into_iter()
                .flatten()
                .flat_map(|a| forms(b).into_iter().flatten().filter_map(move |b| romanised_cost(&a, &b)));
            costs.min_by(f32::total_cmp)
        }
        (Script::Latin, Script::Arabic | Script::Hebrew) => across(a, b),
        (Script::Arabic | Script::Hebrew, Script::Latin) => across(b, a),
        (Script::Arabic, Script::Arabic) => {
            let bare = |word: &Word| -> String {
                let text = word.text.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(&word.text);
                text.replace('گ', "ك").replace('پ', "ب").replace('چ', "ج").replace('ژ', "ز").replace("وو", "و")
            };
            (bare(a) == bare(b) && bare(a).chars().count() > 2).then_some(0.3)
        }
        _ => None,
    }
}

/// A Latin word and one in a script without short vowels, its article aside.
fn across(latin: &Word, other: &Word) -> Option<f32> {
    let cost_of = |other: &Word| {
        let n_letters = other.n_chars();
        let most = if n_letters <= 3 { 0.5 } else { 0.8 };
        cost_across(latin, other).filter(|cost| *cost <= most)
    };
    let without_article = other.text.strip_prefix("ال").filter(|rest| rest.chars().count() > 2);
    let bare = without_article.map(|rest| Word { text: rest.to_owned(), ..other.clone() });
    [cost_of(other), bare.and_then(|bare| cost_of(&bare))].into_iter().flatten().min_by(f32::total_cmp)
}
