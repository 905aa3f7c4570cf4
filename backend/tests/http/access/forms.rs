//! The forms of the pages that the server renders: each has a line here with the operation that it asks for, and is sent by
//! everybody. The list is compared with the routes of the program itself, so that a form without a line fails.

use super::{
    principals::{Asker, everybody},
    scene::Scene,
};
use backend::access::{Cell, Column, Operation as O, cell};
use std::{collections::BTreeSet, fs, path::Path};
use uuid::Uuid;

/// What a form asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Whoever fills it in shows who they are with it, or signs out.
    Anybody,
    /// Something of a candidate's own.
    Candidate(O),
    /// Something of staff: the operation, whether its address names a record.
    Staff(O),
}

use Asks::{Anybody, Candidate, Staff};

const FORMS: &[(&str, Asks)] = &[
    ("/sign-in", Anybody),
    ("/sign-in/code", Anybody),
    ("/sign-in/set-up", Anybody),
    ("/sign-in/passkey", Anybody),
    ("/sign-in/passkey/done", Anybody),
    ("/account/second-factor/start", Staff(O::ReadMe)),
    ("/account/second-factor/confirm", Staff(O::ReadMe)),
    ("/account/second-factor/codes", Staff(O::ReadMe)),
    ("/account/second-factor/off", Staff(O::ReadMe)),
    ("/account/passkeys", Staff(O::ReadMe)),
    ("/account/passkeys/new", Staff(O::ReadMe)),
    ("/account/passkeys/{id}/remove", Staff(O::ReadMe)),
    ("/account/calendar", Staff(O::ReadMe)),
    ("/account/calendar/end", Staff(O::ReadMe)),
    ("/sign-out", Anybody),
    ("/my/sign-in", Anybody),
    ("/my/sign-in/code", Anybody),
    ("/my/link/{link}", Anybody),
    ("/my/language", Anybody),
    ("/my/answer/{token}", Anybody),
    ("/my/answer/{token}/another-day", Anybody),
    ("/my/answer/{token}/cannot-come", Anybody),
    ("/invitation/{token}", Anybody),
    ("/reset-password/{token}", Anybody),
    ("/forgotten-password", Anybody),
    ("/account/password", Staff(O::ChangePassword)),
    ("/account/confirm", Staff(O::ConfirmPassword)),
    ("/account/confirm/passkey", Staff(O::ConfirmPassword)),
    ("/account/confirm/passkey/done", Staff(O::ConfirmPassword)),
    ("/account/confirm/trust", Staff(O::ConfirmPassword)),
    ("/people", Staff(O::SearchCandidates)),
    ("/people/duplicates/{id}", Staff(O::SettleDuplicate)),
    ("/programmes/plan", Staff(O::CreateProgramme)),
    ("/referrals/import", Staff(O::CreateReferralBatch)),
    (
        "/referrals/import/{id}/confirm",
        Staff(O::CreateReferralBatch),
    ),
    ("/candidates/{id}/correct", Staff(O::CorrectCandidate)),
    ("/today/{id}", Staff(O::ListTasks)),
    ("/account/sign-ins/end-all", Staff(O::EndAllSignIns)),
    ("/account/sign-ins/{id}/end", Staff(O::EndSignIn)),
    ("/administration/accounts/new", Staff(O::InviteUser)),
    (
        "/administration/accounts/{id}/role",
        Staff(O::ChangeUserRole),
    ),
    (
        "/administration/accounts/{id}/disable",
        Staff(O::DisableUser),
    ),
    ("/administration/accounts/{id}/enable", Staff(O::EnableUser)),
    (
        "/administration/accounts/{id}/invitation/send",
        Staff(O::SendInvitation),
    ),
    (
        "/administration/accounts/{id}/invitation/take-back",
        Staff(O::TakeBackInvitation),
    ),
    ("/my/adjustments", Candidate(O::SetAdjustments)),
    ("/journeys/{id}/adjustments", Staff(O::SetAdjustments)),
    ("/journeys/{id}/notes", Staff(O::WriteNote)),
    ("/notes/{id}/strike", Staff(O::StrikeNote)),
    ("/my/moves/{id}/{name}", Candidate(O::MakeTransition)),
    ("/programmes/{id}/moves", Staff(O::MakeTransitionBatch)),
    (
        "/programmes/{id}/scores/{sheet}",
        Staff(O::MakeTransitionBatch),
    ),
    ("/sessions/{id}/change", Staff(O::ChangeSession)),
    ("/programmes/{id}/screening-days/add", Staff(O::PlanSession)),
    ("/administration/assignments", Staff(O::CreateAssignment)),
    (
        "/administration/assignments/rules",
        Staff(O::SetAccessRules),
    ),
    (
        "/administration/assignments/{id}/end",
        Staff(O::EndAssignment),
    ),
    ("/administration/partners/new", Staff(O::CreateApiClient)),
    (
        "/administration/partners/{id}/rotate",
        Staff(O::RotateApiClient),
    ),
    (
        "/administration/partners/{id}/scopes",
        Staff(O::ChangeApiClient),
    ),
    (
        "/administration/partners/{id}/disable",
        Staff(O::DisableApiClient),
    ),
];

/// The addresses that the program mounts a form at, from its own source: actix does not tell of its routes.
fn mounted() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")),
        &mut found,
    );
    found
}

fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.extend(posts_in(&fs::read_to_string(&path).expect("a file")));
        }
    }
}

