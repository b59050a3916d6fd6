//! Questions that one look at an edition answers, or that say what they wait for: [`Engine::look`](crate::Engine::look) puts them.

use newsprint_edition::{Answer, Opened};
use newsprint_model::{ArticleNumber, EntityNumber};

use crate::engine::hit;
use crate::filter::facet_number;
use crate::marks::Sieve;
use crate::matching::weights;
use crate::plan::{Asked, Plan};
use crate::query::Place;
use crate::snippet::snippet;
use crate::view::{entity, view};
use crate::{ArticleEntity, ArticleView, Facet, Hit, MAX_ASKED, Reading, Snippet, SnippetRequest};

/// What [`Engine::article`](crate::Engine::article) answers.
pub fn article(edition: &Opened, id: &str, reading: &Reading) -> Answer<Option<ArticleView>> {
    let plan = Plan::of(edition, &Asked::of(reading));
    let Some(place) = edition.article_place(id)? else { return Ok(None) };
    let number = place.number;
    let (cards, bodies) = (edition.cards(&[number]), edition.bodies_at(&[place]));
    let (Some(card), Some(body), plan) = (cards?.pop(), bodies?.pop(), plan?) else { return Ok(None) };
    let entities: Vec<_> = body.entities.iter().map(|(entity, _)| *entity).collect();
    let entities = edition.entities(&entities)?;
    let weights = weights(&plan, edition.boot().n_articles);
    let (in_title, in_body) = (plan.patterns(&weights, Place::Title), plan.patterns(&weights, Place::Anywhere));
    Ok(Some(view(number, card, body, entities, &in_title, &in_body)))
}

/// What [`Engine::snippets`](crate::Engine::snippets) answers. Bodies are asked for beside words.
pub fn snippets(edition: &Opened, request: &SnippetRequest) -> Answer<Vec<Snippet>> {
    let asked = Asked::of(&request.reading);
    let numbered = request.articles.iter().take(SnippetRequest::MAX_ARTICLES);
    let articles: Vec<u32> = numbered.map(|article| article.0).collect();
    if asked.parsed.node.is_none() {
        return Ok(vec![Snippet::new(); articles.len()]);
    }
    let plan = Plan::of(edition, &asked)?;
    let in_body = plan.patterns(&weights(&plan, edition.boot().n_articles), Place::Anywhere);
    if in_body.is_empty() {
        return Ok(vec![Snippet::new(); articles.len()]);
    }
    let bodies = edition.bodies(&articles)?;
    let sieve = Sieve::new(&in_body);
    Ok(bodies.iter().map(|body| snippet(body, &in_body, &sieve)).collect())
}

/// What [`Engine::cards`](crate::Engine::cards) answers.
pub fn cards(edition: &Opened, articles: &[ArticleNumber], ids: &[String]) -> Answer<Vec<Hit>> {
    let mut numbers: Vec<u32> = articles.iter().take(MAX_ASKED).map(|article| article.0).collect();
    let places: Vec<_> = ids.iter().take(MAX_ASKED).map(|id| edition.article_place(id)).collect();
    for place in places {
        numbers.extend(place?.map(|place| place.number));
    }
    let cards = edition.cards(&numbers)?;
    Ok(numbers.into_iter().zip(cards).map(|(number, card)| hit(number, card, 0.0, (&[], &[]))).collect())
}

/// What [`Engine::entities`](crate::Engine::entities) answers.
pub fn entities(edition: &Opened, facet: Facet, ids: &[String]) -> Answer<Vec<ArticleEntity>> {
    let facet = facet_number(facet);
    let asked: Vec<(usize, &str)> = ids.iter().take(MAX_ASKED).map(|id| (facet, id.as_str())).collect();
    let sets = edition.value_sets(&asked)?;
    let values: Vec<(usize, u32)> = sets.iter().flatten().map(|set| (facet, set.number)).collect();
    let named: Vec<EntityNumber> = edition.values(&values)?.into_iter().filter_map(|value| value.entity).collect();
    Ok(edition.entities(&named)?.into_iter().map(|record| entity(record, 0)).collect())
}
