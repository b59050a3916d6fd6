//! How much work reading is, counted in steps where assertions are compiled in: what tests hold against a text's length.

#[cfg(debug_assertions)]
thread_local! {
    static STEPS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Counts one look at a word, a list or a pair of names.
#[inline]
pub(crate) fn step() {
    #[cfg(debug_assertions)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// The steps that this thread has taken so far.
///
/// * Unit: looks at a word, a list or a pair of names; always 0 where assertions are compiled out.
pub fn steps() -> u64 {
    #[cfg(debug_assertions)]
    return STEPS.with(std::cell::Cell::get);
    #[cfg(not(debug_assertions))]
    0
}
