//! `newsprint tag --format conll`: a word by line with its tag, of our own cutting or of a file that is cut into words already.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use newsprint_entities::learnt::{Label, SENTENCES_BY_ARTICLE};
use newsprint_entities::{label_article, label_words};

use crate::args::TagArgs;
use crate::{EXIT_NOTHING, buffered_stdout, sources};

/// The line between articles.
const ARTICLE: &str = "-DOCSTART-";

/// Prints the words of a file's stories, a blank line after each sentence, `-DOCSTART-` before each story.
///
/// * Errors: the file cannot be read, or standard output cannot be written.
pub fn run(args: &TagArgs) -> anyhow::Result<ExitCode> {
    let mut out = buffered_stdout();
    if args.pretokenized {
        let found = tag_lines(&read(&args.file)?, args.reading.lang.as_deref(), &mut out)?;
        out.flush()?;
        return Ok(if found { ExitCode::SUCCESS } else { ExitCode::from(EXIT_NOTHING) });
    }
    let mut collected = sources::collect(&[&args.file], &args.reading.options());
    for article in &collected.articles {
        writeln!(out, "{ARTICLE}\tO\n")?;
        for (words, labels) in label_article(article) {
            for (word, tag) in words.iter().zip(tags(&labels)) {
                writeln!(out, "{word}\t{tag}")?;
            }
            writeln!(out)?;
        }
    }
    out.flush()?;
    collected.problems.tell();
    Ok(if collected.articles.is_empty() { ExitCode::from(EXIT_NOTHING) } else { ExitCode::SUCCESS })
}

fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", file.display()))?;
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// Writes the lines of a CoNLL file with a tag of ours for each word: the first column, split by a tab or else by spaces. Blank lines and
/// `-DOCSTART-` stay where they are. Gives whether there was a word. `lang` is the language of all of it, else each article tells its own.
fn tag_lines(text: &str, lang: Option<&str>, out: &mut impl Write) -> anyhow::Result<bool> {
    let marks_articles = text.lines().any(|line| word_of(line) == ARTICLE);
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    let mut found = false;
    while at < lines.len() {
        let end = end_of_article(&lines, at, marks_articles);
        let article = &lines[at..end];
        let sentences: Vec<Vec<&str>> = article
            .split(|line| !is_word(line))
            .filter(|words| !words.is_empty())
            .map(|words| words.iter().map(|line| word_of(line)).collect())
            .collect();
        found |= !sentences.is_empty();
        let labels = label_words(&sentences, lang);
        let mut tags = labels.iter().flat_map(|labels| tags(labels));
        for line in article {
            match (is_word(line), word_of(line)) {
                (true, word) => writeln!(out, "{word}\t{}", tags.next().unwrap_or_default())?,
                (false, "") => writeln!(out)?,
                (false, mark) => writeln!(out, "{mark}\tO")?,
            }
        }
        at = end;
    }
    Ok(found)
}

/// Where the article ends that begins at a line: at the next mark, or after so many sentences where there are no marks.
fn end_of_article(lines: &[&str], start: usize, marks_articles: bool) -> usize {
    let mut n_sentences = 0;
    for at in start + 1..lines.len() {
        if marks_articles {
            if word_of(lines[at]) == ARTICLE {
                return at;
            }
        } else if !is_word(lines[at]) && is_word(lines[at - 1]) {
            n_sentences += 1;
            if n_sentences == SENTENCES_BY_ARTICLE {
                return at;
            }
        }
    }
    lines.len()
}

fn is_word(line: &str) -> bool {
    !matches!(word_of(line), "" | ARTICLE)
}

fn word_of(line: &str) -> &str {
    line.split(if line.contains('\t') { '\t' } else { ' ' }).next().unwrap_or("").trim()
}

/// Labels as CoNLL files write them.
fn tags(labels: &[Label]) -> impl Iterator<Item = String> {
    labels.iter().map(|label| match label.kind() {
        None => "O".to_owned(),
        Some(kind) => format!("{}-{}", if label.begins() { "B" } else { "I" }, kind.code()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_keeps_its_place_and_its_word() {
        for text in [
            "-DOCSTART-\tO\n\nIran\tB-LOC\n's\tO\n\n\n-DOCSTART-\tO\n\nYes\tO\n",
            "-DOCSTART- -X- O O\n\nThe DT O\nU.N. NNP O\n",
            "A\nB\n\nC",
            "\n\n",
            "",
        ] {
            let mut out = Vec::new();
            let found = tag_lines(text, None, &mut out).expect("written");
            let out = String::from_utf8(out).expect("text");
            assert_eq!(found, text.lines().any(is_word));
            let words = |text: &str| -> Vec<String> { text.lines().map(|line| word_of(line).to_owned()).collect() };
            assert_eq!(words(&out), words(text), "{text:?}");
            assert!(out.lines().all(|line| line.is_empty() || line.contains('\t')), "{out:?}");
        }
    }

    #[test]
    fn well_known_names_are_tagged() {
        let text = "President\nBarack\nObama\nvisited\nIsrael\nin\nMarch\n2013\n.\n";
        let mut out = Vec::new();
        tag_lines(text, None, &mut out).expect("written");
        let expected = "President\tO\nBarack\tB-PER\nObama\tI-PER\nvisited\tO\nIsrael\tB-LOC\nin\tO\nMarch\tB-DATE\n2013\tI-DATE\n.\tO\n";
        assert_eq!(String::from_utf8(out).expect("text"), expected);
    }

    #[test]
    fn persian_and_arabic_words_are_read_as_such() {
        for (text, expected) in [
            (
                "سرگئی\nلاوروف\nدر\n۱۵\nآبان\n۱۴۰۲\nبه\nتهران\nآمد\n.\n\nایرانیان\n",
                "سرگئی\tB-PER\nلاوروف\tI-PER\nدر\tO\n۱۵\tB-DATE\nآبان\tI-DATE\n۱۴۰۲\tI-DATE\nبه\tO\nتهران\tB-LOC\nآمد\tO\n.\tO\n\nایرانیان\tB-MISC\n",
            ),
            ("القوات\nالأمريكية\nفي\nبغداد\n", "القوات\tO\nالأمريكية\tB-MISC\nفي\tO\nبغداد\tB-LOC\n"),
        ] {
            let mut out = Vec::new();
            tag_lines(text, None, &mut out).expect("written");
            assert_eq!(String::from_utf8(out).expect("text"), expected);
        }
    }
}
