//! Every format says what it should of plain, undated, derived and hostile articles, and reads back.

use newsprint_model::{
    ArticleNumber, Coordinates, DateEvidence, DateRule, Day, Facts, MergeRule, PublicationDate, Variant, WikidataNumber,
};
use newsprint_search::EntityLabel;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::json::Json;
use super::*;

const LINK: &str = "https://papers.example/site/?doc=harbour-1";

fn run(text: &str) -> Run {
    Run { text: text.to_owned(), hit: None, entity: None }
}

fn date(span: &str) -> Option<PublicationDate> {
    let evidence = DateEvidence { rule: DateRule::Metadata, passages: vec![], reason: String::new() };
    Some(PublicationDate { span: span.parse().expect("a span"), evidence })
}

fn entity(id: &str, name: &str, kind: EntityKind, facts: Facts) -> ArticleEntity {
    ArticleEntity {
        label: EntityLabel { id: id.to_owned(), name: name.to_owned(), kind },
        n_mentions: 2,
        n_articles: 7,
        variants: vec![Variant { text: name.to_owned(), n_mentions: 9, rule: MergeRule::Same }],
        facts,
        related: vec![],
    }
}

/// A plain article, with a name that a hit begins within.
pub(crate) fn article() -> ArticleView {
    let place = Facts { coordinates: Coordinates::new(3569, -709), wikidata: Some(WikidataNumber(3616)) };
    let mut split = [run("Port "), run("Ellery")];
    split[0].entity = Some(1);
    split[1].entity = Some(1);
    split[1].hit = Some(0);
    let [port, ellery] = split;
    ArticleView {
        article: ArticleNumber(3),
        id: "harbour-1".to_owned(),
        title: vec![run("Harbour dues "), run("rise")],
        title_derived: false,
        date: date("2023-11-19"),
        byline: Some("By Jane Doe and Jan van der Berg Jr.".to_owned()),
        source: Some("The Gazette".to_owned()),
        url: Some("https://gazette.example/a_b?c=1&d=%20".to_owned()),
        lang: "en".to_owned(),
        paragraphs: vec![vec![run("In 𝒱 "), port, ellery, run(", dues rise.")], vec![run("Nobody, “pays”.")]],
        n_hits: 1,
        is_extract: false,
        quotations: Vec::new(),
        entities: vec![
            entity("jane-doe", "Jane Doe", EntityKind::Person, Facts::default()),
            entity("port-ellery", "Port Ellery", EntityKind::Place, place),
        ],
    }
}

/// An article that means harm, or knows no better.
fn hostile() -> ArticleView {
    let nasty = "=cmd|' /C calc'!A0\r\nTY  - BOOK\n}, \\input{x} \u{202e}\u{0}\"~^%&#$_{";
    ArticleView {
        id: "گزارش/1".to_owned(),
        title: vec![run(nasty)],
        title_derived: true,
        date: None,
        byline: Some("علی رضایی، سارا احمدی".to_owned()),
        source: Some("+Gazette\nER  - ".to_owned()),
        url: None,
        lang: "und".to_owned(),
        paragraphs: vec![vec![run(nasty)], vec![run("")], vec![run("می‌خواهم")]],
        n_hits: 0,
        is_extract: true,
        entities: vec![entity("x", nasty, EntityKind::Organisation, Facts::default())],
        ..article()
    }
}

fn record(article: &ArticleView) -> Record<'_> {
    Record { article, link: LINK, collection: "The Harbour & Co", passage: "" }
}

fn today() -> Option<Day> {
    Day::from_ymd(2024, 5, 2)
}

fn read(json: &Json) -> Value {
    let value: Value = serde_json::from_str(&json.line()).expect("JSON");
    assert_eq!(serde_json::from_str::<Value>(&json.lines()).expect("JSON on lines"), value);
    value
}

