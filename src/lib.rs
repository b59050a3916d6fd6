//! The reader's half of Newsprint, in reading order: the app and its routes, what can change, where data comes from,
//! what is drawn.

pub mod app;
pub mod route;
pub mod state;
pub mod words;

pub mod data;
pub mod hooks;
pub mod js;

pub mod components;
pub mod markup;
pub mod pages;
pub mod piece;
#[cfg(not(target_arch = "wasm32"))]
pub mod prerender;

pub mod supplement;

/// Plays this thread's part: draws on a page, answers in a worker.
///
/// A panic stops the program by a trap, of which the start-up scripts hear and tell. Only a developer's build says more: the published
/// one has no texts for it.
pub fn start() {
    if js::worker::is_worker() {
        #[cfg(debug_assertions)]
        std::panic::set_hook(Box::new(|panic| js::worker::give_up(&panic.to_string())));
        data::serve_page();
    } else if let Some(root) = js::page::root() {
        #[cfg(debug_assertions)]
        yew::set_custom_panic_hook(Box::new(|panic| js::start::failed(&panic.to_string())));
        let props = app::Props { client: data::Client::start() };
        data::serve_supplement(&props.client);
        // What is drawn in one language and then in another moves under the reader's eyes.
        wasm_bindgen_futures::spawn_local(async move {
            words::bring(app::wanted_language(&route::Route::from_query(&js::history::query()))).await;
            yew::Renderer::<piece::AnyPiece>::with_root_and_props(root, piece::Given::to(props)).render();
        });
    }
}
