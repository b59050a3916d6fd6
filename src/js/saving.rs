//! Files that the page makes and the reader keeps: pieces of text that the browser holds, a link to the whole, what day it is.

use js_sys::{Array, Date, Function, Object, Promise, Reflect};
use newsprint_model::Day;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
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

/// A file on the disk that is being written, in browsers that let a page do so.
pub struct Stream(JsValue);

impl Stream {
    /// Whether this browser has such files.
    pub fn is_known() -> bool {
        web_sys::window().is_some_and(|window| function(&window, PICKER).is_some())
    }

    /// A new file where the reader wants it. To be asked for at once when a button is pressed.
    ///
    /// * Errors: whether it was the reader who wants none; else the browser refuses, as it does in frames.
    pub async fn choose(name: &str) -> Result<Stream, bool> {
        let window = web_sys::window().ok_or(false)?;
        let wishes = Object::new();
        let by_reader = |error: JsValue| {
            let name = Reflect::get(&error, &JsValue::from_str("name")).ok();
            name.and_then(|name| name.as_string()).as_deref() == Some("AbortError")
        };
        Reflect::set(&wishes, &JsValue::from_str("suggestedName"), &JsValue::from_str(name)).map_err(|_| false)?;
        let handle = promised(&window, PICKER, Some(&wishes)).await.map_err(by_reader)?;
        Ok(Stream(promised(&handle, "createWritable", None).await.map_err(by_reader)?))
    }

    /// Writes a piece. Whether the disk took it.
    pub async fn add(&self, text: &str) -> bool {
        promised(&self.0, "write", Some(&JsValue::from_str(text))).await.is_ok()
    }

    /// Ends the file: only then it stands where it was wanted. Whether it does.
    pub async fn close(&self) -> bool {
        promised(&self.0, "close", None).await.is_ok()
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // Whose writing was left off is to leave no file; of one that is closed already, nothing is left to leave off.
        if let Some(abort) = function(&self.0, "abort") {
            let _ = abort.call0(&self.0);
        }
    }
}

/// What asks the reader for a place for a file.
const PICKER: &str = "showSaveFilePicker";

/// A method, where there is one.
fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

/// What a method promises, once it is here, or why it does not come.
async fn promised(of: &JsValue, name: &str, argument: Option<&JsValue>) -> Result<JsValue, JsValue> {
    let method = function(of, name).ok_or(JsValue::UNDEFINED)?;
    let promise = match argument {
        Some(argument) => method.call1(of, argument),
        None => method.call0(of),
    };
    JsFuture::from(promise?.dyn_into::<Promise>()?).await
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

/// An id that nothing else has.
pub fn new_id() -> String {
    let number = |number: f64| (number as u64).to_string();
    [number(Date::now()), number(js_sys::Math::random() * 1e12)].join("-")
}

/// The day by the device's clock.
pub fn today() -> Option<Day> {
    let now = Date::new_0();
    Day::from_ymd(i32::try_from(now.get_full_year()).ok()?, now.get_month() + 1, now.get_date())
}
