//! What readers come for: finding, narrowing, opening, going back, sending a link on.

use newsprint_browser_tests::browser::{Browser, Kind, Taste, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::reader::{N_ARTICLES, N_AWKWARD, Reader, awkward_site};
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::json;

in_every_browser! {
    the_first_page_shows_every_article_of_the_corpus,
    words_narrow_the_list_and_are_marked_in_it,
    what_stands_below_a_headline_is_of_its_own_article,
    half_a_word_finds_while_it_is_typed,
    a_person_narrows_the_list_and_can_be_left_out,
    dates_narrow_the_list_and_what_is_uncertain_is_said,
    an_article_opens_at_its_first_match_and_its_names_filter,
    back_forward_and_reload_keep_the_view,
    a_link_sent_to_someone_opens_the_same_view,
    where_nothing_is_found_a_way_out_is_offered,
    a_long_list_is_read_page_by_page,
    a_name_is_found_inside_a_facet,
    filters_open_over_a_narrow_page,
    the_page_turns_dark_and_speaks_persian_when_told_to,
    the_order_and_the_tab_say_what_the_list_is,
}

fn the_first_page_shows_every_article_of_the_corpus(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "first-page");
    let headlines = reader.sees_articles(N_ARTICLES);
    assert!(
        headlines.iter().any(|title| title.starts_with("Iran's Supreme Leader Calls For Temporary Severance")),
        "{headlines:#?}"
    );
    reader.browser.shows("6 articles");
    let title = reader.browser.run("return document.title;", json!([]));
    assert!(title.as_str().is_some_and(|title| !title.is_empty()));
    assert_eq!(reader.browser.view(), "", "the plain first page has a plain address");
}

/// Only Chromium says how far things have moved.
#[test]
fn nothing_moves_while_the_first_page_comes() {
    for (width, height, view, dates) in [
        (390, 844, "", "Dates"),
        (390, 844, "?ui=fa", "تاریخ‌ها"),
        (1280, 900, "?ui=fa", "تاریخ‌ها"),
        (1280, 900, "?q=iran", "Dates"),
    ] {
        let (host, browser) =
            (Host::start(&places::site()), Browser::start(Kind::Chromium, Taste::default(), "nothing-moves"));
        browser.resize(width, height);
        browser.go(&host.url(view));
        let reader = Reader { host, browser };
        reader.sees_articles(N_ARTICLES);
        reader.browser.the("region", dates);
        if view.contains("q=") {
            reader.browser.until("the passages are there", || (!reader.marked().is_empty()).then_some(()));
        }
        let moved = reader.browser.run_and_wait(
            "const observer = new PerformanceObserver(() => {});
             // What moves last is counted when it has been painted.
             await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
             observer.observe({ type: 'layout-shift', buffered: true });
             return observer.takeRecords().reduce((sum, shift) => sum + shift.value, 0);",
        );
        let moved = moved.as_f64().unwrap_or(f64::INFINITY);
        assert!(moved < 0.02, "{width} by {height}, {view}: {moved}");
    }
}

fn words_narrow_the_list_and_are_marked_in_it(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "words");
    reader.sees_articles(N_ARTICLES);
    reader.types("helicopter ");
    let headlines = reader.sees_articles(1);
    assert!(headlines[0].contains("Israeli military"), "{headlines:?}");
    reader.browser.until("the match is marked", || {
        let marked = reader.marked();
        (!marked.is_empty() && marked.iter().all(|word| word.to_lowercase() == "helicopter")).then_some(())
    });
    reader
        .browser
        .until("the address carries the words", || reader.browser.view().contains("q=helicopter").then_some(()));
    reader.browser.click_the("button", "Clear the search");
    reader.sees_articles(N_ARTICLES);
    assert_eq!(reader.words(), "");
}

fn what_stands_below_a_headline_is_of_its_own_article(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "passages");
    reader.sees_articles(N_ARTICLES);
    let below = || {
        reader.browser.look(
            "return find(null, 'article', '').map((one) => [one.querySelector('h3').innerText, one.querySelector('.result__snippet').innerText]);",
            json!([]),
        )
    };
    let leads = below();
    reader.types("Tehran ");
    reader.browser.until("passages", || (!reader.marked().is_empty() && below() != leads).then_some(()));
    reader.browser.click_the("button", "Clear the search");
    reader.sees_articles(N_ARTICLES);
    reader.browser.until("the articles' own beginnings", || (below() == leads).then_some(()));
}

fn half_a_word_finds_while_it_is_typed(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "half-a-word");
    reader.sees_articles(N_ARTICLES);
    reader.types("tavass");
    let headlines = reader.sees_articles(1);
    assert!(headlines[0].contains("Tavassoli"), "{headlines:?}");
    // A space after it asks for just that word, which no article has.
    reader.browser.keys(" ");
    reader.sees_articles(0);
    reader.browser.keys(key::BACKSPACE);
    reader.sees_articles(1);
}

