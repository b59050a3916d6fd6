//! Which spellings are one entity, which stay apart, and what the publisher's own lists change.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use newsprint_entities::{Corrections, Draft, Standing, Tagger, tag};
use newsprint_model::{Article, Entity, EntityKind, EntityNumber, MergeRule, Tagged};
use support::article;

/// Articles of one paragraph each.
fn articles(texts: &[&str]) -> Vec<Article> {
    texts.iter().enumerate().map(|(nth, text)| article(&nth.to_string(), &[text])).collect()
}

/// For each article, `surface>entity id` of its mentions.
fn shown(articles: &[Article], tagged: &Tagged) -> Vec<String> {
    articles
        .iter()
        .zip(&tagged.mentions)
        .map(|(article, mentions)| {
            let text = &article.paragraphs[0].text;
            let surface = |start: u32, end: u32| -> String {
                text.chars().skip(start as usize).take((end - start) as usize).collect()
            };
            let marks: Vec<String> = mentions
                .iter()
                .map(|mention| {
                    format!("{}>{}", surface(mention.start, mention.end), tagged.entities[mention.entity.0 as usize].id)
                })
                .collect();
            marks.join(" ")
        })
        .collect()
}

fn check(texts: &[&str], expected: &[&str]) {
    let articles = articles(texts);
    assert_eq!(shown(&articles, &tag(&articles)), expected, "{texts:?}");
}

fn entity<'t>(tagged: &'t Tagged, id: &str) -> &'t Entity {
    tagged.entities.iter().find(|entity| entity.id == id).unwrap_or_else(|| panic!("no {id} in {:?}", tagged.entities))
}

fn rules(entity: &Entity) -> Vec<(&str, MergeRule)> {
    entity.variants.iter().map(|variant| (variant.text.as_str(), variant.rule)).collect()
}

#[test]
fn spellings_of_one_name_are_one_entity() {
    check(
        &["Minister Hossein Amirabdollahian spoke.", "Mr Hossein Amir Abdollahian left. Amir-Abdollahian had spoken."],
        &[
            "Hossein Amirabdollahian>hossein-amir-abdollahian",
            "Hossein Amir Abdollahian>hossein-amir-abdollahian Amir-Abdollahian>hossein-amir-abdollahian",
        ],
    );
    check(
        &[
            "The lawyer Mohammad Karimzadeh spoke.",
            "The lawyer Mohammed Karimzadeh left.",
            "Then Muhammad Karim-Zadeh came.",
        ],
        &[
            "Mohammad Karimzadeh>muhammad-karim-zadeh",
            "Mohammed Karimzadeh>muhammad-karim-zadeh",
            "Muhammad Karim-Zadeh>muhammad-karim-zadeh",
        ],
    );
    check(
        &["He met Ayatollah Khamenei.", "Ali Khamenei, he said."],
        &["Khamenei>ali-khamenei", "Ali Khamenei>ali-khamenei"],
    );
    check(&["Yemen's Houthis fired. A Houthi spokesman said so."], &["Yemen>yemen Houthis>houthis Houthi>houthis"]);
}

#[test]
fn people_of_different_names_stay_apart() {
    check(&["Ayatollah Khomeini was followed by Khamenei."], &["Khomeini>ruhollah-khomeini Khamenei>ali-khamenei"]);
    check(
        &["Hassan Tavakoli met Hossein Tavakoli. Tavakoli wept."],
        // A surname that two share is nobody's.
        &["Hassan Tavakoli>hassan-tavakoli Hossein Tavakoli>hossein-tavakoli"],
    );
    check(
        // Bare surnames of two articles are never joined.
        &["Mr Pemberton left.", "Mr Pemberton came.", "Ann Pemberton sang."],
        &["Pemberton>pemberton", "Pemberton>pemberton-2", "Ann Pemberton>ann-pemberton"],
    );
    check(
        &["In Jordan, Michael Jordan smiled. Jordan said he liked Jordan's desert and flew back from Jordan."],
        &["Jordan>jordan Michael Jordan>michael-jordan Jordan>michael-jordan Jordan>michael-jordan Jordan>jordan"],
    );
    check(
        &["Taqi Mesbah Yazdi spoke. Mesbah Yazdi's son, Mojtaba, listened. Mojtaba Khamenei did not."],
        &["Taqi Mesbah Yazdi>mohammad-taqi-mesbah-yazdi Mesbah Yazdi>mohammad-taqi-mesbah-yazdi \
           Mojtaba>mojtaba-son-of-mohammad-taqi-mesbah-yazdi Mojtaba Khamenei>mojtaba-khamenei"],
    );
    check(
        // The bare surname may be the father's: it is nobody's.
        &["Mojtaba Khamenei spoke. Then Khamenei left.", "Mojtaba Khamenei met Ali Khamenei. Then Khamenei left."],
        &[
            "Mojtaba Khamenei>mojtaba-khamenei",
            "Mojtaba Khamenei>mojtaba-khamenei Ali Khamenei>ali-khamenei Khamenei>ali-khamenei",
        ],
    );
}