#[test]
fn bylines_are_parted_where_they_can_be_told_apart_and_left_whole_elsewhere() {
    let person = |family: &str, given: &str, suffix: &str| Name::Person {
        family: family.to_owned(),
        given: given.to_owned(),
        suffix: suffix.to_owned(),
    };
    let whole = |name: &str| Name::Whole(name.to_owned());
    for (byline, expected) in [
        ("", vec![]),
        ("Jane Doe", vec![person("Doe", "Jane", "")]),
        ("By Jane Doe", vec![person("Doe", "Jane", "")]),
        ("BY JANE Q. DOE and Al Bo", vec![whole("JANE Q. DOE"), person("Bo", "Al", "")]),
        (
            "Jane Doe, John Roe and Ann Poe",
            vec![person("Doe", "Jane", ""), person("Roe", "John", ""), person("Poe", "Ann", "")],
        ),
        ("Jane Doe & John Roe", vec![person("Doe", "Jane", ""), person("Roe", "John", "")]),
        ("Jane Doe, and John Roe", vec![person("Doe", "Jane", ""), person("Roe", "John", "")]),
        ("Doe, Jane", vec![person("Doe", "Jane", "")]),
        ("Reuters, AFP", vec![whole("Reuters"), whole("AFP")]),
        ("Jane Doe, Reuters", vec![person("Doe", "Jane", ""), whole("Reuters")]),
        ("Jane Doe in Tehran", vec![person("Doe", "Jane", "")]),
        ("Jane Doe, Middle East correspondent", vec![person("Doe", "Jane", "")]),
        ("Jan van der Berg", vec![person("van der Berg", "Jan", "")]),
        ("Hossein Amir-Abdollahian", vec![person("Amir-Abdollahian", "Hossein", "")]),
        ("Fatima al-Zahra", vec![person("al-Zahra", "Fatima", "")]),
        ("Omar ibn Said", vec![person("ibn Said", "Omar", "")]),
        ("Martin King Jr.", vec![person("King", "Martin", "Jr.")]),
        ("Martin King, Jr., and Jane Doe", vec![person("King", "Martin", "Jr."), person("Doe", "Jane", "")]),
        ("Agence France-Presse", vec![whole("Agence France-Presse")]),
        ("Tehran Bureau", vec![whole("Tehran Bureau")]),
        ("Press TV", vec![whole("Press TV")]),
        ("Staff writer", vec![whole("Staff writer")]),
        ("the editors", vec![whole("the editors")]),
        ("Agencies", vec![whole("Agencies")]),
        ("علی رضایی و سارا احمدی", vec![whole("علی رضایی و سارا احمدی")]),
        ("أحمد بن علي", vec![whole("أحمد بن علي")]),
        ("Zoë O’Hara-Núñez", vec![person("O’Hara-Núñez", "Zoë", "")]),
        (" and ", vec![whole("and")]),
        (",,;", vec![]),
    ] {
        assert_eq!(names(byline), expected, "{byline}");
    }
}

#[test]
fn an_article_is_an_entry_of_bibtex() {
    let article = article();
    assert_eq!(
        bibtex::entry(&record(&article), today()),
        "@article{harbour-1,\n  author = {Doe, Jane and van der Berg, Jr., Jan},\n  title = {{Harbour dues rise}},\n  \
         journal = {The Gazette},\n  year = {2023},\n  month = nov,\n  date = {2023-11-19},\n  \
         url = {https://gazette.example/a_b?c=1&d=%20},\n  language = {en},\n  \
         note = {The Harbour \\& Co: \\url{https://papers.example/site/?doc=harbour-1}}\n}\n"
    );
    let hostile = hostile();
    let entry = bibtex::entry(&record(&hostile), today());
    assert!(
        entry.starts_with("@article{_1711__1586__1575__1585__1588__47_1,\n  author = {{علی رضایی، سارا احمدی}},\n"),
        "{entry}"
    );
    assert!(
        entry.contains(
            "title = {{[=cmd|' /C calc'!A0 TY - BOOK \\textbraceright{}, \\textbackslash{}input\\textbraceleft{}x\\textbraceright{} \
             \\textquotedbl{}\\textasciitilde{}\\textasciicircum{}\\%\\&\\#\\$\\_\\textbraceleft{}]}}"
        ),
        "{entry}"
    );
    assert!(entry.contains("urldate = {2024-05-02}") && !entry.contains("year"), "{entry}");
}

