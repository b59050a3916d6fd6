//! What holds still.

use yew::prelude::*;

use super::effect::{until_undone, use_effect_on};
use super::memory::use_state;
use crate::js::page::Timer;

/// The latest value that stood unchanged for `pause_ms` milliseconds; empty until one has.
#[hook]
pub fn use_settled(value: String, pause_ms: i32) -> String {
    let settled = use_state(String::new);
    {
        let settled = settled.setter();
        use_effect_on(value, move |value| {
            let value = value.clone();
            let timer = Timer::after(pause_ms, move || settled.set(value));
            until_undone(timer)
        });
    }
    (*settled).clone()
}
