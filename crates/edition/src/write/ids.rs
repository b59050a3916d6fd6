//! Writes the ids of articles, in buckets: where an address leads.

use super::WriteError;
use super::batch::Cuts;
use super::emit::Emitter;
use super::shelf::Shelf;
use super::sizes::Sizes;
use crate::bytes::put_varint;
use crate::part::{ChunkKind, id_bucket};
use crate::table::TableWriter;

/// Writes ids.
///
/// * Errors: two articles with one id; the sink's.
pub(super) fn write_ids(
    shelf: &Shelf,
    order: &[u32],
    (sizes, bodies): (&Sizes, &Cuts),
    emitter: &mut Emitter<'_>,
) -> Result<(), WriteError> {
    /// What an id takes in its bucket besides its letters, about.
    const ID_BYTES: usize = 8;
    let id_of = |number: u32| shelf.ids.get(order[number as usize] as usize);
    let mut numbers: Vec<u32> = (0..order.len() as u32).collect();
    numbers.sort_unstable_by(|a, b| id_of(*a).cmp(id_of(*b)));
    if let Some(pair) = numbers.windows(2).find(|pair| id_of(pair[0]) == id_of(pair[1])) {
        return Err(WriteError::SameId { id: shelf.ids.text(order[pair[0] as usize] as usize).to_owned() });
    }
    let n_bytes: usize = numbers.iter().map(|number| id_of(*number).len() + ID_BYTES).sum();
    let n_buckets = n_bytes.div_ceil(sizes.ids).min(1 << 16) as u32;
    let mut buckets: Vec<TableWriter> = (0..n_buckets).map(|_| TableWriter::new(usize::MAX / 2)).collect();
    for number in numbers {
        let mut payload = Vec::new();
        put_varint(&mut payload, number);
        put_varint(&mut payload, bodies.group_of(number));
        let id = shelf.ids.text(order[number as usize] as usize);
        buckets[id_bucket(id, n_buckets) as usize].add(id.as_bytes(), &payload);
    }
    for mut bucket in buckets {
        bucket.finish();
        let payload = bucket.chunks.pop().map(|(_, payload)| payload).unwrap_or_default();
        emitter.emit(ChunkKind::Ids, payload)?;
    }
    Ok(())
}
