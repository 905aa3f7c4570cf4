//! The machine that the program runs on, as far as it goes wrong: what stands between the two is `preload`.

use crate::{chance::Chance, disk};
use std::{
    fs::File,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder for the program's files, and the orders for what goes wrong with them.
pub struct Machine {
    folder: PathBuf,
    orders: File,
}

/// What the disk does with the writes that no sync had followed when its power went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// It has its power still: only the program was killed.
    Stays,
    /// None of them is there.
    GoesWithAll,
    /// Some of them are there, whole or in part, and in no order: drawn from this number.
    GoesWithSome(u64),
}

const ROOM: u64 = 0;
const CLOCK: u64 = 8;

impl Machine {
    /// A machine on which nothing goes wrong yet.
    pub fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("foothold-faults-{}", uuid::Uuid::now_v7()));
        for part in ["disk", "unsynced"] {
            std::fs::create_dir_all(folder.join(part)).expect("a folder of the test's own");
        }
        let orders = File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(folder.join("orders"))
            .expect("the orders");
        orders.set_len(16).expect("room for two numbers");
        Self { folder, orders }
    }

    /// A place on its disk.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join("disk").join(name)
    }

    /// A place beside its disk, on which nothing goes wrong.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The disk has no more than so many bytes from now on; as many as there are for none.
    pub fn set_room(&self, bytes: Option<u64>) {
        self.order(ROOM, i64::try_from(bytes.unwrap_or(0)).expect("a size"));
    }

    /// How many bytes its disk holds.
    pub fn used(&self) -> u64 {
        let files = std::fs::read_dir(self.folder.join("disk")).expect("the disk");
        let files = files
            .flatten()
            .filter(|file| !file.file_name().to_string_lossy().ends_with("-shm"));
        files
            .filter_map(|file| Some(file.metadata().ok()?.len()))
            .sum()
    }

    /// Its clock is wrong by so many seconds from now on.
    pub fn set_clock(&self, seconds: i64) {
        self.order(CLOCK, seconds);
    }

    fn order(&self, at: u64, number: i64) {
        self.orders
            .write_all_at(&number.to_ne_bytes(), at)
            .expect("an order");
    }

    /// Lets a program run on it.
    pub fn hold(&self, command: &mut Command) {
        let folder = format!("{}/", self.folder.join("disk").display());
        command
            .env("LD_PRELOAD", preload())
            .env("FAULTS_FOLDER", folder)
            .env("FAULTS_UNSYNCED", self.folder.join("unsynced"))
            .env("FAULTS_ORDERS", self.folder.join("orders"));
    }

    /// What its disk holds after the program on it was killed.
    pub fn after_the_kill(&self, power: Power) {
        let (disk, unsynced) = (self.folder.join("disk"), self.folder.join("unsynced"));
        match power {
            // What is not synced yet can be lost with the power later.
            Power::Stays => {}
            Power::GoesWithAll => disk::lose(&disk, &unsynced, None),
            Power::GoesWithSome(seed) => disk::lose(&disk, &unsynced, Some(Chance::from(seed))),
        }
    }

    /// Another disk, with nothing on it.
    pub fn clear(&self) {
        for part in ["disk", "unsynced"] {
            let folder = self.folder.join(part);
            std::fs::remove_dir_all(&folder)
                .and_then(|()| std::fs::create_dir(&folder))
                .expect("an empty folder");
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        if std::thread::panicking() || std::env::var_os("FOOTHOLD_KEEP").is_some() {
            println!("what was found is kept in {}", self.folder.display());
            return;
        }
        let _left_for_the_system = std::fs::remove_dir_all(&self.folder);
    }
}

/// What stands between the program and the machine.
fn preload() -> &'static Path {
    static BUILT: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    BUILT.get_or_init(|| {
        let program = Path::new(env!("CARGO_BIN_EXE_foothold"));
        let built = program.with_file_name("libfaulty_machine.so");
        assert!(
            built.is_file(),
            "{} is not built: use `cargo verify --only faults`, or run `cargo build -p faulty-machine` first",
            built.display()
        );
        built
    })
}
