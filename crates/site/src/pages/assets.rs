//! The two files that pages without the app have of their own: a few rules of style, and the script by which the app takes an article's page over.

use crate::content_name;
use crate::script::squeeze;

/// Their names, which tell their content, and their bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagesFiles {
    /// The stylesheet.
    pub style: (String, Vec<u8>),
    /// The script.
    pub script: (String, Vec<u8>),
}

/// The files.
pub fn pages_files() -> PagesFiles {
    let style = include_str!("beside.css").as_bytes().to_vec();
    let script = squeeze(include_str!("beside.js")).into_bytes();
    let named = |bytes: Vec<u8>, ending: &str| (format!("beside-{}.{ending}", content_name(&bytes)), bytes);
    PagesFiles { style: named(style, "css"), script: named(script, "js") }
}
