//! Questions asked one after another, by work that takes a while.

use std::rc::Rc;

use futures::channel::oneshot;
use newsprint_search::{ArticleView, Hit, Reading, Request, Results};

use crate::data::{Answer, Client, Question, Trouble};

/// The answer to a question. Dropping the future withdraws it.
pub async fn asked(client: &Client, question: Question) -> Result<Answer, Trouble> {
    let (tell, told) = oneshot::channel();
    let _asking = client.ask(question, move |answer| {
        // Nobody may wait for it any more.
        let _ = tell.send(answer);
    });
    told.await.unwrap_or_else(|_| Err(other_kind()))
}

/// What an answer of another kind is.
pub fn other_kind() -> Trouble {
    Trouble::Broken("an answer of another kind came".to_owned())
}

/// A page of hits.
pub async fn search(client: &Client, request: Request) -> Result<Rc<Results>, Trouble> {
    match asked(client, Question::Search(request)).await? {
        Answer::Search(results) => Ok(results),
        _ => Err(other_kind()),
    }
}

/// An article; `None` when the edition has none of that id.
pub async fn article(client: &Client, id: String, reading: Reading) -> Result<Option<Rc<ArticleView>>, Trouble> {
    match asked(client, Question::Article { id, reading }).await? {
        Answer::Article(article) => Ok(article.as_ref().clone()),
        _ => Err(other_kind()),
    }
}

/// What a list shows of articles; those that the edition lacks are left out.
pub async fn cards(client: &Client, ids: Vec<String>) -> Result<Rc<Vec<Hit>>, Trouble> {
    match asked(client, Question::Cards { articles: Vec::new(), ids }).await? {
        Answer::Cards(hits) => Ok(hits),
        _ => Err(other_kind()),
    }
}
