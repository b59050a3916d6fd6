//! Stretches of the dictionary, for whoever looks for a word that was mistyped.

use super::{Answer, Opened, all};
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::part::{ChunkId, ChunkKind};
use crate::table::{after_prefix, scan};
use crate::words::{is_word_key, n_articles_of};

impl Opened {
    /// Calls `take` with the words that begin with a prefix, in order, and with how many articles hold each; part by part, so that a word of both parts
    /// comes twice.
    ///
    /// * Unit: out of at most `max_chunks` chunks of each part's dictionary, those nearest to where a word would stand.
    pub fn each_word(
        &self,
        prefix: &str,
        around: &str,
        max_chunks: usize,
        take: &mut dyn FnMut(&str, u32),
    ) -> Answer<()> {
        self.each_near(ChunkKind::Words, (prefix, around), max_chunks, take)
    }

    /// The same of words read backwards, from the last letter to the first, those of letters alone, that one article or a few hold left out where there
    /// are too many.
    pub fn each_ending(
        &self,
        prefix: &str,
        around: &str,
        max_chunks: usize,
        take: &mut dyn FnMut(&str, u32),
    ) -> Answer<()> {
        self.each_near(ChunkKind::Endings, (prefix, around), max_chunks, take)
    }

    fn each_near(
        &self,
        kind: ChunkKind,
        (prefix, around): (&str, &str),
        max_chunks: usize,
        take: &mut dyn FnMut(&str, u32),
    ) -> Answer<()> {
        let until = after_prefix(prefix.as_bytes());
        let mut wanted = Vec::new();
        for (part, of) in self.parts() {
            let heads = of.heads(kind);
            let range = heads.between(prefix.as_bytes(), until.as_deref());
            let at = heads.chunk_for(around.as_bytes()).unwrap_or(0).clamp(range.start, range.end);
            let last_first = range.end.saturating_sub(max_chunks as u32).max(range.start);
            let first = at.saturating_sub((max_chunks as u32 - 1) / 2).clamp(range.start, last_first);
            let numbers = (first..range.end).take(max_chunks);
            wanted.extend(numbers.map(|number| self.chunk(ChunkId { part, kind, number })));
        }
        let n_articles_in = |payload: &[u8]| -> Parsed<u32> {
            if kind == ChunkKind::Words { n_articles_of(payload) } else { Cursor::new(payload).varint() }
        };
        let mut take_from = |table: &[u8]| {
            scan(table, prefix.as_bytes(), |key, payload| {
                if !key.starts_with(prefix.as_bytes()) {
                    return Ok(false);
                }
                if is_word_key(key)
                    && let Ok(word) = std::str::from_utf8(key)
                {
                    take(word, n_articles_in(payload)?);
                }
                Ok(true)
            })
        };
        for chunk in all(wanted.into_iter())? {
            if kind == ChunkKind::Words {
                chunk.read(&mut take_from)?;
                continue;
            }
            let (_, records) = chunk.records(self.lexicon()?)?;
            // One record without paragraphs, and behind them the table.
            let table = Cursor::new(records).bytes().and_then(|record| match record {
                [0, table @ ..] => take_from(table),
                _ => Err(Malformed("it begins with a text")),
            });
            table.map_err(|malformed| chunk.damaged(malformed))?;
        }
        Ok(())
    }
}
