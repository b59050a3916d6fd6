//! One facet: its values with their counts, each to be chosen or left out, with a search inside and more on demand.

use newsprint_model::EntityKind;
use newsprint_search::{Facet as FacetName, FacetValue, lowercase};
use yew::prelude::*;

use super::search_box::text_direction;
use super::{Look, Shape, button, class, icon, kind_marker, says};
use crate::js::page;
use crate::markup::html;
use crate::route::read_span;
use crate::words::{Language, language_name, now};

/// How a facet is shown at the moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FacetShown {
    /// What was typed into its own search.
    pub prefix: String,
    /// How many values beyond the first few are asked for.
    pub n_more: u32,
    /// Whether values stand by name rather than by count.
    pub by_name: bool,
    /// Whether a facet that is counted for those who look was looked at.
    pub is_open: bool,
}

/// What a facet shows.
#[derive(Clone, PartialEq)]
pub struct FacetPanel {
    /// The interface's language.
    pub lang: Language,
    /// Which facet.
    pub facet: FacetName,
    /// The values on show, chosen ones first.
    pub values: Vec<FacetValue>,
    /// How many values have an article, of those counted.
    pub n_values: u32,
    /// Whether rarer values were left uncounted.
    pub has_more: bool,
    /// How it is shown.
    pub shown: FacetShown,
    /// Whether the values on show still belong to an older question.
    pub is_stale: bool,
    /// A value was chosen (`false`) or left out (`true`), or that was taken back.
    pub on_choose: Callback<(String, bool)>,
    /// It is to be shown otherwise.
    pub on_show: Callback<FacetShown>,
}

/// How many values "show more" adds.
pub const N_MORE: u32 = 20;
/// A facet with no more values than this is read at a glance and needs no search of its own.
const N_AT_A_GLANCE: u32 = 8;

/// A value as the reader knows it: languages by their own names, months in words, everything else by its label.
pub fn value_label(facet: FacetName, value: &FacetValue) -> String {
    value_name(facet, &value.value, &value.label)
}

/// The same of a value and a label for it.
pub fn value_name(facet: FacetName, value: &str, label: &str) -> String {
    match facet {
        FacetName::Lang => language_name(value),
        FacetName::Mentioned => read_span(value).map_or_else(|| label.to_owned(), |span| now().span(span)),
        _ => label.to_owned(),
    }
}

fn kind_of(facet: FacetName) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| FacetName::of(*kind) == facet)
}

/// The values by name, chosen ones first.
fn by_name(facet: FacetName, values: &[FacetValue]) -> Vec<FacetValue> {
    let key = |value: &FacetValue| {
        // Dates stand in order of time.
        let name =
            if facet == FacetName::Mentioned { value.value.clone() } else { lowercase(&value_label(facet, value)) };
        (value.chosen.is_none(), name)
    };
    let mut sorted: Vec<((bool, String), FacetValue)> = Vec::with_capacity(values.len());
    for value in values {
        let key = key(value);
        let at = sorted.partition_point(|(other, _)| *other <= key);
        sorted.insert(at, (key, value.clone()));
    }
    sorted.into_iter().map(|(_, value)| value).collect()
}

