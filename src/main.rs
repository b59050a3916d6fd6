//! One wasm module, two roles: the page draws, a worker owns the edition and the engine.

fn main() {
    newsprint_app::start();
}
