//! `newsprint.toml` beside the articles: what the publisher has settled once, so that nobody need type it at every build.

use std::path::Path;

use anyhow::bail;
use newsprint_model::{Problem, Severity};
use newsprint_site::Offline;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::{beside, report};

/// The file's name; importers pass it by.
pub const FILE_NAME: &str = "newsprint.toml";

/// The largest file read: a hundred times one with every key in it.
const MAX_FILE_BYTES: u64 = 1 << 20;

/// What a publisher can settle. What is not set stays as the command line or the usual way has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The collection's name.
    pub title: Option<String>,
    /// One or two sentences about it, for search engines and previews.
    pub description: Option<String>,
    /// Where the site will stand.
    pub base_url: Option<String>,
    /// The language of articles whose source names none, as a BCP 47 tag.
    pub language: Option<String>,
    /// The source of articles that name none.
    pub source: Option<String>,
    /// Whether each plain text file holds one story.
    pub one_story_per_file: Option<bool>,
    /// Whether names are looked for in the texts.
    pub entities: Option<bool>,
    /// Whether articles of a day that is still to come are held back.
    pub embargo: Option<bool>,
    /// Whether the edition is written as one file.
    pub one_file: Option<bool>,
    /// What readers' devices keep without being asked.
    pub offline: Option<Offline>,
    /// Whether articles and names have pages of their own in plain HTML.
    pub prerender: Option<bool>,
    /// Whether tables of articles and names are written for download.
    pub data_files: Option<bool>,
}

/// A key of the file.
struct Key {
    name: &'static str,
    /// What it is for, in lines of a comment.
    about: &'static str,
    /// Its value in a new file, commented out.
    example: &'static str,
    /// What its value must be, for whoever wrote another.
    wants: &'static str,
    /// Takes the value in; `None` when it is not what is wanted.
    set: fn(&mut Settings, &DeValue<'_>) -> Option<()>,
}

/// Every key there is, in the order of a new file.
const KEYS: &[Key] = &[
    Key {
        name: "title",
        about: "The collection's name, as masthead, bookmarks and search engines show it.",
        example: "\"The Harbour Archive\"",
        wants: "a text",
        set: |settings, value| text(value).map(|text| settings.title = Some(text)),
    },
    Key {
        name: "description",
        about: "One or two sentences about it, for search engines and previews of links.",
        example: "\"Every story of the Harbour Gazette since 1998.\"",
        wants: "a text",
        set: |settings, value| text(value).map(|text| settings.description = Some(text)),
    },
    Key {
        name: "base_url",
        about: "Where the site will stand, so that search engines know its one address.",
        example: "\"https://news.example/archive/\"",
        wants: "an address that begins with https:// or http://",
        set: |settings, value| {
            let url = text(value).filter(|url| ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)))?;
            settings.base_url = (!url.contains(char::is_whitespace)).then_some(url);
            settings.base_url.as_ref().map(drop)
        },
    },
    Key {
        name: "language",
        about: "Language of every article whose source names none; told from the text otherwise.",
        example: "\"en\"",
        wants: "a BCP 47 tag such as \"en\" or \"fa\"",
        set: |settings, value| {
            let tag = newsprint_corpus::language_tag(&text(value)?).ok()?;
            settings.language = Some(tag);
            Some(())
        },
    },
    Key {
        name: "source",
        about: "Who published the articles that do not say it themselves.",
        example: "\"The Harbour Gazette\"",
        wants: "a text",
        set: |settings, value| text(value).map(|text| settings.source = Some(text)),
    },
    Key {
        name: "one_story_per_file",
        about: "Whether every plain text file holds one story, whatever its blank lines look like.",
        example: "false",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.one_story_per_file = Some(on)),
    },
    Key {
        name: "entities",
        about: "Whether people, organisations and places are looked for in the texts. Without, building is several\n\
                times quicker; names that a source lists are kept.",
        example: "true",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.entities = Some(on)),
    },
    Key {
        name: "embargo",
        about: "Whether articles dated after the day of the build are held back; the summary counts them.",
        example: "false",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.embargo = Some(on)),
    },
    Key {
        name: "one_file",
        about: "Whether the edition is one file, for hosts that allow few files and send parts of one (Range requests).",
        example: "false",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.one_file = Some(on)),
    },
    Key {
        name: "offline",
        about: "What readers' devices keep for reading offline: \"small\" keeps an edition of up to 4 MB whole, and of a\n\
                larger one what was read; \"all\" keeps all of it whatever its size; \"read\" keeps what was read.",
        example: "\"small\"",
        wants: "\"small\", \"all\" or \"read\"",
        set: |settings, value| {
            settings.offline = match text(value)?.as_str() {
                "small" => Some(Offline::Small),
                "all" => Some(Offline::All),
                "read" => Some(Offline::Read),
                _ => return None,
            };
            Some(())
        },
    },
    Key {
        name: "prerender",
        about: "Whether every article and name has a page of its own in plain HTML, for search engines and for browsers that\n\
                cannot run the app. Where nothing is said, they are written as long as the whole site stays within the\n\
                20,000 files that many hosts hold.",
        example: "true",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.prerender = Some(on)),
    },
    Key {
        name: "data_files",
        about: "Whether tables of all articles and names are written for download (CSV files and a datapackage.json).",
        example: "true",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.data_files = Some(on)),
    },
];

/// A text that says something, without spaces around it.
fn text(value: &DeValue<'_>) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn switch(value: &DeValue<'_>) -> Option<bool> {
    value.as_bool()
}

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
                Ok(settings)
            }
            Err(problems) => {
                report(&problems);
                bail!("{file}: mend the lines above; nothing was done")
            }
        }
    }
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
    for line in found {
        out += &format!("#\n# {line}\n");
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
        let Settings {
            title,
            description,
            base_url,
            language,
            source,
            one_story_per_file,
            entities,
            embargo,
            one_file,
            offline,
            prerender,
            data_files,
        } = settings;
        assert!([title, description, base_url, language, source].iter().all(Option::is_some));
        assert!([one_story_per_file, entities, embargo, one_file, prerender, data_files].iter().all(Option::is_some));
        assert!(offline.is_some());
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
