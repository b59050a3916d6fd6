//! What a build says when it is done: problems by kind, and merges worth a look.

use std::io::{self, Write};
use std::path::Path;

use newsprint_edition::Written;
use newsprint_model::{Entity, Problem, Severity};

use crate::entities::is_doubtful;
use crate::pages::Made;
use crate::progress::grouped;
use crate::withheld::Withheld;

/// How many kinds of problem, and how many names, are told of.
const N_TOLD: usize = 5;

/// All that a build has to say at its end.
#[derive(Debug)]
pub struct Summary<'s> {
    /// The collection's name.
    pub name: &'s str,
    /// The site's folder.
    pub out: &'s Path,
    /// What is in the edition.
    pub written: &'s Written,
    /// How many files gave articles.
    pub n_files_read: usize,
    /// Where a site was added to: how many articles, and to how many.
    pub n_added: Option<(u32, u32)>,
    /// Articles that were the same as others in all but address and file.
    pub n_doubles: usize,
    /// Pages that were copies of others.
    pub n_copies: usize,
    /// Words of web pages that stood around their articles.
    pub n_words_around: u64,
    /// Names joined by a rule that can err: how many, and some.
    pub doubtful: (usize, Vec<String>),
    /// Files of the app.
    pub n_app_files: usize,
    /// Their bytes.
    pub n_app_bytes: u64,
    /// Files of the edition.
    pub n_edition_files: usize,
    /// Their bytes.
    pub n_edition_bytes: u64,
    /// Files beside the app, and their bytes.
    pub beside: (usize, u64),
    /// Of what they are.
    pub made: &'s Made,
    /// How many articles are versions, and of how many stories.
    pub versions: (usize, usize),
    /// What may not be published.
    pub withheld: &'s Withheld,
    /// Everything that went wrong.
    pub problems: &'s [Problem],
    /// How long it took.
    pub seconds: f64,
}

impl Summary<'_> {
    /// Prints it.
    ///
    /// * Errors: it cannot be written.
    pub fn print(&self, to: &mut dyn Write) -> io::Result<()> {
        let (written, out) = (self.written, self.out.display());
        writeln!(to, "{}: {out}", self.name)?;
        writeln!(
            to,
            "  {}, {} of them dated, from {}; {} words",
            counted(written.n_articles as usize, "article"),
            written.n_dated,
            counted(self.n_files_read, "file"),
            grouped(written.n_words)
        )?;
        if let Some((n_added, n_kept)) = self.n_added {
            writeln!(
                to,
                "  {n_added} of them added to {n_kept}; {} written",
                counted(written.n_files as usize, "file")
            )?;
        }
        if self.n_doubles > 0 {
            let n = counted(self.n_doubles, "double");
            writeln!(to, "  {n} left out, being the same in all but address or file")?;
        }
        if self.n_copies > 0 {
            let copies = if self.n_copies == 1 { "1 copy".to_owned() } else { format!("{} copies", self.n_copies) };
            writeln!(
                to,
                "  {copies} of pages left out, of each the fullest is in (tracking parameters, index.html, phones, print)"
            )?;
        }
        if self.n_words_around > 0 {
            let n = grouped(self.n_words_around);
            writeln!(
                to,
                "  {n} words of web pages left out, for they stood around the articles: menus, teasers, notices"
            )?;
        }
        let [n_people, n_organisations, n_places] = written.n_entities;
        writeln!(to, "  {n_people} people, {n_organisations} organisations, {n_places} places")?;
        if let (n @ 1.., told) = &self.doubtful {
            let more = if *n > told.len() { format!(" and {} more", n - told.len()) } else { String::new() };
            writeln!(to, "  worth a look, for they were joined by sound or form: {}{more}", told.join("; "))?;
            writeln!(to, "    all of them:  newsprint entities {out} --doubtful")?;
        }
        writeln!(
            to,
            "  {}, {}; the collection's part is {}, {}",
            counted(self.n_app_files + self.n_edition_files, "file"),
            size(self.n_app_bytes + self.n_edition_bytes),
            counted(self.n_edition_files, "file"),
            size(self.n_edition_bytes)
        )?;
        if let (n_beside @ 1.., n_bytes) = self.beside {
            let [n_articles, n_names] = self.made.n_pages;
            writeln!(
                to,
                "  beside it {} for search engines, feed readers and browsers without scripts, {}: pages of {} and {}",
                counted(n_beside, "file"),
                size(n_bytes),
                counted(n_articles, "article"),
                counted(n_names, "name")
            )?;
        }
        self.made.notes.iter().try_for_each(|note| writeln!(to, "  {note}"))?;
        if let (n_versions, n_stories @ 1..) = self.versions {
            let stories = if n_stories == 1 { "1 story".to_owned() } else { format!("{n_stories} stories") };
            writeln!(to, "  {n_versions} articles are versions of {stories}; each tells of the others")?;
        }
        if self.withheld.n_early > 0 {
            writeln!(to, "  {} held back, for their day is still to come", counted(self.withheld.n_early, "article"))?;
        }
        if self.withheld.n_suppressed > 0 {
            writeln!(to, "  {} left out, as newsprint.toml says", counted(self.withheld.n_suppressed, "article"))?;
        }
        if !self.problems.is_empty() {
            let n_errors = self.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
            let n = counted(self.problems.len(), "problem");
            writeln!(to, "  {n}, {n_errors} of them left something out:")?;
            by_kind(self.problems).iter().try_for_each(|line| writeln!(to, "    {line}"))?;
        }
        writeln!(to, "  {:.1} seconds", self.seconds)?;
        writeln!(to, "To look at it:  newsprint serve {out}")?;
        writeln!(to, "To publish it:  copy the whole folder to any web space that serves files")?;
        to.flush()
    }
}

