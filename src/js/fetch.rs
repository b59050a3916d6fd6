//! Bytes from the site's own server, and waiting.

use js_sys::{ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestInit, Response};

use super::start;

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server answered with this status.
    Status(u16),
    /// No answer, or one that broke off.
    NoAnswer,
}

/// Ends the request when nobody waits for it any more.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
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
    let fetched = fetched(file, anew, None).await.map_err(|refusal| refusal.unwrap_or(Refusal::NoAnswer))?;
    // Without a span every good answer is whole.
    fetched.ok_or(Refusal::NoAnswer)
}

/// A span of a file's bytes, or as much of it as there is; `None` where the host sends something else.
///
/// * Errors: `Refusal`. Dropping the future ends the request.
pub async fn part(file: &str, start: u64, end: u64) -> Result<Option<Vec<u8>>, Refusal> {
    match fetched(file, false, Some((start, end))).await {
        Ok(part) => Ok(part),
        Err(Some(refusal)) => Err(refusal),
        // A part that breaks off may be one that the host has compressed, or cut wrongly.
        Err(None) => Ok(None),
    }
}

/// As `get`, of all or of a span; `None` for a whole file in answer to a span, and for whatever went wrong without a status.
async fn fetched(file: &str, anew: bool, span: Option<(u64, u64)>) -> Result<Option<Vec<u8>>, Option<Refusal>> {
    let controller = AbortController::new().map_err(|_| None)?;
    let init = RequestInit::new();
    init.set_signal(Some(&controller.signal()));
    if anew {
        init.set_cache(RequestCache::NoCache);
    }
    if let Some((start, end)) = span {
        let headers = Headers::new().map_err(|_| None)?;
        headers.set("range", &format!("bytes={start}-{}", end.saturating_sub(1))).map_err(|_| None)?;
        init.set_headers(&headers);
    }
    let _end = AbortOnDrop(controller);
    let url = JsValue::from_str(&format!("{}{file}", start::base()));
    let response = JsFuture::from(call("fetch", &url, &init).ok_or(None)?).await.map_err(|_| None)?;
    let response: Response = response.dyn_into().map_err(|_| None)?;
    if !response.ok() {
        return Err(Some(Refusal::Status(response.status())));
    }
    if let Some((start, _)) = span {
        let range = response.headers().get("content-range").ok().flatten().unwrap_or_default();
        // All of it, or another part than was asked for.
        if response.status() != 206 || !range.starts_with(&format!("bytes {start}-")) {
            return Ok(None);
        }
    }
    let body = JsFuture::from(response.array_buffer().map_err(|_| None)?).await.map_err(|_| None)?;
    let body: ArrayBuffer = body.dyn_into().map_err(|_| None)?;
    let bytes = Uint8Array::new(&body).to_vec();
    // Shorter only where the file ends before the span does, which the reader finds out by its checksum.
    Ok(span.is_none_or(|(start, end)| bytes.len() as u64 <= end - start).then_some(bytes))
}

/// Calls a global function that page and worker both have and that returns a promise.
fn call(name: &str, first: &JsValue, second: &JsValue) -> Option<Promise> {
    let function: Function = global(name)?;
    function.call2(&JsValue::UNDEFINED, first, second).ok()?.dyn_into().ok()
}

fn global(name: &str) -> Option<Function> {
    Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

/// Waits.
///
/// * Unit: milliseconds.
pub async fn pause(n_ms: u32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(set_timeout) = global("setTimeout") {
            // A browser without a clock waits for nothing, rather than for ever.
            if set_timeout.call2(&JsValue::UNDEFINED, &resolve, &JsValue::from(n_ms)).is_ok() {
                return;
            }
        }
        let _ = resolve.call0(&JsValue::UNDEFINED);
    });
    // It is resolved in either case, and rejected in none.
    let _ = JsFuture::from(promise).await;
}
