//! Waiting in tests, without a clock.

use std::task::Poll;

/// Comes back once everything else that can run has run: answers take a while, and time longer still.
pub async fn later() {
    let mut waited = false;
    futures::future::poll_fn(|context| {
        if std::mem::replace(&mut waited, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
