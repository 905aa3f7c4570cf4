//! The endpoints of many referrals at once.

use super::{
    ROWS_OF_A_PART,
    file::{File, Purpose, Sent, too_large},
    import,
    rows::Row,
    service,
};
use crate::access::{Operation, Principal};
use crate::application::Platform;
use crate::journeys::Asker;
use crate::platform::http::idempotency::{Idempotency, Once};
use crate::platform::http::{
    Accepted, Answer, BodyDigest, Either, Found, Limit, Listed, PathOf, Problem, Query, RequestId,
    broken_off, cursor, json_of,
};
use actix_web::web::{BytesMut, Data, Payload};
use actix_web::{HttpMessage as _, HttpRequest, get, http::header, post};
use futures_util::StreamExt as _;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use shared::identity::PrincipalKind;
use shared::ids::ReferralImportId;
use shared::problem::ProblemCode;
use shared::referrals::{ReferralBatch, ReferralBatchView, ReferralImportView, ReferralRowView};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The name of the list of rows in its cursors.
const LIST: &str = "referral_import_rows";
/// A list in JSON has no more bytes than these. What is longer is sent as CSV.
const MOST_BYTES_OF_JSON: usize = 512 * 1024;

/// Mounts the endpoints.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(create_referral_batch)
        .service(read_referral_import)
        .service(list_referral_import_rows);
}

/// How many referrals are sent.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct BatchQuery {
    /// Check everything and keep nothing.
    dry_run: Option<bool>,
}

/// A page of rows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct RowsQuery {
    /// Where the page begins, from `next_cursor`.
    cursor: Option<String>,
    /// How many at most, 1 to 200; 50 unless told.
    #[param(value_type = Option<u16>)]
    limit: Option<Limit>,
}

/// Sends many people, as a list in JSON or as a CSV file, each row taken or refused as a single referral would be. Up to 100 rows are
/// answered at once (200); a longer file becomes an import (202), which can be left and asked about.
#[utoipa::path(
    tag = "referrals",
    operation_id = "create_referral_batch",
    params(BatchQuery, ("Idempotency-Key" = Option<String>, Header, description = "The same key and body are done once; required of partners")),
    request_body(content((ReferralBatch = "application/json"), (String = "text/csv")))
)]
#[post("/referrals/batch")]
async fn create_referral_batch(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    Query(query): Query<BatchQuery>,
    request: HttpRequest,
    body: Payload,
    idempotency: Idempotency,
) -> Answer<Once<Either<Found<ReferralBatchView>, Accepted<ReferralImportView>>>> {
    let reach = principal.may(Operation::CreateReferralBatch)?;
    let dry_run = query.dry_run.unwrap_or(false);
    let is_partner = principal.kind() == PrincipalKind::Partner;
    let idempotency = if is_partner && !dry_run {
        idempotency.require()?
    } else {
        idempotency
    };
    let asker = Asker::of(&principal, reach, request_id);
    let trust = asker.trust_id;
    let sent = receive(&platform, &asker, &request, body, dry_run).await?;
    let kept = match &sent {
        Sent::Few(_) => None,
        Sent::Many(id, _) => Some(*id),
    };
    let is_ours = std::cell::Cell::new(false);
    let work = async {
        is_ours.set(true);
        match sent {
            Sent::Few(rows) => {
                let taken = service::take(&platform, asker, rows, dry_run).await?;
                Ok(Either::One(Found::new(taken)))
            }
            Sent::Many(id, rows) => {
                import::start(&platform, trust, id, rows).await?;
                let row = import::find(&platform, &asker, id).await?;
                let row = row.ok_or_else(Problem::not_found)?;
                let view = import::view(&row);
                import::go_on_with(&platform, trust, id).await?;
                let place = format!("/api/v1/referral-imports/{id}");
                Ok(Either::Other(Accepted::new(place, view)))
            }
        }
    };
    let answer = idempotency
        .once(
            &platform.database,
            &platform.clock,
            trust,
            &principal.key(),
            work,
        )
        .await;
    if let Some(id) = kept.filter(|_| !is_ours.get()) {
        // The same file was sent before, and is under way or done.
        import::forget(&platform, trust, id).await?;
    }
    answer
}

