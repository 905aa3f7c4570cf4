//! For each operation a real record, whose it is, and a body that would be taken. A new operation needs a line here.
//!
//! A change of something that has a version names one that nobody has read: whoever may make it is told so (412), and the
//! records stay as they are for the next one who asks.

use super::scene::{Scene, with};
use crate::journeys::world::plan;
use backend::access::{Cell, Column, Operation as O, cell};
use serde_json::{Value, json};
use uuid::Uuid;

/// A version that nobody has read.
pub const NOBODYS_VERSION: i32 = 999;

/// Whose the record of a case is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The address names none.
    None,
    /// The Trust's.
    Trust,
    /// A partner's own: the first Jobcentre's.
    Jobcentre,
    /// Of the programme.
    Programme,
    /// Of a person on the programme.
    Person,
    /// Somebody's own, and nobody's who asks.
    Another,
}

/// What is asked for.
pub struct Case {
    /// Whose the record is.
    pub whose: Whose,
    /// What stands for `{id}`; others are set in [`address`].
    pub id: Option<String>,
    /// What is sent.
    pub body: Value,
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "ids and texts are given alike"
)]
fn case(whose: Whose, id: impl ToString, body: Value) -> Option<Case> {
    Some(Case {
        whose,
        id: Some(id.to_string()),
        body,
    })
}

fn without_record(body: Value) -> Option<Case> {
    Some(Case {
        whose: Whose::None,
        id: None,
        body,
    })
}

/// The case of an operation, for somebody of a column.
pub fn case_of(operation: O, scene: &Scene, column: Option<Column>) -> Option<Case> {
    match operation {
        O::ReadMe
        | O::ListUsers
        | O::ListSignIns
        | O::ReadPolicy
        | O::ReadAccessRules
        | O::ListOrganisations
        | O::ListApiClients
        | O::ListAssignments
        | O::ListVacancies
        | O::ListProgrammes
        | O::ListAudit
        | O::ListCandidates
        | O::ListDuplicates
        | O::ListReferrals
        | O::ListJourneys
        | O::ListGuarantees
        | O::ListTasks
        | O::ReportStages
        | O::ReportBreakdown
        | O::WatchChanges
        | O::ListSoundnessChecks => without_record(Value::Null),
        _ => of_accounts(operation, scene)
            .or_else(|| of_partners(operation, scene))
            .or_else(|| of_programmes(operation, scene))
            .or_else(|| of_people(operation, scene))
            .or_else(|| of_journeys(operation, scene, column)),
    }
}

fn of_accounts(operation: O, scene: &Scene) -> Option<Case> {
    let user = scene.world.app.trust.coordinator;
    let wrong = "not the password of anybody";
    match operation {
        O::ReadUser => case(Whose::Trust, user, Value::Null),
        O::InviteUser => without_record(json!({
            "name": "Ines Ash", "email": format!("{}@riverside.example", Uuid::now_v7()), "role": "coordinator",
        })),
        O::ChangeUserRole => case(Whose::Trust, user, json!({ "role": "trainer" })),
        O::SendInvitation | O::TakeBackInvitation | O::DisableUser | O::EnableUser => {
            case(Whose::Trust, user, json!({}))
        }
        O::EndSignIn => case(Whose::Another, Uuid::now_v7(), json!({})),
        O::EndAllSignIns => without_record(json!({})),
        O::ChangePassword => {
            without_record(json!({ "old_password": wrong, "password": "otter brick lamp violin" }))
        }
        O::ConfirmPassword => without_record(json!({ "password": wrong })),
        _ => None,
    }
}

fn of_partners(operation: O, scene: &Scene) -> Option<Case> {
    let trust = &scene.world.app.trust;
    let jobcentre = trust.jobcentre.id;
    match operation {
        O::CreateOrganisation => without_record(
            json!({ "kind": "charity", "name": format!("Charity {}", Uuid::now_v7()) }),
        ),
        O::ReadOrganisation => case(Whose::Jobcentre, jobcentre, Value::Null),
        O::SetAccessRules => without_record(json!({ "hiring_managers_by_programme": false })),
        O::CreateAssignment => without_record(json!({
            "programme_id": scene.world.programme, "user_id": null, "organisation_id": trust.college.id,
        })),
        O::EndAssignment => case(Whose::Trust, &scene.assignment, json!({})),
        O::CreateApiClient => without_record(json!({
            "organisation_id": jobcentre, "name": "Another", "scopes": ["programmes:read"], "expires_on": null, "jwks": null,
        })),
        O::ReadApiClient => case(Whose::Trust, &scene.api_client, Value::Null),
        O::RotateApiClient => case(
            Whose::Trust,
            &scene.api_client,
            json!({ "overlap_days": 7, "jwks": null }),
        ),
        O::ChangeApiClient => case(
            Whose::Trust,
            &scene.api_client,
            json!({ "scopes": ["programmes:read"] }),
        ),
        O::DisableApiClient => case(Whose::Trust, &scene.api_client, json!({})),
        _ => None,
    }
}

