//! A program that never outlives the test that started it, however the test ends.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running program and all that it started. Dropping this ends them.
///
/// A shell stands between: it starts the program in a process group of its own and reads a pipe that only this process
/// holds. When the pipe closes, because this was dropped or because the whole test process was killed, the shell ends
/// the group: politely first, by force after three seconds.
pub struct Leash(Child);

const SHELL: &str = r#"
"$@" </dev/null &
program=$!
trap "" TERM
cat >/dev/null
kill -TERM 0
( sleep 3; kill -KILL 0 ) &
wait $program
kill -KILL 0
"#;

impl Leash {
    /// Starts a program with these words and settings; what it says goes to `log`.
    pub fn start(words: &[String], settings: &[(&str, String)], log: &Path) -> Leash {
        let said = File::create(log).unwrap_or_else(|error| panic!("cannot write {}: {error}", log.display()));
        let errors = said.try_clone().unwrap_or_else(|error| panic!("cannot write {}: {error}", log.display()));
        let mut command = Command::new("sh");
        command.arg("-c").arg(SHELL).arg("leash").args(words);
        command.envs(settings.iter().map(|(name, value)| (name, value)));
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let child = command.stdin(Stdio::piped()).stdout(said).stderr(errors).spawn();
        Leash(child.unwrap_or_else(|error| panic!("cannot start {}: {error}", words.join(" "))))
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It was killed by its own hand, so how it ended says nothing.
        let _ = self.0.wait();
    }
}
