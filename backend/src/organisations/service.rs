//! What can be done with partners, one transaction each.

use super::store::{self, OrganisationRow};
use crate::{
    access::Reach,
    application::Platform,
    platform::{
        audit::{self, AuditEntry},
        database::{DatabaseError, DatabaseResult},
        http::Problem,
    },
};
use shared::{
    ids::{OrganisationId, TrustId},
    journey::Actor,
    organisations::{CreateOrganisation, OrganisationKind, OrganisationView},
};

/// Why a partner was not made or not found.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// There is none, or it is not theirs to see.
    #[error("there is no such organisation")]
    NotFound,
    /// One of this kind has this name.
    #[error("there is a {0} of this name already")]
    NameTaken(OrganisationKind),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<OrganisationError> for Problem {
    fn from(error: OrganisationError) -> Self {
        match error {
            OrganisationError::NotFound => Self::not_found(),
            OrganisationError::NameTaken(_) => {
                Self::conflict("A partner of this kind has this name already.")
            }
            OrganisationError::Database(error) => error.into(),
        }
    }
}

/// Makes a partner.
///
/// # Errors
/// When one of its kind has its name.
pub async fn create(
    platform: &Platform,
    trust: TrustId,
    actor: Actor,
    request_id: String,
    request: CreateOrganisation,
) -> Result<OrganisationView, OrganisationError> {
    let now = platform.clock.now();
    let id: OrganisationId = platform.ids.new_id();
    platform
        .database
        .write(move |db| {
            let row = OrganisationRow {
                id,
                kind: request.kind,
                name: request.name.to_string(),
                version: 1,
            };
            store::insert(db, trust, &row, now).map_err(|error| {
                if error.is_duplicate("organisations", "name") {
                    OrganisationError::NameTaken(request.kind)
                } else {
                    error.into()
                }
            })?;
            let made = ("organisation", id.as_uuid());
            let line =
                AuditEntry::done(trust, now, &actor, "create_organisation", made, &request_id);
            audit::record(db, &line)?;
            Ok(row.into())
        })
        .await
}

/// One partner, if it is within reach.
pub(super) async fn find(
    platform: &Platform,
    trust: TrustId,
    reach: Reach,
    id: OrganisationId,
) -> Result<OrganisationView, OrganisationError> {
    let within = match reach {
        Reach::Trust => true,
        Reach::Organisation(own) => own == id,
        _ => false,
    };
    let found = platform
        .database
        .read(move |db| store::find(db, trust, id))
        .await?;
    found
        .filter(|_| within)
        .map(Into::into)
        .ok_or(OrganisationError::NotFound)
}

/// Partners, by name; one row more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    trust: TrustId,
    kind: Option<OrganisationKind>,
    after: Option<(String, OrganisationId)>,
    limit: i64,
) -> DatabaseResult<Vec<OrganisationView>> {
    let rows = platform
        .database
        .read(move |db| store::list(db, trust, kind, after, limit))
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}
