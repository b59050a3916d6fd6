//! What is suggested for which words, what keys do, and what is underlined.

use newsprint_model::ArticleNumber;
use newsprint_search::QueryProblemKind;
use proptest::prelude::*;

use super::*;

fn value(id: &str, label: &str, n_articles: u32) -> FacetValue {
    FacetValue { value: id.into(), label: label.into(), n_articles, chosen: None }
}

fn run(text: &str, is_hit: bool) -> Run {
    Run { text: text.into(), hit: is_hit.then_some(0), entity: None }
}

fn hit(title: Vec<Run>) -> Hit {
    Hit {
        article: ArticleNumber(0),
        id: "a".into(),
        score: 0.0,
        title,
        title_derived: false,
        date: None,
        source: None,
        byline: None,
        lang: "en".into(),
        snippet: Vec::new(),
        entities: Vec::new(),
        n_versions: 0,
        versions: Vec::new(),
    }
}

/// What is suggested, in short.
fn short(suggestions: &[Suggestion]) -> Vec<String> {
    let one = |suggestion: &Suggestion| match suggestion {
        Suggestion::Name { label, from, .. } => format!("{}@{from}", label.name),
        Suggestion::Word { word, from } => format!("{word}@{from}"),
        Suggestion::Field { nth, from } => format!("{}:@{from}", FIELDS[*nth]),
        Suggestion::Headline { title, .. } => title.iter().map(|run| run.text.as_str()).collect(),
    };
    suggestions.iter().map(one).collect()
}

#[test]
fn the_last_words_are_looked_up_as_names_most_words_first() {
    for (text, wanted) in [
        ("", vec![]),
        ("k", vec![]),
        ("kh", vec!["kh@0"]),
        ("ali kham", vec!["ali kham@0", "kham@4"]),
        ("oil ali kham  ", vec!["oil ali kham@0", "ali kham@4", "kham@8"]),
        ("said the oil ali kham", vec!["oil ali kham@9", "ali kham@13", "kham@17"]),
        ("\"oil\" ali kham", vec!["ali kham@6", "kham@10"]),
        ("\"ali kham", vec![]),
        ("-ali", vec![]),
        ("oil -ali", vec![]),
        ("oil OR kham", vec!["kham@7"]),
        ("(ali kham", vec!["kham@5"]),
        ("ali*", vec![]),
        ("oil person:kh", vec!["kh@4 Person"]),
        ("ORG:kh", vec!["kh@0 Org"]),
        ("place:", vec![]),
        ("title:kh", vec![]),
        ("person:\"kh", vec![]),
        ("خامنه", vec!["خامنه@0"]),
        ("中", vec!["中@0"]),
    ] {
        let found: Vec<String> = lookups(text)
            .iter()
            .map(|it| {
                let facet = it.facet.map(|facet| format!(" {facet:?}")).unwrap_or_default();
                format!("{}@{}{facet}", it.words, it.from)
            })
            .collect();
        assert_eq!(found, wanted, "{text:?}");
    }
}

#[test]
fn names_of_more_words_stand_first_then_those_of_more_articles_and_none_twice_or_chosen_already() {
    let lookups = lookups("ali kham");
    let found = vec![
        (
            1,
            Facet::Person,
            vec![value("khamis", "Khamis", 9), value("ali-khamenei", "Ali Khamenei", 4), value("gone", "Khama", 0)],
        ),
        (1, Facet::Place, vec![value("kham", "Kham", 30), value("khamis", "Khamis", 5)]),
        (0, Facet::Person, vec![value("ali-khamenei", "Ali Khamenei", 4)]),
        (1, Facet::Source, vec![value("kham", "Kham News", 99)]),
    ];
    assert_eq!(short(&names(&lookups, &found, &[])), ["Ali Khamenei@0", "Kham@4", "Khamis@4", "Khamis@4"]);
    let chosen = Choice { facet: Facet::Person, value: "ali-khamenei".into(), exclude: false };
    assert_eq!(short(&names(&lookups, &found, &[chosen])), ["Kham@4", "Khamis@4", "Khamis@4"]);
    assert_eq!(short(&names(&[], &found, &[])), [""; 0], "an answer to nothing");
}

