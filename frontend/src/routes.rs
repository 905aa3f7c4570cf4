//! Where one can be in the dashboard, and the address of each place. The server's first view reads addresses with it
//! too, so that the heading that people see first is the one that stays.

use shared::ids::{JourneyId, ProgrammeId, SessionId};
use shared::journey::Move;

/// A place of the dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The list of programmes: where one begins.
    Programmes,
    /// A new programme.
    NewProgramme,
    /// One programme, perhaps with its people at one stage or on a further page.
    Programme(ProgrammeId),
    /// One person on one programme.
    Journey(JourneyId),
    /// One move of a person's journey, to be filled in.
    JourneyMove(JourneyId, Move),
    /// The register of a session.
    Register(SessionId),
    /// The list of vacancies.
    Vacancies,
    /// A new vacancy.
    NewVacancy,
    /// The drafts of referrals, and a new one.
    NewReferral,
    /// No place at all.
    NotFound,
}

/// A part of the dashboard, as the navigation names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What is to be done today: the server's own page.
    Today,
    /// Programmes and their people.
    Programmes,
    /// Finding people: the server's own page.
    People,
    /// Vacancies.
    Vacancies,
    /// Guaranteed interviews: the server's own page.
    Guarantees,
    /// Referrals.
    Referrals,
}

impl Section {
    /// Every part, in the order of the navigation: its words and where it begins.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Today, "Today", "/today"),
        (Self::Programmes, "Programmes", "/dashboard/programmes"),
        (Self::People, "People", "/people"),
        (Self::Vacancies, "Vacancies", "/dashboard/vacancies"),
        (
            Self::Guarantees,
            "Guaranteed interviews",
            "/guaranteed-interviews",
        ),
        (Self::Referrals, "Referrals", "/dashboard/referrals/new"),
    ];
}

impl Route {
    /// The place that an address names.
    #[must_use]
    pub fn at(path: &str) -> Self {
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        let Some((&"dashboard", rest)) = parts.split_first() else {
            return Self::NotFound;
        };
        let known = match rest {
            [] | ["programmes"] => Some(Self::Programmes),
            ["programmes", "new"] => Some(Self::NewProgramme),
            ["programmes", id] => id.parse().ok().map(Self::Programme),
            ["journeys", id] => id.parse().ok().map(Self::Journey),
            ["journeys", id, "moves", name] => id
                .parse()
                .ok()
                .zip(name.parse().ok())
                .map(|(id, name)| Self::JourneyMove(id, name)),
            ["sessions", id, "register"] => id.parse().ok().map(Self::Register),
            ["vacancies"] => Some(Self::Vacancies),
            ["vacancies", "new"] => Some(Self::NewVacancy),
            ["referrals"] | ["referrals", "new"] => Some(Self::NewReferral),
            _ => None,
        };
        known.unwrap_or(Self::NotFound)
    }

    /// Its address.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Programmes | Self::NotFound => "/dashboard/programmes".to_owned(),
            Self::NewProgramme => "/dashboard/programmes/new".to_owned(),
            Self::Programme(id) => format!("/dashboard/programmes/{id}"),
            Self::Journey(id) => format!("/dashboard/journeys/{id}"),
            Self::JourneyMove(id, name) => format!("/dashboard/journeys/{id}/moves/{name}"),
            Self::Register(id) => format!("/dashboard/sessions/{id}/register"),
            Self::Vacancies => "/dashboard/vacancies".to_owned(),
            Self::NewVacancy => "/dashboard/vacancies/new".to_owned(),
            Self::NewReferral => "/dashboard/referrals/new".to_owned(),
        }
    }

    /// The heading of the place, before anything of it has loaded.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        use shared::values::Coded;
        match self {
            Self::Programmes => "Programmes",
            Self::NewProgramme => "New programme",
            Self::Programme(_) => "Programme",
            Self::Journey(_) => "Person",
            Self::JourneyMove(_, name) => name.label().trim_start_matches("Close: "),
            Self::Register(_) => "Register",
            Self::Vacancies => "Vacancies",
            Self::NewVacancy => "New vacancy",
            Self::NewReferral => "Draft a referral",
            Self::NotFound => "Page not found",
        }
    }

    /// The part of the dashboard it belongs to.
    #[must_use]
    pub const fn section(&self) -> Option<Section> {
        match self {
            Self::Programmes
            | Self::NewProgramme
            | Self::Programme(_)
            | Self::Journey(_)
            | Self::JourneyMove(..)
            | Self::Register(_) => Some(Section::Programmes),
            Self::Vacancies | Self::NewVacancy => Some(Section::Vacancies),
            Self::NewReferral => Some(Section::Referrals),
            Self::NotFound => None,
        }
    }
}

/// One value of an address's query.
#[must_use]
pub fn query_value(query: &str, name: &str) -> Option<String> {
    query
        .trim_start_matches('?')
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(given, _)| *given == name)
        .map(|(_, value)| value.to_owned())
        .filter(|value| !value.is_empty())
}

/// A value made safe to stand in an address.
#[must_use]
pub fn encoded(value: &str) -> String {
    use std::fmt::Write as _;
    let mut safe = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            safe.push(char::from(byte));
        } else if write!(safe, "%{byte:02X}").is_err() {
            return safe;
        }
    }
    safe
}

/// Where somebody signs in, and comes back from to the place they wanted.
#[must_use]
pub fn sign_in_address(path: &str, query: &str) -> String {
    format!("/sign-in?next={}", encoded(&format!("{path}{query}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn every_place_is_found_again_at_its_own_address() {
        let id = || ID.parse::<uuid::Uuid>().expect("an id");
        let places = [
            Route::Programmes,
            Route::NewProgramme,
            Route::Programme(id().into()),
            Route::Journey(id().into()),
            Route::JourneyMove(id().into(), Move::ProposeTrial),
            Route::Register(id().into()),
            Route::Vacancies,
            Route::NewVacancy,
            Route::NewReferral,
        ];
        for place in places {
            assert_eq!(Route::at(&place.path()), place);
            assert!(place.section().is_some());
        }
    }

    #[test]
    fn an_address_that_names_nothing_is_not_found() {
        for path in [
            "/",
            "/dashboard/nothing",
            "/dashboard/journeys/7",
            "/elsewhere/programmes",
        ] {
            assert_eq!(Route::at(path), Route::NotFound, "{path}");
        }
        assert_eq!(Route::at("/dashboard/"), Route::Programmes);
    }

    #[test]
    fn the_navigation_leads_to_places() {
        for (section, _, href) in Section::ALL {
            // The server's own pages are no places of this program.
            let elsewhere =
                [Section::Today, Section::People, Section::Guarantees].contains(&section);
            let here = (!elsewhere).then_some(section);
            assert_eq!(Route::at(href).section(), here, "{href}");
        }
    }

    #[test]
    fn one_comes_back_from_signing_in_to_the_place_one_wanted() {
        assert_eq!(
            sign_in_address("/dashboard/programmes", "?state=on_trial"),
            "/sign-in?next=%2Fdashboard%2Fprogrammes%3Fstate%3Don_trial"
        );
    }

    #[test]
    fn a_query_gives_its_values() {
        assert_eq!(
            query_value("?state=on_trial&page=", "state").as_deref(),
            Some("on_trial")
        );
        assert_eq!(query_value("?state=on_trial&page=", "page"), None);
        assert_eq!(query_value("", "state"), None);
    }
}
