//! The list by date: a bar for each day, month or year, to be chosen by pointer, by key, by typing, or in a table.
//!
//! A solid bar counts articles certainly of its time; the striped one on top of it, those that may be.

use newsprint_model::{DateError, DateSpan, Day};
use newsprint_search::{Bucket, DateFilter, Histogram};
use yew::prelude::*;

use super::filter_chips::date_label;
use super::{Look, button, class, says};
use crate::hooks::{use_effect_on, use_mut_ref, use_state};
use crate::js::page;
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::route::{FIRST_DAY, LAST_DAY};
use crate::words::Language;

/// How tall the drawing is, in its own units.
const HEIGHT: u32 = 48;
/// How wide one bar's drawing is; it is stretched to its share of the line.
const WIDTH: u32 = 10;
/// The id of the stripes.
const STRIPES: &str = "date-chart-stripes";

/// The chart, its bounds and its table.
pub fn date_chart(
    lang: Language,
    dates: &Histogram,
    chosen: Option<DateFilter>,
    on_choose: &Callback<Option<DateFilter>>,
) -> Html {
    let words = lang.words();
    let is_undated = chosen == Some(DateFilter::Undated);
    let only_one = dates.buckets.len() < 2;
    if dates.buckets.is_empty() && dates.n_undated == 0 && chosen.is_none() {
        return Html::default();
    }
    html! {
        <section class="date-chart" aria-labelledby="dates-title">
            <div class="date-chart__head">
                <h2 class="date-chart__title" id="dates-title">{ words.dates }</h2>
                if let Some(date) = chosen {
                    <span class="date-chart__chosen">{ date_label(lang, date) }</span>
                    { button(Look::Quiet, words.all_dates.into(), says(on_choose, None)) }
                }
                if dates.n_undated > 0 || is_undated {
                    <button type="button" class="text-button date-chart__undated" aria-pressed={is_undated.to_string()}
                        onclick={says(on_choose, (!is_undated).then_some(DateFilter::Undated))}>
                        { (words.n_undated)(dates.n_undated) }
                    </button>
                }
                if dates.n_uncertain > 0 {
                    <span class="date-chart__uncertain">
                        <span class="date-chart__swatch" aria-hidden="true"></span>{ (words.n_uncertain)(dates.n_uncertain) }
                    </span>
                }
            </div>
            if !only_one {
                { piece("bars", Bars { lang, buckets: dates.buckets.clone(), chosen, on_choose: on_choose.clone() }) }
            }
            <details class="date-chart__details">
                <summary>{ words.choose_dates }</summary>
                { piece("bounds", Bounds { lang, chosen, on_choose: on_choose.clone() }) }
                if !dates.buckets.is_empty() {
                    { table(lang, &dates.buckets, on_choose) }
                }
            </details>
        </section>
    }
}

/// The days of a filter, when it names any.
fn span_of(filter: Option<DateFilter>) -> Option<DateSpan> {
    match filter? {
        DateFilter::Within(span) | DateFilter::Possibly(span) => Some(span),
        DateFilter::Undated => None,
    }
}

/// The filter for a span that keeps whether uncertain dates count.
fn filter_like(before: Option<DateFilter>, span: DateSpan) -> DateFilter {
    match before {
        Some(DateFilter::Possibly(_)) => DateFilter::Possibly(span),
        _ => DateFilter::Within(span),
    }
}

/// The span of two buckets and all between them, whichever comes first.
pub fn spanning(a: DateSpan, b: DateSpan) -> DateSpan {
    DateSpan { earliest: a.earliest.min(b.earliest), latest: a.latest.max(b.latest) }
}

/// How tall a bar's two parts are, in the drawing's units; whatever is not nothing is seen.
fn heights(bucket: &Bucket, most: u32) -> (u32, u32) {
    let share = |n: u32| match n {
        0 => 0,
        n => ((u64::from(n) * u64::from(HEIGHT - 2)).div_ceil(u64::from(most.max(1))) as u32).max(3),
    };
    (share(bucket.n_articles), share(bucket.n_possible))
}

#[derive(Clone, PartialEq)]
struct Bars {
    lang: Language,
    buckets: Vec<Bucket>,
    chosen: Option<DateFilter>,
    on_choose: Callback<Option<DateFilter>>,
}

drawn_by!(Bars, use_bars);