#[test]
fn what_was_suggested_for_fewer_letters_stays_only_as_far_as_it_goes_on_as_they_do() {
    let name = |name: &str, from| {
        let label = EntityLabel { id: "id".to_owned(), name: name.to_owned(), kind: EntityKind::Person };
        Suggestion::Name { label, n_articles: 1, from }
    };
    let word = |word: &str, from| Suggestion::Word { word: word.to_owned(), from };
    let headline = |title: &str| Suggestion::Headline {
        id: "id".to_owned(),
        title: vec![run(title, false)],
        lang: None,
        date: None,
    };
    for (suggestion, before, now, stays) in [
        (word("helicopter", 0), "hel", "hel", true),
        (word("Helicopter", 0), "hel", "helic", true),
        (word("helicopter", 0), "hel", "he", true),
        (word("helicopter", 0), "hel", "helium", false),
        (word("helicopter", 0), "hel", "helicopter", false),
        (word("helicopter", 0), "hel", "hel ", false),
        (word("helicopter", 4), "oil hel", "oil heli", true),
        // What stands before it changed: its place is not there any more.
        (word("helicopter", 4), "oil hel", "gas heli", false),
        (word("helicopter", 4), "oil hel", "oi", false),
        (word("خامنه‌ای", 0), "خام", "خامن", true),
        (word("خامنه‌ای", 1), "خام", "خامن", false),
        (name("Ali Khamenei", 5), "Iran kh", "Iran kha", true),
        (name("Ali Khamenei", 0), "ali", "ali kham", true),
        (name("Ali Khamenei", 0), "person:kh", "person:kha", true),
        (name("Ali Khamenei", 0), "ali", "ali oil", false),
        (name("Gaza", 0), "gaza", "gazette", false),
        (name("Gaza", 0), "gaza", "gaza ", true),
        (Suggestion::Field { nth: 0, from: 0 }, "pe", "pers", true),
        (Suggestion::Field { nth: 0, from: 0 }, "pe", "pest", false),
        (headline("Tide table is printed"), "ti", "tide", true),
        (headline("Tide table is printed"), "ti", "tide print", true),
        (headline("Tide table is printed"), "ti", "tiger", false),
    ] {
        assert_eq!(fits(&suggestion, before, now), stays, "{suggestion:?}: {before:?}, {now:?}");
    }
}

proptest! {
    #[test]
    fn no_text_brings_the_fitting_of_suggestions_down(before in any::<String>(), now in any::<String>(), from in 0_usize..40) {
        let word = Suggestion::Word { word: now.clone(), from };
        let field = Suggestion::Field { nth: 0, from };
        prop_assert!(fits(&word, &now, &now) && fits(&field, &before, &before));
        let _ = (fits(&word, &before, &now), fits(&field, &before, &now));
    }
}

#[test]
fn a_beginning_is_completed_as_the_articles_write_it() {
    let found = [
        run("Khamenei", true),
        run("khamzzz", false),
        run("khamis", true),
        run("Kham", true),
        run("Khamenei", true),
        run("khamenei two", true),
    ];
    let begun = [Begun { start: 4, end: 8, words: vec!["khamseh".into(), "khamenei".into(), "oil".into()] }];
    assert_eq!(short(&words("oil kham", &begun, found.iter())), ["khamseh@4", "Khamenei@4", "khamis@4"]);
    assert_eq!(short(&words("oil Kham", &[], found.iter())), ["Khamenei@4", "khamis@4"]);
    for text in ["oil kham ", "\"kham", "-kham", "", "person:kham", "k"] {
        assert_eq!(short(&words(text, &begun, found.iter())), [""; 0], "{text:?}");
    }
    // What begins earlier in the words is no beginning of the last one.
    assert_eq!(short(&words("kham oil kham", &begun, [].iter())), [""; 0]);
}

#[test]
fn a_field_is_offered_to_a_word_that_may_be_its_beginning() {
    for (text, wanted) in [
        ("pe", vec!["person:@0"]),
        ("oil PLA", vec!["place:@4"]),
        ("da", vec!["date:@0"]),
        ("persons", vec![]),
        ("oil", vec![]),
        ("title", vec!["title:@0"]),
    ] {
        assert_eq!(short(&words(text, &[], [].iter())), wanted, "{text:?}");
    }
}

#[test]
fn headlines_are_those_that_hold_the_words() {
    let hits = [hit(vec![run("Nothing here", false)]), hit(vec![run("Oil", true), run(" rises", false)])];
    assert_eq!(short(&headlines(&hits)), ["Oil rises"]);
}

#[test]
fn a_suggestion_takes_the_place_of_what_was_typed_for_it() {
    assert_eq!(with("oil kham", 4, "Khamenei", true), "oil Khamenei ");
    assert_eq!(with("oil pe", 4, "person:", false), "oil person:");
    assert_eq!((without("oil ali kham", 4), without("ali kham", 0)), ("oil ".to_owned(), String::new()));
}

