//! The pages about accounts, partners' systems, the audit and the policy: rendered by the server, complete without
//! scripts, in the frame of the staff dashboard.

mod audit;
mod frame;
mod policy;
mod soundness;

pub use audit::{AuditAsked, AuditLine, AuditPage, AuditPageProps};
pub use frame::{Room, StaffFrame, StaffFrameFacts, StaffFrameProps};
pub use policy::{PolicyLine, PolicyPage, PolicyPageProps};
pub use soundness::{SoundnessLine, SoundnessPage, SoundnessPageProps};
