//! The fields at the head of a Markdown file: YAML between lines `---`, TOML between lines `+++`.
//!
//! Read is what front matter of articles is made of: texts, dates, numbers, truth values and lists, in every way of
//! quoting them. Fields within fields are passed over, but for the name in an author's. A whole YAML reader would bring
//! anchors, tags and types that no article needs.

/// What a field says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    /// Its name in small letters.
    pub name: String,
    /// Its values; one unless it is a list.
    pub values: Vec<String>,
}

/// The head of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Front {
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Where the text behind them begins, in bytes.
    pub end: usize,
    /// What could not be read: the line, counted from 1, and a sentence.
    pub faults: Vec<(u32, String)>,
}

impl Front {
    /// A field's values by any of its names, the first that is there; empty when none is.
    pub fn values(&self, names: &[&str]) -> &[String] {
        let found = names.iter().find_map(|name| self.fields.iter().find(|f| f.name == *name && !f.values.is_empty()));
        found.map_or(&[], |field| &field.values)
    }

    /// A field's first value.
    pub fn value(&self, names: &[&str]) -> Option<String> {
        self.values(names).first().filter(|value| !value.is_empty()).cloned()
    }
}

/// How fields are written.
#[derive(Clone, Copy, PartialEq)]
enum Syntax {
    Yaml,
    Toml,
}

/// Reads the fields at a file's head, if it has any.
///
/// * Cost: linear.
pub(super) fn front(text: &str) -> Front {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (syntax, ends): (_, &[&str]) = match first {
        "---" => (Syntax::Yaml, &["---", "..."]),
        "+++" => (Syntax::Toml, &["+++"]),
        _ => return Front::default(),
    };
    let (mut lines, mut end) = (Vec::new(), None);
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number > 0 && ends.contains(&line) {
            end = Some(at);
            break;
        }
        if number > 0 {
            lines.push((number as u32 + 1, line));
        }
    }
    let Some(end) = end else {
        // A file may as well begin with a rule.
        let is_field =
            lines.first().is_some_and(|(_, line)| key(line, if syntax == Syntax::Yaml { ':' } else { '=' }).is_some());
        let message =
            format!("the fields that begin with `{first}` on line 1 end nowhere: close them with a line `{first}`.");
        return Front { faults: if is_field { vec![(1, message)] } else { Vec::new() }, ..Front::default() };
    };
    let mut front = match syntax {
        Syntax::Yaml => yaml(&lines),
        Syntax::Toml => toml(&lines),
    };
    front.end = end;
    front
}

/// A line's field name and what follows the mark; `None` when it is no field.
fn key(line: &str, mark: char) -> Option<(String, &str)> {
    let (name, rest) = line.split_once(mark)?;
    let name = name.trim().trim_matches(['"', '\'']);
    let is_name =
        !name.is_empty() && name.len() <= 60 && name.chars().all(|c| c.is_alphanumeric() || "_-. ".contains(c));
    let parts = mark != ':' || rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_name && parts).then(|| (name.to_lowercase(), rest.trim()))
}

fn yaml(lines: &[(u32, &str)]) -> Front {
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

fn toml(lines: &[(u32, &str)]) -> Front {
    let mut front = Front::default();
    let mut is_read = true;
    let mut at = 0;
    while let Some(&(number, line)) = lines.get(at) {
        at += 1;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with('[') {
            // Tables that generators keep an author's own fields in.
            is_read = matches!(line.trim_matches(['[', ']', ' ']), "extra" | "params");
            continue;
        }
        let Some((name, value)) = key(line, '=') else {
            front.faults.push((
                number,
                format!(
                    "`{}` is no field such as `title = \"…\"`; it was passed over.",
                    crate::stories::shortened(line)
                ),
            ));
            continue;
        };
        let mut value = value.to_owned();
        let close = ["\"\"\"", "'''"].into_iter().find(|mark| value.starts_with(mark) && !value[3..].contains(mark));
        let is_open = |value: &str| match close {
            Some(mark) => !value[3..].contains(mark),
            None => value.starts_with('[') && !value.trim_end().ends_with(']'),
        };
        while is_open(&value) {
            let Some((_, next)) = lines.get(at) else { break };
            at += 1;
            value.push(' ');
            value.push_str(next.trim());
        }
        let text = value
            .trim_start_matches("\"\"\"")
            .trim_end_matches("\"\"\"")
            .trim_start_matches("'''")
            .trim_end_matches("'''");
        let values =
            if text.len() < value.len() && value.len() >= 6 { vec![text.trim().to_owned()] } else { scalars(&value) };
        if is_read {
            front.fields.push(Field { name, values });
        }
    }
    front
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

    fn fields(text: &str) -> Vec<(String, Vec<String>)> {
        front(text).fields.into_iter().map(|field| (field.name, field.values)).collect()
    }

    #[test]
    fn fields_are_read_in_every_way_of_writing_them() {
        for (written, values) in [
            ("---\nk: A title # remark\n---\n", vec!["A title"]),
            ("---\nk: \"A \\\"quoted\\\" t\\u00e9\"\n---\n", vec!["A \"quoted\" té"]),
            ("---\nk: 'It''s: one'\n---\n", vec!["It's: one"]),
            ("---\nk: [a, \"b, c\", 'd']\n---\n", vec!["a", "b, c", "d"]),
            ("---\nk:\n  - a\n  - b\n---\n", vec!["a", "b"]),
            ("---\nk:\n- a\n- name: B C\n  url: x\n...\n", vec!["a", "B C"]),
            ("---\nk:\n  name: Ann Bell\n  mail: x\n---\n", vec!["Ann Bell"]),
            ("---\nk: >-\n  folded\n  text\n---\n", vec!["folded text"]),
            ("---\nk: over\n  lines\n---\n", vec!["over lines"]),
            ("---\r\nK: v\r\n---\r\n", vec!["v"]),
            ("+++\nk = \"v\"\n+++\n", vec!["v"]),
            ("+++\nk = ['a',\n 'b']\n+++\n", vec!["a", "b"]),
            ("+++\nk = \"\"\"\nlong\ntext\"\"\"\n+++\n", vec!["long text"]),
            ("+++\n[extra]\nk = 2021-03-04\n[other]\nz = 1\n+++\n", vec!["2021-03-04"]),
        ] {
            let values: Vec<String> = values.into_iter().map(str::to_owned).collect();
            assert_eq!(fields(written), [("k".to_owned(), values)], "{written}");
        }
    }

    #[test]
    fn what_is_no_field_is_told_with_its_line() {
        let found = front("---\ntitle: a\nno field here\n---\ntext");
        assert_eq!(found.faults.len(), 1);
        assert_eq!(found.faults[0].0, 3);
        assert_eq!(front("---\ntitle: a\ntext").faults[0].0, 1);
        assert_eq!(front("---\nJust a rule above.\n"), Front::default());
        assert_eq!(front("text"), Front::default());
    }
}
