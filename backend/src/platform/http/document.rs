//! The OpenAPI document, completed from what the routes themselves say.
//!
//! utoipa collects a handler's paths from the application, and the schemas that are named in attributes. Ours are
//! named by the return type only, so that each answer also notes its schemas here, and [`complete`] adds those that
//! the document refers to.

use shared::problem::ProblemDetails;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, HeaderBuilder, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem},
        schema::{ArrayBuilder, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type},
    },
};

type Schemas = BTreeMap<String, RefOr<Schema>>;

/// The schemas of every answer, by name. What is noted depends only on the types, so that the order of noting does
/// not matter.
static NOTED: Mutex<Schemas> = Mutex::new(BTreeMap::new());

fn noted() -> MutexGuard<'static, Schemas> {
    NOTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A reference to the schema of `T`, which is noted with all it refers to.
pub fn schema_of<T: ToSchema>() -> RefOr<Schema> {
    let mut schemas = vec![(T::name().into_owned(), T::schema())];
    T::schemas(&mut schemas);
    noted().extend(schemas);
    RefOr::Ref(Ref::from_schema_name(T::name()))
}

/// The schema of one page of a list of `T`.
pub(super) fn page_of<T: ToSchema>() -> RefOr<Schema> {
    let cursor = ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::SchemaType::from_iter([
            Type::String,
            Type::Null,
        ]))
        .description(Some("Where the next page begins; null on the last one."));
    RefOr::T(Schema::Object(
        ObjectBuilder::new()
            .property("data", ArrayBuilder::new().items(schema_of::<T>()))
            .property("next_cursor", cursor)
            .required("data")
            .required("next_cursor")
            .build(),
    ))
}

/// One answer with a JSON body.
pub(super) fn response(
    status: &str,
    description: &str,
    schema: RefOr<Schema>,
    headers: &[&str],
) -> BTreeMap<String, RefOr<Response>> {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let mut response = ResponseBuilder::new()
        .description(description)
        .content("application/json", content);
    for name in headers {
        let text = Object::builder().schema_type(Type::String).build();
        response = response.header(*name, HeaderBuilder::new().schema(Some(text)).build());
    }
    BTreeMap::from([(status.to_owned(), RefOr::T(response.build()))])
}

/// Every refusal has the same shape.
pub(super) fn problems() -> BTreeMap<String, RefOr<Response>> {
    let one = |description: &str| {
        let content = ContentBuilder::new()
            .schema(Some(schema_of::<ProblemDetails>()))
            .build();
        let response = ResponseBuilder::new()
            .description(description)
            .content(super::problem::PROBLEM_JSON, content);
        RefOr::T(response.build())
    };
    BTreeMap::from([
        (
            "4XX".to_owned(),
            one("Refused: `code` says why. Nothing was changed."),
        ),
        (
            "5XX".to_owned(),
            one("Something went wrong on our side. Nothing was changed."),
        ),
    ])
}

/// Adds what the routes did not say themselves: the schemas that are referred to, and the values in each path.
#[must_use]
pub fn complete(mut document: OpenApi) -> OpenApi {
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            declare_path_values(path, operation);
        }
    }
    let mut components = document.components.take().unwrap_or_default();
    loop {
        document.components = Some(components);
        let missing = missing_schemas(&document);
        components = document.components.take().unwrap_or_default();
        let known = noted();
        let found: Vec<_> = missing
            .iter()
            .filter_map(|name| Some((name.clone(), known.get(name)?.clone())))
            .collect();
        if found.is_empty() {
            break;
        }
        components.schemas.extend(found);
    }
    document.components = Some(components);
    document
}

/// The names that a document refers to and does not define. Empty, or the document is wrong.
#[must_use]
pub fn missing_schemas(document: &OpenApi) -> BTreeSet<String> {
    let mut referred = BTreeSet::new();
    if let Ok(json) = serde_json::to_value(document) {
        collect_references(&json, &mut referred);
    }
    if let Some(components) = &document.components {
        referred.retain(|name| !components.schemas.contains_key(name));
    }
    referred
}

fn collect_references(json: &serde_json::Value, found: &mut BTreeSet<String>) {
    use serde_json::Value;
    match json {
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref")
                && let Some(name) = reference.strip_prefix("#/components/schemas/")
            {
                found.insert(name.to_owned());
            }
            members
                .values()
                .for_each(|member| collect_references(member, found));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_references(item, found)),
        _ => {}
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        item.get.as_mut(),
        item.put.as_mut(),
        item.post.as_mut(),
        item.delete.as_mut(),
        item.patch.as_mut(),
    ]
    .into_iter()
    .flatten()
}

/// `{name}` in a path is an id, unless its route says otherwise.
fn declare_path_values(path: &str, operation: &mut Operation) {
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name);
    for name in names {
        let parameters = operation.parameters.get_or_insert_with(Vec::new);
        if parameters
            .iter()
            .any(|parameter| is_path_value(parameter, name))
        {
            continue;
        }
        let mut schema = ObjectBuilder::new().schema_type(Type::String);
        if name == "id" || name.ends_with("_id") {
            schema = schema.format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
        }
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .schema(Some(schema.build()))
            .build();
        parameters.push(parameter.into());
    }
}

fn is_path_value(parameter: &RefOr<Parameter>, name: &str) -> bool {
    match parameter {
        RefOr::T(parameter) => {
            parameter.name == name && matches!(parameter.parameter_in, ParameterIn::Path)
        }
        RefOr::Ref(_) => false,
    }
}
