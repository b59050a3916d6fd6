//! Articles that name several people, organisations or places together: where they stand nearest, within how many words; and whom one of them is named with.

use std::cell::RefCell;
use std::rc::Rc;

use newsprint_model::{DateSpan, EntityKind};
use newsprint_search::{Choice, EntityLabel, Facet, Hit, Reading, Request, Run, Sort};
use yew::prelude::*;

use super::both::exactly;
use super::ego::Ego;
use super::nearest::{Passage, nearest};
use super::picker::Picker;
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{Look, button, failed_part, kind_marker, marked_text, skeleton};
use crate::data::{Answer, Asking, Question};
use crate::hooks::{until_undone, use_callback, use_effect_on, use_mut_ref, use_results, use_state};
use crate::js::{page, start};
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::state::{Loaded, View};
use crate::supplement::asking::use_answers;
use crate::supplement::help::entity_view;
use crate::words::Gap;

/// The most names that one address may ask for together; those beyond are left aside.
const MAX_NAMES: usize = 8;
/// How many articles are read at first, and how many more each time.
const N_PAGE: u32 = 10;
/// How many articles are read at most to find those in which the names stand near each other.
const MAX_READ: u32 = 200;
/// The most words that may stand between, in an address.
const MAX_WITHIN: u32 = 1_000;

/// The page.
#[derive(Clone, PartialEq)]
pub struct TogetherPage(pub Leaf);

drawn_by!(TogetherPage, use_together);

/// The kind of the values of a facet, of those that hold names.
fn kind_of(facet: Facet) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| Facet::of(*kind) == facet)
}

/// Whom an address chooses, and the rest of its list.
pub fn chosen(view: &View) -> (Vec<Choice>, View) {
    let is_name = |choice: &Choice| !choice.exclude && kind_of(choice.facet).is_some();
    let (mut names, rest): (Vec<Choice>, Vec<Choice>) = view.choices.iter().cloned().partition(is_name);
    names.truncate(MAX_NAMES);
    (names, View { choices: rest, sort: Sort::Relevance, page: 0, ..view.list() })
}

/// The list of the articles that name all of them; `None` where an address cannot say that.
pub fn naming_all(names: &[Choice], rest: &View) -> Option<View> {
    let mut view = rest.clone();
    for choice in names {
        // Values of one facet are alternatives: a query names the second and all further ones.
        if view.choices.iter().any(|it| !it.exclude && it.facet == choice.facet) {
            view.query = [view.query.trim(), " ", &exactly(choice)?].concat().trim_start().to_owned();
        } else {
            view = view.toggled(choice.facet, choice.value.clone(), false);
        }
    }
    Some(view)
}

/// The view of these names together, with whatever else narrows the list.
pub fn together(names: &[Choice], rest: &View) -> View {
    let mut choices: Vec<Choice> = rest.choices.iter().chain(names).cloned().collect();
    choices.sort();
    choices.dedup();
    View { choices, leaf: Some("together"), ..rest.clone() }
}

/// How many words may stand between, as an address has it.
fn within(beside: &str) -> Option<u32> {
    beside.parse().ok().map(|n: u32| n.min(MAX_WITHIN))
}

