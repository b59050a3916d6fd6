//! What stands beside an article that is open in the app: who is quoted in it, links to its paragraphs, and what can be done with a selected passage.

#[cfg(debug_assertions)]
pub mod specimen;

use std::cell::RefCell;
use std::rc::Rc;

use newsprint_search::{ArticleView, Reading};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::help::entity_view;
use super::words::{key, said, say};
use crate::components::{Look, button};
use crate::data::{Answer, Asking, Client, Question};
use crate::hooks::{until_undone, use_effect_on, use_state};
use crate::js::beside::{Made, OpenArticle, new_root, on_drawing, on_selection, open_article, selected_passage};
use crate::js::{history, page, start, supplement};
use crate::markup::html;
use crate::piece::{AnyPiece, Given, drawn_by};
use crate::route::Route;
use crate::state::{Presentation, View};
use crate::words::{Gap, Language};

/// Furnishes every article that is opened from now on.
pub fn furnish_articles(client: Client) {
    let asked: Rc<RefCell<Vec<Asking>>> = Rc::default();
    let look = Rc::new(move || {
        let Some(article) = open_article() else { return };
        let tag = supplement::language();
        let list = Route::from_query(&history::query()).view.list();
        let reason = [&*tag, " ", &article.id, " ", &list.query].concat();
        if !article.is_to_be_furnished(&reason) {
            return;
        }
        let lang = Language::tagged(&tag).unwrap_or_default();
        let Some(made) = Made::new("aside") else { return };
        made.set("class", "beside");
        // It stands there from now on, so that it is not made twice; its words follow.
        article.furnish(&reason, &made);
        let (client, asked) = (client.clone(), Rc::clone(&asked));
        spawn_local(async move {
            crate::words::bring(lang).await;
            super::words::bring(lang).await;
            let links = tools(lang, &article, &made);
            if let Some(links) = links.as_ref().filter(|_| !list.query.trim().is_empty()) {
                let _ = leaf_link(links, "why", said(key::WHY), &article.id);
            }
            let id = article.id.clone();
            let cards = Question::Cards { articles: Vec::new(), ids: vec![id.clone()] };
            let versions = client.ask(cards, move |answer| {
                if let (Ok(Answer::Cards(hits)), Some(links)) = (answer, links)
                    && hits.iter().any(|hit| hit.n_versions > 1)
                {
                    lang.words();
                    let _ = leaf_link(&links, "versions", said(key::VERSIONS), &id);
                }
            });
            let question = Question::Article { id: article.id.clone(), reading: Reading::default() };
            let asking = client.ask(question, move |answer| {
                // Who is quoted is a courtesy: where it does not come, the article stands as it is.
                if let Ok(Answer::Article(found)) = answer
                    && let Some(found) = found.as_ref()
                {
                    let _ = quotations(lang, found, &made);
                }
            });
            // Those before are no longer wanted.
            asked.replace(vec![versions, asking]);
        });
    });
    let again = Rc::clone(&look);
    on_drawing(move || again());
    look();
    if let Some(root) = new_root("passage") {
        yew::Renderer::<AnyPiece>::with_root_and_props(root, Given::to(Passage)).render();
    }
}

/// The address of a paragraph of the open article, in the list that is open beside it.
fn paragraph_href(id: &str, paragraph: u32, presentation: Presentation) -> String {
    let view = Route::from_query(&history::query()).view;
    Route { view: View { doc: Some(id.to_owned()), hit: 0, paragraph, ..view }, presentation }.href()
}

/// A link to a paragraph for somebody else, copied; the address bar has it where the browser keeps its clipboard closed. Says what came of it.
async fn copy_link(lang: Language, id: &str, paragraph: u32) -> &'static str {
    let words = lang.words();
    if page::copy(history::absolute(&paragraph_href(id, paragraph, Presentation::default()))).await {
        return words.link_copied;
    }
    let presentation = Route::from_query(&history::query()).presentation;
    start::go(&paragraph_href(id, paragraph, presentation));
    words.link_not_copied
}

/// A link to a view of the supplement about the open article, beside the list that it stands in.
fn leaf_link(line: &Made, leaf: &'static str, words: &str, id: &str) -> Option<()> {
    let Route { view, presentation } = Route::from_query(&history::query());
    let view = View { leaf: Some(leaf), doc: Some(id.to_owned()), ..view.list() };
    let link = Made::new("a")?;
    link.set("class", "beside__link");
    link.set("href", &Route { view, presentation }.href());
    link.say(words);
    line.add(&link);
    Some(())
}

