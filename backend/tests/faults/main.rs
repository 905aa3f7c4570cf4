//! The real program, on a machine that goes wrong: killed, frozen, cut off from its database, out of room, out of power.
//!
//! `cargo verify --only faults` builds what they need and runs them. `FOOTHOLD_KILLS` says how often the program is killed
//! on SQLite, `FOOTHOLD_KILLS_POSTGRES` on PostgreSQL, `FOOTHOLD_SEED` repeats a run, and `FOOTHOLD_PROGRAM` names
//! another build of the program. Why they are as they are: `docs/decisions/0014-a-harness-of-faults.md`.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its world is not as it must be"
)]

#[path = "../http/support/mod.rs"]
#[expect(
    dead_code,
    unused_macros,
    reason = "it is shared with the tests over HTTP, which use more of it"
)]
mod support;

/// A programme that people can be referred to.
#[path = "../http/journeys"]
#[expect(
    dead_code,
    reason = "it is shared with the tests over HTTP, which use more of it"
)]
mod journeys {
    mod steps;
    pub mod world;
}

mod chance;
mod client;
mod cluster;
mod disk;
mod ledger;
mod load;
mod machine;
mod program;
mod proof;
mod scene;

mod crowd;
mod drill;
mod full;
mod gone;
mod kills;
mod stopping;

/// Why a run is red, in words.
pub type Broken = String;

/// One test at a time: they measure times, and each takes the whole machine.
async fn alone() -> tokio::sync::MutexGuard<'static, ()> {
    static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    ALONE.lock().await
}
