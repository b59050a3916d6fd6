//! How fast articles are tagged and their spellings joined, natively and in WebAssembly: the default corpus again and again, the same each time.
//!
//! `cargo xtask eval` shows what it prints; it is a measurement only where the code is optimised.

mod support;

use newsprint_entities::tag;
use support::default_corpus;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// How often the rate is taken; the median counts.
const N_TIMES: usize = if cfg!(debug_assertions) { 1 } else { 9 };

/// How often the corpus is tagged each time: clocks of browsers tell milliseconds.
const N_RUNS: usize = if cfg!(debug_assertions) { 1 } else { 6 };

/// Milliseconds that the process has run on a core, as Node.js tells: on a machine that others use, too, the clock tells how busy they are.
#[cfg(target_arch = "wasm32")]
fn now() -> f64 {
    let micros = js_sys::eval("process.cpuUsage().user + process.cpuUsage().system");
    micros.ok().and_then(|micros| micros.as_f64()).map_or_else(js_sys::Date::now, |micros| micros / 1000.0)
}

/// Milliseconds that this thread has run on a core, as Linux tells; elsewhere the clock's.
#[cfg(not(target_arch = "wasm32"))]
fn now() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static FIRST: OnceLock<Instant> = OnceLock::new();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanos.map_or_else(|| FIRST.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0, |nanos| nanos / 1e6)
}

#[test]
fn the_default_corpus_is_tagged_alike_every_time() {
    let articles = default_corpus();
    let texts = articles.iter().flat_map(|article| {
        let title = (!article.title_derived).then_some(article.title.as_str());
        title.into_iter().chain(article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()))
    });
    let n_words: usize =
        texts.map(|text| text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()).sum();
    // The first run reads the lists and the model.
    let first = tag(&articles);
    assert!(first.entities.len() > 50);
    let mut rates: Vec<f64> = Vec::new();
    for _ in 0..N_TIMES {
        let start = now();
        for _ in 0..N_RUNS {
            assert_eq!(tag(&articles).mentions, first.mentions);
        }
        rates.push((n_words * N_RUNS) as f64 / (now() - start) * 1000.0);
    }
    rates.sort_by(f64::total_cmp);
    let told = format!("{:.0} words/s, median of {N_TIMES} times {} words", rates[N_TIMES / 2], n_words * N_RUNS);
    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::console_log!("{told}");
    #[cfg(not(target_arch = "wasm32"))]
    println!("{told}");
}
