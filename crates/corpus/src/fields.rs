//! The fields of a record and what they say of an article, whatever shape others give them.

use newsprint_model::GivenEntities;
use serde_json::Value;

use crate::columns::Column;
use crate::dates;
use crate::draft::Draft;
use crate::stories::shortened;

/// The fields of a record by what they say, each with how telling its name is.
#[derive(Debug, Default)]
pub(crate) struct Fields([Option<(u32, Value)>; Column::COUNT], Vec<Unread>);

/// A field that holds a text and whose name says nothing to us: the name, and how many bytes the text has.
pub(crate) type Unread = (String, usize);

/// How many such fields are remembered of a record.
const MAX_UNREAD: usize = 12;

impl Fields {
    /// Puts a field to the others; where two say the same, the more telling name wins, unless it says nothing.
    pub fn put(&mut self, column: Column, rank: u32, value: Value) {
        let held = &mut self.0[column as usize];
        // That it is published says nothing of when.
        if column == Column::Date && value == Value::Bool(true) {
            return;
        }
        let wins = match held {
            // That it is not published outdoes any day.
            Some((_, held)) if column == Column::Date && (held.is_boolean() || value.is_boolean()) => {
                value.is_boolean()
            }
            Some((other, held)) => is_blank(held) || (rank < *other && !is_blank(&value)),
            None => true,
        };
        if wins {
            *held = Some((rank, value));
        }
    }

    /// Notes a field whose name says nothing to us, and how many bytes its text has.
    pub fn pass_by(&mut self, name: String, n_bytes: usize) {
        if self.1.len() < MAX_UNREAD {
            self.1.push((name, n_bytes));
        }
    }

    fn take(&mut self, column: Column) -> Option<Field> {
        let (rank, value) = self.0[column as usize].take()?;
        (!value.is_null()).then_some(Field { column, ours: rank <= 1, value })
    }
}

/// One field.
struct Field {
    column: Column,
    /// Whether it has the name that we give it: then a value that cannot be read is worth a warning.
    ours: bool,
    value: Value,
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(members) => members.is_empty(),
        _ => false,
    }
}

/// What a record's fields say.
///
/// * Errors: a field that cannot be read is left out, and `warn` is told where its name was ours.
pub(crate) fn draft(mut fields: Fields, warn: &mut dyn FnMut(String)) -> Draft {
    // `published` is a day with most, and with some whether it is.
    let is_unpublished = matches!(fields.0[Column::Date as usize], Some((_, Value::Bool(false))));
    let is_draft = fields.take(Column::Draft).is_some_and(|field| is_true(&field.value));
    if is_unpublished {
        fields.take(Column::Date);
    }
    let unread = std::mem::take(&mut fields.1);
    let mut text = |column: Column, read: fn(&Value) -> Option<String>| {
        let field = fields.take(column)?;
        let text = read(&field.value);
        if text.is_none() && field.ours && column != Column::Status && column != Column::Type {
            warn(wrong_type(column.name(), "text", &field.value));
        }
        text
    };
    let mut draft = Draft {
        id: text(Column::Id, id),
        title: text(Column::Title, best).map(|title| plain(&title)),
        date: text(Column::Date, date),
        byline: text(Column::Byline, names).map(|names| plain(&names)),
        source: text(Column::Source, best).map(|source| plain(&source)),
        lang: text(Column::Lang, best),
        url: text(Column::Url, best),
        embargo: text(Column::Embargo, date),
        ..Draft::default()
    };
    draft.unread = unread;
    draft.withheld = text(Column::Status, best).and_then(|status| withheld(&status));
    draft.withheld = draft.withheld.or_else(|| text(Column::Type, best).and_then(|kind| no_text(&kind)));
    if is_draft || is_unpublished {
        draft.withheld = Some(DRAFT.to_owned());
    }
    draft.given = GivenEntities {
        people: fields.take(Column::People).and_then(|field| list(&field, warn)),
        orgs: fields.take(Column::Orgs).and_then(|field| list(&field, warn)),
        places: fields.take(Column::Places).and_then(|field| list(&field, warn)),
    };
    draft.bodies = match (fields.take(Column::Paragraphs), fields.take(Column::Body)) {
        (Some(Field { value: Value::Array(members), .. }), _) => {
            members.iter().filter_map(|member| paragraph(member, warn)).collect()
        }
        (None, Some(body)) => match best(&body.value) {
            Some(text) => vec![text],
            None => {
                if body.ours {
                    warn(wrong_type("body", "text", &body.value));
                }
                Vec::new()
            }
        },
        (None, None) => Vec::new(),
        (Some(field), _) => {
            warn(wrong_type("paragraphs", "a list of texts", &field.value));
            Vec::new()
        }
    };
    draft
}

/// What is said of a draft.
pub(crate) const DRAFT: &str = "is a draft";

/// Whether a value says yes, as JSON and as tables write it.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() == Some(1.0),
        Value::String(text) => is_yes(text),
        _ => false,
    }
}

