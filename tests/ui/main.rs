//! Components drawn without a browser: every state of each, hostile text, and both directions of writing.

#![cfg(not(target_arch = "wasm32"))]

mod article;
mod beside;
mod drawing;
mod filters;
mod list;
mod notes;
mod page;
mod sample;
mod styles;