#[test]
fn an_article_is_a_reference_of_ris() {
    let article = article();
    assert_eq!(
        ris::reference(&record(&article), today()),
        "TY  - NEWS\r\nID  - harbour-1\r\nAU  - Doe, Jane\r\nAU  - van der Berg, Jan, Jr.\r\nTI  - Harbour dues rise\r\n\
         T2  - The Gazette\r\nPY  - 2023\r\nDA  - 2023/11/19/\r\nLA  - en\r\nUR  - https://gazette.example/a_b?c=1&d=%20\r\n\
         L2  - https://papers.example/site/?doc=harbour-1\r\nDB  - The Harbour & Co\r\nER  - \r\n\r\n"
    );
    let hostile = hostile();
    let reference = ris::reference(&record(&hostile), today());
    assert!(reference.contains("Y2  - 2024/05/02/\r\n") && !reference.contains("PY"), "{reference}");
    assert_eq!(reference.matches("TY  - ").count(), 1, "{reference}");
}

#[test]
fn dates_are_told_as_far_as_they_are_known() {
    for (span, bib, of_ris, csl) in [
        (
            "2023-11-19",
            "year = {2023},\n  month = nov,\n  date = {2023-11-19}",
            "DA  - 2023/11/19/\r\n",
            json!({"date-parts": [[2023, 11, 19]]}),
        ),
        (
            "2023-11",
            "year = {2023},\n  month = nov,\n  date = {2023-11}",
            "DA  - 2023/11//\r\n",
            json!({"date-parts": [[2023, 11]]}),
        ),
        ("2023", "year = {2023},\n  date = {2023}", "PY  - 2023\r\nDA  - 2023///\r\n", json!({"date-parts": [[2023]]})),
        (
            "2023-11-13/2023-11-19",
            "year = {2023},\n  month = nov,\n  date = {2023-11-13/2023-11-19}",
            "DA  - 2023/11//between 2023-11-13 and 2023-11-19\r\n",
            json!({"date-parts": [[2023, 11, 13], [2023, 11, 19]], "circa": true}),
        ),
        (
            "2023-12-30/2024-01-02",
            "journal = {The Gazette},\n  date = {2023-12-30/2024-01-02}",
            "T2  - The Gazette\r\nDA  - ///between 2023-12-30 and 2024-01-02\r\n",
            json!({"date-parts": [[2023, 12, 30], [2024, 1, 2]], "circa": true}),
        ),
        (
            "2022/2023",
            "date = {2022/2023}",
            "DA  - ///between 2022-01-01 and 2023-12-31\r\n",
            json!({"date-parts": [[2022], [2023]], "circa": true}),
        ),
    ] {
        let article = ArticleView { date: date(span), ..article() };
        let record = record(&article);
        assert!(bibtex::entry(&record, today()).contains(bib), "{span}");
        assert!(ris::reference(&record, today()).contains(of_ris), "{span}: {}", ris::reference(&record, None));
        assert_eq!(read(&csl::item(&record, today()))["issued"], csl, "{span}");
    }
}

#[test]
fn an_article_is_an_item_of_csl() {
    let article = article();
    assert_eq!(
        read(&csl::item(&record(&article), today())),
        json!({
            "id": "harbour-1", "type": "article-newspaper", "title": "Harbour dues rise",
            "author": [{"family": "Doe", "given": "Jane"}, {"family": "van der Berg", "given": "Jan", "suffix": "Jr."}],
            "container-title": "The Gazette", "issued": {"date-parts": [[2023, 11, 19]]}, "language": "en",
            "URL": "https://gazette.example/a_b?c=1&d=%20", "archive": "The Harbour & Co", "archive_location": LINK,
        })
    );
    let hostile = hostile();
    let item = read(&csl::item(&record(&hostile), today()));
    assert_eq!(item["author"], json!([{"literal": "علی رضایی، سارا احمدی"}]));
    assert_eq!((&item["issued"], &item["language"]), (&Value::Null, &Value::Null));
    assert_eq!((&item["URL"], &item["accessed"]), (&json!(LINK), &json!({"date-parts": [[2024, 5, 2]]})));
    assert!(item["note"].is_string() && item["title"].as_str().is_some_and(|title| title.starts_with("[=cmd")));
}

