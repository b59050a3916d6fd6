//! The engine over this page's edition: the one the app carries, or the one that lies beside the page.

use std::rc::Rc;

use newsprint_edition::ChunkError;
use newsprint_search::{Engine as EngineOver, SearchError};

use super::desk::Answering;
use super::protocol::{Answer, Question};
use super::trouble::Trouble;

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
        match question {
            Question::Info => Ok(Answer::Info(Rc::new(engine.info()))),
            Question::Search(request) => {
                engine.search(&request).await.map(|results| Answer::Search(Rc::new(results))).map_err(trouble)
            }
            Question::Snippets(request) => {
                engine.snippets(&request).await.map(|snippets| Answer::Snippets(Rc::new(snippets))).map_err(trouble)
            }
            Question::Article { id, reading } => {
                let article = engine.article(&id, &reading).await.map_err(trouble)?;
                Ok(Answer::Article(Rc::new(article.map(Rc::new))))
            }
            Question::Facet(request) => {
                engine.facet(&request).await.map(|counts| Answer::Facet(Rc::new(counts))).map_err(trouble)
            }
            Question::Cards { articles, ids } => {
                engine.cards(&articles, &ids).await.map(|hits| Answer::Cards(Rc::new(hits))).map_err(trouble)
            }
            Question::Entities { facet, ids } => {
                engine.entities(facet, &ids).await.map(|found| Answer::Entities(Rc::new(found))).map_err(trouble)
            }
        }
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
        ChunkError::Missing { file } => Trouble::Damaged { file, detail: "it is missing".to_owned() },
        ChunkError::Damaged { file, reason } => Trouble::Damaged { file, detail: reason },
        ChunkError::Newer { file, .. } => Trouble::TooNew { file },
    }
}