#[hook]
fn use_together(props: &TogetherPage) -> Html {
    let TogetherPage(leaf) = props;
    use_title(leaf, Some(said(key::TOGETHER).to_owned()));
    let (names, rest) = chosen(&leaf.route.view);
    let questions = names.iter().map(|it| Question::Entities { facet: it.facet, ids: vec![it.value.clone()] });
    let known = use_answers(&leaf.client, questions.collect());
    let labels: Vec<Option<EntityLabel>> = (0..names.len())
        .map(|nth| match known.answer(nth) {
            Some(Answer::Entities(found)) => found.first().map(|it| it.label.clone()),
            _ => None,
        })
        .collect();
    let name_of = |nth: usize| labels[nth].as_ref().map_or_else(|| names[nth].value.clone(), |it| it.name.clone());
    let add = use_callback((leaf.clone(), names.clone(), rest.clone()), |choice: Choice, (leaf, names, rest)| {
        let names: Vec<Choice> = names.iter().cloned().chain([choice]).collect();
        leaf.href(together(&names, rest))
    });
    let place = names.iter().flat_map(|it| [it.value.as_str(), " "]).collect::<String>();
    let shown: Vec<(String, String)> = (0..names.len()).map(|nth| (names[nth].value.clone(), name_of(nth))).collect();
    html! {
        <>
            { heading(html! { { said(key::TOGETHER) } }) }
            <div class="together__form">
                if !names.is_empty() {
                    <ul class="together__names" aria-label={said(key::NAMES)}>
                        { for names.iter().enumerate().map(|(nth, choice)| {
                            let others: Vec<Choice> = names.iter().filter(|it| *it != choice).cloned().collect();
                            let label = labels[nth].as_ref();
                            html! {
                                <li class="together__name">
                                    { for kind_of(choice.facet).map(kind_marker) }
                                    if let Some(label) = label {
                                        <a href={leaf.href(entity_view(label))}><bdi>{ label.name.clone() }</bdi></a>
                                    } else {
                                        <bdi>{ name_of(nth) }</bdi>
                                    }
                                    <a class="together__remove" aria-label={say(key::WITHOUT_NAME, &[Gap::Text(&name_of(nth))])}
                                        href={leaf.href(together(&others, &rest))}><span aria-hidden="true">{ "×" }</span></a>
                                </li>
                            }
                        }) }
                    </ul>
                }
                if names.len() < MAX_NAMES {
                    { piece(["add ", &place].concat(), Picker {
                        leaf: leaf.clone(),
                        id: "together-add",
                        label: said(if names.is_empty() { key::CHOOSE_NAME } else { key::ADD_NAME }).to_owned(),
                        value: String::new(),
                        href: add,
                        on_words: None,
                    }) }
                }
            </div>
            { for known.trouble().map(|trouble| failed_part(leaf.lang, "", trouble, &known.retry)) }
            if names.is_empty() {
                <p class="supplement__note">{ said(key::TOGETHER_HINT) }</p>
            } else if known.trouble().is_none() && !known.is_whole() {
                // Nothing is told yet of those below, and what ends the page keeps its place.
                { skeleton(leaf.lang, 6) }
            }
            if names.len() > 1 {
                { match naming_all(&names, &rest) {
                    Some(list) => piece(["all ", &place].concat(), Naming { leaf: leaf.clone(), list, names: shown.clone() }),
                    None => html! { <p class="supplement__note">{ said(key::NOBODY) }</p> },
                } }
            }
            { for names.iter().zip(&labels).take(1).filter_map(|(choice, label)| {
                let label = label.clone()?;
                Some(piece(["ego ", &choice.value].concat(), Ego { leaf: leaf.clone(), choice: choice.clone(), label }))
            }) }
        </>
    }
}

/// The articles that name all of them.
#[derive(Clone, PartialEq)]
struct Naming {
    leaf: Leaf,
    list: View,
    /// Their ids, and names.
    names: Vec<(String, String)>,
}

drawn_by!(Naming, use_naming);

/// What is known of the articles that were read, by their ids: `None` where one did not come, and inside where it does not name all of them in its text.
type Read = Vec<(String, Option<Option<Passage>>)>;

