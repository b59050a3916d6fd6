//! Pages beside the app: read without scripts, and taken over by the app without the reader noticing.

use std::fs;
use std::path::PathBuf;

use newsprint_browser_tests::browser::{Browser, Kind, Taste};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{build_site, own_folder};
use serde_json::{Value, json};

in_every_browser! {
    the_app_takes_the_page_of_an_article_over_and_the_headline_stays,
    the_app_takes_the_page_of_a_name_over_and_nothing_above_the_fold_moves,
    who_reads_on_in_the_page_of_a_name_goes_on_where_they_are,
    a_page_reads_whole_where_no_script_runs,
    the_page_stays_where_the_app_cannot_start,
}

const HEADLINE: &str = "Harbour Wall Rebuilt After The Storm";

/// A site with pages, of one long article and some short ones.
fn site() -> PathBuf {
    let paragraph = |nth: usize| {
        format!(
            "Paragraph {nth}: the harbour wall of Velmora was rebuilt on Monday, and Edda Quill set the last stone of it herself, the council said."
        )
    };
    let mut lines = json!({
        "id": "wall", "title": HEADLINE, "date": "2024-03-09", "lang": "en", "source": "The Tarn Courier", "byline": "Ada Finch",
        "url": "https://courier.example/wall", "paragraphs": (1..=40).map(paragraph).collect::<Vec<_>>(),
        "people": ["Edda Quill"], "places": ["Velmora"],
    })
    .to_string();
    for nth in 1..=12 {
        let short = json!({
            "id": format!("tide-{nth}"), "title": format!("Tide table number {nth} is printed"), "date": format!("2024-03-{nth:02}"), "lang": "en",
            "paragraphs": [format!("The printers of Velmora finished sheet {nth} of the tide table.")], "places": ["Velmora"],
        });
        lines += &format!("\n{short}");
    }
    let folder = own_folder("with-pages");
    build_site(&folder, &lines);
    folder
}

