//! What can be done with assignments, one transaction each.

use super::store::{self, AssignmentFilter, AssignmentRow, Whom};
use crate::{
    access::Principal,
    application::Platform,
    platform::{
        audit::{self, AuditEntry},
        database::{AnyConnection, DatabaseError, DatabaseResult},
        http::Problem,
    },
};
use chrono::{DateTime, SecondsFormat, Utc};
use shared::{
    assignments::{AccessRules, AssignmentView, CreateAssignment},
    identity::Role,
    ids::AssignmentId,
    organisations::OrganisationKind,
    problem::{FieldError, ProblemCode},
};
use uuid::Uuid;

/// Why nobody was given a programme, or why it was not ended.
#[derive(Debug, thiserror::Error)]
pub enum AssignmentError {
    /// There is none, or it is not theirs.
    #[error("there is no such assignment")]
    NotFound,
    /// It has changed since it was read.
    #[error("the assignment has changed since it was read")]
    Stale,
    /// They are on the programme already.
    #[error("they are assigned to this programme already")]
    Already,
    /// A value that cannot be.
    #[error("{message}")]
    Invalid {
        /// Where it stands in the request.
        pointer: &'static str,
        /// What to do.
        message: &'static str,
    },
    /// The database could not.
    #[error(transparent)]
    Database(DatabaseError),
}

impl From<DatabaseError> for AssignmentError {
    fn from(error: DatabaseError) -> Self {
        if error.is_duplicate("assignments", "programme_id") {
            Self::Already
        } else {
            Self::Database(error)
        }
    }
}

impl From<AssignmentError> for Problem {
    fn from(error: AssignmentError) -> Self {
        match error {
            AssignmentError::NotFound => Self::not_found(),
            AssignmentError::Stale => Self::stale(),
            AssignmentError::Already => {
                Self::conflict("They are assigned to this programme already.")
            }
            AssignmentError::Invalid { pointer, message } => {
                Self::new(ProblemCode::Invalid).error(pointer, "invalid", message)
            }
            AssignmentError::Database(error) => error.into(),
        }
    }
}

impl AssignmentError {
    /// What stands beside the field of a form, where a field is the cause.
    #[must_use]
    pub fn field(&self) -> Option<FieldError> {
        match self {
            Self::Invalid { pointer, message } => Some(FieldError {
                pointer: (*pointer).to_owned(),
                code: "invalid".to_owned(),
                message: (*message).to_owned(),
            }),
            _ => None,
        }
    }
}

const fn invalid(pointer: &'static str, message: &'static str) -> AssignmentError {
    AssignmentError::Invalid { pointer, message }
}

/// Gives a programme to somebody.
///
/// # Errors
/// When there is no such programme or nobody such, their part is not by programme, or they have it already.
pub async fn assign(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    request: CreateAssignment,
) -> Result<AssignmentView, AssignmentError> {
    let now = platform.clock.now();
    let id: AssignmentId = platform.ids.new_id();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            let programme = request.programme_id;
            if !store::has_programme(db, trust, programme)? {
                return Err(invalid("/programme_id", "There is no such programme."));
            }
            let whom = whom(db, &principal, &request)?;
            store::insert(db, trust, (id, programme, whom), now)?;
            log(
                db,
                &principal,
                "create_assignment",
                id.as_uuid(),
                (now, &request_id),
            )?;
            find(db, &principal, id)
        })
        .await
}

fn whom(
    db: &mut AnyConnection,
    principal: &Principal,
    request: &CreateAssignment,
) -> Result<Whom, AssignmentError> {
    let trust = principal.trust_id;
    match (request.user_id, request.organisation_id) {
        (Some(user), None) => match store::role_of(db, trust, user)? {
            Some(Role::Assessor | Role::Trainer | Role::HiringManager) => Ok(Whom::User(user)),
            Some(_) => Err(invalid(
                "/user_id",
                "Only assessors, trainers and hiring managers are assigned to programmes.",
            )),
            None => Err(invalid("/user_id", "There is no such member of staff.")),
        },
        (None, Some(organisation)) => match store::kind_of(db, trust, organisation)? {
            Some(OrganisationKind::College) => Ok(Whom::Organisation(organisation)),
            Some(_) => Err(invalid(
                "/organisation_id",
                "Only colleges are assigned to programmes: a Jobcentre reaches the people it referred.",
            )),
            None => Err(invalid("/organisation_id", "There is no such partner.")),
        },
        _ => Err(invalid(
            "/user_id",
            "Name a member of staff or a partner, one of the two.",
        )),
    }
}

fn find(
    db: &mut AnyConnection,
    principal: &Principal,
    id: AssignmentId,
) -> Result<AssignmentView, AssignmentError> {
    let only = AssignmentFilter {
        id: Some(id),
        ..AssignmentFilter::default()
    };
    store::list(db, principal.trust_id, only, None, 1)?
        .pop()
        .map(view)
        .ok_or(AssignmentError::NotFound)
}

