//! The list by date: a bar for each day, month or year, to be chosen by pointer, by key, by typing, or in a table.
//!
//! A solid bar counts articles certainly of its time; the striped one on top of it, those that may be.

use newsprint_model::DateSpan;
use newsprint_search::{Bucket, DateFilter, Histogram};
use newsprint_text::fold;
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
/// What the ids of the first row's bars begin with.
const BARS: &str = "date-bar-";

/// What the chart shows.
pub struct DateChart<'a> {
    /// The interface's language.
    pub lang: Language,
    /// The bars, and what has none.
    pub dates: &'a Histogram,
    /// A second row of bars, for parts of the first row's; may be empty.
    pub finer: &'a [Bucket],
    /// What the table tells.
    pub table: &'a [Bucket],
    /// The dates chosen.
    pub chosen: Option<DateFilter>,
    /// Whether an article may be of a time without being certainly so.
    pub may_be: bool,
    /// What stands beside the title.
    pub switch: Html,
    /// Dates were chosen, or all are wanted again.
    pub on_choose: &'a Callback<Option<DateFilter>>,
}

/// The chart of publication dates alone.
pub fn date_chart(
    lang: Language,
    dates: &Histogram,
    chosen: Option<DateFilter>,
    on_choose: &Callback<Option<DateFilter>>,
) -> Html {
    if dates.buckets.is_empty() && dates.n_undated == 0 && chosen.is_none() {
        return Html::default();
    }
    let (table, switch) = (&dates.buckets, Html::default());
    dates_drawn(&DateChart { lang, dates, finer: &[], table, chosen, may_be: true, switch, on_choose })
}

/// The chart, its bounds and its table.
pub fn dates_drawn(props: &DateChart<'_>) -> Html {
    let DateChart { lang, dates, finer, table, chosen, may_be, switch, on_choose } = props;
    let (lang, chosen, may_be) = (*lang, *chosen, *may_be);
    let words = lang.words();
    let is_undated = chosen == Some(DateFilter::Undated);
    let bars = |id: &'static str, buckets: &[Bucket]| match buckets {
        [] | [_] => Html::default(),
        _ => piece(id, Bars { lang, id, buckets: buckets.to_vec(), chosen, on_choose: (*on_choose).clone() }),
    };
    html! {
        <section class="date-chart" aria-labelledby="dates-title">
            <div class="date-chart__head">
                <h2 class="date-chart__title" id="dates-title">{ words.dates }</h2>
                { switch.clone() }
                if let Some(date) = chosen {
                    <span class="date-chart__chosen">{ date_label(lang, date) }</span>
                    if let Some(elsewhere) = span_of(chosen).and_then(|span| lang.elsewhere(span)) {
                        <span class="date-chart__uncertain">{ elsewhere }</span>
                    }
                    { button(Look::Quiet, words.all_dates.into(), says(on_choose, None)) }
                }
                if dates.n_undated > 0 || is_undated {
                    <button type="button" class="text-button date-chart__kind" aria-pressed={is_undated.to_string()}
                        onclick={says(on_choose, (!is_undated).then_some(DateFilter::Undated))}>
                        { (words.n_undated)(dates.n_undated) }
                    </button>
                }
                { uncertain(lang, dates.n_uncertain) }
            </div>
            if table.is_empty() && !may_be {
                <p class="date-chart__nothing">{ words.no_mentions }</p>
            }
            { bars(BARS, &dates.buckets) }
            { bars("finer-bar-", finer) }
            <details class="date-chart__details">
                <summary>{ words.choose_dates }</summary>
                { piece("bounds", Bounds { lang, chosen, may_be, on_choose: (*on_choose).clone() }) }
                if !table.is_empty() {
                    { as_table(lang, table, Some(on_choose)) }
                }
            </details>
        </section>
    }
}

/// The days of a filter, when it names any.
pub fn span_of(filter: Option<DateFilter>) -> Option<DateSpan> {
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
    /// What the bars' ids begin with.
    id: &'static str,
    buckets: Vec<Bucket>,
    chosen: Option<DateFilter>,
    on_choose: Callback<Option<DateFilter>>,
}

drawn_by!(Bars, use_bars);

