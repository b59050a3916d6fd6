//! A small line drawing that stands beside or in place of a word. It never speaks: what it means is always said too.

use yew::prelude::*;

use super::class;
use crate::markup::html;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A cross: takes something away.
    Cross,
    /// A bar: leaves something out.
    Minus,
    /// An arrow towards the start of the line.
    Back,
    /// An arrow up.
    Up,
    /// An arrow down.
    Down,
    /// A lens.
    Lens,
    /// A chain link.
    Link,
    /// Two sliders: filters.
    Filters,
    /// A globe: languages.
    Globe,
    /// A sheet in a printer.
    Printer,
    /// An arrow out of a box: another site.
    Outward,
}

impl Shape {
    /// The lines, as a path in a square of 16.
    fn path(self) -> &'static str {
        match self {
            Shape::Cross => "M4 4l8 8M12 4l-8 8",
            Shape::Minus => "M4 8h8",
            Shape::Back => "M13 8H3M7 4L3 8l4 4",
            Shape::Up => "M8 13V3M4 7l4-4 4 4",
            Shape::Down => "M8 3v10M4 9l4 4 4-4",
            Shape::Lens => "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.4 10.4L14 14",
            Shape::Link => {
                "M6.5 9.5l3-3M7 4.5l1.5-1.5a3.2 3.2 0 0 1 4.5 4.5L11.5 9M9 11.5L7.5 13A3.2 3.2 0 0 1 3 8.5L4.5 7"
            }
            Shape::Filters => "M2 5h6M12 5h2M2 11h2M8 11h6M10 3v4M6 9v4",
            Shape::Globe => "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zM2 8h12M8 2c4 4 4 8 0 12M8 2C4 6 4 10 8 14",
            Shape::Printer => "M4.5 6V2.5h7V6M4.5 11H2.5V6h11v5h-2M4.5 9h7v4.5h-7z",
            Shape::Outward => "M9 2.5h4.5V7M13.5 2.5L8 8M6.5 3.5h-4v10h10v-4",
        }
    }
}

/// An icon as tall as the text beside it.
pub fn icon(shape: Shape) -> Html {
    let turns = &[("icon--turns", shape == Shape::Back)];
    html! {
        <svg class={class("icon", turns)} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d={shape.path()} />
        </svg>
    }
}
