//! Scripts without what only their authors read: comment lines, indentation, empty lines.

/// A script of ours or of wasm-bindgen's, shortened.
///
/// Line by line, so it understands no JavaScript: both keep comments on lines of their own, and let no text in quotes run
/// over a line's end. A script in which a template does so is given back as it is.
pub fn squeeze(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_authors_read_goes() {
        for (script, expected) in [
            ("// What it does.\n\"use strict\";\n\n  go();\n", "\"use strict\";\ngo();\n"),
            ("/** One. */\na();\n/*\n * Two.\n */\nb();", "a();\nb();\n"),
            ("a(\"// no comment\"); // stays\n", "a(\"// no comment\"); // stays\n"),
            ("a(`${b} c`)\n", "a(`${b} c`)\n"),
            ("  a(`\n  // text\n  `)", "  a(`\n  // text\n  `)"),
            ("", ""),
        ] {
            assert_eq!(squeeze(script), expected, "{script}");
            assert_eq!(squeeze(expected), expected, "shortened already: {script}");
        }
    }
}
