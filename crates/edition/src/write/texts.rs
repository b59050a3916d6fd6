//! The lexicon that an edition's texts are coded by, learned from a sample of its articles before any is written.

use super::WriteError;
use super::outside::Spill;
use super::shelf::Shelf;
use super::spool::read_article;
use crate::bytes::Malformed;
use crate::checksum::checksum;
use crate::prose::{Lexicon, Speller, sampled, train};

/// Learns a lexicon: its bytes, and what codes by it.
///
/// * Errors: the spill's.
pub(super) fn learn(shelf: &Shelf, spill: &mut impl Spill) -> Result<(Vec<u8>, Speller), WriteError> {
    let keys = (0..shelf.len()).map(|nth| (checksum(shelf.ids.get(nth), 0), shelf.n_text[nth] as usize));
    let mut places = sampled(keys);
    places.sort_unstable();
    let mut bytes = Vec::new();
    let ends = shelf.read(&places, spill, &mut bytes)?;
    let mut sample = Vec::new();
    let mut start = 0;
    for end in ends {
        sample.push(read_article(&bytes[start..end]).map_err(changed)?.paragraphs);
        start = end;
    }
    // As the articles came does not matter: equal texts in another order are other neighbours only at their ends.
    sample.sort_unstable();
    let lexicon = train(&sample).map_err(changed)?;
    let speller = Lexicon::read(&lexicon).and_then(Speller::new).map_err(changed)?;
    Ok((lexicon, speller))
}

/// What codes by a lexicon that an edition has already.
///
/// * Errors: it is not one.
pub(super) fn known(lexicon: &[u8]) -> Result<Speller, WriteError> {
    let speller = Lexicon::read(lexicon).and_then(Speller::new);
    speller.map_err(|fault| WriteError::Mismatch { reason: format!("the base's lexicon cannot be used: {}", fault.0) })
}

/// What cannot be: bytes that this crate wrote do not come back.
fn changed(_: Malformed) -> WriteError {
    WriteError::spill("an article does not come back as it was put")
}
