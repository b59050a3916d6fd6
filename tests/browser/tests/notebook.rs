//! The notebook: what is kept outlives a reload, is told what is new, goes out as a file and comes in from one.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{N_AWKWARD, Reader, awkward_articles, awkward_site, build_site, own_folder};
use serde_json::{Value, json};

in_every_browser! {
    what_is_kept_is_there_after_a_reload_and_what_is_removed_can_be_put_back,
    a_kept_search_tells_what_a_newer_edition_brings_and_a_star_what_is_gone,
    the_notebook_goes_out_as_a_file_and_foreign_files_are_refused,
    a_note_is_changed_by_keys_and_can_be_had_back_as_it_was,
    two_tabs_lose_nothing_of_each_other,
    what_there_is_no_room_for_stays_where_it_was_written,
    where_nothing_can_be_kept_the_page_says_so,
}

/// Runs before the page's own scripts: remembers the files that the page makes; nothing is kept offline, so that a new edition is there at once.
const MEMORY: &str = "window.made = []; const made = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { window.made.push(blob); return made.call(URL, blob); }; \
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { return undefined; } });";

/// Gives the field for files a file with this text, as a reader who chooses one.
fn chooses(reader: &Reader, text: &str) {
    let script = "const files = new DataTransfer(); files.items.add(new File([arguments[0]], 'notebook.json')); \
        const field = document.querySelector('input[type=file]'); field.files = files.files; \
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    reader.browser.run(script, json!([text]));
}

/// Writes into a field of several lines.
fn writes(reader: &Reader, field: &str, text: &str) {
    reader.browser.the("field", field);
    reader.browser.run("find(null, 'field', arguments[0])[0].value = arguments[1];", json!([field, text]));
}

fn what_is_kept_is_there_after_a_reload_and_what_is_removed_can_be_put_back(kind: Kind) {
    let reader = Reader::of(Host::start_with(&awkward_site(), "/", MEMORY), kind, "?q=tide+&page=notebook", "notebook");
    let browser = &reader.browser;
    browser.click_the("button", "Keep this search");
    browser.shows("This search is in your notebook.");
    browser.go(&reader.host.url("?page=notebook&doc=tide-23"));
    browser.click_the("button", "Star this article");
    browser.the("button", "Take the star away");
    writes(&reader, "Your note", "<b>Ask</b> the printers.\nTwice.");
    writes(&reader, "The passage", "sheet 23 of the tide table");
    browser.click_the("button", "Keep this note");
    browser.shows("Ask</b> the printers.");
    browser.reload();
    browser.shows("Ask</b> the printers.");
    browser.shows("sheet 23 of the tide table");
    browser.the("link", "“tide”");
    browser.the("button", "Remove Tide table number 23 is printed");

    // Removed, put back, and there again.
    browser.click_the("button", "Remove Tide table number 23 is printed");
    browser.shows("No article is starred.");
    browser.until("the way back has the focus", || {
        browser.focused()["name"].as_str().filter(|name| *name == "Undo").map(str::to_owned)
    });
    browser.click_the("button", "Undo");
    browser.the("button", "Remove Tide table number 23 is printed");
    // A kept search is a link to what it finds, and the list shows stars.
    browser.click_the("link", "“tide”");
    reader.sees_articles(10);
    browser.until("a star in the list", || {
        let starred =
            browser.look("return document.querySelector('.result[data-starred]')?.dataset.article ?? null;", json!([]));
        (starred == json!("tide-23")).then_some(())
    });
    // Stars are given in the list, too.
    browser.click_the("button", "Star this article: Tide table number 22 is printed");
    browser.until("a second star", || {
        let n = browser.look("return document.querySelectorAll('.result[data-starred]').length;", json!([]));
        (n == json!(2)).then_some(())
    });
    browser.go(&reader.host.url("?page=notebook"));
    browser.the("button", "Remove Tide table number 22 is printed");
}

