//! What the reader asks for: words, filters, order, page, and the article that is open.

use newsprint_model::{DateSpan, Day};
use newsprint_search::{Choice, DateFilter, Facet, Filters, Request, Sort};

use crate::route::{read_span, span_value};

/// What the reader asks for. Equal views have equal addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The words, as typed.
    pub query: String,
    /// Chosen facet values: sorted, distinct, none empty, none both included and left out.
    pub choices: Vec<Choice>,
    /// Chosen dates.
    pub date: Option<DateFilter>,
    /// Whether the dates on show are those that texts speak of, not those of publication.
    pub mentioned: bool,
    /// Whether every word is taken as typed, misspelt or not.
    pub exact: bool,
    /// Whether names are taken as typed, other spellings of whoever bears them left aside.
    pub strict_names: bool,
    /// The order of the list.
    pub sort: Sort,
    /// Page of the list, from 0.
    pub page: u32,
    /// The view of the supplement that is open, one of [`View::LEAVES`].
    pub leaf: Option<&'static str>,
    /// What a view of the supplement sets beside the list: its own to read; empty while none is open.
    pub beside: String,
    /// The id of the open article, or of the one that a view of the supplement is about.
    pub doc: Option<String>,
    /// The hit of the article that the reader stands at, from 0; 0 without one.
    pub hit: u32,
    /// The paragraph of the article that a link leads to, or that a view of the supplement is about, from 1; 0 for none.
    pub paragraph: u32,
}

impl View {
    /// How many hits a page of the list shows.
    pub const PAGE_SIZE: u32 = 10;
    /// The last page an address may name, so that `page * PAGE_SIZE` never overflows.
    pub const LAST_PAGE: u32 = 99_999_998;
    /// The last hit an address may name.
    pub const LAST_HIT: u32 = 999_999_998;
    /// The last paragraph an address may name.
    pub const LAST_PARAGRAPH: u32 = 999_999_999;
    /// The views of the supplement, by their names in an address.
    pub const LEAVES: [&str; 13] = [
        "about",
        "batch",
        "cite",
        "compare",
        "components",
        "entity",
        "export",
        "help",
        "map",
        "notebook",
        "together",
        "versions",
        "why",
    ];
    /// How many values of a facet are shown before "show more".
    pub const N_FACET_VALUES: u32 = 8;

    /// The view with a facet value chosen, or taken back when it was chosen in the same sense already.
    pub fn toggled(mut self, facet: Facet, value: String, exclude: bool) -> View {
        let choice = Choice { facet, value, exclude };
        let had = self.choices.contains(&choice);
        self.choices.retain(|other| (other.facet, &other.value) != (choice.facet, &choice.value));
        if !had && !choice.value.is_empty() {
            // Where it belongs, rather than at the end and sorted: a sorting routine is 2 KB of everybody's download.
            let at = self.choices.partition_point(|other| *other < choice);
            self.choices.insert(at, choice);
        }
        self
    }

    /// How a facet value is chosen: `Some(true)` when left out.
    pub fn chosen(&self, facet: Facet, value: &str) -> Option<bool> {
        self.choices.iter().find(|choice| choice.facet == facet && choice.value == value).map(|choice| choice.exclude)
    }

    /// The same list narrowed to texts that speak of some time, or of any; what is left out stays left out.
    pub fn mentioning(mut self, span: Option<DateSpan>) -> View {
        self.choices.retain(|choice| choice.facet != Facet::Mentioned || choice.exclude);
        match span {
            Some(span) => self.toggled(Facet::Mentioned, span_value(whole_months(span)), false),
            None => self,
        }
    }

    /// The time that the list is narrowed to by what texts speak of; `None` where it is not, or is by several.
    pub fn mentions(&self) -> Option<DateSpan> {
        let mut chosen = self.choices.iter().filter(|choice| choice.facet == Facet::Mentioned && !choice.exclude);
        let only = chosen.next().filter(|_| chosen.next().is_none())?;
        read_span(&only.value)
    }

    /// How many filters narrow the list.
    pub fn n_filters(&self) -> u32 {
        self.choices.len() as u32 + u32::from(self.date.is_some())
    }

    /// Whether every article is shown.
    pub fn is_everything(&self) -> bool {
        self.query.trim().is_empty() && self.n_filters() == 0
    }

    /// The id of the article that is open in the app.
    pub fn open(&self) -> Option<&String> {
        self.doc.as_ref().filter(|_| self.leaf.is_none())
    }

    /// The same list, whatever is open beside it or in its place.
    pub fn list(&self) -> View {
        View { leaf: None, beside: String::new(), doc: None, hit: 0, paragraph: 0, ..self.clone() }
    }

    /// The search that counts what the list holds, by facet and date. One and the same for every page and order of a list.
    pub fn counting(&self) -> Request {
        Request { sort: Sort::Relevance, offset: 0, limit: 0, n_facet_values: View::N_FACET_VALUES, ..self.request() }
    }

    /// The search that fills the list, without any counts.
    ///
    /// The last word counts as still being typed until something follows it, as a space does when Enter is pressed: a half-typed name already finds, and
    /// an address with half a name finds the same again.
    pub fn request(&self) -> Request {
        Request {
            query: self.query.clone(),
            typing: ends_in_word(&self.query),
            filters: Filters { choices: self.choices.clone(), date: self.date },
            sort: self.sort,
            offset: self.page * View::PAGE_SIZE,
            limit: View::PAGE_SIZE,
            n_facet_values: 0,
            exact: self.exact,
            strict_names: self.strict_names,
            with_meant: false,
        }
    }
}

/// Whether nothing follows the last word of a query, which may be half a word.
pub(super) fn ends_in_word(query: &str) -> bool {
    query.chars().next_back().is_some_and(char::is_alphanumeric)
}

/// A span from the first day of its first month to the last of its last one.
fn whole_months(span: DateSpan) -> DateSpan {
    let month = |day: Day| {
        let (year, month, _) = day.ymd();
        DateSpan::month(year, month).unwrap_or(span)
    };
    DateSpan { earliest: month(span.earliest).earliest, latest: month(span.latest).latest }
}
