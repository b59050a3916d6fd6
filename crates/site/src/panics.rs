//! Takes out of the wasm what a panic says: the texts, and the code that puts them together at a thousand places. A panic stops
//! the program as before, by an instruction that cannot be carried out, which the start-up scripts hear of and tell the reader.
//!
//! What ends in a panic is known by its name, so this comes before the names go; and only an optimiser that runs afterwards
//! finds everything that now leads nowhere.

use crate::wasm::{MAGIC, name, number, put_number, sections, take};

/// The numbers of the sections that are read.
///
/// * Source: WebAssembly core specification 2.0, section 5.5.
const CUSTOM_SECTION: u8 = 0;
const IMPORT_SECTION: u8 = 2;
const CODE_SECTION: u8 = 10;
/// The part of the custom section `name` that holds the names of functions.
const FUNCTION_NAMES: u8 = 1;
/// A body without locals: `unreachable`, `end`.
const STOP: &[u8] = &[0, 0x00, 0x0b];

/// What the names of functions that never come back hold, in the crates that come with the compiler.
const NEVER: &[&str] = &[
    "::panicking::panic",
    "::panicking::assert_failed",
    "::panicking::begin_panic",
    "::panicking::unreachable",
    "::slice_error_fail",
    "::slice_index_fail",
    "::len_mismatch_fail",
    "::unwrap_failed",
    "::expect_failed",
    "::panic_already",
    "::raw_vec::handle_error",
    "::raw_vec::capacity_overflow",
    "::assert_failed",
    "::rust_begin_unwind",
];
/// What the names of functions in those crates begin with.
const COMPILERS: &[&str] = &["core", "alloc", "std", "<std", "__rustc"];
/// Says what a panic would have said; Yew brings it.
const TELLER: &str = "console_error_panic_hook::";
/// What the names of functions hold that write values for developers. In the app only panics do.
const FOR_DEVELOPERS: &str = "fmt::Debug>::fmt";

/// The same wasm with every function that only panics reduced to stopping. `None` when it is not of the expected shape, or has
/// no names.
pub fn without_panics(wasm: &[u8]) -> Option<Vec<u8>> {
    let (mut n_imported, mut never) = (0, Vec::new());
    for (id, mut body) in sections(wasm)? {
        match id {
            IMPORT_SECTION => n_imported = imported_functions(body)?,
            CUSTOM_SECTION if name(&mut body)? == "name" => never = those_that_never_return(body)?,
            _ => {}
        }
    }
    if never.is_empty() {
        return None;
    }
    let mut out = MAGIC.to_vec();
    for (id, body) in sections(wasm)? {
        let stopped;
        let body = if id == CODE_SECTION {
            stopped = stop(body, n_imported, &never)?;
            &stopped
        } else {
            body
        };
        out.push(id);
        put_number(&mut out, body.len());
        out.extend(body);
    }
    Some(out)
}

/// How many functions come from outside: they have the first numbers.
fn imported_functions(mut section: &[u8]) -> Option<usize> {
    let n_imports = number(&mut section)?;
    for _ in 0..n_imports {
        name(&mut section)?;
        name(&mut section)?;
        // The compiler's output imports functions only (kind 0, then their type's number).
        if take(&mut section, 1)? != [0] {
            return None;
        }
        number(&mut section)?;
    }
    section.is_empty().then_some(n_imports)
}

/// The numbers of the functions that only panic, ascending.
fn those_that_never_return(mut names: &[u8]) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    while let Some((&part, after)) = names.split_first() {
        names = after;
        let n_bytes = number(&mut names)?;
        let mut body = take(&mut names, n_bytes)?;
        if part != FUNCTION_NAMES {
            continue;
        }
        for _ in 0..number(&mut body)? {
            let (function, name) = (number(&mut body)?, name(&mut body)?);
            let is_compilers = COMPILERS.iter().any(|start| {
                name.strip_prefix(start).is_some_and(|rest| rest.starts_with("::") || rest.starts_with('['))
            });
            if is_compilers && NEVER.iter().any(|part| name.contains(part))
                || name.starts_with(TELLER)
                || name.contains(FOR_DEVELOPERS)
            {
                found.push(function);
            }
        }
    }
    found.sort_unstable();
    Some(found)
}

