//! Taking a result away: the file holds the whole result, in every format, and can be left off.

use newsprint_browser_tests::browser::Kind;
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{N_AWKWARD, Reader, awkward_site, build_site, own_folder};
use serde_json::{Value, json};

in_every_browser! {
    the_whole_result_becomes_a_file_in_every_format,
    a_result_of_more_than_one_page_of_hits_is_written_whole_and_in_order,
    articles_that_do_not_come_are_named_and_come_when_asked_again,
    a_large_result_is_written_to_the_disk_as_the_same_file,
    nothing_found_is_nothing_to_take_away,
}

/// Runs before the page's own scripts: remembers the files that the page makes of pieces, and keeps the browser from asking where to put them.
const MEMORY: &str = "window.made = []; const made = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { window.made.push(blob); return made.call(URL, blob); }; \
    delete window.showSaveFilePicker;";

/// Chooses a format, makes the file, and reads it.
fn file(reader: &Reader, format: &str) -> String {
    let browser = &reader.browser;
    browser.the("radio", format);
    browser.run("window.made.length = 0; find(null, 'radio', arguments[0])[0].click();", json!([format]));
    browser.click_the("button", "Make the file");
    browser.shows("The file is ready");
    browser.until("a file", || browser.look("return window.made.length;", json!([])).as_u64().filter(|n| *n == 1));
    let text = browser.run_and_wait("return await window.made[0].text();");
    let text = text.as_str().expect("a file's text").to_owned();
    // What the link leads to is the same file.
    let name = browser.look("return document.querySelector('a[download]')?.download ?? '';", json!([]));
    assert!(name.as_str().is_some_and(|name| name.contains('.') && !name.contains('/')), "{name}");
    text
}

fn the_whole_result_becomes_a_file_in_every_format(kind: Kind) {
    let reader = Reader::of(Host::start_with(&awkward_site(), "/", MEMORY), kind, "?page=export", "export");
    let browser = &reader.browser;
    browser.shows(&format!("{N_AWKWARD} articles"));

    let csv = file(&reader, "a table of the articles");
    // The mark of the order of bytes is not shown by what decodes it; the heads are.
    assert!(csv.trim_start_matches('\u{feff}').starts_with("id,headline,"), "{csv}");
    assert_eq!(csv.matches("\r\n").count(), N_AWKWARD + 1);
    assert!(csv.contains("شورای شهر دربارهٔ بندر رأی داد") && csv.contains("onload=\"\"window.harmed=1\"\""), "{csv}");

    let lines: Vec<Value> =
        file(&reader, "NDJSON").lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert_eq!(lines.len(), N_AWKWARD);
    assert!(lines.iter().all(|line| line["paragraphs"].is_array() && line["link"].is_string()));

    let ris = file(&reader, "RIS");
    assert_eq!((ris.matches("TY  - NEWS\r\n").count(), ris.matches("ER  - \r\n").count()), (N_AWKWARD, N_AWKWARD));
    assert_eq!(file(&reader, "BibTeX").matches("\n}\n").count(), N_AWKWARD);
    let items: Value = serde_json::from_str(&file(&reader, "CSL-JSON")).expect("CSL-JSON is JSON");
    assert_eq!(items.as_array().map(Vec::len), Some(N_AWKWARD));
    assert_eq!(file(&reader, "ninjs").lines().count(), N_AWKWARD);

    let page: Value = serde_json::from_str(&file(&reader, "Web Annotation")).expect("annotations are JSON");
    let items = page["items"].as_array().expect("annotations");
    assert!(items.iter().any(|item| item["target"]["selector"][1]["exact"] == json!("Port Ellery")), "{page}");

    let names = file(&reader, "Names as CSV");
    assert!(names.contains("Port Ellery,place,25,25,"), "{names}");
    assert_eq!(browser.look("return window.harmed ?? null;", json!([])), Value::Null);
}

fn a_result_of_more_than_one_page_of_hits_is_written_whole_and_in_order(kind: Kind) {
    let site = own_folder("many");
    let article = |n: usize| {
        let text =
            format!("Sheet {n} tells of the tide at the quay, {}.", if n.is_multiple_of(2) { "high" } else { "low" });
        json!({"id": format!("sheet-{n}"), "title": format!("Sheet {n}"), "date": format!("2021-{:02}-{:02}", n / 28 + 1, n % 28 + 1), "lang": "en", "paragraphs": [text]})
    };
    build_site(&site, &(0..250).map(|n| format!("{}\n", article(n))).collect::<String>());
    let host = Host::start_with(&site, "/", MEMORY);
    let reader = Reader::of(host, kind, "?q=high+&sort=oldest&page=export", "export-many");
    reader.browser.shows("125 articles: “high”");
    let lines = file(&reader, "NDJSON");
    let ids: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON")["id"].clone()).collect();
    let expected: Vec<Value> = (0..250).step_by(2).map(|n| json!(format!("sheet-{n}"))).collect();
    assert_eq!(ids, expected);
}

