//! How reading and joining scale: a million mentions of invented names, and paragraphs of ten megabytes that no editor would write.

use anyhow::Result;
use newsprint_entities::{Draft, Tagger, dates_in, quotations};
use newsprint_model::{Article, EntityNumber};

use crate::rate::Clock;

/// How many invented articles are read and joined.
const N_ARTICLES: u32 = 100_000;

/// How long a hostile paragraph is, in bytes.
const N_BYTES: usize = 10_000_000;

/// Words over and over; `#` is a number in letters, so that each time it is another name.
const HOSTILE: &[(&str, &str, &str)] = &[
    ("one sentence over and over", "en", "Minister Ali Rezvani said in Tehran that the Council of Ministers met. "),
    ("another person in each sentence", "en", "Mr. Q#v Z#w spoke. "),
    ("quotations without end", "en", "\"Never again in our time,\" he said in Iran. \u{201C}and "),
    ("control characters, other scripts", "en", "Ayatollah رئیسی\u{0}\u{202E}met Иван in 東京 \u{7} "),
    ("one word", "en", "Xa"),
    ("Persian", "fa", "دکتر علی رضایی در تهران گفت: «نه» "),
];

/// Given names that the lists have.
const GIVEN: [&str; 12] =
    ["Ali", "Sara", "Hossein", "Maria", "John", "Reza", "Anna", "Omar", "Ivan", "Laila", "Tomas", "Nadia"];

/// Syllables that surnames and towns are made of.
const SYLLABLES: [&str; 16] =
    ["ba", "ri", "mo", "tan", "vel", "sha", "kor", "den", "li", "zar", "pu", "gho", "mir", "ne", "fa", "rus"];

/// Prints how long it takes, and with how much memory, to read and join a million mentions; then how long hostile paragraphs take.
///
/// * Errors: none of its own.
pub fn print_figures() -> Result<()> {
    print_joining();
    print_hostile();
    Ok(())
}

fn print_joining() {
    forget_peak();
    let start = Clock::start();
    let mut tagger = Tagger::default();
    let mut n_mentions = 0;
    for nth in 0..N_ARTICLES {
        let article = Article::of_paragraphs("en", [invented(nth)]);
        n_mentions += tagger.add(Draft::of(&article)).mentions.len();
    }
    let reading = start.seconds();
    let start = Clock::start();
    let n_entities = tagger.finish().entities.len();
    let peak = peak_bytes().map_or_else(|| "unknown".to_owned(), |bytes| format!("{:.0} MB", bytes / 1e6));
    println!(
        "  {N_ARTICLES} invented articles, {n_mentions} mentions, {n_entities} entities: read in {reading:.1} s, joined in {:.1} s, most memory {peak}",
        start.seconds()
    );
}

/// Twelve names in three sentences: people who come again under other spellings, towns, bodies.
fn invented(nth: u32) -> String {
    let mut state = u64::from(nth).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut person = || {
        let who = next(30_000);
        let given = GIVEN[(who % 12) as usize];
        let surname = name_of(who / 12, 3);
        (format!("{given} {surname}"), surname)
    };
    let (first, second, third) = (person(), person(), person());
    let (town, other) = (name_of(next(3_000), 2), name_of(next(3_000), 2));
    format!(
        "Minister {} met President {} in {town} on Monday. {} told the {town} Fisheries Council that {} would go to {other}, Iran. \
         \"It is a good day for all of us,\" said {}, who heads the {other} Football Federation. Mr. {} left for {town}.",
        first.0, second.0, first.1, third.0, third.1, second.1
    )
}

/// A name of some syllables, another for each number.
fn name_of(number: u64, n_syllables: u32) -> String {
    let syllables = (0..n_syllables).map(|place| SYLLABLES[(number >> (4 * place)) as usize % SYLLABLES.len()]);
    let name: String = syllables.collect();
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn print_hostile() {
    let letters =
        |nth: usize| -> String { nth.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect() };
    for (name, lang, unit) in HOSTILE {
        let timed = |n_bytes: usize| {
            let mut text = String::with_capacity(n_bytes + unit.len());
            for nth in 0.. {
                if text.len() >= n_bytes {
                    break;
                }
                text.push_str(&unit.replace('#', &letters(nth)));
            }
            let articles = [Article::of_paragraphs(lang, [text])];
            let start = Clock::start();
            let tagged = newsprint_entities::tag(&articles);
            let kind = |entity: EntityNumber| tagged.entities.get(entity.0 as usize).map(|entity| entity.kind);
            let n_found = tagged.mentions[0].len()
                + dates_in(&articles[0]).len()
                + quotations(&articles[0], &tagged.mentions[0], &kind).len();
            (start.seconds(), n_found)
        };
        let ((tenth, _), (whole, n_found)) = (timed(N_BYTES / 10), timed(N_BYTES));
        println!(
            "  a paragraph of {} MB, {name} ({lang}): {whole:.1} s, {:.1} times what a tenth of it takes; {n_found} names, dates and quotations",
            N_BYTES / 1_000_000,
            whole / tenth
        );
    }
}

/// Lets the system forget the most memory that was held so far, where it can.
fn forget_peak() {
    // Where it cannot, the figure is that of the whole run.
    std::fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
}

/// The most memory that was held at once, in bytes; Linux tells.
fn peak_bytes() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024.0)
}
