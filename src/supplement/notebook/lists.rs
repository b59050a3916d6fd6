//! The starred articles and the notes of a notebook, and where a note is changed.

use yew::prelude::*;

use super::Keeper;
use super::entries::{Entry, Note, Star};
use crate::components::{Look, button};
use crate::hooks::{Remembered, use_effect_on, use_state};
use crate::js::{fields, page};
use crate::markup::html;
use crate::state::View;
use crate::supplement::Leaf;
use crate::supplement::words::{key, said, say};
use crate::words::Gap;

/// A button's word, and for whoever hears it alone what it is about.
pub fn with_name(word: &'static str, name: &str) -> Html {
    html! { <>{ word }{ " " }<span class="visually-hidden">{ name.to_owned() }</span></> }
}

/// An article's headline, a link unless the edition lacks it.
fn headline(leaf: &Leaf, id: &str, title: &str, is_gone: bool) -> Html {
    if is_gone {
        return html! { <><bdi>{ title.to_owned() }</bdi>{ " " }<span class="notebook__gone">{ said(key::GONE) }</span></> };
    }
    let to = View { doc: Some(id.to_owned()), ..View::default() };
    html! { <a href={leaf.href(to)}><bdi>{ title.to_owned() }</bdi></a> }
}

/// The starred articles.
pub fn stars_list(leaf: &Leaf, entries: &[Entry], is_gone: &dyn Fn(&str) -> bool, keeper: &Keeper) -> Html {
    let stars: Vec<(&Entry, &Star)> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Star(star) => Some((entry, star)),
            _ => None,
        })
        .collect();
    if stars.is_empty() {
        return html! { <p class="supplement__note">{ said(key::NO_STARS) }</p> };
    }
    html! {
        <ul class="notebook__list">
            { for stars.into_iter().map(|(entry, star)| html! {
                <li class="notebook__row" key={entry.key()}>
                    <p class="notebook__what" dir="auto">{ headline(leaf, &star.article, &star.title, is_gone(&star.article)) }</p>
                    <p class="notebook__news">
                        { leaf.lang.date(star.date) }
                        { for star.source.iter().map(|source| html! { <>{ " · " }<bdi>{ source.clone() }</bdi></> }) }
                    </p>
                    <p class="notebook__acts">
                        { button(Look::Quiet, with_name(said(key::TAKE_OUT), &star.title), keeper.take_out(entry)) }
                    </p>
                </li>
            }) }
        </ul>
    }
}

/// What the reader changes an earlier note in.
const EDIT_ID: &str = "note-edit";

/// The note that is being changed, as it was when that began.
pub type Editing = Remembered<Option<Note>>;

/// The id of the button that opens and closes a note for changing.
fn button_id(note: &Note) -> String {
    ["edit-", &note.id].concat()
}

