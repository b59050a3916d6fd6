//! NewsML-G2 items, alone or in messages, and NITF documents.

use std::collections::BTreeMap;

use newsprint_model::{Problem, Span};

use crate::draft::{Draft, Place};
use crate::fields::{no_text, withheld};
use crate::xml::{self, Element};
use crate::{Imported, ReadOptions, error, fragment, note};

/// Names of the first elements of documents read here.
pub(crate) const ROOTS: [&str; 7] =
    ["newsitem", "newsmessage", "packageitem", "knowledgeitem", "conceptitem", "planningitem", "nitf"];

/// Reads a document.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut imported = Imported::default();
    let (mut articles, mut n_texts) = (Vec::new(), 0_usize);
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut take = |item: Element, _: &[Element], problems: &mut Vec<Problem>| {
        let draft = match item.name.as_str() {
            "newsitem" => news_item(&item),
            "nitf" => nitf(&item),
            other => {
                *others.entry(other.to_owned()).or_default() += 1;
                return;
            }
        };
        n_texts += 1;
        let place = Place { file, line: item.line, span: item.span.unwrap_or(Span { start: 0, end: 0 }) };
        articles.extend(draft.finish(&place, options, problems));
    };
    let is_item = |name: &str| ROOTS.contains(&name) && name != "newsmessage";
    xml::read(file, bytes, &is_item, &mut take, &mut imported.problems);
    imported.articles = articles;
    let n_others: usize = others.values().sum();
    for (name, n) in others {
        let items = if n == 1 { "item" } else { "items" };
        let message = format!("{n} {items} of the kind <{name}>, which holds no text of its own, left out.");
        imported.problems.push(note(file, None, message));
    }
    if n_texts == 0 {
        let message =
            if n_others > 0 { "holds no news item, only items that point at others." } else { "holds no news item." };
        imported.problems.push(error(file, None, message.to_owned()));
    }
    imported
}

fn news_item(item: &Element) -> Draft {
    let none = Element::default();
    let about = item.child("itemmeta").unwrap_or(&none);
    let content = item.child("contentmeta").unwrap_or(&none);
    let coded = |element: Option<&Element>| {
        let element = element?;
        ["qcode", "literal", "uri"].iter().find_map(|name| element.attribute(name)).map(str::to_owned)
    };
    let texts = item.child("contentset").map(texts).unwrap_or_default();
    let title = content.text_of("headline").or_else(|| about.text_of("title")).or_else(|| Some(texts.headline.clone()));
    let dates =
        [(content, "contentcreated"), (about, "firstcreated"), (about, "versioncreated"), (content, "contentmodified")];
    let provider = about.child("provider");
    let mut creators = content.all("creator").chain(content.all("contributor")).filter_map(name).collect::<Vec<_>>();
    creators.dedup();
    let mut draft = Draft {
        id: item.attribute("guid").map(str::to_owned),
        title: title.map(|title| fragment::line(&title)),
        date: dates.iter().find_map(|(of, name)| of.text_of(name)),
        byline: content.text_of("by").or_else(|| (!creators.is_empty()).then(|| creators.join(", "))),
        source: provider.and_then(name).or_else(|| content.child("infosource").and_then(name)),
        lang: content
            .child("language")
            .and_then(|language| language.attribute("tag"))
            .or(item.attribute("xml:lang"))
            .map(str::to_owned),
        url: about
            .all("link")
            .find_map(|link| link.attribute("href"))
            .filter(|href| href.starts_with("http"))
            .map(str::to_owned),
        bodies: texts.bodies,
        embargo: about.text_of("embargoed"),
        withheld: coded(about.child("pubstatus")).and_then(|status| withheld(&status)),
        is_text: true,
        ..Draft::default()
    };
    draft.withheld = draft.withheld.or_else(|| coded(about.child("itemclass")).and_then(|kind| no_text(&kind)));
    let of_type = |end: &str| {
        let subjects =
            content.all("subject").filter(|subject| subject.attribute("type").is_some_and(|kind| kind.ends_with(end)));
        let names: Vec<String> = subjects.filter_map(name).collect();
        (!names.is_empty()).then_some(names)
    };
    draft.given.people = of_type(":person");
    draft.given.orgs = of_type(":organisation");
    draft.given.places = of_type(":geoArea").or_else(|| of_type(":poi"));
    draft
}

/// What a party, a place or a provider is called.
fn name(of: &Element) -> Option<String> {
    let literal = ["literal"].iter().find_map(|name| of.attribute(name)).map(str::to_owned);
    of.text_of("name")
        .or_else(|| of.text().filter(|_| !of.has_elements()))
        .or(literal)
        .map(|name| fragment::line(&name))
}

/// What the content of an item says.
#[derive(Default)]
struct Texts {
    headline: String,
    bodies: Vec<String>,
}

/// The text of a content set: of several renditions the first with markup, else the first.
fn texts(content: &Element) -> Texts {
    let mut found = Texts::default();
    for inline in content.all("inlinexml").chain(content.all("inlinedata")) {
        let headline = inline.find("hl1").or_else(|| inline.find("head").and_then(|head| head.child("title")));
        let bodies = match inline.find("body.content").or_else(|| inline.find("body")) {
            Some(body) => fragment::paragraphs(&body.inner_html()),
            None if inline.has_elements() => fragment::paragraphs(&inline.inner_html()),
            None => crate::feeds::paragraphs_of(inline).unwrap_or_default(),
        };
        if !bodies.is_empty() {
            found = Texts { headline: headline.and_then(Element::text).unwrap_or_default(), bodies };
            break;
        }
    }
    found
}

