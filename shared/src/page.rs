//! Lists: one page at a time, by a cursor that costs the same on every page.

use crate::wire::wire;
use serde::{Deserialize, Serialize};

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The records, in the list's own order.
    pub data: Vec<T>,
    /// Where the next page begins; null on the last one.
    pub next_cursor: Option<String>,
}

wire! {
    /// A coded choice with its label, as lists of reference data give it.
    view Choice {
        /// The stable code or id.
        code: String,
        /// What people read.
        label: String,
    }
}
