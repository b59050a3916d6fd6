//! What stands beside an article: why it is in the list where it is.

use newsprint_browser_tests::browser::Kind;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::Reader;
use serde_json::json;

in_every_browser! {
    a_reader_is_told_why_an_article_stands_where_it_does,
    a_search_that_an_article_does_not_answer_is_told_so,
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
