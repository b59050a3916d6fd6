//! Numbered records in chunks of so many numbers each, of which not all need have one: what is added to a base touches few.

use super::WriteError;
use super::emit::{Emitter, coded};
use crate::part::ChunkKind;
use crate::prose::Speller;
use crate::records::put_record;

/// Records of one kind, by rising number.
pub(super) struct Sparse<'s> {
    kind: ChunkKind,
    speller: &'s Speller,
    /// How many numbers a chunk covers.
    pub stride: u32,
    group: Vec<u8>,
    /// The first number of the chunk being filled.
    first: u32,
    /// The number behind the last record.
    next: u32,
}

impl<'s> Sparse<'s> {
    /// * Shape: `n_records` are to come, with numbers below `n_total`; `usual` is how many stand in a chunk where none is missing.
    pub(super) fn new(
        (kind, speller): (ChunkKind, &'s Speller),
        usual: usize,
        n_records: usize,
        n_total: u32,
    ) -> Sparse<'s> {
        let stride = (usual.max(1) as u64 * u64::from(n_total)).div_ceil(n_records.max(1) as u64);
        let stride = u32::try_from(stride).unwrap_or(u32::MAX).max(usual.max(1) as u32);
        Sparse { kind, speller, stride, group: Vec::new(), first: 0, next: 0 }
    }

    /// Adds the record of a number above all before it, which is told how many before it have none.
    pub(super) fn add(
        &mut self,
        number: u32,
        record: impl FnOnce(u32) -> Vec<u8>,
        emitter: &mut Emitter<'_>,
    ) -> Result<(), WriteError> {
        while number - self.first >= self.stride {
            self.end_chunk(emitter)?;
        }
        put_record(&mut self.group, &record(number - self.next));
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
        emitter.emit(self.kind, coded(self.speller, self.first, &std::mem::take(&mut self.group))?)?;
        self.first = self.first.saturating_add(self.stride);
        self.next = self.first;
        Ok(())
    }
}
