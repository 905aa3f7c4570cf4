//! The OpenAPI documents: the whole one, and the part that partners need. Both come from the application's own routes.

use crate::{access::Operation, platform::http::document as completion};
use actix_web::{
    HttpResponse,
    http::header,
    middleware::DefaultHeaders,
    web::{self, Bytes},
};
use std::{collections::BTreeSet, sync::LazyLock};
use utoipa::openapi::{
    ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, Tag,
    security::{
        ApiKey, ApiKeyValue, ClientCredentials, Flow, OAuth2, Scopes, SecurityRequirement,
        SecurityScheme,
    },
    tag::TagBuilder,
};
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

/// Both documents.
pub(super) struct Documents {
    pub whole: OpenApi,
    pub partner: OpenApi,
}

const WHOLE: &str = "/api/v1/openapi.json";
const PARTNER: &str = "/api/v1/partner.json";

/// The document's own page: its drawings are `data:` URLs, and its styles are set by script.
const PAGE_POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
     object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

/// Both documents, made once: the routes do not change while the program runs.
pub(super) fn documents() -> &'static Documents {
    static DOCUMENTS: LazyLock<Documents> = LazyLock::new(|| {
        let whole = complete(super::collected());
        let partner = for_partners(whole.clone());
        Documents { whole, partner }
    });
    &DOCUMENTS
}

impl Documents {
    /// Serves both, and the page to read and try them at `/docs`.
    pub fn mount(&self, config: &mut web::ServiceConfig) {
        for (path, document) in [(WHOLE, &self.whole), (PARTNER, &self.partner)] {
            let body = Bytes::from(print(document));
            let serve = move || {
                let body = body.clone();
                async move {
                    HttpResponse::Ok()
                        .content_type("application/json")
                        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
                        .body(body)
                }
            };
            config.route(path, web::get().to(serve));
        }
        let page = SwaggerUi::new("/{_:.*}").config(Config::new([
            Url::new("For partners", PARTNER),
            Url::new("Everything", WHOLE),
        ]));
        config.service(web::redirect("/docs", "/docs/")).service(
            web::scope("/docs")
                .wrap(DefaultHeaders::new().add((header::CONTENT_SECURITY_POLICY, PAGE_POLICY)))
                .service(page),
        );
    }
}

/// A document as it is checked in and served.
fn print(document: &OpenApi) -> String {
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// The whole document as text, from the application's routes.
#[must_use]
pub fn openapi() -> String {
    print(&documents().whole)
}

/// What an operation does, in the document's own words; nothing where it has none.
#[must_use]
pub fn summary(id: &str) -> Option<&'static str> {
    let items = documents().whole.paths.paths.values();
    let operations = items.flat_map(|item| {
        [&item.get, &item.put, &item.post, &item.patch, &item.delete]
            .into_iter()
            .flatten()
    });
    let mut named = operations.filter(|one| one.operation_id.as_deref() == Some(id));
    named.next().and_then(|one| one.summary.as_deref())
}

/// The partners' part of it as text.
#[must_use]
pub fn partner_openapi() -> String {
    print(&documents().partner)
}

/// What the routes do not say: what the whole is, and how one signs in.
fn complete(collected: OpenApi) -> OpenApi {
    let mut document = completion::complete(collected);
    document.info = InfoBuilder::new()
        .title("Foothold")
        .version("1")
        .description(Some(
            "One contract for staff, partners and candidates: what you see and may do depends on who you are. \
             Every refusal is `application/problem+json` with a stable `code`. What changes carries an `ETag`, and \
             a change to it needs `If-Match`. A POST that is sent twice with one `Idempotency-Key` is done once.",
        ))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    document.tags = Some(tags());
    let components = document.components.take().unwrap_or_default();
    let components = ComponentsBuilder::from(components)
        .security_scheme("session", session())
        .security_scheme("partner", token())
        .build();
    document.components = Some(components);
    document.security = Some(vec![
        SecurityRequirement::new::<_, [&str; 0], &str>("session", []),
        SecurityRequirement::new::<_, [&str; 0], &str>("partner", []),
    ]);
    document
}