/// The bars: one stop for the Tab key, arrows between them.
#[hook]
fn use_bars(props: &Bars) -> Html {
    let Bars { lang, buckets, chosen, on_choose } = props;
    let words = lang.words();
    let at = use_state(|| 0_usize);
    let pressed_on = use_mut_ref(|| None::<usize>);
    let most = buckets.iter().map(|it| it.n_articles.saturating_add(it.n_possible)).max().unwrap_or(0);
    let last = buckets.len().saturating_sub(1);
    let stop = (*at).min(last);
    let is_rtl = lang.direction() == "rtl";
    let in_span = |bucket: &Bucket| span_of(*chosen).is_some_and(|span| bucket.span.overlaps(span));
    html! {
        <div class="date-chart__plot">
            <svg class="date-chart__patterns" width="0" height="0" aria-hidden="true" focusable="false">
                <pattern id={STRIPES} width="10" height="3" patternUnits="userSpaceOnUse">
                    <rect class="date-chart__stripe" width="10" height="1.5" />
                </pattern>
            </svg>
            <div class="date-chart__bars" role="group" aria-label={words.dates} aria-describedby="date-chart-hint">
                { for buckets.iter().enumerate().map(|(i, bucket)| {
                    let (certain, possible) = heights(bucket, most);
                    let is_chosen = in_span(bucket);
                    let choose = {
                        let (on_choose, chosen, span) = (on_choose.clone(), *chosen, bucket.span);
                        move |extend: bool| {
                            let wanted = match span_of(chosen) {
                                Some(before) if extend => Some(spanning(before, span)),
                                Some(before) if before == span => None,
                                _ => Some(span),
                            };
                            on_choose.emit(wanted.map(|span| filter_like(chosen, span)));
                        }
                    };
                    let onclick = {
                        let at = at.clone();
                        Callback::from(move |event: MouseEvent| {
                            at.set(i);
                            choose(event.shift_key());
                        })
                    };
                    let onmousedown = {
                        let pressed_on = pressed_on.clone();
                        Callback::from(move |_: MouseEvent| *pressed_on.borrow_mut() = Some(i))
                    };
                    let onmouseup = {
                        let (pressed_on, on_choose, chosen, buckets) = (pressed_on.clone(), on_choose.clone(), *chosen, buckets.clone());
                        Callback::from(move |_: MouseEvent| {
                            let from = pressed_on.borrow_mut().take();
                            // Pressed on one bar and let go on another: a stroke across the bars between.
                            if let Some((from, to)) = from.filter(|from| *from != i).and_then(|from| Some((buckets.get(from)?, buckets.get(i)?))) {
                                on_choose.emit(Some(filter_like(chosen, spanning(from.span, to.span))));
                            }
                        })
                    };
                    let onkeydown = {
                        let at = at.clone();
                        Callback::from(move |event: KeyboardEvent| {
                            let to = match event.key().as_str() {
                                "ArrowRight" if is_rtl => i.saturating_sub(1),
                                "ArrowLeft" if is_rtl => i + 1,
                                "ArrowRight" => i + 1,
                                "ArrowLeft" => i.saturating_sub(1),
                                "Home" => 0,
                                "End" => last,
                                _ => return,
                            }
                            .min(last);
                            event.prevent_default();
                            at.set(to);
                            page::focus(&format!("date-bar-{to}"));
                        })
                    };
                    let label = (words.bar)(bucket.span, bucket.n_articles, bucket.n_possible);
                    html! {
                        <button key={i} id={format!("date-bar-{i}")} type="button"
                            class={class("date-chart__bar", &[("date-chart__bar--chosen", is_chosen)])}
                            tabindex={if i == stop { "0" } else { "-1" }} aria-pressed={is_chosen.to_string()}
                            aria-label={label.clone()} title={label} {onclick} {onmousedown} {onmouseup} {onkeydown}>
                            <svg class="date-chart__drawing" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none"
                                aria-hidden="true" focusable="false">
                                if possible > 0 {
                                    <rect class="date-chart__possible" x="0" width="10" fill={format!("url(#{STRIPES})")}
                                        y={(HEIGHT - (certain + possible).min(HEIGHT)).to_string()} height={possible.to_string()} />
                                }
                                <rect class="date-chart__certain" x="0" width="10" y={(HEIGHT - certain).to_string()} height={certain.to_string()} />
                            </svg>
                        </button>
                    }
                }) }
            </div>
            <p class="date-chart__ends" aria-hidden="true">
                if let (Some(first), Some(last)) = (buckets.first(), buckets.last()) {
                    <span>{ lang.span(first.span) }</span><span>{ lang.span(last.span) }</span>
                }
            </p>
            <p class="visually-hidden" id="date-chart-hint">{ words.chart_hint }</p>
        </div>
    }
}

#[derive(Clone, PartialEq)]
struct Bounds {
    lang: Language,
    chosen: Option<DateFilter>,
    on_choose: Callback<Option<DateFilter>>,
}

drawn_by!(Bounds, use_bounds);

