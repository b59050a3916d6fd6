//! A whole result on its way into a file: page by page, article by article, in pieces that the browser takes at once.

use std::rc::Rc;

use futures::future::join_all;
use newsprint_search::{ArticleEntity, ArticleView, Facet, FacetRequest, MAX_ASKED, Reading, Request};

use super::awaiting::{article, asked, other_kind, search};
use super::cite::link_of;
use super::help::entity_view;
use super::records::{Record, annotation, bibtex, csl, csv, ndjson, ninjs, plain, ris};
use crate::data::{Answer, Client, Question, Trouble};
use crate::js::history;
use crate::js::saving::{Pieces, Stream};
use crate::route::Route;

/// How many articles are asked for at a time: enough that files come beside each other, few enough that little waits in memory.
const N_AT_ONCE: usize = 12;

/// What a file is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table of articles.
    Csv,
    /// An object of JSON on each line.
    Ndjson,
    /// References for reference managers.
    Ris,
    /// Entries for BibTeX.
    Bibtex,
    /// Items for citation processors.
    Csl,
    /// News items of the press's own standard, one on each line.
    Ninjs,
    /// Where names and hits stand.
    Annotations,
    /// A table of the people, organisations and places.
    Entities,
}

impl Format {
    /// All of them, in the order of the menu.
    pub const ALL: [Format; 8] = [
        Format::Csv,
        Format::Ndjson,
        Format::Ris,
        Format::Bibtex,
        Format::Csl,
        Format::Ninjs,
        Format::Annotations,
        Format::Entities,
    ];

    /// The file's media type, and what its name ends with.
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Format::Csv => ("text/csv;charset=utf-8", "csv"),
            Format::Ndjson => ("application/x-ndjson", "ndjson"),
            Format::Ris => ("application/x-research-info-systems", "ris"),
            Format::Bibtex => ("application/x-bibtex", "bib"),
            Format::Csl => ("application/vnd.citationstyles.csl+json", "csl.json"),
            Format::Ninjs => ("application/x-ndjson", "ninjs.ndjson"),
            Format::Annotations => ("application/ld+json", "annotations.jsonld"),
            Format::Entities => ("text/csv;charset=utf-8", "entities.csv"),
        }
    }

    /// Whether the articles' texts may be in it.
    pub fn has_texts(self) -> bool {
        matches!(self, Format::Csv | Format::Ndjson | Format::Ninjs)
    }

    /// What stands before the first article, between two, and after the last.
    fn frame(self, with_text: bool) -> (String, &'static str, &'static str) {
        match self {
            Format::Csv => ([csv::MARK, &csv::article_heads(with_text)].concat(), "", ""),
            Format::Entities => ([csv::MARK, &csv::entity_heads()].concat(), "", ""),
            Format::Csl => ("[\n".to_owned(), ",\n", "\n]\n"),
            Format::Annotations => (annotation::BEGINNING.to_owned(), ",\n", annotation::END),
            Format::Ndjson | Format::Ninjs => (String::new(), "\n", "\n"),
            Format::Bibtex => (String::new(), "\n", ""),
            Format::Ris => (String::new(), "", ""),
        }
    }

    /// An article in this format; empty where it has nothing to say of it.
    fn part(self, record: &Record<'_>, with_text: bool, today: Option<newsprint_model::Day>) -> String {
        match self {
            Format::Csv => csv::article(record, with_text),
            Format::Ndjson => ndjson::article(record, with_text).line(),
            Format::Ris => ris::reference(record, today),
            Format::Bibtex => bibtex::entry(record, today),
            Format::Csl => csl::item(record, today).line(),
            Format::Ninjs => ninjs::item(record, with_text).line(),
            Format::Annotations => {
                let page_of =
                    |label: &_| history::absolute(&Route { view: entity_view(label), ..Route::default() }.href());
                let lines: Vec<String> = annotation::annotations(record, &page_of).iter().map(|it| it.line()).collect();
                lines.join(",\n")
            }
            Format::Entities => String::new(),
        }
    }
}

/// What is wanted.
#[derive(Clone, PartialEq)]
pub struct Order {
    /// Who answers.
    pub client: Client,
    /// The search whose whole result is wanted.
    pub request: Request,
    /// The collection's name.
    pub collection: String,
    /// In which format.
    pub format: Format,
    /// Whether with the articles' texts, where the format has room for them.
    pub with_text: bool,
    /// The day by the device's clock.
    pub today: Option<newsprint_model::Day>,
}

