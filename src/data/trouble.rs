//! Why an answer did not come.

/// Why an answer did not come. The sentences for the reader live in `words`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// A file of the edition could not be fetched: no connection, or the server refused. Asking again may help.
    Unreachable {
        /// The file, relative to the page.
        file: String,
    },
    /// A file of the edition is not what was written: cut short, altered or mixed up with another edition's.
    Damaged {
        /// The file, relative to the page.
        file: String,
        /// What is wrong with it, in English, for whoever looks after the site.
        detail: String,
    },
    /// The edition was written by a newer program than this page's, or is a newer one and the page's own is gone. Reloading brings the newer page.
    TooNew {
        /// The file, relative to the page.
        file: String,
    },
    /// A bug of ours, or a browser at its limits.
    Broken(String),
}
