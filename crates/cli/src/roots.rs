//! Folders that other programs write websites and notes from: which of their parts hold articles.

use std::fs;
use std::path::Path;

use newsprint_model::{Problem, Severity};
use serde_json::Value;

use crate::sources::shown;

/// How many of the parts that are left out are told by name.
const N_TOLD: usize = 8;

/// How deep folders of posts are looked for in the source of a Jekyll site.
const POSTS_DEPTH: u32 = 3;

/// A file of settings longer than this is not looked at.
///
/// * Unit: bytes.
const MAX_SETTINGS_BYTES: u64 = 1 << 20;

/// What a folder is the root of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A site of Hugo, or of Zola, which is laid out as one.
    Hugo,
    /// A site of Jekyll; what of it is read, as paths within it.
    Jekyll(Vec<String>),
    /// A vault of Obsidian; what of it is not read.
    Vault(Vec<String>),
}

impl Root {
    /// What a folder is the root of, where it shows it.
    ///
    /// * Shape: the names of all that is in the folder and not hidden.
    pub fn of(folder: &Path, names: &[String]) -> Option<Root> {
        let has = |name: &str| names.iter().any(|there| there == name);
        let has_one = |some: &[&str]| some.iter().any(|name| has(name));
        if has("content") && folder.join("content").is_dir() {
            // Other programs have settings of these names too, but not beside these folders.
            let is_dressed = has_one(&["archetypes", "layouts", "themes", "templates", "static"]);
            let is_hugo = has_one(&["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml"])
                || is_dressed && has_one(&["config.yaml", "config.yml", "config.json"])
                || folder.join("config/_default").is_dir();
            if is_hugo {
                return Some(Root::Hugo);
            }
        }
        if let Some(settings) = ["_config.yml", "_config.yaml", "_config.toml"].iter().find(|name| has(name)) {
            let mut read = collections(&text(&folder.join(settings)));
            read.retain(|name| has(name) && folder.join(name).is_dir());
            posts(folder, "", POSTS_DEPTH, &mut read);
            read.sort();
            if read.iter().any(|path| path.ends_with("_posts")) {
                return Some(Root::Jekyll(read));
            }
        }
        if folder.join(".obsidian").is_dir() {
            return Some(Root::Vault(templates(folder)));
        }
        None
    }

    /// What of the folder is read, as paths within it, and what is not.
    pub fn parts(&self, names: &[String]) -> (Vec<String>, Vec<String>) {
        match self {
            Root::Hugo => names.iter().cloned().partition(|name| name == "content"),
            Root::Jekyll(read) => {
                let is_part = |name: &&String| read.contains(*name);
                (read.clone(), names.iter().filter(|name| !is_part(name)).cloned().collect())
            }
            Root::Vault(templates) => (names.to_vec(), templates.clone()),
        }
    }

    /// What is said of the folder, where something of it was left out.
    pub fn told(&self, folder: &Path, read: &[String], left_out: &[String]) -> Option<Problem> {
        if left_out.is_empty() {
            return None;
        }
        let list = |names: &[String]| {
            let n_more = names.len().saturating_sub(N_TOLD);
            let mut told: Vec<String> = names.iter().take(N_TOLD).map(|name| format!("`{name}`")).collect();
            told.extend((n_more > 0).then(|| format!("{n_more} more")));
            told.join(", ")
        };
        let said = match self {
            Root::Hugo => {
                "is the source of a Hugo site, so only `content` was read, without its `_index` pages".to_owned()
            }
            Root::Jekyll(_) => format!("is the source of a Jekyll site, of which are read only {}", list(read)),
            Root::Vault(_) => "is a vault of Obsidian, so its templates were not read".to_owned(),
        };
        let message = format!("{said}. Left out: {}. Name what you want of it as a path of its own.", list(left_out));
        Some(Problem { severity: Severity::Note, file: shown(folder), line: None, message })
    }
}

