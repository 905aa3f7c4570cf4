//! Chance that can be repeated: everything that is drawn follows from one printed number.

use std::time::Duration;

/// Draws numbers (splitmix64).
pub struct Chance(u64);

impl Chance {
    /// Begins with `FOOTHOLD_SEED`, or with a number of its own, and prints it.
    pub fn of_this_run(name: &str) -> Self {
        let given = std::env::var("FOOTHOLD_SEED").ok();
        let seed = given.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
            let mut bytes = [0; 4];
            getrandom::fill(&mut bytes).expect("the system's randomness");
            u64::from(u32::from_le_bytes(bytes))
        });
        println!("{name}: FOOTHOLD_SEED={seed}");
        Self(seed)
    }

    /// The same draws for the same number.
    pub fn from(seed: u64) -> Self {
        Self(seed)
    }

    /// A number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// A time of at most so many milliseconds.
    pub fn within(&mut self, milliseconds: u64) -> Duration {
        Duration::from_micros(self.below(milliseconds * 1_000))
    }
}
