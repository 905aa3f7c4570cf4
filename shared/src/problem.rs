//! How a request is refused: problem details (RFC 9457) with a stable code.

use crate::journey::UnmetGuard;
use crate::values::coded;
use crate::wire::wire;

coded! {
    /// The stable codes of every refusal. The list only grows.
    ProblemCode {
        Unreadable = "unreadable", "The request could not be read";
        NotSignedIn = "not_signed_in", "Sign in first";
        Forbidden = "forbidden", "Not yours to do";
        StepUpRequired = "step_up_required", "Confirm that it is you";
        NotFound = "not_found", "Not found";
        MethodNotAllowed = "method_not_allowed", "That method is not possible here";
        Conflict = "conflict", "It conflicts with what is already here";
        MoveRefused = "move_refused", "The rules do not allow this now";
        Stale = "stale", "Somebody has changed it since you read it";
        PreconditionMissing = "precondition_missing", "Say which version you read";
        Invalid = "invalid", "Some answers need another look";
        TooLarge = "too_large", "The request is too large";
        TooSlow = "too_slow", "The request did not arrive in time";
        UnsupportedMediaType = "unsupported_media_type", "Send JSON";
        IdempotencyKeyReused = "idempotency_key_reused", "This idempotency key was used for another request";
        IdempotencyKeyBusy = "idempotency_key_busy", "The first request with this idempotency key is still running";
        IdempotencyKeyMissing = "idempotency_key_missing", "Send an Idempotency-Key";
        TooManyRequests = "too_many_requests", "Too many requests";
        Unavailable = "unavailable", "Try again in a moment";
        OutcomeUnknown = "outcome_unknown", "It is not known whether this was done";
        StorageFull = "storage_full", "There is no room to keep anything new";
        Internal = "internal", "Something went wrong on our side";
    }
}

wire! {
    /// One thing wrong with one value of a request.
    view FieldError {
        /// Where it stands in the body, as a JSON pointer (RFC 6901).
        pointer: String,
        /// A stable code.
        code: String,
        /// What is wrong and what to do, for people.
        message: String,
    }
    /// Why a request was refused (RFC 9457).
    view ProblemDetails {
        /// A URI reference that names the kind of problem.
        r#type: String,
        /// The kind of problem in a few words.
        title: String,
        /// The HTTP status.
        status: u16,
        /// What happened here, for people.
        detail: String,
        /// The stable code.
        code: ProblemCode,
        /// The values that need another look.
        errors: Vec<FieldError>,
        /// The guards that are not met, where the rules refused a move.
        unmet_guards: Vec<UnmetGuard>,
        /// The request's id, to quote when asking for help.
        request_id: Option<String>,
    }
}
