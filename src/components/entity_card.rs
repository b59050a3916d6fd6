//! Who or what a marked name is: its spellings and why each counts, its articles, and what to do with it.

use newsprint_model::{Coordinates, WikidataNumber};
use newsprint_search::{ArticleEntity, EntityLabel};
use yew::prelude::*;

use super::{Look, Shape, button, entity_chip, icon_button, kind_class, kind_marker, says};
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
    /// Articles with it are wanted (`false`), or are to be left out (`true`).
    pub on_filter: Callback<(EntityLabel, bool)>,
    /// Every article with it is wanted, whatever else was asked for; `None` while nothing else is asked for.
    pub on_only: Option<Callback<EntityLabel>>,
    /// The card was closed.
    pub on_close: Callback<()>,
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
    let EntityCard { lang, entity, on_filter, on_only, on_close } = props;
    let words = lang.words();
    let label = &entity.label;
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
    let on_related = on_filter.reform(|label| (label, false));
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
            <p class="entity-card__name" id="entity-card-name"><bdi>{ label.name.clone() }</bdi></p>
            <p class="entity-card__articles">
                { (words.named_in)(entity.n_articles) }
                if entity.n_mentions == 0 { { " · " }{ words.supplied } }
                if let Some(place) = entity.facts.coordinates {
                    { " · " }
                    <a href={geo_uri(place)}><bdi>{ lang.coordinates(place) }</bdi></a>
                }
                if let Some(WikidataNumber(number)) = entity.facts.wikidata {
                    { " · " }
                    <a href={format!("https://www.wikidata.org/wiki/Q{number}")} target="_blank" rel="noopener noreferrer">
                        { words.wikidata }
                    </a>
                }
            </p>
            if !entity.related.is_empty() {
                <p class="entity-card__related" id="entity-card-related">{ words.related }</p>
                <ul class="entity-list__names" aria-labelledby="entity-card-related">
                    { for entity.related.iter().map(|label| html! { <li>{ entity_chip(*lang, label, false, &on_related) }</li> }) }
                </ul>
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
