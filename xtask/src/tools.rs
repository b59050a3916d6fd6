//! The programs that building and testing need: found where they lie, installed where they do not.
//!
//! What this repository installs goes into one folder for each version, `<tools>/<name>-<version>/`, where `<tools>` is
//! `$NEWSPRINT_TOOLS`, else `$XDG_CACHE_HOME/newsprint/tools`, else `~/.cache/newsprint/tools`. A tool is installed
//! beside its place and then renamed into it, so a folder of that name is always whole; what an interrupted
//! installation left is removed and begun again. A program of the right version on `PATH` is used as it is.

use std::env;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::pinned;
use crate::step;

/// A program that cargo can install.
struct Crate {
    /// The crate, and the folder's name.
    name: &'static str,
    /// The version, exactly.
    version: &'static str,
    /// The programs that must be there afterwards; the first one is asked for its version.
    programs: &'static [&'static str],
    /// What else to tell cargo.
    options: &'static [&'static str],
    /// About how long it takes on two cores, to be said beforehand.
    minutes: u32,
}

const TRUNK: Crate = Crate {
    name: "trunk",
    version: pinned::TRUNK,
    programs: &["trunk"],
    // Its default features bring an updater and a TLS stack that nothing here uses.
    options: &["--locked", "--no-default-features"],
    minutes: 3,
};

const WASM_BINDGEN: Crate = Crate {
    name: "wasm-bindgen-cli",
    version: pinned::WASM_BINDGEN,
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    options: &[],
    minutes: 2,
};

const GECKODRIVER: Crate =
    Crate { name: "geckodriver", version: pinned::GECKODRIVER, programs: &["geckodriver"], options: &[], minutes: 2 };

/// A package that npm can install: its name, its version, and a file that it must hold.
struct Package {
    name: &'static str,
    version: &'static str,
    file: &'static str,
}

const BINARYEN: Package = Package { name: "binaryen", version: pinned::BINARYEN, file: "node_modules/.bin/wasm-opt" };
const TERSER: Package = Package { name: "terser", version: pinned::TERSER, file: "node_modules/terser/bin/terser" };
const AXE: Package = Package { name: "axe-core", version: pinned::AXE, file: "node_modules/axe-core/axe.min.js" };
const LIGHTHOUSE: Package =
    Package { name: "lighthouse", version: pinned::LIGHTHOUSE, file: "node_modules/lighthouse/core/index.js" };

const WORLD_ATLAS: Package =
    Package { name: "world-atlas", version: pinned::WORLD_ATLAS, file: "node_modules/world-atlas/countries-50m.json" };

/// The tools found so far.
pub struct Tools {
    root: PathBuf,
    folder: PathBuf,
    on_path: Vec<PathBuf>,
}

impl Tools {
    /// The tools of this user; nothing is looked for yet.
    pub fn new(root: &Path) -> Result<Tools> {
        Ok(Tools { root: root.to_owned(), folder: tools_folder()?, on_path: Vec::new() })
    }

    /// Everything that building the app needs.
    pub fn for_building(&mut self) -> Result<()> {
        self.wasm_target()?;
        node(&self.root)?;
        self.program(&TRUNK)?;
        self.program(&WASM_BINDGEN)?;
        // Trunk's hook looks for these too: here they are installed where their progress can be seen.
        self.wasm_opt()?;
        self.terser()?;
        Ok(())
    }

    /// Shrinks wasm.
    pub fn wasm_opt(&self) -> Result<PathBuf> {
        Ok(self.package(&BINARYEN)?.join(BINARYEN.file))
    }

    /// Shortens scripts, as a program for Node.js.
    pub fn terser(&self) -> Result<PathBuf> {
        Ok(self.package(&TERSER)?.join(TERSER.file))
    }

    /// Runs wasm tests: the test runner, installed with `wasm-bindgen`.
    pub fn test_runner(&mut self) -> Result<PathBuf> {
        Ok(self.program(&WASM_BINDGEN)?.join("wasm-bindgen-test-runner"))
    }

    /// The folder that holds geckodriver.
    pub fn geckodriver(&mut self) -> Result<PathBuf> {
        Ok(self.program(&GECKODRIVER)?.join("geckodriver"))
    }

    /// The script of axe-core.
    pub fn axe(&mut self) -> Result<PathBuf> {
        Ok(self.package(&AXE)?.join(AXE.file))
    }

    /// The folder that holds Lighthouse.
    pub fn lighthouse(&mut self) -> Result<PathBuf> {
        self.package(&LIGHTHOUSE)
    }

    /// Natural Earth's countries as TopoJSON, of the scale 1 to 50 million.
    pub fn world_atlas(&self) -> Result<PathBuf> {
        Ok(self.package(&WORLD_ATLAS)?.join(WORLD_ATLAS.file))
    }

    /// `PATH` with the tools found so far in front.
    pub fn path(&self) -> Result<OsString> {
        let old = env::var_os("PATH").unwrap_or_default();
        env::join_paths(self.on_path.iter().cloned().chain(env::split_paths(&old)))
            .context("a folder on PATH has a name that cannot be put there")
    }

