//! What went wrong with the articles, gathered by kind, so that a million lines with one fault are told as one fault and fill no memory.

use std::collections::HashMap;
use std::io::{self, Write};

use newsprint_model::{Problem, Severity};

/// How many of one kind are kept to be told one by one.
const MOST_KEPT: usize = 10_000;

/// How many of one kind a build tells one by one: who mends them sees the pattern, and `newsprint parse` tells all.
const MOST_TOLD: usize = 50;

/// How many kinds a summary tells of.
const N_KINDS: usize = 5;

/// Problems in the order in which they were found, counted by kind.
#[derive(Debug, Default)]
pub struct Problems {
    kept: Vec<Problem>,
    /// The kind of each that is kept.
    kind_of: Vec<usize>,
    kinds: Vec<Kind>,
    by_key: HashMap<(Severity, String), usize>,
    /// How many of those that are kept have been told.
    n_told: usize,
}

/// Problems that differ only in what they quote and in numbers.
#[derive(Debug)]
struct Kind {
    n: usize,
    /// How many of them have been told.
    n_told: usize,
    /// Which of them is the first of those that are kept.
    first: usize,
    /// The first sentence in pieces; what differs from one to the other is none.
    pieces: Vec<Option<String>>,
}

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        let pieces = pieces(first_sentence(&problem.message));
        let key: String = pieces.iter().map(|(piece, is_fixed)| if *is_fixed { *piece } else { "\0" }).collect();
        let nth = *self.by_key.entry((problem.severity, key)).or_insert(self.kinds.len());
        if nth == self.kinds.len() {
            let pieces = pieces.iter().map(|(piece, _)| Some((*piece).to_owned())).collect();
            self.kinds.push(Kind { n: 0, n_told: 0, first: self.kept.len(), pieces });
        } else {
            for (held, (piece, _)) in self.kinds[nth].pieces.iter_mut().zip(pieces) {
                if held.as_deref().is_some_and(|held| held != piece) {
                    *held = None;
                }
            }
        }
        self.kinds[nth].n += 1;
        if self.kinds[nth].n <= MOST_KEPT {
            self.kept.push(problem);
            self.kind_of.push(nth);
        }
    }

    /// Those that are kept, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.kept.iter()
    }

    /// Whether there is nothing to tell, not even a note.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// How many are of this severity, kept or not.
    pub fn n_of(&self, severity: Severity) -> usize {
        self.kinds.iter().filter(|kind| self.kept[kind.first].severity == severity).map(|kind| kind.n).sum()
    }

    /// How many there are, notes among them.
    pub fn n_all(&self) -> usize {
        self.kinds.iter().map(|kind| kind.n).sum()
    }

    /// How many somebody should see to: errors and warnings.
    pub fn n_faults(&self) -> usize {
        self.n_of(Severity::Error) + self.n_of(Severity::Warning)
    }

    /// Tells on standard error those that have not been told, one line each, a good many of each kind.
    pub fn tell(&mut self) {
        self.tell_to(&mut io::BufWriter::new(io::stderr().lock()), MOST_TOLD);
    }

    /// Tells all that are kept.
    pub fn tell_all(&mut self) {
        self.tell_to(&mut io::BufWriter::new(io::stderr().lock()), usize::MAX);
    }

    fn tell_to(&mut self, to: &mut dyn Write, most: usize) {
        // Standard error gone leaves nobody to tell.
        for (problem, kind) in self.kept.iter().zip(&self.kind_of).skip(self.n_told) {
            let kind = &mut self.kinds[*kind];
            if kind.n_told < most {
                kind.n_told += 1;
                let _ = writeln!(to, "{problem}");
            }
        }
        self.n_told = self.kept.len();
        for kind in &mut self.kinds {
            let n_more = kind.n - kind.n_told;
            if n_more > 0 {
                let told = kind.told();
                let how = if most == usize::MAX { "" } else { "; `newsprint parse` tells where each is" };
                let _ = writeln!(to, "newsprint: and {n_more} more such: {told}{how}");
                kind.n_told = kind.n;
            }
        }
        let _ = to.flush();
    }

    /// By kind, the commonest first: how many, what they say, and where the first is; of notes, or of all else.
    pub fn by_kind(&self, of_notes: bool) -> Vec<String> {
        let is_asked = |kind: &&Kind| (self.kept[kind.first].severity == Severity::Note) == of_notes;
        let mut kinds: Vec<&Kind> = self.kinds.iter().filter(is_asked).collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(kind.n));
        let n_more = kinds.len().saturating_sub(N_KINDS);
        let line = |kind: &&Kind| {
            let first = &self.kept[kind.first];
            let line = first.line.map_or(String::new(), |line| format!(":{line}"));
            format!("{} × {} ({}{line})", kind.n, kind.told(), first.file)
        };
        let mut lines: Vec<String> = kinds.iter().take(N_KINDS).map(line).collect();
        lines.extend((n_more > 0).then(|| format!("and {n_more} more kinds")));
        lines
    }
}

