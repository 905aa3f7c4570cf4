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

impl UnknownCode {
    /// What was given in place of one of `T`'s codes.
    #[must_use]
    pub fn of<T: Coded>(given: &str) -> Self {
        Self {
            given: given.chars().take(60).collect(),
            known: T::ALL.iter().map(|choice| choice.code()).collect(),
        }
    }
}

/// The choice with this code.
#[must_use]
pub fn find<T: Coded>(code: &str) -> Option<T> {
    T::ALL.iter().copied().find(|choice| choice.code() == code)
}

/// Declares a coded list: the enum, its codes, its labels, and its forms on the wire and as text.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum $name { $(
            $(#[$vdoc])*
            #[doc = $label]
            #[cfg_attr(feature = "schema", schema(rename = $code))]
            $variant,
        )+ }

        // By hand, as text: what serde derives for an enum is several times as much code for a browser to load.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $crate::values::find(&text)
                    .ok_or_else(|| serde::de::Error::unknown_variant(&text, &[$($code,)+]))
            }
        }

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
                $crate::values::find(text).ok_or_else(|| $crate::values::UnknownCode::of::<Self>(text))
            }
        }
    };
}
pub(crate) use coded;
