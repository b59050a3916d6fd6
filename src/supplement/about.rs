//! What the collection holds and how it was made: counts, dates, sources, languages, how names and dates were found; and what happens to what a reader types.

use std::rc::Rc;

use newsprint_search::{EditionInfo, Facet, FacetCounts, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::words::{key, room, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{failed_part, skeleton, value_label};
use crate::hooks::{use_effect_on, use_results, use_state};
use crate::js::storage;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::{Loaded, View};
use crate::words::Gap;

/// The page.
#[derive(Clone, PartialEq)]
pub struct AboutPage {
    /// What it works with.
    pub leaf: Leaf,
    /// What the collection holds.
    pub info: Rc<EditionInfo>,
}

drawn_by!(AboutPage, use_about);

/// How many values of each kind are named.
const N_VALUES: u32 = 12;

#[hook]
fn use_about(props: &AboutPage) -> Html {
    let AboutPage { leaf, info } = props;
    let words = leaf.lang.words();
    use_title(leaf, Some(words.about.to_owned()));
    let everything = Request { limit: 0, n_facet_values: N_VALUES, ..Request::default() };
    let counts = use_results(&leaf.client, everything, true);
    let [people, organisations, places] = info.n_entities;
    let kept = use_kept();
    let fact =
        |name: &'static str, value: String| html! { <div class="facts__row"><dt>{ name }</dt><dd>{ value }</dd></div> };
    html! {
        <>
            { heading(html! { { words.about } }) }
            <p class="supplement__lead"><bdi>{ info.name.clone() }</bdi></p>
            <dl class="facts">
                { fact(words.articles, leaf.lang.number(info.n_articles)) }
                { for info.dates.map(|span| fact(words.dates, leaf.lang.span(span))) }
                { fact(said(key::NAMES), (words.naming)(people, organisations, places)) }
                if !info.licence.is_empty() { { fact(said(key::LICENCE), info.licence.clone()) } }
                { fact(said(key::EDITION), info.hash.clone()) }
                { fact(said(key::SIZE), room(info.n_bytes)) }
            </dl>
            { match &counts.now {
                Loaded::Waiting => skeleton(leaf.lang, 6),
                Loaded::Failed(trouble) => failed_part(leaf.lang, words.counts_failed, trouble, &counts.retry),
                Loaded::Ready(found) => html! {
                    <div class="supplement__columns">
                        { for found.facets.iter().filter(|counts| !counts.values.is_empty()).map(|counts| values(leaf, counts)) }
                    </div>
                },
            } }
            <div class="supplement__columns">
                { part("about-how", said(key::HOW_MADE), prose(key::HOW_1, key::PRIVACY_TITLE)) }
                { part("about-privacy", said(key::PRIVACY_TITLE), html! {
                    <>
                        { prose(key::PRIVACY_1, key::KEPT) }
                        { for kept.map(|bytes| {
                            let sentence = say(key::KEPT, &[Gap::Text(&room(bytes))]);
                            html! { <div class="supplement__prose"><p>{ sentence }</p></div> }
                        }) }
                    </>
                }) }
            </div>
        </>
    }
}

/// How much the browser keeps for this web address, once it has said so.
///
/// * Unit: bytes.
#[hook]
fn use_kept() -> Option<u64> {
    let kept = use_state(|| None);
    {
        let setter = kept.setter();
        use_effect_on((), move |()| {
            spawn_local(async move {
                if let Some(bytes) = storage::kept_bytes().await {
                    setter.set(Some(bytes as u64));
                }
            });
            None
        });
    }
    *kept
}

/// The sentences from one up to another, a paragraph each.
fn prose(from: usize, to: usize) -> Html {
    html! { <div class="supplement__prose">{ for (from..to).map(|sentence| html! { <p>{ said(sentence) }</p> }) }</div> }
}

/// The values of a facet that have most articles, each a link.
fn values(leaf: &Leaf, counts: &FacetCounts) -> Html {
    let words = leaf.lang.words();
    let title = (words.facet)(counts.facet);
    let leaf_of = |facet: Facet| matches!(facet, Facet::Person | Facet::Org | Facet::Place).then_some("entity");
    html! {
        <section class="supplement__part">
            <h3 class="supplement__part-title">{ title }</h3>
            <ol class="ranked">
                { for counts.values.iter().map(|value| {
                    let view = View::default().toggled(counts.facet, value.value.clone(), false);
                    let to = View { leaf: leaf_of(counts.facet), ..view };
                    html! {
                        <li class="ranked__row">
                            <a href={leaf.href(to)}><bdi>{ value_label(counts.facet, value) }</bdi></a>
                            <span class="ranked__count">{ leaf.lang.number(value.n_articles) }</span>
                        </li>
                    }
                }) }
            </ol>
        </section>
    }
}
