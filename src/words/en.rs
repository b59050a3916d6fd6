//! The interface in English.

use newsprint_model::{DateRule, EntityKind, MergeRule};
use newsprint_search::{Facet, Fallback, QueryProblemKind, Sort};

use super::{Language, Words};
use crate::data::Trouble;
use crate::state::Theme;

fn number(n: u32) -> String {
    Language::En.number(n)
}

/// `1 article`, `2 articles`.
fn count(n: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

fn articles(n: u32) -> String {
    count(n, "article", "articles")
}

/// `a, b and c`, each in quotation marks.
fn listed(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The English table.
pub(super) const WORDS: Words = Words {
    skip_to_results: "Skip to the articles",
    home: "Start again with all articles",
    close: "Close",
    retry: "Try again",
    reload: "Reload",

    holdings: |n, dates| match dates {
        Some(span) => format!("{}, {}", articles(n), Language::En.span(span)),
        None => articles(n),
    },
    naming: |people, organisations, places| {
        format!(
            "{}, {}, {}",
            count(people, "person", "people"),
            count(organisations, "organisation", "organisations"),
            count(places, "place", "places")
        )
    },

    search_label: "Search the articles",
    search_hint: "A name, a place, a phrase…",
    search: "Search",
    clear_search: "Clear the search",
    help: "How to search",
    help_rows: [
        ("oil sanctions", "articles that hold both words"),
        ("\"prime minister\"", "these words, in this order"),
        ("minister -prime", "the first word without the second"),
        ("election OR vote", "either word, or both"),
        ("parliament*", "every word that begins so"),
        ("title:election", "only in the headline"),
        ("person:ali", "articles that name such a person; also org: and place:"),
        ("date:2023-11", "only articles of that month"),
    ],
    help_note: "The last word also finds longer words; a space after it asks for just that word.",
    keys_title: "Keys",
    keys_rows: [
        ("/", "to the search box"),
        ("j k", "next, previous article in the list"),
        ("Enter", "open it"),
        ("n p", "next, previous match in the open article"),
        ("Esc", "back to the list"),
    ],
    problem: |kind, passage| match kind {
        QueryProblemKind::UnclosedQuote => "A quotation mark is still open; read as if closed at the end.".to_owned(),
        QueryProblemKind::UnclosedGroup => "A bracket is still open; read as if closed at the end.".to_owned(),
        QueryProblemKind::StrayClose => "A closing bracket has no opening one, and was left out.".to_owned(),
        QueryProblemKind::NothingToApply => format!("“{passage}” has no word to apply to, and was left out."),
        QueryProblemKind::OnlyExclusions => "Only words to leave out: everything else is shown.".to_owned(),
        QueryProblemKind::TooLong => "The search is too long; the end of it was left out.".to_owned(),
    },
    suggestions: |n| match n {
        0 => "No suggestions".to_owned(),
        _ => count(n, "suggestion", "suggestions"),
    },

    filters: "Filters",
    filters_chosen: |n| if n == 0 { "Filters".to_owned() } else { format!("Filters ({})", number(n)) },
    show_results: |n| format!("Show {}", articles(n)),
    current_view: "Filters in use",
    facet: |facet| match facet {
        Facet::Person => "People",
        Facet::Org => "Organisations",
        Facet::Place => "Places",
        Facet::Source => "Sources",
        Facet::Lang => "Languages",
    },
    find_in: |facet| match facet {
        Facet::Person => "Find a person…",
        Facet::Org => "Find an organisation…",
        Facet::Place => "Find a place…",
        Facet::Source => "Find a source…",
        Facet::Lang => "Find a language…",
    },
    nothing_found_in: |facet, typed| {
        let what = match facet {
            Facet::Person => "Nobody",
            Facet::Org => "No organisation",
            Facet::Place => "No place",
            Facet::Source => "No source",
            Facet::Lang => "No language",
        };
        format!("{what} in these articles has a name that begins with “{typed}”.")
    },
    leave_out: |name| format!("Leave out articles with {name}"),
    left_out: |name| format!("not {name}"),
    remove: |filter| format!("Remove the filter “{filter}”"),
    words_chip: |query| format!("“{query}”"),
    clear_all: "Clear all",
    copy_link: "Copy link",
    link_copied: "Link copied",
    link_not_copied: "Your browser keeps the clipboard closed here. Copy the link from the address bar.",
    show_more: |n| format!("Show {} more", number(n)),
    show_fewer: "Show fewer",
    by_name: "In order of name",
    alphabet: "A–Z",
    most_frequent_by_name: |n| format!("The {} with the most articles, by name.", number(n)),

    dates: "Dates",
    undated: "Undated",
    n_undated: |n| format!("{} undated", number(n)),
    n_uncertain: |n| format!("{} of uncertain date", number(n)),
    from: "From",
    to: "To",
    apply: "Apply",
    all_dates: "All dates",
    wrong_order: "The first day comes after the last.",
    bar: |span, n, possible| {
        let span = Language::En.span(span);
        if possible == 0 {
            format!("{span}: {}", articles(n))
        } else {
            format!("{span}: {}, perhaps {} more", articles(n), number(possible))
        }
    },
    also_possible: "Also articles that may be from then",
    choose_dates: "Type dates, or read them as a table",
    period: "Period",
    certain: "Articles",
    possible: "Perhaps more",
    possibly: |dates| format!("{dates}, or perhaps then"),
    chart_hint: "Arrow keys move along the bars; Enter chooses one, Shift and Enter everything up to another.",

    articles: "Articles",
    n_articles: articles,
    n_of_articles: |n, all| if n == all { articles(n) } else { format!("{} of {}", number(n), articles(all)) },
    sort: "Order",
    sort_name: |sort| match sort {
        Sort::Relevance => "Best match",
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
    },
    title_derived: "Headline made from the first sentence",
    names_in: |title| format!("Named in “{title}”"),
    more_possible: |n| match n {
        1 => "1 more article may also fall in these dates.".to_owned(),
        _ => format!("{} more articles may also fall in these dates.", number(n)),
    },
    include_possible: "Show them too",
    fallback: |fallback| match fallback {
        Fallback::MostWords { n_words, n_held, missing } => {
            let all = if *n_words == 2 { "both words".to_owned() } else { format!("all {} words", number(*n_words)) };
            let held = match n_held {
                1 => "one of them".to_owned(),
                _ => format!("{} of them", number(*n_held)),
            };
            let nowhere = match missing.as_slice() {
                [] => String::new(),
                missing => format!(
                    " {} found nowhere.",
                    match missing {
                        [_] => format!("{} is", listed(missing)),
                        _ => format!("{} are", listed(missing)),
                    }
                ),
            };
            format!("No article holds {all}; these hold {held}.{nowhere}")
        }
    },
    other_hits: "Near matches",
    read_as: |queries| format!("Showing results for {queries}."),
    search_as_typed: |query| format!("Search instead for “{query}”"),
    name_read: |typed, names| format!("“{typed}” also finds every spelling of {names}."),
    only_these_letters: "Only these letters",
    did_you_mean: "Did you mean",
    begun: |typed, words| format!("“{typed}” is the beginning of many words; it finds the commonest of them: {words}."),
    names_as_typed: "Names are found only as they are typed.",
    every_spelling: "Find every spelling",
    taken_as_typed: "Every word is taken as typed.",
    put_right: "Put misspelt words right",
    passages_failed: "These are the articles’ beginnings: the best passages did not load.",
    counts_failed: "The counts did not load.",
    pages: "Pages",
    page_of: |page, pages| format!("Page {} of {}", number(page), number(pages)),
    previous: "Previous",
    next: "Next",
    past_the_end: "The list ends before this page.",
    first_page: "To the first page",

    no_result: "Nothing found",
    no_result_for: |what| format!("No article matches {what}."),
    comma: ", ",
    relax: "Ask for less",
    without: |filter| format!("without {filter}"),
    any_date: "of any date",
    empty_corpus: "This collection is empty",
    empty_corpus_hint: "It was built from no articles. Whoever keeps it can add some and build it again.",
    waiting: "Looking…",
    failed: "This did not load",
    trouble: |trouble| match trouble {
        Trouble::Unreachable { file } => {
            format!("The file {file} could not be fetched. Check the connection, then try again.")
        }
        Trouble::Damaged { file, detail } => format!(
            "The file {file} is damaged ({detail}). Reload the page; if that does not help, tell whoever keeps this site."
        ),
        Trouble::TooNew { .. } => "The collection is newer than this page. Reload it.".to_owned(),
        Trouble::Broken(what) => format!("Something broke that should not ({what}). Reload the page."),
    },
    no_such_article: "This collection holds no such article. It may have been taken out since the link was made.",
    offline: "You are offline. What was kept on this device still works.",
    new_edition: "A new edition is out.",

    back_to_list: "Back to the list",
    close_article: "Close the article",
    hits: "Matches",
    hit_of: |hit, n| format!("{} of {}", number(hit), number(n)),
    previous_hit: "Previous match",
    next_hit: "Next match",
    mark_names: "Mark",
    by: |name| format!("By {name}"),
    why_this_date: "How we know the date",
    why_undated: "Nothing in the article or its source says when it was published.",
    date_rule: |rule| match rule {
        DateRule::Metadata => "The source gives the date itself.",
        DateRule::Dateline => "The article carries the date in its dateline.",
        DateRule::WeekdayAndDay => "A weekday and a day of the month in the text agree in one year only.",
        DateRule::Bounds => "Dates in the text leave only this range; nothing settles the day.",
    },
    rests_on: "It rests on:",
    named_here: "Named in this article",
    original: "Read the original",
    print: "Print",

    kind: |kind| match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organisation",
        EntityKind::Place => "Place",
    },
    n_mentions: |n| count(n, "mention", "mentions"),
    spellings: "Spellings",
    spelling: "Spelling",
    mentions: "Mentions",
    why_joined: "Why it is the same",
    merge_rule: |rule| match rule {
        MergeRule::Same => "the name itself",
        MergeRule::Folded => "the same but for capitals, accents or apostrophes",
        MergeRule::Joined => "the same but for hyphens or spaces",
        MergeRule::Honorific => "a title set aside",
        MergeRule::Inflected => "a possessive or plural ending set aside",
        MergeRule::Surname => "part of the full name that its article gives",
        MergeRule::BuiltInAlias => "a well-known other name",
        MergeRule::Acronym => "an acronym given beside the full name",
        MergeRule::Romanisation => "another way to write the name in Latin letters",
        MergeRule::AlsoCalled => "another name that the text itself gives",
        MergeRule::Given => "supplied by the publisher",
        MergeRule::Omitted => "a part of the full name left out",
        MergeRule::Script => "the same name in another script",
        MergeRule::Form => "the same words in another form or order",
        MergeRule::Corrected => "joined by the publisher",
    },
    named_in: |n| format!("Named in {}", articles(n)),
    only_with: |name| format!("Only articles with {name}"),
    all_about: |name| format!("Everything with {name}"),
    supplied: "Supplied by the publisher; the text does not spell it out.",
    compass: ["° N", "° S", "° E", "° W", ", "],
    related: "Often named together with",

    display: "Display",
    theme: "Page",
    theme_name: |theme| match theme {
        Theme::Auto => "As the device",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    },
    text_size: "Text size",
    sizes: ["Small", "Normal", "Large", "Largest"],
    shortcuts: "Single-key shortcuts",
    language: "Language",

    privacy: "You search in your own browser. What you look for never leaves it.",
    open_whole: "Open the whole collection",
};
