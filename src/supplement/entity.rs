//! Somebody's page: spellings and why each counts, when and where they were named, in whose company, and in which articles.

use std::rc::Rc;

use newsprint_model::{DateSpan, EntityKind};
use newsprint_search::{ArticleEntity, Choice, DateFilter, EntityLabel, Facet, Reading, Request, Results, Sort};
use yew::prelude::*;

use super::articles::headlines;
use super::concordance::Concordance;
use super::entity_parts::{Company, spellings};
use super::quotes::Quotes;
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{date_chart, fact_links, failed, kind_class, kind_marker, skeleton};
use crate::hooks::{use_article, use_callback, use_results};
use crate::js::start;
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::state::{Loaded, View};
use crate::words::{Gap, Language};

/// The page.
#[derive(Clone, PartialEq)]
pub struct EntityPage(pub Leaf);

drawn_by!(EntityPage, use_entity);

/// How many values of each facet are counted: the date chart comes with them.
const N_VALUES: u32 = 1;

/// Whom an address asks about: the first chosen person, organisation or place.
fn asked_about(view: &View) -> Option<(EntityKind, Choice)> {
    let kind = |facet: Facet| EntityKind::ALL.into_iter().find(|kind| Facet::of(*kind) == facet);
    view.choices.iter().filter(|choice| !choice.exclude).find_map(|choice| Some((kind(choice.facet)?, choice.clone())))
}

/// The entity, out of an article that names it. An address may have a former id of it: then the list knows its name.
fn found_in(entities: &[ArticleEntity], choice: &Choice, results: &Results) -> Option<ArticleEntity> {
    let chosen = results.facets.iter().filter(|counts| counts.facet == choice.facet).flat_map(|counts| &counts.values);
    let label = chosen.filter(|value| value.chosen == Some(false)).map(|value| &value.label).next();
    let by_id = entities.iter().find(|it| it.label.id == choice.value);
    by_id.or_else(|| entities.iter().find(|it| Some(&it.label.name) == label)).cloned()
}

#[hook]
fn use_entity(props: &EntityPage) -> Html {
    let EntityPage(leaf) = props;
    let asked = asked_about(&leaf.route.view);
    let (kind, choice) = match &asked {
        Some((kind, choice)) => (*kind, choice.clone()),
        None => (EntityKind::Person, Choice { facet: Facet::Person, value: String::new(), exclude: false }),
    };
    let list = View { choices: vec![choice.clone()], leaf: None, ..leaf.route.view.clone() };
    let newest = Request { sort: Sort::Newest, n_facet_values: N_VALUES, ..list.request() };
    let results = use_results(&leaf.client, newest, true);
    let oldest = Request { sort: Sort::Oldest, limit: 1, ..list.request() };
    let oldest = use_results(&leaf.client, oldest, true);
    let first_hit = results.now.ready().and_then(|it| it.hits.first());
    let article = use_article(&leaf.client, first_hit.map(|hit| hit.id.clone()), Reading::default());
    let entity = article
        .now
        .ready()
        .zip(results.now.ready())
        .and_then(|(article, results)| found_in(&article.as_ref().as_ref()?.entities, &choice, results));
    let is_nobody = asked.is_none() || results.now.ready().is_some_and(|found| found.n_hits == 0);
    let nobody = is_nobody.then(|| said(key::NOBODY).to_owned());
    use_title(leaf, nobody.or_else(|| entity.as_ref().map(|it| it.label.name.clone())));
    let on_date = use_callback((leaf.clone(), list.clone()), |date: Option<DateFilter>, (leaf, list)| {
        start::go(&leaf.href(View { date, ..list.clone() }));
    });
    let retry = {
        let (results, article) = (results.retry.clone(), article.retry.clone());
        Callback::from(move |()| {
            results.emit(());
            article.emit(());
        })
    };
    match (&results.now, &article.now, entity) {
        (Loaded::Failed(trouble), _, _) | (_, Loaded::Failed(trouble), _) => failed(leaf.lang, trouble, &retry),
        (Loaded::Ready(_), _, _) if is_nobody => html! {
            <>
                { heading(html! { { said(key::NOBODY) } }) }
                <p class="supplement__note">{ said(key::NOBODY_HINT) }</p>
            </>
        },
        (Loaded::Ready(found), _, Some(entity)) => {
            let dates = [oldest.now.ready(), results.now.ready()].map(|it| it.and_then(|it| it.hits.first()?.date));
            let all = leaf.href(list.clone());
            let parts = EntityParts {
                head: head(leaf.lang, &entity, found.n_hits, dates, all_articles(ACT, found.n_hits, all.clone())),
                main: html! {
                    <>
                        if found.dates.buckets.len() > 1 {
                            { date_chart(leaf.lang, &found.dates, list.date, &on_date) }
                        }
                        { piece("concordance", Concordance {
                            leaf: leaf.clone(),
                            list: list.clone(),
                            entity: (entity.label.id.clone(), entity.label.name.clone()),
                        }) }
                    </>
                },
                side: html! {
                    <>
                        { spellings(leaf.lang, &entity.variants) }
                        { company(leaf, &list, &entity) }
                        { piece("quotes", Quotes {
                            leaf: leaf.clone(),
                            list: list.clone(),
                            entity: (entity.label.id.clone(), entity.label.name.clone()),
                        }) }
                    </>
                },
                articles: html! { <>{ headlines(leaf, &found.hits, &list) }<p>{ all_articles("", found.n_hits, all) }</p></> },
            };
            arranged(leaf.lang, kind, parts)
        }
        (Loaded::Ready(_), Loaded::Ready(_), None) => html! { <p role="alert">{ said(key::NOBODY) }</p> },
        (Loaded::Waiting | Loaded::Ready(_), _, _) => skeleton(leaf.lang, 4),
    }
}

