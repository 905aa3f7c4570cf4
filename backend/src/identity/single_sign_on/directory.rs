//! The Trust's directory: what it says about itself, and who it says somebody is.

use super::settings::SingleSignOnSettings;
use crate::platform::outgoing::{Outgoing, OutgoingError};
use chrono::{DateTime, Utc};
use openidconnect::{
    AccessToken, AdditionalClaims, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError,
    Client, ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IdTokenFields, IssuerUrl, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    SignatureVerificationError, StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
    UserInfoClaims,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
        CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
        CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// How long what the directory says about itself counts.
const KEPT_FOR: Duration = Duration::from_secs(3_600);
/// A key that is not known is looked for again, but not more often than this.
const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// The claims that are not in the standard: groups, under whatever name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct OtherClaims {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for OtherClaims {}

type Fields = IdTokenFields<
    OtherClaims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type Asking = Client<
    OtherClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Only keys of the directory sign: a shared secret would let this server sign for it, and `none` everybody.
const SIGNED_WITH: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Why the directory's answer does not count. For the log: whoever signs in is told less.
#[derive(Debug, thiserror::Error)]
pub(in crate::identity) enum DirectoryError {
    #[error("it cannot be asked: {0}")]
    Asked(String),
    #[error("it gave no tokens: {0}")]
    Tokens(String),
    #[error("its ID token does not count: {0}")]
    Token(String),
    #[error("its settings cannot be used: {0}")]
    Settings(String),
}

/// What must be remembered until the browser comes back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::identity) struct Remembered {
    pub nonce: String,
    pub verifier: String,
}

/// Who somebody is, as the directory says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::identity) struct Person {
    pub subject: String,
    /// An address that the directory has verified.
    pub email: Option<String>,
    pub name: Option<String>,
    pub groups: Vec<String>,
    /// When they showed the directory who they are, where it says so.
    pub shown_at: Option<DateTime<Utc>>,
}

/// The Trust's directory.
#[derive(Debug)]
pub(in crate::identity) struct Directory {
    pub settings: SingleSignOnSettings,
    redirect: String,
    outgoing: Outgoing,
    known: Mutex<Option<(Instant, CoreProviderMetadata)>>,
}

impl Directory {
    /// `redirect` is where browsers come back to.
    pub fn new(settings: SingleSignOnSettings, redirect: String) -> Result<Self, DirectoryError> {
        let outgoing = Outgoing::new().map_err(unusable)?;
        Ok(Self {
            settings,
            redirect,
            outgoing,
            known: Mutex::default(),
        })
    }

    /// What the directory says about itself, asked at most once an hour.
    async fn client(&self, newer_than: Duration) -> Result<Asking, DirectoryError> {
        let mut known = self.known.lock().await;
        let kept = known
            .as_ref()
            .filter(|(at, _)| at.elapsed() < newer_than)
            .map(|(_, said)| said.clone());
        let said = match kept {
            Some(said) => said,
            None => {
                let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(unusable)?;
                let ask = |request: HttpRequest| self.ask(request);
                let said = CoreProviderMetadata::discover_async(issuer, &ask)
                    .await
                    .map_err(|error| DirectoryError::Asked(in_full(&error)))?;
                *known = Some((Instant::now(), said.clone()));
                said
            }
        };
        let id = ClientId::new(self.settings.client_id.clone());
        let secret = ClientSecret::new(self.settings.client_secret.expose().to_owned());
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(unusable)?;
        Ok(Asking::from_provider_metadata(said, id, Some(secret)).set_redirect_uri(redirect))
    }

    /// Asks the directory.
    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, OutgoingError> {
        let reply = self.outgoing.ask(request.try_into()?).await?;
        let mut answer = HttpResponse::new(reply.body);
        *answer.status_mut() = reply.status;
        *answer.headers_mut() = reply.headers;
        Ok(answer)
    }

    /// Where the browser is sent, and what is remembered. `state` comes back with it. Whoever has signed in there before is
    /// asked `again` who they are, where that is wanted.
    pub async fn question(
        &self,
        state: &str,
        again: bool,
    ) -> Result<(String, Remembered), DirectoryError> {
        let client = self.client(KEPT_FOR).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let state = CsrfToken::new(state.to_owned());
        let mut question = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || state,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .add_scopes(self.group_scope())
            .set_pkce_challenge(challenge);
        if again {
            // The directory must then say when they did.
            question = question
                .add_prompt(CoreAuthPrompt::Login)
                .set_max_age(Duration::ZERO);
        }
        let (place, _, nonce) = question.url();
        let remembered = Remembered {
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
        };
        Ok((place.to_string(), remembered))
    }

