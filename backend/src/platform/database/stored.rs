//! Which of the types that both sides share can be a column: every typed id, and the closed lists that are kept.

use super::sql_types::{stored_ids, stored_words};
use shared::{
    adjustments::OnWord,
    candidates::Language,
    duplicates::DuplicateDecision,
    identity::{Role, SignInMethod, SignInStage},
    ids::{
        ApiClientId, AssignmentId, CandidateId, DuplicateId, JourneyId, NoteId, OrganisationId,
        ProgrammeId, ReferralId, ReferralImportId, SessionId, SlotId, TrustId, UserId, VacancyId,
    },
    journey::{
        ActorKind, Attendance, Benefit, EmploymentStatus, GuaranteeStanding, Move, ProgrammeStatus,
        SessionKind, State, TaskKind, TaskOwner,
    },
    notes::NoteVisibility,
    organisations::OrganisationKind,
    referrals::{ImportStatus, ReferralStatus},
    vacancies::{Band, VacancyStatus},
};

stored_ids!(
    ApiClientId,
    AssignmentId,
    CandidateId,
    DuplicateId,
    JourneyId,
    NoteId,
    OrganisationId,
    ProgrammeId,
    ReferralId,
    ReferralImportId,
    SessionId,
    SlotId,
    TrustId,
    UserId,
    VacancyId,
);

stored_words!(
    ActorKind,
    Attendance,
    Band,
    Benefit,
    DuplicateDecision,
    EmploymentStatus,
    ImportStatus,
    Language,
    Move,
    NoteVisibility,
    OnWord,
    OrganisationKind,
    ProgrammeStatus,
    ReferralStatus,
    Role,
    SessionKind,
    SignInMethod,
    SignInStage,
    GuaranteeStanding,
    State,
    TaskKind,
    TaskOwner,
    VacancyStatus,
);
