//! What the fonts themselves tell that a document holds, where the document does not say what its codes mean.
//!
//! Two kinds tell it plainly: TrueType and OpenType have a table from letters to glyphs, which is read backwards; the
//! older kind of PostScript names the glyph of each code in its first, open part.

use std::collections::BTreeMap;

use super::letters::named;

/// How many letters are read of a font's table.
const MAX_LETTERS: u32 = 0x2_0000;

/// How much of a PostScript font is looked at.
///
/// * Unit: bytes; its open part has a few thousand.
const MAX_OPEN_BYTES: usize = 64 << 10;

fn u16_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Which letter each glyph of a TrueType or OpenType font draws; empty where nothing tells.
///
/// * Source: the OpenType specification, table `cmap`, formats 4, 6 and 12.
pub(super) fn letters_of_glyphs(font: &[u8]) -> BTreeMap<u32, char> {
    let mut letters = BTreeMap::new();
    let mut add = |glyph: u32, letter: u32| {
        if let (true, Some(letter)) = (glyph > 0, char::from_u32(letter)) {
            letters.entry(glyph).or_insert(letter);
        }
    };
    // What is cut short tells what it tells.
    let _ = read_table(font, &mut add);
    letters
}

fn read_table(font: &[u8], add: &mut impl FnMut(u32, u32)) -> Option<()> {
    let n_tables = u16_at(font, 4)? as usize;
    let entry = (0..n_tables).map(|nth| 12 + 16 * nth).find(|&at| font.get(at..at + 4) == Some(b"cmap"))?;
    let table = font.get(u32_at(font, entry + 8)? as usize..)?;
    let n_parts = u16_at(table, 2)? as usize;
    // The fullest part that has letters as Unicode numbers them.
    let mut best: Option<(u32, usize)> = None;
    for nth in 0..n_parts {
        let at = 4 + 8 * nth;
        let (platform, encoding) = (u16_at(table, at)?, u16_at(table, at + 2)?);
        let rank = match (platform, encoding) {
            (3, 10) | (0, 4 | 6) => 3,
            (3, 1) => 2,
            (0, _) => 1,
            _ => 0,
        };
        if rank > best.map_or(0, |(rank, _)| rank) {
            best = Some((rank, u32_at(table, at + 4)? as usize));
        }
    }
    let part = table.get(best?.1..)?;
    let mut n_left = MAX_LETTERS;
    match u16_at(part, 0)? {
        4 => {
            let n_twice = u16_at(part, 6)? as usize & !1;
            for at in (14..14 + n_twice).step_by(2) {
                let (last, first) = (u16_at(part, at)?, u16_at(part, at + n_twice + 2)?);
                let (delta, range_at) = (u16_at(part, at + 2 * n_twice + 2)?, at + 3 * n_twice + 2);
                let range = u16_at(part, range_at)? as usize;
                for letter in first..=last {
                    n_left = n_left.checked_sub(1)?;
                    let glyph = match range {
                        0 => letter + delta,
                        _ => match u16_at(part, range_at + range + 2 * (letter - first) as usize)? {
                            0 => continue,
                            glyph => glyph + delta,
                        },
                    };
                    add(glyph & 0xFFFF, letter);
                }
            }
        }
        6 => {
            let first = u16_at(part, 6)?;
            for nth in 0..u16_at(part, 8)? {
                add(u16_at(part, 10 + 2 * nth as usize)?, first + nth);
            }
        }
        12 => {
            for nth in 0..u32_at(part, 12)? as usize {
                let at = 16 + 12 * nth;
                let (first, last, glyph) = (u32_at(part, at)?, u32_at(part, at + 4)?, u32_at(part, at + 8)?);
                for letter in first..=last {
                    n_left = n_left.checked_sub(1)?;
                    add(glyph.wrapping_add(letter - first), letter);
                }
            }
        }
        _ => {}
    }
    Some(())
}

