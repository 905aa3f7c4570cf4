//! The policy: who may call which operation, and how far it reaches. One table, and nothing beside it.
//!
//! What the table does not say is refused. A new operation is a new row; `policy.golden.txt` shows the change to
//! whoever reviews it.

use super::{AccessError, Operation as O, Principal, Reach, Who};
use shared::{
    identity::{Role, Scope},
    organisations::OrganisationKind,
};
use std::fmt::Write as _;

/// One cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    /// Refused.
    No,
    /// All of the Trust's rows.
    Trust,
    /// A candidate's own rows.
    Own,
    /// All of the Trust's rows, with this scope.
    TrustWith(Scope),
    /// The rows of the people this partner referred, with this scope.
    OwnWith(Scope),
    /// The rows of the people in the training week, with this scope.
    TrainingWith(Scope),
    /// What is said about whoever asks.
    Themselves,
}

use Cell::{No, Own, OwnWith, Themselves, TrainingWith, Trust, TrustWith};
use Scope::{AttendanceWrite, JourneysRead, JourneysWrite, ProgrammesRead, ReferralsWrite};

/// Who is asked for in each column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A coordinator.
    Coordinator,
    /// A hiring manager.
    HiringManager,
    /// An administrator.
    Administrator,
    /// A candidate.
    Candidate,
    /// A Jobcentre's system.
    Jobcentre,
    /// A college's system.
    College,
}

/// What anybody may do, signed in or not: sign in, and read what is published.
const PUBLIC: &[O] = &[
    O::SignIn,
    O::SignOut,
    O::RequestCode,
    O::RedeemCode,
    O::IssueToken,
    O::ReadKeys,
    O::ReadReferenceData,
];

#[rustfmt::skip]
const POLICY: &[(O, [Cell; 6])] = &[
    //                       coordinator hiring m. admin.  candidate  jobcentre                  college
    (O::ReadMe,             [Themselves; 6]),

    (O::ListOrganisations,  [Trust,      Trust,    Trust,  No,        No,                        No]),
    (O::CreateOrganisation, [No,         No,       Trust,  No,        No,                        No]),
    (O::ReadOrganisation,   [Trust,      Trust,    Trust,  No,        OwnWith(ProgrammesRead),   OwnWith(ProgrammesRead)]),

    (O::ListVacancies,      [Trust,      Trust,    Trust,  No,        TrustWith(ProgrammesRead), TrustWith(ProgrammesRead)]),
    (O::CreateVacancy,      [Trust,      Trust,    Trust,  No,        No,                        No]),
    (O::ReadVacancy,        [Trust,      Trust,    Trust,  No,        TrustWith(ProgrammesRead), TrustWith(ProgrammesRead)]),
    (O::CloseVacancy,       [Trust,      Trust,    Trust,  No,        No,                        No]),

    (O::ListProgrammes,     [Trust,      Trust,    Trust,  No,        TrustWith(ProgrammesRead), TrustWith(ProgrammesRead)]),
    (O::CreateProgramme,    [Trust,      No,       Trust,  No,        No,                        No]),
    (O::ReadProgramme,      [Trust,      Trust,    Trust,  No,        TrustWith(ProgrammesRead), TrustWith(ProgrammesRead)]),
    (O::PublishProgramme,   [Trust,      No,       Trust,  No,        No,                        No]),
    (O::CloseProgramme,     [Trust,      No,       Trust,  No,        No,                        No]),
    (O::CancelProgramme,    [Trust,      No,       Trust,  No,        No,                        No]),
    (O::ListSessions,       [Trust,      Trust,    Trust,  No,        TrustWith(ProgrammesRead), TrustWith(ProgrammesRead)]),
    (O::PlanSession,        [Trust,      No,       Trust,  No,        No,                        No]),
    (O::ListInterviewSlots, [Trust,      Trust,    Trust,  No,        No,                        No]),
    (O::PlanInterviewSlot,  [Trust,      Trust,    Trust,  No,        No,                        No]),

    (O::ListCandidates,     [Trust,      Trust,    Trust,  No,        OwnWith(JourneysRead),     No]),
    (O::ReadCandidate,      [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysRead),     No]),

    (O::ListReferrals,      [Trust,      No,       Trust,  No,        OwnWith(ReferralsWrite),   No]),
    (O::CreateReferral,     [Trust,      No,       Trust,  No,        OwnWith(ReferralsWrite),   No]),
    (O::ReadReferral,       [Trust,      No,       Trust,  No,        OwnWith(ReferralsWrite),   No]),
    (O::ConfirmReferral,    [No,         No,       No,     No,        OwnWith(ReferralsWrite),   No]),

    (O::ListJourneys,       [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysRead),     TrainingWith(JourneysRead)]),
    (O::ReadJourney,        [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysRead),     TrainingWith(JourneysRead)]),
    (O::ListJourneyEvents,  [Trust,      Trust,    Trust,  No,        No,                        No]),
    (O::ListTransitions,    [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysRead),     TrainingWith(JourneysRead)]),
    (O::MakeTransition,     [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysWrite),    TrainingWith(JourneysWrite)]),
    (O::ListBookings,       [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysRead),     No]),
    (O::ReadTrial,          [Trust,      Trust,    Trust,  Own,       OwnWith(JourneysRead),     No]),
    (O::ReadChecks,         [Trust,      Trust,    Trust,  Own,       No,                        No]),
    (O::ReadOffer,          [Trust,      Trust,    Trust,  Own,       No,                        No]),

    (O::ReadRegister,       [Trust,      Trust,    Trust,  No,        No,                        TrainingWith(AttendanceWrite)]),
    (O::RecordRegister,     [Trust,      No,       Trust,  No,        No,                        TrainingWith(AttendanceWrite)]),
    (O::SignOffRegister,    [Trust,      No,       Trust,  No,        No,                        TrainingWith(AttendanceWrite)]),

    (O::ListGuarantees,     [Trust,      Trust,    Trust,  No,        No,                        No]),
];

