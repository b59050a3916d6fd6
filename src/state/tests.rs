//! What each act of the reader changes, and what it leaves.

use super::*;

fn state(query: &str) -> State {
    State::at(Route::from_query(query))
}

fn typed(text: &str) -> Action {
    Action::QueryTyped(text.to_owned())
}

fn toggled(value: &str, exclude: bool) -> Action {
    Action::ChoiceToggled { facet: Facet::Person, value: value.to_owned(), exclude }
}

#[test]
fn each_act_changes_what_it_says() {
    let november = "2023-11".parse().expect("a date span");
    for (before, action, after) in [
        ("", typed("iran"), "q=iran"),
        ("q=iran", Action::QuerySubmitted("gaza".to_owned()), "q=gaza+"),
        ("q=irn&exact=1&page=2", Action::QuerySubmitted("irn".to_owned()), "q=irn+&exact=1"),
        ("q=irn+&exact=1&page=2", Action::QuerySubmitted("irn".to_owned()), "q=irn+&exact=1&page=2"),
        ("q=irn&exact=1", Action::QuerySubmitted("iran".to_owned()), "q=iran+"),
        ("q=a*&doc=s", Action::QuerySubmitted("a*".to_owned()), "q=a*&doc=s"),
        ("q=irn&exact=1&strict=1", typed("iran"), "q=iran&strict=1"),
        ("q=irn&page=2", Action::ExactChosen(true), "q=irn&exact=1"),
        ("q=irn&exact=1", Action::ExactChosen(false), "q=irn"),
        ("q=irn&exact=1", Action::WordsCleared, ""),
        ("q=ali&doc=s", Action::StrictNamesChosen(true), "q=ali&strict=1"),
        ("q=ali&strict=1", Action::StrictNamesChosen(false), "q=ali"),
        ("", toggled("a", false), "person=a"),
        ("person=a", toggled("a", false), ""),
        ("person=a", toggled("a", true), "person=-a"),
        ("person=-a", toggled("a", true), ""),
        ("person=a", toggled("b", false), "person=a&person=b"),
        ("person=a", toggled("", false), "person=a"),
        ("q=x&person=a&date=2023", Action::OnlyChosen { facet: Facet::Org, value: "h".to_owned() }, "org=h"),
        ("q=x", Action::DateChosen(Some(DateFilter::Within(november))), "q=x&date=2023-11"),
        ("q=x&date=2023-11", Action::DateChosen(None), "q=x"),
        ("q=x&page=2", Action::MentionsShown(true), "q=x&dates=mentioned&page=2"),
        ("dates=mentioned&page=help", Action::MentionsShown(false), ""),
        ("q=x&page=2", Action::MentionsChosen(Some(november)), "q=x&mentions=2023-11"),
        ("mentions=2023&mentions=-1979", Action::MentionsChosen(Some(november)), "mentions=-1979&mentions=2023-11"),
        (
            "mentions=2022&mentions=1979&dates=mentioned",
            Action::MentionsChosen("2023-11-19/2024-02-03".parse().ok()),
            "mentions=2023-11..2024-02&dates=mentioned",
        ),
        ("q=x&mentions=2022&mentions=-1979", Action::MentionsChosen(None), "q=x&mentions=-1979"),
        ("q=x&person=a&date=2023&dates=mentioned", Action::FiltersCleared, "q=x&dates=mentioned"),
        ("q=x&person=a", Action::WordsCleared, "person=a"),
        ("q=x&person=a&sort=oldest", Action::AllCleared, ""),
        ("q=x", Action::SortChosen(Sort::Oldest), "q=x&sort=oldest"),
        ("q=x", Action::PageChosen(1), "q=x&page=2"),
        ("q=x&page=2", Action::ArticleOpened("s".to_owned()), "q=x&page=2&doc=s"),
        ("q=x&doc=s&hl=3", Action::ArticleOpened("t".to_owned()), "q=x&doc=t"),
        ("q=x&doc=s", Action::HitChosen(4), "q=x&doc=s&hl=5"),
        ("q=x", Action::HitChosen(4), "q=x"),
        ("q=x&doc=s&hl=3", Action::HitStepped { forward: true, n_hits: 3 }, "q=x&doc=s"),
        ("q=x&doc=s", Action::HitStepped { forward: false, n_hits: 3 }, "q=x&doc=s&hl=3"),
        ("q=x&doc=s&hl=99", Action::HitStepped { forward: false, n_hits: 3 }, "q=x&doc=s&hl=2"),
        ("q=x&doc=s", Action::HitStepped { forward: true, n_hits: 0 }, "q=x&doc=s"),
        ("q=x", Action::HitStepped { forward: true, n_hits: 3 }, "q=x"),
        ("q=x&page=2&doc=s&hl=3", Action::ArticleClosed, "q=x&page=2"),
        ("q=x&page=help", typed("xy"), "q=xy"),
        ("q=x+&page=help", Action::QuerySubmitted("x".to_owned()), "q=x+"),
        ("person=a&page=entity", Action::ArticleClosed, "person=a"),
        ("page=help", Action::LanguageChosen(Some(Language::Fa)), "page=help&ui=fa"),
        ("q=x", Action::LanguageChosen(Some(Language::Fa)), "q=x&ui=fa"),
    ] {
        assert_eq!(state(before).after(action.clone()).route, Route::from_query(after), "{before} and {action:?}");
    }
}

