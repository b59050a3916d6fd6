//! Every version that this repository relies on and does not build from its own source, in one place.
//!
//! Two more files must agree with this one and cannot read it: `Trunk.toml` (`[tools]`) and the root `Cargo.toml`
//! (`wasm-bindgen`, an exact version). `cargo xtask check` compares them.

/// Trunk, which builds the app. Newer ones want a newer compiler than `rust-toolchain.toml` names.
pub const TRUNK: &str = "0.21.14";

/// wasm-bindgen's command and test runner. Must equal the library's version in `Cargo.lock` to the last digit.
pub const WASM_BINDGEN: &str = "0.2.130";

/// Binaryen, whose `wasm-opt` shrinks the module. Its npm package holds the program itself and downloads nothing more.
pub const BINARYEN: &str = "132.0.0";

/// Terser, which shortens the scripts: names that only they themselves know, and spaces.
pub const TERSER: &str = "5.51.2";

/// geckodriver, which drives Firefox.
pub const GECKODRIVER: &str = "0.37.1";

/// axe-core, which finds what a screen reader or a keyboard would stumble over.
pub const AXE: &str = "4.14.1";

/// Lighthouse, which looks at pages as search engines and slow phones do. Only `cargo xtask eval --lighthouse` installs it.
pub const LIGHTHOUSE: &str = "12.8.2";

/// world-atlas, which holds Natural Earth's outlines of the world's land and countries.
pub const WORLD_ATLAS: &str = "2.0.2";

/// The oldest Node.js that Binaryen runs on.
pub const NODE_MAJOR: u32 = 18;

/// The target of the reader's half.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";
