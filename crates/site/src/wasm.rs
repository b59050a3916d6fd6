//! WebAssembly's binary form, as far as a site's finishing touches read it: sections, numbers, names.

/// What a module begins with: its magic number and its version, 1.
///
/// * Source: WebAssembly core specification 2.0, section 5.5.
pub const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

/// The sections in their order: their numbers and contents.
pub fn sections(wasm: &[u8]) -> Option<Vec<(u8, &[u8])>> {
    let mut rest = wasm.strip_prefix(MAGIC)?;
    let mut found = Vec::new();
    while let Some((&id, after)) = rest.split_first() {
        rest = after;
        let n_bytes = number(&mut rest)?;
        found.push((id, take(&mut rest, n_bytes)?));
    }
    Some(found)
}

/// Takes bytes off the front.
pub fn take<'a>(from: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (taken, rest) = from.split_at_checked(n)?;
    *from = rest;
    Some(taken)
}

/// Takes a name: its length, then UTF-8.
pub fn name<'a>(from: &mut &'a [u8]) -> Option<&'a str> {
    let n_bytes = number(from)?;
    std::str::from_utf8(take(from, n_bytes)?).ok()
}

/// Takes an unsigned LEB128 number of at most 32 bits.
pub fn number(from: &mut &[u8]) -> Option<usize> {
    let mut value = 0_u64;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return u32::try_from(value).ok()?.try_into().ok();
        }
    }
    None
}

pub fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
