//! What a query asks for, part by part: its words, phrases and conditions as they stand in it, so that each can be asked about by itself.

use newsprint_search::NameRead;

/// One thing that a query asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPart {
    /// As typed, with its quotation marks, signs and field: a query by itself.
    pub text: String,
    /// First code point of the query.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Whether it only says which articles are wanted (`person:`, `date:` and the like) and adds nothing to a score.
    pub is_condition: bool,
    /// How often the query asks for it.
    pub n_times: u32,
}

/// The most parts that are told apart; a query may have hundreds of words.
pub const MAX_PARTS: usize = 12;

/// Fields whose values are conditions.
const CONDITIONS: [&str; 7] = ["person:", "org:", "place:", "source:", "lang:", "date:", "mentions:"];

/// The different parts of a query that are wanted, in its order, at most [`MAX_PARTS`]; what is left out with `-` or `NOT` is not among them, nor are brackets and `OR`.
///
/// * `names`: the words that were read as somebody's name; those of one name are one part.
pub fn query_parts(query: &str, names: &[NameRead]) -> Vec<QueryPart> {
    let chars: Vec<char> = query.chars().collect();
    let mut found: Vec<QueryPart> = Vec::new();
    for (start, end) in joined(spans(&chars), names) {
        let text: String = chars[start..end].iter().collect();
        let small = text.to_lowercase();
        if let Some(same) = found.iter_mut().find(|part| part.text.to_lowercase() == small) {
            same.n_times += 1;
        } else if found.len() < MAX_PARTS {
            let is_condition = CONDITIONS.iter().any(|field| small.starts_with(field) && small.len() > field.len());
            found.push(QueryPart { text, start: start as u32, end: end as u32, is_condition, n_times: 1 });
        }
    }
    found
}

/// Where the wanted words and phrases stand.
fn spans(query: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    // In capitals alone, `NOT` is a word like any other.
    let has_small = query.iter().any(|c| c.is_alphabetic() && !c.is_uppercase());
    let mut is_denied = false;
    while let Some(&c) = query.get(at) {
        let is_boundary = at == 0 || query[at - 1].is_whitespace() || query[at - 1] == '(';
        let is_minus = matches!(c, '-' | '−') && is_boundary;
        let is_left_out = is_minus && query.get(at + 1).is_some_and(|next| !next.is_whitespace() && *next != '-');
        let start = if is_left_out { at + 1 } else { at };
        let is_left_out = is_left_out != is_denied;
        match query.get(start) {
            Some('(') if is_left_out => {
                at = group_end(query, start);
                is_denied = false;
            }
            Some(c) if c.is_whitespace() || matches!(c, '(' | ')') => {
                at = start + 1;
                is_denied &= c.is_whitespace();
            }
            _ => {
                at = part_end(query, start).max(start + 1);
                let typed: String = query[start..at].iter().collect();
                let is_operator = matches!(&*typed, "OR" | "AND") || (typed == "NOT" && has_small);
                if !is_operator && !is_left_out && typed.chars().any(char::is_alphanumeric) {
                    found.push((start, at));
                }
                is_denied = is_operator && typed == "NOT";
            }
        }
    }
    found
}

/// Behind the bracket that closes the one at `start`.
fn group_end(query: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in query.iter().enumerate().skip(start) {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return at + 1,
            ')' => depth -= 1,
            _ => {}
        }
    }
    query.len()
}

/// Behind the word or phrase that begins at `start`, which may have a field in front.
fn part_end(query: &[char], start: usize) -> usize {
    let is_end = |c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')');
    let word = start + query[start..].iter().take_while(|c| !is_end(**c)).count();
    let is_phrase = query.get(word).is_some_and(|c| is_quote(*c)) && (word == start || query[word - 1] == ':');
    if !is_phrase {
        return word;
    }
    let inside = word + 1;
    let Some(length) = query[inside..].iter().position(|c| is_quote(*c)) else { return query.len() };
    let closed = inside + length + 1;
    let n_digits = match query.get(closed) {
        Some('~') => query[closed + 1..].iter().take_while(|c| c.is_ascii_digit()).count(),
        _ => 0,
    };
    if n_digits > 0 { closed + 1 + n_digits } else { closed }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' | '＂')
}

