//! Notes: what staff write down about a person on a journey, for those whom the writer chooses.
//!
//! A note is never changed. A mistake is struck through by its writer or by an administrator: it stays, with by whom and
//! when. Who reads which note is decided here, and the database is asked by the same rule ([`NoteVisibility::read_by`]).

use crate::identity::Role;
use crate::ids::{JourneyId, NoteId, UserId};
use crate::values::{Coded as _, Words, coded};
use crate::wire::wire;

coded! {
    /// Whom a note is for.
    NoteVisibility {
        OnlyMe = "only_me", "Only me";
        /// Coordinators, administrators, and the assessors and trainers of the programme.
        Team = "team", "The staff who run the programme";
        /// The same and the hiring managers.
        HiringManagers = "hiring_managers", "The staff who run the programme, and hiring managers";
        /// All of those, and the person: it stands on their own page.
        Person = "person", "All of those, and the person themself";
    }
}

/// Who asks for a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteReader {
    /// A member of staff who reaches the journey, and whether they wrote the note.
    Staff {
        /// What they do.
        role: Role,
        /// Whether it is theirs.
        wrote_it: bool,
    },
    /// The person whom it is about.
    Person,
}

impl NoteVisibility {
    /// Whether it is for a member of staff of this role, whoever wrote it.
    #[must_use]
    pub const fn is_for(self, role: Role) -> bool {
        let runs_it = matches!(
            role,
            Role::Coordinator | Role::Administrator | Role::Assessor | Role::Trainer
        );
        match self {
            Self::OnlyMe => false,
            Self::Team => runs_it,
            Self::HiringManagers | Self::Person => runs_it || matches!(role, Role::HiringManager),
        }
    }

    /// Whether somebody of this role may write a note with it. Nobody writes for a circle that they are not in; and before a
    /// hiring manager the person is one applicant among others (L6), who hears from them by the moves of the journey.
    #[must_use]
    pub const fn may_be_chosen_by(self, role: Role) -> bool {
        match self {
            Self::OnlyMe => Self::Person.is_for(role),
            Self::Person => Self::Team.is_for(role),
            circle => circle.is_for(role),
        }
    }

    /// What somebody of this role may choose from.
    #[must_use]
    pub fn choices(role: Role) -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|one| one.may_be_chosen_by(role)).collect()
    }

    /// Those with which a note can be read by somebody who did not write it.
    #[must_use]
    pub fn read_by(reader: NoteReader) -> Vec<Self> {
        let all = Self::ALL.iter().copied();
        all.filter(|one| may_read(reader, *one, false)).collect()
    }
}

/// Whether somebody may read a note. What was struck through was a mistake: staff still see it, the person does not, for it
/// may be about somebody else.
#[must_use]
pub const fn may_read(reader: NoteReader, visibility: NoteVisibility, is_struck: bool) -> bool {
    match reader {
        NoteReader::Staff { role, wrote_it } => {
            visibility.is_for(role) || (wrote_it && NoteVisibility::Person.is_for(role))
        }
        NoteReader::Person => matches!(visibility, NoteVisibility::Person) && !is_struck,
    }
}

/// Whether somebody who may read a note may strike it through.
#[must_use]
pub const fn may_strike(reader: NoteReader) -> bool {
    match reader {
        NoteReader::Staff { role, wrote_it } => wrote_it || matches!(role, Role::Administrator),
        NoteReader::Person => false,
    }
}

wire! {
    /// A member of staff writes a note on a journey.
    request WriteNote {
        /// What it says.
        text: Words,
        /// Whom it is for. It cannot be changed later.
        visibility: NoteVisibility,
    }
    /// A note.
    view NoteView {
        /// Its id.
        id: NoteId,
        /// The journey that it is about.
        journey_id: JourneyId,
        /// What it says.
        text: String,
        /// Whom it is for.
        visibility: NoteVisibility,
        /// Who wrote it.
        written_by: UserId,
        /// Their name.
        written_by_name: String,
        /// When, RFC 3339 in UTC.
        written_at: String,
        /// Who struck it through, as a mistake.
        struck_by_name: Option<String>,
        /// When, RFC 3339 in UTC; null while it stands.
        struck_at: Option<String>,
        /// Whether whoever asks may strike it through now.
        may_strike: bool,
        /// 1 while it stands, 2 once it is struck through; the ETag carries it.
        version: i32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use NoteVisibility::{HiringManagers, OnlyMe, Person, Team};

    /// For each role: which visibilities are read of others' notes, and which may be chosen.
    #[test]
    fn each_role_reads_and_writes_what_this_table_says() {
        let everything = vec![OnlyMe, Team, HiringManagers, Person];
        let runs_it = (vec![Team, HiringManagers, Person], everything);
        let table = [
            (Role::Coordinator, runs_it.clone()),
            (Role::Assessor, runs_it.clone()),
            (Role::Trainer, runs_it.clone()),
            (Role::Administrator, runs_it),
            (
                Role::HiringManager,
                (vec![HiringManagers, Person], vec![OnlyMe, HiringManagers]),
            ),
            (Role::Executive, (vec![], vec![])),
            (Role::Auditor, (vec![], vec![])),
        ];
        assert_eq!(table.len(), Role::ALL.len());
        for (role, (reads, chooses)) in table {
            let reader = NoteReader::Staff {
                role,
                wrote_it: false,
            };
            assert_eq!(NoteVisibility::read_by(reader), reads, "{role}");
            assert_eq!(NoteVisibility::choices(role), chooses, "{role}");
        }
    }

    #[test]
    fn the_person_reads_what_is_for_them_until_it_is_struck_through() {
        assert_eq!(NoteVisibility::read_by(NoteReader::Person), [Person]);
        assert!(!may_read(NoteReader::Person, Person, true));
        let colleague = NoteReader::Staff {
            role: Role::Trainer,
            wrote_it: false,
        };
        assert!(may_read(colleague, Person, true), "staff still see it");
    }

    #[test]
    fn whoever_wrote_a_note_reads_it_for_as_long_as_they_work_with_people() {
        for role in Role::ALL {
            let writer = NoteReader::Staff {
                role: *role,
                wrote_it: true,
            };
            let works_with_people = !matches!(role, Role::Executive | Role::Auditor);
            for visibility in NoteVisibility::ALL {
                assert_eq!(
                    may_read(writer, *visibility, false),
                    works_with_people,
                    "{role} {visibility}"
                );
            }
        }
    }

    #[test]
    fn only_its_writer_and_an_administrator_strike_a_note_through() {
        for role in Role::ALL {
            let reader = |wrote_it| NoteReader::Staff {
                role: *role,
                wrote_it,
            };
            assert!(may_strike(reader(true)), "{role}");
            let is_administrator = matches!(role, Role::Administrator);
            assert_eq!(may_strike(reader(false)), is_administrator, "{role}");
        }
        assert!(!may_strike(NoteReader::Person));
    }

    #[test]
    fn nobody_writes_what_they_could_not_read_of_somebody_else() {
        for role in Role::ALL {
            for chosen in NoteVisibility::choices(*role) {
                assert!(chosen == OnlyMe || chosen.is_for(*role), "{role} {chosen}");
            }
        }
    }
}
