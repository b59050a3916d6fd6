//! Stars on the app's own page: each article that it shows gets a button, and says whether the reader has starred it.

use std::cell::{Cell, RefCell};

use wasm_bindgen_futures::spawn_local;

use super::entries::{Entry, Star};
use super::keeping;
use crate::data::Client;
use crate::js::beside::on_drawing;
use crate::js::{marking, saving, supplement};
use crate::supplement::awaiting::cards;
use crate::supplement::records::plain;
use crate::supplement::words::{bring, key, said};
use crate::words::Language;

thread_local! {
    static STARRED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// Whether stars can be kept, and so are shown.
    static IS_SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// The articles that are starred from now on.
pub fn set(entries: &[Entry]) {
    let starred = entries.iter().filter_map(|entry| match entry {
        Entry::Star(star) => Some(star.article.clone()),
        _ => None,
    });
    STARRED.set(starred.collect());
    show();
}

fn show() {
    if IS_SHOWN.get() {
        let language = Language::tagged(&supplement::language()).unwrap_or_default();
        language.words();
        STARRED.with_borrow(|starred| {
            marking::show_stars(said(key::STAR), &|id| starred.iter().any(|other| other == id));
        });
    }
}

/// Shows stars on the app's page, for as long as it lives. Where nothing can be kept, there are none.
pub fn watch(client: Client) {
    on_drawing(show);
    marking::on_star(move |id| {
        let client = client.clone();
        spawn_local(async move {
            let is_starred = STARRED.with_borrow(|starred| starred.contains(&id));
            let star = match is_starred {
                true => None,
                false => cards(&client, vec![id.clone()]).await.ok().and_then(|hits| {
                    let hit = hits.first()?;
                    Some(Entry::Star(Star {
                        article: id.clone(),
                        title: plain(&hit.title),
                        date: hit.date,
                        source: hit.source.clone(),
                        made: saving::today(),
                    }))
                }),
            };
            let drops = if is_starred { vec![["star:", &id].concat()] } else { Vec::new() };
            // A star that is not kept stays empty.
            let _ = keeping::change(star.as_slice(), &drops).await;
        });
    });
    spawn_local(async {
        bring(Language::tagged(&supplement::language()).unwrap_or_default()).await;
        if let Ok(entries) = keeping::all().await {
            IS_SHOWN.set(true);
            set(&entries);
        }
    });
}
