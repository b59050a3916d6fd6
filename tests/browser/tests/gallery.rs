//! The gallery of components: every component and every view in every state, in each language and both lights, on screens of every width.
//!
//! No picture is kept to compare with: letters are drawn otherwise by each machine's fonts. What a picture must be is told by others of the same run:
//! the same twice, another with the focus, another when all is hidden, the same places in dark as in light, and mirrored in the other direction.

use std::fs;

use newsprint_browser_tests::axe::objections;
use newsprint_browser_tests::browser::{Browser, Kind, Taste, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::{base64, in_every_browser, places};
use serde_json::{Value, json};

in_every_browser! {
    axe_objects_to_no_component_in_any_dress,
    nothing_is_cut_on_any_screen_nor_with_letters_set_wider,
    nothing_moves_once_it_is_drawn,
    the_dark_is_another_colour_and_the_other_direction_a_mirror,
    neither_the_pointer_nor_the_focus_moves_anything,
    pictures_show_something_and_change_with_the_focus_alone,
    forced_colours_leave_every_control_an_edge,
    a_published_site_has_no_gallery,
}

const GALLERY_SCRIPT: &str = include_str!("../src/gallery.js");

/// Every dress: its name, and what it adds to the address.
const DRESSES: [(&str, &str); 6] = [
    ("light", "&theme=light"),
    ("dark", "&theme=dark"),
    ("persian-light", "&theme=light&ui=fa"),
    ("persian-dark", "&theme=dark&ui=fa"),
    ("arabic-light", "&theme=light&ui=ar"),
    ("arabic-dark", "&theme=dark&ui=ar"),
];

/// Runs a script with the functions of `gallery.js`.
fn run(browser: &Browser, script: &str) -> Value {
    browser.run(&format!("{GALLERY_SCRIPT}\n{script}"), json!([]))
}

/// Waits until the gallery is drawn to its end, in the language asked for.
fn sees_gallery(browser: &Browser, host: &Host, dress: &str) {
    browser.go(&host.url(&format!("?page=components{dress}")));
    browser.the("heading", "Components");
    browser.until("the whole gallery", || {
        let is_drawn = browser.look(&format!("{GALLERY_SCRIPT}\nreturn isDrawn();"), json!([]));
        (is_drawn == json!(true)).then_some(())
    });
    // What is drawn is drawn with the letters that it stays with.
    browser.run_and_wait("await document.fonts.ready; return true;");
}

/// Nothing that moves by itself.
const STILL: &str = "*, *::before, *::after { animation: none !important; transition: none !important; caret-color: transparent !important; }";

fn axe_objects_to_no_component_in_any_dress(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-axe");
    browser.resize(1280, 900);
    // Rules about copies of one component on one page: here that is what is wanted, and other tests look at the views themselves.
    let without = [
        "duplicate-id-aria",
        "landmark-unique",
        "heading-order",
        "page-has-heading-one",
        "landmark-no-duplicate-banner",
        "landmark-no-duplicate-main",
    ];
    let mut all = Vec::new();
    for (name, dress) in DRESSES {
        sees_gallery(&browser, &host, dress);
        all.extend(objections(&browser, name, &without));
    }
    assert!(all.is_empty(), "axe-core objects:\n{}", all.join("\n"));
}

fn nothing_is_cut_on_any_screen_nor_with_letters_set_wider(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-narrow");
    // What a reader may set who needs it: WCAG 2.2, 1.4.12.
    let wider = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } \
                 p { margin-block-end: 2em !important; }";
    let mut all = Vec::new();
    for (name, dress) in [DRESSES[0], DRESSES[2]] {
        browser.resize(1280, 900);
        sees_gallery(&browser, &host, dress);
        // The second is a window of 1,280 by 960 at 200 % zoom, the first one at 400 %.
        for (width, height) in [(320, 640), (640, 480), (1280, 900)] {
            browser.resize(width, height);
            for (spacing, css) in [("", ""), (", wider letters", wider)] {
                let found = run(&browser, &format!("wear({}); return cut();", json!([STILL, css].concat())));
                all.extend(texts(&found).into_iter().map(|said| format!("{name}, {width} wide{spacing}: {said}")));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

fn nothing_moves_once_it_is_drawn(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-still");
    browser.resize(1280, 900);
    sees_gallery(&browser, &host, "");
    // Three drawings later everything stands where it stood.
    run(&browser, "window.before = places();");
    browser.run_and_wait(
        "for (const _ of [1, 2, 3]) await new Promise((drawn) => requestAnimationFrame(drawn)); return true;",
    );
    assert!(run(&browser, "return window.before.length;").as_u64() > Some(1_000), "next to nothing is drawn");
    assert_eq!(run(&browser, "return moved(window.before, places(), false, 0);"), json!([]));
}

fn the_dark_is_another_colour_and_the_other_direction_a_mirror(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-dark");
    browser.resize(1280, 900);
    sees_gallery(&browser, &host, "&theme=light");
    run(&browser, &format!("wear({}); window.before = places();", json!(STILL)));
    let colour = || browser.look("return getComputedStyle(document.body).color;", json!([]));
    let light = colour();
    browser.run("document.querySelector('.gallery__dresses a[href*=dark]').click();", json!([]));
    browser.until("the dark", || (colour() != light).then_some(()));
    assert_eq!(run(&browser, "return moved(window.before, places(), false, 0.5);"), json!([]), "in the dark");
    // The same sentences from right to left: blocks stand at the other side, but for drawings and what has a direction of its own. A full stop that changes
    // its end of a line makes that wider or narrower by a hair.
    let mirrored = run(
        &browser,
        "const isBlock = (one) => !one.closest('svg, pre, textarea, select, [dir]:not(html)') \
         && /^(block|flex|grid|list-item)$/.test(getComputedStyle(one).display) && isShown(one) && !one.closest('.visually-hidden'); \
         const blocks = new Set(places(isBlock).map(({ one }) => one)); const isOne = (one) => blocks.has(one); \
         const before = places(isOne); document.documentElement.dir = 'rtl'; const after = places(isOne); \
         document.documentElement.dir = 'ltr'; return [before.length, moved(before, after, true, 3)];",
    );
    assert!(mirrored[0].as_u64() > Some(500), "next to nothing is compared: {mirrored}");
    assert_eq!(mirrored[1], json!([]), "from right to left");
}

fn neither_the_pointer_nor_the_focus_moves_anything(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-hover");
    browser.resize(1280, 900);
    sees_gallery(&browser, &host, "");
    run(&browser, &format!("wear({});", json!(STILL)));
    let controls = browser.elements(&format!("{GALLERY_SCRIPT}\nreturn controls();"));
    assert!(controls.len() > 30, "only {} entries can be worked", controls.len());
    let mut all = Vec::new();
    for control in &controls {
        let act = |script: &str| browser.run_on(control, &format!("{GALLERY_SCRIPT}\n{script}"));
        act("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' }); window.before = places();");
        browser.hover(control);
        let hovered = act("return moved(window.before, places(), false, 0.5);");
        let focused =
            act("arguments[0].focus({ preventScroll: true }); return moved(window.before, places(), false, 0.5);");
        let who = act("return called(arguments[0]);");
        all.extend(texts(&hovered).into_iter().map(|said| format!("pointing at {who}: {said}")));
        all.extend(texts(&focused).into_iter().map(|said| format!("the focus on {who}: {said}")));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What the window shows, once two pictures in a row are the same: a scroll bar may have to fade.
fn picture(browser: &Browser) -> String {
    browser.until("two pictures that are the same", || {
        let first = browser.screenshot();
        (browser.screenshot() == first).then_some(first)
    })
}

/// Whether the window comes to show something else than before: a browser may draw the next picture a frame late.
fn comes_to_differ(browser: &Browser, before: &str) -> bool {
    (0..8).any(|_| browser.screenshot() != before)
}

fn pictures_show_something_and_change_with_the_focus_alone(kind: Kind) {
    // WebKitGTK draws no ring around the first field that a script gives the focus; with real keys it does, as `access.rs` sees. Its pictures take minutes.
    if kind == Kind::Webkit {
        return;
    }
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-pictures");
    browser.resize(1280, 900);
    let mut all = Vec::new();
    // Pictures take the others long.
    let n_dresses = if kind == Kind::Chromium { 2 } else { 1 };
    for (name, dress) in [DRESSES[0], DRESSES[3]].into_iter().take(n_dresses) {
        sees_gallery(&browser, &host, dress);
        let hiding = ".is-hidden .gallery__drawing * { visibility: hidden !important; }";
        run(&browser, &format!("wear({});", json!([STILL, hiding].concat())));
        // From here on the page knows a reader who uses keys.
        browser.keys(key::TAB);
        let n_entries = run(&browser, "return document.querySelectorAll('[data-component]').length;");
        assert!(n_entries.as_u64() > Some(35), "{n_entries} entries");
        for control in browser.elements(&format!("{GALLERY_SCRIPT}\nreturn controls();")) {
            let act = |script: &str| browser.run_on(&control, &format!("{GALLERY_SCRIPT}\n{script}"));
            let who = act(
                "document.activeElement?.blur(); arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' }); return called(arguments[0]);",
            );
            let first = picture(&browser);
            act("arguments[0].focus({ preventScroll: true });");
            let shows_focus = comes_to_differ(&browser, &first);
            act("document.activeElement?.blur(); arguments[0].closest('[data-component]').classList.add('is-hidden');");
            let shows_something = picture(&browser) != first;
            act("arguments[0].closest('[data-component]').classList.remove('is-hidden');");
            for (is_well, what) in
                [(shows_focus, "nothing shows that it has the focus"), (shows_something, "its picture is blank")]
            {
                if !is_well {
                    all.push(format!("{name}: {who}: {what}"));
                }
            }
            if kind == Kind::Chromium {
                let entry = act("return arguments[0].closest('[data-component]').dataset.component;");
                let file = format!("gallery-{name}-{}.png", entry.as_str().unwrap_or_default());
                let picture = base64::decode(&first).expect("a picture");
                fs::write(places::logs().join(file), picture).expect("a log folder can be written to");
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

fn forced_colours_leave_every_control_an_edge(kind: Kind) {
    // The other two cannot be told to.
    if kind != Kind::Chromium {
        return;
    }
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-forced");
    browser.resize(1280, 900);
    browser.force_colours();
    sees_gallery(&browser, &host, "");
    let is_forced = browser.run("return matchMedia('(forced-colors: active)').matches;", json!([]));
    assert_eq!(is_forced, json!(true));
    let found = run(&browser, "return bare();");
    assert!(found == json!([]), "nothing but words: {found:#}");
}

fn a_published_site_has_no_gallery(kind: Kind) {
    let host = Host::start(&places::site());
    let browser = Browser::start(kind, Taste::default(), "no-gallery");
    browser.go(&host.url("?page=components"));
    browser.the("heading", "About this collection");
    assert_eq!(browser.run("return document.querySelectorAll('[class*=gallery]').length;", json!([])), json!(0));
}

/// A list of texts.
fn texts(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
