//! The browsers that the tests open, their drivers, a screen that nobody sees, and fonts for the scripts we print.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::tools::{Tools, apt_install, on_path, said_by};

/// One thing that must be there: what it is, a test for it, and the Debian packages that bring it.
struct Needed {
    what: &'static str,
    is_there: fn() -> bool,
    packages: &'static [&'static str],
}

const NEEDED: &[Needed] = &[
    Needed {
        what: "Chromium",
        is_there: || any_of(&["chromium", "chromium-browser", "google-chrome"]),
        packages: &["chromium"],
    },
    Needed { what: "chromedriver", is_there: || any_of(&["chromedriver"]), packages: &["chromium-driver"] },
    Needed { what: "Firefox", is_there: || any_of(&["firefox-esr", "firefox"]), packages: &["firefox-esr"] },
    Needed { what: "WebKitGTK's driver", is_there: || any_of(&["WebKitWebDriver"]), packages: &["webkit2gtk-driver"] },
    Needed { what: "Xvfb", is_there: || any_of(&["xvfb-run"]) && any_of(&["xauth"]), packages: &["xvfb", "xauth"] },
    Needed { what: "a font", is_there: || has_font_for("en"), packages: &["fontconfig", "fonts-dejavu-core"] },
    Needed { what: "a font for Persian", is_there: || has_font_for("fa"), packages: &["fonts-noto-core"] },
];

/// Installs what is missing, all at once, or says which command would.
pub fn ensure(root: &Path) -> Result<()> {
    let missing: Vec<&Needed> = NEEDED.iter().filter(|needed| !(needed.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let what = missing.iter().map(|needed| needed.what).collect::<Vec<_>>().join(", ");
    let packages: Vec<&str> = missing.iter().flat_map(|needed| needed.packages).copied().collect();
    apt_install(root, &what, &packages)?;
    if let Some(still) = missing.iter().find(|needed| !(needed.is_there)()) {
        bail!("{} is still missing after installing {}", still.what, still.packages.join(" "));
    }
    Ok(())
}

/// What the browser tests are told, by environment.
///
/// * `sites`: the built sites, by the names that the tests know them by.
pub fn settings(
    root: &Path,
    tools: &mut Tools,
    sites: &[(&'static str, &Path)],
    command: &Path,
) -> Result<Vec<(&'static str, OsString)>> {
    let logs = root.join("target/xtask/browser");
    // Pictures of an earlier failure would mislead.
    if logs.exists() {
        fs::remove_dir_all(&logs)?;
    }
    fs::create_dir_all(&logs)?;
    let mut settings: Vec<(&'static str, OsString)> =
        sites.iter().map(|(name, site)| (*name, (*site).into())).collect();
    settings.extend([
        ("NEWSPRINT_COMMAND", command.into()),
        ("NEWSPRINT_AXE", tools.axe()?.into()),
        ("NEWSPRINT_GECKODRIVER", tools.geckodriver()?.into()),
        ("NEWSPRINT_LOGS", logs.into()),
    ]);
    // For whoever wants to run one scenario by hand.
    let lines: String = settings
        .iter()
        .map(|(name, value): &(&str, OsString)| format!("export {name}='{}'\n", value.to_string_lossy()))
        .collect();
    fs::write(root.join("target/xtask/browser.env"), lines)?;
    Ok(settings)
}

/// A cargo command with a screen that nobody sees: WebKitGTK draws nothing without one.
pub fn cargo_with_screen() -> Command {
    let mut command = Command::new("xvfb-run");
    command.args(["--auto-servernum", "--server-args=-screen 0 1600x1200x24", "cargo"]);
    command
}

/// The settings of Chromium for tests that are compiled to WebAssembly and run in it.
pub fn chromedriver() -> Option<PathBuf> {
    on_path("chromedriver")
}

/// Whether one of these programs lies on `PATH`.
fn any_of(programs: &[&str]) -> bool {
    programs.iter().any(|program| on_path(program).is_some())
}

/// Whether a font covers a language.
fn has_font_for(language: &str) -> bool {
    said_by(Command::new("fc-list").arg(format!(":lang={language}"))).is_some_and(|line| !line.is_empty())
}
