//! What `html!` compiles to: a template, and calls that fill its gaps. `crates/markup` says how a template is written.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VNode, VTag, VText};

pub use newsprint_markup::html;

#[cfg(target_arch = "wasm32")]
use crate::js::JsValue;
use crate::js::{Event, JsCast};

/// What fills one gap.
enum Filling {
    Nothing,
    Text(AttrValue),
    Holds(bool),
    Node(VNode),
    On(Rc<dyn Listener>),
    Element(NodeRef),
}

/// A template and what has filled its gaps so far.
pub struct Markup {
    template: &'static str,
    fillings: Vec<Filling>,
}

/// What can fill a gap, as a child or as the value of an attribute.
pub trait Fill {
    /// Fills the next gap.
    fn fill(self, markup: &mut Markup);
}

impl Fill for () {
    fn fill(self, markup: &mut Markup) {
        markup.fillings.push(Filling::Nothing);
    }
}

impl Fill for VNode {
    #[inline(never)]
    fn fill(self, markup: &mut Markup) {
        markup.fillings.push(Filling::Node(self));
    }
}

impl Fill for AttrValue {
    #[inline(never)]
    fn fill(self, markup: &mut Markup) {
        markup.fillings.push(Filling::Text(self));
    }
}

impl Fill for &AttrValue {
    fn fill(self, markup: &mut Markup) {
        self.clone().fill(markup);
    }
}

impl Fill for &'static str {
    #[inline(never)]
    fn fill(self, markup: &mut Markup) {
        AttrValue::Static(self).fill(markup);
    }
}

impl Fill for String {
    #[inline(never)]
    fn fill(self, markup: &mut Markup) {
        AttrValue::from(self).fill(markup);
    }
}

impl Fill for bool {
    #[inline(never)]
    fn fill(self, markup: &mut Markup) {
        markup.fillings.push(Filling::Holds(self));
    }
}

impl Fill for usize {
    fn fill(self, markup: &mut Markup) {
        self.to_string().fill(markup);
    }
}

impl Fill for NodeRef {
    fn fill(self, markup: &mut Markup) {
        markup.fillings.push(Filling::Element(self));
    }
}

impl<T: Fill> Fill for Option<T> {
    fn fill(self, markup: &mut Markup) {
        match self {
            Some(value) => value.fill(markup),
            None => ().fill(markup),
        }
    }
}

/// Fills the next gap with a list.
pub fn each(nodes: impl IntoIterator<Item = VNode>, markup: &mut Markup) {
    let mut list = Vec::new();
    nodes.into_iter().for_each(|node| add(&mut list, node));
    together(list).fill(markup);
}

#[inline(never)]
fn add(list: &mut Vec<VNode>, node: VNode) {
    list.push(node);
}

/// A list of nodes as one.
#[inline(never)]
fn together(list: Vec<VNode>) -> VNode {
    VNode::from_iter(list)
}

/// Fills the next gap with a listener.
///
/// * `kind` is asked for when it is needed: Yew's type for it costs 1 KB to copy.
pub fn on<E: JsCast + 'static>(kind: fn() -> ListenerKind, callback: Callback<E>, markup: &mut Markup) {
    let handler = callback.reform(|event: Event| event.unchecked_into());
    markup.fillings.push(Filling::On(Rc::new(On { kind, handler })));
}

/// A callback as Yew's renderer wants it.
struct On {
    kind: fn() -> ListenerKind,
    handler: Callback<Event>,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        (self.kind)()
    }

    fn handle(&self, event: Event) {
        self.handler.emit(event);
    }

    fn passive(&self) -> bool {
        // Nothing here keeps a page from scrolling.
        matches!((self.kind)(), ListenerKind::onscroll)
    }
}

impl Markup {
    /// A template none of whose gaps is filled yet.
    #[inline(never)]
    pub fn of(template: &'static str) -> Markup {
        Markup { template, fillings: Vec::new() }
    }

    /// The markup.
    #[inline(never)]
    pub fn drawn(self) -> Html {
        let mut fillings = self.fillings.into_iter();
        // The elements that are open, each with its children so far; first, what stands outside all.
        let mut outside: Vec<VNode> = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        let mut attribute = "";
        let mut rest = self.template;
        while let Some(mark) = rest.bytes().next() {
            let after = &rest[1..];
            let end = after.bytes().position(|byte| byte < 0x10).unwrap_or(after.len());
            let (text, next) = after.split_at(end);
            rest = next;
            let child = match (mark, open.last_mut()) {
                (1, _) => {
                    open.push(Open {
                        tag: VTag::new(text),
                        children: Vec::new(),
                        names: Vec::new(),
                        values: Vec::new(),
                    });
                    continue;
                }
                (2, _) => {
                    attribute = text;
                    continue;
                }
                (3, Some(tag)) => {
                    set(tag, std::mem::take(&mut attribute), Filling::Text(AttrValue::Static(text)));
                    continue;
                }
                (4, Some(tag)) if !attribute.is_empty() => {
                    set(tag, std::mem::take(&mut attribute), fillings.next().unwrap_or(Filling::Nothing));
                    continue;
                }
                (7, Some(Open { tag, .. })) => {
                    if let Some(Filling::On(listener)) = fillings.next() {
                        tag.add_listener(listener);
                    }
                    continue;
                }
                (4, _) => match fillings.next() {
                    Some(Filling::Node(node)) => node,
                    Some(Filling::Text(text)) => VNode::VText(VText::new(text)),
                    _ => VNode::default(),
                },
                (5, _) => VNode::VText(VText::new(AttrValue::Static(text))),
                _ => match open.pop() {
                    Some(Open { mut tag, children, names, values }) => {
                        if !names.is_empty() {
                            tag.set_attributes(Attributes::Dynamic { keys: kept(&names), values: values.into() });
                        }
                        if !children.is_empty() {
                            tag.add_children(children);
                        }
                        VNode::from(tag)
                    }
                    None => continue,
                },
            };
            open.last_mut().map_or(&mut outside, |open| &mut open.children).push(child);
        }
        if outside.len() == 1 { outside.swap_remove(0) } else { together(outside) }
    }
}

