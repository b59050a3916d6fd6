//! What a publisher and a partner must be able to rely on: offline, quiet, harmless, at home in any folder.

use std::fs;
use std::path::{Path, PathBuf};

use newsprint_browser_tests::browser::{Browser, Kind, Taste, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::leash::Leash;
use newsprint_browser_tests::reader::{
    N_ARTICLES, N_AWKWARD, Reader, SEARCH, awkward_articles, awkward_site, build_site, build_site_with, own_folder,
};
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::{Value, json};

in_every_browser! {
    the_site_searches_and_filters_when_its_server_is_gone,
    a_second_visit_asks_the_server_for_nothing,
    another_language_is_kept_for_reading_offline,
    a_site_read_from_files_works_offline_too,
    no_error_no_breach_of_policy_and_no_request_to_anybody_else,
    a_worker_searches,
    without_workers_the_page_searches_itself,
    what_articles_hold_is_text_and_never_markup,
    a_persian_article_runs_from_right_to_left,
    a_site_works_in_any_folder,
    an_embedded_site_has_no_masthead,
    a_new_edition_is_announced_and_comes_when_the_reader_agrees,
    a_damaged_file_is_named_and_asked_for_again,
    a_damaged_copy_that_is_kept_gives_way_to_a_whole_one,
    each_part_that_does_not_load_says_so_while_the_rest_stands,
    a_page_that_a_newer_edition_has_replaced_is_loaded_anew,
    an_edition_in_one_file_is_read_in_parts_or_whole,
    without_webassembly_the_headlines_still_stand,
    the_commands_own_preview_serves_the_site,
}

/// Runs before the page's own scripts, and writes down what goes wrong and how workers are used.
const WITNESS: &str = "
window.witness = { errors: [], nWorkers: 0, nAnswers: 0 };
addEventListener('error', (event) => witness.errors.push('error: ' + (event.message || event.target?.src || event.target?.href)), true);
addEventListener('unhandledrejection', (event) => witness.errors.push('rejection: ' + event.reason));
document.addEventListener('securitypolicyviolation', (event) => witness.errors.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
for (const level of ['error', 'warn']) {
  const say = console[level];
  console[level] = (...words) => { witness.errors.push(level + ': ' + words.join(' ')); say.apply(console, words); };
}
const Real = window.Worker;
window.Worker = class extends Real {
  constructor(...words) {
    super(...words);
    witness.nWorkers += 1;
    this.addEventListener('message', () => { witness.nAnswers += 1; });
  }
};
";

/// Runs before the page's own scripts where nothing is to be kept offline, so that each try asks the host.
const NO_COPIES: &str = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { return undefined; } });";

/// Runs before the page's own scripts in a browser that has no workers.
const NO_WORKERS: &str = "delete window.Worker; window.nTries = 0;
Object.defineProperty(window, 'Worker', { get() { window.nTries += 1; return undefined; } });";

fn the_site_searches_and_filters_when_its_server_is_gone(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "offline");
    reader.sees_articles(N_ARTICLES);
    reader.waits_for_the_offline_copy();
    reader.host.go_down();
    reader.browser.reload();
    reader.sees_articles(N_ARTICLES);
    reader.types("helicopter ");
    let found = reader.sees_articles(1);
    reader.opens(&found[0]);
    reader.browser.go(&reader.host.url("?q=Israel"));
    reader.browser.click_the("checkbox", "Ali Khamenei");
    reader.browser.until("the filter is in the address", || reader.browser.view().contains("person=").then_some(()));
    let n = reader.count_of("Ali Khamenei");
    reader.sees_articles(n);
}

fn a_second_visit_asks_the_server_for_nothing(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "second-visit");
    reader.sees_articles(N_ARTICLES);
    reader.waits_for_the_offline_copy();
    let first = reader.host.take_asked();
    assert!(first.iter().any(|asked| asked.path.ends_with(".wasm")), "{first:#?}");
    reader.browser.go(&reader.host.url("?q=Gaza"));
    reader.browser.until("articles are found", || (!reader.headlines().is_empty()).then_some(()));
    // A browser looks for a newer service worker by itself; no site can forbid it, and nothing waits for it.
    let second: Vec<_> = reader.host.take_asked().into_iter().filter(|asked| !asked.is_worker_update).collect();
    assert_eq!(second, [], "the second visit went to the server");
}

