//! The values in a path.

use super::Problem;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Path};
use futures_util::future::LocalBoxFuture;
use serde::de::DeserializeOwned;

/// What the path's `{names}` stand for: one value, or a tuple in their order. A path that cannot be read names
/// nothing that exists, so that the answer is 404 with the same body as for any other thing that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathOf<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for PathOf<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if request.path().contains("%00") {
            return Box::pin(async { Err(Problem::not_found()) });
        }
        let path = Path::<T>::from_request(request, payload);
        Box::pin(async move {
            path.await
                .map(|path| Self(path.into_inner()))
                .map_err(|error| Problem::not_found().because(error))
        })
    }
}