#[test]
fn a_body_with_a_common_name_is_named_with_its_owner() {
    check(
        &[
            "Iran's Interior Ministry spoke; so did Iraq's Interior Ministry.",
            "Egypt's Interior Ministry spoke. The Interior Ministry left.",
        ],
        &[
            "Iran>iran Interior Ministry>interior-ministry-of-iran Iraq>iraq Interior Ministry>interior-ministry-of-iraq",
            "Egypt>egypt Interior Ministry>interior-ministry-of-egypt Interior Ministry>interior-ministry-of-egypt",
        ],
    );
}

#[test]
fn acronyms_stand_for_what_every_article_spells_out() {
    check(
        &["The Sistan Relief Network (SRN) came. SRN trucks were late.", "Then the SRN left."],
        &[
            "Sistan Relief Network>sistan-relief-network SRN>sistan-relief-network SRN>sistan-relief-network",
            "SRN>sistan-relief-network",
        ],
    );
}

#[test]
fn what_is_no_name_is_not_marked() {
    for text in [
        "On Sunday the Supreme Leader spoke of God, Islam and the Holocaust.",
        "The MV Helios Ray carried the Fattah 2; the hijacked ship is Galaxy Leader.",
        "The Foreign Minister said Israelis and Kurds signed the Abraham Accords.",
        "She took to Instagram and posted on Telegram.",
        "He said that people should see the President.",
        "However, many Muslims and Christians celebrate Christmas in December.",
        "Labour laws are old. Reading is fun. Nice weather. Turkey sandwiches? May be.",
    ] {
        let articles = articles(&[text]);
        let found = shown(&articles, &tag(&articles)).concat();
        let allowed = if text.starts_with("Labour") { "Turkey>turkey" } else { "" };
        assert_eq!(found, allowed, "{text}");
    }
}

#[test]
fn a_given_list_replaces_what_we_would_find_of_its_kind() {
    let text = "Ali Rezaei met Sara Bahrami in Tehran. Rezaei spoke for the Guardian Council.";
    let mut articles = articles(&[text, text]);
    articles[0].given.people = Some(vec!["Rezaei, Ali".into(), "Nasrin Sotoudeh".into()]);
    articles[0].given.orgs = Some(Vec::new());
    let tagged = tag(&articles);
    let shown = shown(&articles, &tagged);
    assert_eq!(shown[0], "Ali Rezaei>ali-rezaei Tehran>tehran Rezaei>ali-rezaei");
    assert_eq!(
        shown[1],
        "Ali Rezaei>ali-rezaei Sara Bahrami>sara-bahrami Tehran>tehran Rezaei>ali-rezaei Guardian Council>guardian-council"
    );
    let supplied: Vec<&str> =
        tagged.supplied[0].iter().map(|number| tagged.entities[number.0 as usize].id.as_str()).collect();
    assert_eq!(supplied, ["nasrin-sotoudeh"]);
    assert!(tagged.supplied[1].is_empty());
    assert_eq!(rules(entity(&tagged, "ali-rezaei")), [("Ali Rezaei", MergeRule::Same), ("Rezaei", MergeRule::Surname)]);
    assert!(entity(&tagged, "nasrin-sotoudeh").variants.is_empty());
}

#[test]
fn a_spelling_that_the_publisher_uses_is_known_as_his() {
    let mut articles = articles(&["The IRGC denied it. Sepahan Steelworks said nothing."]);
    articles[0].given.orgs = Some(vec!["IRGC".into(), "Sepahan Steelworks".into()]);
    let tagged = tag(&articles);
    assert_eq!(rules(entity(&tagged, "islamic-revolutionary-guard-corps")), [("IRGC", MergeRule::Given)]);
    assert_eq!(rules(entity(&tagged, "sepahan-steelworks")), [("Sepahan Steelworks", MergeRule::Same)]);
}