/// The bars: one stop for the Tab key, arrows between them.
#[hook]
fn use_bars(props: &Bars) -> Html {
    let Bars { lang, id, buckets, chosen, on_choose } = props;
    let id = *id;
    let words = lang.words();
    let at = use_state(|| 0_usize);
    let pressed_on = use_mut_ref(|| None::<usize>);
    let most = most(buckets);
    let last = buckets.len().saturating_sub(1);
    let stop = (*at).min(last);
    let is_rtl = lang.direction() == "rtl";
    let ends = buckets.first().zip(buckets.last()).map(|(first, last)| (first.span, last.span));
    // Parts stand out where some are chosen, not where their whole is.
    let marks = span_of(*chosen).filter(|span| id == BARS || ends.is_none_or(|(a, b)| !spanning(a, b).within(*span)));
    let in_span = |bucket: &Bucket| marks.is_some_and(|span| bucket.span.overlaps(span));
    let whole = ends.map(|(first, last)| lang.span(spanning(first, last))).unwrap_or_default();
    let hint = [id, "hint"].concat();
    html! {
        <div class="date-chart__plot">
            { stripes(buckets) }
            <div class="date-chart__bars" role="group" aria-label={whole} aria-describedby={hint.clone()}>
                { for buckets.iter().enumerate().map(|(i, bucket)| {
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
                    let extend = choose.clone();
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
                                // Not every browser tells the click that it makes of this of the Shift key.
                                "Enter" if event.shift_key() => {
                                    event.prevent_default();
                                    at.set(i);
                                    return extend(true);
                                }
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
                            page::focus(&format!("{id}{to}"));
                        })
                    };
                    let label = (words.bar)(bucket.span, bucket.n_articles, bucket.n_possible);
                    html! {
                        <button key={i} id={format!("{id}{i}")} type="button"
                            class={class("date-chart__bar", &[("date-chart__bar--chosen", is_chosen)])}
                            tabindex={if i == stop { "0" } else { "-1" }} aria-pressed={is_chosen.to_string()}
                            aria-label={label.clone()} title={label} {onclick} {onmousedown} {onmouseup} {onkeydown}>
                            { bar(bucket, most) }
                        </button>
                    }
                }) }
            </div>
            { named_ends(*lang, ends) }
            <p class="visually-hidden" id={hint}>{ words.chart_hint }</p>
        </div>
    }
}

/// How many articles the tallest bar stands for.
fn most(buckets: &[Bucket]) -> u32 {
    buckets.iter().map(|it| it.n_articles.saturating_add(it.n_possible)).max().unwrap_or(0)
}

/// What fills the part of bars that may be.
fn stripes(buckets: &[Bucket]) -> Html {
    html! {
        if buckets.iter().any(|it| it.n_possible > 0) {
            <svg class="date-chart__patterns" width="0" height="0" aria-hidden="true" focusable="false">
                <pattern id={STRIPES} width="10" height="3" patternUnits="userSpaceOnUse">
                    <rect class="date-chart__stripe" width="10" height="1.5" />
                </pattern>
            </svg>
        }
    }
}

/// The drawing of one bar, beside a tallest of `most` articles.
fn bar(bucket: &Bucket, most: u32) -> Html {
    let (certain, possible) = heights(bucket, most);
    html! {
        <svg class="date-chart__drawing" viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none"
            aria-hidden="true" focusable="false">
            if possible > 0 {
                <rect class="date-chart__possible" x="0" width="10" fill={format!("url(#{STRIPES})")}
                    y={(HEIGHT - (certain + possible).min(HEIGHT)).to_string()} height={possible.to_string()} />
            }
            <rect class="date-chart__certain" x="0" width="10" y={(HEIGHT - certain).to_string()} height={certain.to_string()} />
        </svg>
    }
}

/// Under the bars, what the first and the last of them stand for.
fn named_ends(lang: Language, ends: Option<(DateSpan, DateSpan)>) -> Html {
    html! {
        <p class="date-chart__ends" aria-hidden="true">
            if let Some((first, last)) = ends {
                <span>{ lang.span(first) }</span><span>{ lang.span(last) }</span>
            }
        </p>
    }
}

/// How many articles may be of several bars.
fn uncertain(lang: Language, n: u32) -> Html {
    html! {
        if n > 0 {
            <span class="date-chart__uncertain">
                <span class="date-chart__swatch" aria-hidden="true"></span>{ (lang.words().n_uncertain)(n) }
            </span>
        }
    }
}

