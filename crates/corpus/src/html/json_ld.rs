//! What a page says about its article in JSON-LD.

use serde_json::Value;

use super::blocks::fragment_text;
use super::dom::Dom;
use super::tags::Tag;

/// The longest script read.
const MAX_SCRIPT_BYTES: usize = 8 << 20;

/// How many names are read of one field.
const MAX_NAMES: usize = 50;

/// What the scripts say of the article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linked {
    /// `headline`, else `name`.
    pub headline: Option<String>,
    /// `author`: names in order.
    pub authors: Vec<String>,
    /// `datePublished`, else `dateCreated`, else `uploadDate`.
    pub published: Option<String>,
    /// `articleBody`, as it stands.
    pub body: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `publisher`'s name.
    pub publisher: Option<String>,
    /// `url`, else the address in `mainEntityOfPage`.
    pub url: Option<String>,
}

/// Reads all of a page's scripts and keeps what they say of its article: the first that has a text or a headline.
pub(crate) fn linked(dom: &Dom<'_>) -> Linked {
    let mut best: Option<(u32, Linked)> = None;
    for (at, node) in dom.nodes.iter().enumerate() {
        if node.tag != Tag::Script
            || !dom
                .attribute(at, "type")
                .is_some_and(|t| t.trim().to_ascii_lowercase().starts_with("application/ld+json"))
        {
            continue;
        }
        let Some(text) = dom.inside(at).next().map(|at| dom.nodes[at].raw) else { continue };
        if text.len() > MAX_SCRIPT_BYTES {
            continue;
        }
        let Some(value) = parsed(text) else { continue };
        let mut objects = Vec::new();
        gather(&value, &mut objects);
        for object in objects.iter().filter(|object| rank(object) > 0) {
            let rank = rank(object);
            if best.as_ref().is_none_or(|(found, _)| *found < rank) {
                best = Some((rank, read(object, &objects)));
            }
        }
    }
    best.map(|(_, linked)| linked).unwrap_or_default()
}

/// A script as JSON, forgiving what content systems get wrong: comment marks around it, bare line ends in texts and a
/// semicolon behind it.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_prefix("<!--").and_then(|t| t.strip_suffix("-->")).unwrap_or(text);
    let text = text.trim().trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    // White space between the tokens may as well be spaces.
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::from_str(&plain).ok()
}

/// All objects that may describe the page: the top, members of arrays and of `@graph`, and what it is about.
fn gather<'v>(value: &'v Value, objects: &mut Vec<&'v Value>) {
    match value {
        // The parser stops at 128 levels, so this does too.
        Value::Array(members) => members.iter().for_each(|member| gather(member, objects)),
        Value::Object(fields) => {
            objects.push(value);
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"] {
                if let Some(inner @ (Value::Array(_) | Value::Object(_))) = fields.get(name) {
                    gather(inner, objects);
                }
            }
        }
        _ => {}
    }
}

/// How well an object describes an article; 0 when it describes something else.
fn rank(object: &Value) -> u32 {
    let types: Vec<&str> = match &object["@type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return 0,
    };
    let kind = types
        .iter()
        .map(|kind| kind.rsplit(['/', ':', '#']).next().unwrap_or(kind))
        .map(|kind| match kind {
            "LiveBlogPosting" => 5,
            _ if kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report" => 6,
            "Review" | "CriticReview" | "Recipe" | "Event" | "MusicEvent" | "SocialMediaPosting" => 3,
            "VideoObject" => 2,
            "WebPage" | "ItemPage" => 1,
            _ => 0,
        })
        .max()
        .unwrap_or(0);
    let is_said = |name: &str| u32::from(!object[name].is_null());
    if kind == 0 {
        0
    } else {
        kind * 8 + is_said("articleBody") * 3 + is_said("headline") * 2 + is_said("datePublished")
    }
}