/// The first and last day, typed.
#[hook]
fn use_bounds(props: &Bounds) -> Html {
    let Bounds { lang, chosen, on_choose } = props;
    let words = lang.words();
    // What is typed counts until the chosen dates change from elsewhere.
    let typed = use_state(|| None::<(String, String)>);
    {
        let typed = typed.setter();
        use_effect_on(*chosen, move |_| {
            typed.set(None);
            None
        });
    }
    let is_wrong = use_state(|| false);
    let span = span_of(*chosen);
    let written = |day: Day, open: Day| if day == open { String::new() } else { day.to_string() };
    let (from, to) = (*typed).clone().unwrap_or_else(|| match span {
        Some(span) => (written(span.earliest, FIRST_DAY), written(span.latest, LAST_DAY)),
        None => (String::new(), String::new()),
    });
    let on_from = {
        let (typed, to) = (typed.setter(), to.clone());
        Callback::from(move |event: InputEvent| typed.set(Some((page::field_text(&event), to.clone()))))
    };
    let on_to = {
        let (typed, from) = (typed.setter(), from.clone());
        Callback::from(move |event: InputEvent| typed.set(Some((from.clone(), page::field_text(&event)))))
    };
    let onsubmit = {
        let (on_choose, chosen, is_wrong, from, to) =
            (on_choose.clone(), *chosen, is_wrong.setter(), from.clone(), to.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match bounds(&from, &to) {
                Ok(span) => {
                    is_wrong.set(false);
                    on_choose.emit(span.map(|span| filter_like(chosen, span)));
                }
                Err(_) => is_wrong.set(true),
            }
        })
    };
    let also_possible = {
        let (on_choose, chosen) = (on_choose.clone(), *chosen);
        Callback::from(move |_: Event| match chosen {
            Some(DateFilter::Within(span)) => on_choose.emit(Some(DateFilter::Possibly(span))),
            Some(DateFilter::Possibly(span)) => on_choose.emit(Some(DateFilter::Within(span))),
            _ => {}
        })
    };
    let field = |label: &'static str, value: String, oninput: Callback<InputEvent>| {
        html! {
            <label class="date-chart__bound">
                { label }
                <input class="date-chart__field" type="date" {value} {oninput} aria-invalid={is_wrong.then_some("true")}
                    aria-describedby={is_wrong.then_some("dates-wrong")} />
            </label>
        }
    };
    html! {
        <form class="date-chart__bounds" {onsubmit}>
            { field(words.from, from, on_from) }
            { field(words.to, to, on_to) }
            <button type="submit" class="button">{ words.apply }</button>
            if *is_wrong {
                <p class="date-chart__wrong" id="dates-wrong" role="alert">{ words.wrong_order }</p>
            }
            if span.is_some() {
                <label class="date-chart__also">
                    <input type="checkbox" checked={matches!(chosen, Some(DateFilter::Possibly(_)))} onchange={also_possible} />
                    { words.also_possible }
                </label>
            }
        </form>
    }
}

/// The span between two typed dates, of which either may be missing; both missing is every date.
///
/// * Errors: when one is no date, or they stand in the wrong order.
pub fn bounds(from: &str, to: &str) -> Result<Option<DateSpan>, DateError> {
    let one = |text: &str| -> Result<Option<DateSpan>, DateError> {
        match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some),
        }
    };
    let (first, last) = (one(from)?, one(to)?);
    if first.is_none() && last.is_none() {
        return Ok(None);
    }
    let span = DateSpan {
        earliest: first.map_or(FIRST_DAY, |span| span.earliest),
        latest: last.map_or(LAST_DAY, |span| span.latest),
    };
    if span.earliest <= span.latest { Ok(Some(span)) } else { Err(DateError::Order(format!("{from}/{to}"))) }
}

/// The bars once more, as a table of those that are not empty.
fn table(lang: Language, buckets: &[Bucket], on_choose: &Callback<Option<DateFilter>>) -> Html {
    let words = lang.words();
    html! {
        <table class="date-chart__table">
            <thead>
                <tr><th scope="col">{ words.period }</th><th scope="col">{ words.certain }</th><th scope="col">{ words.possible }</th></tr>
            </thead>
            <tbody>
                { for buckets.iter().filter(|it| it.n_articles > 0 || it.n_possible > 0).map(|bucket| {
                    let onclick = says(on_choose, Some(DateFilter::Within(bucket.span)));
                    html! {
                        <tr>
                            <th scope="row">{ button(Look::Quiet, lang.span(bucket.span).into(), onclick) }</th>
                            <td>{ lang.number(bucket.n_articles) }</td>
                            <td>{ lang.number(bucket.n_possible) }</td>
                        </tr>
                    }
                }) }
            </tbody>
        </table>
    }
}
