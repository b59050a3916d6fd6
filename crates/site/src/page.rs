//! The one page: scripts named by their content, the collection's name, and the plain list of headlines.

use std::fmt::Write as _;
use std::ops::Range;

use newsprint_model::DateSpan;

use crate::glue::pruned;
use crate::html::{Tag, escape, replace, tags, unescape};
use crate::imports::{self, shorten};
use crate::locations::without_locations;
use crate::pages::{dataset, is_web, names};
use crate::script::squeeze;
use crate::{About, Beside, Files, Headline, SiteError, content_name};

/// The page's name.
pub const PAGE: &str = "index.html";
/// The manifest's name.
const MANIFEST: &str = "manifest.webmanifest";
/// Where the plain page starts and ends.
const PLAIN: [&str; 2] = ["<!--plain-->", "<!--/plain-->"];
/// The attributes of the page's scripts that hold the addresses of scripts and of the wasm.
const HOLDERS: [&str; 6] =
    ["src", "data-worker", "data-glue", "data-wasm", "data-supplement-glue", "data-supplement-wasm"];
/// Those of them that belong together: the script of each module, and its wasm.
const MODULES: [[&str; 2]; 2] = [["data-glue", "data-wasm"], ["data-supplement-glue", "data-supplement-wasm"]];
/// The attribute of the page's script that holds the address of the supplement's stylesheet.
pub const SUPPLEMENT_STYLE: &str = "data-supplement-style";

/// A file as text.
///
/// * Errors: `Missing`, `NotText`.
pub fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str, SiteError> {
    let bytes = files.get(name).ok_or_else(|| SiteError::Missing(name.to_owned()))?;
    std::str::from_utf8(bytes).map_err(|error| SiteError::NotText { file: name.to_owned(), at: error.valid_up_to() })
}

/// The file that an address of ours means: without `./` in front and without what follows `?` or `#`.
pub fn local_name(address: &str) -> &str {
    let name = address.trim().trim_start_matches("./");
    name.split(['?', '#']).next().unwrap_or(name)
}

/// A name whose content is part of it: its stem, that content's hash, its extension.
fn name_by_content(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let hash = content_name(bytes);
    // Trunk has put a hash of its own there, which says nothing of what was done to the file since.
    let is_hash = |part: &str| part.len() == hash.len() && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stem = stem.trim_end_matches("_bg");
    let stem = stem.rsplit_once('-').filter(|(_, last)| is_hash(last)).map_or(stem, |(stem, _)| stem);
    format!("{stem}-{hash}.{extension}")
}

/// The file that the page's script names in an attribute.
fn held(tags: &[Tag], holder: &str) -> Option<String> {
    tags.iter()
        .filter(|tag| tag.name == "script")
        .find_map(|tag| tag.get(holder))
        .map(|value| local_name(value).to_owned())
}

/// Takes out of the page what is said to whoever writes it: comments that open with a space, and empty lines.
pub fn drop_remarks(app: &mut Files) -> Result<(), SiteError> {
    let mut html = text(app, PAGE)?.to_owned();
    while let Some(from) = html.find("<!-- ") {
        let length = html[from..].find("-->").map_or(html.len() - from, |end| end + "-->".len());
        html.replace_range(from..from + length, "");
    }
    let lines: Vec<&str> = html.lines().filter(|line| !line.trim().is_empty()).collect();
    app.insert(PAGE.to_owned(), (lines.join("\n") + "\n").into_bytes());
    Ok(())
}

