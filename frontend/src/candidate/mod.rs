//! The pages of one candidate: where am I, what happens next.
