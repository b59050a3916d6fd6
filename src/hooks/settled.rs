//! What holds still.

use yew::prelude::*;

use crate::js::page::Timer;

/// The latest value that stood unchanged for `pause_ms` milliseconds; empty until one has.
#[hook]
pub fn use_settled(value: String, pause_ms: i32) -> String {
    let settled = use_state(String::new);
    {
        let settled = settled.setter();
        use_effect_with(value, move |value| {
            let value = value.clone();
            let timer = Timer::after(pause_ms, move || settled.set(value));
            move || drop(timer)
        });
    }
    (*settled).clone()
}