/// Where the file grows.
pub enum Sink {
    /// In the browser, to be saved when it is whole.
    Pieces(Pieces),
    /// On the disk already.
    Stream(Stream),
}

impl Sink {
    async fn add(&mut self, text: &str) -> Result<(), Stop> {
        let is_taken = match self {
            Sink::Pieces(pieces) => pieces.add(text),
            Sink::Stream(stream) => stream.add(text).await,
        };
        is_taken.then_some(()).ok_or(Stop::NoRoom)
    }
}

/// Why a file grows no further.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// A page of the result did not come.
    Page(Trouble),
    /// The browser or the disk takes no more.
    NoRoom,
}

/// An article that did not come.
#[derive(Clone, Debug, PartialEq)]
pub struct Missed {
    /// Its id.
    pub id: String,
    /// Its headline.
    pub title: String,
}

/// A file being made. What has been written is not here any more.
pub struct Making {
    order: Order,
    /// Where it grows.
    pub sink: Sink,
    /// The place of the next hit to be asked for.
    offset: u32,
    is_begun: bool,
    is_all_asked: bool,
    /// How many articles, or how many names, are in it.
    pub n_written: u32,
    /// Whether something stands before the next one.
    is_first: bool,
    /// What did not come so far.
    pub missed: Vec<Missed>,
    /// For the table of names from counts: which facet is next.
    nth_facet: usize,
    /// For the table of names from articles: each with the number of its articles, by id.
    named: Vec<(ArticleEntity, u32)>,
}

/// Told of how far it is: written, and of how many.
pub type OnProgress = Rc<dyn Fn(u32, u32)>;

impl Making {
    /// Of a file that nothing is written of.
    pub fn new(order: Order, sink: Sink) -> Making {
        Making {
            order,
            sink,
            offset: 0,
            is_begun: false,
            is_all_asked: false,
            n_written: 0,
            is_first: true,
            missed: Vec::new(),
            nth_facet: 0,
            named: Vec::new(),
        }
    }

    /// Goes on until all is written, what was missed before first; what is still missed then is in `missed`.
    ///
    /// * Errors: `Stop`; going on again begins where it stopped.
    pub async fn go_on(&mut self, on_progress: &OnProgress) -> Result<(), Stop> {
        if !self.is_begun {
            let (beginning, ..) = self.order.format.frame(self.order.with_text);
            if !beginning.is_empty() {
                self.sink.add(&beginning).await?;
            }
            self.is_begun = true;
        }
        if self.order.format == Format::Entities && !self.counts_by_articles() {
            return self.names(on_progress).await;
        }
        let missed = std::mem::take(&mut self.missed);
        let n_all = self.offset;
        self.articles(missed, n_all, on_progress).await?;
        while !self.is_all_asked {
            let request = Request {
                offset: self.offset,
                limit: MAX_ASKED as u32,
                n_facet_values: 0,
                with_meant: false,
                ..self.order.request.clone()
            };
            let found = search(&self.order.client, request).await.map_err(Stop::Page)?;
            // What follows the hits in the list, as a courtesy, is no part of the result.
            let n_wanted = found.n_hits.saturating_sub(self.offset) as usize;
            let hits = found.hits.iter().take(n_wanted);
            let page: Vec<Missed> = hits.map(|hit| Missed { id: hit.id.clone(), title: plain(&hit.title) }).collect();
            self.offset += page.len() as u32;
            self.is_all_asked = page.is_empty() || self.offset >= found.n_hits;
            self.articles(page, found.n_hits, on_progress).await?;
        }
        if self.missed.is_empty() {
            self.end().await?;
        }
        Ok(())
    }

    /// Writes some articles, in their order; those that do not come are missed.
    async fn articles(&mut self, page: Vec<Missed>, n_all: u32, on_progress: &OnProgress) -> Result<(), Stop> {
        let marks_hits = self.order.format == Format::Annotations;
        let reading = if marks_hits { self.order.request.reading() } else { Reading::default() };
        for few in page.chunks(N_AT_ONCE) {
            let asking = few.iter().map(|one| article(&self.order.client, one.id.clone(), reading.clone()));
            let mut text = String::new();
            for (one, answer) in few.iter().zip(join_all(asking).await) {
                match answer {
                    Ok(Some(article)) => self.take(&article, &mut text),
                    _ => self.missed.push(one.clone()),
                }
            }
            if !text.is_empty() {
                self.sink.add(&text).await?;
            }
            on_progress(self.n_written, n_all);
        }
        Ok(())
    }

