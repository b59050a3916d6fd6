//! What rules or the tagger take for a name in Persian and is none: an office, a camp, a plural, a verb behind a name.

use newsprint_model::EntityKind;

use crate::locals::PartText;
use crate::peoples::is_persian_people;
use crate::scan::{Named, Spot};
use crate::tokens::Token;

/// Offices and forms of address that are nobody by themselves, their words run together.
const OFFICES: [&str; 16] = [
    "رهبر",
    "رهبري",
    "رهبرانقلاب",
    "رهبرمعظم",
    "رهبرمعظمانقلاب",
    "رهبرمعظمانقلاباسلامي",
    "رهبرانقلاباسلامي",
    "مقاممعظمرهبري",
    "مقاممعظم",
    "مقامرهبري",
    "امام",
    "پيامبر",
    "رسول",
    "حضرت",
    "حضرتولي",
    "بزرگوار",
];

/// Words that stand behind a person's name and belong to none.
const BEHIND: [&str; 8] = ["دوباره", "سرپرست", "مجددا", "همچنين", "هنوز", "ديروز", "امروز", "فردا"];

/// A name without what does not belong to it; `None` when nothing is left.
pub(super) fn without_others(part: &PartText<'_>, spot: Spot) -> Option<Spot> {
    if matches!(spot.named, Named::Listed(_)) {
        return Some(spot);
    }
    let mut spot = spot;
    let words = |spot: &Spot| &part.tokens[spot.start..spot.end];
    if spot.kind == EntityKind::Person {
        while spot.end > spot.start + 1 && words(&spot).last().is_some_and(is_behind) {
            spot.end -= 1;
        }
    }
    let words = words(&spot);
    let joined: String = words.iter().map(|word| word.key.as_str()).collect();
    let is_none = match spot.kind {
        EntityKind::Person => OFFICES.contains(&joined.as_str()),
        _ => is_plural(words) || words.last().is_some_and(|last| words.len() > 1 && is_verb(&last.key)),
    };
    // `اصلاح طلبان`, `اصلاح طلبی`.
    let is_camp = is_persian_people(&joined) || joined.strip_suffix('ي').is_some_and(is_persian_people);
    (!is_none && !is_camp).then_some(spot)
}

/// Whether a word goes on with the sentence instead of the name.
fn is_behind(word: &Token<'_>) -> bool {
    BEHIND.contains(&word.key.as_str()) || is_verb(&word.key)
}

/// Whether a word looks like a verb: `کردند`, `برود`, `می‌کند`; surnames end in وند and مند.
fn is_verb(key: &str) -> bool {
    let n_letters = key.chars().count();
    let plural =
        n_letters > 4 && key.ends_with("ند") && !["وند", "مند", "لند", "اند"].iter().any(|end| key.ends_with(end));
    let wish = key == "برود" || key == "شود" || key == "بدهيم" || key == "كنيم" || key == "نيست";
    plural || wish
}

/// Whether a head is in the plural: `بیمارستان ها`, `سازمان‌های قانونی`.
fn is_plural(words: &[Token<'_>]) -> bool {
    let ending = |text: &str| matches!(text, "ها" | "هاي" | "هايي");
    let [first, rest @ ..] = words else { return false };
    let own = first.text.rsplit('\u{200C}').next().filter(|last| last.len() < first.text.len());
    own.is_some_and(|own| ending(&crate::tokens::key(own))) || rest.first().is_some_and(|next| ending(&next.key))
}
