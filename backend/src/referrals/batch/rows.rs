//! One row of many: what was sent, and whether it can be a referral.

use crate::platform::http::{Problem, field_error};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{problem::ProblemDetails, referrals::CreateReferral};

/// A row as it was sent. It is kept sealed until it is done.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Row {
    number: u32,
    sent: Sent,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Sent {
    Referral(Value),
    /// What is wrong with the row before it could be looked at.
    Refused(Box<ProblemDetails>),
    /// The same, with as much of a referral as is there.
    Malformed(Value, Box<ProblemDetails>),
}

impl Row {
    pub fn of(number: u32, referral: Value) -> Self {
        Self {
            number,
            sent: Sent::Referral(referral),
        }
    }

    /// A row that cannot be a referral, with as much of one as is there.
    pub fn refused(number: u32, referral: Value, problem: &Problem) -> Self {
        Self {
            number,
            sent: Sent::Malformed(referral, Box::new(problem.details())),
        }
    }

    pub fn number(&self) -> u32 {
        self.number
    }

    /// What was sent, as far as it could be looked at.
    pub fn referral(&self) -> Option<&Value> {
        match &self.sent {
            Sent::Referral(referral) | Sent::Malformed(referral, _) => Some(referral),
            Sent::Refused(_) => None,
        }
    }

    /// The referral, read as the body of a single one is.
    pub fn read(self) -> Result<CreateReferral, Box<ProblemDetails>> {
        let referral = match self.sent {
            Sent::Referral(referral) => referral,
            Sent::Refused(problem) | Sent::Malformed(_, problem) => return Err(problem),
        };
        if holds_nul(&referral) {
            let what = "The character U+0000 cannot be kept.";
            let problem = Problem::new(shared::problem::ProblemCode::Invalid).error(
                "",
                "control_character",
                what,
            );
            return Err(Box::new(problem.details()));
        }
        serde_path_to_error::deserialize(referral).map_err(|error| {
            let wrong = field_error(error.path(), &error.inner().to_string());
            Box::new(Problem::invalid([wrong]).details())
        })
    }
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_nul),
        Value::Object(fields) => fields
            .iter()
            .any(|(name, value)| name.contains('\0') || holds_nul(value)),
        _ => false,
    }
}
