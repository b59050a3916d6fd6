//! Files that are read piece by piece: JSON Lines and tables, never more of them held than a block and a record.

use std::io::{self, BufRead};

use newsprint_corpus::{Format, Imported, JsonLines, MAX_RECORD_BYTES, ReadOptions, Rows};

/// How much of a file is read in one piece, to its last record's end.
const BLOCK_BYTES: usize = 1 << 20;

/// A file that is being read.
pub enum Stream {
    /// JSON Lines.
    Lines(OpenLines),
    /// A table.
    Rows(OpenRows),
}

/// Some of a file that can be read apart from the rest.
pub enum Block {
    /// Whole lines.
    Lines(JsonLines, Vec<u8>),
    /// A line too long to be held: its bytes and its code points.
    LongLine(JsonLines, u64, u64),
    /// The end of a file of lines.
    LinesEnd(JsonLines),
    /// Whole rows.
    Rows(Rows, Vec<u8>),
    /// The end of a table.
    RowsEnd(Rows),
}

impl Stream {
    /// Whether a file with this beginning can be read in pieces.
    pub fn can_begin(format: Format, file: &str, head: &[u8], options: &ReadOptions) -> bool {
        match format {
            Format::JsonLines => {
                !head.is_empty() && !head.starts_with(&[0xFF, 0xFE]) && !head.starts_with(&[0xFE, 0xFF])
            }
            Format::Table => !head.is_empty() && Rows::begin(file, head, options).is_some(),
            _ => false,
        }
    }

    /// Begins to read a file in pieces; `None` when it has to be read as a whole.
    ///
    /// * Shape: `head` is the file's beginning, at least its first row; `source` begins with it too.
    pub fn begin(
        format: Format,
        file: &str,
        head: &[u8],
        source: Box<dyn BufRead>,
        options: &ReadOptions,
    ) -> Option<Stream> {
        if !Stream::can_begin(format, file, head, options) {
            return None;
        }
        match format {
            Format::Table => Rows::begin(file, head, options)
                .map(|reader| Stream::Rows(OpenRows { source, reader, held: Vec::new(), n_over: 0 })),
            _ => Some(Stream::Lines(OpenLines { source, reader: JsonLines::new(file, options), long: None })),
        }
    }

    /// The next block; `None` at the file's end.
    ///
    /// * Errors: the file cannot be read further.
    pub fn next_block(&mut self) -> io::Result<Option<Block>> {
        match self {
            Stream::Lines(lines) => lines.next_block(),
            Stream::Rows(rows) => rows.next_block(),
        }
    }

    /// What is to be said at the file's end.
    pub fn end(self) -> Block {
        match self {
            Stream::Lines(lines) => Block::LinesEnd(lines.reader),
            Stream::Rows(rows) => Block::RowsEnd(rows.reader),
        }
    }
}

impl Block {
    /// Reads it; `done_with` is called after each line with what there is, so that an article is done with before the next one is read.
    pub fn read(self, imported: &mut Imported, done_with: &mut dyn FnMut(&mut Imported)) {
        match self {
            Block::Lines(mut reader, bytes) => {
                for line in bytes.split_inclusive(|&byte| byte == b'\n') {
                    reader.read_line(line, imported);
                    done_with(imported);
                }
            }
            Block::LongLine(mut reader, n_bytes, n_chars) => reader.skip_line(n_bytes, n_chars, imported),
            Block::LinesEnd(reader) => reader.finish(imported),
            Block::Rows(reader, bytes) => reader.read_block(&bytes, imported),
            Block::RowsEnd(reader) => reader.finish(imported),
        }
        done_with(imported);
    }
}

/// A file of JSON Lines that is being read.
pub struct OpenLines {
    source: Box<dyn BufRead>,
    reader: JsonLines,
    /// A line that did not fit the last block.
    long: Option<(u64, u64)>,
}