#[test]
fn keys_do_what_the_pattern_of_a_combobox_says() {
    let open = Standing { n_rows: 3, is_open: true, ..Standing::default() };
    let at = |row| Standing { active: Some(row), ..open };
    let closed = Standing { is_open: false, ..open };
    let done = Standing { is_dismissed: true, ..closed };
    let coming = Standing { is_coming: true, ..Standing::default() };
    for (key, alt, standing, wanted) in [
        ("ArrowDown", false, open, Deed::Activate(Some(0))),
        ("ArrowDown", false, at(1), Deed::Activate(Some(2))),
        ("ArrowDown", false, at(2), Deed::Activate(Some(0))),
        ("ArrowUp", false, open, Deed::Activate(Some(2))),
        ("ArrowUp", false, at(0), Deed::Activate(Some(2))),
        ("ArrowUp", false, at(2), Deed::Activate(Some(1))),
        ("ArrowDown", true, closed, Deed::Open),
        ("ArrowDown", true, open, Deed::Usual),
        ("ArrowDown", true, Standing::default(), Deed::Usual),
        ("ArrowUp", true, open, Deed::Close),
        ("ArrowDown", false, coming, Deed::ActivateFirst),
        // On to the articles.
        ("ArrowDown", false, done, Deed::Usual),
        ("ArrowDown", false, Standing { is_coming: true, ..done }, Deed::Usual),
        ("ArrowDown", false, Standing::default(), Deed::Usual),
        ("Enter", false, at(1), Deed::Choose(1)),
        ("Enter", false, open, Deed::Submit),
        ("Enter", false, coming, Deed::Submit),
        ("Escape", false, at(1), Deed::Close),
        ("Escape", false, done, Deed::Usual),
        ("Home", false, at(1), Deed::Leave),
        ("End", false, at(1), Deed::Leave),
        ("ArrowLeft", false, at(1), Deed::Leave),
        ("Home", false, open, Deed::Usual),
        ("a", false, at(1), Deed::Usual),
        ("Enter", true, at(1), Deed::Usual),
    ] {
        assert_eq!(deed(key, alt, standing), wanted, "{key}, alt {alt}, {standing:?}");
    }
}

#[test]
fn what_is_wrong_is_underlined_and_what_was_corrected_otherwise() {
    let problem = |start, end| QueryProblem { start, end, kind: QueryProblemKind::UnclosedQuote };
    let correction = Correction { start: 0, end: 4, typed: "gäza".into(), shown: "Gaza".into(), also: Vec::new() };
    let found = marks(&[problem(5, 9)], &[correction]);
    let shown = stretches("gäza \"two", &found);
    assert_eq!(shown, [(Some(false), "gäza".to_owned()), (None, " ".to_owned()), (Some(true), "\"two".to_owned())]);
    // Places that lie outside the text are an engine's bug and no reason to fall over.
    for (start, end) in [(0, 999), (500, 900), (9, 2)] {
        let shown = stretches("-", &marks(&[problem(start, end)], &[]));
        assert_eq!(shown.iter().map(|(_, run)| run.as_str()).collect::<String>(), "-");
    }
}

#[test]
fn while_somebody_types_on_what_is_underlined_stays() {
    let mark = |start, end, is_problem| Mark { start, end, is_problem };
    let before = [mark(0, 3, false), mark(4, 8, true)];
    // An open quotation mark goes on, a corrected word does not.
    assert_eq!(carried(&before, "oli \"two", "oli \"two-"), [mark(0, 3, false), mark(4, 9, true)]);
    assert_eq!(carried(&before, "oli \"two", "oli "), [mark(0, 3, false)]);
    assert_eq!(carried(&before, "oli \"two", "x"), []);
    assert_eq!(carried(&[mark(0, 3, false)], "oli", "oliv"), [mark(0, 3, false)]);
}

proptest! {
    /// Whatever is typed, what is looked up stands at the end of it, and what remains without it is its beginning.
    #[test]
    fn any_text_can_be_typed(text in "([a-c \"():*~-]|OR |person:|ع|ä|中|\u{200c}){0,12}") {
        for lookup in lookups(&text) {
            prop_assert!(text[lookup.from..].contains(&lookup.words));
            let left = without(&text, lookup.from);
            prop_assert!(text.starts_with(left.trim_end()));
        }
        for suggestion in words(&text, &[], [].iter()) {
            let Suggestion::Field { from, .. } = suggestion else { panic!("{suggestion:?} out of nothing") };
            prop_assert!(with(&text, from, "x", true).ends_with("x "));
        }
        let marks = [Mark { start: 1, end: 3, is_problem: true }];
        let whole: String = stretches(&text, &marks).into_iter().map(|(_, run)| run).collect();
        prop_assert_eq!(&whole, &text);
        for mark in carried(&marks, &text, "ab c") {
            prop_assert!(mark.end <= 4);
        }
    }
}
