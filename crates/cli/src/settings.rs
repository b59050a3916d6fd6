//! `newsprint.toml` beside the articles: what the publisher has settled once, so that nobody need type it at every build.

mod keys;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use newsprint_corpus::Columns;
use newsprint_model::{Problem, Severity};
use newsprint_site::{Colour, Offline, Theme};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use keys::KEYS;

use crate::{beside, report};

/// The file's name; importers pass it by.
pub const FILE_NAME: &str = "newsprint.toml";

/// The largest file read: a hundred times one with every key in it.
const MAX_FILE_BYTES: u64 = 1 << 20;

/// What a publisher can settle. What is not set stays as the command line or the usual way has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The folder of the file that they stand in.
    pub folder: PathBuf,
    /// The collection's name.
    pub title: Option<String>,
    /// One or two sentences about it, for search engines and previews.
    pub description: Option<String>,
    /// Under which licence it is published.
    pub licence: Option<String>,
    /// Where the site will stand.
    pub base_url: Option<String>,
    /// The collection's languages, as BCP 47 tags; none where nothing is said.
    pub languages: Vec<String>,
    /// The source of articles that name none.
    pub source: Option<String>,
    /// What sources are called, by what articles call them.
    pub sources: BTreeMap<String, String>,
    /// Which columns say what.
    pub columns: Option<Columns>,
    /// Whether each plain text file holds one story.
    pub one_story_per_file: Option<bool>,
    /// Whether names are looked for in the texts.
    pub entities: Option<bool>,
    /// Which facets readers have, in the order of [`FACETS`].
    pub facets: [bool; FACETS.len()],
    /// How many words of each article are shipped; `None` for all of it.
    pub extract_words: Option<u32>,
    /// Articles that may not be published, by id, address or file.
    pub suppress: Vec<String>,
    /// For how many days after its date an article is held back; `None` where none is.
    pub embargo_days: Option<u32>,
    /// Whether the edition is written as one file.
    pub one_file: Option<bool>,
    /// What readers' devices keep without being asked.
    pub offline: Option<Offline>,
    /// The colour that the site is marked by.
    pub accent: Option<Colour>,
    /// The face of headlines and texts.
    pub font_text: Option<Face>,
    /// The face of everything else.
    pub font_control: Option<Face>,
    /// Whether the site tells where its articles came from.
    pub provenance: Option<bool>,
    /// Whether articles and names have pages of their own in plain HTML.
    pub prerender: Option<bool>,
    /// Whether tables of articles and names are written for download.
    pub data_files: Option<bool>,
    /// How many keys were passed over, of which standard error was told.
    pub n_warnings: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            folder: PathBuf::new(),
            title: None,
            description: None,
            licence: None,
            base_url: None,
            languages: Vec::new(),
            source: None,
            sources: BTreeMap::new(),
            columns: None,
            one_story_per_file: None,
            entities: None,
            facets: [true; FACETS.len()],
            extract_words: None,
            suppress: Vec::new(),
            embargo_days: None,
            one_file: None,
            offline: None,
            accent: None,
            font_text: None,
            font_control: None,
            provenance: None,
            prerender: None,
            data_files: None,
            n_warnings: 0,
        }
    }
}

/// The facets as people name them, in the order of the edition's.
pub const FACETS: [&str; 6] = ["people", "organisations", "places", "sources", "languages", "dates"];

/// A face for texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Face {
    /// Families that readers' devices may have, the first one first.
    Families(Vec<String>),
    /// A font that the site carries: a .woff2 file, beside the settings.
    File(String),
}

impl Face {
    /// What a publisher's text says; `None` when no family can be called so.
    fn of(text: &str) -> Option<Face> {
        if text.to_ascii_lowercase().ends_with(".woff2") {
            return Some(Face::File(text.to_owned()));
        }
        let families = text.split(',').map(|name| name.trim().trim_matches(['"', '\'']).trim().to_owned());
        let families: Vec<String> = families.filter(|name| !name.is_empty()).collect();
        let is_plain = |name: &String| name.chars().all(|c| c.is_alphanumeric() || " -_.".contains(c));
        (!families.is_empty() && families.iter().all(is_plain)).then_some(Face::Families(families))
    }
}

/// The largest font that a site carries: faces with thousands of signs have some hundred KB, and every reader fetches it.
///
/// * Unit: bytes.
const MAX_FONT_BYTES: u64 = 2 << 20;

