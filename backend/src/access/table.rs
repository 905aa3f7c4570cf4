//! The table of the policy: a row for each operation, a column for each kind of somebody, and nothing beside it.
//!
//! What the table does not say is refused. A new operation is a new row; `policy.golden.txt` shows the change to whoever
//! reviews it.

use super::Operation as O;
use shared::identity::{Role, Scope};

/// One cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// Refused.
    No,
    /// All of the Trust's rows.
    Trust,
    /// The rows of the programmes that a member of staff is assigned to.
    Programmes,
    /// All of the Trust's rows or, where the Trust says so, those of the programmes that they are assigned to.
    Managed,
    /// A candidate's own rows.
    Own,
    /// All of the Trust's rows, with this scope.
    TrustWith(Scope),
    /// The rows of the people this partner referred, with this scope.
    OwnWith(Scope),
    /// The rows of the people in the training week of the programmes that a college is assigned to, with this scope.
    TrainingWith(Scope),
    /// What is said about whoever asks.
    Themselves,
}

use Cell::{Managed, No, Own, OwnWith, Programmes, Themselves, TrainingWith, Trust, TrustWith};
use Scope::{AttendanceWrite, JourneysRead, JourneysWrite, ProgrammesRead, ReferralsWrite};

/// Who is asked for in each column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A coordinator.
    Coordinator,
    /// An assessor.
    Assessor,
    /// A trainer.
    Trainer,
    /// A hiring manager.
    HiringManager,
    /// An administrator.
    Administrator,
    /// An executive.
    Executive,
    /// An auditor.
    Auditor,
    /// A candidate.
    Candidate,
    /// A Jobcentre's system.
    Jobcentre,
    /// A college's system.
    College,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Coordinator,
        Self::Assessor,
        Self::Trainer,
        Self::HiringManager,
        Self::Administrator,
        Self::Executive,
        Self::Auditor,
        Self::Candidate,
        Self::Jobcentre,
        Self::College,
    ];

    /// The column of a role.
    #[must_use]
    pub const fn of_role(role: Role) -> Self {
        match role {
            Role::Coordinator => Self::Coordinator,
            Role::Assessor => Self::Assessor,
            Role::Trainer => Self::Trainer,
            Role::HiringManager => Self::HiringManager,
            Role::Administrator => Self::Administrator,
            Role::Executive => Self::Executive,
            Role::Auditor => Self::Auditor,
        }
    }

    /// The role of a column of staff.
    #[must_use]
    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Coordinator => Some(Role::Coordinator),
            Self::Assessor => Some(Role::Assessor),
            Self::Trainer => Some(Role::Trainer),
            Self::HiringManager => Some(Role::HiringManager),
            Self::Administrator => Some(Role::Administrator),
            Self::Executive => Some(Role::Executive),
            Self::Auditor => Some(Role::Auditor),
            Self::Candidate | Self::Jobcentre | Self::College => None,
        }
    }
}

/// What anybody may do, signed in or not: sign in, and read what is published.
const PUBLIC: &[O] = &[
    O::SignIn,
    O::GiveSecondFactor,
    O::SignOut,
    O::RequestCode,
    O::RedeemCode,
    O::AcceptInvitation,
    O::RequestPasswordReset,
    O::ResetPassword,
    O::IssueToken,
    O::ReadKeys,
    O::ReadReferenceData,
];

