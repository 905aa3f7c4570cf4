//! The nightly checks as a page.

use super::{frame, may};
use crate::{
    access::Operation,
    pages::{
        error::PageError,
        visit::{Visit, page as show},
    },
    platform::clock::civil_date_of,
    soundness,
};
use actix_web::{HttpResponse, http::StatusCode};
use chrono::{DateTime, Utc};
use chrono_tz::Europe::London;
use frontend::{
    administration::{SoundnessLine, SoundnessPage, SoundnessPageProps},
    public::render,
};
use shared::soundness::SoundnessCheckView;

/// So many nights stand on the page.
const NIGHTS: i64 = 30;

/// `GET /administration/soundness`.
pub(super) async fn page(visit: Visit) -> HttpResponse {
    let shown = shown(&visit).await;
    visit.answer(shown).await
}

async fn shown(visit: &Visit) -> Result<HttpResponse, PageError> {
    let (principal, _) = may(visit, Operation::ListSoundnessChecks)?;
    let database = &visit.platform.database;
    let checks = soundness::list(database, principal.trust_id, None, NIGHTS).await?;
    let newest = checks.first();
    let props = SoundnessPageProps {
        frame: frame(visit),
        findings: newest.map(|check| check.found.clone()).unwrap_or_default(),
        many: newest.map(|check| check.findings).unwrap_or_default(),
        checks: checks.iter().map(line).collect(),
    };
    Ok(show(StatusCode::OK, render::<SoundnessPage>(props).await))
}

fn line(check: &SoundnessCheckView) -> SoundnessLine {
    let found = match check.findings {
        0 => "Everything held".to_owned(),
        1 => "1 thing did not hold".to_owned(),
        many => format!("{many} things did not hold"),
    };
    SoundnessLine {
        at: in_words(&check.began_at),
        journeys: check.journeys.to_string(),
        took: format!("{:.1} s", check.seconds),
        found,
    }
}

fn in_words(instant: &str) -> String {
    let Ok(at) = instant.parse::<DateTime<Utc>>() else {
        return instant.to_owned();
    };
    let day = civil_date_of(at).format("%-d %B %Y");
    format!("{day} {}", at.with_timezone(&London).format("%H:%M"))
}
