//! A name on a small button that filters by it. Its marker says of what kind it is, by shape as well as by colour.

use newsprint_model::EntityKind;
use newsprint_search::EntityLabel;
use yew::prelude::*;

use crate::words::Language;

/// A kind's name in class names.
pub fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

/// What a chip shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// Whom or what it names.
    pub entity: EntityLabel,
    /// Whether the list is filtered by it now.
    #[prop_or_default]
    pub is_chosen: bool,
    /// It was pressed.
    pub on_pick: Callback<EntityLabel>,
}

/// The chip.
#[component]
pub fn EntityChip(props: &Props) -> Html {
    let Props { lang, entity, is_chosen, on_pick } = props;
    let kind = kind_name(entity.kind);
    let onclick = {
        let (entity, on_pick) = (entity.clone(), on_pick.clone());
        Callback::from(move |_: MouseEvent| on_pick.emit(entity.clone()))
    };
    html! {
        <button type="button" class={classes!("entity-chip", format!("entity-chip--{kind}"))}
            aria-pressed={is_chosen.to_string()} {onclick}>
            <span class={classes!("kind-marker", format!("kind-marker--{kind}"))} aria-hidden="true"></span>
            <span class="visually-hidden">{ (lang.words().kind)(entity.kind) }{ ": " }</span>
            <bdi>{ entity.name.clone() }</bdi>
        </button>
    }
}