#[hook]
fn use_naming(props: &Naming) -> Html {
    let Naming { leaf, list, names } = props;
    let words = leaf.lang.words();
    let limit = within(&leaf.route.view.beside);
    let n_wanted = use_state(|| N_PAGE);
    let request = Request { offset: 0, limit: *n_wanted, n_facet_values: 0, ..list.request() };
    let found = use_results(&leaf.client, request, true);
    // Only what certainly holds them all: a list of few is filled up with others.
    let hits: Vec<Hit> =
        found.now.ready().map_or_else(Vec::new, |it| it.hits.iter().take(it.n_hits as usize).cloned().collect());
    let read = use_mut_ref(Read::new);
    let n_read = use_state(|| 0_usize);
    let ids: Vec<String> = hits.iter().map(|hit| hit.id.clone()).collect();
    {
        let (read, n_read, client) = (Rc::clone(&read), n_read.setter(), leaf.client.clone());
        use_effect_on((ids, names.clone()), move |(ids, names)| {
            let is_known = |id: &String| read.borrow().iter().any(|(other, of)| other == id && of.is_some());
            let missing: Vec<String> = ids.iter().filter(|id| !is_known(id)).cloned().collect();
            let n_left = Rc::new(RefCell::new(missing.len()));
            let asking: Vec<Asking> = missing
                .into_iter()
                .map(|id| {
                    let (read, n_read, names, n_left) =
                        (Rc::clone(&read), n_read.clone(), names.clone(), Rc::clone(&n_left));
                    client.ask(Question::Article { id: id.clone(), reading: Reading::default() }, move |answer| {
                        let passage = match answer {
                            Ok(Answer::Article(article)) => {
                                article.as_ref().as_ref().map(|article| nearest(article, &names))
                            }
                            _ => None,
                        };
                        let mut read = read.borrow_mut();
                        read.retain(|(other, _)| *other != id);
                        read.push((id, passage));
                        let left = n_left.borrow().saturating_sub(1);
                        *n_left.borrow_mut() = left;
                        if left % 5 == 0 {
                            n_read.set(read.len() + left);
                        }
                    })
                })
                .collect();
            until_undone(asking)
        });
    }
    let known = read.borrow();
    let of = |hit: &Hit| known.iter().find(|(id, _)| *id == hit.id).map(|(_, passage)| passage.clone());
    let n_all = found.now.ready().map_or(0, |it| it.n_hits);
    let n_here = hits.iter().filter(|hit| of(hit).is_some()).count() as u32;
    let n_failed = hits.iter().filter(|hit| of(hit) == Some(None)).count() as u32;
    let rows: Vec<(&Hit, Option<Passage>)> = hits
        .iter()
        .map_while(|hit| Some((hit, of(hit)?)))
        .filter_map(|(hit, passage)| Some((hit, passage?)))
        .filter(|(_, passage)| limit.is_none_or(|n| passage.as_ref().is_some_and(|it| it.n_between <= n)))
        .collect();
    let is_reading = n_here < hits.len() as u32 || !matches!(found.now, Loaded::Failed(_)) && found.fresh().is_none();
    let may_read = n_all.min(MAX_READ);
    // Where a distance is asked for, all are read, page by page, up to so many.
    {
        let (setter, n, goes_on) =
            (n_wanted.setter(), *n_wanted, limit.is_some() && !is_reading && *n_wanted < may_read);
        use_effect_on((goes_on, n), move |(goes_on, n)| {
            if *goes_on {
                setter.set(n + 2 * N_PAGE);
            }
            None
        });
    }
    let typed = use_state(|| None::<String>);
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(Some(page::field_text(&event))))
    };
    let onsubmit = {
        let (leaf, typed) = (leaf.clone(), (*typed).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(typed) = &typed else { return };
            let beside = within(typed.trim()).map(|n| n.to_string()).unwrap_or_default();
            start::go(&leaf.href(View { beside, ..leaf.route.view.clone() }));
        })
    };
    let value = (*typed).clone().unwrap_or_else(|| limit.map(|n| n.to_string()).unwrap_or_default());
    let on_more = {
        let (setter, n) = (n_wanted.setter(), *n_wanted + N_PAGE);
        Callback::from(move |_: MouseEvent| setter.set(n))
    };
    let told = match limit {
        Some(n) => say(
            key::WITHIN_OF,
            &[Gap::Number(rows.len() as u32), Gap::Number(n), Gap::Number(n_here), Gap::Number(n_all)],
        ),
        None => say(key::NAMED_BY_ALL, &[Gap::Number(n_all)]),
    };
    part(
        "together-articles",
        said(key::NAME_ALL),
        html! {
            <>
                <div class="together__bar">
                    <p role="status">if found.now.ready().is_some() { { told } }</p>
                    <form class="together__within" {onsubmit}>
                        <label for="together-within">{ said(key::WITHIN) }</label>
                        <input class="together__number" id="together-within" type="text" inputmode="numeric" pattern="[0-9]*" maxlength="4" {value} {oninput} />
                        <span>{ said(key::WITHIN_UNIT) }</span>
                        <button type="submit" class="button">{ words.apply }</button>
                    </form>
                    if n_all > 0 { <a href={leaf.href(list.clone())}>{ say(key::ALL_ARTICLES, &[Gap::Number(n_all)]) }</a> }
                </div>
                if let Loaded::Failed(trouble) = &found.now {
                    { failed_part(leaf.lang, "", trouble, &found.retry) }
                }
                <ol class="together__rows">
                    { for rows.iter().map(|(hit, passage)| row(leaf, list, hit, passage.as_ref())) }
                </ol>
                if is_reading { { skeleton(leaf.lang, if rows.is_empty() { 6 } else { 2 }) } }
                if n_failed > 0 {
                    <p class="supplement__note" role="alert">{ say(key::ARTICLES_MISSING, &[Gap::Number(n_failed)]) }</p>
                }
                if limit.is_none() && n_all > *n_wanted {
                    <p>{ button(Look::Outlined, say(key::MORE_ARTICLES, &[Gap::Number(N_PAGE.min(n_all - *n_wanted))]).into(), on_more) }</p>
                }
                if limit.is_some() && n_all > MAX_READ {
                    <p class="supplement__note">{ say(key::READ_AT_MOST, &[Gap::Number(MAX_READ)]) }</p>
                }
            </>
        },
    )
}

