//! The names in an article, by kind.

use newsprint_model::EntityKind;
use newsprint_search::{ArticleEntity, EntityLabel, Facet};
use yew::prelude::*;

use super::entity_chip;
use crate::markup::html;
use crate::words::Language;

/// The list; nothing when the article names nobody.
pub fn entity_list(
    lang: Language,
    entities: &[ArticleEntity],
    chosen: &[String],
    on_pick: &Callback<EntityLabel>,
) -> Html {
    let words = lang.words();
    if entities.is_empty() {
        return Html::default();
    }
    let of_kind = |kind: EntityKind| entities.iter().filter(move |it| it.label.kind == kind).collect::<Vec<_>>();
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
                                        { entity_chip(lang, &entity.label, chosen.contains(&entity.label.id), on_pick) }
                                        if entity.n_mentions > 1 {
                                            <span class="entity-list__count">
                                                <span aria-hidden="true">{ "×" }{ lang.number(entity.n_mentions) }</span>
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
