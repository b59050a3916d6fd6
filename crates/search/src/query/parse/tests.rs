//! How queries are read: as a reader means them, and whatever is typed.

use proptest::prelude::*;

use super::*;

#[test]
fn queries_are_read_as_a_reader_means_them() {
    for (query, expected) in [
        ("gaza ceasefire", "gaza ceasefire"),
        ("  gaza   AND ceasefire ", "gaza ceasefire"),
        ("\"red sea\" ship", "\"red sea\" ship"),
        ("“red sea” «ship»", "\"red sea\" \"ship\""),
        ("iran -israel", "iran -israel"),
        ("iran - israel", "iran israel"),
        ("iran NOT israel", "iran -israel"),
        ("iran AND NOT (iraq OR israel)", "iran -(iraq OR israel)"),
        ("ایران NOT عراق", "ایران -عراق"),
        ("OPEC SAYS NOT READY", "OPEC SAYS not READY"),
        ("iran not israel \"NOT\" title:NOT", "iran not israel \"NOT\" title:NOT"),
        ("Amir-Abdollahian", "Amir-Abdollahian"),
        ("iran OR iraq border", "iran OR iraq border"),
        ("(iran OR iraq) border", "(iran OR iraq) border"),
        ("iran (iraq border)", "iran iraq border"),
        ("((iran))", "iran"),
        ("houth*", "houth*"),
        ("title:ship title:\"red sea\"", "title:ship title:\"red sea\""),
        ("title: ship", "title ship"),
        ("nation:iran", "nation:iran"),
        ("person:khamenei", "person:\"khamenei\""),
        ("PERSON:\"Ali Khamenei\" -place:gaza", "person:\"Ali Khamenei\" -place:\"gaza\""),
        ("org: hamas", "org hamas"),
        ("source:title:x", "title:x"),
        ("date:2023-11", "date:2023-11-01..2023-11-30"),
        ("date:2023-10..2023-11-19", "date:2023-10-01..2023-11-19"),
        ("date:>2023-10", "date:2023-11-01..9999-12-31"),
        ("date:۲۰۲۳-۱۱", "date:2023-11-01..2023-11-30"),
        ("date:٢٠٢٣..２０２４", "date:2023-01-01..2024-12-31"),
        ("date:<=2023", "date:0001-01-01..2023-12-31"),
        ("date:..2023-10", "date:0001-01-01..2023-10-31"),
        ("mentions:2023-11", "mentions:\"2023-11\""),
        ("mentions:2023-10..2024 mentions:2023/2024-02", "mentions:\"2023-10/2024-12\" mentions:\"2023-01/2024-02\""),
        ("-mentions:<2023-10 mentions:>=9999", "-mentions:\"0001-01/2023-09\" mentions:\"9999\""),
        ("date:yesterday", "date:yesterday"),
        ("date:2023-13", "date:2023-13"),
        ("-(iran OR iraq)", "-(iran OR iraq)"),
        ("iran --iraq", "iran iraq"),
        ("teheran~ khamenei~1 \"exact~2\"", "teheran~ khamenei~ \"exact~2\""),
        ("teheran~2 tehran~7 tehran~0 ~5", "teheran~2 tehran~2 tehran 5"),
        ("title:shpi~ person:quist~2", "title:shpi~ person:\"quist\""),
        ("approx~5km a~2~1 b~2! c~2*", "approx~5km a~2 b~2 c~2"),
        ("\"red ship\"~5 title:\"red ship\"~500", "\"red ship\"~5 title:\"red ship\"~100"),
        ("\"red ship\"~ \"red ship\"~0 \"red ship\"~5km", "\"red ship\" \"red ship\" \"red ship\" 5km"),
        ("(\"red ship\"~3)iran", "\"red ship\"~3 iran"),
        ("-\"red sea\" ship", "-\"red sea\" ship"),
        ("& — ...", ""),
        ("", ""),
        ("or and", "or and"),
    ] {
        let read = parse(query, false).node.map(|node| node.to_string()).unwrap_or_default();
        assert_eq!(read, expected, "{query}");
    }
}