/// The same, neighbours that lie in one name as one.
fn joined(spans: Vec<(usize, usize)>, names: &[NameRead]) -> Vec<(usize, usize)> {
    let holds =
        |name: &NameRead, (start, end): (usize, usize)| name.start as usize <= start && end <= name.end as usize;
    let mut found: Vec<(usize, usize)> = Vec::new();
    for span in spans {
        match found.last_mut() {
            Some(last) if names.iter().any(|name| holds(name, *last) && holds(name, span)) => last.1 = span.1,
            _ => found.push(span),
        }
    }
    found
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use newsprint_model::EntityKind;
    use newsprint_search::EntityLabel;

    use super::*;

    fn parts(query: &str, names: &[NameRead]) -> Vec<String> {
        let shown = |part: QueryPart| {
            let QueryPart { text, start, end, .. } = &part;
            let stands: String = query.chars().skip(*start as usize).take((end - start) as usize).collect();
            assert_eq!(stands, *text);
            let sign = if part.is_condition { "?" } else { "" };
            if part.n_times > 1 { format!("{sign}{text} x{}", part.n_times) } else { format!("{sign}{text}") }
        };
        query_parts(query, names).into_iter().map(shown).collect()
    }

    #[test]
    fn a_query_falls_into_what_it_asks_for() {
        for (query, expected) in [
            ("", vec![]),
            ("  ", vec![]),
            ("harbour strike", vec!["harbour", "strike"]),
            ("harbour -strike", vec!["harbour"]),
            ("harbour -(strike OR whale) pier", vec!["harbour", "pier"]),
            ("harbour -((a b) c", vec!["harbour"]),
            ("harbour NOT strike pier AND NOT (a b) x", vec!["harbour", "pier", "x"]),
            ("HARBOUR NOT OPEN", vec!["HARBOUR", "NOT", "OPEN"]),
            ("(ferry OR whale) AND pier", vec!["ferry", "whale", "pier"]),
            ("\"harbour strike\"~5 a", vec!["\"harbour strike\"~5", "a"]),
            ("\"harbour strike\"~ a", vec!["\"harbour strike\"", "a"]),
            ("title:\"old pier\" x", vec!["title:\"old pier\"", "x"]),
            ("-\"old pier\" x", vec!["x"]),
            ("«نفت ایران» تحریم", vec!["«نفت ایران»", "تحریم"]),
            ("\"never closed", vec!["\"never closed"]),
            ("person:quist mentions:2023 lang:fa", vec!["?person:quist", "?mentions:2023", "?lang:fa"]),
            ("person: x", vec!["person:", "x"]),
            ("oil Oil OIL gas", vec!["oil x3", "gas"]),
            ("well-known - thing --", vec!["well-known", "thing"]),
            ("-", vec![]),
            (") (", vec![]),
            ("word\"phrase\"", vec!["word", "\"phrase\""]),
        ] {
            assert_eq!(parts(query, &[]), expected, "{query}");
        }
        let many: String = (0..500).map(|n| format!("w{n} ")).collect();
        assert_eq!(parts(&many, &[]).len(), MAX_PARTS);
    }

    #[test]
    fn the_words_of_one_name_are_one_part() {
        let label = EntityLabel { id: "a".to_owned(), name: "A".to_owned(), kind: EntityKind::Person };
        let name = NameRead { start: 5, end: 22, label };
        assert_eq!(parts("said Amir Abdollahian today", &[name]), ["said", "Amir Abdollahian", "today"]);
    }

    proptest::proptest! {
        #[test]
        fn any_query_falls_into_parts(query in "[a( )\"~:*0-9«-]{0,40}") {
            parts(&query, &[]);
        }
    }
}
