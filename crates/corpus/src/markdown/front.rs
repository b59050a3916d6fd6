//! The fields at the head of a Markdown file: YAML between lines `---`, TOML between lines `+++`, or one object of JSON.
//!
//! The languages are read by crates that know them whole. Out of what they hold, fields are made that articles have:
//! texts and lists of texts, and of an author's own fields the name. What is no YAML is read line by line, for people
//! write colons and brackets into headlines without quotation marks; the problem names the line.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::Value as Json;
use toml::de::{DeTable, DeValue};

use super::loose;

/// How many values the head of a file may hold, those that an anchor repeats counted each time.
const MAX_VALUES: usize = 20_000;

/// How long the texts of all these may be together.
///
/// * Unit: bytes.
const MAX_TEXT_BYTES: usize = 1 << 20;

/// How deep values may lie in values; what lies deeper is passed over.
const MAX_DEPTH: usize = 32;

/// Tables that generators keep an author's own fields in.
const OWN_FIELDS: [&str; 2] = ["extra", "params"];

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

/// A value of any of the languages.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    List(Vec<Value>),
    Fields(Vec<(String, Value)>),
}

impl Value {
    /// How many values it is, and how long their texts are together.
    fn cost(&self) -> (usize, usize) {
        let sum = |(n, len): (usize, usize), (m, more): (usize, usize)| (n + m, len + more);
        match self {
            Value::Text(text) => (1, text.len()),
            Value::List(items) => items.iter().map(Value::cost).fold((1, 0), sum),
            Value::Fields(fields) => {
                fields.iter().map(|(name, value)| sum((0, name.len()), value.cost())).fold((1, 0), sum)
            }
        }
    }

    /// The texts that it is as a field's value: itself, those of a list, the name among fields.
    fn texts(&self) -> Vec<String> {
        match self {
            Value::Text(text) => vec![one_line(text)],
            Value::List(items) => items.iter().flat_map(Value::name).filter(|text| !text.is_empty()).collect(),
            Value::Fields(_) => self.name().into_iter().collect(),
        }
    }

    /// The text that it is in a list.
    fn name(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(one_line(text)),
            Value::List(_) => None,
            Value::Fields(fields) => fields.iter().find_map(|(name, value)| match value {
                Value::Text(text) if name.eq_ignore_ascii_case("name") => Some(one_line(text)),
                _ => None,
            }),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the fields at a file's head, if it has any.
///
/// * Cost: linear.
pub(super) fn front(text: &str) -> Front {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (mark, ends): (_, &[&str]) = match first {
        "---" => (':', &["---", "..."]),
        "+++" => ('=', &["+++"]),
        _ if first.starts_with('{') => return json(text),
        _ => return Front::default(),
    };
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    let mut found = None;
    for line in text[start..].split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            found = Some((at, at + line.len()));
            break;
        }
        at += line.len();
    }
    let Some((stop, end)) = found else {
        // A file may as well begin with a rule.
        let is_field = text[start..].lines().next().is_some_and(|line| loose::key(line, mark).is_some());
        let message =
            format!("the fields that begin with `{first}` on line 1 end nowhere: close them with a line `{first}`.");
        return Front { faults: if is_field { vec![(1, message)] } else { Vec::new() }, ..Front::default() };
    };
    let head = &text[start..stop];
    let mut front = if mark == ':' { yaml(head) } else { toml(head) };
    front.end = end;
    front
}

/// Fields out of what a head holds; those of an author's own tables stand behind the others.
fn fields(value: Value) -> Vec<Field> {
    let Value::Fields(entries) = value else { return Vec::new() };
    let (mut fields, mut own) = (Vec::new(), Vec::new());
    for (name, value) in entries {
        let name = name.trim().to_lowercase();
        if OWN_FIELDS.contains(&name.as_str())
            && let Value::Fields(inner) = value
        {
            own.extend(inner);
            continue;
        }
        fields.push(Field { values: value.texts(), name });
    }
    fields
        .extend(own.into_iter().map(|(name, value)| Field { name: name.trim().to_lowercase(), values: value.texts() }));
    fields
}