/// The facet.
pub fn facet(props: &FacetPanel) -> Html {
    let FacetPanel { lang, facet, values, n_values, has_more, shown, is_stale, on_choose, on_show } = props;
    let words = lang.words();
    let name = (words.facet)(*facet);
    let id = format!("facet-{}", facet.name());
    let values = if shown.by_name { by_name(*facet, values) } else { values.clone() };
    let onfind = {
        let (shown, on_show) = (shown.clone(), on_show.clone());
        Callback::from(move |event: InputEvent| {
            on_show.emit(FacetShown { prefix: page::field_text(&event), n_more: 0, ..shown.clone() });
        })
    };
    // The months are counted for readers who look.
    let is_asked_for = *facet == FacetName::Mentioned;
    let ontoggle = {
        let (shown, on_show) = (shown.clone(), on_show.clone());
        Callback::from(move |_: Event| {
            if is_asked_for && !shown.is_open {
                on_show.emit(FacetShown { is_open: true, ..shown.clone() });
            }
        })
    };
    let show = |changed: FacetShown| says(on_show, changed);
    let n_shown = values.len() as u32;
    let n_left = n_values.saturating_sub(n_shown);
    let has_tools = *n_values > N_AT_A_GLANCE || !shown.prefix.is_empty();
    let marker = kind_of(*facet).map(kind_marker);
    html! {
        <details class={class("facet", &[("facet--stale", *is_stale)])} open={!is_asked_for} {ontoggle}>
            <summary class="facet__summary">
                <h3 class="facet__name" id={id.clone()}>{ for marker }{ name }</h3>
                <span class="facet__total">if *n_values > 0 { { lang.number(*n_values) } }if *has_more { { "+" } }</span>
            </summary>
            if has_tools {
                <div class="facet__tools">
                    <input class="facet__find" type="text" inputmode="search" autocomplete="off" spellcheck="false" dir={text_direction(*lang, &shown.prefix)}
                        aria-label={(words.find_in)(*facet)} placeholder={(words.find_in)(*facet)}
                        value={shown.prefix.clone()} oninput={onfind} />
                    <button type="button" class="text-button facet__order" aria-pressed={shown.by_name.to_string()}
                        title={words.by_name} onclick={show(FacetShown { by_name: !shown.by_name, ..shown.clone() })}>
                        <span aria-hidden="true">{ words.alphabet }</span>
                        <span class="visually-hidden">{ words.by_name }{ ": " }{ name }</span>
                    </button>
                </div>
            }
            if values.is_empty() && (!shown.prefix.is_empty() || shown.is_open && !is_stale) {
                <p class="facet__nothing">
                    { if shown.prefix.is_empty() { words.no_mentions.to_owned() } else { (words.nothing_found_in)(*facet, &shown.prefix) } }
                </p>
            } else {
                <ul class="facet__values" aria-labelledby={id}>
                    { for values.iter().map(|value| facet_value(*lang, *facet, value, on_choose)) }
                </ul>
            }
            if shown.by_name && n_left > 0 && shown.prefix.is_empty() {
                <p class="facet__nothing">{ (words.most_frequent_by_name)(n_shown) }</p>
            }
            if n_left > 0 || shown.n_more > 0 {
                <div class="facet__more">
                    if n_left > 0 {
                        { button(
                            Look::Quiet,
                            html! { <>{ (words.show_more)(n_left.min(N_MORE)) }<span class="visually-hidden">{ ": " }{ name }</span></> },
                            show(FacetShown { n_more: shown.n_more.saturating_add(N_MORE), ..shown.clone() }),
                        ) }
                    }
                    if shown.n_more > 0 {
                        { button(
                            Look::Quiet,
                            html! { <>{ words.show_fewer }<span class="visually-hidden">{ ": " }{ name }</span></> },
                            show(FacetShown { n_more: 0, ..shown.clone() }),
                        ) }
                    }
                </div>
            }
        </details>
    }
}

/// One value: a box to choose it, its name, its count, and a button to leave it out.
fn facet_value(lang: Language, facet: FacetName, value: &FacetValue, on_choose: &Callback<(String, bool)>) -> Html {
    let label = value_label(facet, value);
    let excluded = value.chosen == Some(true);
    let included = value.chosen == Some(false);
    let onchange = {
        let (on_choose, id) = (on_choose.clone(), value.value.clone());
        Callback::from(move |_: Event| on_choose.emit((id.clone(), false)))
    };
    let onclick = says(on_choose, (value.value.clone(), true));
    let leave_out = (lang.words().leave_out)(&label);
    html! {
        <li key={value.value.clone()} class={class("facet__value", &[("facet__value--included", included), ("facet__value--excluded", excluded)])}>
            <label class="facet__label">
                <input class="facet__box" type="checkbox" checked={included} {onchange} />
                <bdi class="facet__text">{ label }</bdi>
                <span class="facet__count">{ lang.number(value.n_articles) }</span>
            </label>
            <button type="button" class="facet__exclude" aria-pressed={excluded.to_string()} aria-label={leave_out.clone()}
                title={leave_out} {onclick}>
                { icon(Shape::Minus) }
            </button>
        </li>
    }
}
