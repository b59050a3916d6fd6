//! Views that look at a whole list at once: over time beside another, by who is named together, and where on the globe.

mod axis;
mod both;
mod circle;
mod compare;
mod compare_chart;
mod ego;
mod globe;
mod labels;
mod map;
mod named;
mod nearest;
mod outlines;
mod picker;
mod together;

use yew::prelude::*;

use super::{Leaf, heading, part, use_title, words};
use crate::piece::piece;

/// The view of this name.
pub fn view(name: &'static str, leaf: &Leaf) -> Html {
    match name {
        "map" => piece(name, map::MapPage(leaf.clone())),
        "together" => piece(name, together::TogetherPage(leaf.clone())),
        _ => piece(name, compare::ComparePage(leaf.clone())),
    }
}