fn a_site_read_from_files_works_offline_too(kind: Kind) {
    let reader = Reader::of(Host::start(&awkward_site()), kind, "", "offline-files");
    reader.sees_articles(10);
    reader.waits_for_the_offline_copy();
    reader.host.go_down();
    reader.browser.reload();
    reader.sees_articles(10);
    reader.types("sheet 7 ");
    reader.browser.until("the right article comes first", || {
        reader.headlines().first().filter(|title| title.contains("number 7 ")).cloned()
    });
}

fn another_language_is_kept_for_reading_offline(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?ui=fa", "offline-persian");
    reader.browser.shows("۶ مقاله");
    reader.waits_for_the_offline_copy();
    let is_kept = reader.browser.run_and_wait(
        "const file = new URL('words/fa.txt', newsprint.base).href; \
         while (!await caches.match(file)) await new Promise((resolve) => setTimeout(resolve, 50)); return true;",
    );
    assert_eq!(is_kept, json!(true));
    reader.host.go_down();
    reader.browser.reload();
    reader.browser.shows("۶ مقاله");
}

fn no_error_no_breach_of_policy_and_no_request_to_anybody_else(kind: Kind) {
    let host = Host::start_with(&places::site(), "/", WITNESS);
    let own = host.url("");
    let reader = Reader::of(host, kind, "", "quiet");
    let headlines = reader.sees_articles(N_ARTICLES);
    let n_israel = reader.count_of("Israel");
    reader.opens(&headlines[0]);
    reader.types("Gaza ");
    reader.browser.until("matches are marked", || (!reader.marked().is_empty()).then_some(()));
    reader.browser.keys(key::ENTER);
    reader.browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
    // The values change their places with their counts, which come after the list.
    reader.browser.until("all articles are counted", || (reader.count_of("Israel") == n_israel).then_some(()));
    reader.browser.click_the("checkbox", "Israel");
    let witness = reader.browser.run("return window.witness;", json!([]));
    assert_eq!(witness["errors"], json!([]));
    let fetched = reader.browser.run("return performance.getEntries().map((one) => one.name);", json!([]));
    let is_address = |name: &&str| name.starts_with("http");
    let foreign: Vec<&str> = fetched
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(is_address)
        .filter(|name| !name.starts_with(&own))
        .collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    if kind == Kind::Chromium {
        assert_eq!(reader.browser.console(), Vec::<String>::new());
    }
}

fn a_worker_searches(kind: Kind) {
    let host = Host::start_with(&places::site(), "/", WITNESS);
    let reader = Reader::of(host, kind, "", "worker");
    reader.sees_articles(N_ARTICLES);
    let answers = || reader.browser.run("return [witness.nWorkers, witness.nAnswers];", json!([]));
    let before = answers();
    assert_eq!(before[0], json!(1), "one worker");
    reader.types("helicopter ");
    reader.sees_articles(1);
    let after = answers();
    assert_eq!(after[0], json!(1), "still the same worker");
    assert!(after[1].as_u64() > before[1].as_u64(), "the worker answered nothing: {before} {after}");
}

fn without_workers_the_page_searches_itself(kind: Kind) {
    let host = Host::start_with(&places::site(), "/", NO_WORKERS);
    let reader = Reader::of(host, kind, "", "no-worker");
    reader.sees_articles(N_ARTICLES);
    let n_tries = reader.browser.run("return window.nTries;", json!([]));
    assert!(n_tries.as_u64() > Some(0), "the page never looked for a worker");
    reader.types("helicopter ");
    reader.sees_articles(1);
    reader.browser.click_the("checkbox", "Ben Caspit");
    reader.sees_articles(1);
}

