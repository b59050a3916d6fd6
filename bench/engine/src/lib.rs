//! Our engine as it is measured: in a page or worker as WebAssembly, and how it is asked there and natively.

pub mod asking;
#[cfg(target_arch = "wasm32")]
mod page;
