//! Room that is kept for when there is none left: a file of this size beside a SQLite database, given up when the disk
//! is full.
//!
//! Nobody is shown a person's record before the audit log has the line about it, so that with a full disk nobody could be
//! read. The room of this file lets that go on: from the moment at which the disk was found full, only what must be noted to
//! show something is written, into the room that the file had. Everything else is refused, until there is room for
//! the file again.

use std::{
    fs::File,
    io::{self, Write as _},
    path::PathBuf,
    time::{Duration, Instant},
};

/// So many lines of the audit log fit in, with their indexes and the write-ahead log, as tens of thousands of readings need.
const SIZE: u64 = 32 * 1024 * 1024;
/// How long after it was found full the disk is not asked again.
const PAUSE: Duration = Duration::from_secs(5);

/// The file, and whether its room was given up.
#[derive(Debug)]
pub(super) struct Reserve {
    file: PathBuf,
    size: u64,
    /// When it was last tried to fill it, while it is given up.
    given_up: Option<Instant>,
}

impl Reserve {
    /// The reserve of a database, filled now if there is room for it.
    pub(super) fn beside(database: &str) -> Self {
        Self::of(format!("{database}-reserve").into(), SIZE)
    }

    fn of(file: PathBuf, size: u64) -> Self {
        let mut reserve = Self {
            file,
            size,
            given_up: None,
        };
        if let Err(error) = reserve.fill() {
            tracing::error!(%error, "there is no room for a reserve; only readings will be noted");
            reserve.give_up();
        }
        reserve
    }

    /// Whether everything may be written: the room is there, or there is room for it again.
    pub(super) fn is_there(&mut self) -> bool {
        let Some(tried) = self.given_up else {
            return true;
        };
        if tried.elapsed() < PAUSE {
            return false;
        }
        match self.fill() {
            Ok(()) => {
                self.given_up = None;
                tracing::warn!("there is room on the disk again: everything is written");
                true
            }
            Err(_) => {
                self.empty();
                self.given_up = Some(Instant::now());
                false
            }
        }
    }

    /// Gives its room to what must be noted.
    pub(super) fn give_up(&mut self) {
        if self.given_up.is_none() {
            tracing::error!(
                "the disk is full: only readings are noted, in the room that was kept for them"
            );
        }
        self.empty();
        self.given_up = Some(Instant::now());
    }

    /// A file with holes in it keeps no room: every byte is written.
    fn fill(&self) -> io::Result<()> {
        let mut file = File::options().create(true).append(true).open(&self.file)?;
        let mut there = file.metadata()?.len();
        if there >= self.size {
            return Ok(());
        }
        let zeros = vec![0; 64 * 1024];
        while there < self.size {
            let next = usize::try_from(self.size - there)
                .map_or(zeros.len(), |rest| rest.min(zeros.len()));
            file.write_all(&zeros[..next])?;
            there += next as u64;
        }
        // Some file systems only say at this moment that there was no room.
        file.sync_all()
    }

    fn empty(&self) {
        let emptied = File::options().write(true).open(&self.file);
        let emptied = emptied.and_then(|file| file.set_len(0));
        if let Err(error) = emptied
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::error!(%error, "the reserve could not be given up");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_room_is_given_up_and_taken_again() {
        let file = std::env::temp_dir().join(format!("foothold-reserve-{}", std::process::id()));
        let size = || std::fs::metadata(&file).map_or(0, |file| file.len());
        let mut reserve = Reserve::of(file.clone(), 300_000);
        assert_eq!(size(), 300_000);
        assert!(reserve.is_there());
        reserve.give_up();
        assert_eq!(size(), 0);
        assert!(!reserve.is_there(), "it is not asked again at once");
        reserve.given_up = Instant::now().checked_sub(PAUSE);
        assert!(reserve.is_there());
        assert_eq!(size(), 300_000);
        std::fs::remove_file(&file).expect("the reserve is gone");
    }
}