    /// The compiler's other target. `rust-toolchain.toml` names it, so rustup usually has it already.
    pub fn wasm_target(&self) -> Result<()> {
        let sysroot = said_by(Command::new("rustc").arg("--print").arg("sysroot").current_dir(&self.root))
            .ok_or_else(|| anyhow!("`rustc` is missing: install Rust by rustup, then run this again"))?;
        if Path::new(&sysroot).join("lib/rustlib").join(pinned::WASM_TARGET).is_dir() {
            return Ok(());
        }
        let command = format!("rustup target add {}", pinned::WASM_TARGET);
        if said_by(Command::new("rustup").arg("--version")).is_none() {
            bail!("the compiler lacks the target {}, and there is no rustup to add it", pinned::WASM_TARGET);
        }
        step::run(
            &self.root,
            &format!("adding the target {}", pinned::WASM_TARGET),
            Command::new("rustup").args(["target", "add", pinned::WASM_TARGET]).current_dir(&self.root),
        )
        .with_context(|| format!("run `{command}` yourself, with a network, then this again"))?;
        Ok(())
    }

    /// The folder of a program that cargo can install, put on `PATH` too.
    fn program(&mut self, wanted: &Crate) -> Result<PathBuf> {
        let Crate { name, version, programs, .. } = *wanted;
        let home = self.folder.join(format!("{name}-{version}"));
        let bin = home.join("bin");
        if !programs.iter().all(|program| bin.join(program).is_file() || bin.join(format!("{program}.exe")).is_file()) {
            if let Some(found) = same_version_on_path(programs, version) {
                return Ok(found);
            }
            self.install(&home, |place| self.install_crate(wanted, place))?;
        }
        if !self.on_path.contains(&bin) {
            self.on_path.push(bin.clone());
        }
        Ok(bin)
    }

    /// Builds a program with cargo, quickly rather than well: it runs for seconds, and its own profile takes ten times
    /// as long to compile.
    fn install_crate(&self, wanted: &Crate, place: &Path) -> Result<()> {
        let Crate { name, version, options, minutes, .. } = *wanted;
        let mut command = Command::new("cargo");
        command.args(["install", name, "--version", version, "--root"]).arg(place).args(options);
        // From outside the repository, so that its own settings do not apply to other people's programs. Its toolchain
        // does: rustup hands that down in `RUSTUP_TOOLCHAIN`.
        command.current_dir(&self.folder);
        for (key, value) in [
            ("CARGO_PROFILE_RELEASE_LTO", "off"),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
            ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64"),
            ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
        ] {
            command.env(key, value);
        }
        command.env("CARGO_TARGET_DIR", self.folder.join(".build"));
        step::run(&self.root, &format!("installing {name} {version}, about {minutes} min, once"), &mut command)
            .with_context(|| {
                format!(
                    "{name} {version} could not be installed. With a network, run `cargo install {name} --version \
                     {version}{}` yourself, then this again",
                    options.iter().map(|option| format!(" {option}")).collect::<String>()
                )
            })?;
        Ok(())
    }

    /// The folder of a package that npm can install.
    fn package(&self, wanted: &Package) -> Result<PathBuf> {
        let Package { name, version, file } = *wanted;
        let home = self.folder.join(format!("{name}-{version}"));
        if !home.join(file).exists() {
            node(&self.root)?;
            self.install(&home, |place| {
                let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
                command
                    .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
                    .arg(place)
                    .arg(format!("{name}@{version}"))
                    .current_dir(&self.folder);
                let command_line = format!("npm install --prefix {} {name}@{version}", home.display());
                step::run(&self.root, &format!("installing {name} {version}"), &mut command).with_context(|| {
                    format!("{name} could not be installed. With npm and a network, run `{command_line}` yourself, then this again")
                })?;
                Ok(())
            })?;
            if !home.join(file).exists() {
                bail!("npm installed {name} {version} without {file}; remove {} and run this again", home.display());
            }
        }
        Ok(home)
    }

    /// Fills a folder beside its place and renames it into place. One process at a time.
    fn install(&self, home: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        fs::create_dir_all(&self.folder).with_context(|| format!("cannot make {}", self.folder.display()))?;
        let lock_path = self.folder.join(".lock");
        let lock = File::create(&lock_path).with_context(|| format!("cannot write {}", lock_path.display()))?;
        lock.lock().with_context(|| format!("cannot lock {}", lock_path.display()))?;
        let place = self.folder.join(".unfinished");
        for stale in [place.as_path(), home] {
            if stale.exists() {
                fs::remove_dir_all(stale).with_context(|| format!("cannot remove {}", stale.display()))?;
            }
        }
        fs::create_dir_all(&place).with_context(|| format!("cannot make {}", place.display()))?;
        fill(&place)?;
        fs::rename(&place, home).with_context(|| format!("cannot rename {} to {}", place.display(), home.display()))
    }

