//! The date of a demo or a test, moved from outside: `POST /demo/clock`. Where the clock is the machine's own there is
//! no such address.

use super::Platform;
use crate::{
    answer_links,
    identity::Identity,
    journeys,
    platform::http::{Answer, Found, Json, Problem},
};
use actix_web::web::{self, Data};
use serde::{Deserialize, Serialize};
use shared::time::CivilDate;

/// Mounts it, if the clock can be moved.
pub(super) fn routes(platform: &Platform, config: &mut web::ServiceConfig) {
    if platform.clock.is_movable() {
        config.route("/demo/clock", web::post().to(advance));
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Advance {
    days: u32,
}

#[derive(Debug, Serialize)]
struct Now {
    today: CivilDate,
}

/// Goes on a day at a time, so that on each day the system does what is due on it.
async fn advance(
    platform: Data<Platform>,
    identity: Data<Identity>,
    Json(asked): Json<Advance>,
) -> Answer<Found<Now>> {
    /// Two years are more than a journey takes.
    const MOST: u32 = 732;
    if asked.days > MOST {
        return Err(Problem::unreadable(format!("At most {MOST} days at once.")));
    }
    for _ in 0..asked.days {
        platform
            .clock
            .advance_days(1)
            .map_err(|error| Problem::conflict(error.to_string()))?;
        journeys::run_due(&platform).await?;
        answer_links::ask(&platform, &identity).await?;
    }
    Ok(Found::new(Now {
        today: platform.clock.today().into(),
    }))
}