/// An article, and the passage where they stand nearest.
fn row(leaf: &Leaf, list: &View, hit: &Hit, passage: Option<&Passage>) -> Html {
    let to = View { doc: Some(hit.id.clone()), ..list.clone() };
    let lang = (hit.lang != "und").then(|| hit.lang.clone());
    let date: Option<DateSpan> = hit.date;
    let title: &[Run] = &hit.title;
    html! {
        <li class="together__row" key={hit.id.clone()}>
            <a class="headlines__link" dir="auto" lang={lang.clone()} href={leaf.href(to)}>{ marked_text(title) }</a>
            <p class="together__meta">
                { leaf.lang.date(date) }
                { for hit.source.iter().map(|source| html! { <>{ " · " }<bdi>{ source.clone() }</bdi></> }) }
                { " · " }
                if let Some(passage) = passage { { say(key::WORDS_BETWEEN, &[Gap::Number(passage.n_between)]) } } else { { said(key::NOT_IN_TEXT) } }
            </p>
            if let Some(passage) = passage {
                <p class="together__passage" dir="auto" {lang}>
                    { for passage.pieces.iter().map(|(text, is_name)| match is_name {
                        true => html! { <b class="together__mention">{ text.clone() }</b> },
                        false => html! { { text.clone() } },
                    }) }
                </p>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    fn view(query: &str) -> View {
        Route::from_query(query).view
    }

    #[test]
    fn articles_that_name_all_are_a_list_with_an_address() {
        for (query, expected) in [
            ("page=together&person=a&org=b", "person=a&org=b"),
            ("page=together&person=a&person=b&person=c", "q=person:%22%3Db%22+person:%22%3Dc%22&person=a"),
            (
                "page=together&q=oil&person=a&place=b&place=-d&date=2023&vs=5",
                "q=oil&person=a&place=b&place=-d&date=2023",
            ),
            ("page=together&q=oil&org=a&org=b", "q=oil+org:%22%3Db%22&org=a"),
        ] {
            let (names, rest) = chosen(&view(query));
            assert_eq!(naming_all(&names, &rest), Some(view(expected)), "{query}");
            assert_eq!(chosen(&together(&names, &rest)), (names, rest), "{query}");
        }
        let many: String = (0..30).map(|n| format!("&person=p{n}")).collect();
        assert_eq!(chosen(&view(&many)).0.len(), MAX_NAMES);
    }

    #[test]
    fn nonsense_for_a_number_of_words_is_none() {
        for (text, n) in
            [("5", Some(5)), ("", None), ("-1", None), ("x", None), ("999999", Some(MAX_WITHIN)), ("99999999999", None)]
        {
            assert_eq!(within(text), n, "{text}");
        }
    }
}
