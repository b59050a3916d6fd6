//! Files that lie among articles and hold none: pictures, style sheets, settings, the parts that a browser saves beside a page.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::Path;

use newsprint_model::{Problem, Severity};

use crate::summary::counted;

/// What files are by their names that nobody takes for articles. One of them that reads as an article is read all the same.
const NO_ARTICLES: [&str; 63] = [
    "jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "svg", "ico", "bmp", "tif", "tiff", "psd", // pictures
    "mp3", "m4a", "wav", "ogg", "flac", "mp4", "m4v", "mov", "avi", "mkv", "webm", // sound and film
    "woff", "woff2", "ttf", "otf", "eot", // letters
    "css", "scss", "sass", "less", "js", "mjs", "cjs", "ts", "tsx", "jsx", "map",
    "wasm", // what pages are dressed by
    "php", "py", "rb", "rs", "go", "sh", "bat", "liquid", "erb", "njk", "ejs", // programs and patterns of pages
    "toml", "yaml", "yml", "ini", "cfg", "lock", "log", "db", "canvas", "base",
    "gitkeep", // settings and leavings
];

/// How many endings are told.
const N_TOLD: usize = 6;

/// What was passed by, counted.
#[derive(Debug, Default)]
pub struct Passed {
    by_ending: BTreeMap<String, usize>,
    /// Folders that a browser filled beside a page.
    n_parts: usize,
}

impl Passed {
    /// Whether a file of this name, which reads as nothing, is one of those; and counts it.
    pub fn takes(&mut self, name: &str) -> bool {
        let ending = name.rsplit('/').next().and_then(|last| last.rsplit_once('.')).map(|(_, ending)| ending);
        let Some(ending) = ending.map(str::to_ascii_lowercase) else { return false };
        let is_one = NO_ARTICLES.contains(&ending.as_str());
        if is_one {
            *self.by_ending.entry(ending).or_default() += 1;
        }
        is_one
    }

    /// Whether a folder holds what a browser saved beside a page, as `mill_files` does beside `mill.html`; and counts it.
    pub fn takes_folder(&mut self, folder: &Path) -> bool {
        let stem = folder.file_name().and_then(OsStr::to_str).and_then(|name| {
            ["_files", "-Dateien", "_fichiers", "_archivos"].iter().find_map(|end| name.strip_suffix(end))
        });
        let is_beside =
            |ending: &str| stem.is_some_and(|stem| folder.with_file_name(format!("{stem}.{ending}")).is_file());
        let is_one = ["html", "htm", "xhtml"].iter().any(|ending| is_beside(ending));
        self.n_parts += usize::from(is_one);
        is_one
    }

    /// What there is to tell of it, said of the folder or the archive; nothing is counted afterwards.
    pub fn told(&mut self, of: &str) -> Option<Problem> {
        let Passed { by_ending, n_parts } = std::mem::take(self);
        let n: usize = by_ending.values().sum();
        let mut sentences = Vec::new();
        if n > 0 {
            let mut endings: Vec<(String, usize)> = by_ending.into_iter().collect();
            endings.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            let n_more: usize = endings.iter().skip(N_TOLD).map(|(_, n)| n).sum();
            let mut told: Vec<String> =
                endings.iter().take(N_TOLD).map(|(ending, n)| format!("{n} .{ending}")).collect();
            told.extend((n_more > 0).then(|| format!("{n_more} others")));
            let said = if n == 1 { "that is no article was" } else { "that are no articles were" };
            sentences.push(format!("{} {said} passed over: {}", counted(n, "file"), told.join(", ")));
        }
        if n_parts > 0 {
            let was = if n_parts == 1 { "was" } else { "were" };
            let folders = counted(n_parts, "folder");
            sentences.push(format!("{folders} {was} passed over that a browser saved beside pages"));
        }
        (!sentences.is_empty()).then(|| Problem {
            severity: Severity::Note,
            file: of.to_owned(),
            line: None,
            message: format!("{}.", sentences.join("; ")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_article_is_counted_by_its_ending() {
        let mut passed = Passed::default();
        for (name, is_passed) in [
            ("a/b.jpg", true),
            ("a/c.JPG", true),
            ("style.css", true),
            ("story.docx", false),
            ("notes", false),
            ("a.css/notes", false),
        ] {
            assert_eq!(passed.takes(name), is_passed, "{name}");
        }
        assert_eq!(
            passed.told("in").map(|problem| problem.to_string()).as_deref(),
            Some("in: note: 3 files that are no articles were passed over: 2 .jpg, 1 .css.")
        );
        assert_eq!(passed.told("in"), None);
    }
}
