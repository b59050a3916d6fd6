//! What axe-core objects to in what a page shows.

use std::fs;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::places;

/// Each objection in a line that begins with `name`; the rules named in `without` are set aside.
///
/// * Panics where axe-core found next to nothing to look at.
pub fn objections(browser: &Browser, name: &str, without: &[&str]) -> Vec<String> {
    let axe = fs::read_to_string(places::axe()).expect("axe-core's script can be read");
    browser.run(&axe, json!([]));
    let rules: serde_json::Map<String, Value> =
        without.iter().map(|rule| ((*rule).to_owned(), json!({"enabled": false}))).collect();
    let rules = Value::Object(rules);
    let found = browser.run_and_wait(&format!(
        "document.getAnimations().forEach((one) => {{ try {{ one.finish(); }} catch {{ one.cancel(); }} }}); \
         const {{ violations, passes }} = await axe.run(document, {{ resultTypes: ['violations', 'passes'], rules: {rules} }}); \
         return {{ nPassed: passes.length, said: violations.flatMap((one) => one.nodes.map((node) => \
         `${{one.id}}: ${{one.help}}: ${{node.html.slice(0, 200)}} ${{node.any.map((any) => any.message).join(' ')}}`)) }};"
    ));
    assert!(found["nPassed"].as_u64() > Some(10), "axe-core looked at next to nothing: {found}");
    let said = found["said"].as_array().into_iter().flatten().filter_map(Value::as_str);
    said.map(|said| format!("{name}: {said}")).collect()
}