fn what_articles_hold_is_text_and_never_markup(kind: Kind) {
    let reader = Reader::of(Host::start_with(&awkward_site(), "/", WITNESS), kind, "?q=council", "hostile");
    let headlines = reader.sees_articles(1);
    assert_eq!(headlines[0], "<img src=x onerror=\"window.harmed=1\"> Council votes on <b>harbour</b> dues");
    reader.opens("Council votes on");
    reader.browser.shows("<script>window.harmed=1</script> The council of Port Ellery voted");
    reader.browser.shows("A clerk read out &lt;p&gt; and </section></article></main></body> in a firm voice.");
    reader.browser.shows("<i>The Harbour</i> & \"Co\"");
    let links = reader.browser.run("return [...document.querySelectorAll('a')].map((a) => a.href);", json!([]));
    let scripts: Vec<&Value> = links
        .as_array()
        .into_iter()
        .flatten()
        .filter(|link| !link.as_str().is_some_and(|it| it.starts_with("http")))
        .collect();
    assert!(scripts.is_empty(), "{scripts:?}");
    reader.browser.click_the("button", "<svg onload=window.harmed=1> Zed");
    let harmed = reader.browser.run("return window.harmed ?? null;", json!([]));
    assert_eq!(harmed, Value::Null, "markup in an article was obeyed");
    assert_eq!(reader.browser.run("return witness.errors;", json!([])), json!([]));
    // A view that names what it must not.
    reader.browser.go(&reader
        .host
        .url("?q=%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D1%22%3E&person=%3Cb%3E&doc=..%2F..%2Fetc"));
    reader.browser.the("field", SEARCH);
    reader.browser.shows("This collection holds no such article");
    let harmed = reader.browser.run("return window.harmed ?? null;", json!([]));
    assert_eq!(harmed, Value::Null, "markup in an address was obeyed");
}

fn a_persian_article_runs_from_right_to_left(kind: Kind) {
    let reader = Reader::of(Host::start(&awkward_site()), kind, "?lang=fa", "persian");
    let headlines = reader.sees_articles(1);
    let direction = |selector: &str| {
        let script = "const one = document.querySelector(arguments[0]); return one && getComputedStyle(one).direction;";
        reader.browser.run(script, json!([selector]))
    };
    assert_eq!(direction("article h3"), json!("rtl"));
    assert_eq!(direction("body"), json!("ltr"), "the interface is English");
    reader.opens(&headlines[0]);
    let script = "const text = [...document.querySelectorAll('p')].find((one) => one.innerText.includes('سخنگو') && !one.closest('li')); \
                  return text && [getComputedStyle(text).direction, text.closest('[lang]').lang];";
    assert_eq!(reader.browser.run(script, json!([])), json!(["rtl", "fa"]));
    // A reader of Persian has the whole page mirrored.
    reader.browser.go(&reader.host.url("?ui=fa"));
    reader.sees_articles(10);
    assert_eq!(direction("body"), json!("rtl"));
    assert_eq!(reader.browser.run("return document.documentElement.lang;", json!([])), json!("fa"));
}

fn a_site_works_in_any_folder(kind: Kind) {
    let host = Host::start_with(&awkward_site(), "/~press/2024/archive/", "");
    let reader = Reader::of(host, kind, "?q=tide", "folder");
    let first = reader.sees_articles(10);
    reader.opens(&first[0]);
    reader.browser.reload();
    reader.sees_open(&first[0]);
    reader.waits_for_the_offline_copy();
    let outside: Vec<_> = reader
        .host
        .take_asked()
        .into_iter()
        .filter(|asked| !asked.path.starts_with("/~press/2024/archive/") && asked.path != "/favicon.ico")
        .collect();
    assert_eq!(outside, [], "the site reached out of its folder");
    reader.host.go_down();
    reader.browser.go(&reader.host.url(""));
    reader.browser.shows(&format!("{N_AWKWARD} articles"));
}

fn an_embedded_site_has_no_masthead(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "embed");
    reader.sees_articles(N_ARTICLES);
    assert!(!reader.browser.all("banner", "").is_empty(), "the page has a masthead of its own");
    reader.browser.go(&reader.host.url("?embed=1"));
    reader.sees_articles(N_ARTICLES);
    assert!(reader.browser.all("banner", "").is_empty(), "the embedded page has a masthead");
    reader.types("helicopter ");
    reader.sees_articles(1);
    reader.browser.view_is("stays an embedded one", |view| view.contains("embed=1") && view.contains("q=helicopter"));
}

