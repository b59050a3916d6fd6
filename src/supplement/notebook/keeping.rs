//! The notebook on this device: read and changed as a whole or not at all.

use super::entries::Entry;
use crate::js::store::{Store, StoreTrouble};
use crate::supplement::records::json::Json;

/// All entries, by key. What cannot be read stays where it is.
pub async fn all() -> Result<Vec<Entry>, StoreTrouble> {
    let texts = Store::open().await?.all().await?;
    let entries: Vec<Entry> = texts.iter().filter_map(|(_, text)| Entry::of(&Json::read(text)?)).collect();
    super::stars::set(&entries);
    Ok(entries)
}

/// Puts entries in, in place of those of the same keys, and takes others out. What there is then.
pub async fn change(puts: &[Entry], drops: &[String]) -> Result<Vec<Entry>, StoreTrouble> {
    let puts: Vec<(String, String)> = puts.iter().map(|entry| (entry.key(), entry.json().line())).collect();
    Store::open().await?.change(&puts, drops).await?;
    all().await
}
