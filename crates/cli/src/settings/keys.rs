//! The table of keys: what each is for, what it must be, and what it sets.

use std::collections::BTreeMap;

use newsprint_corpus::Columns;
use newsprint_site::{Colour, Offline};
use toml::de::DeValue;

use super::{FACETS, Face, Settings};

/// A key of the file.
pub(super) struct Key {
    pub name: &'static str,
    /// What it is for, in lines of a comment.
    pub about: &'static str,
    /// Its value in a new file, commented out.
    pub example: &'static str,
    /// What its value must be, for whoever wrote another.
    pub wants: &'static str,
    /// Takes the value in; `None` when it is not what is wanted.
    pub set: fn(&mut Settings, &DeValue<'_>) -> Option<()>,
}

/// Every key there is, in the order of a new file.
pub(super) const KEYS: &[Key] = &[
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
        name: "licence",
        about: "Under which licence the collection is published, in a few words: readers are told on the page about it.",
        example: "\"CC BY 4.0\"",
        wants: "a text",
        set: |settings, value| text(value).map(|text| settings.licence = Some(text)),
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
        about: "The collection's languages. One: every article whose source names none is in it. Several, as in [\"fa\", \"en\"]:\n\
                the language is told from the text, and where that gives none of these, it is the first.",
        example: "\"en\"",
        wants: "a BCP 47 tag such as \"en\" or \"fa\", or a list of such tags",
        set: |settings, value| {
            let tag = |text: String| newsprint_corpus::language_tag(&text).ok();
            settings.languages = texts(value)?.into_iter().map(tag).collect::<Option<_>>()?;
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
        name: "sources",
        about: "What sources are called here, where articles name them otherwise.",
        example: "{ \"harbour-gazette.example\" = \"The Harbour Gazette\" }",
        wants: "names and names, as in { \"gazette.example\" = \"The Gazette\" }",
        set: |settings, value| pairs(value).map(|pairs| settings.sources = pairs),
    },
    Key {
        name: "columns",
        about: "Which columns of tables and fields of JSON say what, where their names are not known by themselves\n\
                (docs/importing.md).",
        example: "{ title = \"Dachzeile\", body = \"Volltext\" }",
        wants: "columns and their names, as in { title = \"Dachzeile\" }; columns are id, title, date, body, byline, source, \
                lang, url and others of docs/importing.md",
        set: |settings, value| {
            let named: Vec<String> = pairs(value)?.iter().map(|(ours, theirs)| format!("{ours}={theirs}")).collect();
            let is_plain = |part: &String| !part.contains(',');
            settings.columns = Some(named.iter().all(is_plain).then(|| named.join(","))?.parse::<Columns>().ok()?);
            Some(())
        },
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
        name: "facets",
        about: "What readers can filter by. Names of a kind that is left out are not marked in the articles either.",
        example: "[\"people\", \"organisations\", \"places\", \"sources\", \"languages\", \"dates\"]",
        wants: "a list of \"people\", \"organisations\", \"places\", \"sources\", \"languages\", \"dates\"",
        set: |settings, value| {
            let named = list(value)?;
            let is_known = |name: &String| FACETS.contains(&name.as_str());
            named.iter().all(is_known).then_some(())?;
            settings.facets = FACETS.map(|facet| named.iter().any(|name| name == facet));
            Some(())
        },
    },
    Key {
        name: "extract_words",
        about: "Ship only the beginning of each article, so many words of it. All words are searched; readers are told that\n\
                the whole text stands at its source, and the index does not tell in which order the other words stood.",
        example: "60",
        wants: "a number of words from 1 to 2,000",
        set: |settings, value| {
            settings.extract_words = Some(number(value).filter(|n| (1..=2_000).contains(n))?);
            Some(())
        },
    },
    Key {
        name: "suppress",
        about: "Articles that may not be published: by id, by address, by file, or all of a folder (with / at its end).",
        example: "[\"an-id\", \"https://news.example/story\", \"2021/may.txt\", \"drafts/\"]",
        wants: "a list of ids, addresses and files",
        set: |settings, value| list(value).map(|list| settings.suppress = list),
    },
    Key {
        name: "embargo",
        about: "Whether articles dated after the day of the build are held back; or for how many days after their date all\n\
                articles are. The summary counts them.",
        example: "false",
        wants: "true, false or a number of days",
        set: |settings, value| {
            settings.embargo_days = match value.as_bool() {
                Some(is_on) => is_on.then_some(0),
                None => Some(number(value).filter(|n| *n <= 36_525)?),
            };
            Some(())
        },
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
        name: "accent",
        about: "The colour of the masthead's rule, of the keyboard's focus and of buttons that are pressed. It is made darker\n\
                by day, and lighter by night, where it could not be read otherwise.",
        example: "\"#8a3b12\"",
        wants: "a colour such as \"#8a3b12\"",
        set: |settings, value| {
            settings.accent = Some(text(value)?.parse::<Colour>().ok()?);
            Some(())
        },
    },
    Key {
        name: "font_text",
        about: "The face of headlines and articles: families that readers may have, or a .woff2 file beside this one, which\n\
                the site then carries.",
        example: "\"Georgia, serif\"",
        wants: "names of font families, or the name of a .woff2 file",
        set: |settings, value| {
            settings.font_text = Some(Face::of(&text(value)?)?);
            Some(())
        },
    },
    Key {
        name: "font_control",
        about: "The face of everything else, in the same way.",
        example: "\"Verdana, sans-serif\"",
        wants: "names of font families, or the name of a .woff2 file",
        set: |settings, value| {
            settings.font_control = Some(Face::of(&text(value)?)?);
            Some(())
        },
    },
    Key {
        name: "provenance",
        about: "Whether the site has provenance.jsonl: for each article a SHA-256 of its text, the file it came from, and when\n\
                and how it was read.",
        example: "true",
        wants: "true or false",
        set: |settings, value| switch(value).map(|on| settings.provenance = Some(on)),
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
        about: "Whether tables of all articles and names are written for download (CSV files and a datapackage.json).\n\
                Where nothing is said, they go with the pages.",
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

/// Texts in a list, in its order.
fn list(value: &DeValue<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| text(item.get_ref())).collect()
}

/// A text, or several in a list; never none.
fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let texts = text(value).map(|text| vec![text]).or_else(|| list(value))?;
    (!texts.is_empty()).then_some(texts)
}

/// Texts by name.
fn pairs(value: &DeValue<'_>) -> Option<BTreeMap<String, String>> {
    let entries = value.as_table()?.iter();
    entries.map(|(name, value)| Some((name.get_ref().to_string(), text(value.get_ref())?))).collect()
}

/// A whole number from 0.
fn number(value: &DeValue<'_>) -> Option<u32> {
    match value {
        DeValue::Integer(number) => u32::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok(),
        _ => None,
    }
}