impl Settings {
    /// Reads a file of settings.
    ///
    /// * Shape: its name, for problems, and its text. Out come the settings and warnings: keys that we do not know.
    /// * Errors: it is not TOML, or a key has a value that it cannot have; each problem names the line.
    pub fn parse(file: &str, toml: &str) -> Result<(Settings, Vec<Problem>), Vec<Problem>> {
        let problem = |severity, at: usize, message: String| Problem {
            severity,
            file: file.to_owned(),
            line: Some(line_at(toml, at)),
            message,
        };
        let table = DeTable::parse(toml).map_err(|fault| {
            let at = fault.span().map_or(0, |span| span.start);
            vec![problem(Severity::Error, at, format!("{}.", fault.message()))]
        })?;
        let (mut settings, mut warnings, mut errors) = (Settings::default(), Vec::new(), Vec::new());
        let mut entries: Vec<(&Spanned<_>, &Spanned<DeValue<'_>>)> = table.get_ref().iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        for (name, value) in entries {
            let at = name.span().start;
            let name: &str = name.get_ref();
            match KEYS.iter().find(|key| key.name == name) {
                None => warnings.push(problem(Severity::Warning, at, unknown(name))),
                Some(key) if (key.set)(&mut settings, value.get_ref()).is_none() => {
                    errors.push(problem(Severity::Error, at, format!("`{name}` must be {}.", key.wants)));
                }
                Some(_) => {}
            }
        }
        if errors.is_empty() { Ok((settings, warnings)) } else { Err(errors) }
    }

    /// Looks beside the sources: in each folder, and in the folder of each file. Tells warnings on standard error.
    ///
    /// * Errors: two such files; one that cannot be read or holds what it cannot, each line of it told on standard error.
    pub fn beside<P: AsRef<Path>>(paths: &[P]) -> anyhow::Result<Settings> {
        let Some((file, toml)) = beside::find(paths, FILE_NAME, "settings", MAX_FILE_BYTES)? else {
            return Ok(Settings::default());
        };
        match Settings::parse(&file, &toml) {
            Ok((settings, warnings)) => {
                report(&warnings);
                let folder = Path::new(&file).parent().unwrap_or(Path::new("")).to_owned();
                Ok(Settings { folder, n_warnings: warnings.len(), ..settings })
            }
            Err(problems) => {
                report(&problems);
                bail!("{file}: mend the lines above; nothing was done")
            }
        }
    }
}

impl Settings {
    /// How the site is to look, the fonts that it carries read.
    ///
    /// * Errors: a font cannot be read, is too large, or is none.
    pub fn theme(&self) -> anyhow::Result<Theme> {
        let face = |face: &Option<Face>| -> anyhow::Result<Option<newsprint_site::Face>> {
            Ok(match face {
                None => None,
                Some(Face::Families(families)) => Some(newsprint_site::Face::Families(families.clone())),
                Some(Face::File(name)) => {
                    let path = self.folder.join(name);
                    let shown = path.display();
                    let n_bytes = fs::metadata(&path).with_context(|| format!("the font {shown}"))?.len();
                    if n_bytes > MAX_FONT_BYTES {
                        let most = MAX_FONT_BYTES >> 20;
                        bail!(
                            "the font {shown} has {} MB, and {most} are the most: every reader fetches it",
                            n_bytes >> 20
                        );
                    }
                    let bytes = fs::read(&path).with_context(|| format!("the font {shown}"))?;
                    if !bytes.starts_with(b"wOF2") {
                        bail!("the font {shown} is no WOFF2 file: make one of it, for no other is small enough");
                    }
                    Some(newsprint_site::Face::File(bytes))
                }
            })
        };
        Ok(Theme { accent: self.accent, text: face(&self.font_text)?, control: face(&self.font_control)? })
    }
}

/// The names of all keys, in the order of a new file.
pub fn key_names() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name)
}

/// What is said of a key that does not exist.
fn unknown(name: &str) -> String {
    let nearest = KEYS
        .iter()
        .map(|key| (strsim::damerau_levenshtein(&name.to_lowercase().replace('-', "_"), key.name), key.name))
        .min();
    match nearest {
        Some((distance, nearest)) if distance <= nearest.len() / 2 => {
            format!("`{name}` is no setting, and was passed over; did you mean `{nearest}`?")
        }
        _ => {
            let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
            format!("`{name}` is no setting, and was passed over; there are {}.", names.join(", "))
        }
    }
}

/// The line that a byte is on, from 1.
fn line_at(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    before.iter().filter(|&&byte| byte == b'\n').count() as u32 + 1
}

