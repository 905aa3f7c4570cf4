//! The two sheets of a session.

use super::{
    super::{
        desk::in_words,
        error::PageError,
        visit::{Visit, page},
    },
    printed, reader,
};
use crate::{
    access::Operation,
    registers::{self, RegisterError, Sheet},
};
use actix_web::{HttpResponse, http::StatusCode, web::Path};
use frontend::{
    print::{RegisterSheet, RegisterSheetPage, SheetPageProps, SignInSheetPage},
    public::render,
};
use shared::ids::SessionId;

impl From<RegisterError> for PageError {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::NotFound => Self::NotFound,
            RegisterError::Database(error) => error.into(),
            RegisterError::Journey(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// `GET /print/register/{id}`.
pub(super) async fn register(visit: Visit, id: Path<String>) -> HttpResponse {
    let shown = async {
        let props = props(&visit, &id, "print_register").await?;
        let text = render::<RegisterSheetPage>(props).await;
        Ok(page(StatusCode::OK, text))
    }
    .await;
    visit.answer(shown).await
}

/// `GET /print/sign-in-sheet/{id}`.
pub(super) async fn sign_in_sheet(visit: Visit, id: Path<String>) -> HttpResponse {
    let shown = async {
        let props = props(&visit, &id, "print_sign_in_sheet").await?;
        let text = render::<SignInSheetPage>(props).await;
        Ok(page(StatusCode::OK, text))
    }
    .await;
    visit.answer(shown).await
}

async fn props(visit: &Visit, id: &str, action: &'static str) -> Result<SheetPageProps, PageError> {
    let asker = reader(visit, Operation::ReadRegister)?;
    let id: SessionId = id.parse().map_err(|_| PageError::NotFound)?;
    let Sheet {
        register,
        programme_title,
        programme_reference,
        starts_at,
        ends_at,
        venue,
        signed_off,
    } = registers::sheet(&visit.platform, asker, id, action).await?;
    Ok(SheetPageProps {
        frame: visit.desk(),
        sheet: RegisterSheet {
            register,
            programme: (programme_title, programme_reference),
            hours: (starts_at, ends_at),
            venue,
            signed_off: signed_off.map(|(at, by)| (in_words(at), by)),
        },
        printed: printed(visit),
    })
}