impl Kind {
    /// What all of them say.
    fn told(&self) -> String {
        self.pieces.iter().map(|piece| piece.as_deref().unwrap_or("…")).collect()
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|problem| self.push(problem));
    }
}

/// A message to its first stop: a period or a semicolon that something else follows, or the end.
fn first_sentence(message: &str) -> &str {
    let mut is_quoted = false;
    let mut chars = message.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        is_quoted ^= c == '`';
        let is_last = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if matches!(c, '.' | ';') && is_last && !is_quoted {
            return &message[..at];
        }
    }
    message
}

/// A sentence cut into what is said of all of a kind, and what of one: quotations and words with a digit in them.
fn pieces(sentence: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    for (nth, part) in sentence.split('`').enumerate() {
        if nth % 2 == 1 {
            pieces.extend([("`", true), (part, false), ("`", true)]);
            continue;
        }
        let mut rest = part;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            let start = rest[..at]
                .rfind(|c: char| !c.is_alphanumeric())
                .map_or(0, |before| before + rest[before..].chars().next().map_or(1, char::len_utf8));
            let end = rest[at..].find(|c: char| !c.is_alphanumeric()).map_or(rest.len(), |after| at + after);
            pieces.extend([(&rest[..start], true), (&rest[start..end], false)]);
            rest = &rest[end..];
        }
        pieces.push((rest, true));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(problems: &[(Severity, &str, Option<u32>, &str)]) -> Problems {
        let mut gathered = Problems::default();
        gathered.extend(problems.iter().map(|(severity, file, line, message)| Problem {
            severity: *severity,
            file: (*file).to_owned(),
            line: *line,
            message: (*message).to_owned(),
        }));
        gathered
    }

    #[test]
    fn problems_are_counted_by_what_they_say_and_not_by_what_they_quote() {
        let (warning, note) = (Severity::Warning, Severity::Note);
        let problems = of(&[
            (warning, "a.txt", None, "is empty: put the articles in it."),
            (warning, "b.jsonl", Some(3), "`31 June` is not a date; it was left out."),
            (warning, "b.jsonl", Some(9), "`soon. Or later` is not a date; it was left out."),
            (warning, "c.csv", Some(2), "has 12 fields, and 3 are named."),
            (warning, "c.csv", Some(4), "has 7 fields, and 3 are named."),
            (warning, "c.csv", Some(5), "has 2 fields, and 3 are named."),
            (Severity::Error, "d.txt", None, "is not UTF-8: byte 0xE9 at offset 3. Save it."),
            (Severity::Error, "e.txt", None, "is not UTF-8: byte 0xC7 at offset 3. Save it."),
            (warning, "f.doc", None, "rename it to .txt if it is text. Or not."),
            (note, "g.md", Some(1), "`Mill` is a draft, so it was left out."),
        ]);
        assert_eq!(
            problems.by_kind(false),
            [
                "3 × has … fields, and 3 are named (c.csv:2)",
                "2 × `…` is not a date (b.jsonl:3)",
                "2 × is not UTF-8: byte … at offset 3 (d.txt)",
                "1 × is empty: put the articles in it (a.txt)",
                "1 × rename it to .txt if it is text (f.doc)",
            ]
        );
        assert_eq!(problems.by_kind(true), ["1 × `Mill` is a draft, so it was left out (g.md:1)"]);
        assert_eq!((problems.n_faults(), problems.n_of(Severity::Error), problems.n_of(note)), (9, 2, 1));
        assert_eq!(Problems::default().by_kind(false), [""; 0]);
    }

    #[test]
    fn what_a_hundred_thousand_lines_say_is_told_in_a_few() {
        let mut problems = Problems::default();
        let lines = (1..=100_000).map(|line| Problem {
            severity: Severity::Error,
            file: "a.jsonl".to_owned(),
            line: Some(line),
            message: format!("`{line}` is no article; it was left out."),
        });
        problems.extend(lines);
        let told = |problems: &mut Problems, most| {
            let mut told = Vec::new();
            problems.tell_to(&mut told, most);
            String::from_utf8(told).expect("it is text")
        };
        let first = told(&mut problems, 2);
        let lines: Vec<&str> = first.lines().collect();
        assert_eq!(lines[0], "a.jsonl:1: error: `1` is no article; it was left out.");
        assert!(
            lines.len() == 3 && lines[2].starts_with("newsprint: and 99998 more such: `…` is no article;"),
            "{first}"
        );
        assert_eq!((problems.iter().count(), problems.n_faults()), (MOST_KEPT, 100_000));
        assert_eq!(told(&mut problems, 2), "", "what was told is not told again");
    }
}
