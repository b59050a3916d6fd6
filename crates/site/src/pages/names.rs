//! Names of the files beside the app, made from ids so that every host and every disk can hold them, and how one page refers to another.

use crate::content_name;

/// The folders that hold nothing but what is made beside the app.
pub const FOLDERS: [&str; 6] = ["article", "data", "entity", "headlines", "names", "sitemaps"];
/// The corpus's Atom feed.
pub const ATOM: &str = "feed.xml";
/// The corpus's JSON Feed.
pub const JSON_FEED: &str = "feed.json";
/// All addresses, or the list of lists of them.
pub const SITEMAP: &str = "sitemap.xml";
/// How to embed the site.
pub const OEMBED: &str = "oembed.json";
/// What the tables hold.
pub const DATA_PACKAGE: &str = "datapackage.json";
/// The files beside the app that lie in no folder of their own.
pub const FILES: [&str; 5] = [ATOM, DATA_PACKAGE, JSON_FEED, OEMBED, SITEMAP];

/// The longest id that names its file as it is.
const LONGEST: usize = 120;

/// What no file may be called on Windows, whatever its extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// An id as the stem of a file's name: itself where every disk and host holds it, else what is left of it and 12 digits of its hash.
///
/// * Shape: small ASCII letters, digits, `-` and `.`, so two stems never differ by capitals alone.
pub fn stem(id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let first = id.split('.').next().unwrap_or_default();
    let is_device = DEVICES.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()));
    // A run of 16 hexadecimal digits says that the content never changes.
    let tells_content =
        id.split(['-', '.']).any(|part| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit()));
    let is_safe = id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.ends_with(|c: char| c.is_ascii_alphanumeric())
        && id.len() <= LONGEST
        && id.chars().all(is_plain)
        && !id.contains("..")
        && !is_device
        && !tells_content;
    if is_safe {
        return id.to_owned();
    }
    let lower = id.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && word.len() < 16);
    let mut kept = String::new();
    for word in words {
        if kept.len() + word.len() >= LONGEST / 2 {
            break;
        }
        kept += word;
        kept.push('-');
    }
    format!("{kept}{}", &content_name(id.as_bytes())[..12])
}

/// Where an article's page lies.
pub fn article(id: &str) -> String {
    format!("article/{}.html", stem(id))
}

/// Where an entity's page lies.
pub fn entity(id: &str) -> String {
    format!("entity/{}.html", stem(id))
}

/// Where an entity's feeds lie: Atom, JSON Feed.
pub fn entity_feeds(id: &str) -> [String; 2] {
    let stem = stem(id);
    [format!("entity/{stem}.xml"), format!("entity/{stem}.json")]
}

/// Where a page of headlines lies, from 1.
pub fn headlines(page: u32) -> String {
    format!("headlines/{page}.html")
}

/// Where a page of names lies, from 1.
pub fn names(page: u32) -> String {
    format!("names/{page}.html")
}

/// Whether a path is one of those that builds number: of headlines, names, lists of addresses, tables.
pub fn is_numbered(path: &str) -> bool {
    let Some((folder, file)) = path.split_once('/') else { return false };
    let Some((stem, ending)) = file.rsplit_once('.') else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (folder, ending) {
        ("headlines" | "names", "html") | ("sitemaps", "xml") => is_number(stem),
        ("data", "csv") => ["articles", "entities"]
            .iter()
            .filter_map(|table| stem.strip_prefix(table))
            .any(|rest| rest.is_empty() || rest.strip_prefix('-').is_some_and(is_number)),
        _ => false,
    }
}

/// A text as a part of a URL's query or path: everything but ASCII letters, digits and `-._~` escaped.
///
/// * Source: RFC 3986, section 2.3.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

/// The file that a page's link leads to, by its path from the site's root; `None` when it leads elsewhere or out of the site.
///
/// * Shape: `page` is the page's own path from the root.
pub fn target(page: &str, address: &str) -> Option<String> {
    let address = address.trim();
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    if head.contains(':') || address.starts_with('/') {
        return None;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() {
        return Some(page.to_owned());
    }
    let mut folders: Vec<&str> = page.split('/').collect();
    folders.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(folders.pop()?),
            part => folders.push(part),
        }
    }
    let name = folders.join("/");
    let name = name.trim_start_matches('/');
    Some(if name.is_empty() || path.ends_with(['/', '.']) {
        format!("{}/index.html", name.trim_end_matches('/')).trim_start_matches('/').to_owned()
    } else {
        name.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names_that_every_disk_holds() {
        for id in ["harbour", "a-2023.11", "iran-news-3", "7"] {
            assert_eq!(stem(id), id);
        }
        let long = "a".repeat(200);
        for id in [
            "A1",
            "a1~",
            "con",
            "com1",
            "nul.txt",
            "_x",
            "-x",
            "x-",
            "علی-خامنه-ای",
            "a/b",
            "..",
            "",
            "00f1a2b3c4d5e6f7",
            &long,
        ] {
            let stem = stem(id);
            assert_ne!(stem, id);
            assert!(
                stem.len() <= LONGEST
                    && stem.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{stem}"
            );
            assert!(stem.split('-').all(|part| part.len() < 16), "{stem}");
        }
        assert_ne!(stem("A1"), stem("a1"));
        assert!(stem("Velmora/Harbour").starts_with("velmora-harbour-"));
    }

    #[test]
    fn links_lead_to_files_of_the_site() {
        for (address, expected) in [
            ("../css/main.css", Some("css/main.css")),
            ("../", Some("index.html")),
            ("../?doc=a#b", Some("index.html")),
            ("b.html", Some("article/b.html")),
            ("./b.html?x", Some("article/b.html")),
            ("#text", Some("article/a.html")),
            ("../../x", None),
            ("https://news.example/a", None),
            ("geo:35,51", None),
            ("//news.example/a", None),
        ] {
            assert_eq!(target("article/a.html", address).as_deref(), expected, "{address}");
        }
        assert_eq!(target("index.html", "./").as_deref(), Some("index.html"));
        assert_eq!(target("index.html", "headlines/").as_deref(), Some("headlines/index.html"));
    }

    proptest::proptest! {
        #[test]
        fn no_id_leads_out_of_its_folder(id in ".*") {
            let stem = stem(&id);
            proptest::prop_assert!(!stem.is_empty() && !stem.contains(['/', '\\', ':', '_', ' ']) && !stem.starts_with('.'));
            proptest::prop_assert_eq!(target("article/a.html", &format!("{stem}.html")), Some(format!("article/{stem}.html")));
        }
    }
}
