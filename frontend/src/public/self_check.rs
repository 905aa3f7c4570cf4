//! "Who is it for?" (L14) as questions one can tick. The answers stand in the address, are never stored, and lead to
//! the work coach: only the Jobcentre refers (L2).

use crate::language::{Message, public_page as words};

/// The five points, in the order of the Trust's page.
pub const POINTS: [Message; 5] = [
    words::POINT_1,
    words::POINT_2,
    words::POINT_3,
    words::POINT_4,
    words::POINT_5,
];

/// What somebody ticked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Out of work and on a benefit that the Trust accepts (L1).
    pub eligible: bool,
    /// The points, by their number from 1.
    pub points: Vec<u8>,
}

/// What the answers lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing has been asked yet.
    NotAsked,
    /// It may be for them.
    Yes,
    /// A point is true, the benefit is not.
    OtherWays,
    /// Nothing was ticked, or only the benefit.
    Talk,
}

/// What the answers lead to; `None` where the form has not been sent.
#[must_use]
pub fn verdict(answers: Option<&Answers>) -> Verdict {
    match answers {
        None => Verdict::NotAsked,
        Some(Answers { points, .. }) if points.is_empty() => Verdict::Talk,
        Some(Answers { eligible: true, .. }) => Verdict::Yes,
        Some(_) => Verdict::OtherWays,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_point_and_the_benefit_are_enough_and_nobody_is_turned_away() {
        let answers = |eligible, points: &[u8]| Answers {
            eligible,
            points: points.to_vec(),
        };
        assert_eq!(verdict(None), Verdict::NotAsked);
        assert_eq!(verdict(Some(&answers(true, &[3]))), Verdict::Yes);
        assert_eq!(verdict(Some(&answers(false, &[1, 2]))), Verdict::OtherWays);
        assert_eq!(verdict(Some(&answers(true, &[]))), Verdict::Talk);
    }
}
