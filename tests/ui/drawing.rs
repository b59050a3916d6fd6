//! Draws a component to HTML, and reads simple things out of that.

pub use newsprint_app::prerender::drawn as draw;

/// What the reader sees of it: the text between the tags, entities undone, white space squeezed.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => {
                in_tag = true;
                out.push(' ');
            }
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    let out = out
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The opening tags whose text contains all of these.
pub fn tags<'a>(html: &'a str, with: &[&str]) -> Vec<&'a str> {
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .filter(|tag| !tag.starts_with('/') && with.iter().all(|part| tag.contains(part)))
        .collect()
}

/// How many of them there are.
pub fn n_tags(html: &str, with: &[&str]) -> usize {
    tags(html, with).len()
}

/// What in it could act by itself: elements that run or load something, attributes that run something or carry a style.
/// What stands inside quotation marks is a value and harmless.
pub fn harmful(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(html, &[]) {
        // Every other piece is an attribute's value.
        let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join(" ");
        let mut words = outside.split_whitespace();
        let name = words.next().unwrap_or_default();
        if ["script", "img", "iframe", "object", "style", "link"].contains(&name) {
            found.push(tag.to_owned());
        }
        if words.any(|word| word.starts_with("on") || word.starts_with("style")) || tag.contains("href=\"javascript:") {
            found.push(tag.to_owned());
        }
    }
    found
}
