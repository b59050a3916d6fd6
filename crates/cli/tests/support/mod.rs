//! Running the command and looking at what it left.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A run of `newsprint`.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs the command in a folder.
pub fn newsprint_in(folder: &Path, args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_newsprint")).args(args).current_dir(folder).output().unwrap();
    Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// An empty folder of a test's own.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file, its folders too.
pub fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A page, a manifest, a script and a service worker: as much of an app as a site must have.
pub fn app() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/app").to_string_lossy().into_owned()
}

/// Compares with a golden file, or writes it when `NEWSPRINT_BLESS` is set.
pub fn check_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("NEWSPRINT_BLESS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    // The first line that differs says more than two files do.
    for (n, (line, wanted)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(line, wanted, "{name}, line {}; `cargo xtask golden` writes it anew", n + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{name}; `cargo xtask golden` writes it anew");
}

/// Three invented stories as JSON Lines.
pub const STORIES: &str = r#"{"id": "harbour", "title": "Velmora Harbour Reopens After Nine Years", "date": "2021-05-04", "body": "Fishing boats returned to the harbour of Velmora on Tuesday.\n\nHarbour master Edda Quill cut a rope at dawn.", "people": ["Edda Quill"], "places": ["Velmora"], "source": "The Tarn Courier"}
{"id": "drought", "title": "Drought Empties Three Reservoirs", "date": "2021-06", "paragraphs": ["Three reservoirs in the valley have run dry.", "Fishing is over for this year, the water board said."], "places": ["Sarn valley"]}
{"id": "chess", "title": "Chess Champion Retires At Thirty", "body": "Ruta Solberg will play no more tournaments.", "people": ["Ruta Solberg"], "lang": "en-GB", "url": "https://example.org/chess"}
"#;
