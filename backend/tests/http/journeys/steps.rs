//! The steps of the pathway, each taken over HTTP by whom it belongs to.

use super::world::{
    INTERVIEW, LAST_TRAINING_DAY, SCREENING, TRIAL_ENDS, TRIAL_STARTS, Walker, World,
};
use serde_json::{Value, json};

impl World {
    /// Accepted, with a seat on the screening day.
    pub async fn book_screening(&self, walker: &Walker) {
        let staff = self.app.as_coordinator().await;
        self.make(&staff, walker, "accept", json!({})).await;
        let day = self.screening_day().await;
        let seat = json!({ "session_id": day, "adjustments_asked": true, "adjustments": null });
        let state = self.make(&staff, walker, "book_screening", seat).await;
        assert_eq!(state, "screening_booked");
    }

    /// The screening day is held and recorded.
    pub async fn screen(&self, walker: &Walker) {
        self.move_to(SCREENING);
        let staff = self.app.as_coordinator().await;
        let present = json!({ "lines": [{ "journey_id": walker.id, "attendance": "present", "reason": null }] });
        let day = self.screening_day().await;
        staff
            .put(&format!("/api/v1/sessions/{day}/register"), &present)
            .await
            .expect(200);
        let components = json!({
            "team_exercises": "Listened, and drew others in.", "role_overview": "Asked good questions.", "brief_interview": "Warm and clear.",
        });
        let state = self
            .make(&staff, walker, "record_screening", components)
            .await;
        assert_eq!(state, "screened");
    }

    /// Selected for the training week.
    pub async fn select(&self, walker: &Walker) {
        let staff = self.app.as_coordinator().await;
        let state = self
            .make(&staff, walker, "select", json!({ "waiting_list": false }))
            .await;
        assert_eq!(state, "selected");
    }

    /// Every register of the week is kept by the college and signed off; `attended` sessions of five are attended.
    pub async fn train(&self, walkers: &[&Walker], attended: usize) {
        let college = self.app.as_college().await;
        for (number, (session, day)) in self.training().await.into_iter().enumerate() {
            self.move_to(&day);
            let attendance = if number < attended {
                "present"
            } else {
                "absent"
            };
            let lines: Vec<_> = walkers
                .iter()
                .map(|walker| json!({ "journey_id": walker.id, "attendance": attendance, "reason": null }))
                .collect();
            college
                .put(
                    &format!("/api/v1/sessions/{session}/register"),
                    &json!({ "lines": lines }),
                )
                .await
                .expect(200);
            let path = format!("/api/v1/sessions/{session}/register/sign-off");
            college.post_at(&path, 1, &json!({})).await.expect(200);
        }
        self.move_to(LAST_TRAINING_DAY);
    }

    /// The interview is booked by the person, held, and scored by the whole panel.
    pub async fn interview(&self, walker: &Walker, outcome: &str) {
        let candidate = self.app.as_candidate(walker.candidate).await;
        let slot = self.free_slot().await;
        let state = self
            .make(
                &candidate,
                walker,
                "book_interview",
                json!({ "slot_id": slot }),
            )
            .await;
        assert_eq!(state, "interview_booked");
        self.move_to(INTERVIEW);
        let manager = self.app.as_hiring_manager().await;
        for member in ["Tom Hale", "Ruth Adeyemi"] {
            let scores =
                json!({ "panel_member": member, "scores": { "Kindness": 4, "Reliability": 5 } });
            self.make(&manager, walker, "score_interview", scores).await;
        }
        let state = self
            .make(
                &manager,
                walker,
                "record_interview",
                json!({ "outcome": outcome }),
            )
            .await;
        assert_eq!(state, "interviewed");
    }

    /// The usual terms, as a hiring manager proposes them.
    pub fn terms() -> Value {
        json!({ "starts_on": TRIAL_STARTS, "ends_on": TRIAL_ENDS, "pattern": "weekdays" })
    }

    /// The trial is proposed and agreed by the Jobcentre, the candidate and the Trust, in that order.
    pub async fn agree_trial(&self, walker: &Walker) {
        let state = self
            .make(
                &self.app.as_hiring_manager().await,
                walker,
                "propose_trial",
                Self::terms(),
            )
            .await;
        assert_eq!(state, "trial_proposed");
        self.sign(walker).await;
    }

    /// The three signatures, and the check that the ward needs.
    pub async fn sign(&self, walker: &Walker) {
        let terms = self
            .app
            .as_coordinator()
            .await
            .get(&format!("/api/v1/journeys/{}/trial", walker.id))
            .await;
        let number = terms.json["trial"]["terms"]["number"].clone();
        let signature =
            |supervisor: Value| json!({ "terms_number": number, "supervisor": supervisor });
        self.make(
            &self.app.as_jobcentre().await,
            walker,
            "sign_trial",
            signature(Value::Null),
        )
        .await;
        let candidate = self.app.as_candidate(walker.candidate).await;
        self.make(&candidate, walker, "sign_trial", signature(Value::Null))
            .await;
        let staff = self.app.as_coordinator().await;
        let state = self
            .make(
                &staff,
                walker,
                "sign_trial",
                signature(json!("Sister Joy Mensah")),
            )
            .await;
        assert_eq!(state, "trial_agreed");
        let check = json!({ "check": "identity", "outcome": "cleared", "decided_on": INTERVIEW });
        self.make(&staff, walker, "record_check", check).await;
    }

    /// The system starts the trial on its first day.
    pub async fn start_trial(&self, walker: &Walker) {
        self.move_to(TRIAL_STARTS);
        self.let_the_system_act().await;
        assert_eq!(self.state(walker).await, "on_trial");
    }

    /// The trial ends on its last day, assessed by the Trust, and the candidate has been asked and has answered.
    pub async fn end_trial(&self, walker: &Walker, satisfactory: bool) {
        self.move_to(TRIAL_ENDS);
        let manager = self.app.as_hiring_manager().await;
        let assessment =
            json!({ "satisfactory": satisfactory, "comments": "Kind and careful with patients." });
        self.make(&manager, walker, "record_assessment", assessment)
            .await;
        let staff = self.app.as_coordinator().await;
        self.make(&staff, walker, "ask_candidate_view", json!({}))
            .await;
        let candidate = self.app.as_candidate(walker.candidate).await;
        self.make(
            &candidate,
            walker,
            "give_candidate_view",
            json!({ "view": "right_for_me", "comments": null }),
        )
        .await;
        let state = self
            .make(
                &staff,
                walker,
                "end_trial",
                json!({ "ended_on": TRIAL_ENDS }),
            )
            .await;
        assert_eq!(state, "trial_ended");
    }

    /// Everything up to the end of the training week, with the interview guaranteed.
    pub async fn to_guarantee(&self, walker: &Walker) {
        self.book_screening(walker).await;
        self.screen(walker).await;
        self.select(walker).await;
        self.train(&[walker], 5).await;
        assert_eq!(self.state(walker).await, "interview_guaranteed");
    }

    /// Everything up to a successful interview.
    pub async fn to_interviewed(&self, walker: &Walker) {
        self.to_guarantee(walker).await;
        self.interview(walker, "successful").await;
    }

    /// Everything up to the end of a satisfactory trial.
    pub async fn to_trial_ended(&self, walker: &Walker) {
        self.to_interviewed(walker).await;
        self.agree_trial(walker).await;
        self.start_trial(walker).await;
        self.end_trial(walker, true).await;
    }
}
