//! What a person's page reads: the journey, its events, the moves from here, and the programme's names for things.

use super::fold::{Agreement, agreement, folded};
use crate::api::{Resource, Trouble, use_list, use_resource};
use serde::Deserialize;
use shared::ids::JourneyId;
use shared::journey::Journey;
use shared::journeys::{JourneyView, TimelineEntry, TransitionsView};
use shared::page::Page;
use shared::programmes::ProgrammeView;
use std::rc::Rc;
use yew::prelude::*;

/// Everything about one person on one programme.
#[derive(Clone, PartialEq)]
pub(super) struct Reading {
    pub view: Resource<JourneyView>,
    pub timeline: Resource<Page<TimelineEntry>>,
    pub transitions: Resource<TransitionsView>,
    pub programme: Resource<ProgrammeView>,
    pub trial: Resource<Cap>,
    /// The fold of the timeline.
    pub journey: Rc<Option<Journey>>,
}

/// What the trial's own page adds to the fold: the most days there can be.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Cap {
    pub cap: u32,
}

#[hook]
pub(super) fn use_reading(id: JourneyId) -> Reading {
    let view = use_resource::<JourneyView>(Some(format!("/journeys/{id}")));
    let timeline = use_list::<TimelineEntry>(Some(format!("/journeys/{id}/events")));
    let transitions = use_resource::<TransitionsView>(Some(format!("/journeys/{id}/transitions")));
    let programme = use_resource::<ProgrammeView>(
        view.data
            .as_ref()
            .map(|view| format!("/programmes/{}", view.programme_id)),
    );
    let journey = use_memo(timeline.data.clone(), |page| {
        page.as_ref().and_then(|page| folded(&page.data))
    });
    let has_trial = journey
        .as_ref()
        .as_ref()
        .is_some_and(|journey| journey.trial.is_some());
    let trial = use_resource::<Cap>(has_trial.then(|| format!("/journeys/{id}/trial")));
    Reading {
        view,
        timeline,
        transitions,
        programme,
        trial,
        journey,
    }
}

impl Reading {
    /// Why something is missing.
    pub fn trouble(&self) -> Option<Trouble> {
        self.view
            .trouble
            .clone()
            .or_else(|| self.timeline.trouble.clone())
            .or_else(|| self.transitions.trouble.clone())
    }

    /// Whether the page has what it needs.
    pub fn is_ready(&self) -> bool {
        self.trouble().is_some() || (self.view.data.is_some() && self.transitions.data.is_some())
    }

    /// Reads all of it again.
    pub fn reload(&self) -> Callback<()> {
        let all = [
            self.view.reload.clone(),
            self.timeline.reload.clone(),
            self.transitions.reload.clone(),
        ];
        Callback::from(move |()| all.iter().for_each(|reload| reload.emit(())))
    }

    /// Reads all of it again because it has changed.
    pub fn refresh(&self) -> Callback<()> {
        let all = [
            self.view.refresh.clone(),
            self.timeline.refresh.clone(),
            self.transitions.refresh.clone(),
            self.trial.refresh.clone(),
        ];
        Callback::from(move |()| all.iter().for_each(|refresh| refresh.emit(())))
    }

    /// Whether the fold here says what the server says.
    pub fn agreement(&self) -> Option<Agreement> {
        let view = self.view.data.as_ref()?;
        let journey = (*self.journey).as_ref()?;
        Some(agreement(journey, view.state, view.version))
    }
}
