//! Takes out of a drawing what does nothing where no script runs.

use yew::Html;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VNode, VTag};

use super::Hrefs;
use crate::components::{ARTICLE_HEADLINE_ID, PARAGRAPH_ID};
use crate::supplement::TITLE_ID;

/// The id of a page's headline: the app, when it takes the page over, has its own beside it.
const HEADLINE_ID: &str = "headline";

/// The rank of headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Headings {
    /// As in the app, where the collection's name is the first heading.
    AsInApp,
    /// Each one rank higher.
    Raised,
}

/// How a drawing becomes one that needs no script.
///
/// Buttons and fields go, with what only they need. Chips of names become links: each stands in an item that has the name's id for a key.
pub(super) struct Plain<'a> {
    /// Where chips lead, by their names' ids.
    pub hrefs: &'a Hrefs,
    /// The ranks of headings.
    pub headings: Headings,
    /// Those of the headlines of results.
    pub results: Headings,
}

impl Plain<'_> {
    /// The drawing without what needs a script.
    pub fn of(&self, drawing: &Html) -> Html {
        self.node(drawing, None)
    }

    fn node(&self, node: &VNode, key: Option<&Key>) -> VNode {
        match node {
            VNode::VList(list) => list.iter().map(|child| self.node(child, key)).collect(),
            VNode::VTag(tag) => self.element(tag, tag.key.as_ref().or(key)),
            other => other.clone(),
        }
    }

    fn element(&self, tag: &VTag, key: Option<&Key>) -> VNode {
        let block = class_of(tag).split(' ').next().unwrap_or_default();
        let href = match (tag.tag(), block) {
            ("button", "entity-chip") => match key.and_then(|key| self.hrefs.get(&**key)) {
                Some(href) => Some(href),
                None => return VNode::default(),
            },
            ("button" | "input" | "select" | "textarea", _) | (_, "share-button" | "article-view__legend") => {
                return VNode::default();
            }
            _ => None,
        };
        let headings = if block == "result__headline" { self.results } else { self.headings };
        let name = match (tag.tag(), headings == Headings::Raised) {
            ("button", _) => "a",
            ("label", _) => "span",
            ("h2", true) => "h1",
            ("h3", true) => "h2",
            ("h4", true) => "h3",
            (name, _) => name,
        };
        let mut plain = VTag::new(name.to_owned());
        match href {
            Some(href) => {
                plain.add_attribute("class", class_of(tag).to_owned());
                plain.add_attribute("href", href.clone());
            }
            // What the marks mean: without its fields and its title no group.
            None if block == "article-view__marks" => plain.add_attribute("class", class_of(tag).to_owned()),
            None => plain.attributes = attributes(tag),
        }
        plain.add_children(tag.children().map(|children| self.node(children, key)));
        plain.into()
    }
}

fn class_of(tag: &VTag) -> &str {
    tag.attributes.iter().find(|(name, _)| *name == "class").map_or("", |(_, class)| class)
}

/// An element's attributes without what scripts alone make use of.
fn attributes(tag: &VTag) -> Attributes {
    let mut attributes = tag.attributes.clone();
    if let Attributes::Dynamic { keys, values } = &mut attributes {
        for (name, slot) in keys.iter().zip(values.iter_mut()) {
            let Some(AttributeOrProperty::Attribute(value)) = slot else { continue };
            match *name {
                "id" | "aria-labelledby" if value == ARTICLE_HEADLINE_ID => *value = AttrValue::Static(HEADLINE_ID),
                // What scripts give the focus to; paragraphs are led to by links.
                "id" if value == TITLE_ID
                    || tag.tag() == "a"
                    || (tag.tag() == "p" && !value.starts_with(PARAGRAPH_ID)) =>
                {
                    *slot = None
                }
                "tabindex" if value == "-1" => *slot = None,
                // What is there from the beginning is no news.
                "role" if value == "status" => *slot = None,
                "aria-expanded" | "aria-controls" | "data-article" => *slot = None,
                _ => {}
            }
        }
    }
    attributes
}
