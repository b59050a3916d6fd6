//! Mentions in context, a line for each: what stands before the name, the name, what stands after it.

use std::cell::RefCell;
use std::rc::Rc;

use newsprint_model::DateSpan;
use newsprint_search::{ArticleView, Reading, Request, Run, Sort};
use yew::prelude::*;

use super::words::{key, said, say};
use super::{Leaf, part};
use crate::components::{Look, button, failed_part, skeleton};
use crate::data::{Answer, Asking, Question};
use crate::hooks::{until_undone, use_effect_on, use_mut_ref, use_results, use_state};
use crate::js::page;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::{Loaded, View};
use crate::words::{Gap, Language};

/// How many articles are read at first.
pub const N_FIRST: u32 = 10;
/// How many more each time.
const N_MORE: u32 = 40;
/// How much of a paragraph is shown on either side, in characters.
const N_AROUND: usize = 90;

/// The id of the part's heading.
const PART: &str = "in-context";

/// What the lines are in the order of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest article first.
    #[default]
    Newest,
    /// Oldest article first.
    Oldest,
    /// By the words that follow the name.
    After,
    /// By the words before the name, the nearest first.
    Before,
}

impl Order {
    /// All of them, in the order of the menu.
    pub const ALL: [Order; 4] = [Order::Newest, Order::Oldest, Order::After, Order::Before];
}

/// A mention and what is around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The article's id.
    pub article: String,
    /// The article's headline.
    pub title: String,
    /// When it was published.
    pub date: Option<DateSpan>,
    /// The article's language.
    pub lang: String,
    /// What stands before the name, in its paragraph.
    pub before: String,
    /// The name as it is spelt there.
    pub name: String,
    /// What stands after it.
    pub after: String,
}

/// Every mention in an article of the entity with one of these ids, or of this name.
pub fn lines(article: &ArticleView, id: &str, name: &str) -> Vec<Line> {
    let entities = &article.entities;
    let number = entities
        .iter()
        .position(|it| it.label.id == id)
        .or_else(|| entities.iter().position(|it| it.label.name == name));
    let Some(number) = number.map(|number| number as u32) else { return Vec::new() };
    let text = |runs: &[Run]| -> String { runs.iter().map(|run| run.text.as_str()).collect() };
    let mut found = Vec::new();
    for runs in &article.paragraphs {
        let mut at = 0;
        while at < runs.len() {
            if runs[at].entity != Some(number) {
                at += 1;
                continue;
            }
            // A mention that a match begins within is several runs.
            let n_runs = runs[at..].iter().take_while(|run| run.entity == Some(number)).count();
            let (before, rest) = runs.split_at(at);
            let (named, after) = rest.split_at(n_runs);
            found.push(Line {
                article: article.id.clone(),
                title: text(&article.title),
                date: article.date.as_ref().map(|date| date.span),
                lang: article.lang.clone(),
                before: ending(&text(before)),
                name: text(named),
                after: beginning(&text(after)),
            });
            at += n_runs;
        }
    }
    found
}

/// The beginning of a text, up to the end of a word.
pub(super) fn beginning(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(N_AROUND) else { return text.to_owned() };
    let end = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    [&text[..end], "…"].concat()
}

/// The end of a text, from the beginning of a word.
pub(super) fn ending(text: &str) -> String {
    let Some((start, _)) = text.char_indices().rev().nth(N_AROUND - 1).filter(|(start, _)| *start > 0) else {
        return text.to_owned();
    };
    let start = text[start..].find(char::is_whitespace).map_or(start, |space| start + space);
    ["…", &text[start..]].concat()
}

