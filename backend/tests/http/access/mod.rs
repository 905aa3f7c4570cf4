//! Nobody gets what is not theirs: asked of every operation that the document tells of and of every form, by everybody.
//!
//! [`sweep`] asks each operation as each [`principals`] somebody, with a real record ([`scene`]) and a body that would be taken
//! ([`cases`]); what must come back follows from the policy's table and from whose the record is. An operation without a
//! case, and a form without a line in [`forms`], fails.

mod cases;
mod document;
mod forms;
mod principals;
mod scene;
mod sweep;

use crate::support::client::Reply;
use backend::{access::Operation, application};
use document::documented;
use serde_json::Value;
use std::collections::BTreeSet;

/// A reply's body without what differs between any two requests.
pub fn without_request_id(reply: &Reply) -> Value {
    let mut body = reply.json.clone();
    if let Some(members) = body.as_object_mut() {
        members.remove("request_id");
    }
    body
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
