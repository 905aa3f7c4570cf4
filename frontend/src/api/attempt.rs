//! The key that makes a repeated request harmless.

/// One form's attempts to send. A request whose answer never came is sent again with the same key, so that it counts
/// once; after an answer, or with other words in it, the next is a new request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attempt {
    unanswered: Option<(String, String)>,
}

impl Attempt {
    /// The key for sending this body now.
    pub fn key_for(&mut self, body: &str, fresh: impl FnOnce() -> String) -> String {
        if let Some((key, sent)) = &self.unanswered
            && sent == body
        {
            return key.clone();
        }
        let key = fresh();
        self.unanswered = Some((key.clone(), body.to_owned()));
        key
    }

    /// Notes that the server has answered, whatever it said.
    pub fn answered(&mut self) {
        self.unanswered = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_without_an_answer_is_repeated_under_its_own_key() {
        let mut attempt = Attempt::default();
        assert_eq!(attempt.key_for("a", || "1".into()), "1");
        assert_eq!(attempt.key_for("a", || "2".into()), "1");
        assert_eq!(
            attempt.key_for("b", || "3".into()),
            "3",
            "other words are another request"
        );
        attempt.answered();
        assert_eq!(
            attempt.key_for("b", || "4".into()),
            "4",
            "after an answer it is a new request"
        );
    }
}