    /// Directories that have a scope for groups call it as the claim.
    fn group_scope(&self) -> Option<Scope> {
        let claim = &self.settings.groups_claim;
        (!self.settings.roles.is_empty() && claim == "groups").then(|| Scope::new(claim.clone()))
    }

    /// Who the code stands for.
    pub async fn person(
        &self,
        code: String,
        remembered: Remembered,
        now: DateTime<Utc>,
    ) -> Result<Person, DirectoryError> {
        let client = self.client(KEPT_FOR).await?;
        let ask = |request: HttpRequest| self.ask(request);
        let tokens: Tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(unusable)?
            .set_pkce_verifier(PkceCodeVerifier::new(remembered.verifier))
            .request_async(&ask)
            .await
            .map_err(|error| DirectoryError::Tokens(in_full(&error)))?;
        let nonce = Nonce::new(remembered.nonce);
        let person = match self.claims(&client, &tokens, &nonce, now) {
            Err(ClaimsVerificationError::SignatureVerification(
                SignatureVerificationError::NoMatchingKey,
            )) => {
                // The directory may have changed its keys since it was asked.
                let client = self.client(ASKED_AGAIN_AFTER).await?;
                self.claims(&client, &tokens, &nonce, now)
            }
            read => read,
        };
        let person = person.map_err(|error| DirectoryError::Token(in_full(&error)))?;
        self.asked_further(&client, tokens.access_token(), person)
            .await
    }

    /// What the ID token says, if it counts.
    fn claims(
        &self,
        client: &Asking,
        tokens: &Tokens,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<Person, ClaimsVerificationError> {
        let token = tokens
            .id_token()
            .ok_or_else(|| ClaimsVerificationError::Other("there is no ID token".to_owned()))?;
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(SIGNED_WITH)
            .set_time_fn(move || now);
        let claims = token.claims(&verifier, nonce)?;
        Ok(Person {
            subject: claims.subject().to_string(),
            email: claims
                .email()
                .filter(|_| claims.email_verified() == Some(true))
                .map(|email| email.to_lowercase()),
            name: claims
                .name()
                .and_then(|name| name.get(None))
                .map(|name| name.to_string()),
            groups: self.groups(claims.additional_claims()),
            shown_at: claims.auth_time(),
        })
    }

    /// Some directories give an address and groups only at their userinfo endpoint.
    async fn asked_further(
        &self,
        client: &Asking,
        token: &AccessToken,
        person: Person,
    ) -> Result<Person, DirectoryError> {
        let knows_groups = self.settings.roles.is_empty() || !person.groups.is_empty();
        if person.email.is_some() && knows_groups {
            return Ok(person);
        }
        let subject = openidconnect::SubjectIdentifier::new(person.subject.clone());
        let Ok(request) = client.user_info(token.clone(), Some(subject)) else {
            return Ok(person);
        };
        let ask = |request: HttpRequest| self.ask(request);
        let claims: UserInfoClaims<OtherClaims, CoreGenderClaim> = request
            .request_async(&ask)
            .await
            .map_err(|error| DirectoryError::Asked(in_full(&error)))?;
        let verified = claims.email_verified() == Some(true);
        let email = claims.email().filter(|_| verified);
        let name = claims.name().and_then(|name| name.get(None));
        let groups = if person.groups.is_empty() {
            self.groups(claims.additional_claims())
        } else {
            person.groups
        };
        Ok(Person {
            subject: person.subject,
            email: person.email.or(email.map(|email| email.to_lowercase())),
            name: person.name.or(name.map(|name| name.to_string())),
            groups,
            shown_at: person.shown_at,
        })
    }

    fn groups(&self, claims: &OtherClaims) -> Vec<String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match claims.all.get(&self.settings.groups_claim) {
            Some(Value::Array(groups)) => groups.iter().filter_map(text).collect(),
            Some(one) => text(one).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

fn unusable(error: impl std::fmt::Display) -> DirectoryError {
    DirectoryError::Settings(error.to_string())
}

/// An error with its causes; never with what the directory sent, which may hold anything.
fn in_full(error: &(dyn std::error::Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        words.push_str(": ");
        words.push_str(&next.to_string());
        cause = next.source();
    }
    words.chars().take(500).collect()
}
