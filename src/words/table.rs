//! The table of sentences as the app asks for them, made of the lines of a catalogue.

use newsprint_search::Fallback;

use super::Words;
use super::catalogue::{Gap, Lines, key, now, said, say};
use crate::data::Trouble;

use Gap::{Number as N, Text as T};

/// The parts of a line that has several, with ` || ` between them.
fn parts<const N_PARTS: usize>(line: &'static str) -> [&'static str; N_PARTS] {
    let mut parts = line.split('|').filter(|part| !part.is_empty()).map(str::trim);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// `“a”, “b” and “c”`.
fn listed(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| say(key::WORDS_CHIP, &[T(word)])).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => say(key::LAST_OF_LIST, &[T(&rest.join(said(key::COMMA))), T(last)]),
        None => String::new(),
    }
}

fn fallback(fallback: &Fallback) -> String {
    let Fallback::MostWords { n_words, n_held, missing } = fallback;
    let sentence = if *n_words == 2 { key::FALLBACK_TWO } else { key::FALLBACK };
    let mut out = say(sentence, &[N(*n_words), N(*n_held)]);
    if !missing.is_empty() {
        out.push(' ');
        out += &say(key::FOUND_NOWHERE, &[T(&listed(missing)), N(missing.len() as u32)]);
    }
    out
}

fn trouble(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Unreachable { file } => say(key::TROUBLE_UNREACHABLE, &[T(file)]),
        Trouble::Damaged { file, detail } => say(key::TROUBLE_DAMAGED, &[T(file), T(detail)]),
        Trouble::TooNew { file } => say(key::TROUBLE_TOO_NEW, &[T(file)]),
        Trouble::Broken(what) => say(key::TROUBLE_BROKEN, &[T(what)]),
    }
}

