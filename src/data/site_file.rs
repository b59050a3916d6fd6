//! Files of the site that belong to no edition, fetched when somebody wants them.

use crate::js::fetch;

/// The bytes of such a file; `None` when it does not come.
///
/// * `name` is relative to the site's folder. `anew` asks the server whether a cached copy is still right.
pub async fn site_file(name: &str, anew: bool) -> Option<Vec<u8>> {
    fetch::get(name, anew).await.ok()
}