/// The notes, those of one article beside each other.
#[hook]
pub fn use_notes_list(leaf: &Leaf, entries: &[Entry], is_gone: &dyn Fn(&str) -> bool, keeper: &Keeper) -> Html {
    let editing: Editing = use_state(|| None::<Note>);
    use_effect_on((*editing).clone(), |editing| {
        if let Some(note) = editing {
            fields::set_area_text(EDIT_ID, &note.text);
            page::focus(EDIT_ID);
        }
        None
    });
    let mut notes: Vec<&Note> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Note(note) => Some(note),
            _ => None,
        })
        .collect();
    // What is being changed stays, should another tab take it out meanwhile.
    if let Some(edited) = &*editing
        && notes.iter().all(|note| note.id != edited.id)
    {
        notes.push(edited);
    }
    if notes.is_empty() {
        return html! { <p class="supplement__note">{ said(key::NO_NOTES) }</p> };
    }
    notes.sort_by(|one, other| (&one.title, &one.article).cmp(&(&other.title, &other.article)));
    html! {
        <ul class="notebook__list">
            { for notes.into_iter().map(|note| {
                let about = View { leaf: Some("notebook"), doc: Some(note.article.clone()), ..View::default() };
                let is_edited = editing.as_ref().is_some_and(|edited| edited.id == note.id);
                let on_edit = {
                    let (setter, note) = (editing.setter(), note.clone());
                    Callback::from(move |_: MouseEvent| setter.set((!is_edited).then(|| note.clone())))
                };
                let is_gone = is_gone(&note.article);
                let what = if note.text.is_empty() { &note.passage } else { &note.text };
                let entry = Entry::Note(note.clone());
                html! {
                    <li class="notebook__row" key={entry.key()}>
                        <p class="notebook__what" dir="auto">{ headline(leaf, &note.article, &note.title, is_gone) }</p>
                        { noted(leaf, note, is_gone) }
                        <p class="notebook__acts">
                            if !is_gone {
                                <a class="notebook__more" href={leaf.href(about)}>{ said(key::WRITE_MORE) }</a>
                            }
                            <button type="button" class="text-button" id={button_id(note)} onclick={on_edit}
                                aria-expanded={if is_edited { "true" } else { "false" }}>{ with_name(said(key::EDIT), what) }</button>
                            { button(Look::Quiet, with_name(said(key::TAKE_OUT), what), keeper.take_out(&entry)) }
                        </p>
                        if is_edited {
                            { editor(&editing, keeper) }
                        }
                    </li>
                }
            }) }
        </ul>
    }
}

/// Where an earlier note is changed: Control and Enter keep it, Escape leaves it as it was.
fn editor(editing: &Editing, keeper: &Keeper) -> Html {
    let Some(before) = (**editing).clone() else { return Html::default() };
    let leave = {
        let (setter, id) = (editing.setter(), button_id(&before));
        move || {
            setter.set(None);
            page::focus(&id);
        }
    };
    let keep = {
        let (keeper, leave) = (keeper.clone(), leave.clone());
        move || {
            let text = fields::area_text(EDIT_ID).trim().to_owned();
            if text.is_empty() && before.passage.is_empty() {
                return page::focus(EDIT_ID);
            }
            keeper.write(Note { text, ..before.clone() }, Some(before.clone()), leave.clone());
        }
    };
    let onkeydown = {
        let (leave, keep) = (leave.clone(), keep.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            _ if event.is_composing() => {}
            "Escape" => leave(),
            "Enter" if event.ctrl_key() || event.meta_key() => keep(),
            _ => {}
        })
    };
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        keep();
    });
    html! {
        <form class="notebook__form" {onsubmit} {onkeydown}>
            <label class="notebook__label" for={EDIT_ID}>{ said(key::NOTE_TEXT) }</label>
            <textarea class="notebook__area" id={EDIT_ID} rows="4" dir="auto"></textarea>
            <p class="notebook__acts">
                <button type="submit" class="button button--strong">{ said(key::EXPORT_SAVE) }</button>
                { button(Look::Outlined, said(key::EXPORT_CANCEL).into(), Callback::from(move |_: MouseEvent| leave())) }
            </p>
        </form>
    }
}

/// A note's passage, with the way to where it stands, and words.
pub fn noted(leaf: &Leaf, note: &Note, is_gone: bool) -> Html {
    let to = View { doc: Some(note.article.clone()), paragraph: note.paragraph, ..View::default() };
    html! {
        <>
            if !note.passage.is_empty() {
                <blockquote class="notebook__passage" dir="auto">{ note.passage.clone() }</blockquote>
            }
            if note.paragraph > 0 && !is_gone {
                <p class="notebook__acts"><a class="notebook__more" href={leaf.href(to)}>
                    { say(key::PASSAGE_LINK_TO, &[Gap::Number(note.paragraph)]) }
                </a></p>
            }
            <p class="notebook__note" dir="auto">{ note.text.clone() }</p>
        </>
    }
}