fn of_programmes(operation: O, scene: &Scene) -> Option<Case> {
    let (vacancy, programme) = (&scene.world.vacancy, &scene.world.programme);
    let session = json!({
        "kind": "screening", "module": "Screening day", "held_on": "2026-05-28", "starts_at": "09:30", "ends_at": "15:30",
        "venue": "Education Centre", "capacity": 12, "required": false,
    });
    let slot =
        json!({ "held_on": "2026-06-10", "starts_at": "09:00", "venue": "Education Centre" });
    match operation {
        O::CreateVacancy => without_record(json!({
            "title": "Porter", "band": "2", "openings": 1, "hours_per_week": 30, "duration_weeks": null, "site": "General",
        })),
        O::ReadVacancy => case(Whose::Trust, vacancy, Value::Null),
        O::CloseVacancy => case(Whose::Trust, vacancy, json!({})),
        O::CreateProgramme => without_record(plan(vacancy)),
        O::ReadProgramme | O::ListSessions | O::ListInterviewSlots => {
            case(Whose::Programme, programme, Value::Null)
        }
        O::PublishProgramme | O::CloseProgramme | O::CancelProgramme => {
            case(Whose::Programme, programme, json!({}))
        }
        O::PlanSession => case(Whose::Programme, programme, session),
        O::ChangeSession => case(
            Whose::Programme,
            &scene.session,
            json!({
                "starts_at": "09:30", "ends_at": "15:30", "venue": "The Old Library", "trainer": null, "capacity": 12,
            }),
        ),
        O::PlanInterviewSlot => case(Whose::Programme, programme, slot),
        _ => None,
    }
}

fn of_people(operation: O, scene: &Scene) -> Option<Case> {
    match operation {
        O::ReadCandidate => case(Whose::Person, scene.offered.candidate, Value::Null),
        O::FindCandidates => without_record(json!({ "family_name": "R", "ni_number": null })),
        O::SearchCandidates => without_record(json!({ "search": "Rachman" })),
        O::CorrectCandidate => case(
            Whose::Person,
            scene.offered.candidate,
            json!({ "language": "pl" }),
        ),
        O::SetAdjustments => case(
            Whose::Person,
            scene.offered.candidate,
            json!({ "words": "A ramp", "known_by": [], "on_word": null }),
        ),
        O::SettleDuplicate => case(
            Whose::Trust,
            &scene.duplicate,
            json!({ "decision": "two_people", "survivor_id": null, "merged_id": null, "reason": null }),
        ),
        O::CreateReferral => without_record(with(
            scene.world.referral("Cresswell"),
            "organisation_id",
            json!(scene.world.app.trust.jobcentre.id),
        )),
        O::CreateReferralBatch => without_record(json!({ "referrals": [] })),
        O::ReadReferralImport | O::ListReferralImportRows => {
            case(Whose::Jobcentre, &scene.import, Value::Null)
        }
        O::ReadReferral => case(Whose::Person, &scene.referral, Value::Null),
        O::ConfirmReferral => case(
            Whose::Person,
            &scene.referral,
            json!({ "benefit_confirmed_on": "2026-05-08" }),
        ),
        _ => None,
    }
}

fn of_journeys(operation: O, scene: &Scene, column: Option<Column>) -> Option<Case> {
    // A college is asked about somebody in its training week, everybody else about somebody with an offer.
    let is_college =
        column.is_some_and(|column| matches!(cell(operation, column), Cell::TrainingWith(_)));
    let journey = if is_college {
        &scene.in_training.id
    } else {
        &scene.offered.id
    };
    let line =
        json!({ "journey_id": scene.in_training.id, "attendance": "present", "reason": null });
    match operation {
        O::ReadJourney
        | O::ListJourneyEvents
        | O::ListTransitions
        | O::ListBookings
        | O::ReadTrial
        | O::ReadChecks
        | O::ReadOffer
        | O::ReadAdjustments
        | O::ListNotes => case(Whose::Person, journey, Value::Null),
        O::WriteNote => case(
            Whose::Person,
            journey,
            json!({ "text": "Came early.", "visibility": "only_me" }),
        ),
        O::StrikeNote => case(Whose::Person, &scene.note, json!({})),
        O::MakeTransition => case(
            Whose::Person,
            journey,
            json!({
                "reason": "found_work", "note": null, "hear_of_other_programmes": false, "next_step": "other_work",
            }),
        ),
        O::MakeTransitionBatch => {
            without_record(json!({ "name": "withdraw", "details": {}, "journeys": [] }))
        }
        O::ReadRegister => case(Whose::Programme, &scene.session, Value::Null),
        O::RecordRegister => case(Whose::Programme, &scene.session, json!({ "lines": [line] })),
        O::SignOffRegister => case(Whose::Programme, &scene.session, json!({})),
        _ => None,
    }
}

/// The address of a case; `id` may be one that is not there.
pub fn address(path: &str, id: Option<&str>) -> String {
    path.replace("{id}", id.unwrap_or_default())
        .replace("{name}", "withdraw")
}
