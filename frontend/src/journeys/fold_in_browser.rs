//! The rulebook's fold for a page that only wants to compare: one history in, one journey out, both as JSON.
//!
//! It is compiled from the same crate and for the same machine as the staff application, and is never published.

use shared::journey::{Journey, Recorded};
use wasm_bindgen::prelude::wasm_bindgen;

/// Folds a history.
///
/// # Errors
/// Says what is wrong with a history that cannot be read, or that is no journey.
#[wasm_bindgen]
pub fn fold(history: &str) -> Result<String, String> {
    let history: Vec<Recorded> =
        serde_json::from_str(history).map_err(|error| error.to_string())?;
    let journey = Journey::fold(&history).ok_or("the history does not begin with a referral")?;
    serde_json::to_string(&journey).map_err(|error| error.to_string())
}

fn main() {}
