//! Where the tests find what `cargo xtask test` has built and installed.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The built site of the default corpus.
pub fn site() -> PathBuf {
    folder("NEWSPRINT_SITE")
}

/// The site of the default corpus as developers build it, with the gallery of components.
pub fn gallery() -> PathBuf {
    folder("NEWSPRINT_GALLERY")
}

/// The built command `newsprint`.
pub fn command() -> PathBuf {
    named("NEWSPRINT_COMMAND")
}

/// The script of axe-core.
pub fn axe() -> PathBuf {
    named("NEWSPRINT_AXE")
}

/// The program that drives Firefox.
pub fn geckodriver() -> String {
    named("NEWSPRINT_GECKODRIVER").to_string_lossy().into_owned()
}

/// Where drivers write what they say, and tests the pictures of what went wrong.
pub fn logs() -> PathBuf {
    folder("NEWSPRINT_LOGS")
}

/// The first of these programs that lies on `PATH`.
pub fn program(names: &[&str]) -> String {
    let path = env::var_os("PATH").unwrap_or_default();
    let found =
        names.iter().find_map(|name| env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()));
    let Some(found) = found else { panic!("{} is not installed; `cargo xtask test` says how to", names[0]) };
    found.to_string_lossy().into_owned()
}

/// WebKitGTK's browser, which distributions keep out of `PATH`.
pub fn webkit_browser() -> String {
    let mut folders = vec![PathBuf::from("/usr/libexec")];
    folders.extend(fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path()));
    for folder in folders {
        for version in ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"] {
            let file = folder.join(version).join("MiniBrowser");
            if file.is_file() {
                return file.to_string_lossy().into_owned();
            }
        }
    }
    panic!("WebKitGTK's MiniBrowser is not installed; `cargo xtask test` says how to")
}

/// A folder that a setting names.
fn folder(setting: &str) -> PathBuf {
    let folder = named(setting);
    assert!(folder.is_dir(), "{setting} names {}, which is no folder", folder.display());
    folder
}

/// What a setting names.
fn named(setting: &str) -> PathBuf {
    match env::var_os(setting) {
        Some(value) if Path::new(&value).exists() => PathBuf::from(value),
        Some(value) => {
            panic!("{setting} names {}, which is not there; run `cargo xtask test --only browser`", value.display())
        }
        None => panic!(
            "{setting} is not set: these tests are run by `cargo xtask test --only browser`, which builds what they need"
        ),
    }
}
