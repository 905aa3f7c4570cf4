//! A thousand random tamperings, by somebody who has the database's password and none of the keys: all are found.

use super::Log;
use crate::support::database::FreshDatabase;
use backend::platform::audit::{Expected, Finding};
use std::collections::BTreeMap;

/// Drawn the same in each run: Steele, Lea and Flood's generator.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: i64) -> i64 {
        i64::try_from(self.next() % u64::try_from(limit).expect("a limit")).expect("a number")
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(i64::try_from(all.len()).expect("a length")))
            .expect("a place")]
    }
}

/// What was done, and what finds it.
struct Tampering {
    kind: &'static str,
    statements: String,
    /// Only a head that was noted elsewhere tells of it.
    needs_noted_head: bool,
    /// A line that must be named.
    names: Option<Finding>,
}

/// A log of some hundred lines, with copies of it and of an earlier moment.
struct Stage {
    log: Log,
    chance: Chance,
    lines: i64,
    noted: Vec<Expected>,
    is_sqlite: bool,
}

const OLDER: i64 = 6;

impl Stage {
    async fn set(fresh: &FreshDatabase, is_sqlite: bool, seed: u64) -> Self {
        let log = Log::on(fresh.database()).await;
        let [trust, other] = log.trusts;
        // As a program before the chain wrote them.
        for at in 0..OLDER {
            log.run(format!(
                "INSERT INTO audit (trust_id, at, actor_kind, action, resource_kind, outcome, request_id) VALUES \
                 ('{trust}', '2027-02-0{}T09:00:00.000000Z', 'system', 'older', 'journey', 'done', 'r')",
                at + 1
            ))
            .await;
        }
        log.write(trust, 90).await;
        log.write(other, 60).await;
        log.run("CREATE TABLE earlier_heads AS SELECT * FROM audit_heads".to_owned())
            .await;
        log.write(trust, 60).await;
        log.write(other, 30).await;
        let triggers = if is_sqlite {
            "DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_deleted; \
             DROP TRIGGER audit_heads_are_not_deleted; DROP INDEX audit_in_chain"
        } else {
            "DROP TRIGGER audit_is_not_changed ON audit; \
             DROP TRIGGER audit_heads_are_not_deleted ON audit_heads; DROP INDEX audit_in_chain"
        };
        log.run(format!(
            "{triggers}; CREATE TABLE kept AS SELECT * FROM audit; CREATE TABLE kept_heads AS SELECT * FROM audit_heads"
        ))
        .await;
        let noted = log.heads().await;
        Self {
            lines: 200,
            log,
            chance: Chance(seed),
            noted,
            is_sqlite,
        }
    }

    async fn put_back(&self) {
        self.log
            .run(
                "DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; \
                 DELETE FROM audit_heads; INSERT INTO audit_heads SELECT * FROM kept_heads"
                    .to_owned(),
            )
            .await;
    }

    async fn is_changed(&self) -> bool {
        let differences = super::column(
            &self.log.database,
            "SELECT 'x' AS text FROM (SELECT * FROM audit EXCEPT SELECT * FROM kept) a \
             UNION ALL SELECT 'x' FROM (SELECT * FROM kept EXCEPT SELECT * FROM audit) b \
             UNION ALL SELECT 'x' FROM (SELECT * FROM audit_heads EXCEPT SELECT * FROM kept_heads) c \
             UNION ALL SELECT 'x' FROM (SELECT * FROM kept_heads EXCEPT SELECT * FROM audit_heads) d",
        )
        .await;
        !differences.is_empty()
    }

    fn draw(&mut self) -> Tampering {
        match self.chance.below(12) {
            0..=3 => self.change(),
            4 => self.delete(),
            5 => self.reorder(),
            6 => self.insert(),
            7 => self.cut_off(),
            8 => self.swap_between_trusts(),
            9 => self.head_back(),
            10 => self.edit_head(),
            _ => self.outside_the_chain(),
        }
    }

    fn trust(&mut self) -> String {
        self.chance.one_of(&self.log.trusts).to_string()
    }

    /// A line of the first Trust's chain.
    fn some_line(&mut self) -> (i64, String) {
        let (at, trust) = (self.chance.below(self.lines) + 1, self.log.trusts[0]);
        (at, format!("trust_id = '{trust}' AND sequence = {at}"))
    }

