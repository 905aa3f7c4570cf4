//! The coded lists that moves choose from: a stable code for machines, a label for people.

use crate::values::coded;

coded! {
    /// A benefit that a Trust may accept on a referral (L1). Jobseeker's Allowance is the default.
    Benefit {
        JobseekersAllowance = "jobseekers_allowance", "Jobseeker's Allowance";
        UniversalCredit = "universal_credit", "Universal Credit";
        EmploymentSupportAllowance = "employment_support_allowance", "Employment and Support Allowance";
        IncomeSupport = "income_support", "Income Support";
    }
}

coded! {
    /// Whether somebody is in work when they are referred (L1).
    EmploymentStatus {
        Unemployed = "unemployed", "Unemployed";
        Employed = "employed", "In work";
        InEducation = "in_education", "In full-time education";
    }
}

coded! {
    /// What the person does next when a journey ends short of a lasting job.
    NextStepKind {
        OtherProgramme = "other_programme", "Another programme with us";
        Guidance = "guidance", "A guidance appointment with Learning and Development";
        WorkCoach = "work_coach", "A talk with their work coach";
        College = "college", "A course at the college";
        Apprenticeship = "apprenticeship", "An apprenticeship";
        Volunteering = "volunteering", "Volunteering at the Trust";
        ApplyDirectly = "apply_directly", "Applying for other jobs at the Trust";
        OtherWork = "other_work", "Other work they have found";
        Declined = "declined", "They told us they do not want a next step now";
    }
}

coded! {
    /// Why a referral is declined.
    DeclineReason {
        NotEligible = "not_eligible", "Not eligible for this programme";
        UnderEighteen = "under_eighteen", "Under 18: the 14-19 workstream fits better";
        WrongVacancy = "wrong_vacancy", "Another vacancy fits better";
        NotReachable = "not_reachable", "We could not reach the person";
        Duplicate = "duplicate", "Referred twice";
    }
}

coded! {
    /// What was seen of somebody in one component of the screening day (L3).
    ExerciseScore {
        One = "1", "1, not shown";
        Two = "2", "2, a little";
        Three = "3", "3, shown";
        Four = "4", "4, well shown";
        Five = "5", "5, shown strongly";
    }
}

coded! {
    /// Why somebody is not selected after the screening day.
    NotSelectedReason {
        RoleNotRight = "role_not_right", "The role is not right for them now";
        MoreExperience = "more_experience", "More experience would help first";
        CommunicationSkills = "communication_skills", "Communication skills to build first";
        Availability = "availability", "Hours do not fit";
    }
}

coded! {
    /// Whether somebody came to a session.
    Attendance {
        Present = "present", "Present";
        Late = "late", "Late";
        Absent = "absent", "Absent";
        Excused = "excused", "Absent, excused";
        MadeUp = "made_up", "Made up later";
    }
}

impl Attendance {
    /// Whether the session counts as attended.
    #[must_use]
    pub fn counts_as_attended(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::MadeUp)
    }
}

coded! {
    /// Why a booked interview goes back to being guaranteed: the entitlement survives (L6).
    ReleaseCause {
        CancelledByTrust = "cancelled_by_trust", "The Trust cancelled it";
        Illness = "illness", "Illness";
        Childcare = "childcare", "Childcare or caring";
        Travel = "travel", "Travel";
        OtherExcused = "other_excused", "Another good reason";
    }
}

coded! {
    /// What the panel found.
    InterviewOutcome {
        Successful = "successful", "Successful";
        Unsuccessful = "unsuccessful", "Not successful";
    }
}

coded! {
    /// The working pattern of a trial.
    TrialPattern {
        Weekdays = "weekdays", "Monday to Friday";
        Shifts = "shifts", "Shifts across the week";
        PartWeek = "part_week", "Part of the week";
    }
}

coded! {
    /// Why a trial is not agreed. None of them is a fault of the candidate's.
    TrialRefusalReason {
        CandidateChoice = "candidate_choice", "The candidate chose not to";
        JobcentreNotAgreed = "jobcentre_not_agreed", "The Jobcentre did not agree";
        NoSupervisor = "no_supervisor", "No supervisor could be found";
        Dates = "dates", "No dates suited everyone";
    }
}

coded! {
    /// Why a trial ends before its agreed last day. Ending early never costs the candidate their benefit.
    EarlyEndReason {
        CandidateChoice = "candidate_choice", "The candidate decided the job is not for them";
        NotSuited = "not_suited", "The Trust decided the job is not suited";
        Health = "health", "Health or caring";
        OtherWork = "other_work", "Other work found";
        JobcentreEnded = "jobcentre_ended", "The Jobcentre ended it";
    }
}

coded! {
    /// How the candidate sees the job (L10).
    CandidateView {
        RightForMe = "right_for_me", "This job is right for me";
        NotSure = "not_sure", "I am not sure yet";
        NotForMe = "not_for_me", "This job is not for me";
    }
}

coded! {
    /// How a reminder of an offer reached the candidate.
    ReminderChannel {
        Sms = "sms", "Text message";
        Email = "email", "E-mail";
        Telephone = "telephone", "Telephone";
        Letter = "letter", "Letter";
    }
}

coded! {
    /// How it is known that somebody is still in work.
    Evidence {
        Payroll = "payroll", "Payroll";
        LineManager = "line_manager", "The line manager confirmed it";
        Candidate = "candidate", "The person confirmed it";
    }
}

coded! {
    /// Why somebody left the job.
    LeavingReason {
        OtherWork = "other_work", "Went to other work";
        Education = "education", "Went into education or training";
        HealthOrCaring = "health_or_caring", "Health or caring";
        NotSuited = "not_suited", "The job did not suit";
        Dismissed = "dismissed", "Employment ended by the Trust";
    }
}

coded! {
    /// Why somebody leaves the pathway.
    WithdrawalReason {
        FoundWork = "found_work", "Found other work";
        ChangedMind = "changed_mind", "Changed their mind";
        Health = "health", "Health";
        Caring = "caring", "Childcare or caring";
        Travel = "travel", "Travel";
        NoLongerEligible = "no_longer_eligible", "No longer eligible";
        LostTouch = "lost_touch", "We have lost touch";
    }
}
