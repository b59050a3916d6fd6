//! How to search: the query language by example, every example with what it finds in this collection, and the keys.

use newsprint_search::{EntityLabel, Facet, FacetCounts, Request};
use yew::prelude::*;

use super::words::{halves, key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::hooks::{use_counts, use_results};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::View;
use crate::words::Gap;

/// The page.
#[derive(Clone, PartialEq)]
pub struct HelpPage(pub Leaf);

drawn_by!(HelpPage, use_help);

/// How many rows of examples there are.
const N_EXAMPLES: usize = 12;
/// How many rows of keys there are.
const N_KEYS: usize = 9;

#[hook]
fn use_help(props: &HelpPage) -> Html {
    let HelpPage(leaf) = props;
    let words = leaf.lang.words();
    use_title(leaf, Some(words.help.to_owned()));
    // Whom the collection names most, for examples that find something.
    let everything = Request { limit: 0, n_facet_values: 1, ..Request::default() };
    let found = use_results(&leaf.client, everything, true);
    let facets = found.now.ready().map(|it| it.facets.clone()).unwrap_or_default();
    let of_here: Vec<(String, String)> = facets.iter().filter_map(example_of).collect();
    let queries: Vec<String> = (0..N_EXAMPLES)
        .map(|i| halves(key::EXAMPLE_1 + i).0.to_owned())
        .chain(of_here.iter().map(|(query, _)| query.clone()))
        .collect();
    let view = |query: &str| View { query: query.to_owned(), ..View::default() };
    let requests = queries.iter().map(|query| Request { limit: 0, n_facet_values: 0, ..view(query).request() });
    let counts = use_counts(&leaf.client, requests.collect());
    let row = |nth: usize, meaning: String| {
        let query = &queries[nth];
        let n = counts.get(nth).copied().flatten();
        html! {
            <div class="examples__row">
                <dt><a class="examples__query" dir="ltr" href={leaf.href(view(query))}>{ query.clone() }</a></dt>
                <dd class="examples__meaning"><span>{ meaning }</span><span class="examples__count">{ n.map(words.n_articles).unwrap_or_default() }</span></dd>
            </div>
        }
    };
    html! {
        <>
            { heading(html! { { words.help } }) }
            <dl class="examples">
                { for (0..N_EXAMPLES).map(|nth| row(nth, halves(key::EXAMPLE_1 + nth).1.to_owned())) }
            </dl>
            <p class="supplement__note">{ said(key::HELP_NOTE) }</p>
            if !of_here.is_empty() {
                { part("help-here", said(key::HELP_HERE), html! {
                    <dl class="examples">
                        { for of_here.iter().zip(N_EXAMPLES..).map(|((_, label), nth)| row(nth, say(key::EXAMPLE_HERE, &[Gap::Text(label)]))) }
                    </dl>
                }) }
            }
            { part("help-words", said(key::HELP_SAME), html! {
                <ul class="supplement__prose">
                    { for (key::SAME_1..key::KEYS_TITLE).map(|sentence| html! { <li>{ said(sentence) }</li> }) }
                </ul>
            }) }
            { part("help-keys", said(key::KEYS_TITLE), html! {
                <dl class="examples">
                    { for (0..N_KEYS).map(|nth| {
                        let (keys, meaning) = halves(key::KEYS_1 + nth);
                        html! {
                            <div class="examples__row">
                                <dt dir="ltr">{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                                <dd>{ meaning }</dd>
                            </div>
                        }
                    }) }
                </dl>
            }) }
        </>
    }
}

/// A query for whom or what a facet counts most, and their name.
fn example_of(counts: &FacetCounts) -> Option<(String, String)> {
    if let Facet::Lang | Facet::Mentioned = counts.facet {
        return None;
    }
    let label = &counts.values.first()?.label;
    Some(([counts.facet.name(), ":\"", &label.replace('"', ""), "\""].concat(), label.clone()))
}

/// A link to somebody's page.
pub fn entity_view(label: &EntityLabel) -> View {
    View { leaf: Some("entity"), ..View::default().toggled(Facet::of(label.kind), label.id.clone(), false) }
}
