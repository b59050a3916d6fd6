//! Buttons, icons, marks and names; and what a page says of itself while something is on its way, or did not come.

use yew::prelude::*;

use super::{Case, nothing, sample};
use crate::components::{
    Look, Masthead, Shape, button, entity_chip, failed, failed_part, icon, icon_button, marked_text, masthead, notice,
    settings_menu, share_button, skeleton,
};
use crate::data::Trouble;
use crate::markup::html;
use crate::state::Settings;
use crate::words::Language;

/// Buttons, icons, marks and names.
pub fn signs(lang: Language) -> Vec<Case> {
    let words = lang.words();
    let shapes = [
        Shape::Cross,
        Shape::Minus,
        Shape::Back,
        Shape::Up,
        Shape::Down,
        Shape::Lens,
        Shape::Link,
        Shape::Filters,
        Shape::Globe,
        Shape::Printer,
        Shape::Outward,
    ];
    let names = sample::labels();
    let chips = |is_chosen: bool| html! { <>{ for names.iter().map(|name| entity_chip(lang, name, is_chosen, &nothing())) }</> };
    vec![
        (
            "button",
            vec![
                ("outlined", button(Look::Outlined, words.apply.into(), nothing())),
                ("strong", button(Look::Strong, words.search.into(), nothing())),
                ("quiet", button(Look::Quiet, words.clear_all.into(), nothing())),
                ("only a drawing", icon_button("text-button", Shape::Cross, words.close, nothing())),
            ],
        ),
        ("icon", vec![("all", html! { <p class="gallery__icons">{ for shapes.into_iter().map(icon) }</p> })]),
        ("entity-chip", vec![("not chosen", chips(false)), ("chosen", chips(true))]),
        (
            "marked-text",
            vec![("with a match", html! { <p>{ marked_text(&sample::hit("x", "Council votes on", "en").title) }</p> })],
        ),
        (
            "share-button",
            vec![
                ("not asked yet", share_button(lang, None, &nothing())),
                ("copied", share_button(lang, Some(true), &nothing())),
                ("refused", share_button(lang, Some(false), &nothing())),
            ],
        ),
        ("settings-menu", vec![("closed", settings_menu(lang, &Settings::default(), &nothing(), &nothing()))]),
        ("masthead", vec![("waiting", a_masthead(lang, false)), ("with what it holds", a_masthead(lang, true))]),
    ]
}

fn a_masthead(lang: Language, is_known: bool) -> Html {
    masthead(&Masthead {
        lang,
        info: is_known.then(sample::info),
        name: "The Harbour Post".into(),
        home: "./".into(),
        on_home: nothing(),
        children: Html::default(),
    })
}

/// Waiting, failed, and what is said about the page itself.
pub fn states(lang: Language) -> Vec<Case> {
    let words = lang.words();
    let file = || "cards-00c0ffee.bin".to_owned();
    let fails = |trouble: Trouble| failed(lang, &trouble, &nothing());
    vec![
        ("skeleton", vec![("two blocks", skeleton(lang, 2))]),
        (
            "failed",
            vec![
                ("a file that did not come", fails(Trouble::Unreachable { file: file() })),
                ("a damaged file", fails(Trouble::Damaged { file: file(), detail: "it is too short".to_owned() })),
                ("a newer collection", fails(Trouble::TooNew { file: file() })),
                ("something broken", fails(Trouble::Broken(sample::LONG_WORD.to_owned()))),
                (
                    "a part of the page",
                    failed_part(lang, words.counts_failed, &Trouble::Unreachable { file: file() }, &nothing()),
                ),
            ],
        ),
        (
            "notice",
            vec![
                ("offline", notice(words.offline, None)),
                ("a new edition", notice(words.new_edition, Some((words.reload, nothing())))),
            ],
        ),
    ]
}