/// "1 file", "2 files".
pub(crate) fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Bytes in the unit that people read.
fn size(n_bytes: u64) -> String {
    match n_bytes {
        0..1_000 => format!("{n_bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} KB", n_bytes as f64 / 1e3),
        _ => format!("{:.1} MB", n_bytes as f64 / 1e6),
    }
}

/// Problems by kind, the commonest first: how many, what they say, and where the first is.
///
/// * Shape: messages that differ only in what they quote and in numbers are of one kind.
pub fn by_kind(problems: &[Problem]) -> Vec<String> {
    let mut kinds: Vec<(String, usize, &Problem)> = Vec::new();
    for problem in problems {
        let kind = kind_of(&problem.message);
        match kinds.iter_mut().find(|(known, _, _)| *known == kind) {
            Some((_, n, _)) => *n += 1,
            None => kinds.push((kind, 1, problem)),
        }
    }
    kinds.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
    let n_more = kinds.len().saturating_sub(N_TOLD);
    let line = |(kind, n, first): (String, usize, &Problem)| match first.line {
        Some(line) => format!("{n} × {kind} ({}:{line})", first.file),
        None => format!("{n} × {kind} ({})", first.file),
    };
    let mut lines: Vec<String> = kinds.into_iter().take(N_TOLD).map(line).collect();
    lines.extend((n_more > 0).then(|| format!("and {n_more} more kinds")));
    lines
}

/// The first sentence of a message, without what it quotes and without numbers.
fn kind_of(message: &str) -> String {
    let mut kind = String::new();
    let mut is_quoted = false;
    for c in message.chars() {
        if c == '`' {
            is_quoted = !is_quoted;
            if is_quoted {
                kind.push('…');
            }
        } else if !is_quoted && c.is_ascii_digit() {
            if !kind.ends_with('#') {
                kind.push('#');
            }
        } else if !is_quoted {
            kind.push(c);
        }
    }
    let end = kind.find(['.', ';']).unwrap_or(kind.len());
    kind.truncate(end);
    kind
}

/// How many names were joined by a rule that can err, and the first of them: those with the most such mentions.
pub fn doubtful(entities: &[Entity]) -> (usize, Vec<String>) {
    let mut merged: Vec<(u32, &Entity, &str)> = Vec::new();
    for entity in entities {
        let unsure = || entity.variants.iter().filter(|variant| is_doubtful(variant.rule));
        if let Some(first) = unsure().max_by_key(|variant| variant.n_mentions) {
            merged.push((unsure().map(|variant| variant.n_mentions).sum(), entity, &first.text));
        }
    }
    merged.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    let told = merged.iter().take(N_TOLD).map(|(_, entity, text)| format!("{} = {text}", entity.name)).collect();
    (merged.len(), told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsprint_model::Severity;

    #[test]
    fn counts_and_sizes_read_well() {
        assert_eq!((counted(1, "file"), counted(0, "file")), ("1 file".to_owned(), "0 files".to_owned()));
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_500), "1.5 KB");
        assert_eq!(size(25_000_000), "25.0 MB");
    }

    #[test]
    fn problems_are_counted_by_what_they_say_and_not_by_what_they_quote() {
        let problem = |file: &str, line, message: &str| Problem {
            severity: Severity::Warning,
            file: file.to_owned(),
            line,
            message: message.to_owned(),
        };
        let problems = [
            problem("a.txt", None, "is empty: put the articles in it."),
            problem("b.jsonl", Some(3), "`31 June` is not a date; it was left out."),
            problem("b.jsonl", Some(9), "`soon. Or later` is not a date; it was left out."),
            problem("c.csv", Some(2), "has 12 fields, and 3 are named."),
            problem("c.csv", Some(4), "has 7 fields, and 3 are named."),
            problem("c.csv", Some(5), "has 2 fields, and 3 are named."),
        ];
        assert_eq!(
            by_kind(&problems),
            [
                "3 × has # fields, and # are named (c.csv:2)",
                "2 × … is not a date (b.jsonl:3)",
                "1 × is empty: put the articles in it (a.txt)",
            ]
        );
        assert_eq!(by_kind(&[]), [""; 0]);
    }
}
