//! What stands beside a site for those who serve it and those who index it: samples for nginx and Apache, and `robots.txt`.

use crate::Files;
use crate::pages::names;

/// For whoever has nginx.
const NGINX: &str = include_str!("hosting/nginx.conf");
/// For whoever has Apache.
const APACHE: &str = include_str!("hosting/apache.conf");
/// Everybody may read everything; the edition's files are no pages.
const ROBOTS: &str = "User-agent: *\nDisallow: /edition/\nAllow: /\n";

/// Puts them there, but for what the site has already; where the site stands at a known address and has a sitemap, `robots.txt` tells of it.
///
/// Names that begin with `_` are for servers: no reader fetches them and the offline copy leaves them out.
pub fn add(site: &mut Files, base_url: Option<&str>) {
    let sitemap = base_url.map(|base| format!("\nSitemap: {base}{}\n", names::SITEMAP)).unwrap_or_default();
    let robots = format!("{ROBOTS}{sitemap}");
    for (name, text) in [("_nginx.conf", NGINX), ("_apache.conf", APACHE), ("robots.txt", robots.as_str())] {
        site.entry(name.to_owned()).or_insert_with(|| text.as_bytes().to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn robots_are_told_of_a_sitemap_that_is_there() {
        for (base, told) in [(None, ""), (Some("https://news.example/"), "Sitemap: https://news.example/sitemap.xml")] {
            let mut site = Files::new();
            add(&mut site, base);
            let robots = String::from_utf8(site["robots.txt"].clone()).expect("text");
            assert_eq!(robots.lines().skip(3).collect::<String>(), told);
        }
    }

    #[test]
    fn apache_is_asked_for_nothing_by_a_module_that_it_may_lack() {
        // Whose words they are; those of modules that every Apache has need no condition.
        let owned = [
            ("Header ", "mod_headers.c"),
            ("RequestHeader ", "mod_headers.c"),
            ("AddOutputFilterByType ", "mod_filter.c"),
            ("AddOutputFilterByType DEFLATE ", "mod_deflate.c"),
        ];
        let mut within = Vec::new();
        for line in APACHE.lines().map(str::trim) {
            if let Some(module) = line.strip_prefix("<IfModule ") {
                within.push(module.trim_end_matches('>'));
            } else if line == "</IfModule>" {
                assert!(within.pop().is_some(), "{line}");
            }
            for (word, module) in owned {
                assert!(!line.starts_with(word) || within.contains(&module), "{line} needs {module}");
            }
        }
        assert!(within.is_empty() && APACHE.contains("AddOutputFilterByType DEFLATE "));
    }

    /// What each sample says of headers.
    #[test]
    fn the_samples_say_what_headers_says() {
        let headers = include_str!("../../../www/_headers");
        for said in
            ["nosniff", "strict-origin-when-cross-origin", "Access-Control-Allow-Origin", "max-age=31536000, immutable"]
        {
            for (name, text) in [("_headers", headers), ("nginx", NGINX), ("Apache", APACHE)] {
                assert!(text.contains(said), "{name}: {said}");
            }
        }
        for kind in [
            "application/wasm",
            "application/manifest+json",
            "font/woff2",
            "application/octet-stream",
            "text/csv",
            "jsonl",
        ] {
            assert!(NGINX.contains(kind) && APACHE.contains(kind), "{kind}");
        }
    }
}
