//! Stretches of the dictionary, for whoever looks for a word that was mistyped.

use std::rc::Rc;

use super::{Answer, Chunk, Opened};
use crate::directory::ChunkKind;
use crate::table::{after_prefix, scan};
use crate::words::n_articles_of;

impl Opened {
    /// Calls `take` with the words that begin with a prefix, in order, and with how many articles hold each.
    ///
    /// * Unit: out of at most `max_chunks` chunks of the dictionary, those nearest to where a word would stand.
    pub fn each_word(
        &self,
        prefix: &str,
        around: &str,
        max_chunks: usize,
        take: &mut dyn FnMut(&str, u32),
    ) -> Answer<()> {
        let until = after_prefix(prefix.as_bytes());
        let mut places = self.places_between(ChunkKind::Words, prefix.as_bytes(), until.as_deref())?;
        let at = places.partition_point(|place| place.head.as_slice() <= around.as_bytes()).saturating_sub(1);
        let first = at.saturating_sub(max_chunks / 2).min(places.len().saturating_sub(max_chunks));
        places.drain(..first);
        places.truncate(max_chunks);
        let chunks: Vec<Rc<Chunk>> = self.chunks(ChunkKind::Words, &places)?;
        for chunk in chunks {
            chunk.read(|bytes| {
                scan(bytes, prefix.as_bytes(), |key, payload| {
                    if !key.starts_with(prefix.as_bytes()) {
                        return Ok(false);
                    }
                    if key.last() != Some(&0)
                        && let Ok(word) = std::str::from_utf8(key)
                    {
                        take(word, n_articles_of(payload)?);
                    }
                    Ok(true)
                })
            })?;
        }
        Ok(())
    }
}
