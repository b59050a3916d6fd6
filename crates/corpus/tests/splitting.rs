//! Plain text files of every habit, read and compared with what a person sees in them.
//!
//! Each fixture `NAME.txt` has beside it `NAME.stories`, one line per story and one per paragraph. After a change that
//! is meant, run the tests with `NEWSPRINT_BLESS=1` and read the difference.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixtures has failed")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use newsprint_corpus::{Imported, ReadOptions, read};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// What was read, in a form that can be read in review.
fn summary(imported: &Imported) -> String {
    let opening = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let n = words.len();
        if n <= 8 { words.join(" ") } else { format!("{} … {}", words[..5].join(" "), words[n - 2..].join(" ")) }
    };
    let mut lines = String::new();
    for article in &imported.articles {
        let derived = if article.title_derived { " (derived)" } else { "" };
        writeln!(lines, "# {}{derived} [{}]", article.title, article.lang).unwrap();
        if let Some(date) = &article.date {
            writeln!(lines, "date: {} ({:?}: {:?})", date.span, date.evidence.rule, date.evidence.passages).unwrap();
        }
        for (name, value) in [("byline", &article.byline), ("source", &article.source), ("url", &article.url)] {
            if let Some(value) = value {
                writeln!(lines, "{name}: {value}").unwrap();
            }
        }
        for paragraph in &article.paragraphs {
            writeln!(lines, "  {}", opening(&paragraph.text)).unwrap();
        }
        for repeat in &article.repeats {
            writeln!(lines, "  (paragraph {} again at {})", repeat.paragraph, repeat.start).unwrap();
        }
    }
    for problem in &imported.problems {
        writeln!(lines, "! {problem}").unwrap();
    }
    lines
}

/// The summary's articles: line numbers in problems do change with the lines.
fn without_problems(summary: &str) -> &str {
    summary.split("\n!").next().unwrap_or(summary)
}

/// Every offset that an article gives must point at that very text.
fn check_offsets(text: &str, imported: &Imported) {
    let chars: Vec<char> = text.chars().collect();
    let at = |start: u32, n: usize| -> String {
        let shown = |c: &char| if c.is_control() { ' ' } else { *c };
        chars[start as usize..start as usize + n].iter().map(shown).collect()
    };
    let mut end = 0;
    for article in &imported.articles {
        assert!(article.span.start >= end && article.span.start < article.span.end, "stories stand in order");
        end = article.span.end;
        if let Some(span) = article.title_span {
            assert_eq!(at(span.start, (span.end - span.start) as usize), article.title);
        }
        let repeats =
            article.repeats.iter().map(|repeat| (&article.paragraphs[repeat.paragraph as usize].text, repeat.start));
        let starts = article.paragraphs.iter().map(|p| (&p.text, p.start.expect("plain text has offsets")));
        for (text, start) in starts.chain(repeats) {
            assert_eq!(at(start, text.chars().count()), *text);
            assert!(article.span.start <= start && start + (text.chars().count() as u32) <= article.span.end);
        }
    }
}

#[test]
fn every_fixture_is_read_as_a_person_reads_it() {
    let bless = std::env::var_os("NEWSPRINT_BLESS").is_some();
    let mut names: Vec<PathBuf> = fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    assert!(names.len() >= 17, "the fixtures are there");
    for path in names {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let imported = read(&name, text.as_bytes(), &ReadOptions::default());
        check_offsets(&text, &imported);
        let golden = path.with_extension("stories");
        if bless {
            fs::write(&golden, summary(&imported)).unwrap();
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        assert_eq!(summary(&imported), expected, "{name}");
    }
}

#[test]
fn line_ends_byte_order_marks_and_trailing_spaces_change_nothing_but_offsets() {
    for name in ["three-stories-with-headlines.txt", "blocks-without-headlines.txt", "metadata-above-each-story.txt"] {
        let text = fs::read_to_string(fixtures().join(name)).unwrap();
        let plain = summary(&read(name, text.as_bytes(), &ReadOptions::default()));
        for changed in [
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            format!("\u{FEFF}{text}"),
            text.replace('\n', "  \t\n"),
            format!("\n\n\n{text}\n\n\n"),
            text.trim_end().to_owned(),
        ] {
            let imported = read(name, changed.as_bytes(), &ReadOptions::default());
            check_offsets(changed.trim_start_matches('\u{FEFF}'), &imported);
            assert_eq!(without_problems(&summary(&imported)), without_problems(&plain), "{name}");
        }
    }
}

#[test]
fn a_publisher_can_say_that_every_file_is_one_story() {
    let text = fs::read(fixtures().join("datelines.txt")).unwrap();
    let options = ReadOptions { one_story_per_file: true, lang: Some("en-GB".to_owned()), ..ReadOptions::default() };
    let imported = read("datelines.txt", &text, &options);
    assert_eq!(imported.articles.len(), 1);
    assert_eq!(imported.articles[0].paragraphs.len(), 5);
    assert_eq!(imported.articles[0].lang, "en-GB");
}