/// A new file: every key with what it is for, commented out but for those that are given a value here.
///
/// * Shape: names of keys and their values in TOML; `found` are lines about the articles, for the head.
pub fn commented(found: &[String], values: &[(&str, String)]) -> String {
    let mut out = String::from(
        "# Settings of this collection. `newsprint build` finds them here, beside the articles; what is typed\n# with the command outranks them. A line that begins with # says nothing: take the # away to make it count.\n",
    );
    if !found.is_empty() {
        out += "#\n";
    }
    for line in found {
        out += &format!("# {line}\n");
    }
    for key in KEYS {
        out.push('\n');
        key.about.lines().for_each(|line| out += &format!("# {}\n", line.trim_start()));
        match values.iter().find(|(name, _)| *name == key.name) {
            Some((name, value)) => out += &format!("{name} = {value}\n"),
            None => out += &format!("# {} = {}\n", key.name, key.example),
        }
    }
    out
}

/// A text as TOML has it.
pub fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_as_a_new_file_shows_it() {
        let shown: String = commented(&[], &[])
            .lines()
            .map(|line| {
                let value = line
                    .strip_prefix("# ")
                    .filter(|line| KEYS.iter().any(|key| line.starts_with(&format!("{} = ", key.name))));
                format!("{}\n", value.unwrap_or(line))
            })
            .collect();
        let (settings, warnings) = Settings::parse("newsprint.toml", &shown).expect("a new file is right");
        assert_eq!(warnings, []);
        let usual = Settings::default();
        assert!(settings.title.is_some() && settings.description.is_some() && settings.base_url.is_some());
        assert!(settings.languages == ["en"] && settings.source.is_some() && settings.sources.len() == 1);
        assert!(settings.columns.is_some() && settings.suppress.len() == 4 && settings.extract_words == Some(60));
        // What an example shows as it is anyway.
        let Settings { facets, embargo_days, .. } = &settings;
        assert_eq!((facets, embargo_days), (&usual.facets, &usual.embargo_days));
        let Settings { one_story_per_file, entities, one_file, provenance, prerender, data_files, .. } = settings;
        let switches = [one_story_per_file, entities, one_file, provenance, prerender, data_files];
        assert!(switches.iter().all(Option::is_some));
        assert!(settings.offline.is_some() && settings.accent.is_some());
        assert!(settings.font_text.is_some() && settings.font_control.is_some());
    }

    #[test]
    fn a_new_file_changes_nothing_but_what_it_is_given() {
        let file = commented(&["3 articles".to_owned()], &[("title", quoted("The \"Tarn\" \\ ا"))]);
        let (settings, _) = Settings::parse("newsprint.toml", &file).expect("a new file is right");
        assert_eq!(settings, Settings { title: Some("The \"Tarn\" \\ ا".to_owned()), ..Settings::default() });
    }

    #[test]
    fn what_cannot_be_is_named_with_its_line() {
        for (toml, line, said) in [
            ("title = 7", 1, "`title` must be a text."),
            ("title = \"a\"\n\nentities = \"yes\"", 3, "`entities` must be true or false."),
            ("offline = \"never\"", 1, "`offline` must be \"small\", \"all\" or \"read\"."),
            ("base_url = \"news.example\"", 1, "https://"),
            ("language = \"English please\"", 1, "BCP 47"),
            ("language = []", 1, "BCP 47"),
            ("facets = [\"people\", \"colours\"]", 1, "\"organisations\""),
            ("embargo = -1", 1, "a number of days"),
            ("extract_words = 0", 1, "from 1 to 2,000"),
            ("accent = \"tomato\"", 1, "a colour such as"),
            ("font_text = \"a;}body{display:none\"", 1, "font families"),
            ("columns = { colour = \"Farbe\" }", 1, "columns are id"),
            ("suppress = \"a\"", 1, "a list of"),
            ("sources = { a = 1 }", 1, "names and names"),
            ("title = \"a\"\ntitle = \"b\"", 2, "duplicate key"),
            ("\ntitle", 2, ""),
            ("title = \"", 1, ""),
        ] {
            let problems = Settings::parse("newsprint.toml", toml).expect_err(toml);
            assert_eq!(problems[0].line, Some(line), "{toml}: {problems:?}");
            assert!(problems[0].message.contains(said), "{toml}: {problems:?}");
        }
    }

    #[test]
    fn an_unknown_key_is_passed_over_and_the_nearest_named() {
        for (toml, said) in [
            ("titel = \"a\"", "did you mean `title`?"),
            ("one-file = true", "did you mean `one_file`?"),
            ("zzz = 1", "there are title, description"),
            ("[colours]\nink = 1", "`colours` is no setting"),
        ] {
            let (settings, warnings) = Settings::parse("newsprint.toml", toml).expect(toml);
            assert_eq!(settings, Settings::default());
            assert!(warnings.len() == 1 && warnings[0].message.contains(said), "{toml}: {warnings:?}");
        }
    }
}
