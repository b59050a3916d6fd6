//! Many stylesheets into one: imports written out in their order, comments and idle white space left out.

use crate::html::{replace, tags};
use crate::page::{PAGE, SUPPLEMENT_STYLE, local_name, text};
use crate::{Files, SiteError, content_name};

/// Makes one stylesheet, named by its content, of each that the page links or its script loads, and takes the parts away.
pub fn bundle_all(app: &mut Files) -> Result<(), SiteError> {
    let html = text(app, PAGE)?.to_owned();
    let mut edits = Vec::new();
    let mut parts = Vec::new();
    for tag in tags(&html) {
        let holder = match tag.name.as_str() {
            "link" if tag.get("rel") == Some("stylesheet") => "href",
            "script" => SUPPLEMENT_STYLE,
            _ => continue,
        };
        let Some(href) = tag.attributes.iter().find(|attribute| attribute.name == holder) else { continue };
        let name = local_name(&href.value);
        let mut css = String::new();
        let mut seen = Vec::new();
        inline(app, PAGE, name, &mut seen, &mut css)?;
        let css = squeeze(&css);
        let stem = name.strip_suffix(".css").unwrap_or(name);
        let hash = content_name(css.as_bytes());
        // Finished already: nothing but itself went in, and its name says so.
        if seen.len() == 1 && stem.ends_with(&hash) {
            continue;
        }
        let bundle = format!("{stem}-{hash}.css");
        edits.push((href.range.clone(), format!("./{bundle}")));
        app.insert(bundle, css.into_bytes());
        parts.extend(seen);
    }
    for part in parts {
        app.remove(&part);
    }
    if !edits.is_empty() {
        app.insert(PAGE.to_owned(), replace(&html, &edits).into_bytes());
    }
    Ok(())
}

/// Writes a stylesheet out, its imports first; each file once.
fn inline(app: &Files, from: &str, name: &str, seen: &mut Vec<String>, out: &mut String) -> Result<(), SiteError> {
    if seen.iter().any(|known| known == name) {
        return Ok(());
    }
    seen.push(name.to_owned());
    if !app.contains_key(name) {
        return Err(SiteError::DeadLink { file: from.to_owned(), to: name.to_owned() });
    }
    let css = without_comments(text(app, name)?);
    let mut rest = css.as_str();
    while let Some(import) = rest.trim_start().strip_prefix("@import") {
        let (what, after) = import.split_once(';').unwrap_or((import, ""));
        let what = what.trim().trim_start_matches("url(").trim_end_matches(')');
        let target = local_name(what.trim_matches(['"', '\'']));
        let folder = name.rfind('/').map_or("", |slash| &name[..=slash]);
        // Of one folder, so that what their `url()`s say stays true; without conditions, which would be lost.
        if target.is_empty() || target.contains(['/', ':', ' ', '"', '\'']) {
            return Err(SiteError::Forbidden {
                file: name.to_owned(),
                what: format!("`@import {}`, which is not a plain name in the same folder", what.trim()),
            });
        }
        inline(app, name, &format!("{folder}{target}"), seen, out)?;
        rest = after;
    }
    out.push_str(rest);
    out.push('\n');
    Ok(())
}

/// A stylesheet without its comments; what stands in quotes is no comment.
pub(crate) fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match quote {
            Some(q) => {
                out.push(c);
                if c == '\\' {
                    out.extend(chars.next());
                } else if c == q {
                    quote = None;
                }
            }
            None if c == '/' && chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for c in chars.by_ref() {
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                // A comment parts words.
                out.push(' ');
            }
            None => {
                quote = matches!(c, '"' | '\'').then_some(c);
                out.push(c);
            }
        }
    }
    out
}

/// A stylesheet with one space for each stretch of white space, none beside `{`, `}`, `;` and `,` and none after `:`, outside quotes.
pub(crate) fn squeeze(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut chars = css.chars();
    let mut quote = None;
    let mut space = false;
    while let Some(c) = chars.next() {
        if let Some(q) = quote {
            out.push(c);
            if c == '\\' {
                out.extend(chars.next());
            } else if c == q {
                quote = None;
            }
            continue;
        }
        if c.is_ascii_whitespace() {
            space = true;
            continue;
        }
        let glues = |c: char| matches!(c, '{' | '}' | ';' | ',');
        if space && !out.is_empty() && !glues(c) && !out.ends_with(|c| glues(c) || c == ':') {
            out.push(' ');
        }
        space = false;
        if c == '}' && out.ends_with(';') {
            out.pop();
        }
        quote = matches!(c, '"' | '\'').then_some(c);
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn white_space_and_comments_that_mean_nothing_go() {
        for (css, expected) in [
            ("a { color : red ; }\n", "a{color :red}"),
            ("a  :hover\n{ }", "a :hover{}"),
            ("a { width: calc( 1px + 2px ) }", "a{width:calc( 1px + 2px )}"),
            ("a{content:\"/* ;  } \\\" */\"}", "a{content:\"/* ;  } \\\" */\"}"),
            ("/* one */ a, /* two */ b {}", "a,b{}"),
            ("a{content: \": \"}", "a{content:\": \"}"),
            ("/* never closed", ""),
            ("a::before { content: 'x", "a::before{content:'x"),
        ] {
            assert_eq!(squeeze(&without_comments(css)), expected, "{css}");
        }
    }

    #[test]
    fn imports_become_one_file_in_their_order_and_the_parts_go() {
        let page = "<link rel=\"stylesheet\" href=\"./css/main.css\">";
        let mut files = app(&[
            (PAGE, page),
            ("css/main.css", "/* order */ @import \"a.css\";\n@import url(b.css);\nmain{}"),
            ("css/a.css", "@import 'b.css'; a{}"),
            ("css/b.css", "b{}"),
        ]);
        bundle_all(&mut files).unwrap();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names.len(), 2, "{names:?}");
        assert!(names[0].starts_with("css/main-") && names[0].ends_with(".css"));
        assert_eq!(files[names[0]], b"b{}a{}main{}");
        assert!(text(&files, PAGE).unwrap().contains(&format!("href=\"./{}\"", names[0])));
        let finished = files.clone();
        bundle_all(&mut files).unwrap();
        assert_eq!(files, finished, "bundling again changes nothing");
    }

    #[test]
    fn an_import_that_is_not_there_or_leaves_the_folder_is_an_error() {
        let page = "<link rel=stylesheet href=main.css>";
        let mut missing = app(&[(PAGE, page), ("main.css", "@import 'gone.css';")]);
        let dead = SiteError::DeadLink { file: "main.css".into(), to: "gone.css".into() };
        assert_eq!(bundle_all(&mut missing), Err(dead));
        let mut away = app(&[(PAGE, page), ("main.css", "@import 'https://fonts.example/a.css';")]);
        assert!(matches!(bundle_all(&mut away), Err(SiteError::Forbidden { .. })));
    }
}