/// An element that is not finished: what it has so far.
struct Open {
    tag: VTag,
    children: Vec<VNode>,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

thread_local! {
    /// The names of attributes of every element of every template that was drawn, in the order of where the first of them stands in memory.
    static NAMES: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// An element's names of attributes, always the same slice: Yew compares attributes value by value where it is, and through maps where it is not.
fn kept(names: &[&'static str]) -> &'static [&'static str] {
    let place = |names: &[&'static str]| names[0].as_ptr() as usize;
    NAMES.with_borrow_mut(|all| {
        let at = all.partition_point(|other| place(other) < place(names));
        match all.get(at) {
            Some(known) if place(known) == place(names) => known,
            _ => {
                // Once for each element of each template.
                let names: &'static [&'static str] = names.to_vec().leak();
                all.insert(at, names);
                names
            }
        }
    })
}

/// Gives an element an attribute.
fn set(Open { tag, names, values, .. }: &mut Open, name: &'static str, value: Filling) {
    let is_input = tag.tag() == "input";
    match (name, value) {
        ("key", Filling::Text(key)) => tag.key = Some(Key::from(key.to_string())),
        ("ref", Filling::Element(node)) => tag.node_ref = node,
        ("checked", Filling::Holds(holds)) => tag.set_checked(holds),
        ("value", Filling::Text(text)) if is_input => tag.set_value(text),
        // An element's other names are the same whatever fills them.
        ("key" | "ref" | "checked", _) => {}
        ("value", _) if is_input => {}
        (_, value) => {
            names.push(name);
            values.push(match value {
                Filling::Text(text) => Some(AttributeOrProperty::Attribute(text)),
                // The attribute says only what is chosen at first: it no longer counts once a reader has chosen.
                #[cfg(target_arch = "wasm32")]
                Filling::Holds(true) if name == "selected" => Some(AttributeOrProperty::Property(JsValue::TRUE)),
                // What simply holds has its own name for a value.
                Filling::Holds(true) => Some(AttributeOrProperty::Attribute(name.into())),
                _ => None,
            });
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::prerender::{Easel, drawn};

    /// A drawing's tags and texts, each tag's attributes in order of name: which order they are written in means nothing.
    fn pieces(html: &str) -> Vec<Vec<&str>> {
        let tags = html.split(['<', '>']);
        tags.map(|tag| {
            let Some((name, rest)) = tag.split_once(' ').filter(|_| tag.ends_with('"')) else { return vec![tag] };
            let mut attributes: Vec<&str> = rest.split_inclusive("\" ").map(str::trim).chain([name]).collect();
            attributes.sort_unstable();
            attributes
        })
        .collect()
    }

    #[test]
    fn what_is_drawn_is_what_yews_own_macro_draws() {
        let (yes, no, some, none) = (true, false, Some("b"), None::<&'static str>);
        let (text, n) = ("a < b & \"c\"".to_owned(), 3_usize);
        let words = ["one", "two"];
        macro_rules! both {
            ($($markup:tt)*) => {
                (drawn(html! { $($markup)* }), drawn(yew::html! { $($markup)* }))
            };
        }
        for (ours, yews) in [
            both! { <p></p> },
            both! { <br /> },
            both! { <></> },
            both! { { text.clone() } },
            both! { <p id={some} class="a">{ "bare" }{ text.clone() }<b>{ "c" }</b></p> },
            both! { <p title={none} aria-label={text.clone()}></p> },
            both! { <button disabled={yes} type="submit">{ "go" }</button> },
            both! { <button disabled={no}></button> },
            both! { <input type="checkbox" checked={yes} value={text.clone()} /> },
            both! { <option value={text.clone()} selected={yes}>{ "o" }</option> },
            both! { <details open=true><summary>{ "s" }</summary></details> },
            both! { <ul>{ for words.iter().map(|word| html! { <li key={*word}>{ *word }</li> }) }</ul> },
            both! { if yes { <i></i> } else { <b></b> } },
            both! { <p>if no { <i></i> } else if yes { <b></b>{ "!" } }</p> },
            both! { <p>if let Some(word) = some { { word } } else { { "none" } }</p> },
            both! { <p>if no { <i></i> }</p> },
            both! { <><i></i>{ "between" }<b data-n={n.to_string()}></b></> },
            both! { <svg viewBox="0 0 1 1"><path d="M0 0" /></svg> },
            both! { <p onclick={Callback::from(|_: MouseEvent| ())}>{ "x" }</p> },
            both! { <Easel html={html! { <i></i> }} /> },
        ] {
            assert_eq!(pieces(&ours), pieces(&yews), "{ours}\n{yews}");
        }
    }
}
