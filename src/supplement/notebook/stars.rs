//! Stars on the app's own page: whatever says which article it shows is told whether the reader has starred that, and its stylesheet does the rest.

use std::cell::RefCell;

use wasm_bindgen_futures::spawn_local;

use super::entries::Entry;
use super::keeping;
use crate::js::marking;

thread_local! {
    static STARRED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
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
    STARRED.with_borrow(|starred| {
        marking::mark_articles("data-starred", &|id| starred.iter().any(|other| other == id));
    });
}

/// Shows stars on the app's page, for as long as it lives.
pub fn watch() {
    marking::on_drawn(show);
    spawn_local(async {
        // Where nothing is kept, nothing is starred.
        let _ = keeping::all().await;
    });
}
