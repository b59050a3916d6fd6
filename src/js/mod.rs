//! Everything of the browser that the app touches: the only place that names `web_sys` and `js_sys`.

pub mod beside;
pub mod combobox;
pub mod fetch;
pub mod fields;
pub mod history;
pub mod host;
pub mod keys;
mod listen;
pub mod marking;
pub mod page;
pub mod saving;
pub mod service_worker;
pub mod start;
pub mod storage;
pub mod store;
pub mod supplement;
pub mod worker;

/// What a listener in a template is handed, and how it becomes the kind that its name promises.
pub use web_sys::Event;
pub use web_sys::wasm_bindgen::JsCast;
/// What a property of an element holds.
#[cfg(target_arch = "wasm32")]
pub use web_sys::wasm_bindgen::JsValue;