#[test]
fn given_names_are_marked_in_languages_whose_rules_we_lack() {
    let mut articles = articles(&["نرگس محمدی در تهران است.", "Der Minister traf Olaf Scholz in Wuppertal."]);
    articles[0].lang = "fa".into();
    articles[0].given.people = Some(vec!["نرگس محمدی".into()]);
    articles[1].lang = "de".into();
    let tagged = tag(&articles);
    let shown = shown(&articles, &tagged);
    assert!(shown[0].starts_with("نرگس محمدی>"), "{shown:?}");
    assert_eq!(shown[1], "Olaf Scholz>olaf-scholz");
}

#[test]
fn ids_are_unique_and_variants_are_sorted_by_use() {
    let articles = articles(&[
        "The Kayhan Daily said so. Kayhan repeated it. Kayhan again.",
        "Mrs Georgia Kayhan-Smith lives in Georgia, near the Georgia border.",
    ]);
    let tagged = tag(&articles);
    let kayhan = entity(&tagged, "kayhan");
    let variants: Vec<(&str, u32, MergeRule)> =
        kayhan.variants.iter().map(|variant| (variant.text.as_str(), variant.n_mentions, variant.rule)).collect();
    assert_eq!(variants, [("Kayhan", 2, MergeRule::Same), ("Kayhan Daily", 1, MergeRule::BuiltInAlias)]);
    assert_eq!(entity(&tagged, "georgia").kind, EntityKind::Place);
    assert_eq!(entity(&tagged, "georgia-kayhan-smith").kind, EntityKind::Person);
}

#[test]
fn names_that_the_publisher_gave_can_be_taken_without_reading_the_text() {
    let mut articles = articles(&["Sara Quill met Tom Vane in Velmora.", "Sara Quill left."]);
    articles[0].given.people = Some(vec!["Sara Quill".into()]);
    articles[1].given.people = Some(vec!["Sara Quill".into(), "Ivo Prell".into()]);
    let mut tagger = Tagger::default();
    let named: Vec<_> = articles.iter().map(|article| tagger.add(Draft::of_given(article))).collect();
    let settled = tagger.finish();
    let ids = |nth: usize| -> Vec<&str> {
        let index = |given: &EntityNumber| settled.settled[given.0 as usize].unwrap() as usize;
        named[nth].supplied.iter().map(|given| settled.entities[index(given)].id.as_str()).collect()
    };
    assert!(named.iter().all(|named| named.mentions.is_empty()));
    assert_eq!((ids(0), ids(1)), (vec!["sara-quill"], vec!["sara-quill", "ivo-prell"]));
}

/// An entity of a collection that articles are added to.
fn standing(id: &str, name: &str, kind: EntityKind) -> Standing {
    Standing { id: id.to_owned(), name: name.to_owned(), kind, names: vec![name.to_owned()], wikidata: None }
}

#[test]
fn an_added_article_meets_a_known_entity_by_the_ladder_and_its_gates() {
    let known = [
        standing("hossein-amir-abdollahian", "Hossein Amir-Abdollahian", EntityKind::Person),
        standing("ali-khomeini", "Ali Khomeini", EntityKind::Person),
        standing("rosa-maria-quill", "Rosa Maria Quill", EntityKind::Person),
        standing("ivo-maria-prell", "Ivo Maria Prell", EntityKind::Person),
        standing("ivo-helena-prell", "Ivo Helena Prell", EntityKind::Person),
        standing("velmora-fisheries-council", "Velmora Fisheries Council", EntityKind::Organisation),
        standing("mahmoud-rezvani", "Mahmoud Rezvani", EntityKind::Person),
        standing("tehran", "Tehran", EntityKind::Place),
    ];
    let ids = |text: &str, corrections: &str| -> Vec<(String, String)> {
        let mut tagger = Tagger::corrected(Corrections::parse("entities.tsv", corrections).unwrap());
        tagger.add(Draft::of(&articles(&[text])[0]));
        tagger.finish_beside(&known).entities.into_iter().map(|entity| (entity.id, entity.name)).collect()
    };
    for (text, corrections, id, name) in [
        (
            "Minister Hossein Amirabdollahian spoke on Monday.",
            "",
            "hossein-amir-abdollahian",
            "Hossein Amir-Abdollahian",
        ),
        (
            "Minister Hosein Amir Abdollahian spoke on Monday.",
            "",
            "hossein-amir-abdollahian",
            "Hossein Amir-Abdollahian",
        ),
        // One fits what is left out, or two do.
        ("Minister Rosa Quill spoke on Monday.", "", "rosa-maria-quill", "Rosa Maria Quill"),
        ("Minister Ivo Prell spoke on Monday.", "", "ivo-prell", "Ivo Prell"),
        // Gates.
        ("Minister Ali Khamenei spoke on Monday.", "", "ali-khamenei", "Ali Khamenei"),
        ("Minister Hassan Amir-Abdollahian spoke on Monday.", "", "hassan-amir-abdollahian", "Hassan Amir-Abdollahian"),
        ("Minister Mahmud Rezvani spoke on Monday.", "", "mahmoud-rezvani", "Mahmoud Rezvani"),
        (
            "Minister Mahmud Rezvani spoke on Monday.",
            "different Mahmoud Rezvani != Mahmud Rezvani",
            "mahmud-rezvani",
            "Mahmud Rezvani",
        ),
        ("Talks were held in Teheran on Monday.", "", "tehran", "Tehran"),
        // The publisher's word, where only one of the two names is in the added article.
        (
            "Minister Edda Solberg spoke on Monday.",
            "same Mahmoud Rezvani = Edda Solberg",
            "mahmoud-rezvani",
            "Mahmoud Rezvani",
        ),
        ("Mr Rezvani spoke on Monday.", "same Rezvani = Mahmoud Rezvani", "mahmoud-rezvani", "Mahmoud Rezvani"),
        (
            "Mr Prell spoke on Monday. Mr Prell left. Then Ivo Maria Prell came.",
            "same Prell = Ivo Maria Prell",
            "ivo-maria-prell",
            "Ivo Maria Prell",
        ),
    ] {
        let found = ids(text, corrections);
        assert!(found.contains(&(id.to_owned(), name.to_owned())), "{text} {corrections}: {found:?}");
    }
    // Two of its spellings are one entity still.
    let both = ids("Minister Hossein Amirabdollahian met Minister Mahmud Rezvani. Minister Mahmood Rezvani left.", "");
    assert_eq!(both.iter().filter(|(id, _)| id.starts_with("mahm")).count(), 1, "{both:?}");
}

