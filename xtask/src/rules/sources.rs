//! Who may touch what, read from the sources themselves.

use super::{Source, Sources};

/// A file of more lines is split.
const LONGEST: usize = 800;

/// Words that a part of the house does without.
struct Ban {
    /// Where: the files below these folders.
    places: &'static [&'static str],
    /// Except below these.
    except: &'static [&'static str],
    /// What must not be there.
    words: &'static [&'static str],
    /// Why.
    because: &'static str,
}

const PURE: &[&str] = &[
    "crates/model/",
    "crates/text/",
    "crates/corpus/",
    "crates/entities/",
    "crates/edition/",
    "crates/search/",
    "crates/site/",
];

const BANS: &[Ban] = &[
    Ban {
        places: PURE,
        except: &[],
        words: &["std::fs", "std::env", "std::thread", "std::time", "std::process", "std::net", "std::io::stdin"],
        because: "only crates/cli touches disk, clock, threads and network",
    },
    Ban {
        places: PURE,
        except: &[],
        words: &["println!", "eprintln!", "print!(", "dbg!("],
        because: "a library returns what it has to say",
    },
    Ban {
        places: PURE,
        except: &[],
        words: &[".ln()", ".log2()", ".log10()", ".exp()", ".powf(", ".sqrt()"],
        because: "the platform's functions differ in the last bit; libm's do not",
    },
    Ban {
        places: &["src/"],
        except: &["src/js/"],
        words: &["web_sys", "js_sys", "wasm_bindgen::"],
        because: "only src/js speaks to the browser",
    },
    Ban {
        places: &["src/"],
        except: &["src/js/", "src/data/"],
        words: &["js::fetch", "ChunkStore"],
        because: "only src/data fetches",
    },
    Ban {
        places: &["src/"],
        except: &[],
        words: &["style={", "style=\"", "Html::from_html_unchecked", "set_inner_html", "dangerously"],
        because: "the content security policy allows no inline style, and text is never HTML",
    },
    Ban {
        places: &["www/", "index.html", "src/", "crates/"],
        except: &[],
        words: &[
            concat!("fonts.google", "apis"),
            concat!("un", "pkg.com"),
            concat!("js", "delivr"),
            concat!("cdn", "js."),
        ],
        because: "no reader is sent to anybody else",
    },
    Ban {
        places: &["www/"],
        except: &[],
        words: &["innerHTML", "outerHTML", "document.write", "eval(", "insertAdjacentHTML"],
        because: "text is never HTML",
    },
    Ban {
        places: &[""],
        except: &["crates/entities/data/"],
        words: &[
            concat!("TO", "DO"),
            concat!("FIX", "ME"),
            concat!("todo", "!("),
            concat!("unimplemented", "!("),
            concat!("#[", "ignore"),
            concat!("arti", "factory"),
            concat!("/wo", "rk/"),
            concat!("/ro", "ot/"),
            concat!("/ho", "me/"),
        ],
        because: "what is here is whole, and says nothing of any one machine",
    },
];

/// Everything found, as `file:line: what, because why`.
pub fn breaches(sources: &Sources) -> Vec<String> {
    let mut found = Vec::new();
    for source in &sources.0 {
        for ban in BANS.iter().filter(|ban| ban.holds_for(&source.name)) {
            found.extend(breaches_of(source, ban));
        }
        found.extend(too_long(source));
        found.extend(without_a_first_sentence(source));
    }
    found
}

impl Ban {
    fn holds_for(&self, name: &str) -> bool {
        let is_aside = ["/tests/", "/examples/", "/benches/"].iter().any(|part| name.contains(part));
        let starts = |folders: &[&str]| folders.iter().any(|folder| name.starts_with(folder));
        starts(self.places) && !starts(self.except) && !(is_aside && self.places == PURE)
    }
}

/// The breaches of one ban in one file.
fn breaches_of(source: &Source, ban: &Ban) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in source.code() {
        for word in ban.words.iter().filter(|word| line.contains(**word)) {
            found.push(format!("{}:{number}: `{word}`: {}", source.name, ban.because));
        }
    }
    found
}

/// Whether a source file is too long to be read at one sitting.
fn too_long(source: &Source) -> Option<String> {
    let is_source = [".rs", ".css", ".js", ".html"].iter().any(|ending| source.name.ends_with(ending));
    let n_lines = source.text.lines().count();
    (is_source && n_lines > LONGEST).then(|| format!("{}: {n_lines} lines; split it below {LONGEST}", source.name))
}

/// Whether a Rust file fails to open with a sentence that says what it is.
fn without_a_first_sentence(source: &Source) -> Option<String> {
    let opens = source.text.starts_with("//! ");
    (source.name.ends_with(".rs") && !opens)
        .then(|| format!("{}:1: opens with no sentence saying what it is", source.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::sources;

    fn check(name: &str, text: &str, part: Option<&str>) {
        let found = breaches(&sources(&[(name, &format!("//! A file.\n{text}"))]));
        match part {
            Some(part) => assert!(found.iter().any(|one| one.contains(part)), "{name}: {text}: {found:?}"),
            None => assert!(found.is_empty(), "{name}: {text}: {found:?}"),
        }
    }

    #[test]
    fn only_the_command_touches_the_machine() {
        check("crates/text/src/lib.rs", "use std::fs;", Some("crates/text/src/lib.rs:2: `std::fs`"));
        check("crates/cli/src/main.rs", "use std::fs;", None);
        check("crates/text/src/lib.rs", "// unlike std::fs", None);
        check("crates/text/src/lib.rs", "#[cfg(test)]\nmod tests { use std::fs; }", None);
        check("crates/text/tests/golden.rs", "use std::fs;", None);
    }

    #[test]
    fn only_the_js_folder_speaks_to_the_browser() {
        check("src/pages/list.rs", "use web_sys::Window;", Some("only src/js"));
        check("src/js/page.rs", "use web_sys::Window;", None);
        check("src/components/chip.rs", "html! { <b style={x}/> }", Some("inline style"));
    }

    #[test]
    fn logarithms_are_the_same_everywhere() {
        check("crates/search/src/score.rs", "let idf = x.ln();", Some("libm"));
        check("crates/search/src/score.rs", "let idf = libm::logf(x);", None);
    }

    #[test]
    fn nothing_unfinished_and_no_machines_paths_are_kept() {
        check("src/app.rs", concat!("let a = todo", "!();"), Some("whole"));
        check("README.md", concat!("see /ho", "me/me/notes"), Some("one machine"));
    }

    #[test]
    fn a_file_is_of_a_readable_length_and_says_what_it_is() {
        check("src/app.rs", &"x();\n".repeat(799), None);
        check("src/app.rs", &"x();\n".repeat(800), Some("801 lines"));
        let found = breaches(&sources(&[("src/app.rs", "fn main() {}")]));
        assert!(found[0].contains("opens with no sentence"), "{found:?}");
    }
}