fn a_new_edition_is_announced_and_comes_when_the_reader_agrees(kind: Kind) {
    let site = own_folder("edition");
    build_site(&site, &awkward_articles());
    let reader = Reader::of(Host::start(&site), kind, "", "edition");
    reader.browser.shows("26 articles");
    reader.waits_for_the_offline_copy();
    let extra = json!({"id": "late", "title": "A late item", "date": "2024-03-11", "lang": "en", "paragraphs": ["It came late."]});
    build_site(&site, &format!("{}{extra}\n", awkward_articles()));
    reader.browser.go(&reader.host.url("?q=late"));
    reader.browser.shows("Nothing found");
    reader.browser.shows("A new edition is out.");
    reader.browser.click_the("button", "Reload");
    assert!(reader.sees_articles(1)[0].contains("A late item"));
    reader.browser.shows("27 articles");
}

/// Damages a part of a site; what comes back mends it.
fn damage(site: &Path, part: &str) -> impl FnOnce() + use<> {
    let write = |file: &PathBuf, bytes: &[u8]| fs::write(file, bytes).expect("a file of the edition can be written");
    let mut files = Vec::new();
    for file in files_of(site, part) {
        let whole = fs::read(&file).expect("a file of the edition can be read");
        let mut damaged = whole.clone();
        damaged[whole.len() / 2] ^= 0x10;
        write(&file, &damaged);
        files.push((file, whole));
    }
    move || files.iter().for_each(|(file, whole)| write(file, whole))
}

fn a_damaged_file_is_named_and_asked_for_again(kind: Kind) {
    let site = own_folder("damaged");
    build_site(&site, &awkward_articles());
    let mend = damage(&site, "cards");
    let reader = Reader::of(Host::start_with(&site, "/", NO_COPIES), kind, "?q=tide", "damaged");
    reader.browser.shows("This did not load");
    let text = reader.browser.page_text();
    let is_named = |file: &&PathBuf| text.contains(&*file.file_name().expect("a file has a name").to_string_lossy());
    assert_eq!(files_of(&site, "cards").iter().filter(is_named).count(), 1, "{text}");
    mend();
    reader.browser.click_the("button", "Try again");
    reader.sees_articles(10);
}

fn a_damaged_copy_that_is_kept_gives_way_to_a_whole_one(kind: Kind) {
    let site = own_folder("damaged-copy");
    let article = json!({ "id": "pier", "title": "The pier reopens", "date": "2024-03-09", "lang": "en",
        "paragraphs": ["The pier of Port Ellery reopened on Saturday.", "Its crane is still at the bottom of the harbour."] });
    build_site(&site, &format!("{article}\n"));
    let mend = damage(&site, "bodies");
    let reader = Reader::of(Host::start(&site), kind, "", "damaged-copy");
    reader.sees_articles(1);
    reader.waits_for_the_offline_copy();
    mend();
    // What is kept comes first.
    reader.browser.go(&reader.host.url("?doc=pier"));
    reader.browser.shows("This did not load");
    reader.browser.click_the("button", "Try again");
    reader.browser.shows("Its crane is still at the bottom of the harbour.");
    // The whole copy is kept from now on.
    reader.host.go_down();
    reader.browser.go(&reader.host.url("?doc=pier"));
    reader.browser.shows("Its crane is still at the bottom of the harbour.");
}

fn each_part_that_does_not_load_says_so_while_the_rest_stands(kind: Kind) {
    let site = own_folder("parts");
    build_site(&site, &awkward_articles());
    let hide = |part: &str| {
        let files = files_of(&site, part);
        for file in &files {
            fs::rename(file, file.with_extension("hidden")).expect("a file of the edition can be hidden");
        }
        files
    };
    let show = |files: Vec<PathBuf>| {
        for file in files {
            fs::rename(file.with_extension("hidden"), &file).expect("a hidden file can be shown");
        }
    };
    let (bodies, columns) = (hide("bodies"), hide("columns"));
    let reader = Reader::of(Host::start_with(&site, "/", NO_COPIES), kind, "?q=tide", "parts");
    let headlines = reader.sees_articles(10);
    reader.browser.shows("the best passages did not load");
    reader.browser.shows("The counts did not load.");
    let try_again = || reader.browser.all("button", "Try again").len();
    assert_eq!(try_again(), 2, "one for the passages, one for the counts");
    assert_eq!(reader.headlines(), headlines, "the list stands");
    // The article's text is among what is missing; the list beside it is not.
    reader.browser.click_the("link", &headlines[0]);
    reader.browser.shows("This did not load");
    reader.browser.keys(key::ESCAPE);
    // The filters stand before the list, so theirs is the first button.
    show(columns);
    reader.browser.click_the("button", "Try again");
    reader
        .browser
        .until("there are values to choose", || (!reader.browser.all("checkbox", "").is_empty()).then_some(()));
    assert_eq!(try_again(), 1, "the passages are still missing");
    reader.browser.shows("the best passages did not load");
    show(bodies);
    reader.browser.click_the("button", "Try again");
    reader.browser.until("the passages are here", || (try_again() == 0).then_some(()));
    assert_eq!(reader.headlines(), headlines);
}

