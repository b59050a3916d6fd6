//! What was typed after `cargo xtask`, as a value.

use std::path::PathBuf;

/// What `cargo xtask --help` prints.
pub const HELP: &str = "\
Newsprint's chores. Each does all of its own set-up.

  cargo xtask serve [FOLDER] [--port N]   build everything and show it in a browser: the default corpus,
                                          or the articles in FOLDER
  cargo xtask test [--only KIND]          every test; KIND is native, wasm or browser (may be repeated)
  cargo xtask check [--no-tests]          format, lints, dependency and style rules, documents, then every test
  cargo xtask size                        raw and brotli bytes of each file a reader downloads, against the budget
  cargo xtask golden                      rewrite the golden files from what the program now does; read the diff
  cargo xtask outlines                    make the map's coasts and borders anew: www/map/outlines.bin
  cargo xtask screenshots [FOLDER]        photograph the built site: phone and desktop, light and dark
  cargo xtask bench [--size SIZE] [--peers] [--only ENGINE]
                                          measure: SIZE is 1k, 10k, 23k, 100k or 1m articles; ours alone, or beside
                                          the peers (bench/README.md)
  cargo xtask train                       learn the tagger's weights anew: crates/entities/data/tagger.bin
  cargo xtask eval                        how well names are found in annotated texts, and how fast
  cargo xtask eval --pairs                only how pairs of names are told: same or different
  cargo xtask eval --gold                 only what is printed for articles, beside what people read in them
  cargo xtask eval --html                 how well articles are taken out of saved web pages, and how fast
  cargo xtask eval --build                how long sites take to build: the default corpus, Reuters-21578 with names
  cargo xtask eval --import               how fast articles are read, in how much memory, how well versions of a story are found
  cargo xtask eval --lighthouse           what Lighthouse says of the site's views on a phone
  cargo xtask eval --typing SITE          how soon the list is painted for each key typed into a built site
  cargo xtask eval --search               how well searches rank on judged queries, rule by rule, beside tantivy
  cargo xtask install [FOLDER]            build the `newsprint` command and put it in FOLDER (default: cargo's bin)
  cargo xtask dist                        archives of the command to give away, for each platform that can be built here
  cargo xtask app                         only the app that the command carries: target/app-shell
  cargo xtask setup                       only install what the other chores need
  cargo xtask finish                      called by Trunk when it has built the app

Tools go to $NEWSPRINT_TOOLS, else ~/.cache/newsprint/tools; what programs said lies in target/xtask/.";

/// A kind of test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TestKind {
    /// Plain `cargo test`.
    Native,
    /// Compiled to WebAssembly.
    Wasm,
    /// The built site in three browsers.
    Browser,
}

impl TestKind {
    /// All kinds, quickest first.
    pub const ALL: [TestKind; 3] = [TestKind::Native, TestKind::Wasm, TestKind::Browser];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            TestKind::Native => "native",
            TestKind::Wasm => "wasm",
            TestKind::Browser => "browser",
        }
    }
}

/// A chore.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chore {
    /// Print the help.
    Help,
    /// Build and show.
    Serve {
        /// The articles; `None` for the default corpus.
        folder: Option<PathBuf>,
        /// The port; `None` leaves the choice to `newsprint serve`.
        port: Option<u16>,
    },
    /// Run tests of these kinds.
    Test(Vec<TestKind>),
    /// Everything that must hold before a change goes in.
    Check {
        /// Whether the tests belong to it.
        tests: bool,
    },
    /// Measure the download.
    Size,
    /// Rewrite the golden files.
    Golden,
    /// See [`crate::outlines`].
    Outlines,
    /// Photograph the site into this folder.
    Screenshots(Option<PathBuf>),
    /// Install the command into this folder.
    Install(Option<PathBuf>),
    /// Archives to give away.
    Dist,
    /// Build the app that the command carries.
    App,
    /// How long a build takes.
    EvalBuild,
    /// Install the tools.
    Setup,
    /// Measure; the words are the harness's.
    Bench(Vec<String>),
    /// Learn the tagger's weights.
    Train,
    /// Measure how well names are found.
    EvalNames,
    /// Measure how articles are taken out of saved web pages.
    EvalHtml,
    /// See [`crate::eval::importing`].
    EvalImport,
    /// Measure how pairs of names are told.
    EvalPairs,
    /// Compares what is printed for articles with what people read in them.
    EvalGold,
    /// Let Lighthouse look at the site.
    EvalLighthouse,
    /// Type into this built site.
    EvalTyping(PathBuf),
    /// Measure how well searches rank.
    EvalSearch,
    /// Finish what Trunk built.
    Finish,
}

