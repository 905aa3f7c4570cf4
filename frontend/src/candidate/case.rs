//! What a candidate's page is drawn from.

use shared::ids::JourneyId;
use shared::journey::{
    ActorKind, FitSide, Journey, Move, MoveOption, Recorded, Situation, options,
};

/// One journey with everything that its pages say of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its id.
    pub id: JourneyId,
    /// Its short reference, to quote on the telephone.
    pub reference: String,
    /// The programme's title.
    pub programme: String,
    /// The role.
    pub role: String,
    /// The fold.
    pub journey: Journey,
    /// Today and the programme's facts, with the candidate as the one who asks.
    pub situation: Situation,
    /// The history, in order.
    pub history: Vec<Recorded>,
}

impl Case {
    /// The address of a move's form.
    #[must_use]
    pub fn address_of(&self, name: Move) -> String {
        format!("/my/moves/{}/{}", self.id, name.as_str())
    }

    /// The candidate's own moves from here, possible or not. Before the Jobcentre has agreed to a trial it is not put
    /// to the candidate (work-trials), so its moves are not shown until then.
    #[must_use]
    pub fn moves(&self) -> Vec<MoveOption> {
        let booked = self.journey.booked();
        let is_said = booked.is_some_and(|booked| booked.confirmed_on.is_some());
        let hidden = |name: Move| match name {
            Move::SignTrial | Move::RefuseTrial => !self.is_trial_put_to_candidate(),
            // What is said already is not something to do later.
            Move::ConfirmBooking => is_said,
            // The page itself says when the questions are asked.
            Move::AnswerFitCheck => !self.is_asked_for_fit(),
            _ => false,
        };
        options(&self.journey, &self.situation)
            .into_iter()
            .filter(|option| option.name.is_for(ActorKind::Candidate) && !hidden(option.name))
            .collect()
    }

    /// Whether the six questions of a fit check wait for the candidate (L10).
    fn is_asked_for_fit(&self) -> bool {
        let open = self.journey.fit_round(self.situation.today);
        open.is_some_and(|round| self.journey.fit_given(round, FitSide::Candidate).is_none())
    }

    /// Whether the Jobcentre has agreed to the trial as it is planned.
    #[must_use]
    pub fn is_trial_put_to_candidate(&self) -> bool {
        self.journey
            .trial
            .as_ref()
            .is_some_and(|trial| trial.jobcentre_agreed_on.is_some())
    }
}