/// The chart of publication dates where nothing can be chosen: no script runs. `table_title` opens its twin.
#[cfg(not(target_arch = "wasm32"))]
pub fn still_chart(lang: Language, dates: &Histogram, table_title: &'static str) -> Html {
    let words = lang.words();
    let Histogram { buckets, n_undated, n_uncertain } = dates;
    let most = most(buckets);
    html! {
        <section class="date-chart" aria-labelledby="dates-title">
            <div class="date-chart__head">
                <h3 class="date-chart__title" id="dates-title">{ words.dates }</h3>
                if *n_undated > 0 { <span class="text-button date-chart__uncertain">{ (words.n_undated)(*n_undated) }</span> }
                { uncertain(lang, *n_uncertain) }
            </div>
            <div class="date-chart__plot">
                { stripes(buckets) }
                <div class="date-chart__bars" aria-hidden="true">
                    { for buckets.iter().map(|bucket| match bucket.n_articles.max(bucket.n_possible) {
                        // Most are empty, of most names: nothing to draw keeps pages small.
                        0 => html! { <span class="date-chart__bar"></span> },
                        _ => html! {
                            <span class="date-chart__bar" title={(words.bar)(bucket.span, bucket.n_articles, bucket.n_possible)}>
                                { bar(bucket, most) }
                            </span>
                        },
                    }) }
                </div>
                { named_ends(lang, buckets.first().zip(buckets.last()).map(|(first, last)| (first.span, last.span))) }
            </div>
            <details class="date-chart__details">
                <summary>{ table_title }</summary>
                { as_table(lang, buckets, None) }
            </details>
        </section>
    }
}

#[derive(Clone, PartialEq)]
struct Bounds {
    lang: Language,
    chosen: Option<DateFilter>,
    may_be: bool,
    on_choose: Callback<Option<DateFilter>>,
}

drawn_by!(Bounds, use_bounds);

