//! The query language in a few lines, and the keys.

use yew::prelude::*;

use super::says;
use crate::markup::html;
use crate::words::Language;

/// The help, folded up until asked for.
pub fn search_help(lang: Language, shortcuts: bool, on_try: &Callback<String>) -> Html {
    let words = lang.words();
    html! {
        <details class="search-help">
            <summary class="search-help__summary">{ words.help }</summary>
            <div class="search-help__body">
                <dl class="search-help__rows">
                    { for words.help_rows.into_iter().map(|(example, meaning)| {
                        let onclick = says(on_try, example.to_owned());
                        html! {
                            <div class="search-help__row">
                                <dt><button type="button" class="search-help__try" dir="ltr" {onclick}>{ example }</button></dt>
                                <dd>{ meaning }</dd>
                            </div>
                        }
                    }) }
                </dl>
                <p class="search-help__note">{ words.help_note }</p>
                if shortcuts {
                    <p class="search-help__title" id="search-help-keys">{ words.keys_title }</p>
                    <dl class="search-help__rows" aria-labelledby="search-help-keys">
                        { for words.keys_rows.into_iter().map(|(keys, meaning)| html! {
                            <div class="search-help__row">
                                <dt dir="ltr">{ for keys.split(' ').map(|key| html! { <kbd>{ key }</kbd> }) }</dt>
                                <dd>{ meaning }</dd>
                            </div>
                        }) }
                    </dl>
                }
            </div>
        </details>
    }
}