fn session() -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-session",
        "A browser's session. Without TLS, as in a demo, the cookie is `session`.",
    )))
}

fn token() -> SecurityScheme {
    use shared::{identity::Scope, values::Coded};
    let scopes = Scope::ALL.iter().map(|scope| (scope.code(), scope.label()));
    let flow = ClientCredentials::new("/oauth/token", Scopes::from_iter(scopes));
    SecurityScheme::OAuth2(OAuth2::with_description(
        [Flow::ClientCredentials(flow)],
        "A partner's access token, which lives for 10 minutes.",
    ))
}

fn tags() -> Vec<Tag> {
    [
        ("identity", "Who somebody is."),
        ("users", "Staff accounts."),
        ("reference data", "The closed lists: codes and labels."),
        (
            "organisations",
            "Partners: Jobcentres, colleges, schools and charities.",
        ),
        (
            "api clients",
            "Partners' systems: their scopes, secrets and keys.",
        ),
        (
            "access",
            "Who works on which programme, and who may do what.",
        ),
        ("vacancies", "Posts to be filled."),
        ("programmes", "Runs of the pathway, each for one vacancy."),
        ("audit", "Who read or changed what."),
        ("candidates", "People."),
        ("duplicates", "Two people on record who are perhaps one."),
        (
            "referrals",
            "A Jobcentre's sending of one person to one programme.",
        ),
        (
            "journeys",
            "One candidate on one programme: where they are and what can happen next.",
        ),
        ("adjustments", "What people need, and who may know."),
        (
            "notes",
            "What staff write down about a person, for those whom the writer chooses.",
        ),
        ("registers", "Who came to a session."),
        ("guarantees", "Interviews that were earned and are owed."),
        (
            "tasks",
            "What the open journeys wait for: who owes it, and by when.",
        ),
        ("reports", "What can be said of many journeys together."),
    ]
    .map(|(name, description)| {
        TagBuilder::new()
            .name(name)
            .description(Some(description))
            .build()
    })
    .to_vec()
}

/// The operations for which a partner's token can be enough, and the schemas that these refer to.
fn for_partners(mut document: OpenApi) -> OpenApi {
    let is_theirs = |operation: &Option<utoipa::openapi::path::Operation>| {
        let id = operation
            .as_ref()
            .and_then(|operation| operation.operation_id.as_deref());
        Operation::ALL
            .iter()
            .any(|known| id == Some(known.id()) && known.is_for_partners())
    };
    document.paths.paths.retain(|_, item| {
        for operation in [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.patch,
            &mut item.delete,
        ] {
            if !is_theirs(operation) {
                *operation = None;
            }
        }
        [&item.get, &item.put, &item.post, &item.patch, &item.delete]
            .iter()
            .any(|left| left.is_some())
    });
    document.info.title = "Foothold for partners".to_owned();
    document.info.description = Some(include_str!("partner_guide.md").to_owned());
    if let Some(components) = &mut document.components {
        components.security_schemes.remove("session");
        let mut wanted = schemas_in(&document.paths);
        loop {
            let reached = wanted
                .iter()
                .filter_map(|name| components.schemas.get(name));
            let further: BTreeSet<String> = reached.flat_map(schemas_in).collect();
            if further.is_subset(&wanted) {
                break;
            }
            wanted.extend(further);
        }
        components.schemas.retain(|name, _| wanted.contains(name));
    }
    document.security = Some(vec![SecurityRequirement::new::<_, [&str; 0], &str>(
        "partner",
        [],
    )]);
    document
}

/// The names of the schemas that a part of a document refers to.
fn schemas_in(part: &impl serde::Serialize) -> BTreeSet<String> {
    let json = serde_json::to_string(part).unwrap_or_default();
    json.split("\"#/components/schemas/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}
