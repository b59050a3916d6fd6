//! The codec of bodies: news texts as words of a lexicon that the edition learns from its own articles.

mod classes;
mod coder;
mod encode;
mod encoder;
mod group;
mod letters;
mod lexicon;
mod pieces;
mod rows;
mod train;

#[cfg(test)]
mod tests;

pub(crate) use encode::Speller;
pub(crate) use group::{decode, n_decoded};
pub(crate) use lexicon::Lexicon;
pub(crate) use train::{sampled, train};
