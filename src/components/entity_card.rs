//! Who or what a marked name is: its spellings and why each counts, its articles, and what to do with it.

use newsprint_model::{Coordinates, Facts};
use newsprint_search::{ArticleEntity, EntityLabel};
use yew::prelude::*;

use super::{Look, Shape, button, icon_button, kind_class, kind_marker, says};
use crate::markup::html;
use crate::words::Language;

/// The id of the card; one is open at a time.
pub const CARD_ID: &str = "entity-card";

/// What the card shows.
#[derive(Clone, PartialEq)]
pub struct EntityCard {
    /// The interface's language.
    pub lang: Language,
    /// Whom or what.
    pub entity: ArticleEntity,
    /// A link to its page.
    pub href: AttrValue,
    /// Articles with it are wanted (`false`), or are to be left out (`true`).
    pub on_filter: Callback<(EntityLabel, bool)>,
    /// Every article with it is wanted, whatever else was asked for; `None` while nothing else is asked for.
    pub on_only: Option<Callback<EntityLabel>>,
    /// The card was closed.
    pub on_close: Callback<()>,
}

/// What is known of it, and where more of it is.
fn fact(href: String, text: String) -> Html {
    html! { <a {href} target="_blank" rel="noopener noreferrer"><bdi>{ text }</bdi></a> }
}

/// Links to where it lies, and to what the publisher says that it is.
#[inline(never)]
pub fn fact_links(lang: Language, facts: &Facts) -> Html {
    html! {
        <>
            { for facts.coordinates.map(|place| fact(geo_uri(place), lang.coordinates(place))) }
            { for facts.wikidata.map(|item| {
                fact(["https://www.wikidata.org/wiki/Q", &item.0.to_string()].concat(), "Wikidata".to_owned())
            }) }
        </>
    }
}

/// An address that opens the reader's own map.
///
/// * Source: RFC 5870.
fn geo_uri(Coordinates { latitude, longitude }: Coordinates) -> String {
    let sign = |n: i16| if n < 0 { "-" } else { "" };
    let degrees = |n: i16| Language::En.degrees(n);
    ["geo:", sign(latitude), &degrees(latitude), ",", sign(longitude), &degrees(longitude)].concat()
}

/// The card. It stands in the column, under the paragraph that it was opened from.
pub fn entity_card(props: &EntityCard) -> Html {
    let EntityCard { lang, entity, href, on_filter, on_only, on_close } = props;
    let words = lang.words();
    let (label, facts) = (&entity.label, &entity.facts);
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                event.stop_propagation();
                on_close.emit(());
            }
        })
    };
    html! {
        <div id={CARD_ID} class={kind_class("entity-card", label.kind)} role="group" tabindex="-1"
            aria-labelledby="entity-card-name" dir={lang.direction()} {onkeydown}>
            <div class="entity-card__head">
                <p class="entity-card__kind">
                    { kind_marker(label.kind) }
                    { (words.kind)(label.kind) }
                </p>
                { icon_button("", Shape::Cross, words.close, says(on_close, ())) }
            </div>
            <p class="entity-card__name" id="entity-card-name"><a {href}><bdi>{ label.name.clone() }</bdi></a></p>
            <p class="entity-card__articles">
                { (words.named_in)(entity.n_articles) }
                if entity.n_mentions == 0 { { " · " }{ words.supplied } }
                { fact_links(*lang, facts) }
            </p>
            if !entity.related.is_empty() {
                <p class="entity-card__acts entity-card__related">
                    { words.related }
                    { for entity.related.iter().map(|label| {
                        button(Look::Quiet, (&*label.name).into(), says(on_filter, (label.clone(), false)))
                    }) }
                </p>
            }
            if !entity.variants.is_empty() {
                <table class="entity-card__spellings">
                    <caption class="visually-hidden">{ words.spellings }</caption>
                    <thead>
                        <tr><th scope="col">{ words.spelling }</th><th scope="col">{ words.mentions }</th><th scope="col">{ words.why_joined }</th></tr>
                    </thead>
                    <tbody>
                        { for entity.variants.iter().map(|variant| html! {
                            <tr>
                                <th scope="row"><bdi>{ variant.text.clone() }</bdi></th>
                                <td>{ lang.number(variant.n_mentions) }</td>
                                <td>{ (words.merge_rule)(variant.rule) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            }
            <p class="entity-card__acts">
                { button(Look::Strong, (words.only_with)(&label.name).into(), says(on_filter, (label.clone(), false))) }
                { button(Look::Outlined, (words.leave_out)(&label.name).into(), says(on_filter, (label.clone(), true))) }
                if let Some(on_only) = on_only {
                    { button(Look::Outlined, (words.all_about)(&label.name).into(), says(on_only, label.clone())) }
                }
            </p>
        </div>
    }
}
