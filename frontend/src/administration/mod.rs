//! The pages about accounts, partners' systems, the audit and the policy: rendered by the server, complete without
//! scripts, in the frame of the staff dashboard.

mod frame;

pub use frame::{Room, StaffFrame, StaffFrameFacts, StaffFrameProps};
