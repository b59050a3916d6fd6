//! Every sentence the reader sees. They stand in `www/words/`, a file for each language; a sentence that is missing from one fails a test, and one
//! that nobody wrote fails the build.

mod catalogue;
mod dates;
#[cfg(not(target_arch = "wasm32"))]
mod digits;
mod table;

use newsprint_model::{Coordinates, DateRule, DateSpan, EntityKind, MergeRule};
use newsprint_search::{Facet, Fallback, QueryProblemKind, Sort};

use crate::data::Trouble;
use crate::state::Theme;

pub(crate) use catalogue::{Gap, Lines, filled, lines, now};
pub use catalogue::{bring, is_here};

/// A language that the interface speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Persian.
    Fa,
    /// Arabic.
    Ar,
}

impl Language {
    /// All of them, in the order of the menu.
    pub const ALL: [Language; 3] = [Language::En, Language::Fa, Language::Ar];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fa => "fa",
            Language::Ar => "ar",
        }
    }

    /// The language of a tag, region and script set aside: `fa-AF` is Persian.
    pub fn tagged(tag: &str) -> Option<Language> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Language::ALL.into_iter().find(|language| language.tag() == primary)
    }

    /// The first language of a list, most wanted first, that the interface speaks.
    pub fn wanted<'a>(tags: impl IntoIterator<Item = &'a str>) -> Option<Language> {
        tags.into_iter().find_map(Language::tagged)
    }

    /// Its own name for itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::Fa => "فارسی",
            Language::Ar => "العربية",
        }
    }

    /// Which way it is written: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        match self {
            Language::En => "ltr",
            Language::Fa | Language::Ar => "rtl",
        }
    }

    /// Its sentences; the English ones until they are [here](bring).
    pub fn words(self) -> &'static Words {
        catalogue::words(self)
    }

    /// Hundredths of a degree as degrees, without their sign: `35.69`.
    #[inline(never)]
    pub fn degrees(self, hundredths: i16) -> String {
        let all = u32::from(hundredths.unsigned_abs());
        [self.tenths(all / 10), self.number(all % 10)].concat()
    }

    /// Tenths of something as a decimal fraction: `3.2`.
    pub fn tenths(self, tenths: u32) -> String {
        let point = if self == Language::En { "." } else { "٫" };
        [&*self.number(tenths / 10), point, &self.number(tenths % 10)].concat()
    }

    /// Where a place lies: `35.69° N, 51.39° E`.
    pub fn coordinates(self, Coordinates { latitude, longitude }: Coordinates) -> String {
        let Words { compass: [north, south, east, west], comma, .. } = *self.words();
        let (ns, ew) = (if latitude < 0 { south } else { north }, if longitude < 0 { west } else { east });
        [&*self.degrees(latitude), ns, comma, &self.degrees(longitude), ew].concat()
    }

    /// A number as it is written there.
    #[cfg(target_arch = "wasm32")]
    pub fn number(self, n: u32) -> String {
        let digits = n.to_string();
        crate::js::page::answer("number", &[self.tag(), " ", &digits].concat()).unwrap_or(digits)
    }

    /// A day, month, year or range, in words and in its shortest unmistakable form.
    pub fn span(self, span: DateSpan) -> String {
        dates::span(self, span)
    }

    /// A span as the Persian calendar and the Islamic one have it; `None` where an end is open, and where the browser knows no calendars.
    pub fn elsewhere(self, span: DateSpan) -> Option<String> {
        dates::elsewhere(self, span)
    }

    /// When an article was published, or that nobody knows.
    pub fn date(self, span: Option<DateSpan>) -> String {
        span.map_or_else(|| self.words().undated.to_owned(), |span| self.span(span))
    }
}

/// A language's own name, for the language filter, as the browser knows it; the tag itself where it does not.
#[cfg(target_arch = "wasm32")]
pub fn language_name(tag: &str) -> String {
    crate::js::page::answer("language", tag).unwrap_or_else(|| tag.to_owned())
}

/// A language's own name where there is no browser; the tag itself where we do not know it.
#[cfg(not(target_arch = "wasm32"))]
pub fn language_name(tag: &str) -> String {
    newsprint_text::language_names(tag).map_or(tag, |names| names.own).to_owned()
}

/// Every sentence of the interface in one language. A function takes what the sentence speaks of.
#[expect(missing_docs, reason = "www/words/en.txt shows each sentence; a second copy here would only drift from it")]
#[derive(Clone, Copy)]
pub struct Words {
    // Getting around.
    pub skip_to_results: &'static str,
    pub home: &'static str,
    pub close: &'static str,
    pub retry: &'static str,
    pub reload: &'static str,

    // Masthead.
    pub holdings: fn(n_articles: u32, dates: Option<DateSpan>) -> String,
    pub naming: fn(n_people: u32, n_organisations: u32, n_places: u32) -> String,

    // Search box.
    pub search_label: &'static str,
    pub search_hint: &'static str,
    pub search: &'static str,
    pub clear_search: &'static str,
    pub help: &'static str,
    pub notebook: &'static str,
    pub batch: &'static str,
    pub map: &'static str,
    pub compare: &'static str,
    pub problem: fn(kind: QueryProblemKind, passage: &str) -> String,