/// The first and last day, typed.
#[hook]
fn use_bounds(props: &Bounds) -> Html {
    let Bounds { lang, chosen, may_be, on_choose } = props;
    let words = lang.words();
    // What is typed counts until the chosen dates change from elsewhere.
    let typed = use_state(|| None::<[String; 2]>);
    let wrong = use_state(|| None::<WrongBounds>);
    {
        let (typed, wrong) = (typed.setter(), wrong.setter());
        use_effect_on(*chosen, move |_| {
            typed.set(None);
            wrong.set(None);
            None
        });
    }
    let span = span_of(*chosen);
    let texts = (*typed).clone().unwrap_or_else(|| span.map(written).unwrap_or_default());
    let onsubmit = {
        let (on_choose, chosen, wrong, texts) = (on_choose.clone(), *chosen, wrong.setter(), texts.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read = bounds(&texts);
            wrong.set(read.err());
            match read {
                Ok(span) => on_choose.emit(span.map(|span| filter_like(chosen, span))),
                Err(wrong) => page::focus(if wrong == WrongBounds::NoDate(1) { FIELDS[1] } else { FIELDS[0] }),
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
    let field = |nth: usize, label: &'static str| {
        let oninput = {
            let (typed, texts) = (typed.setter(), texts.clone());
            Callback::from(move |event: InputEvent| {
                let mut texts = texts.clone();
                texts[nth] = page::field_text(&event);
                typed.set(Some(texts));
            })
        };
        let is_wrong = wrong.is_some_and(|wrong| wrong != WrongBounds::NoDate(1 - nth));
        html! {
            <label class="date-chart__bound">
                { label }
                <input class="date-chart__field" id={FIELDS[nth]} type="text" dir="ltr" autocomplete="off" spellcheck="false" placeholder="2023-11-19"
                    value={texts[nth].clone()} {oninput} aria-invalid={is_wrong.then_some("true")} aria-describedby="dates-hint" />
            </label>
        }
    };
    html! {
        <form class="date-chart__bounds" {onsubmit}>
            { field(0, words.from) }
            { field(1, words.to) }
            <button type="submit" class="button">{ words.apply }</button>
            <p class="date-chart__hint" id="dates-hint">
                if let Some(wrong) = *wrong {
                    <span class="date-chart__wrong" role="alert">
                        { if let WrongBounds::NoDate(nth) = wrong { (words.no_date)(&texts[nth]) } else { words.wrong_order.to_owned() } }
                    </span>{ " " }
                }
                { words.date_hint }
            </p>
            if span.is_some() && *may_be {
                <label class="date-chart__also">
                    <input type="checkbox" checked={matches!(chosen, Some(DateFilter::Possibly(_)))} onchange={also_possible} />
                    { words.also_possible }
                </label>
            }
        </form>
    }
}

/// The ids of the fields for the first and the last day.
const FIELDS: [&str; 2] = ["dates-from", "dates-to"];

/// Why two typed dates are no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongBounds {
    /// The first (0) or the second (1) is no date.
    NoDate(usize),
    /// They stand in the wrong order.
    Order,
}

/// A span as it is typed: a month or a year as such, an open end as nothing.
fn written(span: DateSpan) -> [String; 2] {
    let whole = span.to_string();
    let (first, last) = whole.split_once('/').unwrap_or((&whole, &whole));
    let end = |is_open: bool, text: &str| if is_open { String::new() } else { text.to_owned() };
    [end(span.earliest == FIRST_DAY, first), end(span.latest == LAST_DAY, last)]
}

/// The span between two typed dates, of which either may be missing; both missing is every date.
///
/// * Shape: years, months or days, the year first, in any digits that folding knows (Latin, Persian, Arabic, full-width), with hyphens, slashes, dots or spaces between.
pub fn bounds(texts: &[String; 2]) -> Result<Option<DateSpan>, WrongBounds> {
    let mut span = DateSpan { earliest: FIRST_DAY, latest: LAST_DAY };
    let mut is_any = true;
    for (nth, text) in texts.iter().enumerate() {
        let plain = plain_date(text);
        if plain.is_empty() {
            continue;
        }
        let read: DateSpan = plain.parse().map_err(|_| WrongBounds::NoDate(nth))?;
        is_any = false;
        if nth == 0 {
            span.earliest = read.earliest;
        } else {
            span.latest = read.latest;
        }
    }
    if span.earliest > span.latest {
        return Err(WrongBounds::Order);
    }
    Ok((!is_any).then_some(span))
}

/// A date as typed, as it is written for machines: `۲۰۲۳/۱۱/۵` is `2023-11-05`.
fn plain_date(text: &str) -> String {
    let mut plain = String::new();
    let mut n_digits = 0;
    for letter in fold(text.trim()).chars() {
        if letter.is_ascii_digit() {
            n_digits += 1;
            plain.push(letter);
        } else {
            pad(&mut plain, n_digits);
            n_digits = 0;
            plain.push(if matches!(letter, '-' | '/' | '.' | ' ' | '‐' | '–' | '−') { '-' } else { letter });
        }
    }
    pad(&mut plain, n_digits);
    plain
}

/// Gives a month or a day of one digit at the end of a date its second.
fn pad(plain: &mut String, n_digits: usize) {
    let at = plain.len() - n_digits;
    if n_digits == 1 && at > 0 {
        plain.insert(at, '0');
    }
}

/// The bars once more, as a table of those that are not empty; each a button where one can be chosen.
fn as_table(lang: Language, buckets: &[Bucket], on_choose: Option<&Callback<Option<DateFilter>>>) -> Html {
    let words = lang.words();
    let has_possible = buckets.iter().any(|it| it.n_possible > 0);
    html! {
        <table class="date-chart__table">
            <thead>
                <tr>
                    <th scope="col">{ words.period }</th><th scope="col">{ words.certain }</th>
                    if has_possible { <th scope="col">{ words.possible }</th> }
                </tr>
            </thead>
            <tbody>
                { for buckets.iter().filter(|it| it.n_articles > 0 || it.n_possible > 0).map(|bucket| {
                    let period: Html = lang.span(bucket.span).into();
                    let period = match on_choose {
                        Some(on_choose) => {
                            button(Look::Quiet, period, says(on_choose, Some(DateFilter::Within(bucket.span))))
                        }
                        None => period,
                    };
                    html! {
                        <tr>
                            <th scope="row">{ period }</th>
                            <td>{ lang.number(bucket.n_articles) }</td>
                            if has_possible { <td>{ lang.number(bucket.n_possible) }</td> }
                        </tr>
                    }
                }) }
            </tbody>
        </table>
    }
}