/// Whether a file in a Hugo site's content is a page that lists others, and no article.
pub fn is_list_page(name: &str) -> bool {
    name.strip_prefix("_index.").is_some_and(|rest| !rest.is_empty())
}

/// A file of settings, empty where there is none that can be looked at.
fn text(path: &Path) -> String {
    let is_short = fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() <= MAX_SETTINGS_BYTES);
    if is_short { fs::read_to_string(path).unwrap_or_default() } else { String::new() }
}

/// Folders named `_posts`, of a site's sections too.
fn posts(folder: &Path, prefix: &str, depth: u32, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder.join(prefix)) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_folder || name.starts_with('.') || ["node_modules", "vendor"].contains(&name.as_str()) {
            continue;
        }
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if name == "_posts" {
            found.push(path);
        } else if depth > 0 && !name.starts_with('_') {
            posts(folder, &path, depth - 1, found);
        }
    }
}

/// The folders of a Jekyll site's collections that are published: below `collections:`, names with `output: true` in them.
fn collections(settings: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = settings.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    if !lines.by_ref().any(|line| line.trim_end() == "collections:") {
        return found;
    }
    let mut indent = None;
    let mut name = "";
    for line in lines {
        let here = line.len() - line.trim_start().len();
        if here == 0 {
            break;
        }
        let (key, value) = line.trim().split_once(':').unwrap_or((line.trim(), ""));
        if here <= *indent.get_or_insert(here) {
            name = key.trim_matches(['"', '\'']);
        }
        let value = value.split('#').next().unwrap_or_default();
        let is_flow = value.contains('{') && value.replace(' ', "").contains("output:true");
        if is_flow || (key == "output" && value.trim() == "true") {
            found.push(format!("_{name}"));
        }
    }
    // Posts are found by themselves, drafts are none, and a name leads nowhere else.
    found.retain(|name| !["_posts", "_drafts"].contains(&name.as_str()) && !name.contains(['/', '\\']));
    found
}

/// Where an Obsidian vault keeps its templates, as its settings say or by the usual names.
fn templates(vault: &Path) -> Vec<String> {
    let stated = [
        (".obsidian/templates.json", "folder"),
        (".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
    ];
    let folder_of = |(file, key): (&str, &str)| {
        let json: Value = serde_json::from_str(&text(&vault.join(file))).ok()?;
        let folder = json[key].as_str()?.trim_matches('/').to_owned();
        (!folder.is_empty()).then_some(folder)
    };
    let mut found: Vec<String> = stated.into_iter().filter_map(folder_of).collect();
    if found.is_empty() {
        found.extend(["Templates", "templates", "_templates"].map(str::to_owned));
    }
    found.retain(|name| vault.join(name).is_dir());
    // On disks that are blind to case one folder has several of the names.
    found.dedup_by_key(|name| name.to_lowercase());
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn collections_of_jekyll_are_those_that_it_publishes() {
        for (settings, expected) in [
            (
                "title: x\ncollections:\n  recipes:\n    output: true\n  people:\n    output: false\n  tips:\n    title: Tips\n    output: true # yes\nplugins: []\n",
                &["_recipes", "_tips"][..],
            ),
            ("collections:\n  - recipes\n  - people\n", &[]),
            (
                "collections:\n  recipes: { output: true }\n\n# more\n  posts:\n    output: true\n  ../x:\n    output: true\n",
                &["_recipes"],
            ),
            ("output: true\n", &[]),
            ("collections:", &[]),
            ("", &[]),
        ] {
            assert_eq!(collections(settings), expected, "{settings}");
        }
    }

    #[test]
    fn pages_of_lists_are_told_by_their_names() {
        for (name, expected) in [("_index.md", true), ("_index.fa.md", true), ("index.md", false), ("_index.", false)] {
            assert_eq!(is_list_page(name), expected, "{name}");
        }
    }
}
