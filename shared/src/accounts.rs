//! Staff accounts: who is invited, what they do, and where they are signed in.

use crate::identity::Role;
use crate::ids::UserId;
use crate::problem::FieldError;
use crate::values::{Checks, Words, coded, plain_email};
use crate::wire::wire;
use uuid::Uuid;

coded! {
    /// How an account stands.
    AccountState {
        /// Somebody was sent a link and has not used it yet.
        Invited = "invited", "Invited";
        /// They can sign in.
        Active = "active", "Active";
        /// They cannot: it was taken from them.
        Disabled = "disabled", "Disabled";
    }
}

wire! {
    /// A member of staff is invited.
    request InviteUser {
        /// Their name, as others will read it.
        name: Words,
        /// The e-mail address that the invitation goes to, and that they will sign in with.
        email: String,
        /// What they do.
        role: Role,
    }
    /// A member of staff does something else from now on.
    request ChangeUserRole {
        /// What they do.
        role: Role,
    }
    /// Somebody changes their own password.
    request ChangePassword {
        /// The one they have.
        old_password: String,
        /// The one they want.
        password: String,
    }
    /// Somebody has forgotten their password. The answer is the same whether or not the address is known.
    request RequestPasswordReset {
        /// The e-mail address they sign in with.
        email: String,
    }
    /// Somebody uses the link they were sent.
    request ChoosePassword {
        /// The last part of the link's address.
        token: String,
        /// The password they want.
        password: String,
    }
    /// Somebody who is signed in shows again who they are: with their password, or with a code.
    request Confirm {
        /// Their password.
        password: Option<String>,
        /// The six digits that their authenticator app shows, or a recovery code, which is used up with it.
        code: Option<String>,
    }
    /// A member of staff.
    view UserView {
        /// Their id.
        id: UserId,
        /// Their name.
        name: String,
        /// The e-mail address they sign in with.
        email: String,
        /// What they do.
        role: Role,
        /// Whether they can sign in.
        state: AccountState,
        /// Until when an invitation can be accepted; null once it has been.
        invited_until: Option<String>,
        /// When they last signed in.
        last_signed_in_at: Option<String>,
        /// Counts up with each change.
        version: i32,
    }
    /// One place where somebody is signed in.
    view SignInView {
        /// Its id.
        id: Uuid,
        /// When they signed in.
        signed_in_at: String,
        /// When it was last used, to the minute.
        last_seen_at: String,
        /// When it ends at the latest.
        expires_at: String,
        /// The browser in plain words, such as "Firefox on Windows".
        browser: String,
        /// The network address it came from, where it is known.
        address: Option<String>,
        /// Whether it is the one that asks.
        current: bool,
    }
}

/// The longest e-mail address there is (RFC 5321).
const LONGEST_EMAIL: usize = 254;

impl InviteUser {
    /// Every value that needs another look.
    #[must_use]
    pub fn check(&self) -> Vec<FieldError> {
        let mut checks = Checks::default();
        checks.line("/name", &self.name, 100);
        checks.unless(
            is_email(&self.email),
            "/email",
            "not_an_email",
            "Write an email address, like name@example.nhs.uk.",
        );
        checks.found()
    }
}

/// Whether it looks like an e-mail address. That somebody reads it only shows when they use what is sent there.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let address = plain_email(text);
    let plain = address
        .chars()
        .all(|letter| letter.is_alphanumeric() || "@.!#$%&'*+/=?^_`{|}~-".contains(letter));
    let parts: Vec<_> = address.split('@').collect();
    let [name, place] = parts.as_slice() else {
        return false;
    };
    plain
        && address.len() <= LONGEST_EMAIL
        && !name.is_empty()
        && place.contains('.')
        && place.split('.').all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_place() {
        for good in [
            "a@b.example",
            "Siân.O'Neill+wp@trust.nhs.uk",
            " a@b.example ",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "@b.example",
            "a@b.",
            "a@@b.example",
            "a b@c.example",
            "a@b.example\r\nBcc: c@d.example",
            "<a@b.example>",
        ] {
            assert!(!is_email(bad), "{bad:?}");
        }
        assert!(!is_email(&format!("{}@b.example", "a".repeat(250))));
    }

    #[test]
    fn an_invitation_says_everything_that_is_wrong_at_once() {
        let asked = InviteUser {
            name: "A\nB".parse().expect("words"),
            email: "nobody".to_owned(),
            role: Role::Coordinator,
        };
        let pointers: Vec<_> = asked.check().into_iter().map(|one| one.pointer).collect();
        assert_eq!(pointers, ["/name", "/email"]);
    }
}
