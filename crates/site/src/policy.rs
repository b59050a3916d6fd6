//! The page against its own content security policy: what a browser would refuse is found before any reader does.

use crate::SiteError;
use crate::html::{Tag, tags};
use crate::page::PAGE;

/// What the policy must say, directive by directive.
const DIRECTIVES: &[&str] = &[
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
];

/// Attributes whose value is an address that the browser fetches.
const FETCHED: &[(&str, &str)] = &[
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("audio", "src"),
    ("video", "src"),
    ("source", "src"),
    ("object", "data"),
    ("embed", "src"),
];

/// Checks that the page declares the policy and keeps to it.
pub fn check(html: &str) -> Result<(), SiteError> {
    check_in(PAGE, html)
}

/// The same for a page of another name.
pub fn check_in(file: &str, html: &str) -> Result<(), SiteError> {
    let tags = tags(html);
    let policy = tags
        .iter()
        .find(|tag| tag.get("http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy")))
        .and_then(|tag| tag.get("content"))
        .unwrap_or_default();
    let declared: Vec<&str> = policy.split(';').map(str::trim).collect();
    for directive in DIRECTIVES {
        if !declared.contains(directive) {
            return Err(SiteError::Policy { file: file.to_owned(), directive: (*directive).to_owned() });
        }
    }
    match tags.iter().find_map(violation) {
        Some(what) => Err(SiteError::Forbidden { file: file.to_owned(), what }),
        None => Ok(()),
    }
}

/// What a tag holds that the policy forbids, in words.
fn violation(tag: &Tag) -> Option<String> {
    if tag.name == "script" && tag.get("src").is_none() && tag.get("type") != Some("application/ld+json") {
        return Some("a script in the page".to_owned());
    }
    if tag.name == "style" {
        return Some("a style in the page".to_owned());
    }
    for attribute in &tag.attributes {
        if attribute.name == "style" {
            return Some(format!("a `style` attribute on <{}>", tag.name));
        }
        if attribute.name.starts_with("on") {
            return Some(format!("an `{}` attribute on <{}>", attribute.name, tag.name));
        }
        let is_fetched = FETCHED.contains(&(tag.name.as_str(), attribute.name.as_str()))
            // Browsers follow none of these by themselves.
            && !tag.get("rel").is_some_and(|rel| {
                matches!(rel, "canonical" | "alternate" | "license") || rel.starts_with("schema.")
            });
        if is_fetched && is_elsewhere(&attribute.value) {
            return Some(format!("`{}` of another origin on <{}>", attribute.value, tag.name));
        }
    }
    None
}

/// Whether an address leaves the site's own origin.
fn is_elsewhere(address: &str) -> bool {
    let address = address.trim();
    address.starts_with("//")
        || address.split_once(':').is_some_and(|(scheme, _)| scheme != "data" && !scheme.contains(['/', '.', '?', '#']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> String {
        let policy = DIRECTIVES.join("; ");
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; img-src 'self' data:\">{body}")
    }

    #[test]
    fn what_the_policy_forbids_is_found() {
        for (body, allowed) in [
            ("<p class=a>text</p>", true),
            ("<script src=./a.js></script>", true),
            ("<script type=\"application/ld+json\">{}</script>", true),
            ("<link rel=canonical href=https://news.example/a>", true),
            ("<link rel=schema.DC href=http://purl.org/dc/elements/1.1/>", true),
            ("<a href=https://news.example/a>a</a>", true),
            ("<link rel=icon href=data:image/svg+xml,x>", true),
            ("<!-- <script>1</script> -->", true),
            ("<script>1</script>", false),
            ("<script type=module>1</script>", false),
            ("<style>a{}</style>", false),
            ("<p style=\"color:red\">", false),
            ("<p onclick=x>", false),
            ("<script src=https://cdn.example/a.js></script>", false),
            ("<link rel=stylesheet href=//cdn.example/a.css>", false),
            ("<img src=https://count.example/1.gif>", false),
        ] {
            assert_eq!(check(&page(body)).is_ok(), allowed, "{body}: {:?}", check(&page(body)));
        }
    }

    #[test]
    fn a_page_without_the_policy_or_with_a_weaker_one_is_refused() {
        let weaker = page("").replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
        for (html, directive) in [("<p>", "default-src 'self'"), (weaker.as_str(), "style-src 'self'")] {
            let expected = SiteError::Policy { file: PAGE.into(), directive: directive.into() };
            assert_eq!(check(html), Err(expected));
        }
    }
}