impl OpenLines {
    /// The next block of whole lines, or a line too long for any; `None` at the file's end.
    fn next_block(&mut self) -> io::Result<Option<Block>> {
        if let Some((n_bytes, n_chars)) = self.long.take() {
            let reader = self.reader.fork(&[]);
            self.reader.skip_line(n_bytes, n_chars, &mut Imported::default());
            return Ok(Some(Block::LongLine(reader, n_bytes, n_chars)));
        }
        let mut bytes = Vec::new();
        while bytes.len() < BLOCK_BYTES {
            let start = bytes.len();
            let (mut n_bytes, mut n_chars, mut ended) = (0_u64, 0_u64, false);
            while !ended {
                let part = self.source.fill_buf()?;
                if part.is_empty() {
                    break;
                }
                let end = part.iter().position(|&byte| byte == b'\n');
                ended = end.is_some();
                let part = &part[..end.map_or(part.len(), |end| end + 1)];
                n_bytes += part.len() as u64;
                n_chars += code_points(part);
                if bytes.len() - start <= MAX_RECORD_BYTES {
                    bytes.extend_from_slice(part);
                }
                let n_read = part.len();
                self.source.consume(n_read);
            }
            if n_bytes == 0 {
                break;
            }
            if n_bytes > MAX_RECORD_BYTES as u64 {
                self.long = Some((n_bytes, n_chars));
                bytes.truncate(start);
                break;
            }
        }
        if bytes.is_empty() {
            return if self.long.is_some() { self.next_block() } else { Ok(None) };
        }
        let reader = self.reader.fork(&bytes);
        Ok(Some(Block::Lines(reader, bytes)))
    }
}

/// How many code points some bytes hold: every byte that does not continue one begins one.
fn code_points(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u64
}

/// A table that is being read.
pub struct OpenRows {
    source: Box<dyn BufRead>,
    reader: Rows,
    /// What has been read, and how much of it has been handed over.
    held: Vec<u8>,
    n_over: usize,
}

impl OpenRows {
    /// The next block of whole rows; `None` at the file's end.
    fn next_block(&mut self) -> io::Result<Option<Block>> {
        let mut most = BLOCK_BYTES;
        loop {
            let mut is_end = false;
            if self.held.len() - self.n_over < most {
                self.held.drain(..std::mem::take(&mut self.n_over));
            }
            while self.held.len() - self.n_over < most && !is_end {
                let part = self.source.fill_buf()?;
                is_end = part.is_empty();
                let n = part.len();
                self.held.extend_from_slice(part);
                self.source.consume(n);
            }
            let held = &self.held[self.n_over..];
            if held.is_empty() {
                return Ok(None);
            }
            let n_whole = self.reader.whole(held, is_end || held.len() >= MAX_RECORD_BYTES);
            if n_whole > 0 {
                let bytes = held[..n_whole].to_vec();
                self.n_over += n_whole;
                let reader = self.reader.fork(&bytes);
                return Ok(Some(Block::Rows(reader, bytes)));
            }
            // A row longer than a block: the more is read at once, the fewer times it is looked through.
            most = (most * 2).min(MAX_RECORD_BYTES);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn a_table_of_many_blocks_is_read_in_order_and_rows_may_be_longer_than_one() {
        let long = "é".repeat(BLOCK_BYTES);
        let mut text = String::from("title,body\n");
        for nth in 0..2000 {
            text.push_str(&format!("T{nth},\"{}\n\nEnd {nth}.\"\n", "words ".repeat(200)));
        }
        text.push_str(&format!("Long,{long}\nLast,Text.\n"));
        let options = ReadOptions::default();
        let source = Box::new(io::BufReader::new(Cursor::new(text.clone().into_bytes())));
        let mut stream = Stream::begin(Format::Table, "t.csv", &text.as_bytes()[..1000], source, &options).unwrap();
        let mut imported = Imported::default();
        let mut n_blocks = 0;
        while let Some(block) = stream.next_block().unwrap() {
            n_blocks += 1;
            block.read(&mut imported, &mut |_| {});
        }
        stream.end().read(&mut imported, &mut |_| {});
        assert!(n_blocks > 2);
        assert_eq!(imported.problems, []);
        let titles: Vec<&str> = imported.articles.iter().map(|article| article.title.as_str()).collect();
        assert_eq!((titles.len(), titles[1999], titles[2000], titles[2001]), (2002, "T1999", "Long", "Last"));
        let line = |span: newsprint_model::Span| text.chars().take(span.start as usize).filter(|&c| c == '\n').count();
        assert_eq!(line(imported.articles[1999].span), 1 + 3 * 1999);
    }
}