/// Reads YAML; what is none is read line by line.
fn yaml(head: &str) -> Front {
    match yaml_value(head) {
        Ok(Some(value @ Value::Fields(_))) => Front { fields: fields(value), ..Front::default() },
        Ok(None) => Front::default(),
        Ok(Some(_)) => loose::yaml(head),
        Err((line, fault)) => {
            let mut front = loose::yaml(head);
            if front.faults.is_empty() {
                let message = format!(
                    "is no YAML ({fault}), so the fields were read line by line: texts with `:`, `#` or brackets want quotation marks."
                );
                front.faults.push((line + 1, message));
            }
            front
        }
    }
}

/// What is open while YAML is read.
enum Open {
    List(Vec<Value>),
    /// The fields, and the name that waits for its value.
    Fields(Vec<(String, Value)>, Option<String>),
}

/// Reads the first document of YAML.
///
/// * Errors: the line, counted from 1, and what is wrong there.
fn yaml_value(head: &str) -> Result<Option<Value>, (u32, String)> {
    let mut open: Vec<(Open, usize)> = Vec::new();
    let mut anchors: BTreeMap<usize, Value> = BTreeMap::new();
    let (mut n_values, mut n_bytes) = (0, 0);
    // Values that lie too deep are counted off, and not kept.
    let mut n_too_deep = 0_usize;
    for event in Parser::new_from_str(head) {
        let (event, span) = event.map_err(|fault| (fault.marker().line() as u32, fault.info().to_owned()))?;
        let line = span.start.line() as u32;
        let is_closed = matches!(event, Event::SequenceEnd | Event::MappingEnd);
        let value = match event {
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= MAX_DEPTH => {
                n_too_deep += 1;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd if n_too_deep > 0 => {
                n_too_deep -= 1;
                if n_too_deep > 0 {
                    continue;
                }
                Some((Value::List(Vec::new()), 0))
            }
            _ if n_too_deep > 0 => continue,
            Event::SequenceStart(anchor, _) => {
                open.push((Open::List(Vec::new()), anchor));
                None
            }
            Event::MappingStart(anchor, _) => {
                open.push((Open::Fields(Vec::new(), None), anchor));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(|(closed, anchor)| match closed {
                Open::List(items) => (Value::List(items), anchor),
                Open::Fields(fields, _) => (Value::Fields(fields), anchor),
            }),
            Event::Scalar(text, style, anchor, _) => {
                let is_nothing = style == ScalarStyle::Plain && matches!(&*text, "~" | "null" | "Null" | "NULL");
                Some((Value::Text(if is_nothing { String::new() } else { text.into_owned() }), anchor))
            }
            Event::Alias(anchor) => Some((anchors.get(&anchor).cloned().unwrap_or(Value::Text(String::new())), 0)),
            Event::DocumentEnd => break,
            _ => None,
        };
        let Some((value, anchor)) = value else { continue };
        // What is repeated costs each time; what is closed has been counted.
        let (n, len) = if is_closed { (1, 0) } else { value.cost() };
        (n_values, n_bytes) = (n_values + n, n_bytes + len);
        if n_values > MAX_VALUES || n_bytes > MAX_TEXT_BYTES {
            return Err((line, "it holds far more than the fields of an article, or repeats it by anchors".to_owned()));
        }
        if anchor > 0 {
            anchors.insert(anchor, value.clone());
        }
        match open.last_mut() {
            None => return Ok(Some(value)),
            Some((Open::List(items), _)) => items.push(value),
            Some((Open::Fields(fields, name), _)) => match name.take() {
                None => *name = Some(value.name().unwrap_or_default()),
                // What is merged stands behind what the fields say themselves.
                Some(merged) if merged == "<<" => {
                    let inner = match value {
                        Value::Fields(inner) => inner,
                        Value::List(items) => items
                            .into_iter()
                            .flat_map(|item| if let Value::Fields(inner) = item { inner } else { Vec::new() })
                            .collect(),
                        Value::Text(_) => Vec::new(),
                    };
                    fields.extend(inner);
                }
                Some(name) => fields.push((name, value)),
            },
        }
    }
    Ok(None)
}

/// Reads TOML; of what is none, as much as can be.
fn toml(head: &str) -> Front {
    let (table, errors) = DeTable::parse_recoverable(head);
    let faults = errors.iter().map(|error| {
        let at = error.span().map_or(0, |span| span.start.min(head.len()));
        let line = head.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() as u32 + 2;
        let said = error.message().lines().collect::<Vec<_>>().join(", ");
        (line, format!("is no TOML ({said}), and was passed over: write fields such as `title = \"…\"`."))
    });
    // One fault tends to follow from another.
    let faults = faults.take(4).collect();
    let entries = table.get_ref().iter().map(|(name, value)| (name.get_ref().to_string(), of_toml(value.get_ref(), 0)));
    Front { fields: fields(Value::Fields(entries.collect())), faults, ..Front::default() }
}

fn of_toml(value: &DeValue<'_>, depth: usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Text(number.to_string()),
        DeValue::Float(number) => Value::Text(number.to_string()),
        DeValue::Boolean(is) => Value::Text(is.to_string()),
        DeValue::Datetime(date) => Value::Text(date.to_string()),
        DeValue::Array(items) if depth < MAX_DEPTH => {
            Value::List(items.iter().map(|item| of_toml(item.get_ref(), depth + 1)).collect())
        }
        DeValue::Table(table) if depth < MAX_DEPTH => {
            let entries =
                table.iter().map(|(name, value)| (name.get_ref().to_string(), of_toml(value.get_ref(), depth + 1)));
            Value::Fields(entries.collect())
        }
        _ => Value::List(Vec::new()),
    }
}

/// Reads the object that a file begins with; a file may as well begin with a brace.
fn json(text: &str) -> Front {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, Json>>();
    match values.next() {
        Some(Ok(entries)) => {
            let end = values.byte_offset();
            let entries = entries.into_iter().map(|(name, value)| (name, of_json(value)));
            Front { fields: fields(Value::Fields(entries.collect())), end, faults: Vec::new() }
        }
        Some(Err(fault)) if text[1..].trim_start().starts_with('"') => {
            let message = format!(
                "is no JSON ({fault}), so its fields were not read: mend it, or write them as YAML between lines `---`."
            );
            Front { faults: vec![(fault.line() as u32, message)], ..Front::default() }
        }
        _ => Front::default(),
    }
}

fn of_json(value: Json) -> Value {
    match value {
        Json::Null => Value::Text(String::new()),
        Json::Bool(is) => Value::Text(is.to_string()),
        Json::Number(number) => Value::Text(number.to_string()),
        Json::String(text) => Value::Text(text),
        Json::Array(items) => Value::List(items.into_iter().map(of_json).collect()),
        Json::Object(entries) => {
            Value::Fields(entries.into_iter().map(|(name, value)| (name, of_json(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn named(text: &str) -> Vec<(String, Vec<String>)> {
        let front = front(text);
        assert_eq!(front.faults, [], "{text}");
        front.fields.into_iter().map(|field| (field.name, field.values)).collect()
    }

    #[test]
    fn fields_are_read_in_every_way_of_writing_them() {
        for (written, values) in [
            ("---\nk: A title # remark\n---\n", vec!["A title"]),
            ("---\nk: \"A \\\"quoted\\\" t\\u00e9\"\n---\n", vec!["A \"quoted\" té"]),
            ("---\nk: 'It''s: one'\n---\n", vec!["It's: one"]),
            ("---\nk: [a, \"b, c\", 'd']\n---\n", vec!["a", "b, c", "d"]),
            ("---\nk: [a,\n  b, # remark\n  {name: c}]\n---\n", vec!["a", "b", "c"]),
            ("---\nk:\n  - a\n  - b\n---\n", vec!["a", "b"]),
            ("---\nk:\n- a\n- name: B C\n  url: x\n...\n", vec!["a", "B C"]),
            ("---\nk:\n  name: Ann Bell\n  mail: x\n---\n", vec!["Ann Bell"]),
            ("---\nk: {mail: x, name: Ann Bell}\n---\n", vec!["Ann Bell"]),
            ("---\nk: >-\n  folded\n  text\n---\n", vec!["folded text"]),
            ("---\nk: |\n  two: 2\n\n  lines\n---\n", vec!["two: 2 lines"]),
            ("---\nk: over\n  lines\n---\n", vec!["over lines"]),
            ("---\nk: \"over\n  lines\"\n---\n", vec!["over lines"]),
            ("---\nk: !!str 2021-03-04\n---\n", vec!["2021-03-04"]),
            ("---\n? k\n: v\n---\n", vec!["v"]),
            ("---\nk: ~\n---\n", vec![""]),
            ("---\r\nK: v\r\n---\r\n", vec!["v"]),
            ("+++\nk = \"v\"\n+++\n", vec!["v"]),
            ("+++\nk = ['a',\n 'b'] # remark\n+++\n", vec!["a", "b"]),
            ("+++\nk = \"\"\"\nlong\ntext\"\"\"\n+++\n", vec!["long text"]),
            ("+++\nk = {name = \"Ann Bell\", mail = \"x\"}\n+++\n", vec!["Ann Bell"]),
            ("+++\n[[k]]\nname = \"Ann Bell\"\n[[k]]\nname = \"Tom Osei\"\n+++\n", vec!["Ann Bell", "Tom Osei"]),
            ("+++\n[extra]\nk = 2021-03-04\n+++\n", vec!["2021-03-04"]),
            ("{\n  \"k\": [\"a\", {\"name\": \"b\"}]\n}\n\nText.", vec!["a", "b"]),
        ] {
            let values: Vec<String> = values.into_iter().map(str::to_owned).collect();
            assert_eq!(named(written), [("k".to_owned(), values)], "{written}");
        }
        assert_eq!(front("{\"k\": \"v\"}\nText.").end, 10);
    }

    #[test]
    fn anchors_are_followed_and_their_bombs_are_not() {
        let repeated = "---\none: &a Ann Bell\ntwo: *a\nthree: &f {name: Tom Osei}\nfour: *f\nfive:\n  <<: *f\n---\n";
        let read = front(repeated);
        for (name, value) in [("two", "Ann Bell"), ("four", "Tom Osei"), ("five", "Tom Osei")] {
            assert_eq!(read.value(&[name]).as_deref(), Some(value), "{name}");
        }
        let mut bomb = "---\ntitle: The mill\na0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned();
        for n in 1..20 {
            bomb.push_str(&format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(",")));
        }
        let read = front(&(bomb + "---\n"));
        assert_eq!(read.value(&["title"]).as_deref(), Some("The mill"));
        assert!(read.faults.len() == 1 && read.faults[0].1.contains("anchors"), "{:?}", read.faults);
        for deep in ["[", "{a: ", "- "] {
            let head = format!("---\ntitle: The mill\nk: {}\n---\n", deep.repeat(2000));
            assert!(front(&head).end > 0);
        }
    }

    #[test]
    fn what_is_no_field_is_told_with_its_line_and_the_others_are_read() {
        for (written, line, title) in [
            ("---\ntitle: a\nno field here\n---\ntext", 3, Some("a")),
            ("---\nlang: en\ntitle: The mill: a story\n---\n", 3, Some("The mill: a story")),
            ("---\nlang: en\ntags: [a, b\ntitle: a\n---\n", 4, Some("a")),
            ("+++\ntitle = \"a\"\nlang = en\n+++\n", 3, Some("a")),
            ("{\n\"title\": \"a\",\n}\n", 3, None),
            ("---\ntitle: a\ntext", 1, None),
        ] {
            let found = front(written);
            assert_eq!(found.faults.first().map(|fault| fault.0), Some(line), "{written}: {:?}", found.faults);
            assert_eq!(found.value(&["title"]).as_deref(), title, "{written}");
        }
        assert_eq!(front("---\nJust a rule above.\n"), Front::default());
        assert_eq!(front("{{< figure >}}\n"), Front::default());
        assert_eq!(front("text"), Front::default());
    }

    /// Pieces that heads are made of, the treacherous ones too.
    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "---\n",
            "+++\n",
            "...\n",
            "title",
            ": ",
            " = ",
            "\n",
            "\n  ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "'",
            "\\",
            "&a ",
            "*a",
            "<<: *a",
            "!!str ",
            "|\n",
            ">-\n",
            "#",
            " # x",
            "\t",
            "\r\n",
            "name",
            "~",
            "[extra]\n",
            "[[k]]\n",
            "\"\"\"",
            "2021-03-04",
            "كتاب",
            "%YAML 9\n",
            "@",
            "`",
            "\u{85}",
            "\u{FEFF}",
            "\0",
        ])
    }

    proptest! {
        // A case that failed becomes a test in words, not a file of seeds.
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_head_ends_within_its_file(first in prop::sample::select(vec!["---\n", "+++\n", "{", ""]), pieces in prop::collection::vec(piece(), 0..40)) {
            let text = format!("{first}{}", pieces.concat());
            let found = front(&text);
            prop_assert!(text.is_char_boundary(found.end));
            let n_lines = text.split('\n').count() as u32;
            prop_assert!(found.faults.iter().all(|(line, _)| (1..=n_lines).contains(line)), "{:?} of {:?}", found.faults, text);
            prop_assert_eq!(&found, &front(&text), "the same twice");
        }
    }
}
