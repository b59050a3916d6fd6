//! The default corpus through the whole pipeline, compared with files that people have read.

mod support;

use support::{check_golden, newsprint_in, root};

#[test]
fn parsing_the_default_corpus_gives_what_was_read_and_approved() {
    let ran = newsprint_in(&root(), &["parse", "corpus/iran-news.txt"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    // One article per line is for machines; indented, a change shows where it is.
    let pretty: String = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("each line is an object"))
        .map(|article| format!("{}\n", serde_json::to_string_pretty(&article).expect("values print")))
        .collect();
    check_golden("iran-news.parse.json", &pretty);
}

#[test]
fn tagging_the_default_corpus_gives_what_was_read_and_approved() {
    let ran = newsprint_in(&root(), &["tag", "corpus/iran-news.txt", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let tagged: serde_json::Value = serde_json::from_str(&ran.out).expect("one object");
    // One line per mention keeps the file short enough to be read.
    let mut text = String::from("stories\n");
    for story in tagged["stories"].as_array().expect("a list") {
        text.push_str(&format!("  {story}\n"));
    }
    text.push_str("entities\n");
    for (id, entity) in tagged["entities"].as_object().expect("an object") {
        text.push_str(&format!("  {id} {entity}\n"));
    }
    text.push_str("mentions\n");
    for mention in tagged["mentions"].as_array().expect("a list") {
        text.push_str(&format!(
            "  {} {} {} {} {}\n",
            mention["start"], mention["end"], mention["type"], mention["entity"], mention["surface"]
        ));
    }
    text.push_str("dates\n");
    for date in tagged["dates"].as_array().expect("a list") {
        text.push_str(&format!("  {} {} {} {}\n", date["start"], date["end"], date["edtf"], date["surface"]));
    }
    text.push_str("quotes\n");
    for quote in tagged["quotes"].as_array().expect("a list") {
        text.push_str(&format!("  {} {} {} {}\n", quote["start"], quote["end"], quote["speaker"], quote["text"]));
    }
    check_golden("iran-news.tag.txt", &text);
}

#[test]
fn every_mention_points_at_its_own_words_in_the_file() {
    let file = std::fs::read_to_string(root().join("corpus/iran-news.txt")).expect("the corpus is there");
    let chars: Vec<char> = file.chars().collect();
    let ran = newsprint_in(&root(), &["tag", "corpus/iran-news.txt"]);
    let tagged: serde_json::Value = serde_json::from_str(&ran.out).expect("one object");
    let at = |value: &serde_json::Value| value.as_u64().expect("an offset") as usize;
    let mut before = 0;
    for mention in tagged["mentions"].as_array().expect("a list") {
        let (start, end) = (at(&mention["start"]), at(&mention["end"]));
        let words: String = chars[start..end].iter().collect();
        assert_eq!(mention["surface"], words.as_str());
        assert!(start >= before, "mentions stand in order and do not overlap: {mention}");
        before = end;
        match mention["entity"].as_str() {
            Some(entity) => assert_eq!(tagged["entities"][entity]["type"], mention["type"]),
            None => {
                let kind = mention["type"].as_str().expect("a string");
                assert!(["NORP", "DATE", "EVENT", "PRODUCT"].contains(&kind), "{mention}");
            }
        }
    }
    for (list, key) in [("dates", "surface"), ("quotes", "text")] {
        for stretch in tagged[list].as_array().expect("a list") {
            let words: String = chars[at(&stretch["start"])..at(&stretch["end"])].iter().collect();
            assert_eq!(stretch[key], words.as_str());
        }
    }
    for story in tagged["stories"].as_array().expect("a list") {
        let start = at(&story["start"]);
        let opening: String = chars[start..start + 60].iter().collect();
        assert_eq!(story["first60"], opening.as_str());
    }
}
