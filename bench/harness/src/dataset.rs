//! Which articles there are: sizes by name, and real news where it lies.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::generate::Generator;
use crate::news;

/// The sizes that have a name: how many articles are synthesised; `None` for real news as it is.
pub const SIZES: &[(&str, Option<u64>)] =
    &[("1k", Some(1_000)), ("10k", Some(10_000)), ("23k", None), ("100k", Some(100_000)), ("1m", Some(1_000_000))];

/// How many articles a size's name means; `None` for real news as it is.
///
/// * Errors: no size is called so.
pub fn n_articles(size: &str) -> Result<Option<u64>> {
    match SIZES.iter().find(|(name, _)| *name == size) {
        Some((_, n)) => Ok(*n),
        None => bail!("there is no size `{size}`: it is 1k, 10k, 23k, 100k or 1m"),
    }
}

/// The folder of real news: `$NEWSPRINT_DATA/news`, or beside the repository.
pub fn news_folder() -> PathBuf {
    let data = std::env::var_os("NEWSPRINT_DATA").filter(|value| !value.is_empty());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new("."));
    data.map_or_else(|| root.join("../shared/data"), |folder| root.join(folder)).join("news")
}

/// A generator over real news when it is there, else over invented words, which it says.
pub fn generator(seed: u64) -> Result<Generator> {
    let folder = news_folder();
    if folder.is_dir() {
        return Ok(Generator::over(&news::read(&folder)?, seed));
    }
    eprintln!(
        "{} is not there (NEWSPRINT_DATA names another data folder): the words are invented, and figures mean nothing",
        folder.display()
    );
    Ok(Generator::invented(seed))
}