fn nitf(document: &Element) -> Draft {
    let none = Element::default();
    let head = document.child("head").unwrap_or(&none);
    let top = document.find("body.head").unwrap_or(&none);
    let issued = head.find("date.issue").and_then(|date| date.attribute("norm"));
    let status = head.find("docdata").and_then(|data| data.attribute("management-status"));
    let body = document.find("body.content").map(|body| fragment::paragraphs(&body.inner_html()));
    Draft {
        id: head.find("doc-id").and_then(|id| id.attribute("id-string")).map(str::to_owned),
        title: top
            .find("hl1")
            .and_then(Element::text)
            .or_else(|| head.text_of("title"))
            .map(|title| fragment::line(&title)),
        date: issued.or_else(|| top.find("story.date").and_then(|date| date.attribute("norm"))).map(str::to_owned),
        byline: top.text_of("byline").map(|byline| fragment::line(&byline)),
        source: top.find("distributor").or_else(|| top.find("copyrite.holder")).and_then(Element::text),
        lang: document.attribute("xml:lang").map(str::to_owned),
        bodies: body.unwrap_or_default(),
        withheld: status.and_then(withheld),
        is_text: true,
        ..Draft::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use newsprint_model::{Day, Severity};

    fn item(meta: &str, content: &str) -> String {
        format!(
            "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:newsml:courier.example:2021:17' version='2' xml:lang='en-GB'>\
             <itemMeta><itemClass qcode='ninat:text'/><provider qcode='nprov:C'><name>The Courier</name></provider>\
             <versionCreated>2021-05-05T09:00:00Z</versionCreated>{meta}</itemMeta>\
             <contentMeta><contentCreated>2021-05-04T08:00:00Z</contentCreated><by>By Ada Quill</by><headline>Pier Reopens</headline>\
             <subject type='cpnat:person' qcode='p:1'><name>Edda Vale</name></subject><subject type='cpnat:abstract' qcode='medtop:1'><name>harbours</name></subject>\
             </contentMeta><contentSet>{content}</contentSet></newsItem>"
        )
    }

    const HTML: &str = "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head>\
                        <body><p>The pier reopened.</p><p>Crowds came.</p></body></html></inlineXML>";
    const NITF: &str = "<inlineXML contenttype='application/nitf+xml'><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.head><hedline><hl1>Pier</hl1></hedline></body.head>\
                        <body.content><p>The pier reopened.</p><p>Crowds came.</p></body.content></body></nitf></inlineXML>";

    fn read(text: &str) -> Imported {
        let options = ReadOptions { today: Day::from_ymd(2021, 5, 6), ..ReadOptions::default() };
        crate::read("wire.xml", text.as_bytes(), &options)
    }

    #[test]
    fn items_are_read_alone_and_in_messages() {
        let message = format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header/><itemSet>{}<packageItem guid='p'/></itemSet></newsMessage>",
            item("", HTML)
        );
        for (text, n_problems) in [(item("", HTML), 0), (item("", NITF), 0), (message, 1)] {
            let imported = read(&text);
            assert_eq!((imported.articles.len(), imported.problems.len()), (1, n_problems), "{:?}", imported.problems);
            let article = &imported.articles[0];
            assert_eq!((article.title.as_str(), article.lang.as_str()), ("Pier Reopens", "en-GB"));
            assert_eq!(
                (article.byline.as_deref(), article.source.as_deref()),
                (Some("By Ada Quill"), Some("The Courier"))
            );
            assert_eq!(article.date.as_ref().map(|date| date.span.to_string()).as_deref(), Some("2021-05-04"));
            assert_eq!(article.given.people.as_deref(), Some(&["Edda Vale".to_owned()][..]));
            let texts: Vec<&str> = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
            assert_eq!(texts, ["The pier reopened.", "Crowds came."]);
        }
    }

    #[test]
    fn what_may_not_be_shown_is_left_out_with_a_problem() {
        for (meta, read_it, said) in [
            ("<pubStatus qcode='stat:canceled'/>", false, "has the status `canceled`"),
            ("<embargoed>2021-05-07T00:00:00Z</embargoed>", false, "is under an embargo until 2021-05-07"),
            ("<embargoed>2021-05-06T00:00:00Z</embargoed>", false, "is under an embargo"),
            ("<embargoed>2021-05-05T00:00:00Z</embargoed>", true, ""),
            ("<embargoed>soon</embargoed>", false, "`soon`, which is not a date"),
            ("<pubStatus qcode='stat:usable'/>", true, ""),
        ] {
            let imported = read(&item(meta, HTML));
            assert_eq!(imported.articles.len(), usize::from(read_it), "{meta}");
            // An embargo that nobody can tell the end of is a fault; what asks to be left out is none.
            let severity = if meta.contains("soon") { Severity::Error } else { Severity::Note };
            assert!(
                imported.problems.iter().all(|problem| problem.severity == severity && problem.line == Some(1)),
                "{meta}"
            );
            assert_eq!(imported.problems.is_empty(), read_it, "{meta}");
            assert!(read_it || imported.problems[0].message.contains(said), "{:?}", imported.problems);
        }
    }

    #[test]
    fn a_document_of_its_own_in_nitf_is_read() {
        let text = "<nitf><head><docdata><doc-id id-string='n-1'/><date.issue norm='20210504T080000Z'/></docdata></head><body><body.head><hedline><hl1>Pier</hl1></hedline>\
                    <byline>By Ada Quill</byline></body.head><body.content><p>It reopened.</p></body.content></body></nitf>";
        let imported = read(text);
        assert_eq!(imported.problems, []);
        let article = &imported.articles[0];
        assert_eq!(
            (article.id.as_str(), article.title.as_str(), article.byline.as_deref()),
            ("n-1", "Pier", Some("By Ada Quill"))
        );
        assert_eq!(article.date.as_ref().map(|date| date.span.to_string()).as_deref(), Some("2021-05-04"));
    }
}
