//! What readers type in many languages, against the forms that texts hold.

use newsprint_text::{Stemmer, detect_language, fold, terms};

fn folded(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    terms(text, |term| found.push(term.text.to_owned()));
    found
}

#[test]
fn forms_of_a_word_meet_in_every_language_that_has_a_stemmer() {
    let mut apart = Vec::new();
    for (lang, forms) in [
        ("ar", "سفينة السفينة والسفينة"),
        ("da", "skib skibet skibene"),
        ("de", "Häuser Hauser Häusern"),
        ("el", "πόλεμος πολέμου πόλεμο"),
        ("en", "attack attacks attacked attacking"),
        ("es", "ataque ataques"),
        ("fa", "کشتی کشتی‌ها کشتی‌های"),
        ("fi", "talo talot talossa"),
        ("fr", "attaque attaques attaquer"),
        ("hu", "hajó hajók hajót"),
        ("it", "attacco attacchi attaccare"),
        ("nl", "minister ministers"),
        ("no", "skip skipet skipene"),
        ("nb", "angrep angrepet angrepene"),
        ("pt", "ataque ataques"),
        ("ro", "atacul atacului"),
        ("ru", "корабль корабля кораблями"),
        ("sv", "flicka flickor flickorna"),
        ("tr", "kitap kitaplar kitapta"),
    ] {
        let stemmer = Stemmer::of(lang).unwrap_or_else(|| panic!("{lang} has a stemmer"));
        let stems: Vec<String> = folded(forms).iter().map(|word| stemmer.stem(word).into_owned()).collect();
        if stems.windows(2).any(|pair| pair[0] != pair[1]) {
            apart.push(format!("{lang}: {}", stems.join(" ")));
        }
    }
    assert!(apart.is_empty(), "{apart:#?}");
}

#[test]
fn a_word_is_found_however_its_letters_are_written() {
    for (typed, held) in [
        ("Muller", "Müller"),
        ("strasse", "Straße"),
        ("istanbul", "İSTANBUL"),
        ("ısparta", "ISPARTA"),
        ("ΟΔΟΣ", "οδός"),
        ("ёлка", "ЕЛКА"),
        ("علي", "على"),
        ("۲۰۲۳", "2023"),
        ("מלחמה", "מִלְחָמָה"),
        ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"),
        ("ＩＲＡＮ", "Iran"),
    ] {
        assert_eq!(fold(typed), fold(held), "{typed} {held}");
    }
}

#[test]
fn texts_are_cut_as_their_scripts_are_read() {
    for (text, expected) in [
        ("東京都知事", "東京 京都 都知 知事 事"),
        ("भारत ने हमला किया", "भारत ने हमला किया"),
        ("한국 정부는", "한국 정부는"),
        ("שר החוץ", "שר החוץ"),
        ("l’Iran dell'Italia", "iran liran italia dellitalia"),
    ] {
        assert_eq!(folded(text).join(" "), expected, "{text}");
    }
    // Of Thai, which puts no spaces between words, each character begins a pair that the same letters in a query make too.
    let (text, typed) = (folded("รัฐบาลไทยกล่าว"), folded("ไทย"));
    assert!(typed.len() > 1 && typed[..typed.len() - 1].iter().all(|pair| text.contains(pair)), "{text:?} {typed:?}");
}

#[test]
fn each_article_has_a_language_of_its_own() {
    for (text, lang) in [
        ("Der Minister sagte am Sonntag, dass die Schiffe nicht mehr in den Hafen fahren.", "de"),
        ("وزیر خارجه گفت که این کشتی در دریای سرخ توقیف شده است", "fa"),
        ("قال الوزير إن السفينة التي احتجزت في البحر كانت فارغة", "ar"),
        ("Bakan, geminin bu hafta ve daha sonra serbest olarak kalacak bir gemi olduğunu söyledi.", "tr"),
        ("Министр сказал, что корабль не был захвачен", "ru"),
    ] {
        assert_eq!(detect_language(text), lang, "{text}");
    }
}