fn articles_that_do_not_come_are_named_and_come_when_asked_again(kind: Kind) {
    // Nothing is kept offline, so that each file is asked of the host; texts are not let through until the test says so.
    let script = format!(
        "{MEMORY} Object.defineProperty(Navigator.prototype, 'serviceWorker', {{ get() {{ return undefined; }} }}); \
         delete window.Worker; Object.defineProperty(window, 'Worker', {{ get() {{ return undefined; }} }}); \
         window.isHeld = true; const bring = window.fetch; window.fetch = (what, how) => \
         window.isHeld && String(what).includes('/bodies') ? Promise.reject(new TypeError('held')) : bring(what, how);"
    );
    let reader =
        Reader::of(Host::start_with(&awkward_site(), "/", &script), kind, "?q=tide&page=export", "export-held");
    let browser = &reader.browser;
    browser.click_the("button", "Make the file");
    browser.shows("24 articles did not come");
    browser.the("link", "Tide table number 23 is printed");
    browser.run("window.isHeld = false;", json!([]));
    browser.click_the("button", "Try again");
    browser.shows("The file is ready: 24 articles");
    let text = browser.run_and_wait("return await window.made[0].text();");
    assert_eq!(text.as_str().map(|text| text.matches("\r\n").count()), Some(25));
}

/// Runs before the page's own scripts: a place on the disk that is a text, and that takes no more, or waits, when it is told to.
const DISK: &str = "window.made = []; const made = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { window.made.push(blob); return made.call(URL, blob); }; \
    const disk = { state: 'none', text: '', n: 0, nAsked: 0 }; window.disk = disk; \
    window.showSaveFilePicker = async (wishes) => { \
        disk.nAsked += 1; disk.name = wishes.suggestedName; \
        if (disk.refusal) throw new DOMException('no', disk.refusal); \
        disk.state = 'open'; disk.text = ''; disk.n = 0; \
        return { createWritable: async () => ({ \
            write: async (text) => { \
                disk.n += 1; \
                if (disk.n > (disk.most ?? Infinity)) throw new DOMException('full', 'QuotaExceededError'); \
                if (disk.n > (disk.holdsAt ?? Infinity)) await new Promise(() => {}); \
                disk.text += text; \
            }, \
            close: async () => { disk.state = 'closed'; }, \
            abort: async () => { if (disk.state === 'open') disk.state = 'aborted'; } }) }; };";

fn a_large_result_is_written_to_the_disk_as_the_same_file(kind: Kind) {
    const N: usize = 2_004;
    let site = own_folder("large");
    let article = |n: usize| json!({"id": format!("sheet-{n}"), "title": format!("Sheet {n}"), "date": "2021-03-04", "lang": "en", "paragraphs": [format!("“High” water, {n}.")]});
    build_site(&site, &(0..N).map(|n| format!("{}\n", article(n))).collect::<String>());
    let reader = Reader::of(Host::start_with(&site, "/", DISK), kind, "?page=export", "export-disk");
    let browser = &reader.browser;
    let disk = |member: &str| browser.look("return window.disk[arguments[0]] ?? null;", json!([member]));
    let is_disk = |state: &str| {
        browser.until(&format!("the disk's file is {state}"), || (disk("state") == json!(state)).then_some(()))
    };
    let set = |member: &str, value: Value| {
        browser.run("window.disk[arguments[0]] = arguments[1];", json!([member, value]));
    };
    browser.shows("With 2,004 articles this takes a while");
    browser.run("find(null, 'radio', 'NDJSON')[0].click();", json!([]));

    // The reader thinks better of it.
    set("refusal", json!("AbortError"));
    browser.click_the("button", "Make the file");
    browser.until("the reader was asked", || (disk("nAsked") == json!(1)).then_some(()));
    browser.the("button", "Make the file");
    assert_eq!((disk("state"), browser.look("return window.made.length;", json!([]))), (json!("none"), json!(0)));
    set("refusal", Value::Null);

    // The disk is full: it is told, and nothing is left on it.
    set("most", json!(3));
    browser.click_the("button", "Make the file");
    browser.shows("there may be too little room on this device");
    is_disk("aborted");
    set("most", Value::Null);

    // The reader leaves off in the middle.
    set("holdsAt", json!(2));
    browser.click_the("button", "Make the file");
    browser.until("writing waits", || (disk("n") == json!(3)).then_some(()));
    browser.shows("24 of 2,004 articles");
    browser.click_the("button", "Cancel");
    is_disk("aborted");
    browser.the("button", "Make the file");
    set("holdsAt", Value::Null);

    // Whole.
    browser.click_the("button", "Make the file");
    browser.shows("The file is written: 2,004 articles.");
    is_disk("closed");
    let name = disk("name");
    assert!(name.as_str().is_some_and(|name| name.ends_with(".ndjson") && !name.contains('/')), "{name}");
    let written = disk("text");
    let written = written.as_str().expect("a file's text");
    let ids: Vec<Value> = written
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON")["id"].clone())
        .collect();
    let distinct: std::collections::BTreeSet<&str> = ids.iter().filter_map(Value::as_str).collect();
    assert_eq!((ids.len(), distinct.len()), (N, N));
    assert_eq!(browser.look("return window.made.length;", json!([])), json!(0), "it went the other way");

    // Where the browser refuses places on the disk, as it does in frames, the file comes the other way, and is the same.
    set("refusal", json!("SecurityError"));
    browser.click_the("button", "Make the file");
    browser.shows("The file is ready: 2,004 articles");
    let downloaded = browser.run_and_wait("return await window.made[0].text();");
    assert!(downloaded.as_str() == Some(written), "the two files are not the same");
}

fn nothing_found_is_nothing_to_take_away(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?q=xyzzyqqq+&exact=1&page=export", "export-nothing");
    reader.browser.shows("There is nothing to take away");
    assert!(reader.browser.all("button", "Make the file").is_empty());
}
