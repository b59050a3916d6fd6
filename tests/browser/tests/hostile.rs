//! Content and addresses that nobody would wish for: shown as text, whole, and without moving anything else.

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use newsprint_browser_tests::browser::Kind;
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{Reader, build_site_of, own_folder};
use serde_json::{Value, json};

in_every_browser! {
    hostile_articles_are_shown_as_text_and_break_no_view,
    a_name_with_five_hundred_spellings_and_an_article_with_a_thousand_names_are_read,
    hand_edited_addresses_of_nonsense_show_something_sane,
}

/// Runs before the page's own scripts, and writes down what goes wrong.
const WITNESS: &str = "
window.witness = [];
addEventListener('error', (event) => witness.push('error: ' + (event.message || event.target?.src || event.target?.href)), true);
addEventListener('unhandledrejection', (event) => witness.push('rejection: ' + event.reason));
document.addEventListener('securitypolicyviolation', (event) => witness.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
for (const level of ['error', 'warn']) {
  const say = console[level];
  console[level] = (...words) => { witness.push(level + ': ' + words.join(' ')); say.apply(console, words); };
}";

/// How many names one article has, and how many spellings one name.
const N_NAMES: usize = 1_000;
const N_SPELLINGS: usize = 500;

/// The ids of the hostile articles.
const DOCS: [&str; 9] = ["first", "second", "markup", "long", "turned", "emoji", "untitled", "textless", "combining"];

/// The views of an article that are loaded when they are opened.
const ABOUT_AN_ARTICLE: [&str; 3] = ["why", "versions", "cite"];

fn hostile_site() -> PathBuf {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let (source, site) = (own_folder("hostile-articles"), own_folder("hostile"));
        fs::write(source.join("articles.jsonl"), articles()).expect("a log folder can be written to");
        let orders: String = (0..N_SPELLINGS).map(|n| format!("same Ida Brook = Brookish Spelling{n}\n")).collect();
        fs::write(source.join("entities.tsv"), orders).expect("a log folder can be written to");
        build_site_of(&site, &source, &[]);
        site
    })
    .clone()
}

/// Articles as JSON Lines.
fn articles() -> String {
    let word = "x".repeat(10_000);
    let story = "The council of Port Ellery voted on Saturday to double the harbour dues from the first of May, after a debate that \
                 lasted nine hours and in which every member spoke at least once. The mayor, Ida Brook, said the money would pay for \
                 the new pier, which the storms of last winter had carried off together with two boats and a crane.";
    let names: Vec<String> = (0..N_NAMES).map(|n| format!("Person Number{n}")).collect();
    let spellings: Vec<String> = (0..N_SPELLINGS).map(|n| format!("Brookish Spelling{n}")).collect();
    let mut all = vec![
        json!({ "id": "first", "title": "Council doubles harbour dues", "date": "2024-03-09", "source": "Harbour Post",
            "paragraphs": [story, "A second vote is planned for June."], "people": ["Ida Brook"] }),
        json!({ "id": "second", "title": "Council doubles harbour dues after all", "date": "2024-03-10", "source": "<b>Wire</b>",
            "paragraphs": [story, "A second vote is planned for July, the clerk said."], "people": ["Ida Brook"] }),
        json!({ "id": "markup", "title": "&lt;script&gt;window.harmed=1&lt;/script&gt; &lt;b&gt;dues&lt;/b&gt;", "date": "2024-01-02",
            "source": "\"><svg onload=window.harmed=1>", "byline": "<img src=x onerror=window.harmed=1>",
            "paragraphs": ["&lt;img src=x onerror=window.harmed=1&gt; A clerk read &lt;/main&gt; out."] }),
        json!({ "id": "long", "title": word, "date": "2024-01-03", "source": "s".repeat(300), "byline": "b".repeat(400),
            "paragraphs": [word, format!("dues {word} dues")], "people": ["p".repeat(500)], "places": ["Ellery ".repeat(60)] }),
        json!({ "id": "turned", "title": "\u{202e}seud \u{2067}never closed", "date": "2024-01-04",
            "paragraphs": ["\u{202e}text that would run backwards, dues", "A paragraph after it stands as it should."] }),
        json!({ "id": "emoji", "title": "👩‍👩‍👧‍👦🏴‍☠️ dues 👍🏽", "date": "2024-01-05", "paragraphs": ["👩‍👩‍👧‍👦 ".repeat(200)] }),
        json!({ "id": "untitled", "title": "", "paragraphs": ["Dues without a headline and without a date."] }),
        json!({ "id": "textless", "title": "Only a headline on dues", "date": "0001-01-01", "paragraphs": [] }),
        json!({ "id": "combining", "title": format!("d{}ues", "\u{0316}\u{0301}".repeat(200)), "date": "9999-12-31", "lang": "zxx",
            "paragraphs": ["Dues of another kind."] }),
        json!({ "id": "thousand", "title": "A thousand names", "date": "2024-02-01",
            "paragraphs": names.chunks(100).map(|some| some.join(" and ")).collect::<Vec<_>>(), "people": names }),
        json!({ "id": "spellings", "title": "Five hundred spellings", "date": "2024-02-02",
            "paragraphs": ["Ida Brook came.".to_owned(), spellings.join(" spoke. ")], "people": spellings }),
    ];
    for one in &mut all {
        if let Some(fields) = one.as_object_mut() {
            fields.entry("lang").or_insert_with(|| "en".into());
        }
    }
    all.iter().map(|line| format!("{line}\n")).collect()
}