/// Reads the body: JSON whole, CSV piece by piece.
async fn receive(
    platform: &Platform,
    asker: &Asker,
    request: &HttpRequest,
    body: Payload,
    dry_run: bool,
) -> Answer<Sent> {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let media_type = header(header::CONTENT_TYPE).unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default().trim();
    let unsupported = |what| Problem::new(ProblemCode::UnsupportedMediaType).detail(what);
    if header(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return Err(unsupported("Send the body without Content-Encoding."));
    }
    match media_type.to_ascii_lowercase().as_str() {
        "application/json" => listed(request, body).await.map(Sent::Few),
        "text/csv" => {
            let purpose = Purpose {
                dry_run,
                drafts: None,
            };
            let mut file = File::of(platform, asker, purpose);
            let received = received(&mut file, request, body).await;
            match (received, file.import) {
                (Err(problem), Some(id)) => {
                    import::forget(platform, asker.trust_id, id).await?;
                    Err(problem)
                }
                (received, _) => received,
            }
        }
        _ => Err(unsupported("Send application/json or text/csv.")),
    }
}

async fn listed(request: &HttpRequest, mut body: Payload) -> Answer<Vec<Row>> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = body.next().await {
        bytes.extend_from_slice(&chunk.map_err(broken_off)?);
        if bytes.len() > MOST_BYTES_OF_JSON {
            return Err(too_large("A list in JSON", MOST_BYTES_OF_JSON));
        }
    }
    let digest = BodyDigest(Sha256::digest(&bytes).into());
    request.extensions_mut().insert(digest);
    let ReferralBatch { referrals } = json_of(&bytes)?;
    if referrals.len() > ROWS_OF_A_PART {
        let what = format!("A list has at most {ROWS_OF_A_PART} referrals. Send more as text/csv.");
        return Err(Problem::new(ProblemCode::TooLarge).detail(what));
    }
    let rows = (1_u32..).zip(referrals);
    Ok(rows.map(|(number, sent)| Row::of(number, sent)).collect())
}

async fn received(file: &mut File<'_>, request: &HttpRequest, mut body: Payload) -> Answer<Sent> {
    let mut digest = Sha256::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(broken_off)?;
        digest.update(&chunk);
        file.take(&chunk).await?;
    }
    let digest = BodyDigest(digest.finalize().into());
    request.extensions_mut().insert(digest);
    file.end().await
}

/// How far an import is.
#[utoipa::path(tag = "referrals", operation_id = "read_referral_import", params(("id" = ReferralImportId, Path, description = "The import")))]
#[get("/referral-imports/{id}")]
async fn read_referral_import(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ReferralImportId>,
) -> Answer<Found<ReferralImportView>> {
    let reach = principal.may(Operation::ReadReferralImport)?;
    let asker = Asker::of(&principal, reach, request_id);
    let row = import::find(&platform, &asker, id).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    Ok(Found::new(import::view(&row)))
}

/// What came of the rows of an import that are done, in their order.
#[utoipa::path(
    tag = "referrals",
    operation_id = "list_referral_import_rows",
    params(RowsQuery, ("id" = ReferralImportId, Path, description = "The import"))
)]
#[get("/referral-imports/{id}/rows")]
async fn list_referral_import_rows(
    principal: Principal,
    platform: Data<Platform>,
    request_id: RequestId,
    PathOf(id): PathOf<ReferralImportId>,
    Query(query): Query<RowsQuery>,
) -> Answer<Listed<ReferralRowView>> {
    let reach = principal.may(Operation::ListReferralImportRows)?;
    let asker = Asker::of(&principal, reach, request_id);
    let after: u32 = match query.cursor.as_deref() {
        Some(text) => cursor::decode(LIST, text)?,
        None => 0,
    };
    let limit = query.limit.unwrap_or_default();
    let row = import::find(&platform, &asker, id).await?;
    row.ok_or_else(Problem::not_found)?;
    let rows = import::rows_done(&platform, asker.trust_id, id, after, limit.count()).await?;
    let key = |last: &ReferralRowView| cursor::encode(LIST, &last.row);
    Ok(Listed::from_rows(rows, limit, key, |view| view))
}
