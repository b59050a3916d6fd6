//! The gallery of components: every component in every state, in each language and both lights, on screens of every width.

use std::fs;

use newsprint_browser_tests::browser::{Browser, Kind, Taste};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::{base64, in_every_browser, places};
use serde_json::{Value, json};

in_every_browser! {
    axe_objects_to_no_component_in_any_dress,
    no_component_is_wider_than_its_screen,
    nothing_moves_once_it_is_drawn,
    a_published_site_has_no_gallery,
}

/// Every dress: its name, and what it adds to the address.
const DRESSES: [(&str, &str); 6] = [
    ("light", "&theme=light"),
    ("dark", "&theme=dark"),
    ("persian-light", "&theme=light&ui=fa"),
    ("persian-dark", "&theme=dark&ui=fa"),
    ("arabic-light", "&theme=light&ui=ar"),
    ("arabic-dark", "&theme=dark&ui=ar"),
];

/// Waits until the gallery is drawn to its end, in the language asked for.
fn sees_gallery(browser: &Browser, host: &Host, dress: &str) {
    browser.go(&host.url(&format!("?page=components{dress}")));
    browser.until("the last component", || {
        let drawn = browser.look(
            "return document.querySelector('[data-component=notice] .notice') && document.adoptedStyleSheets.length > 0;",
            json!([]),
        );
        (drawn == json!(true)).then_some(())
    });
}

fn axe_objects_to_no_component_in_any_dress(kind: Kind) {
    let axe = fs::read_to_string(places::axe()).expect("axe-core's script can be read");
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-axe");
    browser.resize(1280, 900);
    let mut all = Vec::new();
    for (name, dress) in DRESSES {
        sees_gallery(&browser, &host, dress);
        browser.run(&axe, json!([]));
        // Rules about copies of one component on one page: here that is what is wanted, and other tests look at the views themselves.
        let found = browser.run_and_wait(
            "document.getAnimations().forEach((one) => { try { one.finish(); } catch { one.cancel(); } }); \
             const off = Object.fromEntries(['duplicate-id-aria', 'landmark-unique', 'heading-order', 'page-has-heading-one', \
             'landmark-no-duplicate-banner', 'landmark-no-duplicate-main'].map((rule) => [rule, { enabled: false }])); \
             const { violations, passes } = await axe.run(document, { resultTypes: ['violations', 'passes'], rules: off }); \
             return { nPassed: passes.length, said: violations.flatMap((one) => one.nodes.map((node) => \
             `${one.id}: ${one.help}: ${node.html.slice(0, 200)} ${node.any.map((any) => any.message).join(' ')}`)) };",
        );
        assert!(found["nPassed"].as_u64() > Some(20), "axe-core looked at next to nothing: {found}");
        let said = found["said"].as_array().into_iter().flatten().filter_map(Value::as_str);
        all.extend(said.map(|said| format!("{name}: {said}")));
        if kind == Kind::Chromium {
            let picture = base64::decode(&browser.screenshot()).expect("a picture");
            fs::write(places::logs().join(format!("gallery-{name}.png")), picture)
                .expect("a log folder can be written to");
        }
    }
    assert!(all.is_empty(), "axe-core objects:\n{}", all.join("\n"));
}

fn no_component_is_wider_than_its_screen(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-narrow");
    // The second is a window of 1,280 by 960 at 200 % zoom.
    for (width, height) in [(320, 640), (640, 480), (1280, 900)] {
        browser.resize(width, height);
        for (name, dress) in [DRESSES[0], DRESSES[2]] {
            sees_gallery(&browser, &host, dress);
            let over = browser.run(
                "const root = document.documentElement; const wide = root.clientWidth; \
                 return [root.scrollWidth - wide, [...document.querySelectorAll('.gallery__drawing *')].filter((one) => isShown(one) \
                 && !one.closest('.visually-hidden, [class*=scroller], [class*=strip]') && !one.closest('svg') \
                 && (one.getBoundingClientRect().right > wide + 4 || one.getBoundingClientRect().left < -4)) \
                 .map((one) => `${one.closest('[data-component]').dataset.component}: ${one.tagName}.${one.className}`).slice(0, 9)];",
                json!([]),
            );
            assert!(over[0].as_i64() <= Some(1) && over[1] == json!([]), "{name}, {width} wide: {over}");
        }
    }
}

fn nothing_moves_once_it_is_drawn(kind: Kind) {
    let host = Host::start(&places::gallery());
    let browser = Browser::start(kind, Taste::default(), "gallery-still");
    browser.resize(1280, 900);
    sees_gallery(&browser, &host, "");
    let places = "return [...document.querySelectorAll('[data-component]')].map((one) => \
                  Math.round(one.getBoundingClientRect().top + scrollY));";
    // Two drawings later everything stands where it stood.
    let before = browser.run(places, json!([]));
    browser.run_and_wait(
        "await document.fonts.ready; for (const _ of [1, 2, 3]) await new Promise((drawn) => requestAnimationFrame(drawn)); return true;",
    );
    assert!(before.as_array().is_some_and(|all| all.len() > 20), "{before}");
    assert_eq!(browser.run(places, json!([])), before);
}

fn a_published_site_has_no_gallery(kind: Kind) {
    let host = Host::start(&places::site());
    let browser = Browser::start(kind, Taste::default(), "no-gallery");
    browser.go(&host.url("?page=components"));
    browser.the("heading", "About this collection");
    assert_eq!(browser.run("return document.querySelectorAll('[class*=gallery]').length;", json!([])), json!(0));
}