    fn change(&mut self) -> Tampering {
        let (at, which) = self.some_line();
        let id = "'0189c0de-0000-7000-8000-000000000001'";
        let mut changes = vec![
            ("at", "'2026-01-01T00:00:00.000001Z'"),
            ("actor_kind", "'college'"),
            ("actor_id", id),
            ("actor_id", "NULL"),
            ("action", "'read_candidate'"),
            ("resource_kind", "'vacancy'"),
            ("resource_id", id),
            ("resource_id", "NULL"),
            ("outcome", "'undone'"),
            ("request_id", "'another'"),
            ("person_id", id),
            ("person_id", "NULL"),
            ("address", "'192.0.2.7'"),
            ("people", "1000000"),
            ("people", "NULL"),
            ("particulars", "'name'"),
            ("particulars", "NULL"),
            ("key_version", "2"),
            ("key_version", "NULL"),
            ("hash", "NULL"),
            ("hash", "'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'"),
            ("position", "position + 1000000"),
            ("sequence", "NULL"),
            ("sequence", "sequence + 1"),
            ("sequence", "sequence + 1000"),
            ("sequence", "0"),
        ];
        if self.is_sqlite {
            changes.extend([("at", "'yesterday'"), ("actor_id", "'nobody'")]);
        }
        let (column, value) = self.chance.one_of(&changes);
        let is_content = !matches!(column, "sequence" | "hash" | "key_version")
            && !value.contains("yesterday")
            && value != "'nobody'";
        Tampering {
            kind: "change",
            statements: format!("UPDATE audit SET {column} = {value} WHERE {which}"),
            needs_noted_head: false,
            names: is_content.then_some(Finding::Changed(at)),
        }
    }

    fn delete(&mut self) -> Tampering {
        let (at, trust) = (self.chance.below(self.lines) + 1, self.log.trusts[0]);
        let until = (at + self.chance.below(4)).min(self.lines);
        Tampering {
            kind: "delete",
            statements: format!(
                "DELETE FROM audit WHERE trust_id = '{trust}' AND sequence BETWEEN {at} AND {until}"
            ),
            needs_noted_head: false,
            names: None,
        }
    }

    fn reorder(&mut self) -> Tampering {
        let (one, trust) = (self.chance.below(self.lines - 1) + 1, self.log.trusts[0]);
        let other = one + 1 + self.chance.below(self.lines - one);
        let of = |sequence: i64| format!("trust_id = '{trust}' AND sequence = {sequence}");
        let swap = |column: &str| {
            format!(
                "UPDATE audit SET {column} = (SELECT k.{column} FROM kept k WHERE k.trust_id = '{trust}' AND k.sequence = \
                 CASE audit.sequence WHEN {one} THEN {other} ELSE {one} END) WHERE ({}) OR ({})",
                of(one),
                of(other)
            )
        };
        let statements = match self.chance.below(3) {
            0 => swap("hash"),
            1 => ["action", "at", "actor_id", "hash"].map(swap).join(";"),
            _ => format!(
                "UPDATE audit SET sequence = -1 WHERE {}; UPDATE audit SET sequence = {one} WHERE {}; \
                 UPDATE audit SET sequence = {other} WHERE trust_id = '{trust}' AND sequence = -1",
                of(one),
                of(other)
            ),
        };
        Tampering {
            kind: "reorder",
            statements,
            needs_noted_head: false,
            names: None,
        }
    }

    fn insert(&mut self) -> Tampering {
        let ((at, which), last) = (self.some_line(), self.lines);
        let sequence = self
            .chance
            .one_of(&["NULL", "sequence", "LAST + 1", "LAST + 2", "-7"]);
        let sequence = sequence.replace("LAST", &last.to_string());
        let position = format!("(SELECT max(position) + 1 FROM audit) + {at}");
        Tampering {
            kind: "insert",
            statements: format!(
                "INSERT INTO audit (position, trust_id, at, actor_kind, actor_id, action, resource_kind, resource_id, outcome, \
                 request_id, sequence, person_id, address, people, particulars, key_version, hash) \
                 SELECT {position}, trust_id, at, actor_kind, actor_id, action, resource_kind, resource_id, outcome, \
                 request_id, {sequence}, person_id, address, people, particulars, key_version, hash FROM kept WHERE {which}"
            ),
            needs_noted_head: false,
            names: None,
        }
    }

    fn cut_off(&mut self) -> Tampering {
        let (keep, trust) = (self.chance.below(self.lines), self.log.trusts[0]);
        let cut = format!("DELETE FROM audit WHERE trust_id = '{trust}' AND sequence > {keep}");
        let hide = format!(
            "; UPDATE audit_heads SET sequence = {keep}, hash = COALESCE((SELECT hash FROM kept WHERE trust_id = '{trust}' \
             AND sequence = {keep}), beginning) WHERE trust_id = '{trust}'"
        );
        let hidden = self.chance.below(2) == 0;
        Tampering {
            kind: "cut off",
            statements: if hidden { format!("{cut}{hide}") } else { cut },
            needs_noted_head: false,
            names: (!hidden).then_some(Finding::CutOff(keep, self.lines)),
        }
    }

    fn swap_between_trusts(&mut self) -> Tampering {
        let [trust, other] = self.log.trusts;
        let at = self.chance.below(120) + 1;
        Tampering {
            kind: "swap between Trusts",
            statements: format!(
                "UPDATE audit SET trust_id = CASE trust_id WHEN '{trust}' THEN '{other}' ELSE '{trust}' END WHERE sequence = {at}"
            )
            .replace("THEN '", if self.is_sqlite { "THEN '" } else { "THEN uuid '" })
            .replace("ELSE '", if self.is_sqlite { "ELSE '" } else { "ELSE uuid '" }),
            needs_noted_head: false,
            names: Some(Finding::Changed(at)),
        }
    }

