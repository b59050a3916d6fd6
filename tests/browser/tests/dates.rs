//! The dates that a list's texts speak of, and dates typed: bars by pointer and by key, ranges, the way back, three languages, small screens.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{N_ARTICLES, Reader, build_site, own_folder};
use serde_json::json;

in_every_browser! {
    years_and_months_that_texts_speak_of_are_bars_that_narrow_the_list,
    bars_are_chosen_by_keys_and_a_range_is_one_filter,
    dates_are_typed_as_they_are_remembered_and_what_is_none_is_said,
    a_list_whose_texts_speak_of_no_date_says_so_and_a_collection_has_no_switch,
    dates_mentioned_fit_a_narrow_screen_in_every_language,
}

/// The bars whose name begins so: name, and whether it is pressed.
fn bar(reader: &Reader, name: &str) -> Option<(String, bool)> {
    let found = reader.browser.look(
        "const one = [...document.querySelectorAll('.date-chart__bar')].find((it) => it.getAttribute('aria-label').startsWith(arguments[0]));
         return one ? [one.getAttribute('aria-label'), one.getAttribute('aria-pressed')] : null;",
        json!([name]),
    );
    Some((found[0].as_str()?.to_owned(), found[1] == json!("true")))
}

fn sees_bar(reader: &Reader, name: &str, is_pressed: bool) {
    reader.browser.until(&format!("a bar “{name}”, pressed: {is_pressed}"), || {
        bar(reader, name).filter(|(whole, pressed)| whole == name && *pressed == is_pressed)
    });
}

fn years_and_months_that_texts_speak_of_are_bars_that_narrow_the_list(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "dates-mentioned");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    reader.sees_counts();
    browser.click_the("button", "Mentioned in the text");
    browser.view_is("remembers the switch", |view| view == "dates=mentioned");
    sees_bar(&reader, "2023: 2 articles", false);
    sees_bar(&reader, "1979: 1 article", false);
    browser.click_the("button", "2023: 2 articles");
    browser.view_is("has the year", |view| view == "mentions=2023&dates=mentioned");
    reader.sees_articles(2);
    sees_bar(&reader, "2023: 2 articles", true);
    // The months of what is chosen.
    sees_bar(&reader, "November 2023: 1 article", false);
    browser.click_the("button", "November 2023: 1 article");
    browser.view_is("has the month", |view| view == "mentions=2023-11&dates=mentioned");
    reader.sees_articles(1);
    sees_bar(&reader, "November 2023: 1 article", true);
    browser.shows("November 2023 in the text");
    browser.shows("Aban");
    browser.back();
    reader.sees_articles(2);
    browser.back();
    reader.sees_articles(N_ARTICLES);
    sees_bar(&reader, "2023: 2 articles", false);
    browser.back();
    browser.view_is("is the plain list", str::is_empty);
    browser.until("the bars of publication", || {
        bar(&reader, "November 2023: ").filter(|(name, _)| name.contains("perhaps"))
    });
    browser.forward();
    sees_bar(&reader, "2023: 2 articles", false);
    // An address of its own.
    browser.go(&reader.host.url("?mentions=2023-11&dates=mentioned"));
    reader.sees_articles(1);
    sees_bar(&reader, "November 2023: 1 article", true);
    browser.click_the("button", "All dates");
    browser.view_is("has every date", |view| view == "dates=mentioned");
    // The table has the same numbers, and chooses.
    browser.click_the("button", "Type dates");
    browser.click_the("button", "September 2022");
    browser.view_is("has the month", |view| view == "mentions=2022-09&dates=mentioned");
    reader.sees_articles(1);
}

fn bars_are_chosen_by_keys_and_a_range_is_one_filter(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?dates=mentioned", "dates-keys");
    let browser = &reader.browser;
    sees_bar(&reader, "2023: 2 articles", false);
    browser.run("document.querySelector('.date-chart__bar[tabindex=\"0\"]').focus();", json!([]));
    let has_focus = |name: &str| {
        browser.until(&format!("the bar “{name}” has the focus"), || {
            let focused = browser.focused();
            (focused["name"].as_str()?.starts_with(name) && focused["isMarked"] == json!(true)).then_some(())
        });
    };
    has_focus("1967");
    browser.keys(key::END);
    has_focus("2024");
    browser.keys(key::LEFT);
    has_focus("2023");
    browser.keys(key::ENTER);
    browser.view_is("has the year", |view| view.contains("mentions=2023&"));
    sees_bar(&reader, "2023: 2 articles", true);
    browser.keys(key::LEFT);
    has_focus("2022");
    browser.keys_with(key::SHIFT, key::ENTER);
    browser.view_is("has the range", |view| view.contains("mentions=2022..2023&"));
    // How a range is written is the browser's affair.
    browser.the("button", "Remove the filter “2022");
    let n = browser.until("articles", || Some(reader.headlines().len()).filter(|n| (2..N_ARTICLES).contains(n)));
    // The query language means the same by it.
    browser.go(&reader.host.url("?q=mentions:2022..2023+"));
    reader.sees_articles(n);
    browser.go(&reader.host.url("?mentions=2022..2023"));
    reader.sees_articles(n);
    browser.click_the("button", "Remove the filter “2022");
    reader.sees_articles(N_ARTICLES);
}