/// The line of tools: the button that puts a link before each paragraph, and room for further links.
fn tools(lang: Language, article: &OpenArticle, made: &Made) -> Option<Made> {
    lang.words();
    let (line, button, status) = (Made::new("p")?, Made::new("button")?, Made::new("span")?);
    line.set("class", "beside__tools");
    button.set("type", "button");
    button.set("class", "text-button");
    button.set("aria-pressed", "false");
    button.say(said(key::PASSAGE_LINKS));
    status.set("role", "status");
    status.set("class", "beside__status");
    line.add(&button);
    line.add(&status);
    made.add_first(&line);
    let (article, pressed) = (article.clone(), button.clone());
    button.on_click(move || {
        lang.words();
        let mut has_links = false;
        for (paragraph, nth) in article.paragraphs().iter().zip(1..) {
            if !paragraph.take_out(".beside__mark") {
                has_links = paragraph_link(lang, &article.id, (paragraph, nth), &status).is_some();
            }
        }
        pressed.set("aria-pressed", if has_links { "true" } else { "false" });
    });
    Some(line)
}

/// The link before a paragraph.
fn paragraph_link(lang: Language, id: &str, (paragraph, nth): (&Made, u32), status: &Made) -> Option<()> {
    let link = Made::new("a")?;
    let presentation = Route::from_query(&history::query()).presentation;
    link.set("class", "beside__mark");
    link.set("href", &paragraph_href(id, nth, presentation));
    link.set("aria-label", &say(key::PASSAGE_LINK_TO, &[Gap::Number(nth)]));
    link.say("¶");
    paragraph.add_first(&link);
    let (id, status) = (id.to_owned(), status.clone());
    link.on_click(move || {
        let (id, status) = (id.clone(), status.clone());
        spawn_local(async move { status.say(copy_link(lang, &id, nth).await) });
    });
    Some(())
}

/// What somebody is quoted with: the paragraph from 1, and the words.
type Words = (u32, String);

/// What each speaker of an article says, those heard first in front; a speaker is a place among the article's entities, or nobody that the text tells.
pub fn by_speaker(article: &ArticleView) -> Vec<(Option<usize>, Vec<Words>)> {
    let mut found: Vec<(Option<usize>, Vec<Words>)> = Vec::new();
    for quoted in &article.quotations {
        let Some(runs) = article.paragraphs.get(quoted.paragraph as usize) else { continue };
        let letters = runs.iter().flat_map(|run| run.text.chars());
        let length = quoted.end.saturating_sub(quoted.start) as usize;
        let words: String = letters.skip(quoted.start as usize).take(length).collect();
        let speaker = quoted.speaker.map(|nth| nth as usize).filter(|nth| *nth < article.entities.len());
        if words.trim().is_empty() {
            continue;
        }
        let words = (quoted.paragraph.saturating_add(1), words);
        match found.iter_mut().find(|(other, _)| *other == speaker) {
            Some((_, said)) => said.push(words),
            None => found.push((speaker, vec![words])),
        }
    }
    // What nobody is told to have said stands last.
    found.sort_by_key(|(speaker, _)| speaker.is_none());
    found
}

/// The most quotations that stand beside an article.
const MAX_QUOTATIONS: usize = 60;

/// Who is quoted, and what with.
fn quotations(lang: Language, article: &ArticleView, made: &Made) -> Option<()> {
    lang.words();
    let speakers = by_speaker(article);
    if speakers.is_empty() {
        return None;
    }
    let (title, list) = (Made::new("h3")?, Made::new("ul")?);
    title.set("class", "beside__title");
    title.say(said(key::QUOTED));
    list.set("class", "beside__speakers");
    let presentation = Route::from_query(&history::query()).presentation;
    let mut n_left = MAX_QUOTATIONS;
    for (speaker, all) in speakers {
        let (item, head, quotes) = (Made::new("li")?, Made::new("p")?, Made::new("ul")?);
        head.set("class", "beside__speaker");
        match speaker.and_then(|nth| article.entities.get(nth)) {
            Some(entity) => {
                let (link, name) = (Made::new("a")?, Made::new("bdi")?);
                let route = Route { view: entity_view(&entity.label), presentation: presentation.clone() };
                link.set("href", &route.href());
                name.say(&entity.label.name);
                link.add(&name);
                head.add(&link);
            }
            None => head.say(said(key::QUOTED_UNKNOWN)),
        }
        quotes.set("class", "beside__quotes");
        for (paragraph, words) in all.into_iter().take(n_left) {
            n_left -= 1;
            let (quote, link) = (Made::new("li")?, Made::new("a")?);
            link.set("href", &paragraph_href(&article.id, paragraph, presentation.clone()));
            link.set("dir", "auto");
            if article.lang != "und" {
                link.set("lang", &article.lang);
            }
            link.say(&words);
            quote.add(&link);
            quotes.add(&quote);
        }
        item.add(&head);
        item.add(&quotes);
        list.add(&item);
        if n_left == 0 {
            break;
        }
    }
    made.add(&title);
    made.add(&list);
    Some(())
}

