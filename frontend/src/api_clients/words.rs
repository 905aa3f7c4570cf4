//! What these pages say of a system, and of its dates.

use crate::ui::{Choice, Tag, dates};
use shared::api_clients::{ApiClientView, ClientStatus};
use shared::identity::Scope;
use shared::organisations::OrganisationKind;
use shared::time::CivilDate;
use shared::values::Coded as _;
use yew::prelude::*;

/// The day of an instant as it stands on the wire.
pub(super) fn day(instant: &str) -> String {
    instant
        .get(..10)
        .and_then(|date| date.parse::<CivilDate>().ok())
        .map_or_else(|| instant.to_owned(), dates::short)
}

/// The day of an instant, or what stands in its place.
pub(super) fn day_or(instant: Option<&str>, otherwise: &str) -> String {
    instant.map_or_else(|| otherwise.to_owned(), day)
}

/// How it stands, with its end where that is near.
pub(super) fn standing(client: &ApiClientView) -> Html {
    let colour = match client.status {
        ClientStatus::Active => "green",
        ClientStatus::Expiring => "orange",
        ClientStatus::Expired => "red",
        ClientStatus::Disabled => "grey",
    };
    html! { <Tag {colour}>{ client.status.label() }</Tag> }
}

/// The scopes to choose from.
pub(super) fn scopes(kind: Option<OrganisationKind>) -> Vec<Choice> {
    Scope::ALL
        .iter()
        .filter(|scope| kind.is_none_or(|kind| scope.fits(kind)))
        .map(|scope| Choice::new(scope.code(), scope.label()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_from_an_instant() {
        assert!(day("2027-03-01T09:00:00.000Z").contains("2027"));
        assert_eq!(day("soon"), "soon");
        assert_eq!(day_or(None, "Never"), "Never");
    }

    #[test]
    fn a_college_is_offered_its_own_scopes() {
        let codes: Vec<_> = scopes(Some(OrganisationKind::College))
            .into_iter()
            .map(|choice| choice.code)
            .collect();
        assert!(codes.contains(&"attendance:write".to_owned()));
        assert!(!codes.contains(&"referrals:write".to_owned()));
    }
}
