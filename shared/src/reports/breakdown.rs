//! Small numbers: what would let somebody be recognised is not told to whoever may not see the people themselves.

/// The fewest people that are told as a number. Below five the Office for National Statistics, as public bodies in general, does
/// not publish a count.
pub const FEWEST: u32 = 5;

/// Hides the small numbers of a column whose sum is known. Where one alone would be hidden, the sum would give it away: the
/// smallest of the others is hidden with it.
#[must_use]
pub fn hide_few(column: &[u32]) -> Vec<Option<u32>> {
    let is_few = |number: u32| (1..FEWEST).contains(&number);
    let mut told: Vec<Option<u32>> = column
        .iter()
        .map(|number| (!is_few(*number)).then_some(*number))
        .collect();
    let hidden = told.iter().filter(|number| number.is_none()).count();
    if hidden == 1 {
        let others = told.iter().enumerate();
        let smallest = others
            .filter_map(|(at, number)| {
                number
                    .filter(|number| *number > 0)
                    .map(|number| (number, at))
            })
            .min();
        if let Some((_, at)) = smallest {
            told[at] = None;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_can_be_told_from_a_number_under_five() {
        assert_eq!(hide_few(&[3, 4, 12, 0]), [None, None, Some(12), Some(0)]);
        assert_eq!(hide_few(&[5, 12]), [Some(5), Some(12)]);
        assert_eq!(hide_few(&[]), []);
    }

    #[test]
    fn one_alone_cannot_be_worked_out_from_the_sum() {
        assert_eq!(hide_few(&[3, 12, 8, 0]), [None, Some(12), None, Some(0)]);
    }

    #[test]
    fn for_every_column_of_three_either_none_is_hidden_or_the_sum_does_not_give_one_away() {
        for a in 0..9 {
            for b in 0..9 {
                for c in 0..9 {
                    let column = [a, b, c];
                    let told = hide_few(&column);
                    let hidden = told.iter().filter(|number| number.is_none()).count();
                    let others = column.iter().filter(|number| **number > 0).count();
                    assert!(hidden != 1 || others == 1, "{column:?}: {told:?}");
                    let shown = told
                        .iter()
                        .zip(column)
                        .filter_map(|(told, was)| told.map(|told| (told, was)));
                    for (told, was) in shown {
                        assert!(told == was && !(1..FEWEST).contains(&told), "{column:?}");
                    }
                }
            }
        }
    }
}