/// The most letters of a passage that an address carries: with the signs that each of them is written with there, no server refuses it.
const MAX_CARRIED: usize = 800;
/// What ends a passage that is longer than an address can carry.
pub const CUT: &str = "…";

/// A passage as an address carries it.
fn cut(passage: &str) -> String {
    match passage.char_indices().nth(MAX_CARRIED) {
        Some((at, _)) => [&passage[..at], CUT].concat(),
        None => passage.to_owned(),
    }
}

/// What can be done with the passage that is selected.
#[derive(Clone, PartialEq)]
struct Passage;

drawn_by!(Passage, use_passage);

#[hook]
fn use_passage(_passage: &Passage) -> Html {
    // The article, the paragraph and the words, the language, and what came of copying a link.
    let shown = use_state(|| None::<(String, (u32, String), Language)>);
    let outcome = use_state(|| "");
    {
        let (shown, outcome) = (shown.setter(), outcome.setter());
        use_effect_on((), move |()| {
            until_undone(on_selection(move || {
                let selected = open_article().zip(selected_passage());
                let (shown, outcome) = (shown.clone(), outcome.clone());
                spawn_local(async move {
                    let lang = Language::tagged(&supplement::language()).unwrap_or_default();
                    crate::words::bring(lang).await;
                    super::words::bring(lang).await;
                    outcome.set("");
                    shown.set(selected.map(|(article, passage)| (article.id, passage, lang)));
                });
            }))
        });
    }
    let Some((id, (paragraph, words_of_it), lang)) = (*shown).clone() else { return Html::default() };
    // The language is spoken from here on.
    lang.words();
    let route = Route::from_query(&history::query());
    let beside = cut(&words_of_it);
    let doc = Some(id.clone());
    let about = View { doc, paragraph, beside, ..route.view.list() };
    let links = ["cite", "notebook"].map(|leaf| {
        let view = View { leaf: Some(leaf), ..about.clone() };
        Route { view, presentation: route.presentation.clone() }.href()
    });
    let on_copy = {
        let outcome = outcome.setter();
        Callback::from(move |_: MouseEvent| {
            let (id, outcome) = (id.clone(), outcome.clone());
            spawn_local(async move { outcome.set(copy_link(lang, &id, paragraph).await) });
        })
    };
    passage_bar(lang, links, on_copy, *outcome)
}

/// The bar: a link to the passage to be copied and what came of that, and the ways to cite it and to keep it.
pub(super) fn passage_bar(
    lang: Language,
    [cite, keep]: [String; 2],
    on_copy: Callback<MouseEvent>,
    outcome: &'static str,
) -> Html {
    let words = lang.words();
    html! {
        <div class="passage-bar" role="region" aria-label={said(key::PASSAGE)}>
            { button(Look::Quiet, words.copy_link.into(), on_copy) }
            <a href={cite}>{ words.cite }</a>
            <a href={keep}>{ words.keep }</a>
            <span role="status">{ outcome }</span>
        </div>
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use newsprint_model::{EntityKind, Facts, Quoted};
    use newsprint_search::{ArticleEntity, EntityLabel, Run};

    use super::*;

    #[test]
    fn words_stand_by_who_said_them() {
        let run = |text: &str| Run { text: text.to_owned(), hit: None, entity: None };
        let entity = |id: &str| ArticleEntity {
            label: EntityLabel { id: id.to_owned(), name: id.to_owned(), kind: EntityKind::Person },
            n_mentions: 1,
            n_articles: 1,
            variants: Vec::new(),
            facts: Facts::default(),
            related: Vec::new(),
        };
        let quoted = |paragraph, start, end, speaker| Quoted { paragraph, start, end, speaker };
        let article = ArticleView {
            article: newsprint_model::ArticleNumber(0),
            id: "a".to_owned(),
            title: Vec::new(),
            title_derived: false,
            date: None,
            byline: None,
            source: None,
            url: None,
            lang: "en".to_owned(),
            paragraphs: vec![vec![run("“Né"), run("ver,” said b.")], vec![run("“Yes,” said a. “No.”")]],
            n_hits: 0,
            is_extract: false,
            entities: vec![entity("a"), entity("b")],
            quotations: vec![
                quoted(0, 1, 6, Some(1)),
                quoted(1, 16, 18, None),
                quoted(1, 1, 4, Some(0)),
                quoted(0, 1, 3, Some(1)),
                quoted(7, 0, 9, Some(0)),
                quoted(1, 400, 900, Some(0)),
                quoted(1, 4, 1, Some(0)),
                quoted(1, 1, 4, Some(99)),
            ],
        };
        let told = |n: u32, words: &str| (n, words.to_owned());
        assert_eq!(
            by_speaker(&article),
            [
                (Some(1), vec![told(1, "Néver"), told(1, "Né")]),
                (Some(0), vec![told(2, "Yes")]),
                (None, vec![told(2, "No"), told(2, "Yes")]),
            ]
        );
    }
}
