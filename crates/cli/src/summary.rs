//! What a build says when it is done: problems by kind, and merges worth a look.

use std::io::{self, Write};
use std::path::Path;

use newsprint_edition::Written;
use newsprint_model::{Entity, Severity};
use newsprint_text::grouped;

use crate::entities::is_doubtful;
use crate::pages::Made;
use crate::problems::Problems;
use crate::withheld::Withheld;

/// How many names are told of.
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
    pub problems: &'s Problems,
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
        let people = if n_people == 1 { "1 person".to_owned() } else { format!("{n_people} people") };
        let [organisations, places] =
            [(n_organisations, "organisation"), (n_places, "place")].map(|(n, noun)| counted(n as usize, noun));
        writeln!(to, "  {people}, {organisations}, {places}")?;
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
        let is_no_problem = self.problems.by_kind(true);
        if !is_no_problem.is_empty() {
            writeln!(to, "  left out, as should be:")?;
            is_no_problem.iter().try_for_each(|line| writeln!(to, "    {line}"))?;
        }
        if self.problems.n_faults() > 0 {
            let n_errors = self.problems.n_of(Severity::Error);
            let n = counted(self.problems.n_faults(), "problem");
            let lost = match (self.problems.n_faults(), n_errors) {
                (1, 0) => "which left nothing out".to_owned(),
                (1, _) => "which left something out".to_owned(),
                (_, 0) => "none of which left anything out".to_owned(),
                (n, n_errors) if n == n_errors => "each of which left something out".to_owned(),
                (_, n_errors) => format!("{n_errors} of them left something out"),
            };
            writeln!(to, "  {n}, {lost}:")?;
            self.problems.by_kind(false).iter().try_for_each(|line| writeln!(to, "    {line}"))?;
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

    #[test]
    fn counts_and_sizes_read_well() {
        assert_eq!((counted(1, "file"), counted(0, "file")), ("1 file".to_owned(), "0 files".to_owned()));
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_500), "1.5 KB");
        assert_eq!(size(25_000_000), "25.0 MB");
    }
}
