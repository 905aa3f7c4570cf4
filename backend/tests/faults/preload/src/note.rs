//! The note of one change that is not synced: what the harness needs to take it back, or to let a part of it stand.
//!
//! In a row: five numbers of eight bytes, the bytes that stood there, the bytes that were written. `disk.rs` of the harness reads it. A note that was cut off by
//! the kill tells of a change that was not made.

/// The change of one file.
pub(super) struct Note {
    /// Where the bytes begin; the new length, where the file was only cut or grown.
    pub(super) at: u64,
    /// How long the file was before.
    pub(super) length_before: u64,
    /// Whether only its length was changed.
    pub(super) only_length: bool,
    /// What stood there, as far as the file went; of a file that was cut, what was cut off.
    pub(super) before: Vec<u8>,
    /// What was written.
    pub(super) after: Vec<u8>,
}

const HEAD: usize = 8 * 5;

impl Note {
    /// As it is kept.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let numbers = [
            self.at,
            self.length_before,
            u64::from(self.only_length),
            self.before.len() as u64,
            self.after.len() as u64,
        ];
        let mut bytes = Vec::with_capacity(HEAD + self.before.len() + self.after.len());
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&self.before);
        bytes.extend_from_slice(&self.after);
        bytes
    }
}
