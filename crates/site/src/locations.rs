//! Takes out of the wasm where in the source each possible panic stands: a path, a line and a column for each, which only whoever
//! has the source could use. What a panic says stays.
//!
//! The compiler writes 16 bytes for each: the address and length of a path, line, column. The data is looked through for those.

use std::ops::Range;

use crate::wasm::sections;

/// The data section's number, and the first byte of an address in it.
///
/// * Source: WebAssembly core specification 2.0, sections 5.5.14 and 5.4.7.
const DATA_SECTION: u8 = 11;
const I32_CONST: u8 = 0x41;
/// The number of sections that say more than a wasm needs, and how the one with the names of functions begins.
///
/// * Source: WebAssembly core specification 2.0, sections 5.5.3 and 7.4.1.
const CUSTOM_SECTION: u8 = 0;
const NAMES: &[u8] = b"\x04name";
/// What the wasm file begins with: its magic number and its version, 1.
const HEAD: usize = 8;
/// Longer paths, later lines and columns are something else.
const LONGEST_PATH: u32 = 300;
const LAST_LINE: u32 = 100_000;
const LAST_COLUMN: u32 = 1_000;

/// A stretch of memory that the wasm fills when it starts.
struct Segment {
    address: usize,
    /// Where its bytes stand in the file.
    bytes: Range<usize>,
}

/// The same wasm with zeros in place of all source locations. Of another shape than expected, it is left as it is.
pub fn without_locations(mut wasm: Vec<u8>) -> Vec<u8> {
    // Whoever can read names is a developer, who wants locations too.
    let has_names = sections(&wasm)
        .is_some_and(|all| all.iter().any(|(id, body)| *id == CUSTOM_SECTION && body.starts_with(NAMES)));
    let segments = if has_names { Vec::new() } else { segments(&wasm).unwrap_or_default() };
    let place = |address: u32, length: u32| -> Option<Range<usize>> {
        let (from, to) = (address as usize, address as usize + length as usize);
        let holds = |it: &&Segment| it.address <= from && to <= it.address + it.bytes.len();
        let segment = segments.iter().find(holds)?;
        Some(segment.bytes.start + from - segment.address..segment.bytes.start + to - segment.address)
    };
    let mut found = Vec::new();
    for segment in &segments {
        let aligned = (segment.address..segment.address + segment.bytes.len()).filter(|address| address % 4 == 0);
        for address in aligned {
            let Some(at) = place(address as u32, 16) else { continue };
            let number = |nth: usize| -> u32 {
                wasm[at.start + 4 * nth..at.start + 4 * nth + 4]
                    .iter()
                    .rev()
                    .fold(0, |n, byte| n << 8 | u32::from(*byte))
            };
            let (length, line, column) = (number(1), number(2), number(3));
            let is_like = (4..=LONGEST_PATH).contains(&length)
                && (1..=LAST_LINE).contains(&line)
                && (1..=LAST_COLUMN).contains(&column);
            let path = place(number(0), length).filter(|_| is_like).filter(|path| is_path(&wasm[path.clone()]));
            if let Some(path) = path {
                found.extend([at, path]);
            }
        }
    }
    for range in found {
        wasm[range].fill(0);
    }
    wasm
}

/// Whether a text is the path of a source file.
fn is_path(text: &[u8]) -> bool {
    text.ends_with(b".rs") && text.iter().all(u8::is_ascii_graphic)
}

/// The stretches of memory that a wasm fills.
fn segments(wasm: &[u8]) -> Option<Vec<Segment>> {
    let mut at = HEAD;
    while at < wasm.len() {
        let id = wasm[at];
        at += 1;
        let length = number(wasm, &mut at)?;
        if id != DATA_SECTION {
            at += length;
            continue;
        }
        let n_segments = number(wasm, &mut at)?;
        let mut found = Vec::new();
        for _ in 0..n_segments {
            // In memory 0, at a fixed address: all that the compiler writes.
            let is_plain = number(wasm, &mut at)? == 0 && *wasm.get(at)? == I32_CONST;
            at += 1;
            let address = number(wasm, &mut at)?;
            at += 1;
            let length = number(wasm, &mut at)?;
            if !is_plain || wasm.len() < at + length {
                return None;
            }
            found.push(Segment { address, bytes: at..at + length });
            at += length;
        }
        return Some(found);
    }
    None
}

/// Reads an LEB128 number of at most 32 bits. Addresses are signed, and below 2^31.
fn number(wasm: &[u8], at: &mut usize) -> Option<usize> {
    let mut value = 0_u64;
    for shift in (0..35).step_by(7) {
        let byte = *wasm.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return usize::try_from(value).ok();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wasm with one segment of data at address 1024.
    fn wasm(data: &[u8]) -> Vec<u8> {
        let segment = [&[1, 0, I32_CONST, 0x80, 0x08, 0x0b, data.len() as u8], data].concat();
        [b"\0asm\x01\0\0\0\x01\x01\x60".as_slice(), &[DATA_SECTION, segment.len() as u8], &segment].concat()
    }

    fn words(words: [u32; 4]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    #[test]
    fn locations_and_their_paths_become_zeros_and_nothing_else_does() {
        let text = b"src/page.rs was here";
        let path = words([1024, 11, 7, 40]);
        let others = [words([1024, 12, 7, 40]), words([1024, 11, 0, 40]), words([9, 11, 7, 40])].concat();
        let wasm_of = |data: [&[u8]; 3]| wasm(&data.concat());
        assert_eq!(
            without_locations(wasm_of([text, &path, &others])),
            wasm_of([b"\0\0\0\0\0\0\0\0\0\0\0 was here", &[0; 16], &others])
        );
        let named = [
            wasm_of([text, &path, &others])[..8].to_vec(),
            b"\0\x05\x04name".to_vec(),
            wasm_of([text, &path, &others])[11..].to_vec(),
        ]
        .concat();
        assert_eq!(without_locations(named.clone()), named, "a developer's");
        let none = wasm_of([text, &others, &[]]);
        assert_eq!(without_locations(none.clone()), none);
    }

    #[test]
    fn what_is_no_wasm_stays_as_it_is() {
        let whole = wasm(b"src/page.rs");
        for bytes in [b"wasm".to_vec(), whole[..whole.len() - 3].to_vec(), whole[..9].to_vec(), vec![]] {
            assert_eq!(without_locations(bytes.clone()), bytes);
        }
    }
}
