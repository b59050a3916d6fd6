//! Makes the default corpus into an edition for the app to carry: corpus, entities, edition, packed into one file.
//!
//! Without the feature `embedded` there is nothing to do: the app is a shell that fetches its edition.

#[cfg(feature = "embedded")]
#[path = "xtask/src/default_corpus.rs"]
mod default_corpus;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "embedded")]
    if let Err(reason) = embedded::write() {
        println!("cargo::error=the default corpus could not be embedded: {reason}");
    }
}

#[cfg(feature = "embedded")]
mod embedded {
    use std::error::Error;
    use std::path::PathBuf;
    use std::{env, fs};

    use newsprint_edition::{EditionSource, WriteOptions, write as write_edition};

    use super::default_corpus;

    /// Writes `edition.pack` where the app's `include_bytes!` looks for it.
    pub fn write() -> Result<(), Box<dyn Error>> {
        let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
        for input in [default_corpus::FOLDER, "index.html", "xtask/src/default_corpus.rs"] {
            println!("cargo:rerun-if-changed={input}");
        }
        let (articles, problems) = default_corpus::articles(&root)?;
        for problem in &problems {
            println!("cargo::warning={problem}");
        }
        if articles.is_empty() {
            return Err("the folder holds no article".into());
        }
        let tagged = newsprint_entities::tag(&articles);
        // The page's title is the collection's name, in this one place.
        let name = newsprint_site::name_of(&fs::read_to_string(root.join("index.html"))?);
        let source = EditionSource { name: &name, articles: &articles, tagged: &tagged };
        let edition = write_edition(&source, &WriteOptions::default())?;
        fs::write(PathBuf::from(env::var("OUT_DIR")?).join("edition.pack"), edition.pack())?;
        Ok(())
    }
}