/// Types into the fields for the first and the last day, and sends them.
fn types_dates(reader: &Reader, from: &str, to: &str) {
    let browser = &reader.browser;
    browser.run(
        "const details = document.querySelector('.date-chart__details'); details.open = true; \
         const field = document.getElementById('dates-from'); field.focus(); field.select();",
        json!([]),
    );
    browser.keys(key::BACKSPACE);
    browser.keys(from);
    browser.keys(key::TAB);
    browser.run("document.activeElement.select();", json!([]));
    browser.keys(key::BACKSPACE);
    if !to.is_empty() {
        browser.keys(to);
    }
    browser.until("the dates are in the fields", || {
        let typed = browser
            .look("return ['dates-from', 'dates-to'].map((id) => document.getElementById(id).value);", json!([]));
        (typed == json!([from, to])).then_some(())
    });
    browser.keys(key::ENTER);
}

fn dates_are_typed_as_they_are_remembered_and_what_is_none_is_said(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "dates-typed");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    reader.sees_counts();
    types_dates(&reader, "soon", "");
    browser.shows("“soon” is not a date.");
    browser.until("the field that is wrong has the focus", || {
        let here = browser.look(
            "const one = document.activeElement; return [one.id, one.ariaInvalid ?? one.getAttribute('aria-invalid')];",
            json!([]),
        );
        (here == json!(["dates-from", "true"])).then_some(())
    });
    types_dates(&reader, "2023-11-20", "2023-11-19");
    browser.shows("The first day comes after the last.");
    types_dates(&reader, "2023/11/19", "2023-11-19");
    browser.view_is("has the day", |view| view == "date=2023-11-19");
    browser.until("nothing is wrong", || (!browser.page_text().contains("comes after")).then_some(()));
    types_dates(&reader, "2023-11", "");
    browser.view_is("is open", |view| view == "date=2023-11-01..");
    browser.go(&reader.host.url("?dates=mentioned&ui=fa"));
    browser.until("bars", || bar(&reader, "۲۰۲۳"));
    types_dates(&reader, "۲۰۲۳/۹", "۲۰۲۳-۱۰-۵");
    browser.view_is("has the months", |view| view == "mentions=2023-09..2023-10&dates=mentioned&ui=fa");
}

fn a_list_whose_texts_speak_of_no_date_says_so_and_a_collection_has_no_switch(kind: Kind) {
    let article = |id: &str, date: &str, text: &str| {
        format!(
            "{}\n",
            json!({ "id": id, "title": format!("Tide table {id} is printed"), "date": date, "lang": "en", "paragraphs": [text] })
        )
    };
    let plain = article("plain", "2024-03-09", "The printers of Port Ellery finished the sheet.")
        + &article("other", "2024-03-10", "The clerk of Port Ellery read the sheet.");
    let site = own_folder("no-date-mentioned");
    build_site(&site, &plain);
    let reader = Reader::of(Host::start(&site), kind, "?dates=mentioned", "no-date-mentioned");
    reader.sees_articles(2);
    reader.browser.the("heading", "Dates");
    reader.browser.until("bars of publication", || bar(&reader, "9 March 2024"));
    assert!(reader.browser.all("button", "Mentioned in the text").is_empty(), "nothing to switch to");
    for title in ["Dates mentioned", "Sources", "Languages"] {
        assert!(reader.browser.all("heading", title).is_empty(), "{title} has nothing to choose between");
    }
    let site = own_folder("one-date-mentioned");
    build_site(&site, &(plain + &article("told", "2024-03-11", "The pier of the town burnt down in November 2019.")));
    let reader = Reader::of(Host::start(&site), kind, "?q=printers&dates=mentioned", "one-date-mentioned");
    reader.sees_articles(1);
    reader.browser.shows("No date is mentioned in these articles.");
    reader.browser.click_the("button", "Dates mentioned");
    reader.browser.until("it is said where the filters are, too", || {
        (reader.browser.page_text().matches("No date is mentioned in these articles.").count() == 2).then_some(())
    });
    reader.browser.go(&reader.host.url("?dates=mentioned"));
    sees_bar(&reader, "November 2019: 1 article", false);
}

fn dates_mentioned_fit_a_narrow_screen_in_every_language(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "dates-narrow");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    // 1280 at 400 %, and the same at 200 %.
    for width in [320, 640] {
        browser.resize(width, 700);
        for (language, month) in [("en", "November 2023"), ("fa", "نوامبر ۲۰۲۳"), ("ar", "نوفمبر ٢٠٢٣")]
        {
            browser.go(&reader.host.url(&format!("?mentions=2023-11&dates=mentioned&ui={language}")));
            reader.sees_articles(1);
            browser.until("its bar", || bar(&reader, month));
            browser.run("document.querySelector('.date-chart__details').open = true;", json!([]));
            let scrolls = browser
                .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth;", json!([]));
            assert!(scrolls.as_i64() <= Some(1), "{width} wide, {language}: scrolls sideways by {scrolls}");
        }
    }
}