/// The texts of the open article's paragraphs.
fn paragraphs(browser: &Browser) -> Vec<String> {
    let found = browser.look(
        "return [...document.querySelectorAll('.article-text__paragraph')].map((one) => plain(one.textContent));",
        json!([]),
    );
    let texts = found.as_array().cloned().unwrap_or_default();
    texts.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What the app has drawn once it stands in an article's place, and in a name's.
const ARTICLE_HERE: &str = "#newsprint:not([hidden]) #article-headline";
const NAME_HERE: &str = "#supplement:not([hidden]) .concordance__row";

/// Waits until the app stands in the page's place, with what this selector finds.
fn is_taken_over(browser: &Browser, drawn: &str) {
    browser.until("the app has taken the page over", || {
        let taken = "return !document.querySelector('.offprint') && !!document.querySelector(arguments[0]);";
        browser.look(taken, json!([drawn])).as_bool().filter(|taken| *taken)
    });
}

/// Runs before the page's own scripts: looks at every frame, and at every change between frames, whether the headline can be seen, and where headline
/// and text begin.
const WATCH: &str = "
    window.watched = { frames: 0, without: 0, above: [], text: [] };
    const look = () => {
        const shown = [...document.querySelectorAll('.article-view__headline')].filter((one) => one.getClientRects().length > 0);
        // Nothing is painted before the styles are here.
        const isStyled = [...document.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet);
        if (!watched.begun && (shown.length === 0 || !isStyled)) return;
        watched.begun = true;
        watched.frames += 1;
        if (shown.length !== 1) watched.without += 1;
        else {
            watched.above.push(Math.round(shown[0].getBoundingClientRect().top));
            const text = shown[0].closest('article').querySelector('.article-text__paragraph');
            if (text) watched.text.push(Math.round(text.getBoundingClientRect().top));
            // Which of the parts above the text is to blame, where the text moves.
            watched.parts = (watched.parts ?? []).slice(0, 1).concat([[...shown[0].closest('article').children].map((one) => {
                const { top, height } = one.getBoundingClientRect();
                return `${one.className}: ${top} + ${height}`;
            })]);
        }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden'] });
    const frame = () => { look(); requestAnimationFrame(frame); };
    requestAnimationFrame(frame);";

fn the_app_takes_the_page_of_an_article_over_and_the_headline_stays(kind: Kind) {
    let host = Host::start_with(&site(), "/", WATCH);
    is_taken_over_unnoticed(&host, kind, 1280);
    if kind == Kind::Chromium {
        // The other two make no window as narrow as a phone.
        is_taken_over_unnoticed(&host, kind, 390);
    }
}

/// Opens an article's page in a window of this width, in CSS pixels, as on a first visit, and watches the app take it over.
fn is_taken_over_unnoticed(host: &Host, kind: Kind, width: u32) {
    let browser = Browser::start(kind, Taste::default(), "taken-over");
    browser.resize(width, 900);
    browser.go(&host.url("article/wall.html"));
    let before = paragraphs(&browser);
    is_taken_over(&browser, ARTICLE_HERE);
    browser.the("heading", HEADLINE);
    assert_eq!(paragraphs(&browser), before, "the same text, paragraph by paragraph");
    assert_eq!(before.len(), 40);
    browser.view_is("is the article's", |view| view == "doc=wall");
    let watched = browser.run("return watched;", json!([]));
    assert_eq!(watched["without"], 0, "the headline was there in every frame: {watched}");
    assert!(watched["frames"].as_u64().is_some_and(|n| n > 0), "{watched}");
    for part in ["above", "text"] {
        let tops: Vec<i64> = watched[part].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        let moved = tops.iter().max().zip(tops.iter().min()).map(|(low, high)| low - high);
        assert!(moved.is_some_and(|moved| moved <= 3), "{part} stays where it is: {watched}");
    }
    if kind == Kind::Chromium {
        // Only Chromium says how far things have moved.
        let moved = browser.run_and_wait(
            "const observer = new PerformanceObserver(() => {});
             await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
             observer.observe({ type: 'layout-shift', buffered: true });
             return observer.takeRecords().reduce((sum, shift) => sum + shift.value, 0);",
        );
        let moved = moved.as_f64().unwrap_or(f64::INFINITY);
        assert!(moved < 0.02, "{moved}: {watched}");
    }
    assert_eq!(browser.console(), Vec::<String>::new());
    // From here on it is the app: back to the list, and the page's address is not in the way.
    browser.reload();
    browser.the("heading", HEADLINE);
}

/// The same for the page of a name: where each part's top stands, in every frame in which it is shown.
const WATCH_NAME: &str = "
    window.watched = { frames: 0, without: 0, tops: {} };
    const parts = {
        title: '.supplement__title', seen: '.entity__seen', chart: '.date-chart__bars', lines: '.concordance__bar',
        line: '.concordance__row:nth-child(3)', spelling: '.supplement__table tbody tr',
    };
    const look = () => {
        const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.getClientRects().length > 0);
        const isStyled = [...document.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet);
        // Not while the page is still on its way.
        if (!watched.begun && (!isStyled || Object.values(parts).some((selector) => shown(selector).length === 0))) return;
        watched.begun = true;
        watched.frames += 1;
        for (const [name, selector] of Object.entries(parts)) {
            const [first] = shown(selector);
            if (!first) { watched.without += 1; continue; }
            const top = Math.round(first.getBoundingClientRect().top + scrollY);
            const tops = watched.tops[name] ??= [];
            if (tops.at(-1) !== top) tops.push(top);
        }
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['hidden'] });
    const frame = () => { look(); requestAnimationFrame(frame); };
    requestAnimationFrame(frame);";

fn the_app_takes_the_page_of_a_name_over_and_nothing_above_the_fold_moves(kind: Kind) {
    let host = Host::start_with(&site(), "/", WATCH_NAME);
    // The other two make no window as narrow as a phone.
    let widths: &[u32] = if kind == Kind::Chromium { &[1280, 390] } else { &[1280] };
    for width in widths {
        let browser = Browser::start(kind, Taste::default(), "name-taken-over");
        browser.resize(*width, 900);
        browser.go(&host.url("entity/velmora.html"));
        is_taken_over(&browser, NAME_HERE);
        browser.the("heading", "Velmora");
        browser.view_is("is the name's", |view| view == "page=entity&place=velmora");
        // The search box is the app's.
        browser.until("the app's search box", || {
            browser.look("return !!document.querySelector('#search-field');", json!([])).as_bool().filter(|is| *is)
        });
        let watched = browser.run("return watched;", json!([]));
        assert_eq!(watched["without"], 0, "every part was there in every frame: {watched}");
        assert!(watched["frames"].as_u64().is_some_and(|n| n > 5), "{watched}");
        for (part, tops) in watched["tops"].as_object().expect("parts") {
            let tops: Vec<i64> = tops.as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
            if tops.first().is_some_and(|top| *top > 900) {
                continue; // Below the fold, behind the app's button for more lines.
            }
            let moved = tops.iter().max().zip(tops.iter().min()).map(|(low, high)| low - high);
            assert!(moved.is_some_and(|moved| moved <= 3), "{part} stays where it is, {width} px wide: {watched}");
        }
        assert_eq!(browser.console(), Vec::<String>::new());
        browser.reload();
        browser.the("heading", "Velmora");
    }
}

