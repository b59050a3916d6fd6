//! What stays in memory of each article while its text lies in the spill: a few dozen bytes.

use newsprint_model::{Article, DateSpan, Found, MonthMentioned};

use super::WriteError;
use super::lexicon::Lexicon;
use super::outside::Spill;
use super::spool::put_article;
use crate::bytes::put_str;
use crate::checksum::checksum;

/// Bytes gathered before they go to the spill together.
const BUFFER_BYTES: usize = 1 << 20;

/// No text: an article without a source.
pub(super) const NONE: u32 = u32::MAX;

/// Many short byte strings, one after another.
#[derive(Default)]
pub(super) struct Strings {
    bytes: Vec<u8>,
    ends: Vec<u64>,
}

impl Strings {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        self.ends.push(self.bytes.len() as u64);
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, nth: usize) -> &[u8] {
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[nth] as usize]
    }

    /// A string that went in as text.
    pub(super) fn text(&self, nth: usize) -> &str {
        std::str::from_utf8(self.get(nth)).unwrap_or_default()
    }

    pub(super) fn n_bytes(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * 8
    }
}

/// Rows of numbers, one after another.
#[derive(Default)]
pub(super) struct Rows {
    numbers: Vec<u32>,
    ends: Vec<u64>,
}

impl Rows {
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.numbers.extend(row);
        self.ends.push(self.numbers.len() as u64);
    }

    pub(super) fn row(&self, nth: usize) -> &[u32] {
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.numbers[start as usize..self.ends[nth] as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many numbers all rows have together.
    pub(super) fn n_numbers(&self) -> usize {
        self.numbers.len()
    }

    /// The other way round: for each number below `n`, the rising rows that hold it.
    pub(super) fn inverted(&self, n: usize) -> Rows {
        let mut starts = vec![0u64; n + 1];
        self.numbers.iter().for_each(|number| starts[*number as usize + 1] += 1);
        for nth in 0..n {
            starts[nth + 1] += starts[nth];
        }
        let ends = starts[1..].to_vec();
        let mut numbers = vec![0; self.numbers.len()];
        for nth in 0..self.len() {
            for number in self.row(nth) {
                let at = &mut starts[*number as usize];
                numbers[*at as usize] = nth as u32;
                *at += 1;
            }
        }
        Rows { numbers, ends }
    }

    pub(super) fn n_bytes(&self) -> usize {
        self.numbers.capacity() * 4 + self.ends.capacity() * 8
    }
}

/// The articles that have been given, in that order.
#[derive(Default)]
pub(super) struct Shelf {
    pub ids: Strings,
    pub spans: Vec<Option<DateSpan>>,
    /// Where each article begins in the spill, and behind the last one where it ends.
    starts: Vec<u64>,
    /// Bytes of headline and text.
    pub n_text: Vec<u32>,
    pub lang_names: Lexicon,
    pub langs: Vec<u32>,
    pub source_names: Lexicon,
    pub sources: Vec<u32>,
    /// The entities that each article names, by the numbers they were given with; rising, distinct.
    pub names: Rows,
    pub month_names: Lexicon,
    /// The months that each article speaks of, and their years; rising, distinct.
    pub months: Rows,
    /// A checksum over everything taken in.
    pub digest: u64,
    /// How many words of each article are shown; `None` for all.
    pub n_shown: Option<u32>,
    buffer: Vec<u8>,
    n_spilled: u64,
}

impl Shelf {
    pub(super) fn len(&self) -> usize {
        self.n_text.len()
    }

    /// Takes an article in.
    pub(super) fn add(
        &mut self,
        article: &Article,
        found: Found<'_>,
        spill: &mut impl Spill,
    ) -> Result<(), WriteError> {
        if self.len() >= crate::MAX_ARTICLES as usize {
            return Err(WriteError::TooManyArticles { n_articles: self.len() + 1 });
        }
        let n_text =
            article.title.len() + article.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum::<usize>();
        if n_text > 1 << 30 {
            return Err(WriteError::TooLong { id: article.id.clone() });
        }
        let mentions = found.mentions.iter().map(|mention| (mention.start, mention.end));
        let mut stretches = mentions.chain(found.quotations.iter().map(|said| (said.start, said.end)));
        if stretches.any(|(start, end)| end < start) {
            let reason = format!("a mention or quotation in article `{}` ends before it starts", article.id);
            return Err(WriteError::Mismatch { reason });
        }
        let start = self.buffer.len();
        self.starts.push(self.n_spilled + start as u64);
        put_article(&mut self.buffer, article, found, self.n_shown);
        let mentioned = found.mentions.iter().map(|mention| mention.entity);
        let mut names: Vec<u32> = mentioned.chain(found.supplied.iter().copied()).map(|entity| entity.0).collect();
        names.sort_unstable();
        names.dedup();
        // What entities the article names is told by their numbers in the end: those it is given with may be any.
        let mut alone = Vec::new();
        put_article(&mut alone, article, Found::default(), self.n_shown);
        let mut told = self.digest.to_le_bytes().to_vec();
        told.extend_from_slice(&checksum(&alone, 0).to_le_bytes());
        for text in [article.id.as_str(), &article.lang, article.source.as_deref().unwrap_or_default()] {
            put_str(&mut told, text);
        }
        self.digest = checksum(&told, 0);
        self.names.push(names);
        // Whoever speaks of a month speaks of its year: both are counted exactly.
        let each = found.months.iter().flat_map(|month| [month.of_year(), *month]);
        let mut months: Vec<u32> =
            each.map(|month: MonthMentioned| self.month_names.number(month.to_string().as_bytes())).collect();
        months.sort_unstable();
        months.dedup();
        self.months.push(months);
        self.ids.push(article.id.as_bytes());
        self.spans.push(article.date.as_ref().map(|date| date.span));
        self.n_text.push(n_text as u32);
        self.langs.push(self.lang_names.number(article.lang.as_bytes()));
        let source = article.source.as_deref();
        self.sources.push(source.map_or(NONE, |source| self.source_names.number(source.as_bytes())));
        if self.buffer.len() >= BUFFER_BYTES { self.flush(spill) } else { Ok(()) }
    }

    /// Ends the taking in.
    pub(super) fn close(&mut self, spill: &mut impl Spill) -> Result<(), WriteError> {
        self.flush(spill)?;
        self.buffer = Vec::new();
        self.starts.push(self.n_spilled);
        Ok(())
    }

    fn flush(&mut self, spill: &mut impl Spill) -> Result<(), WriteError> {
        let at = spill.append(&self.buffer).map_err(WriteError::spill)?;
        debug_assert!(self.buffer.is_empty() || at == self.n_spilled, "articles come first in the spill");
        self.n_spilled = at + self.buffer.len() as u64;
        self.buffer.clear();
        Ok(())
    }

    /// Appends some articles' bytes to `out`, in the order asked for, and says where each ends there. Neighbours are read together.
    pub(super) fn read(
        &self,
        articles: &[u32],
        spill: &mut impl Spill,
        out: &mut Vec<u8>,
    ) -> Result<Vec<usize>, WriteError> {
        let place = |article: u32| (self.starts[article as usize], self.starts[article as usize + 1]);
        let mut ends = Vec::with_capacity(articles.len());
        let mut nth = 0;
        while nth < articles.len() {
            let (start, mut end) = place(articles[nth]);
            let offset = out.len() as u64;
            ends.push((offset + end - start) as usize);
            nth += 1;
            while let Some((_, next_end)) = articles.get(nth).map(|next| place(*next)).filter(|next| next.0 == end) {
                end = next_end;
                ends.push((offset + end - start) as usize);
                nth += 1;
            }
            let before = out.len();
            out.resize(before + (end - start) as usize, 0);
            spill.read(start, &mut out[before..]).map_err(WriteError::spill)?;
        }
        Ok(ends)
    }

    /// Roughly what it holds in memory.
    pub(super) fn n_bytes(&self) -> usize {
        self.ids.n_bytes()
            + self.names.n_bytes()
            + self.months.n_bytes()
            + self.spans.capacity() * 12
            + self.starts.capacity() * 8
            + (self.n_text.capacity() + self.langs.capacity() + self.sources.capacity()) * 4
            + self.buffer.capacity()
    }
}