    /// Removes what building the tools left behind; they are built once.
    pub fn tidy(&self) {
        // Only disk space is lost when this fails.
        let _ = fs::remove_dir_all(self.folder.join(".build"));
    }
}

/// Checks that Node.js and npm are there and new enough; installs Debian's when that is possible.
pub fn node(root: &Path) -> Result<()> {
    let found = || said_by(Command::new("node").arg("--version"));
    if found().is_none() {
        apt_install(root, "Node.js", &["nodejs", "npm"])?;
    }
    let version =
        found().ok_or_else(|| anyhow!("`node` is missing: install Node.js {} or newer", pinned::NODE_MAJOR))?;
    let major: u32 = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse().ok()).unwrap_or(0);
    if major < pinned::NODE_MAJOR {
        bail!("Node.js {version} is too old: Binaryen needs {} or newer", pinned::NODE_MAJOR);
    }
    Ok(())
}

/// Installs Debian packages when this is root on a Debian; otherwise an error with the command to run.
pub fn apt_install(root: &Path, what: &str, packages: &[&str]) -> Result<()> {
    let by_hand = format!("sudo apt-get install -y --no-install-recommends {}", packages.join(" "));
    let is_root = said_by(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if on_path("apt-get").is_none() {
        bail!("Missing: {what}; and this is no Debian to install it on. On a Debian it would be: {by_hand}");
    }
    if !is_root {
        bail!("Missing: {what}. Run this, then the chore again: {by_hand}");
    }
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step::run(root, "fetching the list of Debian packages", &mut apt(&["update"]))
        .with_context(|| format!("Missing: {what}. With a network: {by_hand}"))?;
    let mut args = vec!["install", "-y", "--no-install-recommends"];
    args.extend(packages);
    step::run(root, &format!("installing {}", packages.join(" ")), &mut apt(&args))
        .with_context(|| format!("Missing: {what}. With a network: {by_hand}"))?;
    Ok(())
}

/// Where a program lies on `PATH`.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .flat_map(|folder| [folder.join(program), folder.join(format!("{program}.exe"))])
        .find(|file| file.is_file())
}

/// The first line that a program says, when it runs and ends well.
pub fn said_by(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then(|| text.lines().next().unwrap_or("").trim().to_owned())
}

/// The folder on `PATH` that holds all the programs, when the first is of exactly this version.
fn same_version_on_path(programs: &[&str], version: &str) -> Option<PathBuf> {
    let first = on_path(programs.first()?)?;
    let said = said_by(Command::new(&first).arg("--version"))?;
    let folder = first.parent()?.to_owned();
    let is_same = said.split_whitespace().any(|word| word == version);
    (is_same && programs.iter().all(|program| on_path(program).is_some_and(|p| p.parent() == Some(&folder))))
        .then_some(folder)
}

/// Where this user's tools lie.
fn tools_folder() -> Result<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("NEWSPRINT_TOOLS")
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| cache.join("newsprint/tools")))
        .or_else(|| set("HOME").or_else(|| set("USERPROFILE")).map(|home| home.join(".cache/newsprint/tools")))
        .ok_or_else(|| anyhow!("no place for tools: set NEWSPRINT_TOOLS to a folder that may be written to"))?;
    std::path::absolute(&folder).with_context(|| format!("{} is no usable path", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tools(name: &str) -> Tools {
        let folder = env::temp_dir().join(format!("newsprint-tools-{name}-{}", std::process::id()));
        Tools { root: folder.clone(), folder, on_path: Vec::new() }
    }

    #[test]
    fn a_tool_lies_in_its_place_only_when_it_is_whole() {
        let tools = tools("whole");
        let home = tools.folder.join("thing-1.0.0");
        let failed = tools.install(&home, |place| {
            fs::write(place.join("half"), "half").unwrap();
            bail!("the network went away")
        });
        assert!(failed.is_err());
        assert!(!home.exists());
        tools.install(&home, |place| Ok(fs::write(place.join("whole"), "whole")?)).unwrap();
        assert!(home.join("whole").exists());
        assert!(!home.join("half").exists(), "what the failed installation left was kept");
        fs::remove_dir_all(&tools.folder).unwrap();
    }

    #[test]
    fn a_program_of_another_version_on_path_is_not_used() {
        assert!(same_version_on_path(&["cargo"], "0.0.1").is_none());
        let version = said_by(Command::new("cargo").arg("--version")).unwrap();
        let number = version.split_whitespace().nth(1).unwrap().to_owned();
        assert!(same_version_on_path(&["cargo"], &number).is_some());
        assert!(same_version_on_path(&["cargo", "no-such-program"], &number).is_none());
    }

    #[test]
    fn tools_in_use_come_first_on_path() {
        let mut tools = tools("path");
        tools.on_path.push(PathBuf::from("/first"));
        let path = tools.path().unwrap();
        assert_eq!(env::split_paths(&path).next(), Some(PathBuf::from("/first")));
    }
}
