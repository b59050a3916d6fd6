//! The two files that pages without the app have of their own: a few rules of style, and the script by which the app takes a page over.

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
    // An entity's page is one of the supplement's views, whose styles it needs at once.
    let style = concat!(
        include_str!("../../../../www/css/supplement.css"),
        include_str!("../../../../www/css/entity.css"),
        include_str!("../../../../www/css/ranked.css"),
        include_str!("../../../../www/css/concordance.css"),
        include_str!("beside.css")
    );
    let style = crate::css::squeeze(&crate::css::without_comments(style)).into_bytes();
    let script = squeeze(include_str!("beside.js")).into_bytes();
    let named = |bytes: Vec<u8>, ending: &str| (format!("beside-{}.{ending}", content_name(&bytes)), bytes);
    PagesFiles { style: named(style, "css"), script: named(script, "js") }
}
