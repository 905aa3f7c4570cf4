//! The query string, parsed once, refused by name.

use super::{Problem, pointer::field_error};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use std::future::{Ready, ready};

/// The query of a request. `T` says `deny_unknown_fields` and derives `IntoParams`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    if query.contains("%00") {
        return Err(Problem::unreadable(
            "The query holds a character that cannot be kept.",
        ));
    }
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        let found = field_error(error.path(), &error.inner().to_string());
        Problem::unreadable("The query could not be read. See errors.").error(
            &found.pointer,
            &found.code,
            found.message,
        )
    })
}

/// How many records a page holds: 1 to 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u16);

impl Limit {
    /// The greatest page.
    pub const MAX: u16 = 200;

    /// As a number of rows.
    #[must_use]
    pub fn rows(self) -> i64 {
        i64::from(self.0)
    }

    /// As a count, to compare with.
    #[must_use]
    pub fn count(self) -> usize {
        usize::from(self.0)
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Values of a query are text.
        let text = String::deserialize(deserializer)?;
        match text.parse() {
            Ok(limit @ 1..=Self::MAX) => Ok(Self(limit)),
            _ => Err(serde::de::Error::custom(format!(
                "a page holds 1 to {} records",
                Self::MAX
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct List {
        limit: Option<Limit>,
        #[serde(rename = "cursor")]
        _cursor: Option<String>,
    }

    #[test]
    fn limits_outside_the_range_and_unknown_names_are_refused() {
        assert_eq!(parse::<List>("").expect("an empty query").limit, None);
        assert_eq!(
            parse::<List>("limit=200").expect("a query").limit,
            Some(Limit(200))
        );
        for query in [
            "limit=0",
            "limit=-1",
            "limit=201",
            "limit=1000000000",
            "limit=a",
            "limit=",
        ] {
            let details = parse::<List>(query).expect_err("a refusal").details();
            assert_eq!(
                (details.status, details.errors[0].pointer.as_str()),
                (400, "/limit"),
                "{query}"
            );
        }
        let details = parse::<List>("sort=password_hash")
            .expect_err("a refusal")
            .details();
        assert_eq!(details.errors[0].pointer, "/sort");
        assert!(parse::<List>("cursor=%00").is_err());
        assert!(parse::<List>("limit=1&limit=2").is_err());
    }
}
