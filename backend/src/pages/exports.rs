//! Lists as files for a spreadsheet.

use super::{error::PageError, visit::Visit};
use crate::{
    exports::{ExportError, Filters, List, export},
    platform::spreadsheet::Kind,
};
use actix_web::{
    HttpResponse,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
    web::{self, Bytes, Path},
};
use futures_util::stream;
use std::{
    fs::File,
    io::{self, Read as _},
};

/// So many bytes are sent at once.
const PIECE: usize = 64 * 1024;

/// `GET /exports/{list}.{csv|xlsx}`, narrowed as the list is.
pub(super) async fn file(visit: Visit, name: Path<String>) -> HttpResponse {
    let answered = answer(&visit, &name).await;
    visit.answer(answered).await
}

async fn answer(visit: &Visit, name: &str) -> Result<HttpResponse, PageError> {
    let (list, ending) = name.split_once('.').ok_or(PageError::NotFound)?;
    let list = List::ALL.into_iter().find(|one| one.name() == list);
    let list = list.ok_or(PageError::NotFound)?;
    let kind = Kind::of_ending(ending).ok_or(PageError::NotFound)?;
    let principal = visit.staff_for(list.operation())?;
    let filters: Filters = serde_urlencoded::from_str(visit.request.query_string())
        .map_err(|_| PageError::NotFound)?;
    let who = (principal, visit.request_id.clone());
    let file = export(&visit.platform, who, (list, kind), filters).await?;
    let today = visit.platform.clock.today();
    let length = file
        .metadata()
        .map_err(|error| PageError::Broken(error.to_string()))?
        .len();
    let name = DispositionParam::Filename(format!("{}-{today}.{ending}", list.name()));
    Ok(HttpResponse::Ok()
        .content_type(kind.media_type())
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![name],
        })
        .no_chunking(length)
        .streaming(pieces(file)))
}

/// The file piece by piece, as fast as whoever asked takes it.
fn pieces(file: File) -> impl stream::Stream<Item = Result<Bytes, io::Error>> {
    stream::try_unfold(file, |mut file| async move {
        let read = web::block(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, io::Error>((piece, file))
        });
        let (piece, file) = read.await.map_err(io::Error::other)??;
        Ok((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    })
}

impl From<ExportError> for PageError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::NotFound => Self::NotFound,
            ExportError::Access(error) => error.into(),
            ExportError::Database(error) => error.into(),
            error => Self::Broken(error.to_string()),
        }
    }
}
