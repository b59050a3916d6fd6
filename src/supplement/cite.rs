//! How to cite an article: in a line of prose, and in the formats that programs for literature read.

use std::rc::Rc;

use newsprint_model::{DateSpan, Day};
use newsprint_search::{ArticleView, Reading};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::records::json::Json;
use super::records::{Record, bibtex, csl, file_name, first_line, is_plain, one_line, paragraph_of, ris, text};
use super::words::{key, said, say};
use super::{Leaf, heading, use_title};
use crate::components::{Look, button, failed, marked_text, skeleton};
use crate::hooks::{use_article, use_memo, use_state};
use crate::js::{history, page, saving};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::{Loaded, View};
use crate::words::{Gap, Language};

/// The page.
#[derive(Clone, PartialEq)]
pub struct CitePage {
    /// What it works with.
    pub leaf: Leaf,
    /// The collection's name.
    pub collection: String,
}

drawn_by!(CitePage, use_cite);

/// An article's permanent link: the plain address of it, without a list or dress around.
///
/// * `paragraph`: the paragraph that it leads to, from 1; 0 for the whole article.
pub fn link_of(id: &str, paragraph: u32) -> String {
    let view = View { doc: Some(id.to_owned()), paragraph, ..View::default() };
    history::absolute(&Route { view, ..Route::default() }.href())
}

/// What the line of prose says of dates.
pub fn dates(lang: Language, date: Option<DateSpan>, today: Option<Day>) -> text::Dates {
    let published = match date {
        Some(span) if is_plain(span) => lang.span(span),
        Some(span) => say(key::SEEN_WITHIN, &[Gap::Text(&lang.span(span))]),
        None => said(key::NO_DATE).to_owned(),
    };
    let accessed = today.filter(|_| date.is_none());
    let accessed = accessed.map(|day| say(key::ACCESSED, &[Gap::Text(&lang.span(DateSpan::day(day)))]));
    text::Dates { published, accessed, comma: lang.words().comma }
}

/// The formats: name, media type, ending of a file's name.
const FORMATS: [(&str, &str, &str); 4] = [
    ("", "text/plain", "txt"),
    ("BibTeX", "application/x-bibtex", "bib"),
    ("RIS", "application/x-research-info-systems", "ris"),
    ("CSL-JSON", "application/vnd.citationstyles.csl+json", "json"),
];

/// Which passage an address means, in words: a paragraph that the article has, with words of an address only where they stand in the article.
pub fn passage_of(article: &ArticleView, paragraph: u32, words: &str) -> String {
    if paragraph == 0 || paragraph as usize > article.paragraphs.len() {
        return String::new();
    }
    let at = say(key::PARAGRAPH, &[Gap::Number(paragraph)]);
    match paragraph_of(article, words, paragraph) == paragraph {
        true => [&at, ": “", &first_line(words), "”"].concat(),
        false => at,
    }
}

/// The article in each of the formats.
fn cited(lang: Language, record: Record<'_>, today: Option<Day>) -> [String; 4] {
    [
        text::citation(&record, &dates(lang, record.date(), today)),
        bibtex::entry(&record, today),
        ris::reference(&record, today),
        Json::List(vec![csl::item(&record, today)]).lines(),
    ]
}

#[hook]
fn use_cite(props: &CitePage) -> Html {
    let CitePage { leaf, collection } = props;
    let words = leaf.lang.words();
    let id = leaf.route.view.doc.clone();
    let article = use_article(&leaf.client, id.clone(), Reading::default());
    let copied = use_state(|| None::<(usize, bool)>);
    let today = use_memo((), |()| saving::today());
    use_title(leaf, Some(said(key::CITE).to_owned()));
    let found: Option<Rc<ArticleView>> = article.now.ready().and_then(|found| found.as_ref().clone());
    let body = match (&article.now, &found) {
        (Loaded::Failed(trouble), _) => failed(leaf.lang, trouble, &article.retry),
        (Loaded::Waiting, _) if id.is_some() => skeleton(leaf.lang, 3),
        (_, None) => html! { <p class="supplement__note" role="alert">{ words.no_such_article }</p> },
        (_, Some(article)) => {
            let view = &leaf.route.view;
            let passage = passage_of(article, view.paragraph, &view.beside);
            let paragraph = if passage.is_empty() { 0 } else { view.paragraph };
            let link = link_of(&article.id, paragraph);
            let cited = cited(leaf.lang, Record { article, link: &link, collection, passage: &passage }, *today);
            let to = View { leaf: None, beside: String::new(), paragraph, ..view.clone() };
            let lang = (article.lang != "und").then(|| article.lang.clone());
            html! {
                <>
                    <p class="supplement__lead" dir="auto" {lang}><a href={leaf.href(to)}>{ marked_text(&article.title) }</a></p>
                    if article.title_derived {
                        <p class="supplement__note">{ words.title_derived }</p>
                    }
                    { for cited.into_iter().enumerate().map(|(nth, text)| block(&article.id, nth, text, &copied)) }
                    <p class="supplement__note">{ said(key::CITE_NOTE) }</p>
                </>
            }
        }
    };
    html! { <>{ heading(html! { { said(key::CITE) } }) }{ body }</> }
}

/// One format: what it says, and ways to take that along.
fn block(id: &str, nth: usize, text: String, copied: &crate::hooks::Remembered<Option<(usize, bool)>>) -> Html {
    let (name, media_type, ending) = FORMATS[nth];
    let name = if name.is_empty() { said(key::CITE_TEXT) } else { name };
    let title_id = ["cite-", ending].concat();
    let on_copy = {
        let (setter, text) = (copied.setter(), text.clone());
        Callback::from(move |_: MouseEvent| {
            let (setter, text) = (setter.clone(), text.clone());
            spawn_local(async move { setter.set(Some((nth, page::copy(text).await))) });
        })
    };
    let on_save = {
        let (text, name) = (text.clone(), file_name(id, ending));
        Callback::from(move |_: MouseEvent| saving::save_text(&text, media_type, &name))
    };
    let outcome = copied
        .filter(|(which, _)| *which == nth)
        .map_or("", |(_, done)| said(if done { key::COPIED } else { key::NOT_COPIED }));
    // The formats' own lines run from left to right; the prose as its words do.
    let shown = if nth == 0 { one_line(&text) } else { text.trim_end().to_owned() };
    html! {
        <section class="cite" aria-labelledby={title_id.clone()}>
            <h3 class="cite__name" id={title_id.clone()}>{ name }</h3>
            if nth == 0 {
                <p class="cite__prose" dir="auto">{ shown.clone() }</p>
            } else {
                <pre class="cite__lines" dir="ltr">{ shown.clone() }</pre>
            }
            <p class="cite__acts">
                { button(Look::Outlined, html! { <>{ said(key::COPY) }{ " " }<span class="visually-hidden">{ name }</span></> }, on_copy) }
                { button(Look::Outlined, html! { <>{ said(key::DOWNLOAD) }{ " " }<span class="visually-hidden">{ name }</span></> }, on_save) }
                <span class="cite__outcome" role="status">{ outcome }</span>
            </p>
        </section>
    }
}