/// The table of a catalogue. What has gaps is said in the language that is spoken [now].
pub(super) fn table(it: Lines) -> Words {
    Words {
        skip_to_results: it[key::SKIP_TO_RESULTS],
        home: it[key::HOME],
        close: it[key::CLOSE],
        retry: it[key::RETRY],
        reload: it[key::RELOAD],
        search_label: it[key::SEARCH_LABEL],
        search_hint: it[key::SEARCH_HINT],
        search: it[key::SEARCH],
        clear_search: it[key::CLEAR_SEARCH],
        help: it[key::HELP],
        notebook: it[key::NOTEBOOK],
        batch: it[key::BATCH],
        map: it[key::MAP],
        compare: it[key::COMPARE],
        filters: it[key::FILTERS],
        current_view: it[key::CURRENT_VIEW],
        clear_all: it[key::CLEAR_ALL],
        copy_link: it[key::COPY_LINK],
        link_copied: it[key::LINK_COPIED],
        link_not_copied: it[key::LINK_NOT_COPIED],
        show_fewer: it[key::SHOW_FEWER],
        by_name: it[key::BY_NAME],
        alphabet: it[key::ALPHABET],
        dates: it[key::DATES],
        published: it[key::PUBLISHED],
        mentioned: it[key::MENTIONED],
        no_mentions: it[key::NO_MENTIONS],
        undated: it[key::UNDATED],
        from: it[key::FROM],
        to: it[key::TO],
        apply: it[key::APPLY],
        all_dates: it[key::ALL_DATES],
        wrong_order: it[key::WRONG_ORDER],
        date_hint: it[key::DATE_HINT],
        choose_dates: it[key::CHOOSE_DATES],
        period: it[key::PERIOD],
        certain: it[key::CERTAIN],
        possible: it[key::POSSIBLE],
        chart_hint: it[key::CHART_HINT],
        also_possible: it[key::ALSO_POSSIBLE],
        articles: it[key::ARTICLES],
        sort: it[key::SORT],
        title_derived: it[key::TITLE_DERIVED],
        include_possible: it[key::INCLUDE_POSSIBLE],
        other_hits: it[key::OTHER_HITS],
        export: it[key::EXPORT],
        together: it[key::TOGETHER],
        why_here: it[key::WHY_HERE],
        only_these_letters: it[key::ONLY_THESE_LETTERS],
        did_you_mean: it[key::DID_YOU_MEAN],
        names_as_typed: it[key::NAMES_AS_TYPED],
        every_spelling: it[key::EVERY_SPELLING],
        taken_as_typed: it[key::TAKEN_AS_TYPED],
        put_right: it[key::PUT_RIGHT],
        passages_failed: it[key::PASSAGES_FAILED],
        counts_failed: it[key::COUNTS_FAILED],
        pages: it[key::PAGES],
        previous: it[key::PREVIOUS],
        next: it[key::NEXT],
        past_the_end: it[key::PAST_THE_END],
        first_page: it[key::FIRST_PAGE],
        no_result: it[key::NO_RESULT],
        comma: it[key::COMMA],
        relax: it[key::RELAX],
        any_date: it[key::ANY_DATE],
        empty_corpus: it[key::EMPTY_CORPUS],
        empty_corpus_hint: it[key::EMPTY_CORPUS_HINT],
        waiting: it[key::WAITING],
        failed: it[key::FAILED],
        no_such_article: it[key::NO_SUCH_ARTICLE],
        offline: it[key::OFFLINE],
        new_edition: it[key::NEW_EDITION],
        back_to_list: it[key::BACK_TO_LIST],
        close_article: it[key::CLOSE_ARTICLE],
        hits: it[key::HITS],
        previous_hit: it[key::PREVIOUS_HIT],
        next_hit: it[key::NEXT_HIT],
        mark_names: it[key::MARK_NAMES],
        why_this_date: it[key::WHY_THIS_DATE],
        why_undated: it[key::WHY_UNDATED],
        rests_on: it[key::RESTS_ON],
        named_here: it[key::NAMED_HERE],
        extract: it[key::EXTRACT],
        original: it[key::ORIGINAL],
        print: it[key::PRINT],
        cite: it[key::CITE],
        keep: it[key::KEEP],
        spellings: it[key::SPELLINGS],
        spelling: it[key::SPELLING],
        mentions: it[key::MENTIONS],
        why_joined: it[key::WHY_JOINED],
        supplied: it[key::SUPPLIED],
        related: it[key::RELATED],
        display: it[key::DISPLAY],
        theme: it[key::THEME],
        text_size: it[key::TEXT_SIZE],
        shortcuts: it[key::SHORTCUTS],
        language: it[key::LANGUAGE],
        privacy: it[key::PRIVACY],
        about: it[key::ABOUT],
        open_whole: it[key::OPEN_WHOLE],
        any_day: it[key::ANY_DAY],
        holdings: |n, dates| match dates {
            Some(span) => say(key::HOLDINGS, &[N(n), T(&now().span(span))]),
            None => say(key::N_ARTICLES, &[N(n)]),
        },
        naming: |people, organisations, places| say(key::NAMING, &[N(people), N(organisations), N(places)]),
        problem: |kind, passage| say(key::PROBLEM_UNCLOSED_QUOTE + kind as usize, &[T(passage)]),
        filters_chosen: |n| match n {
            0 => said(key::FILTERS).to_owned(),
            _ => say(key::FILTERS_CHOSEN, &[N(n)]),
        },
        show_results: |n| say(key::SHOW_RESULTS, &[N(n)]),
        facet: |facet| said(key::FACET_PERSON + facet as usize),
        find_in: |facet| said(key::FIND_IN_PERSON + facet as usize),
        nothing_found_in: |facet, typed| say(key::NOTHING_FOUND_IN_PERSON + facet as usize, &[T(typed)]),
        leave_out: |name| say(key::LEAVE_OUT, &[T(name)]),
        left_out: |name| say(key::LEFT_OUT, &[T(name)]),
        remove: |filter| say(key::REMOVE, &[T(filter)]),
        words_chip: |query| say(key::WORDS_CHIP, &[T(query)]),
        show_more: |n| say(key::SHOW_MORE, &[N(n)]),
        most_frequent_by_name: |n| say(key::MOST_FREQUENT_BY_NAME, &[N(n)]),
        n_undated: |n| say(key::N_UNDATED, &[N(n)]),
        n_uncertain: |n| say(key::N_UNCERTAIN, &[N(n)]),
        bar: |span, n, possible| {
            let sentence = if possible == 0 { key::BAR } else { key::BAR_POSSIBLE };
            say(sentence, &[T(&now().span(span)), N(n), N(possible)])
        },
        mentioning: |dates| say(key::MENTIONING, &[T(dates)]),
        no_date: |typed| say(key::NO_DATE, &[T(typed)]),
        possibly: |dates| say(key::POSSIBLY, &[T(dates)]),
        n_articles: |n| say(key::N_ARTICLES, &[N(n)]),
        n_of_articles: |n, all| {
            if n == all { say(key::N_ARTICLES, &[N(n)]) } else { say(key::N_OF_ARTICLES, &[N(n), N(all)]) }
        },
        sort_name: |sort| said(key::SORT_NAME_RELEVANCE + sort as usize),
        names_in: |title| say(key::NAMES_IN, &[T(title)]),
        more_possible: |n| say(key::MORE_POSSIBLE, &[N(n)]),
        fallback,
        in_versions: |n| say(key::IN_VERSIONS, &[N(n)]),
        read_as: |queries| say(key::READ_AS, &[T(queries)]),
        search_as_typed: |query| say(key::SEARCH_AS_TYPED, &[T(query)]),
        name_read: |typed, names| say(key::NAME_READ, &[T(typed), T(names)]),
        begun: |typed, words| say(key::BEGUN, &[T(typed), T(words)]),
        page_of: |page, n_pages| say(key::PAGE_OF, &[N(page), N(n_pages)]),
        no_result_for: |what| say(key::NO_RESULT_FOR, &[T(what)]),
        without: |filter| say(key::WITHOUT, &[T(filter)]),
        trouble,
        hit_of: |hit, n_hits| say(key::HIT_OF, &[N(hit), N(n_hits)]),
        by: |name| say(key::BY, &[T(name)]),
        date_rule: |rule| said(key::DATE_RULE_METADATA + rule as usize),
        kind: |kind| said(key::KIND_PERSON + kind as usize),
        n_mentions: |n| say(key::N_MENTIONS, &[N(n)]),
        merge_rule: |rule| said(key::MERGE_RULE_SAME + rule as usize),
        named_in: |n| say(key::NAMED_IN, &[N(n)]),
        only_with: |name| say(key::ONLY_WITH, &[T(name)]),
        all_about: |name| say(key::ALL_ABOUT, &[T(name)]),
        compass: parts(it[key::COMPASS]),
        theme_name: |theme| said(key::THEME_NAME_AUTO + theme as usize),
        sizes: parts(it[key::SIZES]),
        #[cfg(not(target_arch = "wasm32"))]
        months: parts(it[key::MONTHS]),
        from_day: |day| say(key::FROM_DAY, &[T(day)]),
        until_day: |day| say(key::UNTIL_DAY, &[T(day)]),
    }
}