/// Each `.route("…", web::post()…)` of a file, also where it stands on several lines.
fn posts_in(source: &str) -> Vec<String> {
    let parts = source.split(".route(").skip(1);
    let post = |part: &str| {
        let address = part.split('"').nth(1)?;
        let method = part.split("web::").nth(1)?;
        method.starts_with("post()").then(|| address.to_owned())
    };
    parts
        .filter_map(post)
        .filter(|address| !address.starts_with("/demo/"))
        .collect()
}

#[test]
fn every_form_of_the_program_has_a_line_here() {
    let listed: BTreeSet<String> = FORMS
        .iter()
        .map(|(address, _)| (*address).to_owned())
        .collect();
    let mounted = mounted();
    let uncovered: Vec<_> = mounted.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&mounted).collect();
    assert!(
        uncovered.is_empty() && gone.is_empty(),
        "uncovered: {uncovered:?}; gone: {gone:?}"
    );
}

/// The fields of a form that would be taken, and that change nothing: their version is one that nobody has read.
const FIELDS: [(&str, &str); 11] = [
    ("code", "000000"),
    ("name", "My telephone"),
    ("ceremony", "00000000-0000-7000-8000-000000000000"),
    ("credential", "{}"),
    ("role", "trainer"),
    ("version", "999"),
    ("sure", "yes"),
    ("overlap_days", "7"),
    ("scopes", "programmes:read"),
    ("reason", "found_work"),
    ("hear_of_other_programmes", "false"),
];

fn may(operation: O, asker: &Asker) -> bool {
    asker.is_known
        && asker
            .column
            .is_some_and(|column| cell(operation, column) != Cell::No)
}

/// What must come back from a form: nobody is sent to sign in, a stranger is told that it is for others.
fn fits(asks: Asks, address: &str, asker: &Asker, (status, to): (u16, &str)) -> bool {
    let (operation, is_theirs) = match asks {
        Anybody => return status < 400 || status == 422,
        Candidate(operation) => (operation, asker.name.contains("candidate")),
        Staff(operation) => (operation, asker.role().is_some()),
    };
    // What is not on a programme of theirs is not there for them.
    let narrowed = asker.column.map(|column| cell(operation, column)) == Some(Cell::Programmes);
    let is_within = asker.is_assigned || !narrowed;
    match (asker.is_known, is_theirs && may(operation, asker)) {
        (false, _) => status == 303 && to.contains("sign-in?next="),
        // A partner's token is no session of a browser; a page says that it is for others.
        (true, false) => matches!(status, 403 | 404),
        // What is narrowed to programmes is not there for whoever is not assigned.
        (true, true)
            if address.starts_with("/programmes")
                && !asker.is_assigned
                && asker
                    .column
                    .is_some_and(|column| cell(operation, column) == Cell::Programmes) =>
        {
            status == 404
        }
        // The screening day is scored by whose move that is, of those who may make any.
        (true, true)
            if address.contains("/scores/")
                && matches!(asker.column, Some(Column::Trainer | Column::HiringManager)) =>
        {
            matches!(status, 403 | 404)
        }
        (true, true) if !address.contains('{') => {
            status < 500 && !matches!(status, 401 | 403 | 404)
        }
        (true, true)
            if asker.is_ours && is_within && (matches!(asks, Staff(_)) || asker.is_owner) =>
        {
            status < 500 && !matches!(status, 401 | 403 | 404)
        }
        (true, true) => status == 404,
    }
}

on_both_databases! {
    async fn nobody_gets_what_is_not_theirs_with_any_form(database: Database) {
        let scene = Scene::new(database).await;
        let everybody = everybody(&scene).await;
        let file = crate::referrals::uploaded(&scene.world).await;
        let mut faults = Vec::new();
        for (address, asks) in FORMS.iter().filter(|(_, asks)| *asks != Anybody) {
            for asker in &everybody {
                let record = match asks {
                    Candidate(_) => scene.offered.id.clone(),
                    _ if address.starts_with("/administration/assignments") => scene.assignment.clone(),
                    _ if address.starts_with("/programmes") => scene.world.programme.clone(),
                    _ if address.starts_with("/people") => scene.duplicate.clone(),
                    _ if address.starts_with("/sessions") => scene.session.clone(),
                    _ if address.starts_with("/notes") => scene.note.clone(),
                    _ if address.starts_with("/journeys") => scene.offered.id.clone(),
                    _ if address.starts_with("/today") => scene.offered.id.clone(),
                    _ if address.starts_with("/referrals/import") => file.clone(),
                    _ if address.starts_with("/candidates") => scene.offered.candidate.to_string(),
                    _ if address.starts_with("/administration/accounts") => scene.world.app.trust.coordinator.to_string(),
                    _ => scene.api_client.clone(),
                };
                // One that lasts is ended by whoever may: each asks for one that is not there instead.
                let is_end = address.ends_with("/end") || address.ends_with("/remove");
                let record = if is_end { Uuid::now_v7().to_string() } else { record };
                let path = address.replace("{id}", &record).replace("{name}", "withdraw").replace("{sheet}", "screening");
                let reply = asker.client(&scene.world.app).await.form(&path, &FIELDS).await;
                let answered = (reply.status, reply.header("location"));
                let is_absent = is_end && reply.status == 404 && asker.is_known;
                if !is_absent && !fits(*asks, address, asker, answered) {
                    faults.push(format!("{} sends {path}: {answered:?}", asker.name));
                }
                let seen = asker.hidden.iter().find(|name| reply.text.contains(**name));
                faults.extend(seen.map(|name| format!("{} sends {path} and reads of {name}", asker.name)));
            }
        }
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}
