//! Who somebody is: staff with a password, candidates with a one-time code, partners with client credentials.

use crate::ids::{CandidateId, OrganisationId};
use crate::organisations::OrganisationKind;
use crate::values::{Coded, coded};
use crate::wire::wire;
use uuid::Uuid;

coded! {
    /// What a member of staff does.
    Role {
        Coordinator = "coordinator", "Coordinator";
        /// Holds the screening day of the programmes they are assigned to.
        Assessor = "assessor", "Assessor";
        /// Holds the training week of the programmes they are assigned to.
        Trainer = "trainer", "Trainer";
        HiringManager = "hiring_manager", "Hiring manager";
        /// Reads programmes and counts, and nobody's record.
        Executive = "executive", "Executive";
        Administrator = "administrator", "Administrator";
        /// Reads the audit log and the policy, and nobody's record.
        Auditor = "auditor", "Auditor";
    }
}

coded! {
    /// What kind of somebody is signed in.
    PrincipalKind {
        Staff = "staff", "Staff";
        Candidate = "candidate", "Candidate";
        Partner = "partner", "Partner";
    }
}

coded! {
    /// What a partner's token may be used for.
    Scope {
        ProgrammesRead = "programmes:read", "Read programmes";
        ReferralsWrite = "referrals:write", "Send referrals";
        JourneysRead = "journeys:read", "Read the journeys of its people";
        JourneysWrite = "journeys:write", "Make a partner's own moves on the journeys of its people";
        AttendanceWrite = "attendance:write", "Keep the registers of the training week";
        TrialsAgree = "trials:agree", "Agree to work trials";
    }
}

coded! {
    /// What a member of staff whose password was right still owes.
    SignInStage {
        /// A code of their authenticator app, a recovery code or a passkey.
        SecondFactor = "second_factor", "Second step";
        /// Their Trust asks for a second factor, and they have none yet.
        SetUpFactor = "set_up_second_factor", "Set up the second step";
    }
}

coded! {
    /// With what somebody last showed who they are.
    SignInMethod {
        Password = "password", "Password";
        Totp = "totp", "Password and authenticator app";
        RecoveryCode = "recovery_code", "Password and recovery code";
        Passkey = "passkey", "Passkey";
        Oidc = "oidc", "The Trust's own account";
        Code = "code", "One-time code";
    }
}

impl Scope {
    /// Every scope that a partner of this kind has a use for.
    #[must_use]
    pub fn fitting(kind: OrganisationKind) -> Vec<Self> {
        let all = <Self as Coded>::ALL.iter().copied();
        all.filter(|scope| scope.fits(kind)).collect()
    }

    /// Whether a partner of this kind has any use for it. A school and a charity have none yet.
    #[must_use]
    pub const fn fits(self, kind: OrganisationKind) -> bool {
        match self {
            Self::ProgrammesRead | Self::JourneysRead | Self::JourneysWrite => {
                matches!(
                    kind,
                    OrganisationKind::Jobcentre | OrganisationKind::College
                )
            }
            Self::ReferralsWrite | Self::TrialsAgree => matches!(kind, OrganisationKind::Jobcentre),
            Self::AttendanceWrite => matches!(kind, OrganisationKind::College),
        }
    }
}

wire! {
    /// A member of staff signs in.
    request SignIn {
        /// Their e-mail address.
        email: String,
        /// Their password.
        password: String,
    }
    /// The second step of a sign-in.
    request GiveSecondFactor {
        /// Six digits from the authenticator app, or a recovery code.
        code: String,
    }
    /// The password was right, and something is still owed: nobody is signed in yet.
    view SignInPending {
        /// What is owed.
        owed: SignInStage,
        /// The page where people do it.
        page: String,
    }
    /// A candidate asks for a one-time code. The answer is the same whether or not the address is known.
    request RequestCode {
        /// Their e-mail address or mobile number.
        contact: String,
    }
    /// A candidate signs in with the code they were sent.
    request RedeemCode {
        /// The e-mail address or mobile number it was sent to.
        contact: String,
        /// The six digits.
        code: String,
    }
    /// Whoever is signed in.
    view Me {
        /// Staff, candidate or partner.
        kind: PrincipalKind,
        /// Their id among their kind.
        id: Uuid,
        /// Their name.
        name: String,
        /// What a member of staff does.
        role: Option<Role>,
        /// The candidate.
        candidate_id: Option<CandidateId>,
        /// The partner.
        organisation_id: Option<OrganisationId>,
        /// The Trust's name.
        trust_name: String,
        /// In how many seconds the sign-in ends at the latest, whatever is done; null for a token.
        ends_in: Option<u32>,
        /// The civil date in England, as the server's clock has it.
        today: crate::time::CivilDate,
    }
    /// An access token (RFC 6749, section 5.1).
    view AccessToken {
        /// The signed token.
        access_token: String,
        /// Always `Bearer`.
        token_type: String,
        /// Seconds until it expires.
        expires_in: u32,
        /// The scopes it carries, separated by spaces.
        scope: String,
    }
}
