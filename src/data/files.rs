//! The edition's files as they lie beside the page: fetched when needed, once however many ask, and again when a
//! connection fails.

use std::borrow::Cow;
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures::FutureExt;
use futures::future::{Either, LocalBoxFuture, Shared, WeakShared, select};
use newsprint_edition::{ChunkError, ChunkStore, POINTER};

use crate::js::fetch::{self, Refusal};
use crate::js::page;

/// How long to wait before asking again; asking stops after the last.
///
/// * Unit: milliseconds. Range: 0 tries again at once, which a busy server answers with another refusal; beyond some
///   seconds a reader has reloaded.
const PAUSES_MS: [u32; 3] = [250, 1000, 3000];
/// When no answer has come for so long, the request is taken for lost.
///
/// * Unit: milliseconds. Range: a slow 2G line needs some seconds for the largest chunk; beyond a minute nobody waits.
const PATIENCE_MS: u32 = 20_000;

/// As above, for a file that holds a whole edition: where a host sends no parts of it, all of it may have to come.
///
/// * Unit: milliseconds.
const LONG_PATIENCE_MS: u32 = 600_000;

/// From where to where a file is wanted, in bytes; `None` for all of it.
pub type Span = Option<(u64, u64)>;

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Got {
    /// All of it.
    Whole(Rc<[u8]>),
    /// The span asked for, and nothing else.
    Part(Rc<[u8]>),
}

/// Where files and time come from: the browser, or a test.
pub trait Source: Clone + 'static {
    /// A file's bytes; `anew` does not take a cached copy on trust. Where a span is asked for, a host that sends none gives
    /// all of the file.
    fn get(&self, file: &str, span: Span, anew: bool) -> impl Future<Output = Result<Got, Refusal>>;
    /// Waits, in milliseconds.
    fn pause(&self, n_ms: u32) -> impl Future<Output = ()>;
    /// Tells whoever looks after the site something.
    fn warn(&self, sentence: &str);
}

/// The folder that the page lies in, on its own server.
#[derive(Clone, Copy, Debug)]
pub struct Site;

impl Source for Site {
    async fn get(&self, file: &str, span: Span, anew: bool) -> Result<Got, Refusal> {
        if let Some((start, end)) = span
            && let Some(bytes) = fetch::part(file, start, end).await?
        {
            return Ok(Got::Part(bytes.into()));
        }
        fetch::get(file, anew).await.map(|bytes| Got::Whole(bytes.into()))
    }
    async fn pause(&self, n_ms: u32) {
        fetch::pause(n_ms).await;
    }
    fn warn(&self, sentence: &str) {
        page::warn(sentence);
    }
}

type Fetched = Result<Got, ChunkError>;
type Fetching = LocalBoxFuture<'static, Fetched>;
/// A file and what of it is wanted.
type Wanted = (String, Span);

/// The edition's files, by way of a `Source`.
pub struct FileStore<S> {
    source: S,
    /// Requests under way. Weak: when all that asked have gone, the request ends.
    under_way: RefCell<Vec<(Wanted, WeakShared<Fetching>)>>,
}

impl<S: Source> FileStore<S> {
    /// Where the files come from.
    pub fn source(&self) -> &S {
        &self.source
    }

    /// A store over a source.
    pub fn new(source: S) -> FileStore<S> {
        FileStore { source, under_way: RefCell::default() }
    }

    /// A file's bytes: by the request under way, or by a new one.
    ///
    /// * Errors: `Missing` or `Unreachable`.
    pub fn get(&self, file: &str, span: Span) -> Shared<Fetching> {
        let mut under_way = self.under_way.borrow_mut();
        under_way.retain(|(_, request)| request.upgrade().is_some_and(|request| request.peek().is_none()));
        let same = under_way.iter().find(|((other, other_span), _)| other == file && *other_span == span);
        if let Some(request) = same.and_then(|(_, request)| request.upgrade()) {
            return request;
        }
        let request = until_it_comes(self.source.clone(), file.to_owned(), span).boxed_local().shared();
        if let Some(weak) = request.downgrade() {
            under_way.push(((file.to_owned(), span), weak));
        }
        request
    }
}

impl<S: Source> ChunkStore for FileStore<S> {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let (Got::Whole(bytes) | Got::Part(bytes)) = self.get(file, None).await?;
        Ok(Cow::Owned(bytes.to_vec()))
    }
}

