//! Taking a result away: the whole of it, as a file in a format of the reader's choice.

#[cfg(debug_assertions)]
pub mod specimen;

use std::cell::RefCell;
use std::rc::Rc;

use futures::future::{AbortHandle, abortable};
use newsprint_search::{EditionInfo, Results};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::exporting::{Format, Making, Missed, OnProgress, Order, Sink, Stop};
use super::records::{file_name, one_line};
use super::words::{halves, key, room, said, say};
use super::{Leaf, heading, use_title};
use crate::components::{Look, button, date_label, failed};
use crate::hooks::{Remembered, Setter, until_undone, use_effect_on, use_mut_ref, use_results, use_state};
use crate::js::page;
use crate::js::saving::{self, Kept, Pieces, Stream};
use crate::markup::html;
use crate::pages::choice_labels;
use crate::piece::drawn_by;
use crate::state::{Loaded, View};
use crate::words::Gap;

/// The page.
#[derive(Clone, PartialEq)]
pub struct ExportPage {
    /// What it works with.
    pub leaf: Leaf,
    /// What the collection holds.
    pub info: Rc<EditionInfo>,
}

drawn_by!(ExportPage, use_export);

/// From so many articles on, a browser that can writes to the disk as it goes, and the reader is told that it takes a while.
const MANY: u32 = 2_000;
/// How many of the articles that did not come are named.
const N_NAMED: usize = 20;

/// How a file stands.
enum Stage {
    /// Nothing is asked for.
    Choosing,
    /// It grows: so many are written, of so many; 0 when nobody knows yet.
    Making(u32, u32),
    /// It could not be finished, or articles are missing in it.
    Stopped(Option<Stop>, Vec<Missed>),
    /// It is whole. `None` when it stands on the disk already.
    Done(u32, Option<Kept>),
}

/// What has been made so far, while nobody works on it.
type Shelf = Rc<RefCell<Option<Making>>>;

/// What the work is done with.
#[derive(Clone)]
struct Bench {
    stage: Setter<Stage>,
    shelf: Shelf,
    /// Ends the work that is going on.
    abort: Rc<RefCell<Option<AbortHandle>>>,
    /// The file's name and media type.
    name: String,
    media_type: &'static str,
}

impl Bench {
    /// Works on a file until it is whole, or stops.
    fn work(&self, mut making: Making, without_missed: bool) {
        let bench = self.clone();
        let stage = self.stage.clone();
        stage.set(Stage::Making(making.n_written, 0));
        let on_progress: OnProgress = Rc::new(move |n, n_all| stage.set(Stage::Making(n, n_all)));
        let (work, abort) = abortable(async move {
            let mut stopped = if without_missed { making.end().await } else { making.go_on(&on_progress).await };
            // What did not come is asked for once more before the reader hears of it.
            if stopped.is_ok() && !making.missed.is_empty() && !without_missed {
                stopped = making.go_on(&on_progress).await;
            }
            let is_whole = stopped.is_ok() && (making.missed.is_empty() || without_missed);
            // Where there is no room, nothing is left of the file.
            let goes_on = !is_whole && stopped != Err(Stop::NoRoom);
            bench.stage.set(if !is_whole {
                Stage::Stopped(stopped.err(), making.missed.clone())
            } else {
                let kept = match &making.sink {
                    Sink::Stream(_) => Some(None),
                    Sink::Pieces(pieces) => pieces.file(bench.media_type).map(Some),
                };
                match kept {
                    Some(kept) => {
                        if let Some(kept) = &kept {
                            saving::save(&kept.href, &bench.name);
                        }
                        Stage::Done(making.n_written, kept)
                    }
                    None => Stage::Stopped(Some(Stop::NoRoom), Vec::new()),
                }
            });
            if goes_on {
                bench.shelf.replace(Some(making));
            }
        });
        self.abort.replace(Some(abort));
        spawn_local(async move {
            // Whoever ended it has seen to the rest.
            let _ = work.await;
        });
    }

    /// Leaves off, and lets go of what was made.
    fn leave_off(&self) {
        if let Some(abort) = self.abort.take() {
            abort.abort();
        }
        self.shelf.take();
    }
}

