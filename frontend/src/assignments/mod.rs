//! Who works on which programme. Rendered by the server, complete without scripts.

mod page;

pub use page::{AssignmentsPage, AssignmentsPageProps, Group, Written};