fn a_person_narrows_the_list_and_can_be_left_out(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "facets");
    reader.sees_articles(N_ARTICLES);
    let n_khamenei = reader.count_of("Ali Khamenei");
    assert!((2..N_ARTICLES).contains(&n_khamenei), "{n_khamenei} articles name him");
    reader.browser.click_the("checkbox", "Ali Khamenei");
    reader.sees_articles(n_khamenei);
    reader.browser.until("the box is ticked", || reader.is_ticked("Ali Khamenei").filter(|it| *it));
    reader.browser.view_is("begins with the person", |view| view.starts_with("person="));
    reader.browser.click_the("button", "Remove the filter “Ali Khamenei”");
    reader.sees_articles(N_ARTICLES);
    reader.browser.click_the("button", "Leave out articles with Ali Khamenei");
    reader.sees_articles(N_ARTICLES - n_khamenei);
    reader.browser.view_is("leaves the person out", |view| view.starts_with("person=-"));
    reader.browser.click_the("button", "Clear all");
    reader.sees_articles(N_ARTICLES);
}

fn dates_narrow_the_list_and_what_is_uncertain_is_said(kind: Kind) {
    let reader = Reader::of(Host::start(&awkward_site()), kind, "", "dates");
    reader.sees_articles(10);
    reader.browser.shows("26 articles");
    reader.browser.click_the("button", "March 2024: 2 articles");
    let headlines = reader.sees_articles(2);
    assert!(headlines.iter().any(|title| title.contains("Council votes")), "{headlines:?}");
    reader.browser.view_is("has the month", |view| view == "date=2024-03");
    reader.browser.click_the("button", "Remove the filter “March 2024”");
    reader.browser.shows("26 articles");
    // What no text settles is neither hidden nor passed off as known.
    reader.browser.go(&reader.host.url("?date=1999"));
    reader.browser.shows("Nothing found");
    let reader = Reader::of_default_site(kind, "", "undated");
    reader.sees_articles(N_ARTICLES);
    let undated = reader.browser.the("button", "undated");
    let n_undated: usize =
        reader.browser.text(&undated).split(' ').next().and_then(|n| n.parse().ok()).expect("a count");
    assert!((1..N_ARTICLES).contains(&n_undated), "{n_undated} undated");
    reader.browser.click(&undated);
    reader.sees_articles(n_undated);
    reader.browser.view_is("asks for the undated", |view| view == "date=undated");
    reader.browser.go(&reader.host.url("?date=2023-11"));
    reader.browser.click_the("button", "Show them too");
    reader.browser.until("what may be of November is shown too", || {
        (reader.browser.view() == "date=2023-11~" && reader.headlines().len() > 1).then_some(())
    });
}

fn a_name_is_found_inside_a_facet(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "in-facet");
    reader.sees_articles(N_ARTICLES);
    assert_eq!(reader.is_ticked("Hanieh Tavassoli"), None, "she is not among the first few");
    reader.browser.click_the("field", "Find a person");
    reader.browser.keys("tavas");
    reader.browser.click_the("checkbox", "Hanieh Tavassoli");
    reader.sees_articles(1);
    reader.browser.the("button", "Remove the filter “Hanieh Tavassoli”");
}

fn filters_open_over_a_narrow_page(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "sheet");
    reader.browser.resize(560, 800);
    reader.sees_articles(N_ARTICLES);
    reader.browser.click_the("button", "Filters");
    let sheet = reader.browser.the("dialog", "Filters");
    let tick = reader.browser.the_in(&sheet, "checkbox", "Ali Khamenei");
    let n = reader.count_of("Ali Khamenei");
    reader.browser.click(&tick);
    reader.browser.click_the("button", &format!("Show {n} articles"));
    reader.browser.until("the sheet is closed", || reader.browser.all("dialog", "").is_empty().then_some(()));
    reader.sees_articles(n);
    reader.browser.the("button", "Filters (1)");
}

fn the_page_turns_dark_and_speaks_persian_when_told_to(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "settings");
    reader.sees_articles(N_ARTICLES);
    let paper = || reader.browser.run("return getComputedStyle(document.documentElement).backgroundColor;", json!([]));
    let light = paper();
    reader.browser.click_the("button", "Display");
    reader.browser.click_the("radio", "Dark");
    reader.browser.until("the paper is dark", || (paper() != light).then_some(()));
    let dark = paper();
    reader.browser.reload();
    reader.sees_articles(N_ARTICLES);
    assert_eq!(paper(), dark, "forgotten by the next visit");
    reader.browser.click_the("option", "فارسی");
    reader.browser.until("the page is mirrored", || {
        let direction = reader.browser.look("return getComputedStyle(document.body).direction;", json!([]));
        (direction == json!("rtl")).then_some(())
    });
    reader.browser.shows("۶ مقاله");
}