/// The code section with other bodies for some functions.
fn stop(mut section: &[u8], n_imported: usize, never: &[usize]) -> Option<Vec<u8>> {
    let n_bodies = number(&mut section)?;
    let mut out = Vec::with_capacity(section.len());
    put_number(&mut out, n_bodies);
    for nth in 0..n_bodies {
        let n_bytes = number(&mut section)?;
        let mut body = take(&mut section, n_bytes)?;
        if never.binary_search(&(nth + n_imported)).is_ok() {
            body = STOP;
        }
        put_number(&mut out, body.len());
        out.extend(body);
    }
    section.is_empty().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(id: u8, parts: &[&[u8]]) -> Vec<u8> {
        let body = parts.concat();
        let mut out = vec![id];
        put_number(&mut out, body.len());
        out.extend(body);
        out
    }

    /// A name with its length before it.
    fn text(name: &str) -> Vec<u8> {
        [&[name.len() as u8], name.as_bytes()].concat()
    }

    /// A module that imports one function and has one for each of these names and bodies.
    fn module(functions: &[(&str, &[u8])]) -> Vec<u8> {
        let n = functions.len() as u8;
        let bodies: Vec<u8> = functions.iter().flat_map(|(_, body)| [&[body.len() as u8], *body].concat()).collect();
        let named: Vec<u8> = functions
            .iter()
            .enumerate()
            .flat_map(|(nth, (name, _))| [&[nth as u8 + 1], &*text(name)].concat())
            .collect();
        let names = section(FUNCTION_NAMES, &[&[n], &named]);
        [
            MAGIC.to_vec(),
            section(IMPORT_SECTION, &[&[1], &text("./app_bg.js"), &text("log"), &[0, 7]]),
            section(CODE_SECTION, &[&[n], &bodies]),
            section(CUSTOM_SECTION, &[&text("name"), &section(0, &[&text("app")]), &names]),
        ]
        .concat()
    }

    #[test]
    fn what_only_panics_stops_and_nothing_else_does() {
        let body: &[u8] = &[0, 0x41, 1, 0x1a, 0x0b];
        for (name, stops) in [
            ("core[c5930c85a12de822]::panicking::panic_fmt", true),
            ("core::panicking::assert_failed::h3e4dc79e98be4afa", true),
            ("<alloc::vec::Vec<T>>::remove::assert_failed", false),
            ("alloc[1]::vec::Vec::remove::assert_failed", true),
            ("core[1]::option::unwrap_failed", true),
            ("std[1]::panicking::panic_handler::{closure#0}", true),
            ("std[1]::panicking::set_hook", false),
            ("newsprint_app::panicking::panic", false),
            ("corella::panicking::panic", false),
            ("console_error_panic_hook::hook", true),
            ("<wasm_bindgen::JsValue as core::fmt::Debug>::fmt::h0ac880cf36a76e93", true),
            ("<char as core[1]::fmt::Debug>::fmt", true),
            ("<u32 as core[1]::fmt::Display>::fmt", false),
            ("core[1]::fmt::write", false),
        ] {
            let expected = if stops { STOP } else { body };
            let functions = [("core::panicking::panic", body), (name, body)];
            let after = [("core::panicking::panic", STOP), (name, expected)];
            assert_eq!(without_panics(&module(&functions)), Some(module(&after)), "{name}");
        }
    }

    #[test]
    fn what_has_no_names_or_is_no_wasm_is_left_alone() {
        let whole = module(&[("core::panicking::panic", &[0, 0x0b])]);
        let nameless = &whole[..whole.len() - 40];
        for bytes in [b"wasm".as_slice(), MAGIC, nameless, &whole[..whole.len() - 1], b""] {
            assert_eq!(without_panics(bytes), None);
        }
    }
}
