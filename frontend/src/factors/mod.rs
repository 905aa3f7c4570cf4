//! The second step of a sign-in, the authenticator app behind it, and passkeys. Rendered by the server; a passkey alone
//! needs a script, and its pages say what to do without.

mod parts;
mod passkey_pages;
mod second_factor_page;
mod second_step_page;

pub use passkey_pages::{
    AskPasskeyPage, AskPasskeyPageProps, ConfirmPasskeyPage, ConfirmPasskeyPageProps,
    MakePasskeyPage, MakePasskeyPageProps, PasskeyLine, PasskeysPage, PasskeysPageProps,
};
pub use second_factor_page::{
    RecoveryCodesPage, RecoveryCodesPageProps, SecondFactorPage, SecondFactorPageProps, SetUpPage,
    SetUpPageProps,
};
pub use second_step_page::{
    SecondStepPage, SecondStepPageProps, SetUpFirstPage, SetUpFirstPageProps,
};

/// What somebody has besides a password, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Factors {
    /// The day on which the authenticator app was set up.
    pub app_since: Option<String>,
    /// How many recovery codes are left.
    pub codes_left: usize,
    /// How many passkeys there are.
    pub passkeys: usize,
    /// Whether the Trust asks everybody for a second step.
    pub required: bool,
}

/// A QR code: how many squares to a side, and the dark ones as an SVG path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QrCode {
    /// Squares to a side, without the margin.
    pub side: u16,
    /// The dark squares.
    pub path: String,
}

/// What an authenticator app is given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Secret {
    /// In letters, to be typed.
    pub text: String,
    /// To be scanned.
    pub code: QrCode,
}
