//! How a file stands that is being made, for the gallery.

use yew::prelude::*;

use super::{Bench, Format, Missed, Stage, Stop, outcome};
use crate::data::Trouble;
use crate::hooks::{use_mut_ref, use_state};
use crate::js::saving::Kept;
use crate::piece::drawn_by;
use crate::supplement::Leaf;

/// A file at one of its stages.
#[derive(Clone, PartialEq)]
pub struct Outcome {
    /// What it works with.
    pub leaf: Leaf,
    /// Which stage.
    pub at: At,
}

/// The stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// It grows.
    Making,
    /// A page of the list did not come.
    Failed,
    /// Articles are missing in it.
    Missing,
    /// The browser takes no more.
    NoRoom,
    /// It is whole.
    Done,
}

drawn_by!(Outcome, use_outcome);

#[hook]
fn use_outcome(props: &Outcome) -> Html {
    let now = use_state(|| Stage::Choosing);
    let (shelf, abort) = (use_mut_ref(|| None), use_mut_ref(|| None));
    let (name, media_type) = ("harbour-post-strike.csv".to_owned(), "text/csv");
    let bench = Bench { stage: now.setter(), shelf, abort, name, media_type };
    let missed =
        |nth: u32| Missed { id: format!("article-{nth}"), title: format!("A headline that did not come, {nth}") };
    let stage = match props.at {
        At::Making => Stage::Making(1_200, 4_805),
        At::Failed => {
            let file = "cards-00c0ffee.bin".to_owned();
            Stage::Stopped(Some(Stop::Page(Trouble::Unreachable { file })), Vec::new())
        }
        At::Missing => Stage::Stopped(None, (1..4).map(missed).collect()),
        At::NoRoom => Stage::Stopped(Some(Stop::NoRoom), Vec::new()),
        At::Done => Stage::Done(4_805, Some(Kept { href: "./".to_owned(), n_bytes: 2_400_000.0 })),
    };
    outcome(&props.leaf, &stage, &bench, Format::Csv)
}
