//! The engine over this page's edition: the one the app carries, or the one that lies beside the page.

use std::rc::Rc;

use newsprint_edition::ChunkError;
use newsprint_search::{Engine as EngineOver, SearchError, looks};

use super::desk::Answering;
use super::protocol::{Answer, Question};
use super::trouble::Trouble;
use crate::js::fetch::distrust;

#[cfg(feature = "embedded")]
type Store = newsprint_edition::PackedStore;
#[cfg(not(feature = "embedded"))]
type Store = super::one_file::SiteStore<super::files::Site>;

/// The edition that `build.rs` has made of the default corpus.
#[cfg(feature = "embedded")]
static EDITION: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/edition.pack"));

/// An opened edition and the engine over it.
pub struct Engine(EngineOver<Store>);

/// Opens this page's edition.
///
/// * Errors: its pointer or its boot file cannot be used.
pub async fn open() -> Result<Engine, Trouble> {
    #[cfg(feature = "embedded")]
    let store = Store::new(EDITION).map_err(of_chunk)?;
    #[cfg(not(feature = "embedded"))]
    let store = Store::new(super::files::Site);
    Ok(Engine(EngineOver::open(store).await.map_err(trouble)?))
}

impl Answering for Engine {
    async fn answer(&self, question: Question) -> Result<Answer, Trouble> {
        let Engine(engine) = self;
        let answer = match &question {
            Question::Info => return Ok(Answer::Info(Rc::new(engine.info()))),
            Question::Search(request) => engine.search(request).await.map(|results| Answer::Search(Rc::new(results))),
            Question::Facet(request) => engine.facet(request).await.map(|counts| Answer::Facet(Rc::new(counts))),
            // One future for all the others, for each is code of its own.
            _ => {
                let look = engine.look(|edition| {
                    Ok(match &question {
                        Question::Snippets(request) => Answer::Snippets(Rc::new(looks::snippets(edition, request)?)),
                        Question::Cards { articles, ids } => {
                            Answer::Cards(Rc::new(looks::cards(edition, articles, ids)?))
                        }
                        Question::Entities { facet, ids } => {
                            Answer::Entities(Rc::new(looks::entities(edition, *facet, ids)?))
                        }
                        Question::Article { id, reading } => {
                            Answer::Article(Rc::new(looks::article(edition, id, reading)?.map(Rc::new)))
                        }
                        Question::Info | Question::Search(_) | Question::Facet(_) => {
                            unreachable!("they are answered above")
                        }
                    })
                });
                look.await
            }
        };
        answer.map_err(trouble)
    }
}

fn trouble(error: SearchError) -> Trouble {
    match error {
        SearchError::Edition(error) => of_chunk(error),
    }
}

fn of_chunk(error: ChunkError) -> Trouble {
    match error {
        ChunkError::Unreachable { file, reason: _ } => Trouble::Unreachable { file },
        ChunkError::Damaged { file, reason } => {
            distrust(&file);
            Trouble::Damaged { file, detail: reason }
        }
        // Files are named by their content: one that is gone has given way to those of a newer edition.
        ChunkError::Missing { file } | ChunkError::Newer { file, .. } => Trouble::TooNew { file },
    }
}
