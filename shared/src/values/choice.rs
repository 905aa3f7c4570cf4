//! Coded choices: closed lists with a stable code for machines and a label for people.

use std::fmt;

/// A closed list of coded choices.
pub trait Coded: Sized + Copy + 'static {
    /// Every choice, in the order people are shown them.
    const ALL: &'static [Self];
    /// The stable code: what the API and the database hold.
    fn code(self) -> &'static str;
    /// What people read.
    fn label(self) -> &'static str;
}

/// A code that is not on its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownCode {
    /// What was given.
    pub given: String,
    /// The codes that would have been right.
    pub known: Vec<&'static str>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "'{}' is not one of: {}",
            self.given,
            self.known.join(", ")
        )
    }
}

impl std::error::Error for UnknownCode {}

/// Declares a coded list: the enum, its codes, its labels, and its forms on the wire and as text.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vdoc])* #[doc = $label] #[serde(rename = $code)] $variant,)+ }

        impl $crate::values::Coded for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];
            fn code(self) -> &'static str { match self { $(Self::$variant => $code,)+ } }
            fn label(self) -> &'static str { match self { $(Self::$variant => $label,)+ } }
        }

        impl $name {
            /// The stable code, as text columns hold it.
            #[must_use]
            pub const fn as_str(&self) -> &'static str { match self { $(Self::$variant => $code,)+ } }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::values::Coded::code(*self))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::values::UnknownCode;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err($crate::values::UnknownCode {
                        given: text.chars().take(60).collect(),
                        known: vec![$($code,)+],
                    }),
                }
            }
        }
    };
}
pub(crate) use coded;
