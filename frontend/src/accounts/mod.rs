//! The pages of staff accounts: an administrator's list of people, one's own account, and the links that open one.

mod forms;
mod links;
mod own;
mod people;

pub use links::{
    ChoosePasswordPage, ChoosePasswordPageProps, DeadLinkPage, DeadLinkPageProps, ForgottenPage,
    ForgottenPageProps, LinkKind,
};
pub use own::{
    AccountPage, AccountPageProps, ChangePasswordPage, ChangePasswordPageProps, ConfirmPage,
    ConfirmPageProps, OwnSignIn, Ways,
};
pub use people::{
    InvitePage, InvitePageProps, Invited, PeoplePage, PeoplePageProps, Person, PersonPage,
    PersonPageProps,
};