/// What the codes of a PostScript font mean by the font's own list: `dup 65 /A put`.
///
/// * Source: the Adobe Type 1 font format, section 2.2.
pub(super) fn names_of_codes(font: &[u8]) -> BTreeMap<u8, String> {
    let open = &font[..font.len().min(MAX_OPEN_BYTES)];
    let open = &open[..memchr::memmem::find(open, b"eexec").unwrap_or(open.len())];
    let Some(start) = memchr::memmem::find(open, b"/Encoding") else { return BTreeMap::new() };
    let list = String::from_utf8_lossy(&open[start..]);
    let mut names = BTreeMap::new();
    // A name may stand close to the number before it.
    let list = list.replace('/', " /");
    let words: Vec<&str> = list.split_ascii_whitespace().collect();
    for four in words.windows(4) {
        if let ["dup", code, name, "put"] = *four
            && let (Ok(code), Some(text)) = (code.parse(), name.strip_prefix('/').and_then(named))
        {
            names.insert(code, text);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A font with nothing but a table of letters.
    fn font(part: &[u16]) -> Vec<u8> {
        let head: [u16; 20] = [0, 1, 1, 0, 0, 0, 0x636D, 0x6170, 0, 0, 0, 28, 0, 99, 0, 1, 3, 1, 0, 12];
        head.iter().chain(part).flat_map(|unit| unit.to_be_bytes()).collect()
    }

    #[test]
    fn glyphs_are_told_by_the_tables_of_fonts() {
        for (part, letters) in [
            // Letters a to c are glyphs 5 to 7; the end of the table.
            (vec![4, 32, 0, 4, 0, 0, 0, 0x63, 0xFFFF, 0, 0x61, 0xFFFF, 0xFFA4, 1, 0, 0], "5a 6b 7c"),
            // By a list of glyphs behind it.
            (vec![4, 40, 0, 4, 0, 0, 0, 0x63, 0xFFFF, 0, 0x61, 0xFFFF, 0, 1, 4, 0, 9, 0, 8], "8c 9a"),
            (vec![6, 14, 0, 0x627, 2, 3, 4], "3ا 4ب"),
            (vec![12, 0, 0, 28, 0, 0, 0, 1, 1, 0xF600, 1, 0xF601, 0, 2], "2😀 3😁"),
            (vec![12, 0, 0, 28, 0, 0, 0xFFFF, 0xFFFF, 0, 1, 0xFFFF, 0xFFFF, 0, 1], ""),
            (vec![4, 32], ""),
        ] {
            let found: Vec<String> = letters_of_glyphs(&font(&part))
                .into_iter()
                .take(3)
                .map(|(glyph, letter)| format!("{glyph}{letter}"))
                .collect();
            if letters.is_empty() && part[0] == 12 {
                assert!(letters_of_glyphs(&font(&part)).len() <= MAX_LETTERS as usize);
            } else {
                assert_eq!(found.join(" "), letters, "{part:?}");
            }
        }
    }

    #[test]
    fn codes_are_told_by_the_open_part_of_fonts() {
        let open = b"%!PS-AdobeFont\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 11/ff put\ndup 65 /A put\ndup 300 /B put\nreadonly def\ncurrentfile eexec dup 66 /B put";
        let found: Vec<(u8, String)> = names_of_codes(open).into_iter().collect();
        assert_eq!(found, [(11, "\u{fb00}".to_owned()), (65, "A".to_owned())]);
        assert!(names_of_codes(b"/Encoding StandardEncoding def").is_empty());
    }

    proptest! {
        // A case that failed becomes a test in words, not a file of seeds.
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_table_is_read_to_its_end(part in prop::collection::vec(prop_oneof![any::<u16>(), 0_u16..16], 0..60)) {
            prop_assert!(letters_of_glyphs(&font(&part)).len() <= MAX_LETTERS as usize);
        }
    }
}