fn who_reads_on_in_the_page_of_a_name_goes_on_where_they_are(kind: Kind) {
    // Down to the list, which the app has otherwise.
    let scroll = "addEventListener('load', () => { \
        document.querySelector('.offprint .list').scrollIntoView(); window.scrolledTo = scrollY; });";
    let host = Host::start_with(&site(), "/", scroll);
    let browser = Browser::start(kind, Taste::default(), "name-read-on");
    browser.go(&host.url("entity/velmora.html"));
    browser.until("the page is its own again", || {
        let state = browser.look(
            "return [!!document.querySelector('#newsprint > .offprint'), \
                !!document.getElementById('supplement'), location.pathname.endsWith('/entity/velmora.html'), scrollY > 0];",
            json!([]),
        );
        (state == json!([true, false, true, true])).then_some(())
    });
    browser.shows("Tide table number 9 is printed");
    assert_eq!(browser.look("return scrollY === scrolledTo;", json!([])), json!(true), "nothing has moved");
}

/// A page as a browser has it that runs no script.
fn without_scripts(html: &str) -> String {
    let (mut plain, mut rest) = (String::new(), html);
    while let Some((before, from)) = rest.split_once("<script") {
        plain += before;
        rest = from.split_once("</script>").map_or("", |(_, after)| after);
    }
    plain + rest
}

fn a_page_reads_whole_where_no_script_runs(kind: Kind) {
    let folder = site();
    for part in ["article", "entity"] {
        for page in fs::read_dir(folder.join(part)).expect("pages") {
            let page = page.expect("a page").path();
            let html = fs::read_to_string(&page).expect("a page");
            fs::write(&page, without_scripts(&html)).expect("the site can be written to");
        }
    }
    let host = Host::start(&folder);
    let browser = Browser::start(kind, Taste::default(), "no-script");
    browser.go(&host.url("article/wall.html"));
    browser.the("heading", HEADLINE);
    assert_eq!(paragraphs(&browser).len(), 40);
    for said in ["9 March 2024", "The Tarn Courier", "Ada Finch", "Velmora"] {
        browser.shows(said);
    }
    let nothing_is_dead = || {
        let dead = browser.look(
            "return [...document.querySelectorAll('button, input, select, textarea, a:not([href])')].map((one) => one.outerHTML);",
            json!([]),
        );
        assert_eq!(dead, json!([]), "what needs a script does not stand on {}", browser.url());
    };
    nothing_is_dead();
    let linked = browser.look(
        "return [...document.querySelectorAll('.article-text a.name')].every((one) => one.href.includes('/entity/'));",
        json!([]),
    );
    assert_eq!(linked, json!(true), "names in the text lead to their pages");
    // From headline to headline, and to somebody's page, by plain links.
    browser.click_the("link", "Tide table number 9 is printed");
    browser.shows("sheet 9 of the tide table");
    browser.click_the("link", "Velmora");
    browser.the("heading", "Velmora");
    browser.shows("Tide table number 9 is printed");
    browser.shows("Named in 13 articles");
    nothing_is_dead();
    assert_eq!(browser.console(), Vec::<String>::new());
}

fn the_page_stays_where_the_app_cannot_start(kind: Kind) {
    let host = Host::start_with(&site(), "/", "Object.defineProperty(window, 'WebAssembly', { value: undefined });");
    let browser = Browser::start(kind, Taste::default(), "no-wasm");
    browser.go(&host.url("article/wall.html"));
    browser.the("heading", HEADLINE);
    assert_eq!(paragraphs(&browser).len(), 40);
    assert!(browser.url().ends_with("article/wall.html"), "{}", browser.url());
    assert_eq!(browser.look("return !!document.querySelector('.offprint');", json!([])), json!(true));
}