    // Filters.
    pub filters: &'static str,
    pub filters_chosen: fn(n: u32) -> String,
    pub show_results: fn(n: u32) -> String,
    pub current_view: &'static str,
    pub facet: fn(facet: Facet) -> &'static str,
    pub find_in: fn(facet: Facet) -> &'static str,
    pub nothing_found_in: fn(facet: Facet, typed: &str) -> String,
    pub leave_out: fn(name: &str) -> String,
    pub left_out: fn(name: &str) -> String,
    pub remove: fn(filter: &str) -> String,
    pub words_chip: fn(query: &str) -> String,
    pub clear_all: &'static str,
    pub copy_link: &'static str,
    pub link_copied: &'static str,
    pub link_not_copied: &'static str,
    pub show_more: fn(n: u32) -> String,
    pub show_fewer: &'static str,
    pub by_name: &'static str,
    pub alphabet: &'static str,
    pub most_frequent_by_name: fn(n: u32) -> String,

    // Dates.
    pub dates: &'static str,
    pub published: &'static str,
    pub mentioned: &'static str,
    pub no_mentions: &'static str,
    pub mentioning: fn(dates: &str) -> String,
    pub undated: &'static str,
    pub n_undated: fn(n: u32) -> String,
    pub n_uncertain: fn(n: u32) -> String,
    pub from: &'static str,
    pub to: &'static str,
    pub apply: &'static str,
    pub all_dates: &'static str,
    pub wrong_order: &'static str,
    pub no_date: fn(typed: &str) -> String,
    pub date_hint: &'static str,
    pub bar: fn(span: DateSpan, n: u32, n_possible: u32) -> String,
    pub choose_dates: &'static str,
    pub period: &'static str,
    pub certain: &'static str,
    pub possible: &'static str,
    pub possibly: fn(dates: &str) -> String,
    pub chart_hint: &'static str,
    pub also_possible: &'static str,

    // The list.
    pub articles: &'static str,
    pub n_articles: fn(n: u32) -> String,
    pub n_of_articles: fn(n: u32, n_all: u32) -> String,
    pub sort: &'static str,
    pub sort_name: fn(sort: Sort) -> &'static str,
    pub title_derived: &'static str,
    pub names_in: fn(title: &str) -> String,
    pub more_possible: fn(n: u32) -> String,
    pub include_possible: &'static str,
    pub fallback: fn(fallback: &Fallback) -> String,
    pub other_hits: &'static str,
    pub export: &'static str,
    pub together: &'static str,
    pub why_here: &'static str,
    pub in_versions: fn(n_versions: u32) -> String,
    pub read_as: fn(queries: &str) -> String,
    pub search_as_typed: fn(query: &str) -> String,
    pub name_read: fn(typed: &str, names: &str) -> String,
    pub only_these_letters: &'static str,
    pub did_you_mean: &'static str,
    pub begun: fn(typed: &str, words: &str) -> String,
    pub names_as_typed: &'static str,
    pub every_spelling: &'static str,
    pub taken_as_typed: &'static str,
    pub put_right: &'static str,
    pub passages_failed: &'static str,
    pub counts_failed: &'static str,
    pub pages: &'static str,
    pub page_of: fn(page: u32, n_pages: u32) -> String,
    pub previous: &'static str,
    pub next: &'static str,
    pub past_the_end: &'static str,
    pub first_page: &'static str,

    // Nothing, waiting, failed.
    pub no_result: &'static str,
    pub no_result_for: fn(what: &str) -> String,
    pub comma: &'static str,
    pub relax: &'static str,
    pub without: fn(filter: &str) -> String,
    pub any_date: &'static str,
    pub empty_corpus: &'static str,
    pub empty_corpus_hint: &'static str,
    pub waiting: &'static str,
    pub failed: &'static str,
    pub trouble: fn(trouble: &Trouble) -> String,
    pub no_such_article: &'static str,
    pub offline: &'static str,
    pub new_edition: &'static str,

    // The article.
    pub back_to_list: &'static str,
    pub close_article: &'static str,
    pub hits: &'static str,
    pub hit_of: fn(hit: u32, n_hits: u32) -> String,
    pub previous_hit: &'static str,
    pub next_hit: &'static str,
    pub mark_names: &'static str,
    pub by: fn(name: &str) -> String,
    pub why_this_date: &'static str,
    pub why_undated: &'static str,
    pub date_rule: fn(rule: DateRule) -> &'static str,
    pub rests_on: &'static str,
    pub named_here: &'static str,
    pub extract: &'static str,
    pub original: &'static str,
    pub print: &'static str,
    pub cite: &'static str,
    pub keep: &'static str,

    // An entity.
    pub kind: fn(kind: EntityKind) -> &'static str,
    pub n_mentions: fn(n: u32) -> String,
    pub spellings: &'static str,
    pub spelling: &'static str,
    pub mentions: &'static str,
    pub why_joined: &'static str,
    pub merge_rule: fn(rule: MergeRule) -> &'static str,
    pub named_in: fn(n_articles: u32) -> String,
    pub only_with: fn(name: &str) -> String,
    pub all_about: fn(name: &str) -> String,
    pub supplied: &'static str,
    /// North, south, east and west, behind degrees; what stands between the two of a place.
    pub compass: [&'static str; 4],
    pub related: &'static str,

    // Reader's settings.
    pub display: &'static str,
    pub theme: &'static str,
    pub theme_name: fn(theme: Theme) -> &'static str,
    pub text_size: &'static str,
    pub sizes: [&'static str; 4],
    pub shortcuts: &'static str,
    pub language: &'static str,

    // The last line.
    pub privacy: &'static str,
    pub about: &'static str,
    pub open_whole: &'static str,

    // Days.
    #[cfg(not(target_arch = "wasm32"))]
    pub months: [&'static str; 12],
    pub from_day: fn(day: &str) -> String,
    pub until_day: fn(day: &str) -> String,
    pub any_day: &'static str,
}

#[cfg(test)]
mod tests;