/// Shortens the scripts and names them and the wasm by their content, so that no cache can pair an old one with a new app.
pub fn settle_scripts(app: &mut Files) -> Result<(), SiteError> {
    let html = text(app, PAGE)?.to_owned();
    let tags = tags(&html);
    let mut names: Vec<String> = HOLDERS.iter().filter_map(|holder| held(&tags, holder)).collect();
    names.retain(|name| app.contains_key(name));
    let modules = || MODULES.iter().filter_map(|[glue, wasm]| Some((held(&tags, glue)?, held(&tags, wasm)?)));
    for (glue, wasm) in modules() {
        if let (true, Some(bytes)) = (app.contains_key(&glue), app.get(&wasm))
            && let Some(imports) = imports::names(bytes)
        {
            let pruned = pruned(text(app, &glue)?, &imports);
            app.insert(glue, pruned.into_bytes());
        }
    }
    for name in names.iter().filter(|name| name.ends_with(".js")) {
        let squeezed = squeeze(text(app, name)?);
        app.insert(name.clone(), squeezed.into_bytes());
    }
    for (glue, wasm) in modules() {
        if let (true, Some(bytes)) = (app.contains_key(&glue), app.get(&wasm))
            && let Some((shorter_glue, shorter_wasm)) = shorten(text(app, &glue)?, bytes)
        {
            app.insert(glue, shorter_glue.into_bytes());
            app.insert(wasm, without_locations(shorter_wasm));
        }
    }
    let mut edits = Vec::new();
    for old in names {
        let Some(bytes) = app.remove(&old) else { continue };
        let new = name_by_content(&old, &bytes);
        app.insert(new.clone(), bytes);
        let attributes = tags.iter().flat_map(|tag| &tag.attributes);
        for attribute in attributes.filter(|attribute| local_name(&attribute.value) == old) {
            edits.push((attribute.range.clone(), format!("./{new}")));
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    app.insert(PAGE.to_owned(), replace(&html, &edits).into_bytes());
    Ok(())
}

/// Checks that every file the page refers to is there.
pub fn check_links(app: &Files) -> Result<(), SiteError> {
    match dead_links(text(app, PAGE)?, &|name| app.contains_key(name)).into_iter().next() {
        Some(dead) => Err(dead),
        None => Ok(()),
    }
}

/// Every file that a page refers to and that is not there.
pub fn dead_links(html: &str, has: &dyn Fn(&str) -> bool) -> Vec<SiteError> {
    let refers = |tag: &Tag| -> Vec<String> {
        let holders: &[&str] = match tag.name.as_str() {
            "script" => &[
                "src",
                "data-worker",
                "data-boot",
                "data-glue",
                "data-wasm",
                "data-supplement-glue",
                "data-supplement-wasm",
                SUPPLEMENT_STYLE,
            ],
            "link" => &["href"],
            "img" => &["src"],
            _ => &[],
        };
        let named = holders.iter().filter_map(|holder| tag.get(holder));
        // An app without an edition of its own names no boot file yet.
        named.filter(|address| !address.is_empty()).map(str::to_owned).collect()
    };
    let is_dead = |address: &String| {
        let is_ours = !address.contains(':') && !address.starts_with('#');
        is_ours && !has(local_name(address))
    };
    let dead = tags(html).iter().flat_map(refers).filter(is_dead).collect::<Vec<_>>();
    dead.into_iter().map(|to| SiteError::DeadLink { file: PAGE.to_owned(), to }).collect()
}

/// Every file that a page beside the app refers to, by link or otherwise, and that is not there.
pub fn dead_links_of(path: &str, html: &str, has: &dyn Fn(&str) -> bool) -> Vec<SiteError> {
    let mut dead = Vec::new();
    for tag in tags(html) {
        let refers = |name: &str| match tag.name.as_str() {
            "script" => name == "src" || name.starts_with("data-"),
            "link" | "a" => name == "href",
            "img" => name == "src",
            _ => false,
        };
        for attribute in tag.attributes.iter().filter(|attribute| refers(&attribute.name)) {
            let address = unescape(&attribute.value);
            if names::target(path, &address).is_some_and(|file| !has(&file)) {
                dead.push(SiteError::DeadLink { file: path.to_owned(), to: address });
            }
        }
    }
    dead
}

/// Writes the name of the edition's boot file into the page, so that the start-up script can ask for it at once.
pub fn name_boot_file(site: &mut Files, boot: &str) -> Result<(), SiteError> {
    let html = text(site, PAGE)?;
    let tags = tags(html);
    let place = tags.iter().flat_map(|tag| &tag.attributes).find(|attribute| attribute.name == "data-boot");
    let edits: Vec<_> = place.map(|place| (place.range.clone(), escape(boot))).into_iter().collect();
    let html = replace(html, &edits);
    site.insert(PAGE.to_owned(), html.into_bytes());
    Ok(())
}

/// Writes the collection's name and headlines into page and manifest.
pub fn introduce(site: &mut Files, about: &About) -> Result<(), SiteError> {
    let html = text(site, PAGE)?;
    let no_mark = |mark: &str| SiteError::NoMark { file: PAGE.to_owned(), mark: mark.to_owned() };
    let mut edits = Vec::new();
    for tag in tags(html) {
        if tag.name == "title" {
            let end = html[tag.range.end..].find("</title>").ok_or_else(|| no_mark("</title>"))?;
            edits.push((tag.range.end..tag.range.end + end, escape(&about.name)));
        } else if tag.name == "meta" && tag.get("name") == Some("description") {
            let content = tag.attributes.iter().find(|attribute| attribute.name == "content");
            let content = content.ok_or_else(|| no_mark("content=\"\""))?;
            edits.push((content.range.clone(), escape(&description(about))));
        } else if is_previewed(&tag) {
            // Of a site that was composed before.
            edits.push((tag.range.clone(), String::new()));
        }
    }
    let head_ends = html.find("</head>").ok_or_else(|| no_mark("</head>"))?;
    if let Some(old) = data_block(html) {
        edits.push((old, String::new()));
    }
    edits.push((head_ends..head_ends, previewed(about) + &found(about)));
    edits.sort_by_key(|(range, _)| range.start);
    let start = html.find(PLAIN[0]).ok_or_else(|| no_mark(PLAIN[0]))? + PLAIN[0].len();
    let end = html[start..].find(PLAIN[1]).ok_or_else(|| no_mark(PLAIN[1]))? + start;
    edits.push((start..end, plain(about)));
    let html = replace(html, &edits);
    site.insert(PAGE.to_owned(), html.into_bytes());

    let not_json = |detail: String| SiteError::NotJson { file: MANIFEST.to_owned(), detail };
    let mut manifest: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text(site, MANIFEST)?).map_err(|error| not_json(error.to_string()))?;
    for key in ["name", "short_name"] {
        manifest.insert(key.to_owned(), about.name.clone().into());
    }
    let manifest = serde_json::to_vec_pretty(&manifest).map_err(|error| not_json(error.to_string()))?;
    site.insert(MANIFEST.to_owned(), manifest);
    Ok(())
}

/// What the site promises whoever searches it.
const PROMISE: &str = "The search runs in this browser, with or without a connection. There is no account, and nothing that you type leaves this device.";

fn n_articles(n: u32) -> String {
    if n == 1 { "1 article".to_owned() } else { format!("{n} articles") }
}

/// The site's one address, where it is known, and what previews of a link to it show: without an address they go by title and description.
///
/// * Source: RFC 6596; the Open Graph protocol (ogp.me).
fn previewed(about: &About) -> String {
    let Some(url) = about.base_url.as_deref().map(escape) else { return String::new() };
    let (name, description) = (escape(&about.name), escape(&description(about)));
    format!(
        "<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:type\" content=\"website\">\n\
         <meta property=\"og:url\" content=\"{url}\">\n<meta property=\"og:title\" content=\"{name}\">\n\
         <meta property=\"og:description\" content=\"{description}\">\n"
    )
}

/// What machines find from the front page: feeds, how to embed the site, what the collection is.
fn found(about: &About) -> String {
    let mut out = String::new();
    let title = escape(&about.name);
    if let Some(base) = &about.beside.base_url {
        for (kind, file) in [("atom+xml", names::ATOM), ("feed+json", names::JSON_FEED)] {
            let _ = writeln!(
                out,
                "<link rel=\"alternate\" type=\"application/{kind}\" title=\"{title}\" href=\"./{file}\">"
            );
        }
        let oembed = escape(&format!("{base}{}", names::OEMBED));
        let _ = writeln!(
            out,
            "<link rel=\"alternate\" type=\"application/json+oembed\" title=\"{title}\" href=\"{oembed}\">"
        );
    }
    if about.beside != Beside::default() {
        out += &dataset(about, &description(about));
    }
    out
}

/// Where the block of data stands that [`found`] writes.
fn data_block(html: &str) -> Option<Range<usize>> {
    let start = html.find("<script type=\"application/ld+json\">")?;
    let end = html[start..].find("</script>\n")? + start + "</script>\n".len();
    Some(start..end)
}

/// Whether a tag is one of those that [`previewed`] and [`found`] write.
fn is_previewed(tag: &Tag) -> bool {
    tag.get("property").is_some_and(|property| property.starts_with("og:"))
        || (tag.name == "link" && matches!(tag.get("rel"), Some("canonical" | "alternate")))
}

/// What can be searched, and by what.
fn searched(about: &About) -> String {
    format!("{} by word, person, organisation, place and date", n_articles(about.n_articles))
}

/// One sentence for search engines and previews.
fn description(about: &About) -> String {
    if let Some(description) = &about.description {
        return description.clone();
    }
    format!("{}: search {}.", about.name, searched(about))
}

/// The page without the app: what went wrong (shown only when something did), and the headlines.
fn plain(about: &About) -> String {
    let mut out = String::new();
    let name = escape(&about.name);
    // Under its name, the collection's name need not be said again.
    let standfirst = about.description.as_deref().map_or_else(|| format!("Search {}.", searched(about)), escape);
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "\n<h1 class=\"plain__name\" dir=\"auto\">{name}</h1>\n\
         <p class=\"plain__standfirst\" dir=\"auto\">{standfirst} <span dir=\"auto\">{PROMISE}</span></p>\n\
         <p class=\"plain__trouble\" role=\"alert\" hidden>The search could not start in this browser. \
         These are the headlines. <code></code></p>\n\
         <noscript><p class=\"plain__trouble\">Searching needs JavaScript, which is switched off here. \
         These are the headlines.</p></noscript>\n\
         <ol class=\"plain__headlines\">\n"
    );
    for headline in &about.headlines {
        out.push_str(&line(headline, about.beside.has_pages));
    }
    out.push_str("</ol>\n");
    let n_more = (about.n_articles as usize).saturating_sub(about.headlines.len());
    if about.beside.has_pages {
        let more = if n_more > 0 { format!("and {n_more} more: ") } else { String::new() };
        let _ = writeln!(
            out,
            "<p class=\"plain__more\">{more}<a href=\"./{}\">all headlines</a>, <a href=\"./{}\">all names</a></p>",
            names::headlines(1),
            names::names(1)
        );
    } else if n_more > 0 {
        let _ = writeln!(out, "<p class=\"plain__more\">and {n_more} more</p>");
    }
    out
}

