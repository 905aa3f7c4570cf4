//! Versions as ETags: 12 is `"v12"`.

use super::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use shared::problem::ProblemCode;
use std::future::{Ready, ready};

/// The ETag of a version.
#[must_use]
pub fn etag(version: i32) -> String {
    format!("\"v{version}\"")
}

/// The version that the caller read, from `If-Match`. Without the header the answer is 428; one that names no
/// version of ours can match nothing: 412.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i32);

impl IfMatch {
    /// Refuses unless this is the version that was read.
    ///
    /// # Errors
    /// 412 when it is another one.
    pub fn check(self, current: i32) -> Result<(), Problem> {
        if self.0 == current {
            Ok(())
        } else {
            Err(Problem::stale())
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match request.headers().get(header::IF_MATCH) {
            None => Err(Problem::new(ProblemCode::PreconditionMissing)),
            Some(value) => value
                .to_str()
                .ok()
                .and_then(version)
                .map(Self)
                .ok_or_else(Problem::stale),
        })
    }
}

/// The version of an ETag, if it is one of ours. A weak one cannot stand in `If-Match` (RFC 9110, 13.1.1).
pub(super) fn version(text: &str) -> Option<i32> {
    text.trim()
        .strip_prefix("\"v")?
        .strip_suffix('"')?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_pass_through_etags() {
        assert_eq!(version(&etag(12)), Some(12));
        for other in [
            "12",
            "v12",
            "W/\"v12\"",
            "\"v\"",
            "*",
            "\"v1\", \"v2\"",
            "\"v99999999999\"",
        ] {
            assert_eq!(version(other), None, "{other}");
        }
    }
}