/// How far somebody reaches with an operation.
pub(super) fn reach(principal: &Principal, operation: O) -> Result<Reach, AccessError> {
    let cell = column(principal).map_or(No, |column| cell(operation, column));
    let scopes: &[Scope] = match &principal.who {
        Who::Partner { scopes, .. } => scopes,
        _ => &[],
    };
    let holds = |scope| {
        if scopes.contains(&scope) {
            Ok(())
        } else {
            Err(AccessError::ScopeMissing)
        }
    };
    match (cell, &principal.who) {
        (Trust | Themselves, _) => Ok(Reach::Trust),
        (Own, Who::Candidate { candidate_id }) => Ok(Reach::Candidate(*candidate_id)),
        (TrustWith(scope), _) => holds(scope).map(|()| Reach::Trust),
        (TrainingWith(scope), _) => holds(scope).map(|()| Reach::Training),
        (
            OwnWith(scope),
            Who::Partner {
                organisation_id, ..
            },
        ) => holds(scope).map(|()| Reach::Organisation(*organisation_id)),
        (No | Own | OwnWith(_), _) => Err(AccessError::NotAllowed),
    }
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

fn column(principal: &Principal) -> Option<Column> {
    match &principal.who {
        Who::Staff {
            role: Role::Coordinator,
            ..
        } => Some(Column::Coordinator),
        Who::Staff {
            role: Role::HiringManager,
            ..
        } => Some(Column::HiringManager),
        Who::Staff {
            role: Role::Administrator,
            ..
        } => Some(Column::Administrator),
        Who::Candidate { .. } => Some(Column::Candidate),
        Who::Partner {
            kind: OrganisationKind::Jobcentre,
            ..
        } => Some(Column::Jobcentre),
        Who::Partner {
            kind: OrganisationKind::College,
            ..
        } => Some(Column::College),
        Who::Partner {
            kind: OrganisationKind::School | OrganisationKind::Charity,
            ..
        } => None,
    }
}

fn cell(operation: O, column: Column) -> Cell {
    POLICY
        .iter()
        .find(|(row, _)| *row == operation)
        .map_or(No, |(_, cells)| cells[column as usize])
}

/// The table in words, as the golden file holds it.
#[must_use]
pub fn print() -> String {
    let mut text = String::from(
        "operation              coordinator  hiring_manager  administrator  candidate  jobcentre                      college\n",
    );
    for operation in O::ALL {
        if is_public(*operation) {
            let _never_fails = writeln!(text, "{:<22} anybody", operation.id());
            continue;
        }
        let of = |column| words(cell(*operation, column));
        let line = format!(
            "{:<22} {:<12} {:<15} {:<14} {:<10} {:<30} {}",
            operation.id(),
            of(Column::Coordinator),
            of(Column::HiringManager),
            of(Column::Administrator),
            of(Column::Candidate),
            of(Column::Jobcentre),
            of(Column::College),
        );
        let _never_fails = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn words(cell: Cell) -> String {
    match cell {
        No => "-".to_owned(),
        Themselves => "themselves".to_owned(),
        Trust => "the Trust's".to_owned(),
        Own => "their own".to_owned(),
        TrustWith(scope) => format!("the Trust's [{scope}]"),
        OwnWith(scope) => format!("their own [{scope}]"),
        TrainingWith(scope) => format!("in training [{scope}]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_in_the_table_once_or_is_public() {
        for operation in O::ALL {
            let rows = POLICY.iter().filter(|(row, _)| row == operation).count();
            assert_eq!(
                rows + usize::from(is_public(*operation)),
                1,
                "{}",
                operation.id()
            );
        }
    }

    #[test]
    fn the_table_is_the_one_that_was_agreed() {
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/access/policy.golden.txt");
        if std::env::var_os("FOOTHOLD_WRITE_GOLDEN").is_some() {
            std::fs::write(golden, print()).expect("the golden file");
        }
        let agreed = std::fs::read_to_string(golden).expect("the golden file");
        assert_eq!(
            agreed,
            print(),
            "the policy changed: look at the difference, then run this test with FOOTHOLD_WRITE_GOLDEN=1"
        );
    }

    #[test]
    fn a_school_and_a_charity_may_do_nothing_yet() {
        for kind in [OrganisationKind::School, OrganisationKind::Charity] {
            let partner = Principal {
                trust_id: uuid::Uuid::nil().into(),
                who: Who::Partner {
                    client_id: uuid::Uuid::nil().into(),
                    organisation_id: uuid::Uuid::nil().into(),
                    kind,
                    scopes: <Scope as shared::values::Coded>::ALL.to_vec(),
                },
                name: "A partner".to_owned(),
            };
            assert!(
                O::ALL
                    .iter()
                    .all(|operation| partner.may(*operation).is_err())
            );
        }
    }
}
