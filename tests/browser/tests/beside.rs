//! What stands beside an article: why it is in the list where it is, its versions, who is quoted in it, links to its paragraphs.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{Reader, SEARCH, build_site, own_folder};
use serde_json::json;

in_every_browser! {
    a_reader_is_told_why_an_article_stands_where_it_does,
    a_search_that_an_article_does_not_answer_is_told_so,
    versions_of_one_story_are_compared_word_by_word,
    keys_alone_reach_a_link_to_a_paragraph,
    a_selected_passage_can_be_linked_to_and_cited,
    a_selected_passage_is_kept_in_the_notebook_with_the_way_back_to_it,
    who_is_quoted_stands_beside_the_article,
}

const SEVERANCE: &str = "irans-supreme-leader-calls-for-temporary-severance-of-ties";

fn a_reader_is_told_why_an_article_stands_where_it_does(kind: Kind) {
    let reader = Reader::of_default_site(kind, &format!("?q=Israel+Gaza+&page=why&doc={SEVERANCE}"), "why");
    let browser = &reader.browser;
    browser.the("heading", "Why this article stands here");
    browser.shows("Number 1 of 3 articles that answer.");
    browser.shows("once in the headline");
    browser.shows("in 3 of 6 articles");
    // The numbers of the table add up to the one below it, as far as rounding lets them.
    browser.until("the points add up", || {
        let sums = browser.look(
            "const number = (row) => parseFloat(row.querySelector('.supplement__number').innerText); \
             const sum = [...document.querySelectorAll('.why__table tbody tr')].map(number).reduce((a, b) => a + b, 0); \
             return [sum, number(document.querySelector('.why__table tfoot tr'))];",
            json!([]),
        );
        let (sum, whole) = (sums[0].as_f64()?, sums[1].as_f64()?);
        (whole > 1.0 && (sum - whole).abs() < 0.03).then_some(())
    });
    browser.until("the heading has the focus", || {
        browser.focused()["name"].as_str().filter(|name| name.starts_with("Why this")).map(str::to_owned)
    });
    browser.click_the("link", "The firebrand Hossein Shariatmadari");
    browser.shows("Number 2 of 3 articles that answer.");
    browser.back();
    browser.shows("Number 1 of 3 articles that answer.");
    browser.click_the("link", "Iran's Supreme Leader Calls For");
    reader.sees_open("Iran's Supreme Leader Calls For");
    browser.view_is("keeps the search", |view| view.contains("q=Israel+Gaza") && !view.contains("page="));
}

fn a_search_that_an_article_does_not_answer_is_told_so(kind: Kind) {
    let reader = Reader::of_default_site(kind, &format!("?q=helicopter+&page=why&doc={SEVERANCE}"), "why-not");
    reader.browser.shows("It does not answer this search.");
    reader.browser.shows("not in it");
    reader.browser.go(&reader.host.url(&format!("?page=why&doc={SEVERANCE}")));
    reader.browser.shows("No words were asked for");
    reader.browser.go(&reader.host.url("?q=helicopter&page=why&doc=nonsense"));
    reader.browser.shows("This collection holds no such article.");
}

fn versions_of_one_story_are_compared_word_by_word(kind: Kind) {
    let story = "The council of Port Ellery voted on Saturday to double the harbour dues from the first of May, after a debate \
                 that lasted nine hours and in which every member spoke at least once. The mayor said that the money would pay \
                 for the new pier, which the storms of last winter had carried off together with two boats and a crane.";
    let version = |id: &str, date: &str, source: &str, more: &str| {
        json!({ "id": id, "title": format!("Dues double, says the {source}"), "date": date, "source": source, "lang": "en",
            "paragraphs": [story, format!("A second vote is planned for {more}, the clerk said.")] })
    };
    let articles = [
        version("early", "2024-03-09", "Post", "June"),
        version("late", "2024-03-10", "Wire", "July"),
        json!({ "id": "other", "title": "Whales", "date": "2024-03-11", "lang": "en", "paragraphs": ["Whales were seen."] }),
    ];
    let site = own_folder("versions");
    build_site(&site, &articles.map(|line| format!("{line}\n")).concat());
    let reader = Reader::of(Host::start(&site), kind, "?page=versions&doc=early", "versions");
    let browser = &reader.browser;
    browser.shows("2 articles say nearly the same.");
    browser.shows("From 9 March 2024, Post, to 10 March 2024, Wire.");
    browser.shows("1 word added, 1 word taken out.");
    let changed = browser.run(
        "return [...document.querySelectorAll('.versions__text ins, .versions__text del')].map((one) => \
         `${one.tagName} ${plain(one.lastChild.textContent)}`);",
        json!([]),
    );
    assert_eq!(changed, json!(["DEL June,", "INS July,"]));
    browser.click_the("link", "Dues double, says the Wire");
    reader.sees_open("Dues double, says the Wire");
    browser.go(&reader.host.url("?page=versions&doc=other"));
    browser.shows("This collection holds no other version of this article.");
}

/// Opens an article of the default corpus and waits for what the supplement puts beside it, which comes ahead to readers who search.
fn sees_what_stands_beside(kind: Kind, name: &str) -> Reader {
    let reader = Reader::of_default_site(kind, &format!("?doc={SEVERANCE}"), name);
    reader.sees_open("Iran's Supreme Leader Calls For");
    reader.browser.click_the("field", SEARCH);
    reader.browser.the("button", "Links to paragraphs");
    reader
}

