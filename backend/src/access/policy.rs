//! The policy's question: how far somebody reaches with an operation. The answer comes from the table.

use super::{
    AccessError, Operation, Principal, Reach, Who,
    table::{Cell, Column, cell},
};
use shared::{identity::Scope, organisations::OrganisationKind};

/// How far somebody reaches with an operation.
pub(super) fn reach(principal: &Principal, operation: Operation) -> Result<Reach, AccessError> {
    let cell = column(principal).map_or(Cell::No, |column| cell(operation, column));
    match &principal.who {
        Who::Staff { user_id, .. } => match cell {
            Cell::Trust | Cell::Themselves => Ok(Reach::Trust),
            Cell::Programmes => Ok(Reach::Programmes(*user_id)),
            Cell::Managed => Ok(Reach::Managed(*user_id)),
            _ => Err(AccessError::NotAllowed),
        },
        Who::Candidate { candidate_id } => match cell {
            Cell::Own => Ok(Reach::Candidate(*candidate_id)),
            Cell::Themselves => Ok(Reach::Trust),
            _ => Err(AccessError::NotAllowed),
        },
        Who::Partner {
            organisation_id,
            scopes,
            ..
        } => {
            let (reach, scope) = match cell {
                Cell::Themselves => return Ok(Reach::Trust),
                Cell::TrustWith(scope) => (Reach::Trust, scope),
                Cell::OwnWith(scope) => (Reach::Organisation(*organisation_id), scope),
                Cell::TrainingWith(scope) => (Reach::Training(*organisation_id), scope),
                _ => return Err(AccessError::NotAllowed),
            };
            held(scopes, scope).map(|()| reach)
        }
    }
}

fn held(scopes: &[Scope], scope: Scope) -> Result<(), AccessError> {
    if scopes.contains(&scope) {
        Ok(())
    } else {
        Err(AccessError::ScopeMissing)
    }
}

/// The column of somebody; a school and a charity have none yet.
pub(super) fn column(principal: &Principal) -> Option<Column> {
    match &principal.who {
        Who::Staff { role, .. } => Some(Column::of_role(*role)),
        Who::Candidate { .. } => Some(Column::Candidate),
        Who::Partner {
            kind: OrganisationKind::Jobcentre,
            ..
        } => Some(Column::Jobcentre),
        Who::Partner {
            kind: OrganisationKind::College,
            ..
        } => Some(Column::College),
        Who::Partner {
            kind: OrganisationKind::School | OrganisationKind::Charity,
            ..
        } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{is_public, print, table::POLICY};

    #[test]
    fn every_operation_is_in_the_table_once_or_is_public() {
        for operation in Operation::ALL {
            let rows = POLICY.iter().filter(|(row, _)| row == operation).count();
            assert_eq!(
                rows + usize::from(is_public(*operation)),
                1,
                "{}",
                operation.id()
            );
        }
    }

    #[test]
    fn the_table_is_the_one_that_was_agreed() {
        let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/access/policy.golden.txt");
        if std::env::var_os("FOOTHOLD_WRITE_GOLDEN").is_some() {
            std::fs::write(golden, print()).expect("the golden file");
        }
        let agreed = std::fs::read_to_string(golden).expect("the golden file");
        assert_eq!(
            agreed,
            print(),
            "the policy changed: look at the difference, then run this test with FOOTHOLD_WRITE_GOLDEN=1"
        );
    }

    #[test]
    fn the_columns_stand_in_their_order() {
        for (place, column) in Column::ALL.into_iter().enumerate() {
            assert_eq!(column as usize, place);
            if let Some(role) = column.role() {
                assert_eq!(Column::of_role(role), column);
            }
        }
    }

    #[test]
    fn a_school_and_a_charity_may_do_nothing_yet() {
        for kind in [OrganisationKind::School, OrganisationKind::Charity] {
            let partner = Principal {
                trust_id: uuid::Uuid::nil().into(),
                who: Who::Partner {
                    client_id: uuid::Uuid::nil().into(),
                    organisation_id: uuid::Uuid::nil().into(),
                    kind,
                    scopes: <Scope as shared::values::Coded>::ALL.to_vec(),
                },
                name: "A partner".to_owned(),
            };
            assert!(
                Operation::ALL
                    .iter()
                    .all(|operation| partner.may(*operation).is_err())
            );
        }
    }
}
