//! The reader's half of Newsprint.
fn main() {}
