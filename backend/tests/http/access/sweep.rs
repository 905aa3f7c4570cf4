//! Every operation, asked by everybody.

use super::{
    cases::{Case, NOBODYS_VERSION, Whose, address, case_of},
    document::{Documented, documented, operation_of},
    principals::{Asker, everybody},
    scene::Scene,
    without_request_id,
};
use crate::support::client::{Client, Reply};
use actix_web::http::Method;
use backend::access::{Cell, Operation as O, Step, cell, is_public, may_make, step_of};
use shared::{identity::Scope, journey::Move};
use uuid::Uuid;

/// What must come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// Nobody is known: 401.
    Unknown,
    /// The policy has no place for it: 403.
    Forbidden,
    /// Outside the reach: 404, as for what is not there.
    NotThere,
    /// It is theirs to ask: anything else, and 200 for what is only read.
    Theirs,
}

/// What the policy's table and the record's owner lead to.
fn expected(operation: O, asker: &Asker, case: &Case) -> Expected {
    if !asker.is_known {
        return Expected::Unknown;
    }
    let Some(column) = asker.column else {
        return Expected::Forbidden;
    };
    let cell = cell(operation, column);
    if cell == Cell::No || scope_of(cell).is_some_and(|scope| !asker.scopes.contains(&scope)) {
        return Expected::Forbidden;
    }
    let moves = matches!(operation, O::MakeTransition | O::MakeTransitionBatch);
    if moves && may_make(asker.role(), Move::Withdraw, None).is_err() {
        return Expected::Forbidden;
    }
    if !reaches(cell, asker, case.whose) {
        return Expected::NotThere;
    }
    let keeps = matches!(operation, O::RecordRegister | O::SignOffRegister);
    let is_anothers = asker
        .role()
        .is_some_and(|role| step_of(role, Move::RecordAttendance) == Step::AtScreening);
    // The session of the case is one of the training week.
    if keeps && is_anothers {
        return Expected::Forbidden;
    }
    Expected::Theirs
}

fn scope_of(cell: Cell) -> Option<Scope> {
    match cell {
        Cell::TrustWith(scope) | Cell::OwnWith(scope) | Cell::TrainingWith(scope) => Some(scope),
        _ => None,
    }
}

fn reaches(cell: Cell, asker: &Asker, whose: Whose) -> bool {
    if whose == Whose::Another {
        return false;
    }
    if whose == Whose::None || cell == Cell::Themselves {
        return true;
    }
    asker.is_ours
        && match cell {
            Cell::No => false,
            Cell::Themselves | Cell::Trust | Cell::Managed | Cell::TrustWith(_) => true,
            Cell::Programmes | Cell::TrainingWith(_) => asker.is_assigned,
            Cell::Own | Cell::OwnWith(_) => asker.is_owner,
        }
}

async fn ask(client: &Client, operation: &Documented, path: &str, case: &Case) -> Reply {
    let asked = client.request(operation.method.clone(), path);
    if operation.method == Method::GET {
        return asked.send().await;
    }
    asked
        .if_match(NOBODYS_VERSION)
        .json(&case.body)
        .send()
        .await
}

/// What is wrong with an answer, where anything is.
fn fault(
    operation: &Documented,
    asker: &Asker,
    expected: Expected,
    reply: &Reply,
) -> Option<String> {
    let fits = match expected {
        Expected::Unknown => reply.status == 401,
        Expected::Forbidden => reply.status == 403,
        Expected::NotThere => reply.status == 404,
        Expected::Theirs if operation.method == Method::GET => reply.status == 200,
        Expected::Theirs => !matches!(reply.status, 401 | 403 | 404) && reply.status < 500,
    };
    // The log names whom it tells of, to the two roles that may read it.
    let names_people = operation.id == "list_audit";
    let hidden = asker.hidden.iter().filter(|_| !names_people);
    let seen = hidden.copied().find(|name| reply.text.contains(name));
    match (fits, seen) {
        (true, None) => None,
        (false, _) => Some(format!(
            "{} asks {}: expected {expected:?}, came {} {}",
            asker.name, operation.id, reply.status, reply.text
        )),
        (true, Some(name)) => Some(format!(
            "{} asks {} and reads of {name}, who is not theirs",
            asker.name, operation.id
        )),
    }
}

async fn sweep(scene: &Scene) -> Vec<String> {
    let app = &scene.world.app;
    let mut faults = Vec::new();
    let everybody = everybody(scene).await;
    let before = scene.world.view(&scene.offered).await;
    for documented in documented() {
        let operation = operation_of(&documented);
        if is_public(operation) {
            continue;
        }
        for asker in &everybody {
            let Some(case) = case_of(operation, scene, asker.column) else {
                faults.push(format!(
                    "uncovered: {} has no case in cases.rs",
                    documented.id
                ));
                break;
            };
            let client = asker.client(app).await;
            let expected = expected(operation, asker, &case);
            let path = address(&documented.path, case.id.as_deref());
            let reply = ask(&client, &documented, &path, &case).await;
            faults.extend(fault(&documented, asker, expected, &reply));
            if expected == Expected::NotThere {
                let nowhere = address(&documented.path, Some(&Uuid::now_v7().to_string()));
                let absent = ask(&client, &documented, &nowhere, &case).await;
                if without_request_id(&absent) != without_request_id(&reply) {
                    faults.push(format!(
                        "{} can tell what is foreign from what is absent with {}: {} and {}",
                        asker.name, documented.id, reply.text, absent.text
                    ));
                }
            }
        }
    }
    assert_eq!(
        scene.world.view(&scene.offered).await,
        before,
        "nobody has changed anything"
    );
    faults
}

on_both_databases! {
    async fn nobody_gets_what_is_not_theirs_with_any_operation(database: Database) {
        let scene = Scene::new(database).await;
        let faults = sweep(&scene).await;
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }
}
