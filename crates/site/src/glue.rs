//! wasm-bindgen's script without what the wasm no longer asks for: the optimiser that ran after wasm-bindgen has found some of it to
//! be of no use.

/// How wasm-bindgen 0.2.130 indents what the wasm may import.
const ENTRY: &str = "        __wb";
/// The end of those.
const END: &str = "    };";

/// The script without the functions that are not among the wasm's `imports`, and without helpers that only those called.
///
/// A script that is shortened already, or indented otherwise, stays as it is.
pub fn pruned(glue: &str, imports: &[&str]) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut is_wanted = true;
    for line in glue.split_inclusive('\n') {
        if line.starts_with(ENTRY) {
            let name = line.split(':').next().unwrap_or_default().trim();
            is_wanted = !line.contains(": function(") || imports.contains(&name);
        } else if line.starts_with(END) {
            is_wanted = true;
        }
        if is_wanted {
            out.push_str(line);
        }
    }
    while let Some((from, to)) = uncalled(&out) {
        out.replace_range(from..to, "");
    }
    out
}

/// From where to where a function stands at the outermost level that nothing else in the script names.
fn uncalled(script: &str) -> Option<(usize, usize)> {
    let starts = script.match_indices("\nfunction ").map(|(at, _)| at + 1);
    starts.into_iter().find_map(|from| {
        let to = from + script[from..].find("\n}\n")? + 3;
        let name = script[from + "function ".len()..].split('(').next()?;
        let is_named = [&script[..from], &script[to..]].iter().any(|rest| rest.contains(name));
        (!is_named).then_some((from, to))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = "function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_1: function(arg0) {
            const ret = debugString(arg0);
            return ret;
        },
        __wbg_b_2: function() { return handleError(function (arg0) {
            arg0.go();
        }, arguments); },
    };
    return import0;
}

function debugString(val) {
    return debugString(val[0]);
}

function handleError(f, args) {
    return f(args);
}

export { __wbg_get_imports };
";

    #[test]
    fn what_is_not_asked_for_goes_and_takes_with_it_what_only_it_called() {
        let pruned_to = |imports: &[&str]| pruned(GLUE, imports);
        assert_eq!(pruned_to(&["__wbg_a_1", "__wbg_b_2"]), GLUE);
        for (kept, stays, goes) in
            [("__wbg_a_1", "debugString", "handleError"), ("__wbg_b_2", "handleError", "debugString")]
        {
            let script = pruned_to(&[kept]);
            assert!(script.contains(kept) && script.contains(stays) && !script.contains(goes), "{script}");
            assert!(script.contains("return import0;") && script.contains("export {"), "{script}");
            assert_eq!(pruned(&script, &[kept]), script);
        }
    }

    #[test]
    fn a_shortened_script_stays_as_it_is() {
        let short = "const import0 = {\na0: function(a) {\nreturn f(a);\n},\n};\n";
        assert_eq!(pruned(short, &[]), short);
    }
}
