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
struct Deps(Rc<dyn Dependency>);

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
    let effect: Effect = Box::new(move |deps: &Deps| {
        // It is the type that was put in, so there always is one.
        let undo = deps.0.as_any().downcast_ref::<T>().and_then(effect);
        undo.unwrap_or_else(|| Box::new(|| ()))
    });
    use_any_effect(Deps(Rc::new(deps)), effect)
}

#[hook]
fn use_any_effect(deps: Deps, effect: Effect) {
    use_effect_with(deps, effect);
}
