//! Files that the page makes and the reader keeps: pieces of text that the browser holds, a link to the whole, what day it is.

use js_sys::{Array, Date};
use newsprint_model::Day;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// A file in pieces that the browser holds outside the module's memory.
#[derive(Default)]
pub struct Pieces {
    pieces: Array,
    n_bytes: f64,
}

impl Pieces {
    /// Adds a piece; nothing of it stays here. Whether the browser took it.
    pub fn add(&mut self, text: &str) -> bool {
        let piece = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text)));
        match piece {
            Ok(piece) => {
                self.n_bytes += piece.size();
                self.pieces.push(&piece);
                true
            }
            Err(_) => false,
        }
    }

    /// The whole as a file of that media type; `None` where the browser cannot hold it.
    pub fn file(&self, media_type: &str) -> Option<Kept> {
        let kind = BlobPropertyBag::new();
        kind.set_type(media_type);
        let blob = Blob::new_with_blob_sequence_and_options(&self.pieces, &kind).ok()?;
        Some(Kept { href: Url::create_object_url_with_blob(&blob).ok()?, n_bytes: self.n_bytes })
    }
}

/// A file that the browser holds until this is dropped.
#[derive(Debug, PartialEq)]
pub struct Kept {
    /// Its address, for a link.
    pub href: String,
    /// How long it is, in bytes.
    pub n_bytes: f64,
}

impl Drop for Kept {
    fn drop(&mut self) {
        // Refused only to what is no such address.
        let _ = Url::revoke_object_url(&self.href);
    }
}

/// Lets the browser save what lies at an address under a name, as a click on a link would.
pub fn save(href: &str, name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(href);
        link.set_download(name);
        link.click();
    }
}

/// Lets the browser save a text as a file of that media type and name.
pub fn save_text(text: &str, media_type: &str, name: &str) {
    let mut pieces = Pieces::default();
    pieces.add(text);
    if let Some(kept) = pieces.file(media_type) {
        save(&kept.href, name);
        // The browser reads it in its own time; a page of such links weighs little.
        std::mem::forget(kept);
    }
}

/// The day by the device's clock.
pub fn today() -> Option<Day> {
    let now = Date::new_0();
    Day::from_ymd(i32::try_from(now.get_full_year()).ok()?, now.get_month() + 1, now.get_date())
}