fn an_article_opens_at_its_first_match_and_its_names_filter(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?q=helicopter", "article");
    let headlines = reader.sees_articles(1);
    reader.opens(&headlines[0]);
    reader.browser.until("the first match can be seen", || {
        let script = "return find(null, 'mark', 'helicopter').some((mark) => { const box = mark.getBoundingClientRect(); \
                      return box.top >= 0 && box.bottom <= innerHeight && !mark.closest('h3, li'); });";
        reader.browser.look(script, json!([])).as_bool().filter(|it| *it)
    });
    reader.browser.click_the("link", "Ben Caspit");
    reader.browser.click_the("button", "Only articles with Ben Caspit");
    reader.browser.until("the name is a filter", || {
        reader.browser.all("button", "Remove the filter “Ben Caspit”").into_iter().next()
    });
    reader.browser.view_is("has the person", |view| view.contains("person="));
}

fn back_forward_and_reload_keep_the_view(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "history");
    let all = reader.sees_articles(N_ARTICLES);
    reader.types("Hamas ");
    let browser = &reader.browser;
    let hamas = browser.until("fewer articles", || {
        Some(reader.headlines()).filter(|some| some.len() < N_ARTICLES && !some.is_empty())
    });
    reader.browser.click_the("checkbox", "Ebrahim Raisi");
    let raisi = reader.sees_articles(1);
    reader.opens(&raisi[0]);
    let open = browser.view();
    browser.reload();
    reader.sees_open(&raisi[0]);
    assert_eq!(browser.view(), open);
    assert_eq!(reader.words().trim(), "Hamas");
    browser.back();
    browser.until("nothing is open", || (!browser.view().contains("doc=")).then_some(()));
    assert_eq!(reader.sees_articles(1), raisi);
    browser.back();
    assert_eq!(reader.sees_articles(hamas.len()), hamas);
    browser.forward();
    assert_eq!(reader.sees_articles(1), raisi);
    browser.back();
    browser.back();
    assert_eq!(reader.sees_articles(N_ARTICLES), all);
}

fn a_link_sent_to_someone_opens_the_same_view(kind: Kind) {
    let sender = Reader::of_default_site(kind, "", "sender");
    sender.sees_articles(N_ARTICLES);
    sender.types("Iran ");
    sender.browser.click_the("button", "Leave out articles with Ali Khamenei");
    let sent = sender.browser.until("a narrower list", || {
        let is_there = sender.browser.view().contains("person=-");
        Some(sender.headlines()).filter(|some| is_there && (1..4).contains(&some.len()))
    });
    let view = format!("?{}", sender.browser.view());
    let receiver = Reader::of_default_site(kind, &view, "receiver");
    assert_eq!(receiver.sees_articles(sent.len()), sent);
    assert_eq!(receiver.words().trim(), "Iran");
    receiver.browser.the("button", "Remove the filter “not Ali Khamenei”");
}

fn where_nothing_is_found_a_way_out_is_offered(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?q=helicopter+&date=1999", "nothing");
    reader.browser.shows("Nothing found");
    reader.browser.click_the("button", "of any date");
    reader.sees_articles(1);
}

fn a_long_list_is_read_page_by_page(kind: Kind) {
    let reader = Reader::of(Host::start(&awkward_site()), kind, "", "pages");
    let first = reader.sees_articles(10);
    reader.browser.click_the("button", "Next");
    reader.browser.shows("Page 2 of 3");
    reader.browser.until("ten other articles", || {
        let second = reader.headlines();
        (second.len() == 10 && second.iter().all(|title| !first.contains(title))).then_some(())
    });
    reader.browser.view_is("has the page", |view| view.contains("page=2"));
    reader.browser.go(&reader.host.url("?page=3"));
    reader.sees_articles(N_AWKWARD - 20);
    // A new search begins at its first page.
    reader.types("tide ");
    reader.sees_articles(10);
    reader.browser.view_is("has no page", |view| !view.contains("page="));
}

fn the_order_and_the_tab_say_what_the_list_is(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "order");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    let has_order = |chosen: &str, n_orders: usize| {
        browser.until(&format!("the order is {chosen} of {n_orders}"), || {
            let script = "const menu = document.querySelector('.sort-menu select'); return [menu.value, menu.length];";
            (browser.look(script, json!([])) == json!([chosen, n_orders])).then_some(())
        });
    };
    has_order("newest", 2);
    browser.click_the("option", "Oldest first");
    browser.view_is("has the order", |view| view.contains("sort=oldest"));
    has_order("oldest", 2);
    reader.types("Iran");
    // Nothing is suggested any more, over the menu.
    browser.keys(key::ENTER);
    has_order("oldest", 3);
    browser.click_the("option", "Best match");
    has_order("relevance", 3);
    // What a reader has chosen by hand gives way to what the address says.
    browser.back();
    has_order("oldest", 3);
    browser.go(&reader.host.url("?person=ali-khamenei&date=2023"));
    browser.until("the tab names what narrows the list", || {
        let title = browser.look("return document.title;", json!([]));
        title.as_str()?.starts_with("Ali Khamenei, 2023 – ").then_some(())
    });
}
