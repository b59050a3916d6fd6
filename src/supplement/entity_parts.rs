//! Parts of somebody's page: spellings, and in whose company they are named.

use std::rc::Rc;

use newsprint_model::Variant;
use newsprint_search::{EntityLabel, Facet, Request};
use yew::prelude::*;

use super::help::entity_view;
use super::words::{key, said};
use super::{Leaf, part};
use crate::components::kind_marker;
use crate::hooks::use_counts;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::View;
use crate::words::Language;

/// The spellings with their counts, and why each is the same.
pub fn spellings(lang: Language, variants: &[Variant]) -> Html {
    let words = lang.words();
    if variants.is_empty() {
        return Html::default();
    }
    part(
        "entity-spellings",
        words.spellings,
        html! {
            <div class="supplement__scroller" role="group" aria-labelledby="entity-spellings" tabindex="0">
                <table class="supplement__table">
                    <thead>
                        <tr>
                            <th scope="col">{ words.spelling }</th>
                            <th scope="col" class="supplement__number">{ words.mentions }</th>
                            <th scope="col">{ words.why_joined }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for variants.iter().map(|variant| html! {
                            <tr>
                                <th scope="row"><bdi>{ variant.text.clone() }</bdi></th>
                                <td class="supplement__number">{ lang.number(variant.n_mentions) }</td>
                                <td>{ (words.merge_rule)(variant.rule) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        },
    )
}

/// In whose company somebody is named, the most telling first, and how often.
#[derive(Clone, PartialEq)]
pub struct Company {
    /// What it works with.
    pub leaf: Leaf,
    /// The list of the articles with the entity.
    pub list: View,
    /// The entity.
    pub label: EntityLabel,
    /// Those named with it more often than chance has it.
    pub related: Rc<[EntityLabel]>,
}

drawn_by!(Company, use_company);

#[hook]
fn use_company(props: &Company) -> Html {
    let Company { leaf, list, label, related } = props;
    let facet = Facet::of(label.kind);
    // Values of one facet are alternatives: of two people, who is named in either; less those who are named alone, that leaves both.
    let count = |view: View| Request { limit: 0, n_facet_values: 0, ..view.request() };
    let requests = related.iter().flat_map(|other| {
        let with = list.clone().toggled(Facet::of(other.kind), other.id.clone(), false);
        let alone =
            View { choices: Vec::new(), ..list.clone() }.toggled(Facet::of(other.kind), other.id.clone(), false);
        [count(with), count(alone)]
    });
    let requests: Vec<Request> = std::iter::once(count(list.clone())).chain(requests).collect();
    let counts = use_counts(&leaf.client, requests);
    let both = |nth: usize, other: &EntityLabel| {
        let (with, alone) = (counts[1 + 2 * nth]?, counts[2 + 2 * nth]?);
        Some(if Facet::of(other.kind) == facet { (counts[0]? + alone).saturating_sub(with) } else { with })
    };
    let with = |other: Option<&EntityLabel>| {
        let names = std::iter::once(label).chain(other);
        names.fold(View { leaf: Some("together"), ..View::default() }, |view, it| {
            view.toggled(Facet::of(it.kind), it.id.clone(), false)
        })
    };
    let rows = related.iter().enumerate().map(|(nth, other)| CompanyRow {
        label: other,
        href: leaf.href(entity_view(other)),
        counted: Some((leaf.href(with(Some(other))), both(nth, other))),
    });
    company_list(leaf.lang, rows, Some(leaf.href(with(None))))
}

/// One of those named together with somebody.
pub(crate) struct CompanyRow<'l> {
    /// Who.
    pub label: &'l EntityLabel,
    /// Their page.
    pub href: String,
    /// The list of the articles that name both, and how many there are, once that is known.
    pub counted: Option<(String, Option<u32>)>,
}

/// Those named together with somebody, in their order; `together` leads to a view of all of them.
pub(crate) fn company_list<'l>(
    lang: Language,
    rows: impl Iterator<Item = CompanyRow<'l>>,
    together: Option<String>,
) -> Html {
    let words = lang.words();
    part(
        "entity-company",
        said(key::COMPANY),
        html! {
            <>
                <p class="supplement__note">{ said(key::COMPANY_HINT) }</p>
                <ol class="ranked">
                    { for rows.map(|row| html! {
                        <li class="ranked__row">
                            <a href={row.href}>{ kind_marker(row.label.kind) }<bdi>{ row.label.name.clone() }</bdi></a>
                            if let Some((href, n)) = row.counted {
                                <a class="ranked__count" {href}>{ n.map(words.n_articles).unwrap_or_default() }</a>
                            }
                        </li>
                    }) }
                </ol>
                if let Some(href) = together {
                    <p class="supplement__note"><a {href}>{ said(key::TOGETHER) }</a></p>
                }
            </>
        },
    )
}
