//! What a piece of the page remembers from one drawing to the next. The library compiles its hooks anew for each type that they hold and
//! each closure; here all values go through two of them, each compiled once.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::rc::Rc;

use yew::prelude::*;

use super::effect::Deps;

/// A value of whatever type.
type AnyValue = Rc<dyn Any>;

/// The value of the type that was put in.
fn of_type<T: 'static>(value: AnyValue) -> Rc<T> {
    value.downcast().unwrap_or_else(|_| unreachable!("each place of memory holds values of one type"))
}

/// A value as it was when the piece was drawn, and a way to set another.
pub struct Remembered<T> {
    value: Rc<T>,
    setter: Setter<T>,
}

impl<T: 'static> Remembered<T> {
    /// A way to set another, without the value.
    pub fn setter(&self) -> Setter<T> {
        self.setter.clone()
    }

    /// Sets another value; the piece is drawn again.
    pub fn set(&self, value: T) {
        self.setter.set(value);
    }
}

impl<T> Clone for Remembered<T> {
    fn clone(&self) -> Remembered<T> {
        Remembered { value: Rc::clone(&self.value), setter: self.setter.clone() }
    }
}

impl<T> Deref for Remembered<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Sets what is remembered.
pub struct Setter<T> {
    setter: UseStateSetter<AnyValue>,
    of: PhantomData<fn(T)>,
}

impl<T: 'static> Setter<T> {
    /// Sets another value; the piece is drawn again.
    pub fn set(&self, value: T) {
        self.setter.set(Rc::new(value));
    }
}

impl<T> Clone for Setter<T> {
    fn clone(&self) -> Setter<T> {
        Setter { setter: self.setter.clone(), of: PhantomData }
    }
}

#[hook]
fn use_any_state(initial: Box<dyn FnOnce() -> AnyValue>) -> UseStateHandle<AnyValue> {
    yew::use_state(initial)
}

#[hook]
fn use_any_memo(deps: Deps, make: Box<dyn FnOnce(&Deps) -> AnyValue>) -> AnyValue {
    (*yew::use_memo(deps, make)).clone()
}

/// A value that stays until another is set.
#[hook]
pub fn use_state<T: 'static>(initial: impl FnOnce() -> T + 'static) -> Remembered<T> {
    let state = use_any_state(Box::new(|| Rc::new(initial())));
    Remembered { value: of_type((*state).clone()), setter: Setter { setter: state.setter(), of: PhantomData } }
}

/// A value that is made anew, while drawing, when what it depends on has changed.
#[hook]
pub fn use_memo<D: PartialEq + 'static, T: 'static>(deps: D, make: impl FnOnce(&D) -> T + 'static) -> Rc<T> {
    of_type(use_any_memo(Deps::of(deps), Box::new(|deps| Rc::new(make(deps.get())))))
}

/// A callback that stays the same until what it depends on changes.
#[hook]
pub fn use_callback<D: PartialEq + Clone + 'static, In: 'static, Out: 'static>(
    deps: D,
    call: impl Fn(In, &D) -> Out + 'static,
) -> Callback<In, Out> {
    let callback = use_memo(deps, |deps| {
        let deps = deps.clone();
        Callback::from(move |given| call(given, &deps))
    });
    (*callback).clone()
}

/// A value that changes without the piece being drawn again.
#[hook]
pub fn use_mut_ref<T: 'static>(initial: impl FnOnce() -> T + 'static) -> Rc<RefCell<T>> {
    use_memo((), |()| RefCell::new(initial()))
}
