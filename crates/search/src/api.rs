//! What a search is asked and what it answers: plain values, small enough to cross to a worker and back.

use newsprint_model::{ArticleNumber, DateSpan, EntityKind, Facts, PublicationDate, Quoted, Variant};
use serde::{Deserialize, Serialize};

/// A property whose values can be chosen and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Facet {
    /// People named; values are entity ids.
    Person,
    /// Organisations named; values are entity ids.
    Org,
    /// Places named; values are entity ids.
    Place,
    /// The publisher's source; values are its name.
    Source,
    /// The language; values are BCP 47 tags.
    Lang,
    /// The months that texts speak of, `2023-11`, and their years, `2023`, with or without a month. `2023-10..2024-02` is whatever lies between, open
    /// where an end is missing. Counted only by a [`FacetRequest`].
    Mentioned,
}

impl Facet {
    /// All facets, in the order readers see them.
    pub const ALL: [Facet; 6] = [Facet::Person, Facet::Org, Facet::Place, Facet::Source, Facet::Lang, Facet::Mentioned];

    /// Those whose values are counted with every search that counts: what else there is costs readers who do not look.
    pub const COUNTED: [Facet; 5] = [Facet::Person, Facet::Org, Facet::Place, Facet::Source, Facet::Lang];

    /// What it is called in addresses and queries.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Person => "person",
            Facet::Org => "org",
            Facet::Place => "place",
            Facet::Source => "source",
            Facet::Lang => "lang",
            Facet::Mentioned => "mentions",
        }
    }

    /// The facet that holds entities of a kind.
    pub fn of(kind: EntityKind) -> Facet {
        match kind {
            EntityKind::Person => Facet::Person,
            EntityKind::Organisation => Facet::Org,
            EntityKind::Place => Facet::Place,
        }
    }
}

/// One chosen value. Included values of one facet are alternatives (OR); facets narrow each other (AND); an excluded
/// value removes its articles (NOT).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Choice {
    /// Which facet.
    pub facet: Facet,
    /// Which value of it. A value that the edition does not hold matches no article.
    pub value: String,
    /// Leave its articles out instead.
    pub exclude: bool,
}

/// Which publication dates are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateFilter {
    /// Articles whose whole date span lies within.
    Within(DateSpan),
    /// Articles whose date span overlaps: those that may have been published then.
    Possibly(DateSpan),
    /// Articles of which nothing is known.
    Undated,
}

/// Everything that narrows a search, the words aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filters {
    /// Chosen values.
    pub choices: Vec<Choice>,
    /// Chosen dates.
    pub date: Option<DateFilter>,
}

/// The order of the hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best match first; newest first when there are no words. Undated last.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// A search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What the reader typed; empty means every article.
    pub query: String,
    /// Whether the last word is still being typed and so matches as a prefix too.
    pub typing: bool,
    /// What narrows it.
    pub filters: Filters,
    /// The order.
    pub sort: Sort,
    /// How many hits to skip.
    pub offset: u32,
    /// How many hits to return at most.
    pub limit: u32,
    /// How many values of each facet to return at most; 0 leaves facets and dates uncounted.
    pub n_facet_values: u32,
    /// Take every word as typed: nothing is corrected or suggested.
    pub exact: bool,
    /// Take names as typed: an article must spell a word out, and other spellings of the one it names do not count.
    pub strict_names: bool,
    /// Fill a first page of fewer than ten up with articles that hold the query as it may have been meant. They take rounds of their own: who shows a
    /// list while files are on their way asks without them first, and again with them.
    pub with_meant: bool,
}

impl Default for Request {
    fn default() -> Request {
        Request {
            query: String::new(),
            typing: false,
            filters: Filters::default(),
            sort: Sort::Relevance,
            offset: 0,
            limit: 10,
            n_facet_values: 12,
            exact: false,
            strict_names: false,
            with_meant: true,
        }
    }
}

/// What is marked in texts: what a search looks for, read as that search reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// What the reader typed.
    pub query: String,
    /// As [`Request::typing`].
    pub typing: bool,
    /// As [`Request::exact`].
    pub exact: bool,
    /// As [`Request::strict_names`].
    pub strict_names: bool,
}

impl Request {
    /// How its query is read.
    pub fn reading(&self) -> Reading {
        let Request { typing, exact, strict_names, .. } = *self;
        Reading { query: self.query.clone(), typing, exact, strict_names }
    }
}

/// A stretch of text to be shown, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The text itself.
    pub text: String,
    /// Whether it matches the query. In an article, hits are numbered from 0 in reading order; in a snippet every hit is 0.
    pub hit: Option<u32>,
    /// The entity that this stretch names: an index into the `entities` of the same value. Only in article views.
    pub entity: Option<u32>,
}

/// An entity, as much of it as a chip or a mark needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityLabel {
    /// Its id, the facet's value.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
}

