//! The first page, for everybody.

use super::{
    store,
    visit::{Visit, page as show},
};
use actix_web::{
    HttpResponse,
    http::StatusCode,
    web::{Data, Query},
};
use frontend::public::{Answers, Frame, Measured, Switch, WelcomePage, WelcomePageProps, render};
use shared::candidates::Language;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The first page in each language has an address of its own, to print on a leaflet.
pub(super) const ADDRESSES: [(&str, Language); 3] = [
    ("/", Language::English),
    ("/ur", Language::Urdu),
    ("/pl", Language::Polish),
];

/// How long a figure is shown before it is measured again: nobody counts a million rows for each visitor.
const KEPT_FOR: Duration = Duration::from_secs(600);

/// The figures that the public sees, as they were last measured.
#[derive(Debug, Default)]
pub(super) struct Figures(Mutex<Option<(Instant, Measured)>>);

impl Figures {
    async fn measured(&self, visit: &Visit) -> Measured {
        let kept = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, measured)) = kept
            && at.elapsed() < KEPT_FOR
        {
            return measured;
        }
        let read = visit
            .platform
            .database
            .snapshot(|db| match store::first_trust(db)? {
                Some(trust) => store::measured(db, trust),
                None => Ok(Measured {
                    trials: 0,
                    offers: 0,
                }),
            })
            .await;
        match read {
            Ok(measured) => {
                *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some((Instant::now(), measured));
                measured
            }
            // The page goes without the figure.
            Err(error) => {
                tracing::warn!(%error, "the figure of work trials could not be measured");
                kept.map_or(
                    Measured {
                        trials: 0,
                        offers: 0,
                    },
                    |(_, measured)| measured,
                )
            }
        }
    }
}

type Asked = Query<Vec<(String, String)>>;

/// `GET /`, `/ur`, `/pl`.
pub(super) async fn page(
    language: Language,
    visit: Visit,
    asked: Asked,
    figures: Data<Figures>,
) -> HttpResponse {
    let props = WelcomePageProps {
        frame: Frame {
            language,
            switch: Switch::Addresses,
            ..visit.frame()
        },
        benefits: visit.benefits.clone(),
        measured: figures.measured(&visit).await,
        answers: answers(&asked),
    };
    let text = render::<WelcomePage>(props).await;
    visit.answer(Ok(show(StatusCode::OK, text))).await
}

/// What somebody ticked; `None` unless the form was sent.
fn answers(asked: &[(String, String)]) -> Option<Answers> {
    let by_name: BTreeMap<_, _> = asked
        .iter()
        .map(|(name, value)| (name.as_str(), value))
        .collect();
    by_name.contains_key("check").then(|| Answers {
        eligible: by_name.contains_key("eligible"),
        points: asked
            .iter()
            .filter(|(name, _)| name == "point")
            .filter_map(|(_, value)| value.parse().ok())
            .filter(|number| (1..=5).contains(number))
            .collect(),
    })
}
