//! Where a table's rows end, told before any of them is read.

use super::Rows;

impl Rows {
    /// How many bytes, from the start, are whole rows.
    ///
    /// * Shape: `bytes` begin where the last block that was passed on ended; `is_all` says that nothing follows them, or that a row may be no
    ///   longer than they are. Then the answer is above zero: where a quotation mark is never closed, its line alone is the row, and so are those of
    ///   all others that open one behind it.
    /// * Cost: linear, over all blocks of a file too.
    pub fn whole(&mut self, bytes: &[u8], is_all: bool) -> usize {
        if self.n_bytes < self.torn_until {
            let n_torn = usize::try_from(self.torn_until - self.n_bytes).unwrap_or(usize::MAX);
            return self.whole_lines(bytes, n_torn, is_all);
        }
        let mut end = 0;
        let mut state = Scan::FieldStart;
        for (at, &byte) in bytes.iter().enumerate() {
            state = state.after(byte, self.layout.delimiter);
            if byte == b'\n' && state == Scan::FieldStart {
                end = at + 1;
            }
        }
        match (is_all, state) {
            (true, Scan::Quoted) if end == 0 => {
                self.torn_until = self.n_bytes.saturating_add(bytes.len() as u64);
                self.whole_lines(bytes, bytes.len(), true)
            }
            (true, Scan::Quoted) | (false, _) => end,
            (true, _) => bytes.len(),
        }
    }

    /// How many bytes, from the start, are whole rows where no quotation mark that is open at a line's end is closed: the lines before the first
    /// such, or else that one; of those that begin within the first `n_torn` bytes.
    fn whole_lines(&self, bytes: &[u8], n_torn: usize, is_all: bool) -> usize {
        let mut end = 0;
        let mut state = Scan::FieldStart;
        for (at, &byte) in bytes.iter().enumerate() {
            state = state.after(byte, self.layout.delimiter);
            if byte == b'\n' {
                match state {
                    Scan::FieldStart if at + 1 < n_torn => end = at + 1,
                    Scan::Quoted if end > 0 => return end,
                    _ => return at + 1,
                }
            }
        }
        if is_all && (state != Scan::Quoted || end == 0) { bytes.len() } else { end }
    }
}

/// Where in a row a byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scan {
    FieldStart,
    Unquoted,
    Quoted,
    /// Behind a quotation mark in a quoted field: its end, or one half of a doubled mark.
    Mark,
}

impl Scan {
    fn after(self, byte: u8, delimiter: u8) -> Scan {
        match (self, byte) {
            (Scan::Quoted, b'"') => Scan::Mark,
            (Scan::Quoted, _) => Scan::Quoted,
            (Scan::FieldStart | Scan::Mark, b'"') => Scan::Quoted,
            (_, b'\n') => Scan::FieldStart,
            (_, byte) if byte == delimiter => Scan::FieldStart,
            _ => Scan::Unquoted,
        }
    }
}
