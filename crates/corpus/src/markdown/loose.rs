//! Fields at the head of a Markdown file as people write them who know no YAML: a name, a colon, and whatever stands behind it.
//!
//! Read are texts in any quotation, lists, and texts over several lines; fields within fields are passed over, but for the name in an author's.

use super::front::{Field, Front};

/// Reads fields line by line; the head begins on the file's second line.
pub(super) fn yaml(head: &str) -> Front {
    let lines: Vec<(u32, &str)> = (2..).zip(head.lines().map(str::trim_end)).collect();
    let mut front = Front::default();
    let mut at = 0;
    while let Some(&(number, line)) = lines.get(at) {
        at += 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((name, value)) = key(line, ':').filter(|_| !line.starts_with(char::is_whitespace)) else {
            front.faults.push((
                number,
                format!("`{}` is no field such as `title: …`; it was passed over.", crate::stories::shortened(line)),
            ));
            continue;
        };
        // What belongs to the field: lines further in, and items of its list.
        let start = at;
        while lines.get(at).is_some_and(|(_, line)| {
            line.trim().is_empty()
                || line.starts_with(char::is_whitespace)
                || (value.is_empty() && (*line == "-" || line.starts_with("- ")))
        }) {
            at += 1;
        }
        let inner = lines[start..at].iter().map(|(_, line)| line.trim()).filter(|line| !line.is_empty());
        let values = if value.is_empty() {
            let items: Vec<&str> = inner.clone().collect();
            if items.iter().any(|item| item.starts_with('-')) {
                items.iter().filter_map(|item| item.strip_prefix('-')).filter_map(|item| named(item.trim())).collect()
            } else if items.iter().any(|item| key(item, ':').is_some()) {
                items
                    .iter()
                    .filter_map(|item| key(item, ':'))
                    .filter(|(name, _)| name == "name")
                    .map(|(_, value)| scalar(value))
                    .collect()
            } else {
                vec![scalar(&items.join(" "))]
            }
        } else if value.starts_with(['|', '>']) && value.len() <= 3 {
            vec![inner.collect::<Vec<_>>().join(" ")]
        } else {
            let whole: Vec<&str> = std::iter::once(value).chain(inner).collect();
            scalars(&whole.join(" "))
        };
        front.fields.push(Field { name, values });
    }
    front
}

/// A line's field name and what follows the mark; `None` when it is no field.
pub(super) fn key(line: &str, mark: char) -> Option<(String, &str)> {
    let (name, rest) = line.split_once(mark)?;
    let name = name.trim().trim_matches(['"', '\'']);
    let is_name =
        !name.is_empty() && name.len() <= 60 && name.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
    let parts = mark != ':' || rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_name && parts).then(|| (name.to_lowercase(), rest.trim()))
}

/// An item of a list: a text, or the name in `name: Ann Bell`.
fn named(item: &str) -> Option<String> {
    if item.starts_with(['"', '\'']) {
        return Some(scalar(item));
    }
    match key(item, ':') {
        Some((name, value)) => (name == "name").then(|| scalar(value)),
        None => Some(scalar(item)).filter(|item| !item.is_empty()),
    }
}

/// A value's texts: those in brackets, or the one.
fn scalars(value: &str) -> Vec<String> {
    let inner = value.strip_prefix('[').and_then(|rest| rest.rsplit_once(']')).map(|(inner, _)| inner);
    let Some(inner) = inner.filter(|_| !value.starts_with("[[")) else { return vec![scalar(value)] };
    // Commas within quotation marks part nothing.
    let (mut items, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in inner.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') if inner[start..at].trim().is_empty() => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, ',') => {
                items.push(&inner[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    items.push(&inner[start..]);
    items.into_iter().map(scalar).filter(|item| !item.is_empty()).collect()
}

/// A text without its quotation marks, or a bare one without the remark behind it.
fn scalar(value: &str) -> String {
    let value = value.trim();
    if let Some(rest) = value.strip_prefix('\'') {
        let rest = rest.replace("''", "\u{0}");
        return rest.split('\'').next().unwrap_or_default().replace('\u{0}', "'");
    }
    let Some(rest) = value.strip_prefix('"') else {
        let bare = value.split(" #").next().unwrap_or_default().trim();
        return if matches!(bare, "~" | "null") { String::new() } else { bare.to_owned() };
    };
    let mut text = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some('n' | 't' | 'r') => text.push(' '),
                Some(kind @ ('u' | 'U' | 'x')) => {
                    let n_digits = match kind {
                        'x' => 2,
                        'u' => 4,
                        _ => 8,
                    };
                    let digits: String = chars.by_ref().take(n_digits).collect();
                    text.push(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{FFFD}'));
                }
                Some(other) => text.push(other),
                None => {}
            },
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_fields_whatever_stands_behind_the_colon() {
        for (written, values) in [
            ("k: A title: with a colon", vec!["A title: with a colon"]),
            ("k: @handle", vec!["@handle"]),
            ("k: \"A \\\"quoted\\\" t\\u00e9\" and more", vec!["A \"quoted\" té"]),
            ("k: 'It''s: one'", vec!["It's: one"]),
            ("k: [a, \"b, c\", 'd']", vec!["a", "b, c", "d"]),
            ("k:\n  - a\n  - b: c", vec!["a"]),
            ("k:\n- a\n- name: B C", vec!["a", "B C"]),
            ("k:\n  name: Ann Bell\n  mail: x", vec!["Ann Bell"]),
            ("k: >-\n  folded\n  text", vec!["folded text"]),
            ("k: over\n  lines", vec!["over lines"]),
        ] {
            let values: Vec<String> = values.into_iter().map(str::to_owned).collect();
            assert_eq!(yaml(written).fields, [Field { name: "k".to_owned(), values }], "{written}");
        }
    }
}