fn a_kept_search_tells_what_a_newer_edition_brings_and_a_star_what_is_gone(kind: Kind) {
    let site = own_folder("growing");
    build_site(&site, &awkward_articles());
    let reader = Reader::of(Host::start_with(&site, "/", MEMORY), kind, "?q=tide+&page=notebook", "notebook-news");
    let browser = &reader.browser;
    browser.click_the("button", "Keep this search");
    browser.shows("This search is in your notebook.");
    browser.until("both searches were looked through", || {
        (browser.page_text().matches("Nothing new since").count() == 2).then_some(())
    });
    browser.go(&reader.host.url("?page=notebook&doc=tide-2"));
    browser.click_the("button", "Star this article");
    browser.the("button", "Take the star away");

    // Two articles come, one of them old, and one goes.
    let mut articles: Vec<String> = awkward_articles().lines().map(str::to_owned).collect();
    articles.retain(|line| !line.contains("\"tide-2\""));
    for (id, date) in [("late", "2024-12-01"), ("old", "1999-01-01")] {
        articles.push(
            json!({"id": id, "title": format!("The {id} tide"), "date": date, "lang": "en", "paragraphs": ["The tide came in."]})
                .to_string(),
        );
    }
    build_site(&site, &(articles.join("\n") + "\n"));
    browser.go(&reader.host.url("?page=notebook"));
    browser.until("the news of both searches", || {
        (browser.page_text().matches("2 new articles since").count() == 2).then_some(())
    });
    browser.shows("1 is no longer here");
    browser.the("link", "The late tide");
    browser.shows("no longer in this collection");
    let found = N_AWKWARD + 1;
    browser.shows(&format!("{found} articles"));
    browser.click_the("button", "Mark as seen “tide”");
    browser.until("one search has no news any more", || {
        (browser.page_text().matches("2 new articles since").count() == 1).then_some(())
    });
    browser.reload();
    browser.until("so it stays", || {
        let text = browser.page_text();
        (text.matches("2 new articles since").count() == 1 && text.matches("Nothing new since").count() == 1)
            .then_some(())
    });
}

fn the_notebook_goes_out_as_a_file_and_foreign_files_are_refused(kind: Kind) {
    let reader =
        Reader::of(Host::start_with(&awkward_site(), "/", MEMORY), kind, "?page=notebook&doc=fa-1", "notebook-file");
    let browser = &reader.browser;
    browser.click_the("button", "Star this article");
    browser.the("button", "Take the star away");
    browser.click_the("button", "Save as a file");
    browser.until("a file", || browser.look("return window.made.length;", json!([])).as_u64().filter(|n| *n == 1));
    let text = browser.run_and_wait("return await window.made[0].text();");
    let text = text.as_str().expect("a file's text").to_owned();
    let file: Value = serde_json::from_str(&text).expect("a notebook is JSON");
    assert_eq!((&file["format"], &file["version"]), (&json!("newsprint-notebook"), &json!(1)));

    for garbage in ["", "garbage", "{\"format\":\"other\"}", "[[[[[["] {
        chooses(&reader, garbage);
        browser.shows("That file is no notebook of this program.");
        browser.reload();
        browser.the("button", "Take the star away");
    }
    chooses(&reader, &text.replace("\"version\": 1", "\"version\": 9"));
    browser.shows("written by a newer version");

    // Into an empty notebook, and into one that has it all already.
    browser.click_the("button", "Take the star away");
    browser.shows("Removed.");
    chooses(&reader, &text);
    browser.shows("1 entry added");
    browser.the("button", "Take the star away");
    chooses(&reader, &text);
    browser.shows("0 entries added");
}

/// Writes a note on an article and waits until it is kept.
fn notes(reader: &Reader, text: &str) {
    writes(reader, "Your note", text);
    reader.browser.click_the("button", "Keep this note");
    reader.browser.the("button", &format!("Edit {text}"));
}

