//! Short names between the wasm and its glue. wasm-bindgen ends each of some 200 names in 16 random digits, and both files
//! carry every one: 5 KB of the reader's download that no compression takes away.

/// The import section's number.
///
/// * Source: WebAssembly core specification 2.0, section 5.5.
const IMPORT_SECTION: u8 = 2;

use crate::wasm::{MAGIC, name, number, put_number, sections, take};

/// The glue and the wasm with the names of imported functions shortened alike in both.
///
/// A name is left as it is unless the glue defines it in exactly one place, as wasm-bindgen 0.2.130 writes it. `None` when
/// the wasm is not of the expected shape; then both serve as they are.
pub fn shorten(glue: &str, wasm: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut glue = glue.to_owned();
    let mut out = MAGIC.to_vec();
    for (id, body) in sections(wasm)? {
        let body = if id == IMPORT_SECTION { renamed(body, &mut glue)? } else { body.to_vec() };
        out.push(id);
        put_number(&mut out, body.len());
        out.extend(body);
    }
    Some((glue, out))
}

/// The names of all functions that the wasm imports. `None` when it is not of the expected shape.
pub fn names(wasm: &[u8]) -> Option<Vec<&str>> {
    let (_, mut section) = sections(wasm)?.into_iter().find(|(id, _)| *id == IMPORT_SECTION)?;
    let n_imports = number(&mut section)?;
    let mut names = Vec::with_capacity(n_imports);
    for _ in 0..n_imports {
        name(&mut section)?;
        names.push(name(&mut section)?);
        take(&mut section, 1)?;
        number(&mut section)?;
    }
    Some(names)
}

/// The import section with short names, which the glue gets too.
fn renamed(mut section: &[u8], glue: &mut String) -> Option<Vec<u8>> {
    let n_imports = number(&mut section)?;
    let mut out = Vec::with_capacity(section.len());
    put_number(&mut out, n_imports);
    for nth in 0..n_imports {
        let module = name(&mut section)?;
        let import = name(&mut section)?;
        // Only functions (kind 0, then their type's number) are ever imported from the glue.
        if take(&mut section, 1)? != [0] {
            return None;
        }
        let type_number = number(&mut section)?;
        let (long, short) = (format!("{import}: function("), short_name(nth));
        let is_ours = import.starts_with("__wb") && glue.matches(&long).count() == 1;
        let import = if is_ours {
            *glue = glue.replace(&long, &format!("{short}: function("));
            short.as_str()
        } else {
            import
        };
        for text in [module, import] {
            put_number(&mut out, text.len());
            out.extend(text.as_bytes());
        }
        out.push(0);
        put_number(&mut out, type_number);
    }
    section.is_empty().then_some(out)
}

/// The n-th of `a0`, `b0`, … `z0`, `a1`, …: no word of JavaScript's, and none of wasm-bindgen's.
fn short_name(nth: usize) -> String {
    let letter = char::from(b'a' + (nth % 26) as u8);
    format!("{letter}{}", nth / 26)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports functions of these names, and has one more section.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut section = Vec::new();
        put_number(&mut section, names.len());
        for name in names {
            for text in ["./app_bg.js", name] {
                put_number(&mut section, text.len());
                section.extend(text.as_bytes());
            }
            section.extend([0, 7]);
        }
        let mut out = MAGIC.to_vec();
        out.push(IMPORT_SECTION);
        put_number(&mut out, section.len());
        out.extend(section);
        out.extend([10, 3, 1, 2, 3]);
        out
    }

    #[test]
    fn both_files_get_the_same_short_names() {
        let glue = "const import0 = {\n__wbg_new_847fd86b8c33ec43: function() {},\n __wbg_set_1: function(a) {},\n};";
        let wasm = module(&["__wbg_new_847fd86b8c33ec43", "__wbg_set_1", "__wbg_not_in_the_glue", "other"]);
        let (glue, shortened) = shorten(glue, &wasm).unwrap();
        assert_eq!(glue, "const import0 = {\na0: function() {},\n b0: function(a) {},\n};");
        assert_eq!(shortened, module(&["a0", "b0", "__wbg_not_in_the_glue", "other"]));
        assert_eq!(shorten(&glue, &shortened), Some((glue, shortened)), "doing it again changes nothing");
    }

    #[test]
    fn what_is_not_wasm_is_left_alone() {
        for bytes in [
            &b"wasm"[..],
            b"",
            b"\0asm\x01\0\0\0\x02",
            b"\0asm\x01\0\0\0\x02\xff\xff\xff\xff\xff",
            b"\0asm\x01\0\0\0\x02\x02\x01\x09",
        ] {
            assert_eq!(shorten("", bytes), None, "{bytes:?}");
        }
        assert_eq!(shorten("", MAGIC), Some((String::new(), MAGIC.to_vec())));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60)) {
            let mut wasm = MAGIC.to_vec();
            wasm.extend(bytes);
            let _ = shorten("", &wasm);
        }
    }
}