/// An article in a list of hits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// Its number in this edition.
    pub article: ArticleNumber,
    /// Its stable id, for URLs.
    pub id: String,
    /// BM25F score in nats, with what words near each other add to the best; 0 without words.
    pub score: f32,
    /// The headline, hits marked.
    pub title: Vec<Run>,
    /// Whether the headline was made by us from the lead.
    pub title_derived: bool,
    /// When it was published, as far as known.
    pub date: Option<DateSpan>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// BCP 47 language tag.
    pub lang: String,
    /// The article's beginning, hits marked; cut at a word's end with `…`. [`SnippetRequest`] asks for the best passage.
    pub snippet: Vec<Run>,
    /// The entities named most, at most six.
    pub entities: Vec<EntityLabel>,
    /// How many articles say nearly the same, this one among them; 0 when no other does.
    pub n_versions: u32,
    /// Those articles, at most 17 of them, this one first or second: the version to be shown first in front. `Engine::cards` lists them.
    pub versions: Vec<ArticleNumber>,
}

/// A facet value and how many articles it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// Value, as in `Choice`.
    pub value: String,
    /// What the reader sees.
    pub label: String,
    /// Articles among the hits, this facet's own included choices set aside; exact.
    pub n_articles: u32,
    /// `Some(false)` when included, `Some(true)` when excluded.
    pub chosen: Option<bool>,
}

/// The values of one facet for the current query and the other filters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetCounts {
    /// Which facet.
    pub facet: Facet,
    /// Chosen values first (even at 0), then by count, then by count in the whole edition, then by label.
    pub values: Vec<FacetValue>,
    /// How many values have at least one article, of those that were counted.
    pub n_values: u32,
    /// Whether values were left uncounted, none of them with more articles than the values asked for.
    pub has_more: bool,
}

/// One bar of the date histogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// The days it covers: one day, one month or one year; where 120 years are not enough, ten or a hundred.
    pub span: DateSpan,
    /// Articles certainly published in it.
    pub n_articles: u32,
    /// Articles whose date range overlaps it without lying within it.
    pub n_possible: u32,
}

/// The hits by publication date; the date filter itself set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// Consecutive buckets of one size, oldest first, at most 120; empty ones included; none when nothing is dated.
    pub buckets: Vec<Bucket>,
    /// Articles with no date at all.
    pub n_undated: u32,
    /// Articles with a range that no single bucket holds.
    pub n_uncertain: u32,
}

/// Something about the query that the reader should know. Never stops the search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryProblem {
    /// First code point of the query concerned.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// What is wrong with it.
    pub kind: QueryProblemKind,
}

/// What can be wrong with a query; the app has the sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QueryProblemKind {
    /// A quotation mark was never closed; read as closed at the end.
    UnclosedQuote,
    /// A parenthesis was never closed; read as closed at the end.
    UnclosedGroup,
    /// A closing parenthesis without its opening one; left out.
    StrayClose,
    /// `OR` or `-` with nothing to apply to; left out.
    NothingToApply,
    /// Only excluded words: everything else is shown.
    OnlyExclusions,
    /// Longer than the engine reads; the rest was left out.
    TooLong,
    /// `date:` with what is no date behind it; read as words.
    NoDate,
}

/// How the hits were found when not as typed. Always said to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fallback {
    /// No article holds all the words; these hold the most of them.
    MostWords {
        /// How many words were asked for.
        n_words: u32,
        /// The most that any one article holds.
        n_held: u32,
        /// Words that no article holds, as typed.
        missing: Vec<String>,
    },
}

/// A word that was read as another one, or may be meant as another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// First code point of the query concerned.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// What stands there, as typed.
    pub typed: String,
    /// What to put there instead: as a name that the shown articles name has it, else in small letters.
    pub shown: String,
    /// Other words that it may be meant as, likeliest first, at most three; a correction searches for them too.
    pub also: Vec<String>,
}

/// A beginning that stands for the commonest of the words that begin so: others were left aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// First code point of the query concerned.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The commonest of the words that were looked for, folded, at most three.
    pub words: Vec<String>,
}

/// Words of the query that were read as somebody's name: articles that name them in any spelling count as holding these words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRead {
    /// First code point of the query concerned.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Who or what it is.
    pub label: EntityLabel,
}

/// The answer to a `Request`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// How many articles match; exact.
    pub n_hits: u32,
    /// How many more follow them in the list because fewer than ten match: best first, those that hold some of two or three words, then those that hold the
    /// query as it may have been meant (`did_you_mean`, once nothing is being typed, and [`Request::with_meant`]). So the hit at place `n` of the whole list, from 0, is one of these from
    /// `n == n_hits` on. Never counted in facets and dates; none in order of date.
    pub n_others: u32,
    /// How many articles may also match: inside `DateFilter::Within`, those whose range overlaps without lying within.
    pub n_possible: u32,
    /// How they were found, when not as typed.
    pub fallback: Option<Fallback>,
    /// What is wrong with the query.
    pub problems: Vec<QueryProblem>,
    /// Words that no article holds, and what was searched for in their place: the hits are for that. In the order typed, apart
    /// from each other. `Request::exact` searches for what was typed.
    pub corrections: Vec<Correction>,
    /// Other spellings that were searched for too. In the order typed; several for one place where several bear the name.
    pub names: Vec<NameRead>,
    /// Beginnings that do not stand for all words that begin so. In the order typed.
    pub begun: Vec<Begun>,
    /// The query with a word of few articles or none put as a far commoner one next to it, where that leaves few hits or none: for the reader to
    /// choose; never among the hits unasked.
    pub did_you_mean: Option<String>,
    /// The hits asked for.
    pub hits: Vec<Hit>,
    /// Counts, one for each of [`Facet::COUNTED`] that the edition has values for.
    pub facets: Vec<FacetCounts>,
    /// Counts by date.
    pub dates: Histogram,
}

