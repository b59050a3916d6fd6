//! The supplement: a second wasm module, with the views that are not needed at first.

/// As in the app.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    newsprint_app::supplement::start();
}
