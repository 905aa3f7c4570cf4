//! What is answered where no route is.

use super::Problem;
use actix_web::{
    HttpRequest, HttpResponse,
    dev::ResourceDef,
    http::{Method, header},
    web::{self, Data},
};
use shared::problem::ProblemCode;
use utoipa::openapi::OpenApi;

/// The paths of the OpenAPI document, to tell a wrong method (405) from a wrong path (404).
pub struct Routes(Vec<(ResourceDef, Vec<Method>)>);

impl Routes {
    /// The routes of a document.
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let routes = document.paths.paths.iter().map(|(path, item)| {
            let methods = [
                (Method::GET, item.get.is_some()),
                (Method::POST, item.post.is_some()),
                (Method::PUT, item.put.is_some()),
                (Method::PATCH, item.patch.is_some()),
                (Method::DELETE, item.delete.is_some()),
            ];
            let methods = methods
                .into_iter()
                .filter(|(_, has)| *has)
                .map(|(method, _)| method);
            (ResourceDef::new(path.as_str()), methods.collect())
        });
        Self(routes.collect())
    }

    fn methods_at(&self, path: &str) -> Option<&[Method]> {
        self.0
            .iter()
            .find(|(route, _)| route.is_match(path))
            .map(|(_, methods)| methods.as_slice())
    }
}

/// The default service: 405 where another method is possible, else 404.
///
/// # Errors
/// Always.
pub async fn not_found(request: HttpRequest) -> Result<HttpResponse, Problem> {
    let routes = request.app_data::<Data<Routes>>();
    let methods = routes.and_then(|routes| routes.methods_at(request.path()));
    Err(match methods {
        Some(methods) if !methods.contains(request.method()) => {
            let allowed: Vec<&str> = methods.iter().map(Method::as_str).collect();
            Problem::new(ProblemCode::MethodNotAllowed)
                .detail(format!("Possible here: {}.", allowed.join(", ")))
                .header(header::ALLOW, allowed.join(", "))
        }
        _ => Problem::not_found(),
    })
}

/// The framework's own extractors refuse in the same shape as ours.
pub fn configure(config: &mut web::ServiceConfig) {
    const LONGEST_FORM: usize = 64 * 1024;
    config
        .app_data(
            web::FormConfig::default()
                .limit(LONGEST_FORM)
                .error_handler(|error, _| {
                    use actix_web::ResponseError as _;
                    let problem = match error.status_code().as_u16() {
                        413 => Problem::new(ProblemCode::TooLarge),
                        415 => Problem::new(ProblemCode::UnsupportedMediaType),
                        _ => Problem::unreadable("The form could not be read."),
                    };
                    problem.because(error).into()
                }),
        )
        .app_data(
            web::PathConfig::default()
                .error_handler(|error, _| Problem::not_found().because(error).into()),
        )
        .app_data(web::QueryConfig::default().error_handler(|error, _| {
            Problem::unreadable("The query could not be read.")
                .because(error)
                .into()
        }))
        .app_data(web::PayloadConfig::new(LONGEST_FORM));
}
