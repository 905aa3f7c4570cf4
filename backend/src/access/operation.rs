//! Every operation of the API, by the name it has in the OpenAPI document.

/// Declares the operations: a variant each, and the operationId it stands for.
macro_rules! operations {
    ($($(#[$doc:meta])* $variant:ident = $id:literal;)+) => {
        /// One operation of the API. A new endpoint begins with a line here and a row in the policy table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Operation { $($(#[$doc])* #[doc = concat!("`", $id, "`")] $variant,)+ }

        impl Operation {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The operationId.
            #[must_use]
            pub const fn id(self) -> &'static str { match self { $(Self::$variant => $id,)+ } }
        }
    };
}

operations! {
    // Identity.
    SignIn = "sign_in";
    GiveSecondFactor = "give_second_factor";
    SignOut = "sign_out";
    RequestCode = "request_code";
    RedeemCode = "redeem_code";
    IssueToken = "issue_token";
    ReadKeys = "read_keys";
    ReadMe = "read_me";
    // Staff accounts.
    AcceptInvitation = "accept_invitation";
    RequestPasswordReset = "request_password_reset";
    ResetPassword = "reset_password";
    ListSignIns = "list_sign_ins";
    EndSignIn = "end_sign_in";
    EndAllSignIns = "end_all_sign_ins";
    ChangePassword = "change_password";
    ConfirmPassword = "confirm_password";
    ListUsers = "list_users";
    InviteUser = "invite_user";
    ReadUser = "read_user";
    SendInvitation = "send_invitation";
    TakeBackInvitation = "take_back_invitation";
    ChangeUserRole = "change_user_role";
    DisableUser = "disable_user";
    EnableUser = "enable_user";
    // What machines and their makers read.
    ReadReferenceData = "read_reference_data";
    // Organisations.
    ListOrganisations = "list_organisations";
    CreateOrganisation = "create_organisation";
    ReadOrganisation = "read_organisation";
    // Partners' systems.
    ListApiClients = "list_api_clients";
    CreateApiClient = "create_api_client";
    ReadApiClient = "read_api_client";
    RotateApiClient = "rotate_api_client";
    ChangeApiClient = "change_api_client";
    DisableApiClient = "disable_api_client";
    // Who works on which programme, and the policy itself.
    ListAssignments = "list_assignments";
    CreateAssignment = "create_assignment";
    EndAssignment = "end_assignment";
    ReadAccessRules = "read_access_rules";
    SetAccessRules = "set_access_rules";
    ReadPolicy = "read_policy";
    // Vacancies.
    ListVacancies = "list_vacancies";
    CreateVacancy = "create_vacancy";
    ReadVacancy = "read_vacancy";
    CloseVacancy = "close_vacancy";
    // Programmes.
    ListProgrammes = "list_programmes";
    CreateProgramme = "create_programme";
    ReadProgramme = "read_programme";
    PublishProgramme = "publish_programme";
    CloseProgramme = "close_programme";
    CancelProgramme = "cancel_programme";
    ListSessions = "list_sessions";
    PlanSession = "plan_session";
    ChangeSession = "change_session";
    ListInterviewSlots = "list_interview_slots";
    PlanInterviewSlot = "plan_interview_slot";
    // The audit log.
    ListAudit = "list_audit";
    // Candidates.
    ListCandidates = "list_candidates";
    FindCandidates = "find_candidates";
    SearchCandidates = "search_candidates";
    ReadCandidate = "read_candidate";
    CorrectCandidate = "correct_candidate";
    // People who are perhaps there twice.
    ListDuplicates = "list_duplicates";
    SettleDuplicate = "settle_duplicate";
    // Referrals.
    ListReferrals = "list_referrals";
    CreateReferral = "create_referral";
    ReadReferral = "read_referral";
    ConfirmReferral = "confirm_referral";
    CreateReferralBatch = "create_referral_batch";
    ReadReferralImport = "read_referral_import";
    ListReferralImportRows = "list_referral_import_rows";
    // Journeys.
    ListJourneys = "list_journeys";
    ReadJourney = "read_journey";
    ListJourneyEvents = "list_journey_events";
    ListTransitions = "list_transitions";
    MakeTransition = "make_transition";
    MakeTransitionBatch = "make_transition_batch";
    ListBookings = "list_bookings";
    ReadTrial = "read_trial";
    ReadChecks = "read_checks";
    ReadOffer = "read_offer";
    // What people need, and who may know.
    ReadAdjustments = "read_adjustments";
    SetAdjustments = "set_adjustments";
    // Notes.
    ListNotes = "list_notes";
    WriteNote = "write_note";
    StrikeNote = "strike_note";
    // Registers.
    ReadRegister = "read_register";
    RecordRegister = "record_register";
    SignOffRegister = "sign_off_register";
    // Guarantees.
    ListGuarantees = "list_guarantees";
    // What the open journeys wait for.
    ListTasks = "list_tasks";
    // Reports.
    ReportStages = "report_stages";
    ReportBreakdown = "report_breakdown";
    // Changes as they happen.
    WatchChanges = "watch_changes";
    // Whether what must always hold does hold.
    ListSoundnessChecks = "list_soundness_checks";
}
