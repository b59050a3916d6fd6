//! Pieces of the page that remember something between two drawings. Yew compiles the life of every component type anew, two
//! kilobytes a piece; here all of them are one component to it, and differ by what they draw.

use std::any::Any;
use std::rc::Rc;

use yew::functional::{Hook, HookContext};
use yew::prelude::*;
use yew::virtual_dom::{Key, VComp};

/// What a piece is given, and how it is drawn from that.
pub trait Piece: PartialEq + 'static {
    /// Runs the piece's own hooks and draws it: `use_…(self).run(context)`.
    fn draw(&self, context: &mut HookContext) -> Html;
}

/// A piece of the page. Under one element, pieces of different kinds need different keys: Yew takes those of one key for the
/// same piece with something else to show.
#[inline(never)]
pub fn piece(key: impl Into<Key>, piece: impl Piece) -> Html {
    VComp::new::<AnyPiece>(Rc::new(Given::to(piece)), Some(key.into())).into()
}

/// A piece of whatever kind.
trait Drawn {
    fn as_any(&self) -> &dyn Any;
    fn is_same(&self, other: &dyn Drawn) -> bool;
    fn draw(&self, context: &mut HookContext) -> Html;
}

impl<P: Piece> Drawn for P {
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn is_same(&self, other: &dyn Drawn) -> bool {
        other.as_any().downcast_ref::<P>() == Some(self)
    }
    fn draw(&self, context: &mut HookContext) -> Html {
        Piece::draw(self, context)
    }
}

/// What the one component is given.
#[derive(Clone, Properties)]
pub struct Given {
    piece: Rc<dyn Drawn>,
}

impl Given {
    /// To draw this piece.
    pub fn to(piece: impl Piece) -> Given {
        Given { piece: Rc::new(piece) }
    }
}

impl PartialEq for Given {
    fn eq(&self, other: &Given) -> bool {
        self.piece.is_same(&*other.piece)
    }
}

/// Drawing a piece, as a hook: Yew lets hooks run only inside others.
struct Drawing<'a>(&'a dyn Drawn);

impl Hook for Drawing<'_> {
    type Output = Html;

    fn run(self, context: &mut HookContext) -> Html {
        self.0.draw(context)
    }
}

fn use_drawing(given: &Given) -> Drawing<'_> {
    Drawing(&*given.piece)
}

/// The one component.
#[component]
pub fn AnyPiece(given: &Given) -> Html {
    use_drawing(given)
}

/// Says of a hook that draws from a reference to this type that it is how its piece is drawn.
macro_rules! drawn_by {
    ($given:ty, $hook:ident) => {
        impl $crate::piece::Piece for $given {
            fn draw(&self, context: &mut yew::functional::HookContext) -> yew::Html {
                yew::functional::Hook::run($hook(self), context)
            }
        }
    };
}
pub(crate) use drawn_by;
