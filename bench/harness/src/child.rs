//! A program run to its end, and what it took.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use wait4::Wait4 as _;

/// What a program took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// From its start to its end, in seconds.
    pub wall_s: f64,
    /// On all processors together, in seconds.
    pub cpu_s: f64,
    /// The most memory that it, or a program that it started, held at once, in bytes.
    pub peak_bytes: u64,
    /// How many processors the rest of the machine kept busy meanwhile, in the mean; `None` where nobody tells.
    #[serde(default)]
    pub others: Option<f64>,
    /// Why it did not end well; `None` when it did.
    pub failed: Option<String>,
}

/// Runs a program; it is ended when it takes longer than a bound.
///
/// * `log` takes all that it says.
/// * Errors: it cannot be started. That it fails is told in what is returned.
pub fn run(command: &mut Command, log: &Path, bound: Duration) -> Result<Taken> {
    let said = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
    let errors = said.try_clone().with_context(|| format!("cannot write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(said).stderr(errors);
    let (started, busy_before) = (Instant::now(), busy_s());
    let mut child = command.spawn().with_context(|| format!("cannot start {command:?}"))?;
    let id = child.id();
    // A program that hangs would hold up all the others; and what it starts and does not wait for is told by nobody later.
    let (ended, wait) = std::sync::mpsc::channel::<()>();
    let guard = thread::spawn(move || {
        let mut family = Family::default();
        while started.elapsed() < bound {
            family.look(id);
            if wait.recv_timeout(LOOK_EVERY) != Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                return (false, family);
            }
        }
        // Its children go with it when they find their pipes closed.
        let _ = Command::new("kill").arg("-KILL").arg(id.to_string()).status();
        (true, family)
    });
    let result = child.wait4().context("cannot wait for a program")?;
    let wall_s = started.elapsed().as_secs_f64();
    drop(ended);
    let (is_late, family) = guard.join().unwrap_or_default();
    let usage = result.rusage;
    let cpu_s = (usage.utime + usage.stime).as_secs_f64().max(family.cpu_s());
    let peak_bytes = usage.maxrss.max(family.peak_bytes());
    let busy = busy_before.zip(busy_s()).map(|(before, after)| after - before);
    let others = busy.filter(|_| wall_s > 1.0).map(|busy| ((busy - cpu_s) / wall_s).max(0.0));
    let failed = if is_late {
        Some(format!("was ended after {} s", bound.as_secs()))
    } else if result.status.success() {
        None
    } else {
        let said = std::fs::read_to_string(log).unwrap_or_default();
        let last = said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("without a word").trim();
        Some(format!("{}: {last}", result.status))
    };
    Ok(Taken { wall_s, cpu_s, peak_bytes, others, failed })
}

/// How often a running program and what it started are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// A program and all that it started, as they were when last looked at: processors' seconds and peak bytes by process.
#[derive(Default)]
struct Family(BTreeMap<u32, (f64, u64)>);

impl Family {
    /// Looks at a process and its descendants, where the machine tells of them.
    fn look(&mut self, id: u32) {
        let read = |name: &str| std::fs::read_to_string(format!("/proc/{id}/{name}")).unwrap_or_default();
        let stat = read("stat");
        // The name of the program, in brackets, may hold anything.
        let after = stat.rsplit_once(')').map_or("", |(_, after)| after);
        let ticks: Vec<f64> = after.split_whitespace().skip(11).take(2).filter_map(|n| n.parse().ok()).collect();
        let status = read("status");
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        if let ([user, system], Some(peak_kb)) = (&ticks[..], peak) {
            let peak_kb: u64 = peak_kb;
            self.0.insert(id, ((user + system) / TICKS_PER_SECOND, peak_kb << 10));
        }
        for child in read(&format!("task/{id}/children")).split_whitespace().filter_map(|id| id.parse().ok()) {
            self.look(child);
        }
    }

    fn cpu_s(&self) -> f64 {
        self.0.values().map(|(cpu_s, _)| cpu_s).sum()
    }

    /// The most that one of them held at once.
    fn peak_bytes(&self) -> u64 {
        self.0.values().map(|(_, peak)| *peak).max().unwrap_or(0)
    }
}

/// Linux tells programs so many ticks, whatever the kernel's own clock.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds that all processors together have worked since the machine started; `None` where nobody tells.
fn busy_s() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/stat").ok()?;
    let of_all: Vec<f64> =
        stat.lines().next()?.split_whitespace().skip(1).filter_map(|ticks| ticks.parse().ok()).collect();
    // User, nice, system; then idle and waiting, interrupts, and what the machine under this one took.
    let worked = [0, 1, 2, 5, 6, 7].iter().filter_map(|column| of_all.get(*column));
    Some(worked.sum::<f64>() / TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_took_and_how_it_ended_is_told() {
        let log = std::env::temp_dir().join(format!("newsprint-bench-child-{}", std::process::id()));
        let bound = Duration::from_secs(60);
        let fine = run(Command::new("sh").args(["-c", "echo fine"]), &log, bound).unwrap();
        assert_eq!(fine.failed, None);
        assert!(fine.peak_bytes > 100_000, "{fine:?}");
        let failed = run(Command::new("sh").args(["-c", "echo oh no; exit 3"]), &log, bound).unwrap();
        assert!(failed.failed.is_some_and(|why| why.ends_with("oh no")));
        std::fs::remove_file(&log).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_program_starts_and_does_not_wait_for_counts() {
        let log = std::env::temp_dir().join(format!("newsprint-bench-family-{}", std::process::id()));
        // The shell's child holds thirty megabytes until the shell has gone.
        let held = "head -c 30000000 /dev/zero | tail -c 30000000 | (sleep 0.6; cat) > /dev/null & sleep 0.5; exit 0";
        let taken = run(Command::new("sh").args(["-c", held]), &log, Duration::from_secs(60)).unwrap();
        assert!(taken.peak_bytes > 25_000_000, "{taken:?}");
        std::fs::remove_file(&log).unwrap();
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let log = std::env::temp_dir().join(format!("newsprint-bench-hang-{}", std::process::id()));
        let late = run(Command::new("sleep").arg("600"), &log, Duration::from_millis(50)).unwrap();
        assert!(late.failed.is_some_and(|why| why.starts_with("was ended after")));
        std::fs::remove_file(&log).unwrap();
    }
}