fn a_page_that_a_newer_edition_has_replaced_is_loaded_anew(kind: Kind) {
    let site = own_folder("replaced");
    let saying = |text: &str| {
        let article = json!({ "id": "pier", "title": "The pier reopens", "date": "2024-03-09", "lang": "en", "paragraphs": [text] });
        build_site(&site, &format!("{article}\n"));
    };
    saying("The pier of Port Ellery reopened on Saturday.");
    let reader = Reader::of(Host::start_with(&site, "/", NO_COPIES), kind, "", "replaced");
    reader.sees_articles(1);
    saying("The pier of Port Ellery reopened on Saturday. Its crane is at the bottom of the harbour.");
    reader.browser.click_the("link", "The pier reopens");
    // The file that the page would read is gone; asking for it again cannot help.
    reader.browser.shows("or of a newer edition than this page");
    reader.browser.click_the("button", "Reload");
    reader.browser.shows("Its crane is at the bottom of the harbour.");
}

fn an_edition_in_one_file_is_read_in_parts_or_whole(kind: Kind) {
    let site = own_folder("one-file");
    build_site_with(&site, &awkward_articles(), &["--one-file"]);
    assert_eq!(files_of(&site, "pack").len(), 1);
    assert!(
        fs::read_dir(site.join("edition")).expect("a site has an edition").count() == 1,
        "nothing but the one file"
    );
    for sends_parts in [true, false] {
        let host = Host::start_with(&site, "/", NO_COPIES);
        if sends_parts {
            host.send_parts();
        }
        let reader = Reader::of(host, kind, "?q=tide", &format!("one-file-{sends_parts}"));
        let headlines = reader.sees_articles(10);
        reader.opens(&headlines[0]);
        let asked = reader.host.take_asked();
        let packs: Vec<_> = asked.iter().filter(|asked| asked.path.contains("/pack-")).collect();
        assert!(packs.iter().all(|asked| asked.is_part == sends_parts), "{packs:?}");
        if !sends_parts {
            assert!(packs.len() <= 2, "asked for a part, then taken whole: {packs:?}");
        }
    }
}

/// The files of a built site's edition that hold one kind of thing.
fn files_of(site: &Path, kind: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![site.join("edition")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a site has an edition").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if entry.file_name().to_string_lossy().starts_with(kind) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "the edition has no {kind}");
    found.sort();
    found
}

fn without_webassembly_the_headlines_still_stand(kind: Kind) {
    let host = Host::start_with(&places::site(), "/", "delete window.WebAssembly;");
    let browser = Browser::start(kind, Taste::default(), "no-wasm");
    browser.go(&host.url(""));
    browser.shows("The search could not start in this browser. These are the headlines.");
    browser.shows("Iran's Supreme Leader Calls For Temporary Severance Of Ties With Israel");
    let n_headlines = browser.run("return document.querySelectorAll('main li').length;", json!([]));
    assert_eq!(n_headlines, json!(N_ARTICLES));
}

fn the_commands_own_preview_serves_the_site(kind: Kind) {
    let log = own_folder("preview").join("said.txt");
    let words = [&places::command(), &"serve".into(), &awkward_site(), &"--port".into(), &"0".into()];
    let words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let _server = Leash::start(&words, &[], &log);
    let browser = Browser::start(kind, Taste::default(), "preview");
    let url = browser.until("the command says where it serves", || {
        let said = fs::read_to_string(&log).unwrap_or_default();
        said.split_whitespace().find(|word| word.starts_with("http://") && word.ends_with('/')).map(str::to_owned)
    });
    browser.go(&format!("{url}?q=council"));
    browser.shows("1 of 26 articles");
}
