//! The files that are taken from these pages: a template, and the rows that were refused.

use super::{asker, told};
use crate::{
    access::Operation,
    journeys::Asker,
    pages::{error::PageError, visit::Visit},
    platform::{
        http::PathOf,
        spreadsheet::{Kind, csv_cell, template_of_texts},
    },
    referrals::batch::{columns, drafts},
};
use actix_web::{
    HttpResponse,
    http::header,
    web::{self, Bytes},
};
use frontend::referrals::import::ADDRESS;
use futures_util::{StreamExt as _, stream};
use shared::ids::ReferralImportId;

/// `GET /referrals/import/template.csv` and `template.xlsx`: the columns, and one invented person to write over.
pub(in crate::pages) async fn template(visit: Visit, kind: web::Path<String>) -> HttpResponse {
    let answer =
        visit
            .staff_for(Operation::CreateReferralBatch)
            .and_then(|_| match Kind::of_ending(&kind) {
                Some(Kind::Csv) => Ok(file_of(Kind::Csv, "referrals.csv").body(csv_template())),
                Some(Kind::Xlsx) => {
                    let book = template_of_texts(&HEADINGS, &EXAMPLE);
                    let book = book.map_err(|error| PageError::Broken(error.to_string()))?;
                    Ok(file_of(Kind::Xlsx, "referrals.xlsx").body(book))
                }
                None => Err(PageError::NotFound),
            });
    visit.answer(answer).await
}

const HEADINGS: [&str; 11] = [
    "external_ref",
    "given_name",
    "family_name",
    "date_of_birth",
    "language",
    "email",
    "phone",
    "adjustments",
    "ni_number",
    "benefit",
    "employment_status",
];
const EXAMPLE: [&str; 11] = [
    "JC-1",
    "Nadia",
    "Example",
    "1998-03-14",
    "en",
    "nadia@example.org",
    "",
    "",
    "",
    "jobseekers_allowance",
    "unemployed",
];

/// The mark tells spreadsheets that it is UTF-8.
fn csv_template() -> String {
    format!(
        "\u{FEFF}{}\r\n{}\r\n",
        HEADINGS.join(","),
        EXAMPLE.join(",")
    )
}

fn file_of(kind: Kind, name: &str) -> actix_web::HttpResponseBuilder {
    let mut response = HttpResponse::Ok();
    response.content_type(kind.media_type()).insert_header((
        header::CONTENT_DISPOSITION,
        format!("attachment; filename=\"{name}\""),
    ));
    response
}

/// `GET /referrals/import/{id}/refused.csv`: what was refused, with what to do, to be mended and sent again.
pub(in crate::pages) async fn refused(
    mut visit: Visit,
    id: PathOf<ReferralImportId>,
) -> HttpResponse {
    let id = id.0;
    visit.form_of(format!("{ADDRESS}/{id}"));
    let answer = async {
        let asker = asker(&visit, Operation::ListReferralImportRows)?;
        let tried = drafts::find(&visit.platform, &asker, id).await?;
        let tried = tried.ok_or(PageError::NotFound)?;
        // A file leaves the building: whoever takes it shows once more who they are.
        visit.require_recent()?;
        let many = usize::try_from(tried.import.refused).unwrap_or(usize::MAX);
        told(&visit, "export_referral_import", id, many).await?;
        Ok(file_of(Kind::Csv, "refused-referrals.csv").streaming(lines(&visit, &asker, id)))
    }
    .await;
    visit.answer(answer).await
}

/// The lines of that file, some at a time.
fn lines(
    visit: &Visit,
    asker: &Asker,
    id: ReferralImportId,
) -> impl stream::Stream<Item = Result<Bytes, PageError>> + use<> {
    let (platform, trust) = (visit.platform.clone(), asker.trust_id);
    let mut heading = String::from("\u{FEFF}");
    let names = drafts::headings();
    let remarks = [columns::ROW, columns::WHAT_TO_DO];
    line(&mut heading, remarks.into_iter().chain(names));
    let rest = stream::unfold(Some(0), move |from| {
        let platform = platform.clone();
        async move {
            let found = drafts::refused(&platform, trust, id, from?).await;
            Some(match found {
                Ok((rows, next)) => {
                    let mut text = String::new();
                    rows.iter().for_each(|row| write_row(&mut text, row));
                    (Ok(Bytes::from(text)), next)
                }
                Err(error) => (Err(PageError::from(error)), None),
            })
        }
    });
    stream::iter([Ok(Bytes::from(heading))]).chain(rest)
}

fn write_row(text: &mut String, row: &drafts::RefusedRow) {
    let why = row.why.iter().map(|(column, words)| match column {
        Some(column) => format!("{column}: {words}"),
        None => words.clone(),
    });
    let why: Vec<_> = why.collect();
    let first = [row.row.to_string(), why.join(" ")];
    line(text, first.iter().chain(&row.cells));
}

fn line(text: &mut String, cells: impl Iterator<Item = impl AsRef<str>>) {
    for (at, cell) in cells.enumerate() {
        let comma = if at > 0 { "," } else { "" };
        text.push_str(comma);
        text.push_str(&csv_cell(cell.as_ref()));
    }
    text.push_str("\r\n");
}
