//! Looking whether a kept search finds more than it did.

use newsprint_model::Day;
use newsprint_search::{MAX_ASKED, Request, Sort};

use super::entries::Search;
use super::seen::{MOST_IDS, Seen, Since, number};
use crate::data::Trouble;
use crate::route::Route;
use crate::supplement::Leaf;
use crate::supplement::awaiting::search as ask;
use crate::supplement::export::described;
use crate::supplement::records::plain;

/// How many of the new articles are named.
const N_NAMED: usize = 5;

/// What a kept search finds now.
#[derive(Clone, Debug, PartialEq)]
pub struct News {
    /// What is searched for, in words.
    pub what: String,
    /// How many articles.
    pub n: u32,
    /// What is new, when the reader has looked before.
    pub since: Option<Since>,
    /// What is found, to be kept when the reader looks.
    pub now: Seen,
    /// The newest of the new articles: ids and headlines.
    pub newest: Vec<(String, String)>,
}

/// Looks. In the edition in which the reader has looked, nothing can be new, and nothing more is asked for.
pub async fn news(leaf: &Leaf, search: &Search, edition: &str, today: Option<Day>) -> Result<News, Trouble> {
    let view = Route::from_query(&search.address).view;
    let counts = ask(&leaf.client, view.counting()).await?;
    let what = described(leaf, &view, Some(&counts));
    let n = counts.n_hits;
    let mut newest = Vec::new();
    let known = search.seen.as_ref().filter(|seen| seen.edition == edition);
    let now = match known {
        Some(seen) => seen.clone(),
        None if n > MOST_IDS => Seen::of_many(edition, today, n),
        None => {
            let mut ids: Vec<u64> = Vec::new();
            while (ids.len() as u32) < n {
                let (offset, limit) = (ids.len() as u32, MAX_ASKED as u32);
                let page = Request { sort: Sort::Newest, offset, limit, ..view.counting() };
                let found = ask(&leaf.client, Request { n_facet_values: 0, ..page }).await?;
                if found.hits.is_empty() {
                    break;
                }
                for hit in &found.hits {
                    let id = number(&hit.id);
                    if newest.len() < N_NAMED && search.seen.as_ref().and_then(|seen| seen.has(id)) == Some(false) {
                        newest.push((hit.id.clone(), plain(&hit.title)));
                    }
                    ids.push(id);
                }
            }
            Seen::of_numbers(edition, today, ids)
        }
    };
    let since = search.seen.as_ref().map(|seen| seen.since(&now));
    Ok(News { what, n, since, now, newest })
}
