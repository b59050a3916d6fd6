//! The stylesheets keep their promises: stated contrasts are true, every class has its rule.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn sheet(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/css").join(name);
    fs::read_to_string(&path).unwrap_or_else(|trouble| panic!("{}: {trouble}", path.display()))
}

/// The values of the custom properties of `tokens.css`.
fn tokens(css: &str) -> BTreeMap<&str, &str> {
    css.lines()
        .filter_map(|line| line.trim().strip_suffix(';')?.split_once(": "))
        .filter(|(name, _)| name.starts_with("--palette-") || name.starts_with("--role-"))
        .collect()
}

/// A role's colour by day and by night, as red, green and blue.
fn colours(tokens: &BTreeMap<&str, &str>, role: &str) -> [[u8; 3]; 2] {
    let value = tokens.get(role).unwrap_or_else(|| panic!("{role} is not a token"));
    let palette = |reference: &str| {
        let name =
            reference.trim().strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')).expect("a palette name");
        let hex = tokens
            .get(name)
            .and_then(|value| value.strip_prefix('#'))
            .unwrap_or_else(|| panic!("{name} is not a colour"));
        [0, 2, 4].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("two hexadecimal digits"))
    };
    match value
        .strip_prefix("light-dark(")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|pair| pair.split_once(", "))
    {
        Some((light, dark)) => [palette(light), palette(dark)],
        None => [palette(value), palette(value)],
    }
}

/// The contrast of two colours, by WCAG 2.2's definition of relative luminance.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let [r, g, b] = rgb.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_stated_contrast_is_true_and_enough() {
    let css = sheet("tokens.css");
    let tokens = tokens(&css);
    let lines: Vec<&str> = css.lines().map(str::trim).collect();
    let mut n_checked = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(statement) = line.strip_prefix("/* on ").and_then(|rest| rest.strip_suffix("*/")) else { continue };
        let role = lines.get(at + 1).and_then(|next| next.split_once(':')).expect("a role under the statement").0;
        let is_edge = statement.contains("3 is enough");
        let statement = statement.split(" (").next().unwrap_or(statement);
        for pair in statement.split(';') {
            let mut parts = pair.trim().trim_start_matches("on ").split_whitespace();
            let ground = parts.next().expect("the ground's role");
            let stated: Vec<f64> = parts.map(|number| number.parse().expect("a number")).collect();
            let (inks, grounds) = (colours(&tokens, role), colours(&tokens, ground));
            for (way, stated) in stated.iter().enumerate() {
                let found = contrast(inks[way], grounds[way]);
                assert!((found - stated).abs() < 0.01, "{role} on {ground}: {stated} is stated, {found:.2} it is");
                assert!(found >= if is_edge { 3.0 } else { 4.5 }, "{role} on {ground}: {found:.2} is too little");
                n_checked += 1;
            }
        }
    }
    assert!(n_checked >= 40, "only {n_checked} contrasts are stated");
}

#[test]
fn every_stylesheet_is_imported_once() {
    let all = sheet("main.css") + &sheet("supplement-all.css");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/css");
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the stylesheets")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "main.css" && name != "supplement-all.css")
        .collect();
    names.sort();
    for name in names {
        assert_eq!(all.matches(&format!("@import \"{name}\";")).count(), 1, "{name}");
    }
}

#[test]
fn every_component_with_a_class_of_its_own_has_a_stylesheet_of_its_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/components");
    let mut n_checked = 0;
    for entry in fs::read_dir(folder).expect("the components") {
        let path = entry.expect("an entry").path();
        let code = fs::read_to_string(&path).expect("a component");
        let block = path.file_stem().map(|stem| stem.to_string_lossy().replace('_', "-")).unwrap_or_default();
        if code.contains(&format!("class=\"{block}\"")) || code.contains(&format!("classes!(\"{block}\"")) {
            let css = sheet(&format!("{block}.css"));
            assert!(css.contains(&format!(".{block}")), "{block}.css says nothing of .{block}");
            n_checked += 1;
        }
    }
    assert!(n_checked > 15, "only {n_checked} components were looked at");
}
