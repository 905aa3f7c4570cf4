//! Somebody who is signed in, and how far they reach.

use super::{AccessError, Operation, policy};
use shared::{
    adjustments::Knower,
    identity::{PrincipalKind, Role, Scope},
    ids::{ApiClientId, CandidateId, OrganisationId, TrustId, UserId},
    journey::{Actor, ActorKind},
    organisations::OrganisationKind,
};
use uuid::Uuid;

/// Somebody who is signed in. As an argument of a route it is whoever sent the request (401 if nobody did).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// The Trust they belong to: they reach nothing outside it.
    pub trust_id: TrustId,
    /// Who they are.
    pub who: Who,
    /// The name that the history shows.
    pub name: String,
}

/// What kind of somebody they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A member of the Trust's staff.
    Staff {
        /// Who.
        user_id: UserId,
        /// What they do.
        role: Role,
    },
    /// A candidate.
    Candidate {
        /// Who.
        candidate_id: CandidateId,
    },
    /// A partner's system.
    Partner {
        /// Which one.
        client_id: ApiClientId,
        /// Whose it is.
        organisation_id: OrganisationId,
        /// What kind of partner that is.
        kind: OrganisationKind,
        /// What its token may be used for.
        scopes: Vec<Scope>,
    },
}

/// Which rows of the Trust count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of the Trust's.
    Trust,
    /// Those of the people that this partner referred.
    Organisation(OrganisationId),
    /// Those of the programmes that this member of staff is assigned to.
    Programmes(UserId),
    /// All of the Trust's or, where the Trust says so, those of the programmes that they are assigned to.
    Managed(UserId),
    /// Those of the people who are selected for or in a training week that this college is assigned to.
    Training(OrganisationId),
    /// Those of this person.
    Candidate(CandidateId),
}

impl Principal {
    /// Whether they may do this at all, and how far it reaches.
    ///
    /// # Errors
    /// When their kind may not, or their token lacks the scope.
    pub fn may(&self, operation: Operation) -> Result<Reach, AccessError> {
        policy::reach(self, operation)
    }

    /// Whether their token carries a scope; whoever has no token needs none.
    ///
    /// # Errors
    /// When it does not.
    pub fn holds(&self, scope: Scope) -> Result<(), AccessError> {
        match &self.who {
            Who::Partner { scopes, .. } if !scopes.contains(&scope) => {
                Err(AccessError::ScopeMissing)
            }
            _ => Ok(()),
        }
    }

    /// The part they play in a journey. A school and a charity play none yet: the policy gives them nothing.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            kind: self.actor_kind(),
            id: self.id(),
            name: self.name.clone(),
        }
    }

    /// The kind of part they play.
    #[must_use]
    pub fn actor_kind(&self) -> ActorKind {
        match &self.who {
            Who::Staff { role, .. } => actor_kind_of(*role),
            Who::Candidate { .. } => ActorKind::Candidate,
            Who::Partner {
                kind: OrganisationKind::Jobcentre,
                ..
            } => ActorKind::Jobcentre,
            Who::Partner { .. } => ActorKind::College,
        }
    }

    /// What they do, if a member of staff asks.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        match self.who {
            Who::Staff { role, .. } => Some(role),
            _ => None,
        }
    }

    /// Staff, candidate or partner.
    #[must_use]
    pub fn kind(&self) -> PrincipalKind {
        match self.who {
            Who::Staff { .. } => PrincipalKind::Staff,
            Who::Candidate { .. } => PrincipalKind::Candidate,
            Who::Partner { .. } => PrincipalKind::Partner,
        }
    }

    /// Their id among their kind.
    #[must_use]
    pub fn id(&self) -> Uuid {
        match &self.who {
            Who::Staff { user_id, .. } => user_id.as_uuid(),
            Who::Candidate { candidate_id } => candidate_id.as_uuid(),
            Who::Partner { client_id, .. } => client_id.as_uuid(),
        }
    }

    /// Who they are in one line that is the same on every request: what idempotency keys belong to.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}:{}", self.kind(), self.id())
    }

    /// The member of staff, if one asks.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        match self.who {
            Who::Staff { user_id, .. } => Some(user_id),
            _ => None,
        }
    }

    /// The partner, if a partner asks.
    #[must_use]
    pub fn organisation_id(&self) -> Option<OrganisationId> {
        match self.who {
            Who::Partner {
                organisation_id, ..
            } => Some(organisation_id),
            _ => None,
        }
    }

    /// The candidate, if a candidate asks.
    #[must_use]
    pub fn candidate_id(&self) -> Option<CandidateId> {
        match self.who {
            Who::Candidate { candidate_id } => Some(candidate_id),
            _ => None,
        }
    }
}

/// The kind of part that a role plays in a journey: which moves of that kind are the role's, the policy says.
#[must_use]
pub const fn actor_kind_of(role: Role) -> ActorKind {
    match role {
        Role::Coordinator | Role::Assessor | Role::Trainer | Role::Executive | Role::Auditor => {
            ActorKind::TrustStaff
        }
        Role::HiringManager => ActorKind::HiringManager,
        Role::Administrator => ActorKind::Administrator,
    }
}

/// What somebody is to a person whom they reach: what they may know of the person's adjustments follows from it.
#[must_use]
pub fn knower(principal: &Principal) -> Knower {
    match &principal.who {
        Who::Staff { role, .. } => Knower::Staff(*role),
        Who::Candidate { .. } => Knower::Person,
        Who::Partner {
            kind: OrganisationKind::College,
            ..
        } => Knower::College,
        Who::Partner { .. } => Knower::Another,
    }
}