/// Reads what was typed; an error is a sentence for the person who typed it.
pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Chore, String> {
    let mut words = words.into_iter();
    let Some(name) = words.next() else { return Ok(Chore::Help) };
    let mut rest = Rest { chore: name.clone(), words: words.collect() };
    let chore = match name.as_str() {
        "help" | "--help" | "-h" => Chore::Help,
        _ if rest.flag("--help") || rest.flag("-h") => return Ok(Chore::Help),
        "serve" => {
            let port = match rest.value("--port")? {
                Some(text) => Some(text.parse().map_err(|_| format!("--port {text}: a port is a number up to 65535"))?),
                None => None,
            };
            Chore::Serve { folder: rest.folder(), port }
        }
        "test" => {
            let mut kinds = Vec::new();
            while let Some(text) = rest.value("--only")? {
                let kind = TestKind::ALL.into_iter().find(|kind| kind.name() == text);
                kinds.push(kind.ok_or_else(|| format!("--only {text}: it is native, wasm or browser"))?);
            }
            kinds.sort();
            kinds.dedup();
            Chore::Test(if kinds.is_empty() { TestKind::ALL.to_vec() } else { kinds })
        }
        "check" => Chore::Check { tests: !rest.flag("--no-tests") },
        "size" => Chore::Size,
        "golden" => Chore::Golden,
        "outlines" => Chore::Outlines,
        "screenshots" => Chore::Screenshots(rest.folder()),
        "dist" => Chore::Dist,
        "app" => Chore::App,
        "install" => Chore::Install(rest.folder()),
        "setup" => Chore::Setup,
        "train" => Chore::Train,
        "eval" if rest.flag("--search") => Chore::EvalSearch,
        "eval" if rest.flag("--html") => Chore::EvalHtml,
        "eval" if rest.flag("--lighthouse") => Chore::EvalLighthouse,
        "eval" if rest.flag("--typing") => match rest.folder() {
            Some(site) => Chore::EvalTyping(site),
            None => return Err("`cargo xtask eval --typing` wants the folder of a built site".to_owned()),
        },
        "eval" if rest.flag("--build") => Chore::EvalBuild,
        "eval" if rest.flag("--import") => Chore::EvalImport,
        "eval" if rest.flag("--pairs") => Chore::EvalPairs,
        "eval" if rest.flag("--gold") => Chore::EvalGold,
        "eval" => Chore::EvalNames,
        "bench" => Chore::Bench(std::mem::take(&mut rest.words)),
        "finish" => Chore::Finish,
        other => return Err(format!("there is no chore `{other}`.\n\n{HELP}")),
    };
    match rest.words.first() {
        None => Ok(chore),
        Some(word) => Err(format!("`cargo xtask {}` does not know what to do with `{word}`.\n\n{HELP}", rest.chore)),
    }
}

/// The words after the chore's name that are not yet understood.
struct Rest {
    chore: String,
    words: Vec<String>,
}

impl Rest {
    /// Takes a flag.
    fn flag(&mut self, name: &str) -> bool {
        let place = self.words.iter().position(|word| word == name);
        place.map(|idx| self.words.remove(idx)).is_some()
    }

    /// Takes an option with its value, written `--name value` or `--name=value`.
    fn value(&mut self, name: &str) -> Result<Option<String>, String> {
        let with_equals = format!("{name}=");
        let Some(idx) = self.words.iter().position(|word| word == name || word.starts_with(&with_equals)) else {
            return Ok(None);
        };
        let word = self.words.remove(idx);
        if let Some(value) = word.strip_prefix(&with_equals) {
            return Ok(Some(value.to_owned()));
        }
        if idx < self.words.len() {
            return Ok(Some(self.words.remove(idx)));
        }
        Err(format!("{name} wants a value"))
    }

    /// Takes the first word that is no option.
    fn folder(&mut self) -> Option<PathBuf> {
        let idx = self.words.iter().position(|word| !word.starts_with('-'))?;
        Some(PathBuf::from(self.words.remove(idx)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Result<Chore, &str>) {
        let parsed = parse(typed.split_whitespace().map(str::to_owned));
        match (parsed, expected) {
            (Ok(chore), Ok(wanted)) => assert_eq!(chore, wanted, "{typed}"),
            (Err(said), Err(part)) => assert!(said.contains(part), "{typed}: {said}"),
            (parsed, expected) => panic!("{typed}: {parsed:?} where {expected:?} was due"),
        }
    }

    #[test]
    fn what_is_typed_is_understood() {
        use TestKind::*;
        check("", Ok(Chore::Help));
        check("serve", Ok(Chore::Serve { folder: None, port: None }));
        check("serve --port 9 news", Ok(Chore::Serve { folder: Some("news".into()), port: Some(9) }));
        check("serve news --port=9", Ok(Chore::Serve { folder: Some("news".into()), port: Some(9) }));
        check("serve --help", Ok(Chore::Help));
        check("test", Ok(Chore::Test(vec![Native, Wasm, Browser])));
        check("test --only browser --only native", Ok(Chore::Test(vec![Native, Browser])));
        check("check --no-tests", Ok(Chore::Check { tests: false }));
        check("bench --size 1k", Ok(Chore::Bench(vec!["--size".into(), "1k".into()])));
        check("eval --search", Ok(Chore::EvalSearch));
        check("eval", Ok(Chore::EvalNames));
        check("eval --html", Ok(Chore::EvalHtml));
        check("eval --build", Ok(Chore::EvalBuild));
        check("eval --lighthouse", Ok(Chore::EvalLighthouse));
        check("eval --typing site", Ok(Chore::EvalTyping("site".into())));
        check("dist", Ok(Chore::Dist));
        check("app", Ok(Chore::App));
        check("eval --import", Ok(Chore::EvalImport));
        check("eval --pairs", Ok(Chore::EvalPairs));
        check("eval --gold", Ok(Chore::EvalGold));
        check("train", Ok(Chore::Train));
        check("install /opt/bin", Ok(Chore::Install(Some("/opt/bin".into()))));
    }

    #[test]
    fn what_is_not_understood_is_answered_with_a_sentence() {
        check("sevre", Err("no chore `sevre`"));
        check("serve --port", Err("--port wants a value"));
        check("serve --port many", Err("a port is a number"));
        check("serve a b", Err("what to do with `b`"));
        check("test --only fast", Err("native, wasm or browser"));
        check("size --fast", Err("what to do with `--fast`"));
    }
}
