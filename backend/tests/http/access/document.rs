//! The operations as the document tells of them.

use actix_web::http::Method;
use backend::{access::Operation, application};
use serde_json::Value;

/// One operation of the document.
pub struct Documented {
    /// Its id.
    pub id: String,
    /// How it is asked for.
    pub method: Method,
    /// Where, with its ids in braces.
    pub path: String,
}

/// All of them.
pub fn documented() -> Vec<Documented> {
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

/// The operation, as the policy knows it.
pub fn operation_of(documented: &Documented) -> Operation {
    let known = Operation::ALL
        .iter()
        .find(|operation| operation.id() == documented.id);
    *known.unwrap_or_else(|| panic!("{} is not in the policy", documented.id))
}