#[hook]
fn use_export(props: &ExportPage) -> Html {
    let ExportPage { leaf, info } = props;
    let words = leaf.lang.words();
    let view = &leaf.route.view;
    use_title(leaf, Some(said(key::EXPORT).to_owned()));
    let counts = use_results(&leaf.client, view.counting(), true);
    let format = use_state(|| Format::Csv);
    let with_text = use_state(|| true);
    let stage = use_state(|| Stage::Choosing);
    let shelf = use_mut_ref(|| None);
    let abort = use_mut_ref(|| None);
    let (media_type, ending) = format.kind();
    let name = file_name(&[&info.name, " ", &view.query].concat(), ending);
    let bench = Bench { stage: stage.setter(), shelf, abort, name, media_type };
    {
        // Whoever leaves the page wants no file.
        let bench = bench.clone();
        use_effect_on((), move |()| until_undone(Leaving(bench)));
    }
    let n_hits = counts.now.ready().map(|found| found.n_hits);
    let head = match &counts.now {
        // The room of its line: what stands below it stays.
        Loaded::Waiting => {
            html! { <p class="supplement__lead" role="status"><span class="visually-hidden">{ words.waiting }</span>{ "\u{a0}" }</p> }
        }
        Loaded::Failed(trouble) => failed(leaf.lang, trouble, &counts.retry),
        Loaded::Ready(found) => {
            let what = described(leaf, view, Some(found));
            html! {
                <p class="supplement__lead" dir="auto">
                    { (words.n_articles)(found.n_hits) }
                    if !what.is_empty() {
                        { ": " }<bdi>{ what }</bdi>
                    }
                </p>
            }
        }
    };
    let is_making = matches!(*stage, Stage::Making(..));
    let on_start = {
        let order = Order {
            client: leaf.client.clone(),
            request: View { page: 0, ..view.clone() }.request(),
            collection: info.name.clone(),
            format: *format,
            with_text: *with_text && format.has_texts(),
            today: saving::today(),
        };
        let bench = bench.clone();
        let is_large = n_hits.is_some_and(|n| n >= MANY);
        Callback::from(move |_: MouseEvent| {
            let (order, bench) = (order.clone(), bench.clone());
            bench.leave_off();
            spawn_local(async move {
                let sink = if is_large && Stream::is_known() {
                    match Stream::choose(&bench.name).await {
                        Ok(stream) => Sink::Stream(stream),
                        // The reader thought better of it.
                        Err(true) => return,
                        Err(false) => Sink::Pieces(Pieces::default()),
                    }
                } else {
                    Sink::Pieces(Pieces::default())
                };
                bench.work(Making::new(order, sink), false);
            });
        })
    };
    html! {
        <>
            { heading(html! { { said(key::EXPORT) } }) }
            { head }
            if n_hits == Some(0) {
                <p class="supplement__note">{ said(key::EXPORT_NOTHING) }</p>
            } else {
                { choices(&format, &with_text, is_making) }
                if let Some(n) = n_hits.filter(|n| *n >= MANY) {
                    <p class="supplement__note">{ large(n, info) }</p>
                }
                <div class="export__acts">
                    if is_making {
                        { button(Look::Outlined, said(key::EXPORT_CANCEL).into(), {
                            let bench = bench.clone();
                            Callback::from(move |_: MouseEvent| {
                                bench.leave_off();
                                bench.stage.set(Stage::Choosing);
                            })
                        }) }
                    } else if n_hits.is_some() {
                        { button(Look::Strong, said(key::EXPORT_START).into(), on_start) }
                    }
                </div>
                { outcome(leaf, &stage, &bench, *format) }
            }
        </>
    }
}

/// What a list holds, in words: its words and filters; empty for everything. Without results, chosen values are told by their ids.
pub fn described(leaf: &Leaf, view: &View, results: Option<&Results>) -> String {
    let words = leaf.lang.words();
    let mut what: Vec<String> = Vec::new();
    if !view.query.trim().is_empty() {
        what.push((words.words_chip)(view.query.trim()));
    }
    what.extend(choice_labels(view, results).into_iter().map(|label| match label.choice.exclude {
        true => (words.left_out)(&label.label),
        false => label.label,
    }));
    what.extend(view.date.map(|date| date_label(leaf.lang, date)));
    one_line(&what.join(words.comma))
}

/// Leaves off when the page is left.
struct Leaving(Bench);

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.leave_off();
    }
}

/// That it takes a while, and how much has to come for it at most.
fn large(n: u32, info: &EditionInfo) -> String {
    let bytes = info.n_bytes as f64 * f64::from(n) / f64::from(info.n_articles.max(1));
    say(key::EXPORT_LARGE, &[Gap::Number(n), Gap::Number((bytes / 1e6).ceil() as u32)])
}

