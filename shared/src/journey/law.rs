//! Where a rule comes from, in its own words.

/// The source of a rule: the Trust's published page (L1 to L14), a public rule, or the pathway's own order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Law {
    /// Who it is for.
    L1,
    /// Who selects.
    L2,
    /// The screening day.
    L3,
    /// Selection and the training week.
    L4,
    /// What the training is about.
    L5,
    /// The guaranteed interview.
    L6,
    /// The trial follows the interview.
    L7,
    /// The cap of 30 days.
    L8,
    /// Not employed, not paid, still on benefit.
    L9,
    /// Time for both sides to decide.
    L10,
    /// When a job can be offered.
    L11,
    /// The public rule on work trials (GOV.UK, Jobcentre Plus help for recruiters).
    WorkTrials,
    /// One opening is held for each person on a trial.
    OneOpeningEach,
    /// The six NHS employment checks.
    EmploymentChecks,
    /// Adults only: under 18s have their own workstream.
    Adults,
    /// Sustained employment at 13 and 26 weeks, our own convention.
    Sustained,
    /// The order of the pathway.
    Pathway,
    /// Who does what on the pathway.
    Roles,
    /// Nobody is left without a next step.
    NextStep,
    /// How a closed journey is reopened.
    Reopening,
}

impl Law {
    /// The id that code, API and screens cite.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.cite().0
    }

    /// The rule in its own words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        self.cite().1
    }

    #[rustfmt::skip] // one law a line
    const fn cite(self) -> (&'static str, &'static str) {
        match self {
            Self::L1 => ("L1", "If you are currently unemployed, on Job Seekers Allowance"),
            Self::L2 => ("L2", "Candidates are selected to attend by Job Centre Plus."),
            Self::L3 => ("L3", "Screening process - 1 day: team building exercises, an overview of the role and a brief interview."),
            Self::L4 => ("L4", "If successful, selection takes place to attend a one week pre employment training programme."),
            Self::L5 => ("L5", "This will be structured around the specific vacancy."),
            Self::L6 => ("L6", "If the training week is successfully attended, an interview is guaranteed alongside the other candidates applying for that position."),
            Self::L7 => ("L7", "If candidates are successful at interview, they then undertake a work trial."),
            Self::L8 => ("L8", "Work Trial – maximum of 30 days"),
            Self::L9 => ("L9", "During this time they are not paid or employed and still receive Jobseekers Allowance."),
            Self::L10 => ("L10", "A Work Trial offers the Trust time to find out how well suited a person is to a job, as well as giving a potential employee the time to decide if a job is right for them."),
            Self::L11 => ("L11", "The Trust can offer a job at the end of the trial if satisfied with overall performance."),
            Self::WorkTrials => ("work-trials", "A work trial is voluntary, for a job of at least 16 hours a week that lasts at least 13 weeks; Jobcentre Plus agrees its length before it is put to the jobseeker and before it starts."),
            Self::OneOpeningEach => ("one-opening-each", "From the proposal of a trial one opening is held for that person, the only one being considered for it."),
            Self::EmploymentChecks => ("employment-checks", "Six NHS employment checks are completed before a person starts work."),
            Self::Adults => ("adults", "This pathway is for people of 18 and over; younger people are welcome in the 14-19 workstream."),
            Self::Sustained => ("sustained", "A job counts as sustained 13 and 26 weeks after it starts, with evidence."),
            Self::Pathway => ("pathway", "Each step of the pathway follows the one before it, on the day it happens."),
            Self::Roles => ("roles", "Each step of the pathway belongs to the people who can answer for it."),
            Self::NextStep => ("next-step", "Every ending leaves the person with a next step."),
            Self::Reopening => ("reopening", "A closed journey may be reopened by an administrator, with a reason, for a set number of days."),
        }
    }
}
