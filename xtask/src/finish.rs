//! Called by Trunk when it has built the app: makes the folder that Trunk stages into a finished site.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use newsprint_site::{About, Files, Listing, SERVICE_WORKER, compose, finish as finish_app, name_of, without_panics};

use crate::default_corpus;
use crate::tools::Tools;

/// How `wasm-opt` shrinks the module.
pub const SHRINKING: &[&str] =
    &["-Os", "--converge", "--low-memory-unused", "--zero-filled-memory", "--one-caller-inline-max-function-size=25"];

/// How `wasm-opt` goes over what it has shrunk: control flow is taken apart and put together anew, which leaves a little less to download.
const RESHAPING: &[&str] = &[
    "--flatten",
    "--rereloop",
    "-Os",
    "--converge",
    "--low-memory-unused",
    "--zero-filled-memory",
    "--one-caller-inline-max-function-size=25",
];

/// What no browser needs of a module.
pub const STRIPPING: &[&str] = &["--strip-producers", "--strip-target-features"];

/// Set while the app is built without a corpus: its page lists no headlines then. `newsprint build` writes a publisher's.
pub const SHELL: &str = "NEWSPRINT_APP_SHELL";

/// Finishes the site in the folder that `TRUNK_STAGING_DIR` names.
pub fn finish(root: &Path) -> Result<()> {
    let staged = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("`cargo xtask finish` is Trunk's to call: run `trunk build`, which says where the app is staged")?;
    let mut app = Files::new();
    gather(&staged, "", &mut app)?;
    let before: Vec<String> = app.keys().cloned().collect();
    let is_release = std::env::var_os("TRUNK_PROFILE").is_some_and(|profile| profile == "release");
    if is_release {
        shrink(&Tools::new(root)?.wasm_opt()?, &staged, &mut app)?;
    }
    let articles = match std::env::var_os(SHELL) {
        Some(_) => Vec::new(),
        None => default_corpus::articles(root).context("cannot read the default corpus")?.0,
    };
    let name = name_of(&String::from_utf8_lossy(app.get("index.html").map_or(&[][..], Vec::as_slice)));
    let mut app = finish_app(app)?;
    if is_release {
        minify(&Tools::new(root)?.terser()?, &staged, &mut app)?;
    }
    let site = compose(&app, &Listing::default(), &About::of(&name, &articles))?;
    for name in before.iter().filter(|name| !site.contains_key(*name)) {
        fs::remove_file(staged.join(name)).with_context(|| format!("cannot remove {name}"))?;
    }
    for (name, bytes) in &site {
        let path = staged.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// Takes what panics say out of the module, and then whatever `wasm-opt` finds to be of no use.
fn shrink(wasm_opt: &Path, staged: &Path, app: &mut Files) -> Result<()> {
    for (name, bytes) in app.iter_mut().filter(|(name, _)| name.ends_with(".wasm")) {
        let without = without_panics(bytes).with_context(|| format!("{name} is no module with names"))?;
        let path = staged.join(name);
        fs::write(&path, without).with_context(|| format!("cannot write {}", path.display()))?;
        for passes in [SHRINKING.to_vec(), [RESHAPING, STRIPPING].concat()] {
            let mut command = Command::new(wasm_opt);
            command.args(passes).arg(&path).arg("--output").arg(&path);
            let output = command.output().with_context(|| format!("cannot start {}", wasm_opt.display()))?;
            if !output.status.success() {
                bail!("wasm-opt refused {name}: {}", String::from_utf8_lossy(&output.stderr));
            }
        }
        *bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    Ok(())
}

/// Shortens the scripts; what they export and what the page's other scripts know of them stays. The service worker stays as it is, for the list of its files is
/// yet to be written into it.
fn minify(terser: &Path, staged: &Path, app: &mut Files) -> Result<()> {
    for (name, bytes) in app.iter_mut().filter(|(name, _)| name.ends_with(".js") && *name != SERVICE_WORKER) {
        let path = staged.join(name);
        fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        let mut command = Command::new("node");
        command.arg(terser).arg(&path).args(["--compress", "passes=3,ecma=2020", "--mangle"]);
        // The glue of a module of wasm is a module itself, in which no name is anybody else's.
        if bytes.windows(EXPORT.len()).any(|it| it == EXPORT) {
            command.arg("--module");
        }
        let output = command.output().context("cannot start node")?;
        if !output.status.success() {
            bail!("terser refused {name}: {}", String::from_utf8_lossy(&output.stderr));
        }
        *bytes = output.stdout;
    }
    Ok(())
}

/// What only modules say.
const EXPORT: &[u8] = b"\nexport ";

/// All files below a folder, by their path from it with `/` on every system.
fn gather(folder: &Path, prefix: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry.with_context(|| format!("cannot list {}", folder.display()))?.path();
        let last = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            gather(&path, &format!("{prefix}{last}/"), files)?;
        } else {
            let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            files.insert(format!("{prefix}{last}"), bytes);
        }
    }
    Ok(())
}