    /// The head of an earlier moment, alone or with the lines of that moment: the latter is whole in itself.
    fn head_back(&mut self) -> Tampering {
        let trust = self.trust();
        let back = format!(
            "DELETE FROM audit_heads WHERE trust_id = '{trust}'; \
             INSERT INTO audit_heads SELECT * FROM earlier_heads WHERE trust_id = '{trust}'"
        );
        let whole = self.chance.below(2) == 0;
        let lines = format!(
            "; DELETE FROM audit WHERE trust_id = '{trust}' AND sequence > \
             (SELECT sequence FROM earlier_heads WHERE trust_id = '{trust}')"
        );
        Tampering {
            kind: if whole { "put back" } else { "head put back" },
            statements: if whole {
                format!("{back}{lines}")
            } else {
                back
            },
            needs_noted_head: whole,
            names: None,
        }
    }

    fn edit_head(&mut self) -> Tampering {
        let trust = self.trust();
        let change = self.chance.one_of(&[
            "sequence = sequence - 1",
            "sequence = sequence + 1",
            "hash = beginning",
            "beginning = hash",
            "older = older + 1",
            "key_version = 2",
            "seal = hash",
        ]);
        let gone = self.chance.below(5) == 0;
        Tampering {
            kind: "edit head",
            statements: if gone {
                format!("DELETE FROM audit_heads WHERE trust_id = '{trust}'")
            } else {
                format!("UPDATE audit_heads SET {change} WHERE trust_id = '{trust}'")
            },
            needs_noted_head: false,
            names: gone.then_some(Finding::NoHead),
        }
    }

    fn outside_the_chain(&mut self) -> Tampering {
        let trust = self.log.trusts[0];
        let which = format!(
            "position = (SELECT min(position) + {} FROM kept WHERE trust_id = '{trust}' AND sequence IS NULL)",
            self.chance.below(OLDER)
        );
        let statements = match self.chance.below(3) {
            0 => format!("DELETE FROM audit WHERE {which}"),
            1 => format!("UPDATE audit SET action = 'nothing' WHERE {which}"),
            _ => format!(
                "DELETE FROM audit WHERE trust_id = '{trust}'; DELETE FROM audit_heads WHERE trust_id = '{trust}'"
            ),
        };
        let everything = statements.contains("audit_heads");
        Tampering {
            kind: if everything {
                "everything deleted"
            } else {
                "older line"
            },
            statements,
            needs_noted_head: everything,
            names: (!everything).then_some(Finding::OutsideTheChain),
        }
    }

    /// Does it, and says what was found; nothing if it changed nothing.
    async fn find(&self, tampering: &Tampering) -> Option<Vec<Finding>> {
        self.log.run(tampering.statements.clone()).await;
        let changed = self.is_changed().await;
        let expected = if tampering.needs_noted_head {
            self.noted.clone()
        } else {
            Vec::new()
        };
        let reports = self.log.verify(expected).await;
        self.put_back().await;
        changed.then(|| {
            reports
                .into_iter()
                .flat_map(|report| report.findings)
                .collect()
        })
    }
}

async fn all_are_found(fresh: &FreshDatabase, is_sqlite: bool, how_many: usize) {
    let mut stage = Stage::set(fresh, is_sqlite, 20_261_123).await;
    let before = stage.log.verify(stage.noted.clone()).await;
    assert!(
        before.iter().all(|report| report.findings.is_empty()),
        "{before:?}"
    );
    assert_eq!(before.iter().map(|report| report.lines).sum::<u64>(), 320);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut done = 0;
    while done < how_many {
        let tampering = stage.draw();
        let Some(found) = stage.find(&tampering).await else {
            continue;
        };
        assert!(
            !found.is_empty(),
            "{} was not found: {}",
            tampering.kind,
            tampering.statements
        );
        if let Some(named) = &tampering.names {
            assert!(
                found.contains(named),
                "{}: {found:?}, not {named:?}: {}",
                tampering.kind,
                tampering.statements
            );
        }
        *counts.entry(tampering.kind).or_default() += 1;
        done += 1;
    }
    let after = stage.log.verify(stage.noted.clone()).await;
    assert!(
        after.iter().all(|report| report.findings.is_empty()),
        "{after:?}"
    );
    println!("{done} tamperings, all found: {counts:?}");
    assert_eq!(counts.len(), 11, "every kind was tried");
}

#[actix_web::test]
async fn a_thousand_tamperings_are_all_found() {
    let fresh = FreshDatabase::sqlite().await;
    all_are_found(&fresh, true, 1_000).await;
}

#[actix_web::test]
async fn a_hundred_tamperings_are_all_found_on_postgres() {
    let fresh = FreshDatabase::postgres().await;
    all_are_found(&fresh, false, 100).await;
}