#[test]
fn problems_say_what_and_where() {
    use QueryProblemKind::*;
    for (query, expected) in [
        ("ship \"red sea", vec![(5, 13, UnclosedQuote)]),
        ("(iran (iraq)", vec![(0, 1, UnclosedGroup)]),
        ("iran) iraq", vec![(4, 5, StrayClose)]),
        ("iran OR", vec![(5, 7, NothingToApply)]),
        ("OR iran", vec![(0, 2, NothingToApply)]),
        ("iran date:2023-13", vec![(5, 17, NoDate)]),
        ("date:2024..2023 -date:june", vec![(0, 15, NoDate), (17, 26, NoDate)]),
        ("date:2023-11 date: title:date:x date", vec![]),
        ("iran NOT", vec![(5, 8, NothingToApply)]),
        ("iran -)", vec![(5, 6, NothingToApply), (6, 7, StrayClose)]),
        ("-iran -iraq", vec![(0, 11, OnlyExclusions)]),
        ("خلیج \"فارس", vec![(5, 10, UnclosedQuote)]),
    ] {
        let problems = parse(query, false).problems.into_iter().map(|p| (p.start, p.end, p.kind)).collect::<Vec<_>>();
        assert_eq!(problems, expected, "{query}");
    }
    let long = "iran ".repeat(2_000);
    assert!(parse(&long, false).problems.iter().any(|problem| problem.kind == TooLong));
}

#[test]
fn only_a_last_word_without_anything_behind_it_may_be_its_beginning() {
    let endings = |query| match parse(query, true).node {
        Some(Node::All(nodes)) => nodes.iter().map(ending).collect::<Vec<_>>(),
        node => node.iter().map(ending).collect(),
    };
    fn ending(node: &Node) -> Option<Ending> {
        if let Node::Word { ending, .. } = node { Some(*ending) } else { None }
    }
    assert_eq!(endings("red se"), [Some(Ending::Whole), Some(Ending::Typing)]);
    assert_eq!(endings("red se "), [Some(Ending::Whole), Some(Ending::Whole)]);
    assert_eq!(endings("red se*"), [Some(Ending::Whole), Some(Ending::Starred)]);
    assert_eq!(endings("red \"se\""), [Some(Ending::Whole), None]);
    assert_eq!(endings("red (se)"), [Some(Ending::Whole), Some(Ending::Whole)]);
}

#[test]
fn deep_groups_and_long_lists_end_well() {
    let alternatives = vec!["a"; MAX_WORDS / 2].join(" OR ");
    for (query, expected) in [
        ("(".repeat(4_000), ""),
        (")".repeat(4_000), ""),
        (format!("{}iran{}", "(".repeat(300), ")".repeat(150)), "iran"),
        (format!("{}iran{} iraq", "(".repeat(100), ")".repeat(100)), "iran iraq"),
        ("-(".repeat(200), ""),
        ("a OR ".repeat(800), &alternatives),
        ("\"".repeat(999), ""),
        ("-".repeat(4_000), ""),
    ] {
        let read = parse(&query, true).node;
        assert_eq!(read.map(|node| node.to_string()).unwrap_or_default(), expected, "{query:.20}");
    }
}

proptest! {
    #[test]
    fn a_query_prints_back_to_text_that_reads_the_same(query in "([a-cA-C*~12\"() -]|OR|AND|NOT|title:|person:|lang:|date:|mentions:|2023|>|\\.\\.|«|»| گ){0,40}") {
        let read = parse(&query, false).node;
        let printed = read.as_ref().map(Node::to_string).unwrap_or_default();
        prop_assert_eq!(parse(&printed, false).node, read, "printed as {}", printed);
    }

    #[test]
    fn any_text_at_all_is_read(bytes in prop::collection::vec(any::<u8>(), 0..80), text in any::<String>(), which in 0usize..3, typing: bool) {
        let query = match which {
            0 => String::from_utf8_lossy(&bytes).into_owned(),
            1 => text,
            _ => format!("\"{text}\"~3 -title:{text}"),
        };
        let whole = parse(&query, false).node;
        let printed = whole.as_ref().map(Node::to_string).unwrap_or_default();
        prop_assert_eq!(parse(&printed, false).node, whole, "printed as {}", printed);
        let read = parse(&query, typing);
        let n = query.chars().count() as u32;
        prop_assert!(read.problems.iter().all(|problem| problem.start <= problem.end && problem.end <= n));
        for typed in &read.typed {
            let standing: String =
                query.chars().skip(typed.start as usize).take(typed.text.chars().count()).collect();
            prop_assert_eq!(standing.to_lowercase(), typed.text.to_lowercase());
        }
    }
}
