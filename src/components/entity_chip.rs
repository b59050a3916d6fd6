//! A name on a small button that filters by it. Its marker says of what kind it is, by shape as well as by colour.

use newsprint_model::EntityKind;
use newsprint_search::EntityLabel;
use yew::prelude::*;

use super::says;
use crate::markup::html;
use crate::words::Language;

/// A kind's name in class names.
fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

/// A block's class with the modifier for a kind: `name name--person`.
#[inline(never)]
pub fn kind_class(block: &'static str, kind: EntityKind) -> AttrValue {
    AttrValue::from([block, " ", block, "--", kind_name(kind)].concat())
}

/// The shape that stands for a kind. What it means is said beside it.
pub fn kind_marker(kind: EntityKind) -> Html {
    html! { <span class={kind_class("kind-marker", kind)} aria-hidden="true"></span> }
}

/// The chip.
pub fn entity_chip(lang: Language, entity: &EntityLabel, is_chosen: bool, on_pick: &Callback<EntityLabel>) -> Html {
    let onclick = says(on_pick, entity.clone());
    html! {
        <button type="button" class={kind_class("entity-chip", entity.kind)}
            aria-pressed={is_chosen.to_string()} {onclick}>
            { kind_marker(entity.kind) }
            <span class="visually-hidden">{ (lang.words().kind)(entity.kind) }{ ": " }</span>
            <bdi>{ entity.name.clone() }</bdi>
        </button>
    }
}