/// Opens an address and waits until what it asks for is drawn; nothing scrolls sideways, nothing was obeyed, nothing went wrong.
fn shows_sanely(reader: &Reader, address: &str) {
    let browser = &reader.browser;
    browser.go(&reader.host.url(address));
    browser.until(&format!("{address} is drawn"), || {
        let drawn = browser.look(
            "const { view } = globalThis.newsprint ?? {}; \
             const wanted = view ? '#supplement-title' : '.list__found, .article-view, .reading__missing'; \
             return document.documentElement.dataset.app !== 'failed' && Boolean(document.querySelector(wanted)) \
             && ![...document.querySelectorAll('.skeleton')].some(isShown);",
            json!([]),
        );
        (drawn == json!(true)).then_some(())
    });
    let found = browser.run(
        "const root = document.documentElement; const wide = root.clientWidth; const over = root.scrollWidth - wide; \
         return { over, by: over > 1 ? [...document.querySelectorAll('body *')].filter((one) => isShown(one) && \
         one.getBoundingClientRect().right > wide + 1 && !one.closest('.visually-hidden')).map((one) => `${one.tagName}.${one.className}`) \
         .slice(0, 6) : [], harmed: window.harmed ?? null, witness };",
        json!([]),
    );
    assert!(found["over"].as_i64() <= Some(1), "{address} scrolls sideways: {found}");
    assert_eq!(found["harmed"], Value::Null, "{address}: markup was obeyed");
    assert_eq!(found["witness"], json!([]), "{address}");
}

