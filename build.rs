//! Makes the default corpus into an edition for the app to carry: corpus, entities, edition, packed into one file; and the English sentences of the
//! interface into lines and numbers.
//!
//! Without the feature `embedded` there is no edition to make: the app is a shell that fetches its own.

#[cfg(feature = "embedded")]
#[path = "xtask/src/default_corpus.rs"]
mod default_corpus;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if let Err(reason) = words::write() {
        println!("cargo::error=www/words cannot be used: {reason}");
    }
    #[cfg(feature = "embedded")]
    if let Err(reason) = embedded::write() {
        println!("cargo::error=the default corpus could not be embedded: {reason}");
    }
}

/// The English sentences without their keys, and the keys as numbers.
mod words {
    use std::error::Error;
    use std::path::PathBuf;
    use std::{env, fs};

    /// Writes the lines and numbers of the app's sentences, and of the supplement's, where they look for them.
    pub fn write() -> Result<(), Box<dyn Error>> {
        println!("cargo:rerun-if-changed=www/words");
        catalogue("en.txt", "words-en.txt", "keys.rs")?;
        catalogue("supplement.en.txt", "supplement-en.txt", "supplement-keys.rs")
    }

    /// Of one file, its lines and its keys.
    fn catalogue(from: &str, lines: &str, numbers: &str) -> Result<(), Box<dyn Error>> {
        let out = PathBuf::from(env::var("OUT_DIR")?);
        let (mut sentences, mut keys, mut n_keys) = (String::new(), String::new(), 0);
        for line in fs::read_to_string(format!("www/words/{from}"))?.lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, sentence) = line.split_once(" = ").ok_or_else(|| format!("`{line}` is no `key = sentence`"))?;
            if sentence.starts_with('#') || sentence.contains(" = ") {
                return Err(format!("the sentence of `{key}` would be taken for something else").into());
            }
            // The browser has months of its own.
            let is_unused = key == "months" && env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
            sentences += &format!("{}\n", if is_unused { "-" } else { sentence });
            keys += &format!("pub const {}: usize = {n_keys};\n", key.to_uppercase().replace('.', "_"));
            n_keys += 1;
        }
        keys += &format!("pub const COUNT: usize = {n_keys};\n");
        fs::write(out.join(lines), sentences)?;
        fs::write(out.join(numbers), keys)?;
        Ok(())
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
