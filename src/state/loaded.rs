//! Something that arrives later, or does not.

use crate::data::Trouble;

/// Something that arrives later, or does not. Whoever draws it matches on all three, so no failure can look like a
/// wait.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded<T> {
    /// Not here yet.
    Waiting,
    /// Here.
    Ready(T),
    /// It will not come by itself; `words` has the sentence for each trouble.
    Failed(Trouble),
}

impl<T> Loaded<T> {
    /// The thing itself, once it is here.
    pub fn ready(&self) -> Option<&T> {
        match self {
            Loaded::Ready(value) => Some(value),
            Loaded::Waiting | Loaded::Failed(_) => None,
        }
    }
}