/// One headline as a list item; a link to its page, else to the publisher's original.
fn line(headline: &Headline, has_page: bool) -> String {
    let title = escape(&headline.title);
    let lang = if headline.lang == "und" { String::new() } else { format!(" lang=\"{}\"", escape(&headline.lang)) };
    let linked = match headline.url.as_deref().filter(|url| is_web(url)) {
        _ if has_page => format!("<a href=\"./{}\">{title}</a>", names::article(&headline.id)),
        Some(url) => format!("<a href=\"{}\" rel=\"noopener\">{title}</a>", escape(url)),
        None => title,
    };
    let date = headline.date.map(|span| format!(" {}", date(span))).unwrap_or_default();
    let source = headline.source.as_deref().map(|source| format!(" <span dir=\"auto\">{}</span>", escape(source)));
    let source = source.unwrap_or_default();
    format!("<li><span class=\"plain__headline\" dir=\"auto\"{lang}>{linked}</span>{date}{source}</li>\n")
}

/// A date as the plain page shows it. Only a single day is a valid `<time>`.
fn date(span: DateSpan) -> String {
    match span.as_day() {
        Some(day) => format!("<time datetime=\"{day}\">{day}</time>"),
        None => format!("<span>{}</span>", span.to_string().replace('/', " – ")),
    }
}
