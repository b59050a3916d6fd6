//! The order of the stylesheets: colours have one home, and nothing knows left from right.

use super::Sources;

/// The one file in which colours are named.
const TOKENS: &str = "www/css/tokens.css";

/// Ways to write a colour down.
const COLOURS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "lab(", "lch(", "var(--palette-"];

/// Properties that mean left or right whatever way the text runs.
const PHYSICAL: &[&str] = &[
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "text-align: left",
    "text-align: right",
    "float: left",
    "float: right",
];

/// Everything found, as `file:line: what`.
pub fn breaches(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for sheet in sources.below("www/css/", ".css") {
        let mut is_comment = false;
        for (idx, line) in sheet.text.lines().enumerate() {
            let code = without_comments(line, &mut is_comment);
            let mut say = |what: String| found.push(format!("{}:{}: {what}", sheet.name, idx + 1));
            if sheet.name != TOKENS {
                if let Some(colour) = COLOURS.iter().find(|colour| code.contains(**colour)) {
                    say(format!("`{colour}`: colours are named in {TOKENS}, elsewhere roles are used"));
                }
                if has_hex_colour(&code) {
                    say(format!("a colour in figures: colours are named in {TOKENS}, elsewhere roles are used"));
                }
            }
            if let Some(property) = PHYSICAL.iter().find(|property| code.contains(**property)) {
                say(format!("`{property}`: the page is mirrored for Persian and Arabic; use start and end"));
            }
            if code.contains("&__") || code.contains("&--") {
                say("`&__`: a class's whole name is written out, so that it can be searched for".to_owned());
            }
            if code.contains("url(http") || code.contains("url(//") {
                say("no reader is sent to anybody else".to_owned());
            }
        }
    }
    found
}

/// The line without what is inside `/* */`.
fn without_comments(line: &str, is_comment: &mut bool) -> String {
    let mut code = String::new();
    let mut rest = line;
    loop {
        let mark = if *is_comment { "*/" } else { "/*" };
        let Some((before, after)) = rest.split_once(mark) else {
            if !*is_comment {
                code.push_str(rest);
            }
            return code;
        };
        if !*is_comment {
            code.push_str(before);
        }
        *is_comment = !*is_comment;
        rest = after;
    }
}

/// Whether a `#` with three to eight hexadecimal digits stands in a value.
fn has_hex_colour(code: &str) -> bool {
    let Some((_, value)) = code.split_once(':') else { return false };
    value.split('#').skip(1).any(|after| {
        let n_digits = after.chars().take_while(char::is_ascii_hexdigit).count();
        let ends = !after.chars().nth(n_digits).is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
        (3..=8).contains(&n_digits) && ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sources;

    fn check(name: &str, text: &str, n_breaches: usize) {
        let found = breaches(&sources(&[(name, text)]));
        assert_eq!(found.len(), n_breaches, "{text}: {found:?}");
    }

    #[test]
    fn colours_are_named_in_one_file() {
        check("www/css/chip.css", ".chip { color: #a00; }", 1);
        check("www/css/chip.css", ".chip { color: var(--role-text); }", 0);
        check("www/css/chip.css", ".chip { color: oklch(50% 0.1 20); }", 1);
        check("www/css/chip.css", ".chip { color: var(--palette-ink); }", 1);
        check("www/css/chip.css", "/* #a00 on\n #fff */ .chip { color: var(--role-text); }", 0);
        check("www/css/chip.css", "#add { color: var(--role-text); }", 0);
        check("www/css/tokens.css", ":root { --palette-ink: #111; }", 0);
    }

    #[test]
    fn nothing_knows_left_from_right() {
        check("www/css/chip.css", ".chip { margin-left: 1rem; }", 1);
        check("www/css/chip.css", ".chip { margin-inline-start: 1rem; }", 0);
    }
}