#[test]
fn a_passage_is_named_in_every_citation() {
    let article = ArticleView { title_derived: true, ..article() };
    let passage = "paragraph 2: “Nobody, “pays”}”";
    let record = Record { passage, ..record(&article) };
    let dates = text::Dates { published: "2023".to_owned(), accessed: None, comma: ", " };
    assert!(text::citation(&record, &dates).contains(&["%20, ", passage, ". The Harbour"].concat()));
    let bibtex = bibtex::entry(&record, None);
    assert!(
        bibtex.contains("harbour-1}, paragraph 2: “Nobody, “pays”\\textbraceright{}”},\n")
            || bibtex.contains("harbour-1}, paragraph 2: “Nobody, “pays”\\textbraceright{}”}\n"),
        "{bibtex}"
    );
    let note = [passage, " The headline in brackets was made from the beginning of the text."].concat();
    assert!(ris::reference(&record, None).contains(&["N1  - ", &*note, "\r\n"].concat()));
    assert_eq!(read(&csl::item(&record, None))["note"], json!(note));
}

#[test]
fn a_passage_is_found_in_the_paragraph_that_it_begins_in() {
    let article = article();
    for (passage, first, found) in [
        ("", 1, 0),
        ("Nobody", 0, 2),
        ("Nobody", 2, 2),
        ("Nobody", 1, 2),
        ("Nobody", u32::MAX, 2),
        // Both have it: where it was said to stand counts.
        ("d", 2, 2),
        ("d", 0, 1),
        // Over two paragraphs, over two runs, cut off, and spaced otherwise.
        ("dues  rise.\n\nNobody", 1, 1),
        (" In 𝒱 Port Ellery, dues… ", 0, 1),
        ("Everybody pays", 1, 0),
    ] {
        assert_eq!(paragraph_of(&article, passage, first), found, "{passage:?}, {first}");
    }
}

#[test]
fn words_of_an_address_are_cited_only_where_the_article_has_them() {
    let article = article();
    for (paragraph, words, cited) in [
        (0, "Nobody", ""),
        (3, "Nobody", ""),
        (u32::MAX, "", ""),
        (2, "", "paragraph 2"),
        (2, "Nobody, “pays”.", "paragraph 2: “Nobody, “pays”.”"),
        (1, "dues rise.\nSomething else", "paragraph 1: “dues rise.”"),
        (1, "Everybody pays", "paragraph 1"),
        // In another paragraph than the one that is named.
        (1, "Nobody", "paragraph 1"),
    ] {
        assert_eq!(crate::supplement::cite::passage_of(&article, paragraph, words), cited, "{paragraph} {words:?}");
    }
}

#[test]
fn an_article_is_cited_in_a_line_of_prose() {
    let article = article();
    let dates = |published: &str, accessed: Option<&str>| text::Dates {
        published: published.to_owned(),
        accessed: accessed.map(str::to_owned),
        comma: ", ",
    };
    assert_eq!(
        text::citation(&record(&article), &dates("19 November 2023", None)),
        "Jane Doe, Jan van der Berg Jr., “Harbour dues rise”, The Gazette, 19 November 2023, \
         https://gazette.example/a_b?c=1&d=%20. The Harbour & Co, https://papers.example/site/?doc=harbour-1."
    );
    let bare = ArticleView { byline: None, source: None, url: None, date: None, title_derived: true, ..article };
    assert_eq!(
        text::citation(&record(&bare), &dates("n.d.", Some("accessed 2 May 2024"))),
        "[Harbour dues rise], n.d. The Harbour & Co, https://papers.example/site/?doc=harbour-1, accessed 2 May 2024."
    );
}

