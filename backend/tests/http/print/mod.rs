//! What staff print: what stands on each sheet and what does not, who may print it, and that the log knows of it.

mod people;
mod sessions;

use crate::journeys::world::World;
use serde_json::Value;

/// How often the audit log says that this was done.
async fn told(world: &World, action: &str) -> usize {
    let administrator = world.app.as_administrator().await;
    let log = administrator.get("/audit?limit=200").await.expect(200).json;
    let entries = log["data"].as_array().expect("entries");
    let is_it = |entry: &&Value| entry["action"] == action;
    entries.iter().filter(is_it).count()
}
