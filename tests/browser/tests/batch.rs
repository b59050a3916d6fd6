//! A pasted list of names: searched line by line, told in a table, taken away as a file.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::reader::Reader;
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::{Value, json};

in_every_browser! {
    a_pasted_list_becomes_a_table_that_is_sorted_and_followed,
    the_table_is_taken_away_as_a_file,
    an_empty_list_says_so_and_a_long_one_can_be_stopped,
}

/// Puts a list into the field, as a reader pastes it.
fn pastes(reader: &Reader, list: &str) {
    reader.browser.the("field", "one to a line");
    reader.browser.run(
        "const one = find(null, 'field', 'one to a line')[0]; one.focus(); one.value = arguments[0];",
        json!([list]),
    );
}

/// The cells of the table's rows.
fn rows(reader: &Reader) -> Vec<Vec<String>> {
    let found = reader.browser.look(
        "return [...document.querySelectorAll('.batch__table tbody tr')].map((row) => [...row.cells].map((cell) => plain(cell.innerText)));",
        json!([]),
    );
    let cells =
        |row: &Value| row.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    found.as_array().into_iter().flatten().map(cells).collect()
}

const LIST: &str = "Ali Khamenei\n\n  helicoptr \nxyzzy nothing\n\"two-state\nplace:Gaza\n";

fn searches(reader: &Reader) {
    pastes(reader, LIST);
    reader.browser.click_the("button", "Search for all");
    reader.browser.shows("5 of 5 lines");
}

fn a_pasted_list_becomes_a_table_that_is_sorted_and_followed(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=batch", "batch");
    let browser = &reader.browser;
    browser.shows("nothing of the list leaves this device");
    searches(&reader);
    let found = rows(&reader);
    let of = |query: &str| {
        found.iter().find(|row| row[1] == query).unwrap_or_else(|| panic!("no {query}: {found:#?}")).clone()
    };
    assert_eq!(found.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["1", "3", "4", "5", "6"], "{found:#?}");
    assert_eq!(of("helicoptr")[2..5], ["1", "19 November 2023", "19 November 2023"]);
    assert!(of("helicoptr")[5].contains("helicopter"), "{found:#?}");
    assert_eq!(of("xyzzy nothing")[2..5], ["0", "", ""]);
    assert!(of("\"two-state")[5].contains("quotation mark is still open"), "{found:#?}");
    assert_eq!(of("Ali Khamenei")[2], "4");
    browser.shows("found none.");
    browser.click_the("button", "Articles");
    browser.until("the most articles stand first", || {
        let counts: Vec<u32> = rows(&reader).iter().filter_map(|row| row[2].parse().ok()).collect();
        (counts.len() == 5 && counts.is_sorted_by(|a, b| a >= b)).then_some(())
    });
    browser.reload();
    browser.until("the list was kept", || {
        let list = browser.look("return find(null, 'field', 'one to a line')[0].value;", json!([]));
        list.as_str().is_some_and(|list| list.trim() == LIST.trim()).then_some(())
    });
    browser.click_the("button", "Search for all");
    browser.click_the("link", "helicoptr");
    reader.sees_articles(1);
    browser.view_is("is that search", |view| view.contains("q=helicoptr") && !view.contains("page="));
}

fn the_table_is_taken_away_as_a_file(kind: Kind) {
    // What would be saved to the disk is kept for the test to read.
    let script = "const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.saved = blob; return make.call(URL, blob); }; \
                  HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };";
    let reader = Reader::of(Host::start_with(&places::site(), "/", script), kind, "?page=batch", "batch-file");
    searches(&reader);
    reader.browser.click_the("button", "Save as a table");
    reader.browser.until("a file is made", || {
        reader
            .browser
            .look("return window.savedAs ?? '';", json!([]))
            .as_str()
            .filter(|name| name.ends_with(".csv"))
            .map(str::to_owned)
    });
    let text = reader.browser.run_and_wait("return await window.saved.text();");
    let text = text.as_str().unwrap_or_default().trim_start_matches('\u{feff}');
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert_eq!(lines[0], "line,query,articles,first,last,read_as,problem,link");
    assert!(lines[2].starts_with("3,helicoptr,1,2023-11-19,2023-11-19,helicoptr → helicopter,,http"), "{text}");
    assert!(lines[4].contains("\"\"\"two-state\""), "{text}");
}

fn an_empty_list_says_so_and_a_long_one_can_be_stopped(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=batch&ui=en", "batch-stop");
    let browser = &reader.browser;
    browser.click_the("button", "Search for all");
    browser.shows("There is no line to search for yet.");
    let long: String = (0..2_100).map(|nth| format!("Gaza {nth}\n")).collect();
    pastes(&reader, &long);
    browser.click_the("button", "Search for all");
    browser.click_the("button", "Stop");
    browser.shows("found none.");
    browser.shows("Only the first 2,000 lines are searched for; 100 lines are left out.");
    assert!(browser.all("button", "Stop").is_empty(), "what is stopped cannot be stopped");
    assert!(!browser.page_text().contains("2,000 of 2,000 lines"), "it was not stopped");
    assert!(rows(&reader).len() <= 100, "thousands of rows at once");
    // Nothing of it reaches the address or the host.
    assert!(reader.host.take_asked().iter().all(|asked| !asked.path.contains("Gaza")));
    browser.view_is("says nothing of the list", |view| !view.contains("Gaza"));
    browser.keys(key::ESCAPE);
    browser.view_is("is the list's", |view| !view.contains("page="));
}