/// Ends an assignment: from the next request on they reach the programme no more.
///
/// # Errors
/// [`AssignmentError::NotFound`], or [`AssignmentError::Stale`] when it has ended since it was read.
pub async fn end(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    (id, expected): (AssignmentId, i32),
) -> Result<AssignmentView, AssignmentError> {
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let read = find(db, &principal, id)?;
            if read.version != expected || !store::end(db, principal.trust_id, id, now)? {
                return Err(AssignmentError::Stale);
            }
            log(
                db,
                &principal,
                "end_assignment",
                id.as_uuid(),
                (now, &request_id),
            )?;
            find(db, &principal, id)
        })
        .await
}

/// Assignments, the newest first; one more than `limit`, to know whether another page follows.
///
/// # Errors
/// When the database could not answer.
pub async fn list(
    platform: &Platform,
    principal: &Principal,
    filter: AssignmentFilter,
    before: Option<AssignmentId>,
    limit: i64,
) -> DatabaseResult<Vec<AssignmentView>> {
    let trust = principal.trust_id;
    let rows = platform
        .database
        .read(move |db| store::list(db, trust, filter, before, limit + 1))
        .await?;
    Ok(rows.into_iter().map(view).collect())
}

/// Somebody to whom a programme can be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    whom: Whom,
    /// Their name.
    pub name: String,
    /// What the member of staff does.
    pub role: Option<Role>,
    /// What kind of partner it is.
    pub kind: Option<OrganisationKind>,
}

impl Worker {
    /// Who it is, as a form sends it: `user:…` or `college:…`.
    #[must_use]
    pub fn code(&self) -> String {
        match self.whom {
            Whom::User(id) => format!("user:{id}"),
            Whom::Organisation(id) => format!("college:{id}"),
        }
    }
}

/// Everybody to whom a programme can be given, by name.
///
/// # Errors
/// When the database could not answer.
pub async fn people(platform: &Platform, principal: &Principal) -> DatabaseResult<Vec<Worker>> {
    let trust = principal.trust_id;
    let (users, partners) = platform
        .database
        .snapshot(move |db| -> DatabaseResult<_> {
            let users = store::assignable_users(db, trust)?;
            Ok((users, store::assignable_partners(db, trust)?))
        })
        .await?;
    let users = users.into_iter().map(|(id, name, role)| Worker {
        whom: Whom::User(id),
        name,
        role: Some(role),
        kind: None,
    });
    let partners = partners.into_iter().map(|(id, name, kind)| Worker {
        whom: Whom::Organisation(id),
        name,
        role: None,
        kind: Some(kind),
    });
    Ok(users.chain(partners).collect())
}

/// How far members of staff reach in this Trust.
///
/// # Errors
/// When the database could not answer.
pub async fn rules(platform: &Platform, principal: &Principal) -> DatabaseResult<AccessRules> {
    let trust = principal.trust_id;
    platform
        .database
        .read(move |db| store::rules(db, trust))
        .await
}

/// Changes how far members of staff reach. It counts from the next request on.
///
/// # Errors
/// When the database could not keep it.
pub async fn change_rules(
    platform: &Platform,
    principal: Principal,
    request_id: String,
    rules: AccessRules,
) -> DatabaseResult<AccessRules> {
    let now = platform.clock.now();
    platform
        .database
        .write(move |db| {
            let trust = principal.trust_id;
            store::set_rules(db, trust, &rules)?;
            let at = (now, request_id.as_str());
            log(db, &principal, "set_access_rules", trust.as_uuid(), at)?;
            Ok(rules)
        })
        .await
}

fn log(
    db: &mut AnyConnection,
    principal: &Principal,
    action: &str,
    id: Uuid,
    (now, request_id): (DateTime<Utc>, &str),
) -> DatabaseResult<()> {
    let actor = principal.actor();
    let kind = if action == "set_access_rules" {
        "trust"
    } else {
        "assignment"
    };
    let what = (kind, id);
    let entry = AuditEntry::done(principal.trust_id, now, &actor, action, what, request_id);
    audit::record(db, &entry)
}

fn view(row: AssignmentRow) -> AssignmentView {
    let text = |instant: DateTime<Utc>| instant.to_rfc3339_opts(SecondsFormat::Millis, true);
    let (user_name, role) = row.user.unzip();
    let (organisation_name, kind) = row.organisation.unzip();
    AssignmentView {
        id: row.id,
        programme_id: row.programme_id,
        programme_title: row.programme_title,
        user_id: row.user_id,
        organisation_id: row.organisation_id,
        name: user_name.or(organisation_name).unwrap_or_default(),
        role,
        kind,
        assigned_at: text(row.created_at),
        version: if row.ended_at.is_some() { 2 } else { 1 },
        ended_at: row.ended_at.map(text),
    }
}