/// The formats, and whether with texts.
fn choices(format: &Remembered<Format>, with_text: &Remembered<bool>, is_making: bool) -> Html {
    let on_format = |to: Format| {
        let setter = format.setter();
        Callback::from(move |_: Event| setter.set(to))
    };
    let on_text = {
        let setter = with_text.setter();
        Callback::from(move |event: Event| setter.set(page::field_ticked(&event)))
    };
    html! {
        <>
            <fieldset class="export__formats" disabled={is_making}>
                <legend class="supplement__part-title">{ said(key::EXPORT_FORMAT) }</legend>
                { for Format::ALL.into_iter().enumerate().map(|(nth, it)| {
                    let (name, about) = halves(key::FORMAT_CSV + nth);
                    html! {
                        <label class="export__format">
                            <input type="radio" name="format" value={it.kind().1} checked={it == **format} onchange={on_format(it)} />
                            <span class="export__name">{ name }</span>
                            <span class="export__about">{ about }</span>
                        </label>
                    }
                }) }
            </fieldset>
            <div class="export__option">
                if format.has_texts() {
                    <label class="export__check">
                        <input type="checkbox" checked={**with_text} disabled={is_making} onchange={on_text} />
                        { said(key::EXPORT_TEXT) }
                    </label>
                    <p class="export__hint">{ said(key::EXPORT_EXTRACTS) }</p>
                }
                if matches!(**format, Format::Csv | Format::Entities) {
                    <p class="export__hint">{ said(key::EXPORT_CSV) }</p>
                }
                if **format == Format::Annotations {
                    <p class="export__hint">{ said(key::EXPORT_ANNOTATIONS) }</p>
                }
            </div>
        </>
    }
}

/// How the file stands.
fn outcome(leaf: &Leaf, stage: &Stage, bench: &Bench, format: Format) -> Html {
    let lang = leaf.lang;
    let n_in_it = |n: u32| match format {
        Format::Entities => say(key::N_NAMES, &[Gap::Number(n)]),
        _ => (lang.words().n_articles)(n),
    };
    let again = |without_missed: bool| {
        let bench = bench.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(making) = bench.shelf.take() {
                bench.work(making, without_missed);
            }
        })
    };
    // One live region, told when work begins and ends; the count between is for those who look.
    let told = match stage {
        Stage::Making(..) => said(key::EXPORT_MAKING).to_owned(),
        Stage::Done(n, Some(kept)) => {
            say(key::EXPORT_DONE, &[Gap::Text(&n_in_it(*n)), Gap::Text(&room(kept.n_bytes as u64))])
        }
        Stage::Done(n, None) => say(key::EXPORT_WRITTEN, &[Gap::Text(&n_in_it(*n))]),
        _ => String::new(),
    };
    html! {
        <>
            <p class="export__told" role="status">{ told }</p>
            { match stage {
                Stage::Choosing | Stage::Done(_, None) => Html::default(),
                Stage::Making(n, n_all) => html! {
                    <div class="export__progress" aria-hidden="true">
                        <progress class="export__bar" value={(*n_all > 0).then(|| n.to_string())} max={n_all.to_string()}></progress>
                        <p class="export__count">
                            { match n_all {
                                0 => n_in_it(*n),
                                n_all => (lang.words().n_of_articles)(*n, *n_all),
                            } }
                        </p>
                    </div>
                },
                Stage::Done(_, Some(kept)) => html! {
                    <p><a class="button" href={kept.href.clone()} download={bench.name.clone()}>
                        { said(key::EXPORT_SAVE) }{ " " }<bdi>{ bench.name.clone() }</bdi>
                    </a></p>
                },
                Stage::Stopped(stop, missed) => html! {
                    <div class="failed" role="alert">
                        <p class="failed__title">
                            { match stop {
                                Some(Stop::NoRoom) => said(key::EXPORT_NO_ROOM).to_owned(),
                                Some(Stop::Page(trouble)) => (lang.words().trouble)(trouble),
                                None => say(key::EXPORT_MISSED, &[Gap::Number(missed.len() as u32)]),
                            } }
                        </p>
                        <ul class="export__missed">
                            { for missed.iter().take(N_NAMED).map(|one| {
                                let to = View { leaf: None, doc: Some(one.id.clone()), ..leaf.route.view.clone() };
                                html! { <li><a href={leaf.href(to)}><bdi>{ one.title.clone() }</bdi></a></li> }
                            }) }
                        </ul>
                        <p class="export__acts">
                            if *stop != Some(Stop::NoRoom) {
                                { button(Look::Strong, lang.words().retry.into(), again(false)) }
                            }
                            if stop.is_none() {
                                { button(Look::Outlined, said(key::EXPORT_WITHOUT).into(), again(true)) }
                            }
                        </p>
                    </div>
                },
            } }
        </>
    }
}
