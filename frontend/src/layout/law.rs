//! How a screen cites a rule, and who could meet it.

use shared::journey::{Actor, UnmetGuard};

/// Who could bring it about, in a sentence.
#[must_use]
pub fn who_can_meet(unmet: &UnmetGuard) -> String {
    if unmet.who_can_meet.is_empty() {
        return "Nobody can change this; only time or the rule itself could.".to_owned();
    }
    format!("This can be met by {}.", Actor::list(&unmet.who_can_meet))
}

/// The law as a screen cites it: "L6" as it is, a public rule by its name.
#[must_use]
pub fn law_name(law: &str) -> String {
    let is_numbered = law
        .strip_prefix('L')
        .is_some_and(|number| number.parse::<u8>().is_ok());
    if is_numbered {
        return format!("The programme's rule {law}");
    }
    let name = match law {
        "work-trials" => "The public rule on work trials",
        "one-opening-each" => "One opening each",
        "employment-checks" => "NHS Employment Check Standards",
        "adults" => "For adults",
        "sustained" => "Sustained employment",
        "pathway" => "The order of the pathway",
        "roles" => "Who does what",
        "next-step" => "Nobody without a next step",
        "reopening" => "Reopening",
        other => other,
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::journey::{ActorKind, Guard};

    #[test]
    fn who_can_meet_a_guard_is_said_or_that_nobody_can() {
        let unmet = UnmetGuard::new(Guard::JobcentreFirst, "");
        assert_eq!(unmet.who_can_meet, [ActorKind::Jobcentre]);
        assert_eq!(who_can_meet(&unmet), "This can be met by the Jobcentre.");
        assert!(who_can_meet(&UnmetGuard::new(Guard::DayWithinTrial, "")).starts_with("Nobody"));
    }

    #[test]
    fn every_law_has_a_name_for_the_screen() {
        for guard in Guard::ALL {
            let name = law_name(guard.law().id());
            assert!(name.starts_with(char::is_uppercase), "{name}");
        }
    }
}
