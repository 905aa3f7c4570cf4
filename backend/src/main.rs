//! The program `foothold`.

fn main() {}