fn hostile_articles_are_shown_as_text_and_break_no_view(kind: Kind) {
    let reader = Reader::of(Host::start_with(&hostile_site(), "/", WITNESS), kind, "", "hostile-articles");
    reader.browser.resize(320, 640);
    for view in ["", "?sort=newest", "?q=dues", "?q=dues&ui=fa", "?page=about", "?page=help&ui=ar"] {
        shows_sanely(&reader, view);
    }
    shows_sanely(&reader, &format!("?q={}", "x".repeat(3_000)));
    for doc in DOCS {
        shows_sanely(&reader, &format!("?q=dues&doc={doc}"));
        for page in ABOUT_AN_ARTICLE {
            shows_sanely(&reader, &format!("?q=dues+council&page={page}&doc={doc}"));
        }
    }
    shows_sanely(&reader, "?doc=markup");
    reader.browser.shows("<script>window.harmed=1</script> <b>dues</b>");
    reader.browser.shows("&lt;img src=x onerror=window.harmed=1&gt; A clerk read &lt;/main&gt; out.");
    shows_sanely(&reader, "?page=versions&doc=first&ui=fa");
    // What a headline turns around ends with it.
    shows_sanely(&reader, "?doc=turned");
    let starts = reader.browser.run(
        "const last = [...document.querySelectorAll('.article-text__paragraph')].at(-1); const range = document.createRange(); \
         const text = document.createTreeWalker(last, NodeFilter.SHOW_TEXT).nextNode(); range.setStart(text, 0); range.setEnd(text, 1); \
         return range.getBoundingClientRect().left - last.getBoundingClientRect().left;",
        json!([]),
    );
    assert!(
        starts.as_f64().is_some_and(|left| left.abs() < 12.0),
        "the paragraph after begins {starts} pixels from its start"
    );
}

fn a_name_with_five_hundred_spellings_and_an_article_with_a_thousand_names_are_read(kind: Kind) {
    let reader = Reader::of(Host::start_with(&hostile_site(), "/", WITNESS), kind, "", "hostile-names");
    reader.browser.resize(320, 640);
    for view in [
        "?doc=thousand",
        "?q=person&doc=thousand",
        "?page=cite&doc=thousand",
        "?page=why&q=number7&doc=thousand",
        "?doc=spellings",
    ] {
        shows_sanely(&reader, view);
    }
    shows_sanely(&reader, "?page=entity&person=brookish-spelling0");
    let n_rows =
        reader.browser.run("return document.querySelectorAll('#supplement table tbody tr').length;", json!([]));
    assert!(n_rows.as_u64() >= Some(N_SPELLINGS as u64), "{n_rows} spellings are listed");
    let long = reader.browser.run_and_wait(
        "history.pushState(null, '', '?q=&doc=long'); dispatchEvent(new PopStateEvent('popstate')); \
         while (!document.querySelector('.article-view .entity-list button')) await new Promise((drawn) => requestAnimationFrame(drawn)); \
         return document.querySelectorAll('.article-view').length;",
    );
    assert_eq!(long, json!(1));
}

fn hand_edited_addresses_of_nonsense_show_something_sane(kind: Kind) {
    let reader = Reader::of(Host::start_with(&hostile_site(), "/", WITNESS), kind, "", "hostile-addresses");
    reader.browser.resize(320, 640);
    let nonsense = "%F0%9F%92%A9%00%22%3E%3Cimg+src=x+onerror=window.harmed=1%3E%E2%80%AE%25%zz";
    let endless = "y".repeat(2_000);
    for bad in [nonsense, &endless, "-1", "99999999999999999999"] {
        shows_sanely(
            &reader,
            &format!(
                "?q={bad}&person={bad}&org=-{bad}&place={bad}&source={bad}&lang={bad}&date={bad}&sort={bad}&page={bad}&exact={bad}&strict={bad}"
            ),
        );
        shows_sanely(
            &reader,
            &format!(
                "?doc={bad}&hl={bad}&para={bad}&vs={bad}&ui={bad}&theme={bad}&hide={bad}&height={bad}&accent={bad}"
            ),
        );
        for page in ABOUT_AN_ARTICLE.into_iter().chain(["entity", "about", "help"]) {
            shows_sanely(&reader, &format!("?page={page}&doc={bad}&vs={bad}&q={bad}&person={bad}&date={bad}"));
        }
    }
    for view in [
        "?",
        "?&&&===&%",
        "?q=((((((((%22&page=why&doc=first",
        "?page=versions&doc=first&vs=first",
        "?page=versions&doc=first&vs=nobody",
        "?page=why&doc=first&q=dues&sort=oldest&page=2",
        "?date=9999-12-31..0001-01-01&sort=&page=0",
        "?person=a&person=-a&person=&person=-",
    ] {
        shows_sanely(&reader, view);
    }
}