/// Whether a text says yes.
pub(crate) fn is_yes(text: &str) -> bool {
    ["true", "yes", "1", "y", "on"].iter().any(|yes| text.trim().eq_ignore_ascii_case(yes))
}

/// A headline or a name without markup.
fn plain(text: &str) -> String {
    if crate::fragment::has_markup(text) { crate::fragment::line(text) } else { text.to_owned() }
}

/// Why a text of this status may not be shown.
pub(crate) fn withheld(status: &str) -> Option<String> {
    let status = status.trim().to_lowercase();
    let status = status.strip_prefix("stat:").unwrap_or(&status);
    let held = matches!(
        status,
        "canceled"
            | "cancelled"
            | "withheld"
            | "withdrawn"
            | "embargoed"
            | "draft"
            | "unpublished"
            | "future"
            | "scheduled"
            | "private"
            | "trash"
            | "pending"
    );
    held.then(|| format!("has the status `{status}`"))
}

/// What an item is that is no text.
pub(crate) fn no_text(kind: &str) -> Option<String> {
    let kind = kind.trim().to_lowercase();
    let kind = kind.strip_prefix("ninat:").unwrap_or(&kind);
    let is = matches!(
        kind,
        "picture" | "photo" | "video" | "audio" | "graphic" | "animation" | "attachment" | "nav_menu_item" | "revision"
    );
    is.then(|| format!("is no text but of the type `{kind}`"))
}

/// A text, or the best of several: of a list the member with the role `main`, else the first that says anything; of texts alone, all.
fn best(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(fields) => {
            ["value", "rendered", "text", "name", "literal", "title", "#text", "_", "$t", "content", "uri", "href"]
                .iter()
                .find_map(|name| fields.get(*name)?.as_str().map(str::to_owned))
        }
        Value::Array(members) => {
            let is_main = |member: &&Value| {
                member
                    .get("role")
                    .and_then(Value::as_str)
                    .is_some_and(|role| role.eq_ignore_ascii_case("main") || role.ends_with(":main"))
            };
            if !members.is_empty() && members.iter().all(Value::is_string) {
                let texts: Vec<&str> = members.iter().filter_map(Value::as_str).collect();
                return Some(texts.join("\n\n"));
            }
            members.iter().find(is_main).and_then(best).or_else(|| members.iter().find_map(best))
        }
        _ => None,
    }
}

/// An id: a text or a number.
fn id(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        other => best(other),
    }
}

/// A date as written, or as the day of a count of seconds or milliseconds since 1970.
fn date(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => {
            let n = number.as_f64()?;
            match n {
                // A year.
                1.0..=9999.0 => Some(number.to_string()),
                _ => dates::day_of_epoch(n).map(|day| day.to_string()),
            }
        }
        Value::String(text)
            if matches!(text.trim().len(), 10 | 13) && text.trim().bytes().all(|b| b.is_ascii_digit()) =>
        {
            dates::day_of_epoch(text.trim().parse().ok()?).map(|day| day.to_string())
        }
        other => best(other),
    }
}

/// Names in a row: a text, an object with a name, or a list of these.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::Array(members) => {
            let names: Vec<String> = members.iter().filter_map(best).filter(|name| !name.trim().is_empty()).collect();
            (!names.is_empty() || members.is_empty()).then(|| names.join(", "))
        }
        other => best(other),
    }
}

/// A list of names, blank ones left out; a text is cut at semicolons, as tables write lists.
fn list(field: &Field, warn: &mut dyn FnMut(String)) -> Option<Vec<String>> {
    let name = field.column.name();
    let tidy = |text: String| {
        let text = crate::lines::shown(text.trim());
        (!text.trim().is_empty()).then_some(text)
    };
    match &field.value {
        Value::Array(members) => Some(
            members
                .iter()
                .filter_map(|member| match best(member) {
                    Some(text) => tidy(text),
                    None => {
                        if field.ours && !member.is_null() {
                            warn(wrong_type(name, "text", member));
                        }
                        None
                    }
                })
                .collect(),
        ),
        Value::String(text) if !text.trim().is_empty() => {
            let names: Vec<String> = text.split([';', '|']).filter_map(|name| tidy(name.to_owned())).collect();
            Some(names)
        }
        Value::String(_) => None,
        other => {
            if field.ours {
                warn(wrong_type(name, "a list of texts", other));
            }
            None
        }
    }
}

/// A member of `paragraphs`; line ends still mean something in it.
fn paragraph(member: &Value, warn: &mut dyn FnMut(String)) -> Option<String> {
    match best(member) {
        Some(text) => (!text.trim().is_empty()).then_some(text),
        None => {
            if !member.is_null() {
                warn(wrong_type("paragraphs", "text", member));
            }
            None
        }
    }
}

/// What to say when a field holds the wrong kind of value.
fn wrong_type(name: &str, wanted: &str, value: &Value) -> String {
    format!("`{name}` must be {wanted}, not {}, and was left out.", shortened(&value.to_string()))
}
