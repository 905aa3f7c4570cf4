//! What the two commands do.
fn main() {}
