//! How values become bytes and come back: every field in its order, nothing named.
//!
//! Written out rather than derived by serde: page and engine are one program of one version, so nothing need be skipped,
//! renamed or explained, and the codec is a quarter as much to download. Reading never fails on the way: what does not fit
//! gives an empty value and is remembered, and whoever reads looks once, at the end.

use std::rc::Rc;

use newsprint_model::{
    ArticleNumber, Coordinates, DateEvidence, DateRule, DateSpan, Day, EntityKind, Facts, MergeRule, PublicationDate,
    Quoted, Variant, WikidataNumber,
};
use newsprint_search::{
    ArticleEntity, ArticleView, Begun, Bucket, Choice, Correction, DateFilter, EditionInfo, EntityLabel, Facet,
    FacetCounts, FacetRequest, FacetValue, Fallback, Filters, Histogram, Hit, NameRead, QueryProblem, QueryProblemKind,
    Reading, Request, Results, Run, SnippetRequest, Sort,
};

use super::protocol::{Answer, FromEngine, Question, ToEngine};
use super::trouble::Trouble;

/// A value that can cross.
pub trait Wire: Sized {
    /// Writes it behind what is already written.
    fn put(&self, out: &mut Vec<u8>);
    /// Reads it; some value of its kind, and the bytes are broken from there on, when they are of no such value.
    fn take(from: &mut Bytes) -> Self;
}

/// Bytes that are being read.
pub struct Bytes<'a> {
    rest: &'a [u8],
    is_broken: bool,
}

impl<'a> Bytes<'a> {
    /// All of a message's bytes.
    pub fn new(rest: &'a [u8]) -> Bytes<'a> {
        Bytes { rest, is_broken: false }
    }

    /// Whether what was read was all there was, and fitted.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty() && !self.is_broken
    }

    /// Nothing more can be read.
    fn breaks(&mut self) {
        self.rest = &[];
        self.is_broken = true;
    }

    #[inline(never)]
    fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((&byte, rest)) => {
                self.rest = rest;
                byte
            }
            None => {
                self.breaks();
                0
            }
        }
    }

    #[inline(never)]
    fn slice(&mut self, length: usize) -> &'a [u8] {
        match self.rest.split_at_checked(length) {
            Some((taken, rest)) => {
                self.rest = rest;
                taken
            }
            None => {
                self.breaks();
                &[]
            }
        }
    }
}

impl Wire for u64 {
    /// Seven bits to a byte, lowest first; a set high bit says that more follow.
    #[inline(never)]
    fn put(&self, out: &mut Vec<u8>) {
        let mut left = *self;
        while left > 0x7f {
            out.push(left as u8 | 0x80);
            left >>= 7;
        }
        out.push(left as u8);
    }

    #[inline(never)]
    fn take(from: &mut Bytes) -> u64 {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = from.byte();
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return value;
            }
        }
        from.breaks();
        0
    }
}

impl Wire for u32 {
    #[inline(never)]
    fn put(&self, out: &mut Vec<u8>) {
        u64::from(*self).put(out);
    }
    #[inline(never)]
    fn take(from: &mut Bytes) -> u32 {
        u64::take(from) as u32
    }
}

impl Wire for f32 {
    fn put(&self, out: &mut Vec<u8>) {
        self.to_bits().put(out);
    }
    fn take(from: &mut Bytes) -> f32 {
        f32::from_bits(u32::take(from))
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn take(from: &mut Bytes) -> bool {
        from.byte() != 0
    }
}

impl Wire for String {
    #[inline(never)]
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        out.extend_from_slice(self.as_bytes());
    }
    #[inline(never)]
    fn take(from: &mut Bytes) -> String {
        let length = u32::take(from) as usize;
        String::from_utf8(from.slice(length).to_vec()).unwrap_or_else(|_| {
            from.breaks();
            String::new()
        })
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (self.len() as u32).put(out);
        self.iter().for_each(|item| item.put(out));
    }
    fn take(from: &mut Bytes) -> Vec<T> {
        let mut items = Vec::new();
        // No more is made than there are bytes for, whatever the count says.
        for _ in 0..u32::take(from) {
            if from.is_broken {
                break;
            }
            items.push(T::take(from));
        }
        items
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        self.iter().for_each(|value| value.put(out));
    }
    fn take(from: &mut Bytes) -> Option<T> {
        bool::take(from).then(|| T::take(from))
    }
}

impl<T: Wire> Wire for Rc<T> {
    fn put(&self, out: &mut Vec<u8>) {
        (**self).put(out);
    }
    fn take(from: &mut Bytes) -> Rc<T> {
        Rc::new(T::take(from))
    }
}

impl<T: Wire, E: Wire> Wire for Result<T, E> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_ok().put(out);
        match self {
            Ok(value) => value.put(out),
            Err(error) => error.put(out),
        }
    }
    fn take(from: &mut Bytes) -> Result<T, E> {
        if bool::take(from) { Ok(T::take(from)) } else { Err(E::take(from)) }
    }
}

impl<T: Wire + Copy + Default, const N: usize> Wire for [T; N] {
    fn put(&self, out: &mut Vec<u8>) {
        self.iter().for_each(|item| item.put(out));
    }
    fn take(from: &mut Bytes) -> [T; N] {
        let mut items = [T::default(); N];
        items.iter_mut().for_each(|item| *item = T::take(from));
        items
    }
}

impl Wire for Day {
    fn put(&self, out: &mut Vec<u8>) {
        (self.0 as u32).put(out);
    }
    fn take(from: &mut Bytes) -> Day {
        Day(u32::take(from) as i32)
    }
}

impl Wire for ArticleNumber {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }
    fn take(from: &mut Bytes) -> ArticleNumber {
        ArticleNumber(u32::take(from))
    }
}