#[test]
fn whatever_changes_the_list_returns_to_its_first_page_and_closes_the_article() {
    for action in [
        typed("new"),
        Action::QuerySubmitted("new".to_owned()),
        toggled("a", false),
        Action::DateChosen(Some(DateFilter::Undated)),
        Action::FiltersCleared,
        Action::WordsCleared,
    ] {
        let view = state("q=x&person=b&page=3&doc=s&hl=2").after(action.clone()).route.view;
        assert_eq!((view.page, view.doc, view.hit), (0, None, 0), "{action:?}");
    }
}

#[test]
fn the_dress_of_the_page_survives_every_act() {
    let dressed = "embed=1&hide=facets&height=auto&theme=dark&ui=fa&id=f";
    for action in [
        typed("new"),
        toggled("a", false),
        Action::AllCleared,
        Action::ArticleOpened("s".to_owned()),
        Action::ArticleClosed,
        Action::PageChosen(3),
    ] {
        let after = state(&format!("q=x&{dressed}")).after(action.clone()).route.presentation;
        assert_eq!(after, Route::from_query(dressed).presentation, "{action:?}");
    }
}

#[test]
fn a_stretch_of_typing_makes_one_history_entry() {
    let start = state("q=iran&person=a");
    let first = start.after(typed("g"));
    let second = first.after(typed("ga"));
    let third = second.after(typed("gaz"));
    assert_eq!([first.n_entries, second.n_entries, third.n_entries], [1, 1, 1]);
    let chosen = third.after(toggled("b", false));
    assert_eq!((chosen.n_entries, chosen.is_typing), (2, false));
    let again = chosen.after(typed("gaza"));
    assert_eq!((again.n_entries, again.is_typing), (3, true), "a new stretch begins");
}

#[test]
fn enter_ends_the_stretch_and_the_word_without_another_entry() {
    let typed = state("").after(typed("gaza"));
    let submitted = typed.after(Action::QuerySubmitted("gaza".to_owned()));
    assert_eq!((submitted.n_entries, submitted.is_typing), (1, false));
    let reopened = State::at(Route::from_query(&submitted.route.to_query()));
    for (state, typing) in [(&typed, true), (&submitted, false), (&reopened, false)] {
        assert_eq!(state.route.view.request().typing, typing, "{}", state.route.view.query);
    }
    let spaced = submitted.after(Action::QueryTyped("gaza ".to_owned()));
    assert!(spaced.is_typing, "the reader's own space is theirs to see");
}

#[test]
fn deliberate_acts_make_entries_and_steps_in_place_make_none() {
    for (action, n_entries) in [
        (toggled("a", false), 1),
        (Action::ArticleOpened("t".to_owned()), 1),
        (Action::ArticleClosed, 1),
        (Action::SortChosen(Sort::Newest), 1),
        (Action::PageChosen(1), 1),
        (Action::HitChosen(2), 0),
        (Action::LanguageChosen(Some(Language::Ar)), 0),
        (Action::Arrived(Route::default()), 0),
        (Action::ArticleOpened("s".to_owned()), 0),
        (Action::SortChosen(Sort::Relevance), 0),
        (typed("x"), 0),
    ] {
        let after = state("q=x&doc=s").after(action.clone());
        assert_eq!(after.n_entries, n_entries, "{action:?}");
    }
}

#[test]
fn going_back_while_typing_ends_the_stretch() {
    let typing = state("").after(typed("ga"));
    let back = typing.after(Action::Arrived(Route::default()));
    assert_eq!((back.route.clone(), back.is_typing), (Route::default(), false));
    assert_eq!(back.after(typed("g")).n_entries, typing.n_entries + 1);
}

#[test]
fn the_last_word_is_a_beginning_until_something_follows_it() {
    for (query, typing) in
        [("", false), ("kham", true), ("kham ", false), ("\"two state\"", false), ("خامنه", true), ("a*", false)]
    {
        let view = View { query: query.to_owned(), ..View::default() };
        assert_eq!(view.request().typing, typing, "{query:?}");
    }
}

#[test]
fn a_request_asks_for_the_page_on_show() {
    let view = Route::from_query("q=x&person=a&place=-b&date=undated&sort=oldest&page=3").view;
    let request = view.request();
    assert_eq!((request.offset, request.limit), (20, 10));
    assert_eq!(request.filters.choices.len(), 2);
    assert_eq!(request.filters.date, Some(DateFilter::Undated));
    assert_eq!(request.sort, Sort::Oldest);
    assert_eq!(view.n_filters(), 3);
}
