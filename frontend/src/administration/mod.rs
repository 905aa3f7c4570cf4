//! The pages about accounts, partners' systems, the audit and the policy: rendered by the server, complete without
//! scripts, in the frame of the staff dashboard.

mod frame;
mod policy;

pub use frame::{Room, StaffFrame, StaffFrameFacts, StaffFrameProps};
pub use policy::{PolicyLine, PolicyPage, PolicyPageProps};
