//! What a build says when it is done: problems by kind, and merges worth a look.

use newsprint_model::{Entity, Problem};

use crate::entities::is_doubtful;

/// How many kinds of problem, and how many names, are told of.
const N_TOLD: usize = 5;

/// Problems by kind, the commonest first: how many, what they say, and where the first is.
///
/// * Shape: messages that differ only in what they quote and in numbers are of one kind.
pub fn by_kind(problems: &[Problem]) -> Vec<String> {
    let mut kinds: Vec<(String, usize, &Problem)> = Vec::new();
    for problem in problems {
        let kind = kind_of(&problem.message);
        match kinds.iter_mut().find(|(known, _, _)| *known == kind) {
            Some((_, n, _)) => *n += 1,
            None => kinds.push((kind, 1, problem)),
        }
    }
    kinds.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
    let n_more = kinds.len().saturating_sub(N_TOLD);
    let line = |(kind, n, first): (String, usize, &Problem)| match first.line {
        Some(line) => format!("{n} × {kind} ({}:{line})", first.file),
        None => format!("{n} × {kind} ({})", first.file),
    };
    let mut lines: Vec<String> = kinds.into_iter().take(N_TOLD).map(line).collect();
    lines.extend((n_more > 0).then(|| format!("and {n_more} more kinds")));
    lines
}

/// The first sentence of a message, without what it quotes and without numbers.
fn kind_of(message: &str) -> String {
    let mut kind = String::new();
    let mut is_quoted = false;
    for c in message.chars() {
        if c == '`' {
            is_quoted = !is_quoted;
            if is_quoted {
                kind.push('…');
            }
        } else if !is_quoted && c.is_ascii_digit() {
            if !kind.ends_with('#') {
                kind.push('#');
            }
        } else if !is_quoted {
            kind.push(c);
        }
    }
    let end = kind.find(['.', ';']).unwrap_or(kind.len());
    kind.truncate(end);
    kind
}

/// How many names were joined by a rule that can err, and the first of them: those with the most such mentions.
pub fn doubtful(entities: &[Entity]) -> (usize, Vec<String>) {
    let mut merged: Vec<(u32, &Entity, &str)> = Vec::new();
    for entity in entities {
        let unsure = || entity.variants.iter().filter(|variant| is_doubtful(variant.rule));
        if let Some(first) = unsure().max_by_key(|variant| variant.n_mentions) {
            merged.push((unsure().map(|variant| variant.n_mentions).sum(), entity, &first.text));
        }
    }
    merged.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let told = merged.iter().take(N_TOLD).map(|(_, entity, text)| format!("{} = {text}", entity.name)).collect();
    (merged.len(), told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsprint_model::Severity;

    #[test]
    fn problems_are_counted_by_what_they_say_and_not_by_what_they_quote() {
        let problem = |file: &str, line, message: &str| Problem {
            severity: Severity::Warning,
            file: file.to_owned(),
            line,
            message: message.to_owned(),
        };
        let problems = [
            problem("a.txt", None, "is empty: put the articles in it."),
            problem("b.jsonl", Some(3), "`31 June` is not a date; it was left out."),
            problem("b.jsonl", Some(9), "`soon. Or later` is not a date; it was left out."),
            problem("c.csv", Some(2), "has 12 fields, and 3 are named."),
            problem("c.csv", Some(4), "has 7 fields, and 3 are named."),
            problem("c.csv", Some(5), "has 2 fields, and 3 are named."),
        ];
        assert_eq!(
            by_kind(&problems),
            [
                "3 × has # fields, and # are named (c.csv:2)",
                "2 × … is not a date (b.jsonl:3)",
                "1 × is empty: put the articles in it (a.txt)",
            ]
        );
        assert_eq!(by_kind(&[]), [""; 0]);
    }
}
