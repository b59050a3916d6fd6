//! Numbers for words: the same on every machine, quick, spread evenly.

const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number of a text's characters.
pub(crate) fn of_chars(chars: impl Iterator<Item = char>) -> u64 {
    chars.fold(ODD, then_char)
}

/// The number of a text that goes on with a character.
pub(crate) fn then_char(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(u32::from(c))).wrapping_mul(ODD)
}

/// A number of two numbers, in their order.
pub(crate) fn pair(a: u64, b: u64) -> u64 {
    (a.rotate_left(23) ^ b.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(ODD)
}

/// Spreads a number over all bits.
pub(crate) fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    let hash = (hash ^ (hash >> 29)).wrapping_mul(ODD);
    hash ^ (hash >> 32)
}