#[test]
fn cells_that_a_spreadsheet_would_compute_or_misread_are_made_safe() {
    for (cell, written) in [
        ("plain", "plain"),
        ("", ""),
        ("a,b", "\"a,b\""),
        ("a \"b\"\nc", "\"a \"\"b\"\"\nc\""),
        ("=1+1", "'=1+1"),
        ("+x", "'+x"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("  =x", "\"'  =x\""),
        ("\t=x", "\"'\t=x\""),
        ("\r=x", "\"'\r=x\""),
        ("＝x", "'＝x"),
        ("\u{200b}=x", "'\u{200b}=x"),
        ("-7.09", "-7.09"),
        ("-7.09+2", "'-7.09+2"),
        ("=1,\"2\"", "\"'=1,\"\"2\"\"\""),
        ("\u{202e}می‌خواهم", "\u{202e}می‌خواهم"),
        ("a\0b", "a\u{fffd}b"),
    ] {
        assert_eq!(csv::row([cell].into_iter()), format!("{written}\r\n"), "{cell:?}");
    }
}

#[test]
fn an_article_and_an_entity_are_rows_as_wide_as_their_heads() {
    let width = |row: &str| row.matches(',').count();
    let article = ArticleView { paragraphs: vec![], ..article() };
    assert_eq!(
        csv::article(&record(&article), false),
        "harbour-1,Harbour dues rise,false,2023-11-19,2023-11-19,2023-11-19,By Jane Doe and Jan van der Berg Jr.,\
         The Gazette,en,https://gazette.example/a_b?c=1&d=%20,https://papers.example/site/?doc=harbour-1,Jane Doe,,\
         Port Ellery,false\r\n"
    );
    for with_text in [false, true] {
        assert_eq!(width(&csv::article(&record(&article), with_text)), width(&csv::article_heads(with_text)));
    }
    let row = csv::entity(&article.entities[1], 4);
    assert_eq!(
        row,
        "port-ellery,Port Ellery,place,4,7,Port Ellery,35.69,-7.09,http://www.wikidata.org/entity/Q3616\r\n"
    );
    assert_eq!(width(&row), width(&csv::entity_heads()));
}

#[test]
fn a_table_is_read_back_by_another_program_as_it_was_written() {
    let (plain, hostile) = (article(), hostile());
    let table = [csv::article_heads(true), csv::article(&record(&plain), true), csv::article(&record(&hostile), true)];
    let table = table.concat();
    let mut reader = ::csv::Reader::from_reader(table.as_bytes());
    let heads: Vec<String> = reader.headers().expect("heads").iter().map(str::to_owned).collect();
    let rows: Vec<::csv::StringRecord> = reader.records().map(|row| row.expect("a row as wide as its heads")).collect();
    let cell = |row: usize, head: &str| {
        let at = heads.iter().position(|it| it == head).unwrap_or_else(|| panic!("{head} among {heads:?}"));
        rows[row][at].to_owned()
    };
    assert_eq!(rows.len(), 2);
    assert_eq!((cell(0, "id"), cell(0, "headline")), ("harbour-1".to_owned(), "Harbour dues rise".to_owned()));
    assert_eq!(cell(0, "text"), record(&plain).text());
    let headline = cell(1, "headline");
    assert!(headline.contains("TY") && !headline.starts_with(['=', '+', '-', '@']), "{headline}");
    let entities = [csv::entity_heads(), csv::entity(&plain.entities[1], 4)].concat();
    let mut reader = ::csv::Reader::from_reader(entities.as_bytes());
    assert_eq!(reader.records().next().expect("a row").expect("of its width")[0], *"port-ellery");
}

#[test]
fn json_has_the_text_when_it_is_wanted_and_says_when_it_is_an_extract() {
    let (plain, hostile) = (article(), hostile());
    let value = read(&ndjson::article(&record(&plain), true));
    assert_eq!(value["paragraphs"], json!(["In 𝒱 Port Ellery, dues rise.", "Nobody, “pays”."]));
    assert_eq!(value["entities"][1]["latitude"], json!(35.69));
    assert_eq!(read(&ndjson::article(&record(&plain), false))["paragraphs"], Value::Null);
    let line = ndjson::article(&record(&hostile), true).line();
    assert!(!line.contains('\n') && !line.contains('\u{202e}'), "{line}");
    let value: Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(value["headline"], json!(record(&hostile).title()), "nothing is lost");
    assert_eq!((&value["isExtract"], &value["paragraphs"][2]), (&json!(true), &json!("می‌خواهم")));
}

#[test]
fn ninjs_has_what_its_schema_names_and_no_more() {
    const MEMBERS: [&str; 18] = [
        "uri",
        "standard",
        "type",
        "representationType",
        "contentCreated",
        "language",
        "headlines",
        "by",
        "infoSources",
        "descriptions",
        "people",
        "organisations",
        "places",
        "bodies",
        "renditions",
        "altIds",
        "versionCreated",
        "title",
    ];
    const OF_MEMBERS: [(&str, &[&str]); 8] = [
        ("headlines", &["role", "contentType", "value"]),
        ("infoSources", &["name", "role", "uri", "literal", "contactInfo"]),
        ("descriptions", &["role", "contentType", "value"]),
        ("people", &["name", "rel", "uri", "literal", "contactInfo"]),
        ("organisations", &["name", "rel", "uri", "literal", "symbols", "contactInfo"]),
        ("places", &["name", "rel", "uri", "literal", "contactInfo", "geoJSON"]),
        ("bodies", &["role", "contentType", "charCount", "wordCount", "value"]),
        ("altIds", &["role", "value"]),
    ];
    for (article, with_text) in [(article(), true), (hostile(), true), (hostile(), false)] {
        let value = read(&ninjs::item(&record(&article), with_text));
        for name in value.as_object().expect("an object").keys() {
            assert!(MEMBERS.contains(&name.as_str()), "{name}");
        }
        for (member, names) in OF_MEMBERS {
            for one in value[member].as_array().into_iter().flatten() {
                assert!(one.as_object().expect("an object").keys().all(|name| names.contains(&name.as_str())), "{one}");
            }
        }
        assert_eq!(value["bodies"].is_array(), with_text);
    }
    let value = read(&ninjs::item(&record(&article()), true));
    assert_eq!(value["contentCreated"], json!("2023-11-19T00:00:00Z"));
    assert_eq!(value["representationType"], json!("full"));
    assert_eq!(value["places"][0]["geoJSON"], json!({"type": "Point", "coordinates": [-7.09, 35.69]}));
    assert_eq!(read(&ninjs::item(&record(&hostile()), true))["representationType"], json!("partial"));
}

#[test]
fn annotations_tell_where_names_and_hits_stand_by_position_and_by_words() {
    let article = article();
    let record = record(&article);
    let annotations = annotation::annotations(&record, &|label| format!("https://papers.example/{}", label.id));
    let text: Vec<char> = record.text().chars().collect();
    let values: Vec<Value> = annotations.iter().map(read).collect();
    assert_eq!(values.len(), 2, "a name that is two runs is one mention");
    for value in &values {
        let [position, quote] = [&value["target"]["selector"][0], &value["target"]["selector"][1]];
        let [start, end] = ["start", "end"].map(|it| position[it].as_u64().expect("a position") as usize);
        assert_eq!(json!(text[start..end].iter().collect::<String>()), quote["exact"]);
        assert!(quote["suffix"].as_str().expect("what follows").starts_with(", dues"));
        assert_eq!((&value["type"], &value["target"]["source"]), (&json!("Annotation"), &json!(LINK)));
    }
    assert_eq!(values[0]["target"]["selector"][1]["exact"], json!("Port Ellery"));
    assert_eq!(values[0]["body"][0]["source"], json!("http://www.wikidata.org/entity/Q3616"));
    assert_eq!((&values[0]["motivation"], &values[1]["motivation"]), (&json!("identifying"), &json!("highlighting")));
    let lines: Vec<String> = annotations.iter().map(Json::line).collect();
    let page: Value = serde_json::from_str(&[annotation::BEGINNING, &lines.join(",\n"), annotation::END].concat())
        .expect("a page of JSON");
    assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_is_no_json_is_not_read() {
    for text in [
        "",
        "{",
        "[1,]",
        "{\"a\":}",
        "{\"a\" 1}",
        "01",
        "1.",
        "-",
        "+1",
        "nul",
        "\"a",
        "\"\\x\"",
        "\"\n\"",
        "1 2",
        "{a:1}",
        "\"\\u12\"",
        "\"\\uzzzz\"",
        "\"\\u+123\"",
    ] {
        assert_eq!(Json::read(text), None, "{text}");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
    }
    assert_eq!(Json::read(&"[".repeat(100_000)), None, "nesting has a bound");
    assert_eq!(Json::read("\"\\ud83d\\ude00 \\ud83d\""), Some(Json::Text("😀 \u{fffd}".to_owned())));
    assert_eq!(
        Json::read("\u{feff} {\"a\": [1, true, null]} ").map(|it| it.line()).as_deref(),
        Some("{\"a\":[1,true,null]}")
    );
}

#[test]
fn a_files_name_is_made_of_letters_and_digits() {
    for (name, expected) in [
        ("harbour-1", "harbour-1.csv"),
        ("../../etc/passwd", "etc-passwd.csv"),
        ("گزارش یک", "گزارش-یک.csv"),
        ("", "articles.csv"),
        ("///", "articles.csv"),
    ] {
        assert_eq!(file_name(name, "csv"), expected);
    }
    assert!(file_name(&"a".repeat(900), "csv").len() < 80);
}

proptest! {
    #[test]
    fn any_text_survives_json_and_stays_one_line_elsewhere(text in any::<String>(), nasty in "[\\PC\\x00-\\x20\u{202a}-\u{202e}\"'=\\\\{}]{0,40}") {
        for text in [text, nasty] {
            let line = Json::from(text.as_str()).line();
            prop_assert_eq!(serde_json::from_str::<String>(&line).ok(), Some(text.clone()));
            prop_assert_eq!(Json::read(&line), Some(Json::Text(text.clone())));
            let line = one_line(&text);
            prop_assert!(!line.chars().any(|sign| sign.is_control() || turns_direction(sign)));
            prop_assert_eq!(&one_line(&line), &line);
            let escaped = bibtex::escaped(&text);
            let braces = |brace| escaped.matches(brace).count();
            prop_assert_eq!(braces('{'), braces('}'));
            let read: Vec<String> = names(&line).iter().map(Name::read).collect();
            prop_assert!(read.iter().all(|name| !name.is_empty()));
            // One cell, however it is written.
            let row = csv::row([text.as_str()].into_iter());
            let cell = row.strip_suffix("\r\n").expect("an ended line");
            let inside = cell.strip_prefix('"').map_or(cell, |cell| cell.strip_suffix('"').expect("a closed cell"));
            prop_assert!(!inside.replace("\"\"", "").contains('"'));
            let shown = inside.replace("\"\"", "\"");
            let source = text.replace('\0', "\u{fffd}");
            prop_assert!(shown == source || shown == ["'", &source].concat());
            prop_assert!(!shown.starts_with(['=', '+', '@', '\t', '\r']));
        }
    }

    #[test]
    fn json_is_read_as_the_library_reads_it(text in "[\\[\\]{}\",:0-9a-z\\\\ .eE+-]{0,24}") {
        let ours = Json::read(&text).map(|it| it.line());
        match (ours, serde_json::from_str::<Value>(&text)) {
            // A number may be too large for the library; a name that comes twice counts once there.
            (Some(ours), Ok(value)) => prop_assert_eq!(serde_json::from_str::<Value>(&ours).ok(), Some(value)),
            (Some(ours), Err(_)) => prop_assert!(ours.contains(['e', 'E'])),
            (None, result) => prop_assert!(result.is_err(), "{}", text),
        }
    }
}
