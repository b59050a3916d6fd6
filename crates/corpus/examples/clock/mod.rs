//! How long work takes, in the processor's own time where the system tells it, since other programs may run beside a measurement.

use std::time::Instant;

/// How finely the system tells what a program has worked, as Linux has it.
///
/// * Unit: seconds.
const TICK: f64 = 0.01;

/// The shortest of several times that something takes.
///
/// * Unit: seconds of one core.
pub fn best_of<T>(n_rounds: u32, mut run: impl FnMut() -> T) -> (T, f64) {
    let mut best = f64::MAX;
    let mut done = None;
    for _ in 0..n_rounds {
        let (start, before) = (Instant::now(), worked());
        done = Some(run());
        let wall = start.elapsed().as_secs_f64();
        // What is as short as the system's tick is better told by the clock.
        let own = before.zip(worked()).map(|(before, after)| after - before).filter(|own| *own >= 20.0 * TICK);
        best = best.min(own.unwrap_or(wall));
    }
    (done.expect("it ran"), best)
}

/// How long all threads of this program have worked; `None` where the system does not say.
///
/// * Unit: seconds.
fn worked() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything: the 12th and 13th fields from there on.
    let (_, fields) = told.rsplit_once(')')?;
    let mut ticks = fields.split_whitespace().skip(11).take(2).map(|field| field.parse::<f64>().ok());
    Some((ticks.next()?? + ticks.next()??) * TICK)
}