/// What a line is put in order by: its words in small letters, without signs.
fn words_of(text: &str) -> Vec<String> {
    let small = text.to_lowercase();
    small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The lines in an order. Those of one article stay in the order of its text, where the order does not say otherwise.
pub fn in_order(mut lines: Vec<Line>, order: Order) -> Vec<Line> {
    match order {
        // As they came.
        Order::Newest | Order::Oldest => {}
        Order::After => lines.sort_by_cached_key(|line| words_of(&line.after)),
        Order::Before => lines.sort_by_cached_key(|line| {
            let mut words = words_of(&line.before);
            words.reverse();
            words
        }),
    }
    lines
}

/// The part of the page.
#[derive(Clone, PartialEq)]
pub struct Concordance {
    /// What it works with.
    pub leaf: Leaf,
    /// The list of the articles with the entity.
    pub list: View,
    /// The entity's id and name.
    pub entity: (String, String),
}

drawn_by!(Concordance, use_concordance);

/// What is known of the articles that were read: their ids and lines; no lines for one that did not come.
type Read = Vec<(String, Option<Vec<Line>>)>;

#[hook]
fn use_concordance(props: &Concordance) -> Html {
    let Concordance { leaf, list, entity } = props;
    let words = leaf.lang.words();
    let n_wanted = use_state(|| N_FIRST);
    let order = use_state(Order::default);
    let sort = if *order == Order::Oldest { Sort::Oldest } else { Sort::Newest };
    let request = Request { sort, offset: 0, limit: *n_wanted, ..list.request() };
    let hits = use_results(&leaf.client, request, true);
    let ids: Vec<String> = hits.now.ready().iter().flat_map(|it| &it.hits).map(|hit| hit.id.clone()).collect();
    let read = use_mut_ref(Read::new);
    let n_read = use_state(|| 0);
    {
        let (read, setter, client, entity) = (Rc::clone(&read), n_read.setter(), leaf.client.clone(), entity.clone());
        use_effect_on(ids.clone(), move |ids| {
            let missing: Vec<String> = {
                let known = read.borrow();
                ids.iter()
                    .filter(|id| known.iter().all(|(other, lines)| other != *id || lines.is_none()))
                    .cloned()
                    .collect()
            };
            let n_left = Rc::new(RefCell::new(missing.len()));
            let asking: Vec<Asking> = missing
                .into_iter()
                .map(|id| {
                    let (read, setter, entity, n_left) =
                        (Rc::clone(&read), setter.clone(), entity.clone(), Rc::clone(&n_left));
                    let question = Question::Article { id: id.clone(), reading: Reading::default() };
                    client.ask(question, move |answer| {
                        let found = match answer {
                            Ok(Answer::Article(article)) => {
                                article.as_ref().as_ref().map(|article| lines(article, &entity.0, &entity.1))
                            }
                            _ => None,
                        };
                        let mut read = read.borrow_mut();
                        read.retain(|(other, _)| *other != id);
                        read.push((id, found));
                        let left = *n_left.borrow() - 1;
                        *n_left.borrow_mut() = left;
                        // Drawn by handfuls: each drawing puts all lines in order.
                        if left % 10 == 0 {
                            setter.set(read.len());
                        }
                    })
                })
                .collect();
            until_undone(asking)
        });
    }
    let known = read.borrow();
    let of = |id: &String| known.iter().find(|(other, _)| other == id);
    let shown: Vec<Line> = ids.iter().filter_map(of).filter_map(|(_, lines)| lines.clone()).flatten().collect();
    let n_here = ids.iter().filter(|id| of(id).is_some()).count() as u32;
    let n_failed = ids.iter().filter_map(of).filter(|(_, lines)| lines.is_none()).count() as u32;
    drop(known);
    let n_all = hits.now.ready().map_or(0, |it| it.n_hits);
    let is_waiting = n_here == 0 && !matches!(hits.now, Loaded::Failed(_));
    let on_order = {
        let order = order.setter();
        Callback::from(move |event: Event| {
            let wanted = page::field_text(&event);
            let nth = Order::ALL.into_iter().zip(0..).find(|(_, nth)| wanted == i32::to_string(nth));
            order.set(nth.map_or(Order::Newest, |(order, _)| order));
        })
    };
    let on_more = {
        let (setter, n) = (n_wanted.setter(), *n_wanted + N_MORE);
        Callback::from(move |_: MouseEvent| setter.set(n))
    };
    let name_of = |order: Order| match order {
        Order::Newest => (words.sort_name)(Sort::Newest),
        Order::Oldest => (words.sort_name)(Sort::Oldest),
        Order::After => said(key::BY_WHAT_FOLLOWS),
        Order::Before => said(key::BY_WHAT_PRECEDES),
    };
    let counted = match is_waiting {
        true => String::new(),
        false => say(key::LINES_OF, &[Gap::Number(shown.len() as u32), Gap::Number(n_here), Gap::Number(n_all)]),
    };
    part(
        PART,
        said(key::IN_CONTEXT),
        html! {
            <>
                { bar(counted, html! {
                    <label class="concordance__order">
                        { words.sort }{ " " }
                        <select class="supplement__select" onchange={on_order}>
                            { for Order::ALL.into_iter().zip(0..).map(|(it, nth)| html! {
                                <option value={i32::to_string(&nth)} selected={it == *order}>{ name_of(it) }</option>
                            }) }
                        </select>
                    </label>
                }) }
                if let Loaded::Failed(trouble) = &hits.now {
                    { failed_part(leaf.lang, "", trouble, &hits.retry) }
                }
                if is_waiting {
                    { skeleton(leaf.lang, 5) }
                } else {
                    <ol class="concordance">
                        { for in_order(shown, *order).into_iter().map(|line| {
                            let to = View { doc: Some(line.article.clone()), ..list.clone() };
                            row(leaf.lang, line, leaf.href(to))
                        }) }
                    </ol>
                }
                if n_failed > 0 {
                    <p class="supplement__note" role="alert">{ say(key::ARTICLES_MISSING, &[Gap::Number(n_failed)]) }</p>
                }
                if n_all > *n_wanted {
                    <p>{ button(Look::Outlined, say(key::MORE_ARTICLES, &[Gap::Number(N_MORE.min(n_all - *n_wanted))]).into(), on_more) }</p>
                }
            </>
        },
    )
}

/// What stands above the lines: how many there are, and what puts them in another order.
fn bar(counted: String, order: Html) -> Html {
    html! {
        <div class="concordance__bar">
            <p class="concordance__count" role="status">{ counted }</p>
            { order }
        </div>
    }
}

/// One line; `href` is its article's.
fn row(lang: Language, line: Line, href: String) -> Html {
    let text_lang = (line.lang != "und").then_some(line.lang);
    html! {
        <li class="concordance__row">
            <p class="concordance__line" dir="auto" lang={text_lang}>
                <span class="concordance__before"><span>{ line.before }</span></span>
                <b class="concordance__name">{ line.name }</b>
                <span class="concordance__after">{ line.after }</span>
            </p>
            <p class="concordance__source">
                <a {href}><bdi>{ line.title }</bdi></a>{ ", " }{ lang.date(line.date) }
            </p>
        </li>
    }
}

/// The part as it begins, where no script runs.
///
/// * `n_articles`: how many articles the lines are of, and how many there are.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn still(lang: Language, lines: &[Line], n_articles: [u32; 2], href: impl Fn(&str) -> String) -> Html {
    let [n_read, n_all] = n_articles;
    let counted = say(key::LINES_OF, &[Gap::Number(lines.len() as u32), Gap::Number(n_read), Gap::Number(n_all)]);
    let rows = lines.iter().map(|line| row(lang, line.clone(), href(&line.article)));
    part(
        PART,
        said(key::IN_CONTEXT),
        html! { <>{ bar(counted, Html::default()) }<ol class="concordance">{ for rows }</ol></> },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(before: &str, after: &str) -> Line {
        Line {
            article: String::new(),
            title: String::new(),
            date: None,
            lang: String::new(),
            before: before.to_owned(),
            name: String::new(),
            after: after.to_owned(),
        }
    }

    #[test]
    fn lines_stand_by_the_words_around_the_name() {
        let all = || vec![line("said the", ", Zebra"), line("asked a", "“apple”"), line("told the", "apple pie")];
        let after: Vec<String> = in_order(all(), Order::After).into_iter().map(|line| line.after).collect();
        assert_eq!(after, ["“apple”", "apple pie", ", Zebra"]);
        let before: Vec<String> = in_order(all(), Order::Before).into_iter().map(|line| line.before).collect();
        assert_eq!(before, ["asked a", "said the", "told the"]);
        assert_eq!(in_order(all(), Order::Newest), all());
    }

    #[test]
    fn what_is_around_a_name_is_cut_between_words() {
        let long = "word ".repeat(40);
        for (text, is_cut) in [("short", false), ("", false), (long.as_str(), true), (&*"ی".repeat(300), true)] {
            let (beginning, ending) = (beginning(text), ending(text));
            assert_eq!(beginning != text, is_cut);
            assert_eq!(ending != text, is_cut);
            assert!(beginning.chars().count() <= N_AROUND + 1 && ending.chars().count() <= N_AROUND + 1, "{ending}");
            assert!(!is_cut || beginning.ends_with('…') && ending.starts_with('…'));
        }
        assert!(beginning(&long).ends_with("word…") && ending(&long).starts_with("… word"));
    }
}
