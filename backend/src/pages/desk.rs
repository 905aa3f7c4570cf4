//! What the pages of the administration have in common: who may enter, the frame, and what an instant is in words.

use super::{
    administration::rooms,
    error::PageError,
    visit::{Visit, see_other},
};
use crate::{
    access::{Operation, Principal, Who},
    assets,
    identity::{Identity, current_sign_in, has_shown_lately},
    platform::http::Problem,
};
use actix_web::{HttpResponse, http::StatusCode, web::Data};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::London;
use frontend::{
    administration::{Room, StaffFrameFacts},
    layout::FrameFacts,
};

/// From here on every page tells of the end of a sign-in: these pages have no script that could tell later.
const SOON: TimeDelta = TimeDelta::minutes(30);

impl Visit {
    /// The member of staff who visits.
    pub fn member_of_staff(&self) -> Result<&Principal, PageError> {
        match self.principal.as_ref() {
            Some(principal) if matches!(principal.who, Who::Staff { .. }) => Ok(principal),
            Some(_) => Err(PageError::Forbidden),
            None => Err(PageError::NotSignedIn),
        }
    }

    /// The member of staff who visits, if the policy lets them do this.
    pub fn staff_for(&self, operation: Operation) -> Result<&Principal, PageError> {
        let principal = self.member_of_staff()?;
        principal.may(operation)?;
        Ok(principal)
    }

    /// Refuses what needs that somebody has lately shown who they are: they are asked, and come back to this address.
    pub fn require_recent(&self) -> Result<(), PageError> {
        if has_shown_lately(&self.request) {
            Ok(())
        } else {
            Err(PageError::NotRecent)
        }
    }

    /// The frame of a page for staff, with the rooms that whoever visits may enter.
    pub fn desk(&self) -> StaffFrameFacts {
        let ends = current_sign_in(&self.request).map(|here| here.expires_at);
        let now = self.identity().ok().map(|identity| identity.clock().now());
        StaffFrameFacts {
            facts: FrameFacts {
                trust_name: self.trust.name.clone(),
                phone: self.trust.phone.clone(),
                person: self.principal.as_ref().map(|who| who.name.clone()),
                administration: self.principal.as_ref().and_then(administration),
            },
            stylesheet: assets::path("staff.css"),
            rooms: self.principal.as_ref().map(rooms).unwrap_or_default(),
            pressing: self.pressing,
            ends: ends.map(by_the_clock),
            ends_soon: ends.zip(now).is_some_and(|(ends, now)| ends - now < SOON),
            is_unsent: self.is_unsent.get(),
        }
    }

    /// What sign-in stands on.
    pub fn identity(&self) -> Result<Data<Identity>, PageError> {
        let identity = self.request.app_data::<Data<Identity>>().cloned();
        identity.ok_or_else(|| PageError::Broken("the application has no sign-in".to_owned()))
    }
}

/// Where the administration begins for somebody, if any of it is theirs.
pub(super) fn administration(principal: &Principal) -> Option<String> {
    rooms(principal)
        .into_iter()
        .find(|room| {
            !matches!(
                room,
                Room::Today | Room::People | Room::Guarantees | Room::MyAccount | Room::Reports
            )
        })
        .map(|room| room.address().to_owned())
}

/// The time of an instant by London's clock.
fn by_the_clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&London).format("%H:%M").to_string()
}

/// An instant in words, by London's clock.
pub(super) fn in_words(at: DateTime<Utc>) -> String {
    at.with_timezone(&London)
        .format("%-d %B %Y at %H:%M")
        .to_string()
}

/// An instant of the wire in words.
pub(super) fn wire_in_words(at: &str) -> String {
    at.parse().map_or_else(|_| at.to_owned(), in_words)
}

/// Back to the page that a form stands on, for whoever comes by the form's own address.
pub(super) async fn to_account() -> HttpResponse {
    see_other("/account")
}

/// The status that a page has which shows why something was not done.
pub(super) fn status_of(problem: &Problem) -> StatusCode {
    use actix_web::ResponseError as _;
    problem.status_code()
}