fn keys_alone_reach_a_link_to_a_paragraph(kind: Kind) {
    let reader = sees_what_stands_beside(kind, "paragraph-links");
    let browser = &reader.browser;
    browser.run("find(null, 'button', 'Links to paragraphs')[0].focus();", json!([]));
    browser.keys(key::ENTER);
    browser.the("link", "Link to paragraph 2");
    browser.run("find(null, 'link', 'Link to paragraph 2')[0].focus();", json!([]));
    browser.keys(key::ENTER);
    // Copied; or, where the browser keeps its clipboard closed, in the address bar.
    browser.until("the link is copied or in the address bar", || {
        let said = browser.look("return document.querySelector('.beside__status').textContent;", json!([]));
        let is_copied = said.as_str().is_some_and(|said| said.starts_with("Link copied"));
        (is_copied || browser.view().contains("para=2")).then_some(())
    });
    let href =
        browser.run("return find(null, 'link', 'Link to paragraph 2')[0]?.getAttribute('href') ?? '';", json!([]));
    assert_eq!(href, json!(format!("?doc={SEVERANCE}&para=2")));
    browser.go(&reader.host.url(&format!("?doc={SEVERANCE}&para=2")));
    browser.until("the paragraph is marked", || {
        let marked = browser.look("return document.querySelector('#para-2[aria-current]') !== null;", json!([]));
        (marked == json!(true)).then_some(())
    });
}

fn a_selected_passage_can_be_linked_to_and_cited(kind: Kind) {
    let reader = sees_what_stands_beside(kind, "passage");
    let browser = &reader.browser;
    assert!(browser.all("region", "The selected passage").is_empty());
    browser.run(
        "const range = document.createRange(); range.selectNodeContents(document.querySelector('#para-1')); \
         const selection = getSelection(); selection.removeAllRanges(); selection.addRange(range);",
        json!([]),
    );
    browser.the("region", "The selected passage");
    browser.run("getSelection().removeAllRanges();", json!([]));
    browser.until("nothing is selected", || browser.all("region", "The selected passage").is_empty().then_some(()));
    browser.run("getSelection().selectAllChildren(document.querySelector('#para-1'));", json!([]));
    let bar = browser.the("region", "The selected passage");
    let cite = browser.the_in(&bar, "link", "Cite");
    browser.click(&cite);
    browser.the("heading", "Cite this article");
    browser.shows("paragraph 1: “");
    browser.view_is("names the paragraph", |view| view.contains("para=1"));
}

fn a_selected_passage_is_kept_in_the_notebook_with_the_way_back_to_it(kind: Kind) {
    let reader = sees_what_stands_beside(kind, "passage-kept");
    let browser = &reader.browser;
    let words = browser.run(
        "const text = document.createTreeWalker(document.querySelector('#para-2'), NodeFilter.SHOW_TEXT).nextNode(); \
         getSelection().setBaseAndExtent(text, 0, text, Math.min(30, text.length)); return getSelection().toString().trim();",
        json!([]),
    );
    let words = words.as_str().expect("words").to_owned();
    let bar = browser.the("region", "The selected passage");
    let keep = browser.the_in(&bar, "link", "Keep in the notebook");
    browser.click(&keep);
    browser.until("the passage stands in its field", || {
        let passage = browser.look("return document.getElementById('note-passage')?.value ?? '';", json!([]));
        (passage == json!(words)).then_some(())
    });
    browser.click_the("button", "Keep this note");
    browser.until("it is kept", || {
        let kept =
            browser.look("return document.querySelector('.notebook__row blockquote')?.textContent ?? '';", json!([]));
        (kept == json!(words)).then_some(())
    });
    browser.reload();
    browser.click_the("link", "Link to paragraph 2");
    reader.sees_open("Iran's Supreme Leader Calls For");
    browser.view_is("leads to the paragraph", |view| view.contains("para=2") && !view.contains("page="));
    browser.until("the paragraph is marked", || {
        let marked = browser.look("return document.querySelector('#para-2[aria-current]') !== null;", json!([]));
        (marked == json!(true)).then_some(())
    });
}

fn who_is_quoted_stands_beside_the_article(kind: Kind) {
    let reader = sees_what_stands_beside(kind, "quoted");
    let browser = &reader.browser;
    browser.the("heading", "Who is quoted");
    let is_right = "const quotes = [...document.querySelectorAll('.beside__quotes a')]; \
                    const text = (one) => document.querySelector(`#para-${new URLSearchParams(one.getAttribute('href')).get('para')}`).textContent; \
                    return quotes.length > 0 && quotes.every((one) => text(one).includes(one.textContent));";
    assert_eq!(browser.run(is_right, json!([])), json!(true), "a quotation does not stand where it leads to");
    let speaker = browser.run("return plain(document.querySelector('.beside__speaker a').textContent);", json!([]));
    browser.run("document.querySelector('.beside__speaker a').click();", json!([]));
    browser.the("heading", speaker.as_str().expect("a name"));
    browser.view_is("is the speaker's page", |view| view.contains("page=entity"));
    // Another article has another's quotations, or none; never those of the one before.
    browser.go(&reader.host.url("?doc=the-commander-of-the-iraqi-border-patrol-has-finished-the"));
    browser.click_the("field", SEARCH);
    browser.the("button", "Links to paragraphs");
    browser.until("one block beside it", || {
        let n = browser.look("return document.querySelectorAll('.article-view .beside').length;", json!([]));
        (n == json!(1)).then_some(())
    });
}
