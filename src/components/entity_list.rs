//! The names in an article, by kind.

use newsprint_model::EntityKind;
use newsprint_search::{ArticleEntity, EntityLabel, Facet};
use yew::prelude::*;

use super::EntityChip;
use crate::words::Language;

/// What the list shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The names, most mentions first.
    pub entities: Vec<ArticleEntity>,
    /// The ids of the entities that the list of articles is filtered by.
    pub chosen: Vec<String>,
    /// A name was picked.
    pub on_pick: Callback<EntityLabel>,
}

/// The list; nothing when the article names nobody.
#[component]
pub fn EntityList(props: &Props) -> Html {
    let words = props.lang.words();
    if props.entities.is_empty() {
        return Html::default();
    }
    let of_kind = |kind: EntityKind| props.entities.iter().filter(move |it| it.label.kind == kind).collect::<Vec<_>>();
    html! {
        <section class="entity-list" aria-labelledby="named-here">
            <h3 class="entity-list__title" id="named-here">{ words.named_here }</h3>
            <dl class="entity-list__kinds">
                { for EntityKind::ALL.into_iter().map(|kind| (kind, of_kind(kind))).filter(|(_, names)| !names.is_empty()).map(|(kind, names)| html! {
                    <div class="entity-list__kind">
                        <dt>{ (words.facet)(Facet::of(kind)) }</dt>
                        <dd>
                            <ul class="entity-list__names">
                                { for names.into_iter().map(|entity| html! {
                                    <li key={entity.label.id.clone()}>
                                        <EntityChip lang={props.lang} entity={entity.label.clone()}
                                            is_chosen={props.chosen.contains(&entity.label.id)} on_pick={&props.on_pick} />
                                        if entity.n_mentions > 1 {
                                            <span class="entity-list__count">
                                                <span aria-hidden="true">{ "×" }{ props.lang.number(entity.n_mentions) }</span>
                                                <span class="visually-hidden">{ (words.n_mentions)(entity.n_mentions) }</span>
                                            </span>
                                        }
                                    </li>
                                }) }
                            </ul>
                        </dd>
                    </div>
                }) }
            </dl>
        </section>
    }
}
