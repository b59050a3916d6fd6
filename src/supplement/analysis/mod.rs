//! Views that look at a whole list at once: over time beside another, by who is named together, and where on the globe.

mod axis;
mod both;
mod compare;
mod compare_chart;
mod named;
mod picker;

use yew::prelude::*;

use super::{Leaf, heading, part, use_title, words};
use crate::piece::piece;

/// The view of this name.
pub fn view(name: &'static str, leaf: &Leaf) -> Html {
    piece(name, compare::ComparePage(leaf.clone()))
}
