//! Every key of newsprint.toml does something that can be seen.

mod support;

use std::fs;
use std::path::Path;

use newsprint_site::Files;
use support::{STORIES, app, folder, newsprint_in, write};

/// What a build left and said.
struct Built {
    here: std::path::PathBuf,
    files: Files,
    out: String,
    err: String,
}

impl Built {
    /// Builds the articles of a folder under some settings.
    fn with(here: &Path, toml: &str) -> Built {
        write(here, "articles/newsprint.toml", toml);
        let _ = fs::remove_dir_all(here.join("site"));
        let ran = newsprint_in(here, &["build", "articles", "--out", "site", "--app", &app()]);
        assert_eq!(ran.code, 0, "{toml}: {}", ran.err);
        assert_eq!(newsprint_in(here, &["check", "site"]).code, 0, "{toml}");
        let files = newsprint::folder::read(&here.join("site")).expect("a site");
        Built { here: here.to_owned(), files, out: ran.out, err: ran.err }
    }

    fn text(&self, name: &str) -> String {
        self.files.get(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
    }

    fn page_has(&self, said: &str) -> bool {
        self.text("index.html").contains(said)
    }

    fn css_has(&self, said: &str) -> bool {
        self.files.keys().any(|name| name.starts_with("css/theme-") && self.text(name).contains(said))
    }

    fn has(&self, beginning: &str) -> bool {
        self.files.keys().any(|name| name.starts_with(beginning))
    }

    fn found(&self, args: &[&str]) -> String {
        newsprint_in(&self.here, &[&["search", "site"], args].concat()).out
    }
}

/// A key, a line that sets it, and what is to be seen then and not otherwise.
type Case = (&'static str, &'static str, fn(&Built) -> bool);

const CASES: &[Case] = &[
    ("title", "title = \"The Tarn\"", |it| it.page_has("<title>The Tarn</title>") && it.out.starts_with("The Tarn:")),
    ("description", "description = \"Of <one> lake\"", |it| it.page_has("Of &lt;one&gt; lake")),
    ("licence", "licence = \"CC BY 4.0\"", |it| {
        let tells = |bytes: &[u8]| bytes.windows(9).any(|window| window == b"CC BY 4.0");
        it.files.iter().any(|(name, bytes)| name.starts_with("edition/boot-") && tells(bytes))
    }),
    ("base_url", "base_url = \"https://tarn.example/\"", |it| {
        it.page_has("rel=\"canonical\" href=\"https://tarn.example/\"")
    }),
    ("language", "language = [\"nl\", \"sv\"]", |it| it.found(&["fishing", "--lang", "nl"]).contains("[harbour]")),
    ("source", "source = \"Tarn Press\"", |it| it.found(&["fishing", "--source", "Tarn Press"]).contains("[drought]")),
    ("sources", "sources = { \"The Tarn Courier\" = \"Courier\" }", |it| {
        it.found(&["fishing", "--source", "Courier"]).contains("[harbour]")
    }),
    ("columns", "columns = { title = \"Dachzeile\" }", |it| it.page_has("Above all")),
    ("one_story_per_file", "one_story_per_file = true", |it| it.out.contains("5 articles")),
    ("entities", "entities = false", |it| it.out.contains(" 0 organisations")),
    ("facets", "facets = [\"places\"]", |it| {
        it.out.contains(" 0 people") && !it.found(&["fishing", "--source", "The Tarn Courier"]).contains("[harbour]")
    }),
    ("suppress", "suppress = [\"chess\", \"misspelt\"]", |it| {
        it.out.contains("1 article left out")
            && it.err.contains("`misspelt`")
            && !it.found(&["chess"]).contains("[chess]")
    }),
    ("embargo", "embargo = 36_525", |it| it.out.contains("articles held back") && !it.page_has("Velmora Harbour")),
    ("one_file", "one_file = true", |it| it.has("edition/pack-")),
    ("offline", "offline = \"read\"", |it| !it.text("sw.js").contains("/bodies")),
    ("accent", "accent = \"#8a3b12\"", |it| {
        it.css_has("--role-accent:light-dark(#8a3b12,") && it.page_has("./css/theme-")
    }),
    ("font_text", "font_text = \"fonts/house.woff2\"", |it| it.css_has("@font-face") && it.has("fonts/text-")),
    ("font_control", "font_control = \"Verdana, sans-serif\"", |it| {
        it.css_has("--face-control:\"Verdana\",sans-serif")
    }),
    ("extract_words", "extract_words = 3", |it| {
        let found = it.found(&["dawn"]);
        found.contains("[harbour]") && !found.contains("cut a rope")
    }),
    ("provenance", "provenance = false", |it| !it.has("provenance.jsonl")),
];

/// Keys that tests beside what they switch look after.
const ELSEWHERE: &[&str] = &["prerender", "data_files"];

#[test]
fn every_key_does_something_that_can_be_seen() {
    let here = folder("every-key");
    write(&here, "articles/stories.jsonl", STORIES);
    write(&here, "articles/table.csv", "Dachzeile,Text\nAbove all,The mill by the lake was sold.\n");
    write(&here, "articles/fonts/house.woff2", "wOF2, as far as anyone looks");
    let story = |title: &str, lead: &str| {
        format!("{title}\n\n{lead}\n\nNobody was hurt, the mayor of Velmora said on Friday.\n")
    };
    let two = [
        story("Ferry Runs Aground Off Velmora", "The ferry Asta ran aground on Thursday."),
        story("Council Votes For A New Mill", "The United Nations thanked the council of Sarn on Monday."),
    ];
    write(&here, "articles/two.txt", two.join("\n\n\n"));
    let plain = Built::with(&here, "");
    assert!(plain.out.contains("6 articles"), "{}", plain.out);
    for (key, toml, is_seen) in CASES {
        assert!(toml.starts_with(key), "{toml}");
        assert!(!is_seen(&plain), "{key} shows without being set");
        let built = Built::with(&here, toml);
        assert!(is_seen(&built), "{toml} cannot be seen:\n{}{}", built.out, built.err);
    }
}

#[test]
fn every_key_is_tried_and_documented() {
    let page = fs::read_to_string(support::root().join("docs/publishing.md")).expect("the page on publishing");
    for key in newsprint::settings::key_names() {
        let is_tried = CASES.iter().any(|(name, _, _)| *name == key) || ELSEWHERE.contains(&key);
        assert!(is_tried, "no case tries `{key}`");
        assert!(page.contains(&format!("| `{key}` |")), "docs/publishing.md does not tell of `{key}`");
    }
}

#[test]
fn a_font_that_is_none_is_refused() {
    let here = folder("bad-font");
    write(&here, "articles/stories.jsonl", STORIES);
    for (font, said) in [("missing.woff2", "the font articles/missing.woff2"), ("bad.woff2", "is no WOFF2 file")] {
        write(&here, "articles/bad.woff2", "OTTO");
        write(&here, "articles/newsprint.toml", format!("font_text = \"{font}\"\n"));
        let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--app", &app()]);
        assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
        assert!(!here.join("site").exists());
    }
}
