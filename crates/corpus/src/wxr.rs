//! WordPress exports (WXR): the posts that are published; drafts, pages and attachments are counted and left out.

use std::collections::BTreeMap;

use newsprint_model::{Problem, Span};

use crate::draft::{Draft, Place};
use crate::xml::{self, Element};
use crate::{Imported, ReadOptions, error, fragment, note};

/// Types of entries that are no articles.
const NO_ARTICLES: [&str; 9] = [
    "page",
    "attachment",
    "nav_menu_item",
    "revision",
    "custom_css",
    "customize_changeset",
    "oembed_cache",
    "user_request",
    "feedback",
];

/// Shortcodes that stand around or for pictures and players: they are left out, what they enclose is kept.
const SHORTCODES: [&str; 10] = [
    "caption",
    "wp_caption",
    "gallery",
    "embed",
    "audio",
    "video",
    "playlist",
    "youtube",
    "contact-form",
    "contact-form-7",
];

/// Reads an export.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut imported = Imported::default();
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let (mut articles, mut n_entries) = (Vec::new(), 0_usize);
    let mut take = |entry: Element, around: &[Element], problems: &mut Vec<Problem>| {
        n_entries += 1;
        if let Some(why) = not_published(&entry) {
            *left_out.entry(why).or_default() += 1;
            return;
        }
        let draft = draft(&entry, around.last());
        let place = Place { file, line: entry.line, span: entry.span.unwrap_or(Span { start: 0, end: 0 }) };
        articles.extend(draft.finish(&place, options, problems));
    };
    xml::read(file, bytes, &|name| name == "item", &mut take, &mut imported.problems);
    imported.articles = articles;
    for (why, n) in left_out {
        let message =
            if n == 1 { format!("1 entry {why} was left out.") } else { format!("{n} entries {why} were left out.") };
        imported.problems.push(note(file, None, message));
    }
    if n_entries == 0 {
        imported.problems.push(error(
            file,
            None,
            "is a WordPress export without any entry: export all content, or posts.".to_owned(),
        ));
    } else if imported.articles.is_empty()
        && imported.problems.iter().all(|problem| problem.severity < newsprint_model::Severity::Error)
    {
        imported.problems.push(error(file, None, "holds no published post: nothing was read.".to_owned()));
    }
    imported
}

/// Why an entry is no article that is published, said of one or several.
fn not_published(entry: &Element) -> Option<String> {
    let kind = entry.text_of("wp:post_type").unwrap_or_else(|| "post".to_owned());
    if NO_ARTICLES.contains(&kind.as_str()) || kind.starts_with("wp_") || kind.starts_with("acf-") {
        return Some(format!("of the type `{}`", crate::stories::shortened(&kind)));
    }
    let status = entry.text_of("wp:status").unwrap_or_else(|| "publish".to_owned());
    if status != "publish" {
        return Some(format!("with the status `{}`", crate::stories::shortened(&status)));
    }
    entry.text_of("wp:post_password").map(|_| "behind a password".to_owned())
}

fn draft(entry: &Element, channel: Option<&Element>) -> Draft {
    let login = entry.text_of("dc:creator");
    let shown_name = |login: &String| {
        let authors = channel?.all("wp:author");
        let mut authors = authors.filter(|author| author.text_of("wp:author_login").as_ref() == Some(login));
        authors.find_map(|author| author.text_of("wp:author_display_name"))
    };
    let date = ["wp:post_date", "wp:post_date_gmt", "pubdate"].iter().find_map(|name| entry.text_of(name));
    let text = entry.text_of("content:encoded").or_else(|| entry.text_of("excerpt:encoded"));
    Draft {
        id: entry.text_of("wp:post_name").or_else(|| entry.text_of("wp:post_id")),
        title: entry.text_of("title").map(|title| fragment::line(&title)),
        date: date.filter(|date| !date.starts_with("0000")),
        byline: login.as_ref().and_then(shown_name).or(login.clone()),
        source: channel.and_then(|channel| channel.text_of("title")).map(|title| fragment::line(&title)),
        lang: channel.and_then(|channel| channel.text_of("language")),
        url: entry.text_of("link"),
        bodies: text.map(|text| paragraphs(&text)).unwrap_or_default(),
        is_text: true,
        ..Draft::default()
    }
}

/// The paragraphs of a post: WordPress makes blank lines into paragraphs when it shows one.
fn paragraphs(content: &str) -> Vec<String> {
    let content = without_shortcodes(&content.replace('\r', ""));
    content.split("\n\n").flat_map(fragment::paragraphs).collect()
}

/// A text without `[caption …]`, `[/caption]` and the like.
fn without_shortcodes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let inner = from[1..].trim_start_matches('/');
        let name =
            &inner[..inner.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(inner.len())];
        match inner.find([']', '\n']).filter(|&end| SHORTCODES.contains(&name) && inner[end..].starts_with(']')) {
            Some(end) => rest = &inner[end + 1..],
            None => {
                kept.push('[');
                rest = &from[1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export(items: &str) -> Imported {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>The Courier</title>\
             <language>en-US</language><wp:author><wp:author_login>aq</wp:author_login><wp:author_display_name><![CDATA[Ada Quill]]></wp:author_display_name></wp:author>\n\
             {items}</channel></rss>"
        );
        crate::read("export.xml", text.as_bytes(), &ReadOptions::default())
    }

    #[test]
    fn posts_are_read_with_their_paragraphs_and_the_names_of_their_authors() {
        let imported = export(
            "<item><title>Pier &amp;amp; Harbour</title><link>https://courier.example/pier</link><dc:creator>aq</dc:creator>\
             <content:encoded><![CDATA[<!-- wp:paragraph -->[caption id=\"x\"]<img src=\"x\"> The pier[/caption]\nThe <em>pier</em> reopened.\r\n\r\nIt had been [sic] shut.]]></content:encoded>\
             <wp:post_id>7</wp:post_id><wp:post_name>pier</wp:post_name><wp:post_date>2021-05-04 08:00:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>",
        );
        assert_eq!(imported.problems, []);
        let article = &imported.articles[0];
        assert_eq!(
            (article.id.as_str(), article.title.as_str(), article.lang.as_str()),
            ("pier", "Pier & Harbour", "en-US")
        );
        assert_eq!((article.byline.as_deref(), article.source.as_deref()), (Some("Ada Quill"), Some("The Courier")));
        assert_eq!(article.date.as_ref().map(|date| date.span.to_string()).as_deref(), Some("2021-05-04"));
        let texts: Vec<&str> = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        assert_eq!(texts, ["The pier The pier reopened.", "It had been [sic] shut."]);
    }

    #[test]
    fn what_is_not_published_is_counted_and_left_out() {
        let entry = |kind: &str, status: &str, more: &str| {
            format!(
                "<item><title>T</title><wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>{more}<content:encoded>Text.</content:encoded></item>"
            )
        };
        let items = [
            entry("post", "publish", ""),
            entry("post", "draft", ""),
            entry("post", "draft", ""),
            entry("post", "future", ""),
            entry("page", "publish", ""),
            entry("attachment", "inherit", ""),
            entry("post", "publish", "<wp:post_password>secret</wp:post_password>"),
        ];
        let imported = export(&items.concat());
        assert_eq!(imported.articles.len(), 1);
        let said: Vec<&str> = imported.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "1 entry behind a password was left out.",
                "1 entry of the type `attachment` was left out.",
                "1 entry of the type `page` was left out.",
                "2 entries with the status `draft` were left out.",
                "1 entry with the status `future` was left out.",
            ]
        );
    }
}
