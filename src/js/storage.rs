//! What the browser keeps of this web address on the device.

use serde::Deserialize;
use wasm_bindgen_futures::JsFuture;

/// What a browser says of its storage.
#[derive(Deserialize)]
struct Estimate {
    usage: Option<f64>,
}

/// How much the browser keeps for this web address, whichever sites lie there.
///
/// * Unit: bytes, rounded by some browsers. Shape: empty where the browser does not say, or keeps nothing: an old one, or a frame without storage.
pub async fn kept_bytes() -> Option<f64> {
    let storage = web_sys::window()?.navigator().storage();
    let estimate = JsFuture::from(storage.estimate().ok()?).await.ok()?;
    let estimate: Estimate = serde_wasm_bindgen::from_value(estimate).ok()?;
    estimate.usage.filter(|bytes| *bytes > 0.0)
}
