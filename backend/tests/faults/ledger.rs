//! What the clients know at the moment of the kill: what was acknowledged to them, and what they had sent and heard nothing of.

use crate::client::{Answer, Asked, Lost};
use std::collections::VecDeque;

/// Something that was acknowledged: a 2xx, read to its end.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    /// The request's id, which stands in the audit log and in the history.
    pub request: String,
    pub done: Done,
}

/// What it was.
#[derive(Debug, Clone)]
pub enum Done {
    /// Somebody was referred.
    Referral {
        journey: String,
        external_ref: String,
    },
    /// A journey went on, to this version.
    Move { journey: String, version: i32 },
    /// A person was read, and shown.
    Reading,
}

/// Something that was sent, and not answered whole.
#[derive(Debug, Clone)]
pub struct InFlight {
    pub request: String,
    pub asked: Asked,
    /// Of a referral.
    pub external_ref: Option<String>,
}

/// A journey that can go on: its id, its version, and how many moves it has made.
pub type Open = (String, i32, usize);

/// Everything that the clients know of one life of the program.
#[derive(Debug, Default)]
pub struct Ledger {
    pub acknowledged: Vec<Acknowledged>,
    pub in_flight: Vec<InFlight>,
    pub open: VecDeque<Open>,
    /// Journeys that somebody can read about.
    pub readable: Vec<String>,
    /// Answers that were neither a yes nor a "not now".
    pub surprises: Vec<String>,
    /// How often it was said "not now".
    pub not_now: usize,
}

impl Ledger {
    /// Notes what became of a request. Gives the answer, if it was a yes.
    pub fn note(
        &mut self,
        sent: InFlight,
        outcome: Result<Answer, Lost>,
        done: impl FnOnce(&Answer) -> Done,
    ) -> Option<Answer> {
        match outcome {
            Ok(answer) if (200..300).contains(&answer.status) => {
                let (request, done) = (sent.request, done(&answer));
                self.acknowledged.push(Acknowledged { request, done });
                return Some(answer);
            }
            Ok(answer) if answer.status == 503 && !answer.header("retry-after").is_empty() => {
                self.not_now += 1
            }
            Ok(answer) => {
                let asked = format!("{} {}", sent.asked.method, sent.asked.path);
                self.surprises.push(format!(
                    "{asked} was answered {} {}",
                    answer.status, answer.json
                ));
            }
            Err(Lost::Refused(_)) => {}
            Err(Lost::Cut(_)) => self.in_flight.push(sent),
        }
        None
    }

    /// How many writes were acknowledged.
    pub fn writes(&self) -> usize {
        self.acknowledged
            .iter()
            .filter(|one| !matches!(one.done, Done::Reading))
            .count()
    }
}
