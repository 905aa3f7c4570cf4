//! Nobody gets what is not theirs: asked of every operation that the document tells of.

use crate::journeys::world::{World, text};
use crate::support::{
    application::TestApplication,
    client::{Client, Reply},
};
use actix_web::http::Method;
use backend::{
    access::{Operation, is_public},
    application,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A reply's body without what differs between any two requests.
pub fn without_request_id(reply: &Reply) -> Value {
    let mut body = reply.json.clone();
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
    }
    body
}

/// One operation of the document.
struct Documented {
    id: String,
    method: Method,
    path: String,
}

fn documented() -> Vec<Documented> {
    let document: Value = serde_json::from_str(&application::openapi()).expect("a document");
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            operations.push(Documented {
                id: id.to_owned(),
                method: method.to_uppercase().parse().expect("a method"),
                path: path.clone(),
            });
        }
    }
    operations
}

/// The path with ids that belong to nobody.
fn to_nothing(path: &str) -> String {
    let mut filled = String::new();
    for part in path.split('/').skip(1) {
        filled.push('/');
        match part {
            "{name}" => filled.push_str("accept"),
            part if part.starts_with('{') => filled.push_str(&Uuid::now_v7().to_string()),
            part => filled.push_str(part),
        }
    }
    filled
}

async fn ask(client: &Client, operation: &Documented, path: &str) -> Reply {
    let asked = client.request(operation.method.clone(), path);
    if operation.method == Method::GET {
        return asked.send().await;
    }
    asked.if_match(1).json(&json!({})).send().await
}

fn operation_of(documented: &Documented) -> Operation {
    let known = Operation::ALL
        .iter()
        .find(|operation| operation.id() == documented.id);
    *known.unwrap_or_else(|| panic!("{} is not in the policy", documented.id))
}

#[test]
fn every_operation_of_the_document_is_in_the_policy_and_the_other_way_round() {
    let in_document: BTreeSet<String> = documented().into_iter().map(|one| one.id).collect();
    let in_policy: BTreeSet<String> = Operation::ALL
        .iter()
        .map(|one| one.id().to_owned())
        .collect();
    assert_eq!(in_document, in_policy);
}

#[test]
fn every_reference_of_both_documents_resolves() {
    for text in [application::openapi(), application::partner_openapi()] {
        let document: Value = serde_json::from_str(&text).expect("a document");
        assert!(
            document["openapi"]
                .as_str()
                .is_some_and(|version| version.starts_with("3.1"))
        );
        for reference in references(&document) {
            let place = reference.trim_start_matches('#');
            assert!(
                document.pointer(place).is_some(),
                "{reference} leads nowhere"
            );
        }
    }
}

fn references(json: &Value) -> Vec<String> {
    match json {
        Value::Object(members) => {
            let own = members
                .get("$ref")
                .and_then(Value::as_str)
                .map(str::to_owned);
            own.into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

on_both_databases! {
    async fn nobody_gets_in(database: Database) {
        let app = TestApplication::on(database).await;
        let nobody = app.as_nobody();
        for operation in documented().iter().filter(|one| !is_public(operation_of(one))) {
            let reply = ask(&nobody, operation, &to_nothing(&operation.path)).await;
            assert_eq!(reply.status, 401, "{}: {}", operation.id, reply.text);
            assert_eq!(reply.code(), "not_signed_in", "{}", operation.id);
            assert!(reply.header("www-authenticate").starts_with("Bearer"), "{}", operation.id);
        }
    }

    async fn outsiders_get_nothing(database: Database) {
        let app = TestApplication::on(database).await;
        let outsiders = [
            ("another Trust's administrator", app.as_neighbour().await),
            ("another Jobcentre", app.as_other_jobcentre().await),
            ("a college", app.as_college().await),
            ("a candidate", crate::identity::candidate_client(&app, &app.trust).await),
        ];
        for operation in documented().iter().filter(|one| !is_public(operation_of(one))) {
            for (who, client) in &outsiders {
                let path = to_nothing(&operation.path);
                let reply = ask(client, operation, &path).await;
                assert!(reply.status < 500, "{who}, {}: {}", operation.id, reply.text);
                if path_names_a_record(operation) {
                    assert!(
                        matches!(reply.status, 400 | 403 | 404 | 412 | 422),
                        "{who}, {}: {} {}", operation.id, reply.status, reply.text
                    );
                    assert!(operation.method != Method::GET || matches!(reply.status, 403 | 404), "{who}, {}", operation.id);
                }
            }
        }
    }
}

fn path_names_a_record(operation: &Documented) -> bool {
    operation.path.contains('{')
}

on_both_databases! {
    async fn what_is_not_yours_is_answered_as_what_is_not_there(database: Database) {
        let world = World::new(database).await;
        let walker = world.refer("Okoro").await;
        let (screening, slot) = (world.screening_day().await, world.free_slot().await);
        assert!(!slot.is_empty());
        let referrals = world.app.as_coordinator().await.get("/referrals").await.expect(200);
        let referral = text(&referrals["data"][0]["id"]);
        let records = [
            ("candidates", walker.candidate.to_string()),
            ("journeys", walker.id.clone()),
            ("organisations", world.app.trust.jobcentre.id.to_string()),
            ("programmes", world.programme.clone()),
            ("referrals", referral),
            ("sessions", screening),
            ("vacancies", world.vacancy.clone()),
        ];
        let outsiders = [
            ("another Trust's administrator", world.app.as_neighbour().await, true),
            ("another Jobcentre", world.app.as_other_jobcentre().await, false),
            ("another candidate", crate::identity::candidate_client(&world.app, &world.app.trust).await, false),
        ];
        let before = world.view(&walker).await;
        for operation in documented().iter().filter(|one| !is_public(operation_of(one))) {
            let Some((collection, id)) = records.iter().find(|(name, _)| operation.path.starts_with(&format!("/api/v1/{name}/{{id}}"))) else {
                continue;
            };
            for (who, client, sees_nothing_of_the_trust) in &outsiders {
                // What a partner may read of the whole Trust is not foreign to it.
                if !sees_nothing_of_the_trust && ["programmes", "vacancies"].contains(collection) {
                    continue;
                }
                let there = operation.path.replace("{id}", id).replace("{name}", "accept");
                let foreign = ask(client, operation, &there).await;
                let absent = ask(client, operation, &to_nothing(&operation.path)).await;
                assert!(foreign.status >= 400, "{who}, {}: {}", operation.id, foreign.text);
                assert_eq!(
                    (foreign.status, without_request_id(&foreign)),
                    (absent.status, without_request_id(&absent)),
                    "{who}, {}", operation.id
                );
            }
        }
        assert_eq!(world.view(&walker).await, before);
    }
}