/// What is not there crosses as numbers that are none.
impl Wire for Facts {
    fn put(&self, out: &mut Vec<u8>) {
        let degrees = |n: i16| u32::from(n as u16);
        let place = self.coordinates.map_or([u32::MAX; 2], |it| [degrees(it.latitude), degrees(it.longitude)]);
        place.put(out);
        self.wikidata.map_or(u32::MAX, |item| item.0).put(out);
    }
    fn take(from: &mut Bytes) -> Facts {
        let ([latitude, longitude], item) = (<[u32; 2]>::take(from), u32::take(from));
        let place = Coordinates { latitude: latitude as i16, longitude: longitude as i16 };
        Facts {
            coordinates: (latitude != u32::MAX).then_some(place),
            wikidata: (item != u32::MAX).then_some(WikidataNumber(item)),
        }
    }
}

impl Wire for Fallback {
    fn put(&self, out: &mut Vec<u8>) {
        let Fallback::MostWords { n_words, n_held, missing } = self;
        n_words.put(out);
        n_held.put(out);
        missing.put(out);
    }
    fn take(from: &mut Bytes) -> Fallback {
        Fallback::MostWords { n_words: Wire::take(from), n_held: Wire::take(from), missing: Wire::take(from) }
    }
}

/// A struct crosses as its fields; an enum as the number of its variant, and that one's fields.
macro_rules! crosses {
    ($(struct $name:ident { $($field:ident),* })*) => {$(
        impl Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let $name { $($field),* } = self;
                $($field.put(out);)*
            }
            fn take(from: &mut Bytes) -> $name {
                $name { $($field: Wire::take(from)),* }
            }
        }
    )*};
    ($(enum $name:ident { $($variant:ident $(($($part:ident),*))? $({ $($field:ident),* })?),* })*) => {$(
        impl Wire for $name {
            fn put(&self, out: &mut Vec<u8>) {
                let mut nth = 0_u8;
                $(
                    if let $name::$variant $(($($part),*))? $({ $($field),* })? = self {
                        out.push(nth);
                        $($($part.put(out);)*)?
                        $($($field.put(out);)*)?
                        return;
                    }
                    nth += 1;
                )*
                let _ = nth;
            }
            fn take(from: &mut Bytes) -> $name {
                const N_VARIANTS: u8 = [$(stringify!($variant)),*].len() as u8;
                let wanted = from.byte();
                if wanted >= N_VARIANTS {
                    from.breaks();
                }
                let mut nth = 0_u8;
                $(
                    nth += 1;
                    // The last one stands for every number that is none.
                    if wanted < nth || nth == N_VARIANTS {
                        return $name::$variant
                            $(($({ let $part = Wire::take(from); $part }),*))?
                            $({ $($field: Wire::take(from)),* })?;
                    }
                )*
                Wire::take(from)
            }
        }
    )*};
}

crosses! {
    struct DateSpan { earliest, latest }
    struct DateEvidence { rule, passages, reason }
    struct PublicationDate { span, evidence }
    struct Quoted { paragraph, start, end, speaker }
    struct Variant { text, n_mentions, rule }
    struct Choice { facet, value, exclude }
    struct Filters { choices, date }
    struct Request { query, typing, filters, sort, offset, limit, n_facet_values, exact, strict_names, with_meant }
    struct Run { text, hit, entity }
    struct EntityLabel { id, name, kind }
    struct Hit {
        article, id, score, title, title_derived, date, source, byline, lang, snippet, entities, n_versions, versions
    }
    struct FacetValue { value, label, n_articles, chosen }
    struct FacetCounts { facet, values, n_values, has_more }
    struct Bucket { span, n_articles, n_possible }
    struct Histogram { buckets, n_undated, n_uncertain }
    struct QueryProblem { start, end, kind }
    struct Correction { start, end, typed, shown, also }
    struct NameRead { start, end, label }
    struct Begun { start, end, words }
    struct Results {
        n_hits, n_others, n_possible, fallback, problems, corrections, names, begun, did_you_mean, hits, facets, dates
    }
    struct Reading { query, typing, exact, strict_names }
    struct SnippetRequest { reading, articles }
    struct FacetRequest { search, facet, prefix, offset, limit }
    struct EditionInfo { name, n_articles, dates, n_entities, n_bytes, licence, hash }
    struct ArticleView {
        article, id, title, title_derived, date, byline, source, url, lang, paragraphs, n_hits, is_extract, entities, quotations
    }
    struct ArticleEntity { label, n_mentions, n_articles, variants, facts, related }
}

crosses! {
    enum DateRule { Metadata, Dateline, WeekdayAndDay, Bounds }
    enum EntityKind { Person, Organisation, Place }
    enum MergeRule {
        Same, Folded, Joined, Honorific, Inflected, Surname, BuiltInAlias, Acronym, Romanisation, AlsoCalled, Given,
        Omitted, Script, Form, Corrected
    }
    enum Facet { Person, Org, Place, Source, Lang, Mentioned }
    enum DateFilter { Within(span), Possibly(span), Undated }
    enum Sort { Relevance, Newest, Oldest }
    enum QueryProblemKind { UnclosedQuote, UnclosedGroup, StrayClose, NothingToApply, OnlyExclusions, TooLong, NoDate }
    enum Trouble { Unreachable { file }, Damaged { file, detail }, TooNew { file }, Broken(reason) }
    enum Question { Info, Search(request), Snippets(request), Article { id, reading }, Facet(request), Cards { articles, ids }, Entities { facet, ids } }
    enum Answer { Info(info), Search(results), Snippets(snippets), Article(article), Facet(counts), Cards(hits), Entities(entities) }
    enum ToEngine { Ask { id, question }, Withdraw { id } }
    enum FromEngine { Ready, Answered { id, result } }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
