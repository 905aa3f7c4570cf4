//! The rulebook as its tests tell it: the table of the pathway, each guard, what must always hold, and the vectors
//! that the server and the browser fold too. One binary, so that it is linked once.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test says what it expects, in its helpers too"
)]

mod fields;
mod golden;
mod pathway;
mod plan;
mod printed;
mod properties;
mod table;
mod tasks;
mod vectors;
mod world;