/// Asks for a file until it comes or asking again would not help.
async fn until_it_comes(source: impl Source, file: String, span: Span) -> Fetched {
    // Only the pointer ever changes; every other file is named by its content.
    let anew = file == POINTER;
    let patience = if span.is_some() { LONG_PATIENCE_MS } else { PATIENCE_MS };
    let mut pauses = PAUSES_MS.iter();
    loop {
        let (answer, time) = (source.get(&file, span, anew).boxed_local(), source.pause(patience).boxed_local());
        let refusal = match select(answer, time).await {
            Either::Left((Ok(got), _)) => return Ok(got),
            Either::Left((Err(refusal), _)) => refusal,
            Either::Right(_) => Refusal::NoAnswer,
        };
        let reason = match refusal {
            Refusal::Status(404 | 410) => return Err(ChunkError::Missing { file }),
            Refusal::Status(status) if !may_pass(status) => {
                return Err(ChunkError::Unreachable { file, reason: format!("the server answered {status}") });
            }
            Refusal::Status(status) => format!("the server answered {status}"),
            Refusal::NoAnswer => "the server did not answer".to_owned(),
        };
        match pauses.next() {
            Some(&n_ms) => source.pause(n_ms).await,
            None => return Err(ChunkError::Unreachable { file, reason }),
        }
    }
}

/// Whether a server that answers so may answer better in a moment.
fn may_pass(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..)
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use futures::executor::block_on;
    use futures::future::join;

    use super::super::later::later;
    use super::*;

    /// What a scripted server says to one request; `None` is silence.
    type Said = Option<Result<Vec<u8>, Refusal>>;

    /// A server with a script of answers; time passes only when all else waits.
    #[derive(Clone, Default)]
    struct Server {
        answers: Rc<RefCell<VecDeque<Said>>>,
        said: Rc<RefCell<Vec<String>>>,
    }

    impl Server {
        fn answering(answers: impl IntoIterator<Item = Said>) -> Server {
            Server { answers: Rc::new(RefCell::new(answers.into_iter().collect())), said: Rc::default() }
        }
    }

    impl Source for Server {
        async fn get(&self, file: &str, _: Span, anew: bool) -> Result<Got, Refusal> {
            self.said.borrow_mut().push(format!("get {file}{}", if anew { " anew" } else { "" }));
            let answer = self.answers.borrow_mut().pop_front().flatten();
            later().await;
            match answer {
                Some(answer) => answer.map(|bytes| Got::Whole(bytes.into())),
                None => futures::future::pending().await,
            }
        }
        async fn pause(&self, n_ms: u32) {
            later().await;
            self.said.borrow_mut().push(format!("{n_ms} ms"));
        }
        fn warn(&self, sentence: &str) {
            self.said.borrow_mut().push(sentence.to_owned());
        }
    }

    fn status(status: u16) -> Said {
        Some(Err(Refusal::Status(status)))
    }

    fn read(server: &Server, file: &str) -> Result<Vec<u8>, ChunkError> {
        let store = FileStore::new(server.clone());
        block_on(store.read(file)).map(Cow::into_owned)
    }

    #[test]
    fn a_connection_that_fails_is_tried_again_with_growing_pauses() {
        let server = Server::answering([Some(Err(Refusal::NoAnswer)), status(503), None, Some(Ok(vec![7]))]);
        assert_eq!(read(&server, "edition/a.np"), Ok(vec![7]));
        let said = server.said.borrow();
        let expected = [
            "get edition/a.np",
            "250 ms",
            "get edition/a.np",
            "1000 ms",
            "get edition/a.np",
            "20000 ms",
            "3000 ms",
            "get edition/a.np",
        ];
        assert_eq!(*said, expected);
    }

    #[test]
    fn what_asking_again_cannot_help_fails_at_once_and_names_the_file() {
        let missing = ChunkError::Missing { file: "a".into() };
        let refused = ChunkError::Unreachable { file: "a".into(), reason: "the server answered 403".into() };
        for (code, error) in [(404, missing), (403, refused)] {
            let server = Server::answering([status(code)]);
            assert_eq!(read(&server, "a"), Err(error));
            assert_eq!(server.said.borrow().len(), 1);
        }
        let server = Server::answering([status(500), status(500), status(500), status(502)]);
        assert_eq!(
            read(&server, "a"),
            Err(ChunkError::Unreachable { file: "a".into(), reason: "the server answered 502".into() })
        );
    }

    #[test]
    fn two_that_ask_at_once_share_one_request_and_a_later_one_asks_anew() {
        let server = Server::answering([Some(Ok(vec![1])), Some(Ok(vec![2]))]);
        let store = FileStore::new(server.clone());
        let (first, second) = block_on(join(store.read("edition.json"), store.read("edition.json")));
        assert_eq!((first.unwrap().into_owned(), second.unwrap().into_owned()), (vec![1], vec![1]));
        assert_eq!(block_on(store.read("edition.json")).unwrap().into_owned(), vec![2]);
        assert_eq!(*server.said.borrow(), ["get edition.json anew", "get edition.json anew"]);
    }

    #[test]
    fn a_request_that_nobody_waits_for_is_given_up() {
        let server = Server::answering([None, Some(Ok(vec![3]))]);
        let store = FileStore::new(server.clone());
        let mut first = store.read("b").boxed_local();
        assert!(block_on(futures::future::poll_immediate(&mut first)).is_none());
        drop(first);
        assert_eq!(block_on(store.read("b")).unwrap().into_owned(), vec![3], "the second is not tied to the first");
        assert_eq!(server.said.borrow().len(), 2);
    }
}
