//! Ids and human references, from a source that is passed in.

use super::clock::Clock;
use std::sync::{Arc, Mutex};
use uuid::{Builder, Uuid};

/// No 0 and O, 1 and I and L, Z beside 2, 5 and S, 8 and B, U beside V: each would be misread over the telephone.
const ALPHABET: &[u8; 25] = b"234679ACDEFGHJKMNPQRTVWXY";

/// Gives ids. Cheap to clone: every clone draws from the same source.
#[derive(Debug, Clone)]
pub struct Ids {
    clock: Clock,
    source: Arc<Mutex<Source>>,
}

#[derive(Debug)]
struct Source {
    randomness: Randomness,
    /// The last id's millisecond and counter, so that ids made in one millisecond keep their order.
    last: (u64, u16),
}

#[derive(Debug)]
enum Randomness {
    System,
    Seeded(u64),
}

impl Ids {
    /// From the operating system's randomness and `clock`'s time.
    #[must_use]
    pub fn random(clock: Clock) -> Self {
        Self::from_randomness(clock, Randomness::System)
    }

    /// The same ids every time, for tests and for the demo's invented people. Never for secrets.
    #[must_use]
    pub fn seeded(clock: Clock, seed: u64) -> Self {
        Self::from_randomness(clock, Randomness::Seeded(seed))
    }

    fn from_randomness(clock: Clock, randomness: Randomness) -> Self {
        Self {
            clock,
            source: Arc::new(Mutex::new(Source {
                randomness,
                last: (0, 0),
            })),
        }
    }

    /// A new id: a UUIDv7, so that ids sort by the time they were given at.
    #[must_use]
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        let millis = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or_default();
        let mut source = self.lock();
        let mut bytes = [0_u8; 10];
        source.randomness.fill(&mut bytes);
        let (at, counter) = match source.last {
            (last, counter) if last >= millis && counter < 0x0FFF => (last, counter + 1),
            (last, _) if last >= millis => (last + 1, 0),
            _ => (millis, 0),
        };
        // A clock that was set back starts afresh, instead of counting on from the future.
        let (at, counter) = if at > millis + 1_000 {
            (millis, 0)
        } else {
            (at, counter)
        };
        source.last = (at, counter);
        let [high, low] = counter.to_be_bytes();
        bytes[0] = high;
        bytes[1] = low;
        T::from(Builder::from_unix_timestamp_millis(at, &bytes).into_uuid())
    }

    /// A new reference that people can say and write, such as `WP-7K3F-Q2`. There are 244 million, so that two may
    /// be the same: where it is stored it is unique, and the caller draws another.
    #[must_use]
    pub fn new_reference(&self) -> String {
        let mut drawn = [0_u8; 6];
        let mut source = self.lock();
        for place in &mut drawn {
            *place = source.randomness.letter();
        }
        let text: String = drawn.iter().copied().map(char::from).collect();
        let (first, second) = text.split_at(4);
        format!("WP-{first}-{second}")
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Source> {
        self.source
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Randomness {
    fn fill(&mut self, bytes: &mut [u8]) {
        match self {
            Self::System => fill_from_system(bytes),
            Self::Seeded(state) => {
                for chunk in bytes.chunks_mut(8) {
                    let drawn = split_mix(state).to_be_bytes();
                    chunk.copy_from_slice(&drawn[..chunk.len()]);
                }
            }
        }
    }

    /// One letter of the alphabet, each as likely as any other.
    fn letter(&mut self) -> u8 {
        loop {
            let mut byte = [0_u8];
            self.fill(&mut byte);
            // 250 is the greatest multiple of 25 in a byte.
            if byte[0] < 250 {
                return ALPHABET[usize::from(byte[0]) % ALPHABET.len()];
            }
        }
    }
}

/// Randomness fit for secrets.
///
/// An operating system that has none can run no server: there is nothing to answer with, and going on with
/// guessable secrets would be worse than stopping.
pub fn fill_from_system(bytes: &mut [u8]) {
    while let Err(error) = getrandom::fill(bytes) {
        tracing::error!(%error, "the system gives no randomness; waiting");
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
}

/// Steele, Lea and Flood's generator: small, and the same on every machine.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone as _, Utc};

    fn clock() -> Clock {
        Clock::standing_at(
            Utc.with_ymd_and_hms(2027, 3, 1, 9, 0, 0)
                .single()
                .expect("an instant"),
        )
    }

    #[test]
    fn ids_sort_by_their_making_and_carry_its_time() {
        let ids = Ids::random(clock());
        let made: Vec<Uuid> = (0..10_000).map(|_| ids.new_id()).collect();
        assert!(made.is_sorted());
        assert!(made.iter().all(|id| id.get_version_num() == 7));
        let (seconds, _) = made[0].get_timestamp().expect("a timestamp").to_unix();
        assert_eq!(seconds, clock().now().timestamp().unsigned_abs());
    }

    #[test]
    fn an_id_follows_a_clock_that_was_set_back() {
        let clock = clock();
        let ids = Ids::random(clock.clone());
        let _later: Uuid = ids.new_id();
        clock
            .set(clock.now() - chrono::TimeDelta::days(400))
            .expect("a movable clock");
        let earlier: Uuid = ids.new_id();
        let (seconds, _) = earlier.get_timestamp().expect("a timestamp").to_unix();
        assert_eq!(seconds, clock.now().timestamp().unsigned_abs());
    }

    #[test]
    fn references_have_one_shape_and_no_letters_that_look_alike() {
        let ids = Ids::seeded(clock(), 7);
        for _ in 0..1_000 {
            let reference = ids.new_reference();
            assert_eq!(reference.len(), 10);
            assert!(
                reference.starts_with("WP-") && reference.as_bytes()[7] == b'-',
                "{reference}"
            );
            assert!(
                !reference[3..].contains(|c| "01258BILOSUZ".contains(c) && c != '2'),
                "{reference}"
            );
        }
        assert_eq!(
            Ids::seeded(clock(), 7).new_reference(),
            Ids::seeded(clock(), 7).new_reference()
        );
    }
}
