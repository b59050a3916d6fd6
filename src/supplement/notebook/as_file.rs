//! A notebook as a file: out of this browser, and in from another.

use std::rc::Rc;

use newsprint_search::EditionInfo;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::entries::{self, Entry, Refusal};
use super::{Keeper, Told, keeping, sentence};
use crate::components::{Look, button};
use crate::js::{fields, saving};
use crate::markup::html;
use crate::supplement::records::file_name;
use crate::supplement::words::{key, said, say};
use crate::words::Gap;

/// The notebook as a file, out and in.
pub fn as_file(info: &EditionInfo, entries: &Rc<[Entry]>, keeper: &Keeper) -> Html {
    let on_save = {
        let (entries, collection) = (Rc::clone(entries), info.name.clone());
        Callback::from(move |_: MouseEvent| {
            let name = file_name(&["notebook ", &collection].concat(), "json");
            saving::save_text(&entries::file(&collection, &entries), "application/json", &name);
        })
    };
    let on_file = {
        let keeper = keeper.clone();
        Callback::from(move |event: Event| {
            let keeper = keeper.clone();
            spawn_local(async move {
                let Some(text) = fields::chosen_text(&event).await else {
                    return keeper.told.set(Told::Trouble(said(key::FILE_FOREIGN).to_owned()));
                };
                match entries::read(&text) {
                    Ok(read) => {
                        // What stands there now: another tab may have added to it.
                        let entries = match keeping::all().await {
                            Ok(entries) => entries,
                            Err(trouble) => return keeper.told.set(Told::Trouble(sentence(trouble))),
                        };
                        let n_there = read.entries.len() as u32;
                        let added = entries::missing(&entries, read.entries);
                        let n_added = added.len() as u32;
                        let numbers = [n_added, n_there - n_added, read.n_unread].map(Gap::Number);
                        keeper.change(added, Vec::new(), Told::Sentence(say(key::FILE_READ, &numbers)));
                    }
                    Err(Refusal::Foreign) => keeper.told.set(Told::Trouble(said(key::FILE_FOREIGN).to_owned())),
                    Err(Refusal::TooNew) => keeper.told.set(Told::Trouble(said(key::FILE_TOO_NEW).to_owned())),
                }
            });
        })
    };
    html! {
        <>
            <p class="supplement__note">{ said(key::BOOK_AS_FILE_HINT) }</p>
            <div class="notebook__acts">
                { button(Look::Outlined, said(key::BOOK_OUT).into(), on_save) }
                <label class="button notebook__file">
                    <input type="file" class="notebook__chooser" accept=".json,application/json" onchange={on_file} />
                    { said(key::BOOK_IN) }
                </label>
            </div>
        </>
    }
}
