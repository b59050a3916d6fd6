//! Bytes from the site's own server, and waiting.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::start;

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server answered with this status.
    Status(u16),
    /// No answer, or one that broke off.
    NoAnswer,
}

/// What `www/worker.js` is asked to fetch: a file, whether a cached copy is to be asked for anew, where a span of it begins and ends. Ends when nobody
/// waits for it any more.
struct Fetching(Array);

impl Drop for Fetching {
    fn drop(&mut self) {
        start::ask("stop", &self.0);
    }
}

/// All bytes of a file of the site.
///
/// * `file` is relative to the site's folder. `anew` asks the server whether a cached copy is still right.
/// * Errors: `Refusal`. Dropping the future ends the request.
pub async fn get(file: &str, anew: bool) -> Result<Vec<u8>, Refusal> {
    if let Some(bytes) = start::early(file) {
        return Ok(bytes);
    }
    fetched(file, anew, 0, 0).await?.ok_or(Refusal::NoAnswer)
}

/// A span of a file's bytes, or as much of it as there is; `None` where the host sends something else, or nothing: a part that breaks off may be one that
/// the host has compressed, or cut wrongly.
///
/// * Errors: `Refusal::Status`. Dropping the future ends the request.
pub async fn part(file: &str, start: u64, end: u64) -> Result<Option<Vec<u8>>, Refusal> {
    fetched(file, false, start, end).await
}

/// Has a file, of which what came was damaged, be fetched past every cache from now on.
pub fn distrust(file: &str) {
    start::set(file, &JsValue::TRUE);
}

/// As `part`; of the whole file where the span ends at 0.
async fn fetched(file: &str, anew: bool, start: u64, end: u64) -> Result<Option<Vec<u8>>, Refusal> {
    let [start, end] = [start, end].map(|place| JsValue::from(place as f64));
    let fetching = Fetching(Array::of4(&JsValue::from_str(file), &JsValue::from(anew), &start, &end));
    let answer = start::promised("bring", &fetching.0).await.unwrap_or_default();
    if let Some(status) = answer.as_f64() {
        return Err(Refusal::Status(status as u16));
    }
    Ok(answer.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
}

/// Waits.
///
/// * Unit: milliseconds.
pub async fn pause(n_ms: u32) {
    // A page without the start-up script waits for nothing, rather than for ever.
    start::promised("pause", &JsValue::from(n_ms)).await;
}
