//! What a disk holds after its power went: what was synced, and of the rest all, nothing, or some.

use crate::chance::Chance;
use std::{
    fs::{self, File},
    os::unix::fs::FileExt as _,
    path::Path,
};

/// A change of a file that no sync has followed, as `preload` notes it (`preload/src/note.rs`).
struct Note {
    at: u64,
    length_before: u64,
    only_length: bool,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// Takes every change back that was not synced; with a chance, lets some of them stand, whole or in part.
pub fn lose(disk: &Path, unsynced: &Path, mut chance: Option<Chance>) {
    for noted in fs::read_dir(unsynced).expect("the notes").flatten() {
        let notes = read(&fs::read(noted.path()).expect("the notes of a file"));
        fs::remove_file(noted.path()).expect("the notes are used up");
        // A file that was removed since has nothing to lose.
        let Ok(file) = File::options()
            .read(true)
            .write(true)
            .open(disk.join(noted.file_name()))
        else {
            continue;
        };
        for note in notes.iter().rev() {
            take_back(&file, note);
        }
        if let Some(chance) = &mut chance {
            notes.iter().for_each(|note| let_stand(&file, note, chance));
        }
    }
}

fn take_back(file: &File, note: &Note) {
    file.write_all_at(&note.before, note.at)
        .expect("what stood there");
    file.set_len(note.length_before).expect("as long as it was");
}

fn let_stand(file: &File, note: &Note, chance: &mut Chance) {
    if note.only_length {
        if chance.below(2) == 0 {
            file.set_len(note.at).expect("as long as it became");
        }
        return;
    }
    for (number, sector) in note.after.chunks(SECTOR).enumerate() {
        if chance.below(3) > 0 {
            let at = note.at + u64::try_from(number * SECTOR).expect("a place in a file");
            file.write_all_at(sector, at).expect("what was written");
        }
    }
}

/// The notes of one file. The last may have been cut off by the kill: then its change was not made.
fn read(mut bytes: &[u8]) -> Vec<Note> {
    let mut notes = Vec::new();
    while let Some((note, rest)) = first(bytes) {
        notes.push(note);
        bytes = rest;
    }
    notes
}

fn first(bytes: &[u8]) -> Option<(Note, &[u8])> {
    let mut rest = bytes;
    let mut number = || {
        let (head, tail) = rest.split_first_chunk::<8>()?;
        rest = tail;
        Some(u64::from_le_bytes(*head))
    };
    let (at, length_before, only_length) = (number()?, number()?, number()? == 1);
    let (before, after) = (
        usize::try_from(number()?).ok()?,
        usize::try_from(number()?).ok()?,
    );
    let (before, rest) = rest.split_at_checked(before)?;
    let (after, rest) = rest.split_at_checked(after)?;
    let note = Note {
        at,
        length_before,
        only_length,
        before: before.to_vec(),
        after: after.to_vec(),
    };
    Some((note, rest))
}