#[rustfmt::skip]
pub(super) const POLICY: &[(O, [Cell; 10])] = &[
    //                         coord.  assessor     trainer      hiring m.  admin.  exec.   auditor  candidate   jobcentre                    college
    (O::ReadMe,               [Themselves; 10]),
    (O::ListSignIns,          [Themselves,Themselves,  Themselves,  Themselves,Themselves,Themselves,Themselves,No,         No,                          No]),
    (O::EndSignIn,            [Themselves,Themselves,  Themselves,  Themselves,Themselves,Themselves,Themselves,No,         No,                          No]),
    (O::EndAllSignIns,        [Themselves,Themselves,  Themselves,  Themselves,Themselves,Themselves,Themselves,No,         No,                          No]),
    (O::ChangePassword,       [Themselves,Themselves,  Themselves,  Themselves,Themselves,Themselves,Themselves,No,         No,                          No]),
    (O::ConfirmPassword,      [Themselves,Themselves,  Themselves,  Themselves,Themselves,Themselves,Themselves,No,         No,                          No]),

    (O::ListUsers,            [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::InviteUser,           [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadUser,             [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::SendInvitation,       [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::TakeBackInvitation,   [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ChangeUserRole,       [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::DisableUser,          [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::EnableUser,           [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),

    (O::ListOrganisations,    [Trust,  No,          No,          Trust,     Trust,  No,     No,      No,         No,                          No]),
    (O::CreateOrganisation,   [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadOrganisation,     [Trust,  No,          No,          Trust,     Trust,  No,     No,      No,         OwnWith(ProgrammesRead),     OwnWith(ProgrammesRead)]),

    (O::ListApiClients,       [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::CreateApiClient,      [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadApiClient,        [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::RotateApiClient,      [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ChangeApiClient,      [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::DisableApiClient,      [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),

    (O::ListAssignments,      [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::CreateAssignment,     [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::EndAssignment,        [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadAccessRules,      [Trust,  No,          No,          No,        Trust,  No,     Trust,   No,         No,                          No]),
    (O::SetAccessRules,       [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadPolicy,           [No,     No,          No,          No,        Trust,  No,     Trust,   No,         No,                          No]),

    (O::ListVacancies,        [Trust,  Trust,       Trust,       Trust,     Trust,  Trust,  No,      No,         TrustWith(ProgrammesRead),   TrustWith(ProgrammesRead)]),
    (O::CreateVacancy,        [Trust,  No,          No,          Trust,     Trust,  No,     No,      No,         No,                          No]),
    (O::ReadVacancy,          [Trust,  Trust,       Trust,       Trust,     Trust,  Trust,  No,      No,         TrustWith(ProgrammesRead),   TrustWith(ProgrammesRead)]),
    (O::CloseVacancy,         [Trust,  No,          No,          Trust,     Trust,  No,     No,      No,         No,                          No]),

    (O::ListProgrammes,       [Trust,  Programmes,  Programmes,  Managed,   Trust,  Trust,  No,      No,         TrustWith(ProgrammesRead),   TrustWith(ProgrammesRead)]),
    (O::CreateProgramme,      [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadProgramme,        [Trust,  Programmes,  Programmes,  Managed,   Trust,  Trust,  No,      No,         TrustWith(ProgrammesRead),   TrustWith(ProgrammesRead)]),
    (O::PublishProgramme,     [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::CloseProgramme,       [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::CancelProgramme,      [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ListSessions,         [Trust,  Programmes,  Programmes,  Managed,   Trust,  Trust,  No,      No,         TrustWith(ProgrammesRead),   TrustWith(ProgrammesRead)]),
    (O::PlanSession,          [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ChangeSession,        [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ListInterviewSlots,   [Trust,  Programmes,  Programmes,  Managed,   Trust,  Trust,  No,      No,         No,                          No]),
    (O::PlanInterviewSlot,    [Trust,  No,          No,          Managed,   Trust,  No,     No,      No,         No,                          No]),

    (O::ListAudit,            [No,     No,          No,          No,        Trust,  No,     Trust,   No,         No,                          No]),

    (O::ListCandidates,       [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         OwnWith(JourneysRead),       No]),
    (O::FindCandidates,       [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         OwnWith(JourneysRead),       No]),
    (O::SearchCandidates,     [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         OwnWith(JourneysRead),       No]),
    (O::CorrectCandidate,     [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::ReadCandidate,        [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysRead),       No]),

    (O::ListDuplicates,       [Trust,  No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),
    (O::SettleDuplicate,      [No,     No,          No,          No,        Trust,  No,     No,      No,         No,                          No]),

    (O::ListReferrals,        [Trust,  No,          No,          No,        Trust,  No,     No,      No,         OwnWith(ReferralsWrite),     No]),
    (O::CreateReferral,       [Trust,  No,          No,          No,        Trust,  No,     No,      No,         OwnWith(ReferralsWrite),     No]),
    (O::ReadReferral,         [Trust,  No,          No,          No,        Trust,  No,     No,      No,         OwnWith(ReferralsWrite),     No]),
    (O::ConfirmReferral,      [No,     No,          No,          No,        No,     No,     No,      No,         OwnWith(ReferralsWrite),     No]),
    (O::CreateReferralBatch,  [Trust,  No,          No,          No,        Trust,  No,     No,      No,         OwnWith(ReferralsWrite),     No]),
    (O::ReadReferralImport,   [Trust,  No,          No,          No,        Trust,  No,     No,      No,         OwnWith(ReferralsWrite),     No]),
    (O::ListReferralImportRows, [Trust,  No,          No,          No,        Trust,  No,     No,      No,         OwnWith(ReferralsWrite),     No]),

    (O::ListJourneys,         [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysRead),       TrainingWith(JourneysRead)]),
    (O::ReadJourney,          [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysRead),       TrainingWith(JourneysRead)]),
    (O::ListJourneyEvents,    [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          No]),
    (O::ListTransitions,      [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysRead),       TrainingWith(JourneysRead)]),
    (O::MakeTransition,       [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysWrite),      TrainingWith(JourneysWrite)]),
    (O::MakeTransitionBatch,  [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         OwnWith(JourneysWrite),      TrainingWith(JourneysWrite)]),
    (O::ListBookings,         [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysRead),       No]),
    (O::ReadTrial,            [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        OwnWith(JourneysRead),       No]),
    (O::ReadChecks,           [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        No,                          No]),
    (O::ReadOffer,            [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        No,                          No]),

    (O::ReadAdjustments,      [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        No,                          TrainingWith(JourneysRead)]),
    (O::SetAdjustments,       [Trust,  No,          No,          No,        Trust,  No,     No,      Own,        No,                          No]),

    (O::ListNotes,            [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      Own,        No,                          No]),
    (O::WriteNote,            [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          No]),
    (O::StrikeNote,           [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          No]),

    (O::ReadRegister,         [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          TrainingWith(AttendanceWrite)]),
    (O::RecordRegister,       [Trust,  Programmes,  Programmes,  No,        Trust,  No,     No,      No,         No,                          TrainingWith(AttendanceWrite)]),
    (O::SignOffRegister,      [Trust,  Programmes,  Programmes,  No,        Trust,  No,     No,      No,         No,                          TrainingWith(AttendanceWrite)]),

    (O::ListGuarantees,       [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          No]),

    (O::ListTasks,            [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          No]),

    (O::ReportStages,         [Trust,  Programmes,  Programmes,  Managed,   Trust,  Trust,  No,      No,         No,                          No]),
    (O::ReportBreakdown,      [Trust,  Programmes,  Programmes,  Managed,   Trust,  Trust,  No,      No,         No,                          No]),
    (O::WatchChanges,         [Trust,  Programmes,  Programmes,  Managed,   Trust,  No,     No,      No,         No,                          No]),

    (O::ListSoundnessChecks,  [No,     No,          No,          No,        Trust,  No,     Trust,   No,         No,                          No]),
];

/// What the table says of an operation in a column.
#[must_use]
pub fn cell(operation: O, column: Column) -> Cell {
    POLICY
        .iter()
        .find(|(row, _)| *row == operation)
        .map_or(No, |(_, cells)| cells[column as usize])
}

/// Whether anybody may call it, signed in or not.
#[must_use]
pub fn is_public(operation: O) -> bool {
    PUBLIC.contains(&operation)
}

impl O {
    /// Whether a partner's token can be enough for it: what the partners' own OpenAPI document holds.
    #[must_use]
    pub fn is_for_partners(self) -> bool {
        [Column::Jobcentre, Column::College]
            .iter()
            .any(|column| cell(self, *column) != No)
            || matches!(self, O::IssueToken | O::ReadKeys | O::ReadReferenceData)
    }
}