/// What stands in the notes, in their order.
fn noted(reader: &Reader) -> Vec<String> {
    let found = reader.browser.look(
        "return [...document.querySelectorAll('.notebook__row .notebook__note')].map((one) => one.textContent);",
        json!([]),
    );
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The id of what has the focus.
fn focused(reader: &Reader) -> String {
    reader.browser.look("return document.activeElement?.id ?? '';", json!([])).as_str().unwrap_or_default().to_owned()
}

fn a_note_is_changed_by_keys_and_can_be_had_back_as_it_was(kind: Kind) {
    let host = Host::start_with(&awkward_site(), "/", MEMORY);
    let reader = Reader::of(host, kind, "?page=notebook&doc=tide-23", "notebook-edit");
    let browser = &reader.browser;
    notes(&reader, "First words");
    let edits = || {
        browser.run("find(null, 'button', 'Edit ')[0].focus();", json!([]));
        browser.keys(key::ENTER);
        browser.until("the note can be written in", || (focused(&reader) == "note-edit").then_some(()));
    };
    // Escape leaves it as it was, and leads back to where the reader came from.
    edits();
    browser.keys("nothing of this");
    browser.keys(key::ESCAPE);
    browser.until("the button has the focus", || focused(&reader).starts_with("edit-").then_some(()));
    assert_eq!(noted(&reader), ["First words"]);
    edits();
    browser.run("document.getElementById('note-edit').value = '';", json!([]));
    browser.keys("گزارش second");
    browser.keys_with(key::CONTROL, key::ENTER);
    browser.until("the note is changed", || (noted(&reader) == ["گزارش second"]).then_some(()));
    browser.until("the button has the focus", || focused(&reader).starts_with("edit-").then_some(()));
    browser.reload();
    browser.until("it stays changed", || (noted(&reader) == ["گزارش second"]).then_some(()));
    edits();
    browser.run("document.getElementById('note-edit').value = 'Third';", json!([]));
    browser.click_the("button", "Save");
    browser.until("the note is changed", || (noted(&reader) == ["Third"]).then_some(()));
    browser.click_the("button", "Undo");
    browser.until("the note is as it was", || (noted(&reader) == ["گزارش second"]).then_some(()));
}

/// Changes the one note in the store, as another tab does.
const ELSEWHERE: &str = "const [{ name }] = (await indexedDB.databases()).filter(({ name }) => name.startsWith('newsprint ')); \
    const done = (one) => new Promise((well, ill) => { one.onsuccess = () => well(one.result); one.onerror = ill; }); \
    const store = await done(indexedDB.open(name)); \
    const table = store.transaction('entries', 'readwrite').objectStore('entries'); \
    const key = (await done(table.getAllKeys())).find((key) => key.startsWith('note:')); \
    await done(table.put((await done(table.get(key))).replace('Mine', 'Theirs'), key)); store.close(); return key;";

fn two_tabs_lose_nothing_of_each_other(kind: Kind) {
    let host = Host::start_with(&awkward_site(), "/", MEMORY);
    let reader = Reader::of(host, kind, "?page=notebook&doc=tide-23", "notebook-tabs");
    let browser = &reader.browser;
    notes(&reader, "Mine");
    browser.click_the("button", "Edit Mine");
    browser.until("the note can be written in", || (focused(&reader) == "note-edit").then_some(()));
    browser.run_and_wait(ELSEWHERE);
    browser.run("document.getElementById('note-edit').value = 'Mine, longer';", json!([]));
    browser.keys_with(key::CONTROL, key::ENTER);
    browser.shows("This note was changed elsewhere meanwhile");
    browser.until("both are kept", || {
        let mut both = noted(&reader);
        both.sort();
        (both == ["Mine, longer", "Theirs"]).then_some(())
    });
    // What another tab does is there when the reader comes back to this one.
    browser.click_the("button", "Remove Theirs");
    browser.until("one is left", || (noted(&reader) == ["Mine, longer"]).then_some(()));
    browser.run_and_wait(ELSEWHERE);
    browser.run("document.dispatchEvent(new Event('visibilitychange'));", json!([]));
    browser.until("what the other tab wrote", || (noted(&reader) == ["Theirs, longer"]).then_some(()));
}

fn what_there_is_no_room_for_stays_where_it_was_written(kind: Kind) {
    let script = format!(
        "{MEMORY} const put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = function (...them) {{ \
         if (window.isFull) throw new DOMException('full', 'QuotaExceededError'); return put.apply(this, them); }};"
    );
    let host = Host::start_with(&awkward_site(), "/", &script);
    let reader = Reader::of(host, kind, "?page=notebook&doc=tide-23", "notebook-full");
    let browser = &reader.browser;
    notes(&reader, "Kept");
    browser.run("window.isFull = true;", json!([]));
    writes(&reader, "Your note", "Not kept");
    browser.click_the("button", "Keep this note");
    browser.shows("there is no room left for this site");
    let text = browser.look("return document.getElementById('note-text').value;", json!([]));
    assert_eq!(text, json!("Not kept"), "what could not be kept is gone");
    browser.run("window.isFull = false;", json!([]));
    browser.click_the("button", "Keep this note");
    browser.until("both are kept", || (noted(&reader).len() == 2).then_some(()));
    browser.until("the field is empty", || {
        let text = browser.look("return document.getElementById('note-text').value;", json!([]));
        (text == json!("")).then_some(())
    });
}

fn where_nothing_can_be_kept_the_page_says_so(kind: Kind) {
    let script =
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });";
    let reader = Reader::of(Host::start_with(&awkward_site(), "/", script), kind, "?page=notebook", "notebook-refused");
    reader.browser.shows("The browser keeps nothing for this page");
}