/// What an article's object says; others are looked up by their `@id`.
fn read(object: &Value, all: &[&Value]) -> Linked {
    let text = |name: &str| object[name].as_str().map(fragment_text).filter(|text| !text.is_empty());
    let address = |value: &Value| value.as_str().or_else(|| value["@id"].as_str()).map(str::to_owned);
    let mut authors = Vec::new();
    names(&object["author"], all, &mut authors);
    if authors.is_empty() {
        names(&object["creator"], all, &mut authors);
    }
    let mut publishers = Vec::new();
    names(&object["publisher"], all, &mut publishers);
    Linked {
        headline: text("headline").or_else(|| text("name")),
        authors,
        published: text("datePublished").or_else(|| text("dateCreated")).or_else(|| text("uploadDate")),
        body: ["articleBody", "reviewBody"].iter().find_map(|name| object[*name].as_str()).map(str::to_owned),
        language: text("inLanguage").or_else(|| object["inLanguage"]["alternateName"].as_str().map(str::to_owned)),
        publisher: publishers.into_iter().next(),
        url: address(&object["url"]).or_else(|| address(&object["mainEntityOfPage"])),
    }
}

/// The names of people or organisations, however they are given.
fn names(value: &Value, all: &[&Value], into: &mut Vec<String>) {
    let name = match value {
        Value::String(name) => Some(name.as_str()),
        Value::Array(members) => {
            // One level: a list within the list is nobody's.
            for member in members.iter().filter(|member| !member.is_array()).take(MAX_NAMES) {
                names(member, all, into);
            }
            None
        }
        Value::Object(fields) => match fields.get("name") {
            Some(Value::String(name)) => Some(name.as_str()),
            Some(Value::Array(several)) => {
                let texts = several.iter().filter(|name| name.is_string());
                texts.take(MAX_NAMES).for_each(|name| names(name, &[], into));
                None
            }
            _ => {
                let id = fields.get("@id").and_then(Value::as_str);
                let other = all.iter().find(|other| id.is_some() && other["@id"].as_str() == id);
                other.and_then(|other| other["name"].as_str())
            }
        },
        _ => None,
    };
    if let Some(name) =
        name.map(fragment_text).filter(|name| !name.is_empty() && into.len() < MAX_NAMES && !into.contains(name))
    {
        into.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_script(script: &str) -> Linked {
        linked(&Dom::parse(&format!("<script type='application/ld+json'>{script}</script>")))
    }

    #[test]
    fn an_article_is_found_wherever_the_script_puts_it() {
        let article = r#"{"@type": "NewsArticle", "headline": "Bridge &amp; tunnel", "datePublished": "2021-03-04"}"#;
        for script in [
            article.to_owned(),
            format!("[{{\"@type\": \"WebPage\", \"name\": \"x\"}}, {article}]"),
            format!("{{\"@graph\": [{{\"@type\": \"Organization\"}}, {article}]}}"),
            format!("{{\"@type\": \"WebPage\", \"mainEntity\": {article}}}"),
            format!("<!-- {article} -->"),
            format!("//<![CDATA[\n{article};\n//]]>"),
            article.replace("tunnel", "tunnel\n").replace("NewsArticle\"", "http://schema.org/NewsArticle\""),
        ] {
            let found = read_script(&script);
            assert_eq!(found.headline.as_deref(), Some("Bridge & tunnel"), "{script}");
            assert_eq!(found.published.as_deref(), Some("2021-03-04"), "{script}");
        }
        assert_eq!(read_script("{\"@type\": \"Organization\", \"name\": \"x\"}"), Linked::default());
        assert_eq!(read_script("{not json"), Linked::default());
        assert_eq!(read_script(&"[".repeat(100_000)), Linked::default());
    }

    #[test]
    fn authors_are_named_however_they_are_given() {
        for (author, names) in [
            (r#""Ann Bell""#, vec!["Ann Bell"]),
            (r#"{"@type": "Person", "name": "Ann Bell"}"#, vec!["Ann Bell"]),
            (r#"[{"name": "Ann Bell"}, {"name": "Cem Dag"}, "Ann Bell"]"#, vec!["Ann Bell", "Cem Dag"]),
            (r#"{"name": ["Ann Bell", "Cem Dag"]}"#, vec!["Ann Bell", "Cem Dag"]),
            (r##"{"@id": "#ann"}"##, vec!["Ann Bell"]),
            ("null", vec![]),
        ] {
            let script = format!(
                r##"{{"@graph": [{{"@type": "Article", "author": {author}}}, {{"@type": "Person", "@id": "#ann", "name": "Ann Bell"}}]}}"##
            );
            assert_eq!(read_script(&script).authors, names, "{author}");
        }
    }
}