/// The best passages of articles that a list already shows; they need the articles' texts, and so come after the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnippetRequest {
    /// What is marked, and decides which passage is best.
    pub reading: Reading,
    /// The articles, at most [`SnippetRequest::MAX_ARTICLES`] of them; those beyond are left out.
    pub articles: Vec<ArticleNumber>,
}

impl SnippetRequest {
    /// The most articles that one question may name: what it may load is bounded.
    pub const MAX_ARTICLES: usize = MAX_ASKED;
}

/// The most articles, or the most people, organisations or places, that one question may name: what it may load is bounded.
pub const MAX_ASKED: usize = 100;

/// The best passage of one article, hits marked; cut at word bounds with `…`. Empty where the query marks nothing in texts:
/// then the lead stands.
pub type Snippet = Vec<Run>;

/// A page of one facet's values, for "Find a person…" and "show more".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetRequest {
    /// The search it counts for; `offset` and `limit` of it are unused.
    pub search: Request,
    /// Which facet.
    pub facet: Facet,
    /// Only values with a word that starts so, folded; empty for all.
    pub prefix: String,
    /// How many values to skip.
    pub offset: u32,
    /// How many values to return at most.
    pub limit: u32,
}

/// What an edition holds, for the masthead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionInfo {
    /// The collection's name.
    pub name: String,
    /// How many articles.
    pub n_articles: u32,
    /// From the earliest to the latest day that an article is certainly known for; `None` when none is.
    pub dates: Option<DateSpan>,
    /// How many people, organisations and places.
    pub n_entities: [u32; 3],
    /// Bytes of the edition's files.
    pub n_bytes: u64,
    /// Under which licence it is published, in the publisher's words; empty where they say nothing.
    pub licence: String,
    /// What tells this edition from every other: 16 hexadecimal digits that change with anything in it.
    pub hash: String,
}

/// An article opened for reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleView {
    /// Its number in this edition.
    pub article: ArticleNumber,
    /// Its stable id.
    pub id: String,
    /// The headline, marked.
    pub title: Vec<Run>,
    /// Whether the headline was made by us from the lead.
    pub title_derived: bool,
    /// When it was published, and how that is known.
    pub date: Option<PublicationDate>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// The publisher's original; only http and https.
    pub url: Option<String>,
    /// BCP 47 language tag.
    pub lang: String,
    /// The paragraphs, hits and entities marked.
    pub paragraphs: Vec<Vec<Run>>,
    /// How many hits are marked in title and paragraphs.
    pub n_hits: u32,
    /// Whether the paragraphs are the beginning of a text that goes on at its source.
    pub is_extract: bool,
    /// The entities it names, most mentions first; `Run::entity` points here.
    pub entities: Vec<ArticleEntity>,
    /// What is quoted in it, in reading order; speakers are places among `entities`. Code points are those of a paragraph's runs together.
    pub quotations: Vec<Quoted>,
}

/// An entity as one article has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleEntity {
    /// Id, name and kind.
    pub label: EntityLabel,
    /// Mentions in this article; 0 when the publisher supplied it and the text does not spell it out.
    pub n_mentions: u32,
    /// Articles of the edition that name it.
    pub n_articles: u32,
    /// Its spellings in the whole edition.
    pub variants: Vec<Variant>,
    /// Where it lies, and what the publisher says that it is.
    pub facts: Facts,
    /// Those that articles name with it more often than chance has it, the most telling first.
    pub related: Vec<EntityLabel>,
}

/// Why an article has its score: that is the sum of those of `leaves` and of `nearness`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The article.
    pub article: ArticleNumber,
    /// Its score in nats: BM25F, and `nearness`.
    pub score: f32,
    /// What words of the query near each other add, where the article is among the twenty best without it; 0 for all others.
    pub nearness: f32,
    /// The words and phrases of the query, in the order typed.
    pub leaves: Vec<LeafExplained>,
}

/// What one word or phrase of a query adds to an article's score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeafExplained {
    /// As typed.
    pub typed: String,
    /// Whether it counts: little words beside others, and what is not wanted, do not.
    pub is_scored: bool,
    /// The words that stand for it and that the article holds.
    pub words: Vec<WordExplained>,
    /// How much it tells, in nats: the rarer, the more.
    pub idf: f32,
    /// How often it stands in the article, by field and length, before saturation; 0 when the article does not hold it.
    pub tf: f32,
    /// `idf` times the saturated `tf`.
    pub score: f32,
}

/// A word of the dictionary that counts for a word of a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WordExplained {
    /// The folded word.
    pub word: String,
    /// Articles that hold it.
    pub n_articles: u32,
    /// How often it stands in the article, by field and length.
    pub tf: f32,
}
