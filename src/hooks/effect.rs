//! What follows a drawing: one kind of effect for the whole app. The library compiles each kind of dependency and each closure into
//! code of its own, half a kilobyte a piece; here they all go the same way.

use std::any::Any;
use std::rc::Rc;

use yew::prelude::*;

/// What undoes an effect; `None` when there is nothing to undo.
pub type Undo = Option<Box<dyn FnOnce()>>;

/// Keeps something until an effect is undone.
pub fn until_undone<T: 'static>(kept: T) -> Undo {
    Some(Box::new(move || drop(kept)))
}

/// What an effect depends on, of whatever type.
pub struct Deps(Rc<dyn Dependency>);

impl Deps {
    /// Depends on this.
    pub fn of<T: PartialEq + 'static>(value: T) -> Deps {
        Deps(Rc::new(value))
    }

    /// What was put in.
    pub fn get<T: 'static>(&self) -> &T {
        self.0.as_any().downcast_ref().unwrap_or_else(|| unreachable!("each hook depends on values of one type"))
    }
}

trait Dependency {
    fn as_any(&self) -> &dyn Any;
    fn is_same(&self, other: &dyn Dependency) -> bool;
}

impl<T: PartialEq + 'static> Dependency for T {
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn is_same(&self, other: &dyn Dependency) -> bool {
        other.as_any().downcast_ref::<T>() == Some(self)
    }
}

impl PartialEq for Deps {
    fn eq(&self, other: &Deps) -> bool {
        self.0.is_same(&*other.0)
    }
}

type Effect = Box<dyn FnOnce(&Deps) -> Box<dyn FnOnce()>>;

/// Does something once what it depends on is drawn: the first time, and whenever that has changed since, when what was done before
/// is undone first.
#[hook]
pub fn use_effect_on<T: PartialEq + 'static>(deps: T, effect: impl FnOnce(&T) -> Undo + 'static) {
    let effect: Effect = Box::new(move |deps: &Deps| effect(deps.get()).unwrap_or_else(|| Box::new(|| ())));
    use_any_effect(Deps::of(deps), effect)
}

#[hook]
fn use_any_effect(deps: Deps, effect: Effect) {
    use_effect_with(deps, effect);
}
