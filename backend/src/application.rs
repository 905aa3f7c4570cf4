//! The one function that builds the application, for `main` and for tests.

mod demo_clock;
mod document;
mod fallback;
mod health;
mod jobs;

pub use document::{openapi, partner_openapi, summary};
pub use jobs::jobs;

use crate::{
    accounts, adjustments, assets, assignments, audit, candidates, duplicates, guarantees,
    identity,
    identity::Identity,
    journeys,
    live::{self, Watchers},
    notes, organisations, pages,
    platform::{
        clock::Clock,
        crypto::FieldKeys,
        database::Database,
        http::{
            Routes, TrustedProxies, attach_request_id, configure,
            idempotency::RequestKey,
            limits::{self, Allowance, Limits},
            security::{self, BehindTls},
            slow_body::{self, BodyTime},
            stopping::{self, Stopping},
        },
        ids::Ids,
    },
    programmes, reference_data, referrals, registers, reports, soundness, tasks, vacancies,
};
use actix_web::{
    App, Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    middleware::{Compress, from_fn},
    web::{self, Data},
};
use utoipa::openapi::OpenApi;
use utoipa_actix_web::{AppExt as _, scope, service_config::ServiceConfig};

/// What every service stands on. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Platform {
    /// Where records are kept.
    pub database: Database,
    /// The time of the journeys.
    pub clock: Clock,
    /// Where ids come from.
    pub ids: Ids,
    /// What fields are sealed with that are not kept in the clear.
    pub fields: FieldKeys,
}

/// What an application is built from. Cheap to clone: each worker builds its own.
#[derive(Debug, Clone)]
pub struct Application {
    /// What every service stands on.
    pub platform: Platform,
    /// What sign-in stands on.
    pub identity: Identity,
    /// What stands between it and the network.
    pub edge: Edge,
}

/// What stands between a server and the network. Cheap to clone; the workers of one server share its buckets.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The proxies whose word is believed.
    pub proxies: TrustedProxies,
    /// How much may be asked.
    pub limits: Limits,
    /// How long a body may take.
    pub body_time: BodyTime,
    /// Whether it is to end.
    pub stopping: Stopping,
    /// How many look at changes at once.
    pub watchers: Watchers,
}

impl Edge {
    /// An edge without proxies.
    #[must_use]
    pub fn with(allowance: Allowance) -> Self {
        Self {
            proxies: TrustedProxies::default(),
            limits: Limits::new(allowance),
            body_time: BodyTime::default(),
            stopping: Stopping::default(),
            watchers: Watchers::default(),
        }
    }
}

/// Builds the application: every route of every feature, and what stands around them.
pub fn build(
    application: Application,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let Application {
        platform,
        identity,
        edge,
    } = application;
    let documents = document::documents();
    App::new()
        .configure(configure)
        .app_data(Data::new(Routes::of(&documents.whole)))
        .configure(|config| demo_clock::routes(&platform, config))
        .app_data(Data::new(RequestKey::of(&platform.fields)))
        .app_data(Data::new(platform))
        .app_data(Data::new(BehindTls(identity.is_behind_tls())))
        .app_data(Data::new(identity))
        .app_data(Data::new(edge.proxies))
        .app_data(Data::new(edge.limits))
        .app_data(Data::new(edge.body_time))
        .app_data(Data::new(edge.stopping))
        .app_data(Data::new(edge.watchers))
        // Before the features: what begins with their address is otherwise theirs.
        .configure(|config| documents.mount(config))
        .into_utoipa_app()
        .configure(documented)
        .into_app()
        .configure(health::routes)
        .configure(assets::routes)
        .configure(identity::form_routes)
        .configure(identity::single_sign_on_routes)
        .configure(pages::routes)
        .default_service(web::to(fallback::not_found))
        .wrap(Compress::default())
        .wrap(from_fn(security::refuse_cross_site))
        .wrap(from_fn(slow_body::bound))
        .wrap(from_fn(limits::limit))
        .wrap(from_fn(security::headers))
        .wrap(from_fn(attach_request_id))
        .wrap(from_fn(stopping::close_connections))
}

/// What the routes say about themselves.
fn collected() -> OpenApi {
    App::new()
        .into_utoipa_app()
        .configure(documented)
        .split_for_parts()
        .1
}

/// Every route that the document tells of.
fn documented(config: &mut ServiceConfig) {
    let auth = scope("/auth").configure(identity::routes);
    config.service(auth.configure(accounts::auth_routes));
    config.service(scope("/api/v1").configure(features));
    identity::token_routes(config);
}

/// The features of the API, in the journey's order.
fn features(config: &mut ServiceConfig) {
    identity::api_routes(config);
    accounts::own_routes(config);
    accounts::routes(config);
    reference_data::routes(config);
    organisations::routes(config);
    identity::client_routes(config);
    assignments::routes(config);
    vacancies::routes::routes(config);
    programmes::routes::routes(config);
    audit::routes::routes(config);
    candidates::routes::routes(config);
    duplicates::routes::routes(config);
    referrals::routes::routes(config);
    journeys::routes::routes(config);
    adjustments::routes::routes(config);
    notes::routes::routes(config);
    registers::routes::routes(config);
    guarantees::routes::routes(config);
    tasks::routes::routes(config);
    reports::routes::routes(config);
    live::routes(config);
    soundness::routes(config);
}