#[test]
fn a_line_that_names_an_entity_of_the_collection_has_met_something() {
    let known = [standing("vane", "Vane", EntityKind::Person), standing("tarn", "Tarn", EntityKind::Place)];
    let corrections = "same Ruta Solberg = Vane\nsame Vane = Tarn\nsame Nobody = Vane";
    let mut tagger = Tagger::corrected(Corrections::parse("entities.tsv", corrections).unwrap());
    tagger.add(Draft::of(&articles(&["Minister Ruta Solberg spoke."])[0]));
    let settled = tagger.finish_beside(&known);
    assert_eq!(settled.unmatched, [3]);
    let ids: Vec<&str> = settled.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids, ["vane"]);
}

#[test]
fn names_of_datelines_are_shown_as_sentences_write_them() {
    let texts = ["TEHRAN (Reuters) - Shops were shut. Mr. TOM O'VANELY spoke."];
    let tagged = tag(&articles(&texts));
    assert_eq!(entity(&tagged, "tehran").name, "Tehran");
    assert_eq!(entity(&tagged, "tom-ovanely").name, "Tom O'Vanely");
    // Another article's spelling counts more than a dateline's.
    let mixed = ["VELMORA (Reuters) - Ships left.", "VELMORA (AP) - Ships left.", "The harbour of Velmora is shut."];
    let tagged = tag(&articles(&mixed));
    assert_eq!(entity(&tagged, "velmora").name, "Velmora");
}

#[test]
fn an_added_article_meets_a_known_entity_by_its_full_name_only() {
    let article = &articles(&["Sara Quill met Mr Vane, and Vane left. The Velmora Council said so in Velmora."])[0];
    let ids = |known: &[(&str, EntityKind)]| -> Vec<String> {
        let mut tagger = Tagger::default();
        tagger.add(Draft::of(article));
        let known: Vec<Standing> = known.iter().map(|(id, kind)| standing(id, &id.replace('-', " "), *kind)).collect();
        tagger.finish_beside(&known).entities.into_iter().map(|entity| entity.id).collect()
    };
    let alone = ids(&[]);
    assert!(alone.contains(&"sara-quill".to_owned()) && alone.contains(&"vane".to_owned()), "{alone:?}");
    let beside = ids(&[
        ("sara-quill", EntityKind::Person),
        ("vane", EntityKind::Person),
        ("vane-2", EntityKind::Person),
        ("velmora-council", EntityKind::Place),
    ]);
    let expected: Vec<String> = alone
        .iter()
        .map(|id| match id.as_str() {
            "vane" => "vane-3".to_owned(),
            "velmora-council" => "velmora-council-2".to_owned(),
            other => other.to_owned(),
        })
        .collect();
    assert_eq!(beside, expected);
}