    /// Adds an article to a text that is about to be written, or its names to those counted.
    fn take(&mut self, article: &ArticleView, text: &mut String) {
        if self.order.format == Format::Entities {
            for entity in &article.entities {
                let at = self.named.partition_point(|(other, _)| other.label.id < entity.label.id);
                match self.named.get_mut(at).filter(|(other, _)| other.label.id == entity.label.id) {
                    Some((_, n_articles)) => *n_articles += 1,
                    None => self.named.insert(at, (entity.clone(), 1)),
                }
            }
            self.n_written += 1;
            return;
        }
        let link = link_of(&article.id, 0);
        let record = Record { article, link: &link, collection: &self.order.collection, passage: "" };
        let part = self.order.format.part(&record, self.order.with_text, self.order.today);
        if !part.is_empty() {
            if !self.is_first {
                *text += self.order.format.frame(false).1;
            }
            self.is_first = false;
            *text += &part;
        }
        self.n_written += 1;
    }

    /// Writes what comes last, whatever is missed.
    pub async fn end(&mut self) -> Result<(), Stop> {
        let mut named = std::mem::take(&mut self.named);
        if !named.is_empty() {
            self.n_written = named.len() as u32;
            named.sort_by(|(one, n_one), (other, n_other)| {
                n_other.cmp(n_one).then_with(|| one.label.name.cmp(&other.label.name))
            });
            let rows: Vec<String> = named.iter().map(|(entity, n_articles)| csv::entity(entity, *n_articles)).collect();
            self.sink.add(&rows.concat()).await?;
        }
        let (_, _, end) = self.order.format.frame(false);
        // An empty file of lines has none.
        let is_empty = self.is_first && matches!(self.order.format, Format::Ndjson | Format::Ninjs);
        if !end.is_empty() && !is_empty {
            self.sink.add(end).await?;
        }
        match &self.sink {
            Sink::Stream(stream) if !stream.close().await => Err(Stop::NoRoom),
            _ => Ok(()),
        }
    }

    /// Whether names are counted article by article: a facet's counts leave its own chosen values aside, and so are not those of the result.
    fn counts_by_articles(&self) -> bool {
        let of_names = [Facet::Person, Facet::Org, Facet::Place];
        self.order.request.filters.choices.iter().any(|choice| !choice.exclude && of_names.contains(&choice.facet))
    }

    /// Writes the table of names, from the counts of the facets.
    async fn names(&mut self, on_progress: &OnProgress) -> Result<(), Stop> {
        let facets = [Facet::Person, Facet::Org, Facet::Place];
        while let Some(&facet) = facets.get(self.nth_facet) {
            let request = FacetRequest {
                search: self.order.request.clone(),
                facet,
                prefix: String::new(),
                offset: self.offset,
                limit: MAX_ASKED as u32,
            };
            let counts = match asked(&self.order.client, Question::Facet(request)).await.map_err(Stop::Page)? {
                Answer::Facet(counts) => counts,
                _ => return Err(Stop::Page(other_kind())),
            };
            let n = counts.values.len() as u32;
            let ids = counts.values.iter().filter(|value| value.n_articles > 0).map(|value| value.value.clone());
            let ids: Vec<String> = ids.collect();
            let known = match asked(&self.order.client, Question::Entities { facet, ids }).await.map_err(Stop::Page)? {
                Answer::Entities(known) => known,
                _ => return Err(Stop::Page(other_kind())),
            };
            let mut text = String::new();
            for value in counts.values.iter().filter(|value| value.n_articles > 0) {
                if let Some(entity) = known.iter().find(|entity| entity.label.id == value.value) {
                    text += &csv::entity(entity, value.n_articles);
                    self.n_written += 1;
                }
            }
            if !text.is_empty() {
                self.sink.add(&text).await?;
            }
            on_progress(self.n_written, 0);
            self.offset += n;
            if n < MAX_ASKED as u32 {
                self.nth_facet += 1;
                self.offset = 0;
            }
        }
        self.end().await
    }
}
