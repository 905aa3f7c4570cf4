//! guarantees
