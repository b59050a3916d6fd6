//! Numbered records in chunks of so many numbers each, of which not all need have one: what is added to a base touches few.

use super::WriteError;
use super::emit::Emitter;
use crate::part::ChunkKind;
use crate::records::put_sparse;

/// Records of one kind, by rising number.
pub(super) struct Sparse {
    kind: ChunkKind,
    /// How many numbers a chunk covers.
    pub stride: u32,
    group: Vec<u8>,
    /// The first number of the chunk being filled.
    first: u32,
    /// The number behind the last record.
    next: u32,
}

impl Sparse {
    /// * Shape: `n_records` are to come, with numbers below `n_total`; `usual` is how many stand in a chunk where none is missing.
    pub(super) fn new(kind: ChunkKind, usual: usize, n_records: usize, n_total: u32) -> Sparse {
        let stride = (usual.max(1) as u64 * u64::from(n_total)).div_ceil(n_records.max(1) as u64);
        let stride = u32::try_from(stride).unwrap_or(u32::MAX).max(usual.max(1) as u32);
        Sparse { kind, stride, group: Vec::new(), first: 0, next: 0 }
    }

    /// Adds the record of a number above all before it.
    pub(super) fn add(&mut self, number: u32, record: &[u8], emitter: &mut Emitter<'_>) -> Result<(), WriteError> {
        while number - self.first >= self.stride {
            self.end_chunk(emitter)?;
        }
        put_sparse(&mut self.group, number - self.next, record);
        self.next = number + 1;
        Ok(())
    }

    /// Ends the last chunk, and those that have nothing.
    pub(super) fn finish(mut self, n_total: u32, emitter: &mut Emitter<'_>) -> Result<(), WriteError> {
        while self.first < n_total {
            self.end_chunk(emitter)?;
        }
        Ok(())
    }

    fn end_chunk(&mut self, emitter: &mut Emitter<'_>) -> Result<(), WriteError> {
        emitter.emit(self.kind, std::mem::take(&mut self.group))?;
        self.first = self.first.saturating_add(self.stride);
        self.next = self.first;
        Ok(())
    }
}
