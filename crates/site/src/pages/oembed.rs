//! How to embed the site, for editors that ask by oEmbed.

use serde_json::json;

use super::text::line;
use super::{Frame, MAKER};
use crate::html::escape;

/// The answer to every oEmbed question about the site, as a file: `None` where the site's address is not known.
///
/// The frame is as wide as its place; the width in figures is what the format asks for and nobody need heed.
///
/// * Source: oembed.com, section 2.3.4.4.
pub fn oembed(frame: &Frame) -> Option<String> {
    let base = frame.base_url.as_ref()?;
    let name = line(&frame.name);
    let html = format!(
        "<iframe src=\"{}?embed=1\" title=\"{}\" loading=\"lazy\" width=\"100%\" height=\"640\" style=\"border:0;width:0;min-width:100%\" \
         sandbox=\"allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads\" \
         allow=\"clipboard-write; fullscreen\" referrerpolicy=\"strict-origin-when-cross-origin\"></iframe>",
        escape(base),
        escape(&name)
    );
    let answer = json!({
        "type": "rich",
        "version": "1.0",
        "title": name,
        "provider_name": MAKER,
        "provider_url": base,
        "width": 640,
        "height": 640,
        "html": html,
    });
    Some(format!("{answer:#}\n"))
}
