//! One step of a chore: says what it does and how long it took, keeps what the program said, and shows the end of
//! that when it fails.

use std::fs::{self, File};
use std::io::{IsTerminal, Write as _, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// How many of the last lines of a failed program's output are shown.
const N_LINES_OF_FAILURE: usize = 60;

/// How often a step that is still going says so where lines cannot be rewritten (a log, not a terminal).
const STILL_GOING: Duration = Duration::from_secs(30);

/// A finished step: how it ended and everything that it printed.
pub struct Finished {
    /// Whether the program ended well.
    pub ok: bool,
    /// Standard output and standard error, as they came.
    pub output: String,
    /// Where the same text lies.
    pub log: PathBuf,
}

/// Runs a program to its end, showing one line of progress; an error when it cannot be started or ends badly.
pub fn run(root: &Path, what: &str, command: &mut Command) -> Result<String> {
    let finished = run_to_end(root, what, command)?;
    if finished.ok {
        return Ok(finished.output);
    }
    show_the_end(&finished.output);
    bail!("{what}: failed. The command was `{}`; all it said is in {}", shown(command), finished.log.display());
}

/// Runs a program to its end, however it ends; an error only when it cannot be started.
pub fn run_to_end(root: &Path, what: &str, command: &mut Command) -> Result<Finished> {
    let log = log_path(root, what)?;
    let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let errors = file.try_clone().with_context(|| format!("cannot write {}", log.display()))?;
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors)
        .spawn()
        .with_context(|| format!("{what}: cannot start `{}`", shown(command)))?;
    let (ended, wait) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait()));
    let status = watch(what, &log, started, &wait)?;
    let took = started.elapsed();
    let mark = if status.success() { "ok  " } else { "FAIL" };
    println!("{}{mark} {what} ({})", line_start(), seconds(took));
    let output = String::from_utf8_lossy(&fs::read(&log).unwrap_or_default()).into_owned();
    Ok(Finished { ok: status.success(), output, log })
}

/// Says that a step was not needed, and why.
pub fn skipped(what: &str, why: &str) {
    println!("ok   {what} ({why})");
}

/// Prints the last lines of what a program said.
pub fn show_the_end(output: &str) {
    let lines: Vec<&str> = output.lines().collect();
    let first = lines.len().saturating_sub(N_LINES_OF_FAILURE);
    if first > 0 {
        println!("     … {first} lines left out");
    }
    for line in &lines[first..] {
        println!("     {line}");
    }
}

/// A command as it could be typed.
pub fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

/// A duration as people say it: `0.4 s`, `12 s`, `3 min 05 s`.
pub fn seconds(took: Duration) -> String {
    match took.as_secs() {
        0..10 => format!("{:.1} s", took.as_secs_f32()),
        n @ 10..120 => format!("{n} s"),
        n => format!("{} min {:02} s", n / 60, n % 60),
    }
}

/// Waits for the program and says every so often that it is still going.
fn watch(
    what: &str,
    log: &Path,
    started: Instant,
    wait: &mpsc::Receiver<std::io::Result<ExitStatus>>,
) -> Result<ExitStatus> {
    let is_terminal = stdout().is_terminal();
    let tick = if is_terminal { Duration::from_secs(1) } else { STILL_GOING };
    loop {
        match wait.recv_timeout(tick) {
            Ok(status) => return status.with_context(|| format!("{what}: lost sight of the program")),
            Err(RecvTimeoutError::Disconnected) => bail!("{what}: lost sight of the program"),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let said: String = last_line(log).chars().take(60).collect();
        let line = format!("{}…    {what}, {} so far: {said}", line_start(), seconds(started.elapsed()));
        if is_terminal {
            print!("{line}")
        } else {
            println!("{line}")
        }
        // A progress line that cannot be shown is no reason to stop.
        let _ = stdout().flush();
    }
}

/// Goes back to the start of a terminal's line and wipes it; nothing elsewhere.
fn line_start() -> &'static str {
    if stdout().is_terminal() { "\r\x1b[2K" } else { "" }
}

/// The last line that a program wrote, without the control characters of its own progress bars.
fn last_line(log: &Path) -> String {
    let text = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
    let line = text.split(['\n', '\r']).map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("");
    line.chars().filter(|c| !c.is_control()).collect()
}

/// Where a step's output is kept: `target/xtask/<what>.log`.
fn log_path(root: &Path, what: &str) -> Result<PathBuf> {
    let folder = root.join("target").join("xtask");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let name: String = what.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    Ok(folder.join(format!("{name}.log")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_people_say_them() {
        for (ms, said) in
            [(400, "0.4 s"), (9_940, "9.9 s"), (12_000, "12 s"), (119_000, "119 s"), (185_000, "3 min 05 s")]
        {
            assert_eq!(seconds(Duration::from_millis(ms)), said);
        }
    }

    #[test]
    fn a_failed_program_is_an_error_that_names_its_command_and_its_log() {
        let root = std::env::temp_dir().join(format!("newsprint-xtask-{}", std::process::id()));
        let error = run(&root, "failing on purpose", Command::new("cargo").arg("no-such-command")).unwrap_err();
        let said = format!("{error:#}");
        assert!(said.contains("cargo no-such-command"), "{said}");
        assert!(said.contains("failing-on-purpose.log"), "{said}");
        fs::remove_dir_all(root).unwrap();
    }
}
