//! What specifications of others require of the files that machines read: every member that must be there is, of its kind.

mod support;

use serde_json::Value;
use support::{app, folder, newsprint_in, write};

const NEWS: &str = r#"{"id": "pier", "title": "Pier Closed", "date": "2021-05-04", "body": "The pier of Velmora is closed, Edda Quill of the harbour office said on Tuesday.", "byline": "Ann Bell", "source": "The Tarn Courier", "people": ["Edda Quill"], "places": ["Velmora"], "lang": "en", "url": "https://example.org/pier"}
{"id": "bandar", "title": "بندر ولمورا بسته شد", "date": "2021-06", "body": "ماهیگیران روز سه‌شنبه به خانه بازگشتند و کسی چیزی نگفت.", "lang": "fa"}
{"id": "undated", "title": "Soup For All", "body": "A soup was cooked in the valley by Ruta Solberg, and nobody knows when."}
"#;

/// What a member has to be.
#[derive(Clone, Copy, Debug)]
enum Kind {
    /// Exactly this text.
    Is(&'static str),
    /// A text that says something.
    Text,
    /// A whole address on the web.
    Address,
    /// A whole number above zero.
    Number,
    /// A moment of RFC 3339.
    Moment,
    /// A date of ISO 8601: a day, a month or a year.
    Date,
    /// A list with something in it.
    List,
    /// A name of lower-case letters, digits, `-`, `_` and `.`.
    Slug,
}

impl Kind {
    fn fits(self, value: &Value) -> bool {
        let text = value.as_str().unwrap_or_default();
        let has_shape = |shape: &str| {
            text.len() == shape.len()
                && text.bytes().zip(shape.bytes()).all(|(c, of)| if of == b'0' { c.is_ascii_digit() } else { c == of })
        };
        match self {
            Kind::Is(wanted) => text == wanted,
            Kind::Text => !text.trim().is_empty(),
            Kind::Address => text.starts_with("https://") && text.len() > 8 && !text.contains([' ', '"', '<']),
            Kind::Number => value.as_u64().is_some_and(|number| number > 0),
            Kind::Moment => has_shape("0000-00-00T00:00:00Z"),
            Kind::Date => ["0000-00-00", "0000-00", "0000"].iter().any(|shape| has_shape(shape)),
            Kind::List => value.as_array().is_some_and(|list| !list.is_empty()),
            Kind::Slug => {
                let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c);
                !text.is_empty() && text.chars().all(is_plain)
            }
        }
    }
}

fn assert_has(what: &str, value: &Value, members: &[(&str, Kind)]) {
    for (pointer, kind) in members {
        let found = value.pointer(pointer).unwrap_or(&Value::Null);
        assert!(kind.fits(found), "{what}: {pointer} is {found}, and has to be {kind:?}");
    }
}

/// The data of a page's JSON-LD.
fn linked(html: &str) -> Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("a page with JSON-LD");
    serde_json::from_str(rest.split_once("</script>").expect("its end").0).expect("JSON")
}

#[test]
fn every_file_for_machines_has_the_members_that_its_specification_requires() {
    let here = folder("promised");
    write(&here, "in/news.jsonl", NEWS);
    let mut names = Vec::new();
    for title in ["Tarn Valley News", "اخبار دره", "دره و بندر"] {
        let settings =
            format!("title = \"{title}\"\nbase_url = \"https://news.example/a/\"\nlicence = \"CC BY 4.0\"\n");
        write(&here, "in/newsprint.toml", settings);
        let ran = newsprint_in(&here, &["build", "in", "--out", "site", "--app", &app()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let text = |name: &str| std::fs::read_to_string(here.join("site").join(name)).expect(name);
        let json = |name: &str| serde_json::from_str::<Value>(&text(name)).expect(name);
        // oembed.com, 2.3.4 and 2.3.4.4.
        let oembed = [
            ("/type", Kind::Is("rich")),
            ("/version", Kind::Is("1.0")),
            ("/html", Kind::Text),
            ("/width", Kind::Number),
            ("/height", Kind::Number),
            ("/provider_url", Kind::Address),
        ];
        assert_has("oEmbed", &json("oembed.json"), &oembed);
        // jsonfeed.org, version 1.1.
        let feed = json("feed.json");
        let members = [
            ("/version", Kind::Is("https://jsonfeed.org/version/1.1")),
            ("/title", Kind::Text),
            ("/home_page_url", Kind::Address),
            ("/feed_url", Kind::Is("https://news.example/a/feed.json")),
            ("/items", Kind::List),
        ];
        assert_has("JSON Feed", &feed, &members);
        let item = [
            ("/id", Kind::Address),
            ("/url", Kind::Address),
            ("/title", Kind::Text),
            ("/content_text", Kind::Text),
            ("/date_modified", Kind::Moment),
        ];
        let items = feed["items"].as_array().expect("a list");
        assert_eq!(items.len(), 2, "what has no date is in no feed");
        items.iter().for_each(|it| assert_has("an item of JSON Feed", it, &item));
        // datapackage.org, version 2.0.
        let package = json("datapackage.json");
        let members = [
            ("/$schema", Kind::Address),
            ("/name", Kind::Slug),
            ("/title", Kind::Is(title)),
            ("/resources", Kind::List),
        ];
        assert_has("the data package", &package, &members);
        names.push(package["name"].clone());
        let resource = [
            ("/name", Kind::Slug),
            ("/path", Kind::Text),
            ("/type", Kind::Is("table")),
            ("/format", Kind::Is("csv")),
            ("/mediatype", Kind::Is("text/csv")),
            ("/bytes", Kind::Number),
            ("/schema/fields", Kind::List),
        ];
        for it in package["resources"].as_array().expect("a list") {
            assert_has("a resource", it, &resource);
            let table = text(it["path"].as_str().expect("one file"));
            assert_eq!(it["bytes"], table.len());
            let fields: Vec<&str> = it["schema"]["fields"]
                .as_array()
                .expect("a list")
                .iter()
                .filter_map(|it| it["name"].as_str())
                .collect();
            assert_eq!(table.lines().next(), Some(fields.join(",").as_str()));
        }
        // schema.org, as search engines ask for news and for data sets.
        let article = [
            ("/@context", Kind::Is("https://schema.org")),
            ("/@type", Kind::Is("NewsArticle")),
            ("/headline", Kind::Is("Pier Closed")),
            ("/datePublished", Kind::Date),
            ("/author/@type", Kind::Is("Person")),
            ("/author/name", Kind::Is("Ann Bell")),
            ("/publisher/name", Kind::Is("The Tarn Courier")),
            ("/inLanguage", Kind::Is("en")),
            ("/mainEntityOfPage", Kind::Is("https://news.example/a/article/pier.html")),
            ("/isPartOf/name", Kind::Is(title)),
        ];
        assert_has("an article", &linked(&text("article/pier.html")), &article);
        assert_has("a month's article", &linked(&text("article/bandar.html")), &[("/datePublished", Kind::Date)]);
        assert_eq!(linked(&text("article/undated.html")).get("datePublished"), None);
        let dataset = [
            ("/@type", Kind::Is("Dataset")),
            ("/name", Kind::Is(title)),
            ("/description", Kind::Text),
            ("/license/@type", Kind::Is("CreativeWork")),
            ("/license/name", Kind::Is("CC BY 4.0")),
            ("/distribution/0/contentUrl", Kind::Is("https://news.example/a/data/articles.csv")),
        ];
        assert_has("the collection", &linked(&text("index.html")), &dataset);
    }
    assert_eq!(names[0], "tarn-valley-news");
    assert_ne!(names[1], names[2], "names in another script are told apart");
}
