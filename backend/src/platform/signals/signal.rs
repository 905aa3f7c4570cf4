//! One signal, and how it is written on the way between servers.

use shared::ids::TrustId;
use uuid::Uuid;

/// Something that is worth looking at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// A record changed.
    Changed(Changed),
    /// A job has something to do before its time.
    Due {
        /// Of which Trust.
        trust: TrustId,
        /// Its name.
        job: String,
    },
    /// What one server noticed that the others must know too, by the name of the matter; the words are the matter's own.
    Shared {
        /// What it is about.
        matter: String,
        /// The server that says it.
        from: Uuid,
        /// What it says. It has no line break.
        words: String,
    },
}

/// A record that changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// The Trust.
    pub trust: TrustId,
    /// What kind of record, as the API names it.
    pub what: &'static str,
    /// Which one.
    pub id: Uuid,
    /// The version that it has now.
    pub version: i32,
    /// The record that it belongs to, where reaching that decides who may know.
    pub within: Uuid,
}

/// The kinds of records that are told of.
const KINDS: [&str; 3] = ["journey", "programme", "session"];

impl Signal {
    /// As it is written: one line.
    pub(super) fn write(&self) -> String {
        match self {
            Self::Changed(changed) => format!(
                "changed {} {} {} {} {}",
                changed.trust, changed.what, changed.id, changed.version, changed.within
            ),
            Self::Due { trust, job } => format!("due {trust} {job}"),
            Self::Shared {
                matter,
                from,
                words,
            } => format!("shared {matter} {from} {words}"),
        }
    }

    /// Reads a line; none for what a newer program may say.
    pub(super) fn read(line: &str) -> Option<Self> {
        let (kind, rest) = line.split_once(' ')?;
        match kind {
            "changed" => {
                let mut parts = rest.split(' ');
                let trust = parts.next()?.parse().ok()?;
                let what = parts.next()?;
                Some(Self::Changed(Changed {
                    trust,
                    what: KINDS.into_iter().find(|known| *known == what)?,
                    id: parts.next()?.parse().ok()?,
                    version: parts.next()?.parse().ok()?,
                    within: parts.next()?.parse().ok()?,
                }))
            }
            "due" => {
                let (trust, job) = rest.split_once(' ')?;
                Some(Self::Due {
                    trust: trust.parse().ok()?,
                    job: job.to_owned(),
                })
            }
            "shared" => {
                let (matter, rest) = rest.split_once(' ')?;
                let (from, words) = rest.split_once(' ')?;
                Some(Self::Shared {
                    matter: matter.to_owned(),
                    from: from.parse().ok()?,
                    words: words.to_owned(),
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_unknown_is_nothing() {
        let trust = TrustId::from(Uuid::from_u128(1));
        for signal in [
            Signal::Changed(Changed {
                trust,
                what: "journey",
                id: Uuid::from_u128(2),
                version: 7,
                within: Uuid::from_u128(3),
            }),
            Signal::Due {
                trust,
                job: "deliver_messages".to_owned(),
            },
            Signal::Shared {
                matter: "limits".to_owned(),
                from: Uuid::from_u128(4),
                words: "staff:5 12 staff:6 1".to_owned(),
            },
        ] {
            assert_eq!(Signal::read(&signal.write()), Some(signal));
        }
        for strange in ["", "changed", "changed x journey", "sung la la", "due 1"] {
            assert_eq!(Signal::read(strange), None, "{strange}");
        }
    }
}