/// The id of the heading of the articles.
pub(crate) const ARTICLES_ID: &str = "entity-articles";

/// What the head's link looks like.
pub(crate) const ACT: &str = "button button--strong";

/// What stands on somebody's page, in the app and beside it.
pub(crate) struct EntityParts {
    /// Who it is.
    pub head: Html,
    /// When and where they were named.
    pub main: Html,
    /// Spellings, company, quotations.
    pub side: Html,
    /// The articles.
    pub articles: Html,
}

/// Somebody's page.
pub(crate) fn arranged(lang: Language, kind: EntityKind, parts: EntityParts) -> Html {
    html! {
        <article class={kind_class("entity", kind)}>
            { parts.head }
            <div class="supplement__columns supplement__columns--main-first">
                <div>{ parts.main }</div>
                <div>{ parts.side }</div>
                { part(ARTICLES_ID, lang.words().articles, parts.articles) }
            </div>
        </article>
    }
}

/// A link to the list of somebody's articles; `class` may be empty.
pub(crate) fn all_articles(class: &'static str, n_articles: u32, href: String) -> Html {
    html! { <a class={(!class.is_empty()).then_some(class)} {href}>{ say(key::ALL_ARTICLES, &[Gap::Number(n_articles)]) }</a> }
}

/// Name, kind, how often and when.
///
/// * `dates`: of the oldest article, and of the newest.
/// * `act`: a link to the list of the articles.
pub(crate) fn head(
    lang: Language,
    entity: &ArticleEntity,
    n_articles: u32,
    dates: [Option<DateSpan>; 2],
    act: Html,
) -> Html {
    let words = lang.words();
    let label = &entity.label;
    let seen = match dates {
        [Some(first), Some(last)] if first.latest < last.earliest => {
            say(key::FIRST_AND_LAST, &[Gap::Text(&lang.span(first)), Gap::Text(&lang.span(last))])
        }
        // Of ranges that overlap, nobody knows which came first.
        [Some(first), Some(last)] if first != last => {
            let all = DateSpan { earliest: first.earliest, latest: first.latest.max(last.latest) };
            say(key::SEEN_WITHIN, &[Gap::Text(&lang.span(all))])
        }
        [Some(once), _] => lang.span(once),
        _ => String::new(),
    };
    html! {
        <header class="entity__head">
            <p class="entity__kind">{ kind_marker(label.kind) }{ (words.kind)(label.kind) }</p>
            { heading(html! { <bdi>{ label.name.clone() }</bdi> }) }
            <p class="entity__seen">
                { (words.named_in)(n_articles) }
                if !seen.is_empty() { { " · " }{ seen } }
                { fact_links(lang, &entity.facts) }
            </p>
            <p class="entity__acts">{ act }</p>
        </header>
    }
}

/// In whose company the entity is named.
fn company(leaf: &Leaf, list: &View, entity: &ArticleEntity) -> Html {
    if entity.related.is_empty() {
        return Html::default();
    }
    let related: Rc<[EntityLabel]> = entity.related.clone().into();
    piece("company", Company { leaf: leaf.clone(), list: list.clone(), label: entity.label.clone(), related })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::Route;

    #[test]
    fn the_first_included_name_of_an_address_is_asked_about() {
        for (query, expected) in [
            ("page=entity&person=a", Some((EntityKind::Person, "a"))),
            ("page=entity&place=b&source=x&person=-a", Some((EntityKind::Place, "b"))),
            ("page=entity&source=x", None),
            ("page=entity", None),
        ] {
            let asked = asked_about(&Route::from_query(query).view);
            assert_eq!(asked.as_ref().map(|(kind, choice)| (*kind, choice.value.as_str())), expected, "{query}");
        }
    }
}
