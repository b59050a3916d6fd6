//! How far a build has come, on one line of the terminal; nothing where nobody watches.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use newsprint_edition::Progress;
use newsprint_text::grouped;

/// How often the line is drawn anew.
const EVERY: Duration = Duration::from_millis(100);
/// What tells a terminal to cut off at its edge, so that a line stays one however narrow it is; and to wrap again.
const CUT_OFF: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";
/// How many characters the bar has.
const BAR: usize = 24;

/// The line.
#[derive(Debug)]
pub struct Bar {
    is_shown: bool,
    drawn: Option<Instant>,
    n_chars: usize,
}

impl Bar {
    /// A bar on standard error, if that is a terminal.
    pub fn on_terminal() -> Bar {
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        Bar { is_shown: io::stderr().is_terminal() && !is_dumb, drawn: None, n_chars: 0 }
    }

    /// So many articles have been read.
    pub fn read(&mut self, n_articles: u32) {
        self.draw(false, || format!("Reading: {} articles", grouped(u64::from(n_articles))));
    }

    /// Writing has come so far.
    pub fn wrote(&mut self, progress: Progress) {
        let (what, n, of, unit) = match progress {
            Progress::Analysed { n, of } => ("Indexing", u64::from(n), u64::from(of), "articles"),
            Progress::Merged { n, of } => ("Merging", n, of, "words"),
        };
        self.draw(n == of, || line(what, n, of, unit));
    }

    /// Takes the line off, so that something else can be said.
    pub fn clear(&mut self) {
        if self.n_chars > 0 {
            let (cut, wrap) = if cfg!(unix) { (CUT_OFF, WRAP) } else { ("", "") };
            self.put(&format!("{cut}\r{}\r{wrap}", " ".repeat(self.n_chars)));
            self.n_chars = 0;
        }
        self.drawn = None;
    }

    fn draw(&mut self, at_once: bool, text: impl FnOnce() -> String) {
        if !self.is_shown || (!at_once && self.drawn.is_some_and(|drawn| drawn.elapsed() < EVERY)) {
            return;
        }
        let text = text();
        let n_chars = text.chars().count();
        let (cut, wrap) = if cfg!(unix) { (CUT_OFF, WRAP) } else { ("", "") };
        self.put(&format!("{cut}\r{text}{}{wrap}", " ".repeat(self.n_chars.saturating_sub(n_chars))));
        self.n_chars = n_chars;
        self.drawn = Some(Instant::now());
    }

    fn put(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        // Standard error gone leaves nobody to tell.
        let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.clear();
    }
}

fn line(what: &str, n: u64, of: u64, unit: &str) -> String {
    let n_full = (n.min(of) * BAR as u64).checked_div(of).unwrap_or(BAR as u64) as usize;
    let bar = format!("{}{}", "█".repeat(n_full), "░".repeat(BAR - n_full));
    format!("{what} {bar} {} of {} {unit}", grouped(n), grouped(of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills() {
        for (n, of, n_full) in [(0, 10, 0), (5, 10, BAR / 2), (10, 10, BAR), (0, 0, BAR), (7, 5, BAR)] {
            let line = line("Merging", n, of, "words");
            assert_eq!(line.matches('█').count(), n_full, "{line}");
            assert_eq!(line.matches('░').count(), BAR - n_full, "{line}");
        }
    }
}
