//! Partners' systems, as administrators look after them.

use crate::identity::Scope;
use crate::ids::{ApiClientId, OrganisationId};
use crate::organisations::OrganisationKind;
use crate::time::CivilDate;
use crate::values::{Words, coded};
use crate::wire::wire;

coded! {
    /// How a partner's system shows who it is.
    ClientMethod {
        Secret = "client_secret", "A secret";
        SignedAssertion = "private_key_jwt", "A signed assertion";
    }
}

coded! {
    /// How a partner's system stands.
    ClientStatus {
        Active = "active", "Active";
        /// Within the days before its expiry in which it is to be rotated.
        Expiring = "expiring", "Expires soon";
        Expired = "expired", "Expired";
        Disabled = "disabled", "Disabled";
    }
}

wire! {
    /// A partner's system to be let in.
    request CreateApiClient {
        /// Whose it is.
        organisation_id: OrganisationId,
        /// What people call it: "Referrals, live".
        name: Words,
        /// What its tokens may be used for: only what fits its partner's kind.
        scopes: Vec<Scope>,
        /// The last day it is let in; a year from today unless told.
        expires_on: Option<CivilDate>,
        /// Its public keys (RFC 7517), if it signs assertions; then it has no secret. Private members are refused.
        #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
        jwks: Option<serde_json::Value>,
    }
    /// What replaces a client's secret or keys.
    request RotateApiClient {
        /// For how many days the old secret still works, 0 to 30; 7 unless told.
        overlap_days: Option<u32>,
        /// Its new public keys, if it signs assertions. Name the old ones too for as long as both are to work.
        #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
        jwks: Option<serde_json::Value>,
    }
    /// What a client's tokens may be used for from now on.
    request ChangeScopes {
        /// Only what fits its partner's kind.
        scopes: Vec<Scope>,
    }
    /// A partner's system.
    view ApiClientView {
        /// Its id.
        id: ApiClientId,
        /// Whose it is.
        organisation_id: OrganisationId,
        /// The partner's name.
        organisation_name: String,
        /// The partner's kind.
        organisation_kind: OrganisationKind,
        /// What people call it.
        name: String,
        /// What it presents to get a token.
        client_id: String,
        /// How it shows who it is.
        method: ClientMethod,
        /// What its tokens may be used for.
        scopes: Vec<Scope>,
        /// How it stands.
        status: ClientStatus,
        /// Since when, RFC 3339 in UTC.
        created_at: String,
        /// Until when it is let in.
        expires_at: Option<String>,
        /// When it last asked for a token.
        last_used_at: Option<String>,
        /// Until when the secret before this one works too.
        old_secret_until: Option<String>,
        /// The ids of its public keys, if it signs assertions.
        key_ids: Vec<String>,
        /// Counts up with each change; the ETag carries it.
        version: i32,
    }
    /// A client with its secret, which is shown only now: it is kept as a hash.
    view ApiClientMade {
        /// The client.
        client: ApiClientView,
        /// Its secret; null for one that signs assertions, and where the same request is answered again.
        client_secret: Option<String>,
    }
}
