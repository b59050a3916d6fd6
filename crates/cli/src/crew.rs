//! A crew of threads: pieces of work done at once, taken in again in order.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, mpsc};
use std::thread;

use newsprint_edition::{Alone, Crew, Line};

/// So many threads, which live as long as a line of work.
#[derive(Clone, Copy, Debug)]
pub struct Threads(usize);

impl Threads {
    /// A crew of `n` hands, at least one.
    pub fn new(n: usize) -> Threads {
        Threads(n.max(1))
    }

    /// A hand for each core that the system lets us use.
    pub fn of_this_machine() -> Threads {
        Threads::new(thread::available_parallelism().map_or(1, NonZero::get))
    }
}

impl Crew for Threads {
    fn n_hands(&self) -> usize {
        self.0
    }

    fn work_off<L: Line>(&self, line: &mut L, work: &(dyn Fn(L::Job) -> L::Done + Sync)) -> Result<(), L::Fault> {
        if self.0 == 1 {
            return Alone.work_off(line, work);
        }
        // What is fetched and not yet taken in is held in memory: enough to keep all hands at work while the next in order is being done.
        let most_under_way = self.0 + self.0.div_ceil(2);
        let (to_hands, jobs) = mpsc::channel::<(usize, L::Job)>();
        let (hand_in, done) = mpsc::channel::<(usize, Result<L::Done, Box<dyn Any + Send>>)>();
        let jobs = &Mutex::new(jobs);
        // However this ends, the channel to the hands closes with it, and they go.
        thread::scope(move |scope| {
            for _ in 0..self.0 {
                let hand_in = hand_in.clone();
                scope.spawn(move || {
                    loop {
                        // A hand that panics does so outside the lock.
                        let Ok(Ok((nth, job))) = jobs.lock().map(|jobs| jobs.recv()) else { break };
                        let done = catch_unwind(AssertUnwindSafe(|| work(job)));
                        if hand_in.send((nth, done)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(hand_in);
            let (mut n_fetched, mut n_taken, mut is_over) = (0, 0, false);
            let mut waiting = BTreeMap::new();
            loop {
                while !is_over && n_fetched - n_taken < most_under_way {
                    match line.next()? {
                        Some(job) => {
                            // The hands live until the channel closes, so somebody listens.
                            let _ = to_hands.send((n_fetched, job));
                            n_fetched += 1;
                        }
                        None => is_over = true,
                    }
                }
                if n_taken == n_fetched {
                    return Ok(());
                }
                let Ok((nth, result)) = done.recv() else { return Ok(()) };
                waiting.insert(nth, result);
                while let Some(result) = waiting.remove(&n_taken) {
                    n_taken += 1;
                    match result {
                        Ok(done) => line.take(done)?,
                        Err(panic) => resume_unwind(panic),
                    }
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Squares of the numbers up to a bound, refusing one of them.
    struct Squares {
        next: u64,
        until: u64,
        refused: Option<u64>,
        taken: Vec<u64>,
    }

    impl Line for Squares {
        type Job = u64;
        type Done = u64;
        type Fault = u64;

        fn next(&mut self) -> Result<Option<u64>, u64> {
            self.next += 1;
            Ok((self.next <= self.until).then_some(self.next))
        }

        fn take(&mut self, done: u64) -> Result<(), u64> {
            if self.refused == Some(done) {
                return Err(done);
            }
            self.taken.push(done);
            Ok(())
        }
    }

    /// Work that takes longer for some pieces than for others.
    fn square(n: u64) -> u64 {
        (0..(n * 7919) % 5000).fold(n * n, |sum, step| std::hint::black_box(sum ^ step) ^ step)
    }

    #[test]
    fn everything_is_taken_in_in_order_whoever_does_it() {
        for n_hands in [1, 2, 3, 8] {
            let mut line = Squares { next: 0, until: 500, refused: None, taken: Vec::new() };
            assert_eq!(Threads::new(n_hands).work_off(&mut line, &square), Ok(()));
            assert_eq!(line.taken, (1..=500).map(|n| n * n).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_fault_ends_the_work_and_so_does_a_panic() {
        for n_hands in [1, 2, 5] {
            let mut line = Squares { next: 0, until: 500, refused: Some(36), taken: Vec::new() };
            assert_eq!(Threads::new(n_hands).work_off(&mut line, &square), Err(36));
            assert_eq!(line.taken, [1, 4, 9, 16, 25]);
            let caught = catch_unwind(AssertUnwindSafe(|| {
                let mut line = Squares { next: 0, until: 500, refused: None, taken: Vec::new() };
                Threads::new(n_hands).work_off(&mut line, &|n| if n == 40 { panic!("forty") } else { square(n) })
            }));
            let said = caught.expect_err("it must not pass in silence");
            assert_eq!(said.downcast_ref::<&str>(), Some(&"forty"));
        }
    }
}
