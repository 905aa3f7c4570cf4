//! The chain: each line's hash covers the line and the hash before it.

use super::{
    entry::Noted,
    store::{self, HeadRow, Line},
};
use crate::platform::{
    crypto::{KeyRing, KeyedHash, same},
    database::{AnyConnection, DatabaseError, DatabaseResult},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::ids::TrustId;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What the log is chained with. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Ledger {
    keys: KeyRing,
}

/// Where a Trust's chain ends: what is noted elsewhere, to tell a database that was put back to an earlier moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many lines the chain has.
    pub sequence: i64,
    /// The hash of the last one.
    pub hash: String,
}

impl std::fmt::Display for Head {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.sequence, self.hash)
    }
}

impl Ledger {
    /// A log that is chained with keys made from this ring. The newest chains; each of them verifies what it chained.
    #[must_use]
    pub fn new(ring: &KeyRing) -> Self {
        Self {
            keys: ring.for_use("audit v1"),
        }
    }

    /// Appends lines to their Trusts' chains, and sets the heads. The Trusts in one order, so that two transactions never
    /// wait for each other.
    pub(super) fn append(&self, db: &mut AnyConnection, noted: Vec<Noted>) -> DatabaseResult<()> {
        let mut by_trust: BTreeMap<TrustId, Vec<Noted>> = BTreeMap::new();
        for line in noted {
            by_trust.entry(line.trust_id).or_default().push(line);
        }
        for (trust, lines) in by_trust {
            self.append_to(db, trust, lines)?;
        }
        Ok(())
    }

    fn append_to(
        &self,
        db: &mut AnyConnection,
        trust: TrustId,
        lines: Vec<Noted>,
    ) -> DatabaseResult<()> {
        let mut head = self.take_head(db, trust)?;
        let positions = store::next_positions(db, lines.len())?;
        let (version, key) = self.keys.newest();
        let mut chained = Vec::with_capacity(lines.len());
        for (noted, position) in lines.into_iter().zip(positions) {
            head.sequence += 1;
            let mut line = Line::of(noted, position, head.sequence, i32::from(version));
            line.hash = Some(line_hash(key, &line, &head.hash));
            head.hash = line.hash.clone().unwrap_or_default();
            chained.push(line);
        }
        store::insert(db, chained)?;
        head.key_version = i32::from(version);
        head.seal = seal_of(key, &head);
        store::update_head(db, head)
    }

    /// The head, held until the end of the transaction. One that was not sealed here is not built on: that would hide
    /// what was done to it.
    fn take_head(&self, db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<HeadRow> {
        let head = match store::take_head(db, trust)? {
            Some(head) => head,
            None => {
                let first = self.beginning(db, trust)?;
                store::begin_head(db, first)?;
                // Another server may have begun it at the same moment: then its head counts.
                store::take_head(db, trust)?.ok_or(TAMPERED)?
            }
        };
        if self.is_sealed(&head) {
            Ok(head)
        } else {
            Err(TAMPERED)
        }
    }

    /// The head of a chain that begins now, over whatever stood in the log before.
    fn beginning(&self, db: &mut AnyConnection, trust: TrustId) -> DatabaseResult<HeadRow> {
        let (version, key) = self.keys.newest();
        let (older, beginning) = beginning_over(key, db, trust)?;
        let mut head = HeadRow {
            trust_id: trust,
            sequence: 0,
            hash: beginning.clone(),
            beginning,
            older,
            key_version: i32::from(version),
            seal: String::new(),
        };
        head.seal = seal_of(key, &head);
        Ok(head)
    }

    /// Whether a head is as it was written here.
    pub(super) fn is_sealed(&self, head: &HeadRow) -> bool {
        self.key(Some(head.key_version))
            .is_some_and(|key| same(seal_of(key, head).as_bytes(), head.seal.as_bytes()))
    }

    /// Whether a line is as it was written here, after a line with the hash `before`.
    pub(super) fn is_chained(&self, line: &Line, before: &str) -> bool {
        match (self.key(line.key_version), &line.hash) {
            (Some(key), Some(hash)) => {
                same(line_hash(key, line, before).as_bytes(), hash.as_bytes())
            }
            _ => false,
        }
    }

    /// Whether the key of this version is given.
    pub(super) fn knows(&self, version: Option<i32>) -> bool {
        self.key(version).is_some()
    }

    /// Whether what stood in the log before the chain began is what stood there then. The key that began it is not
    /// written down, so that each is tried.
    pub(super) fn is_beginning(
        &self,
        db: &mut AnyConnection,
        head: &HeadRow,
    ) -> DatabaseResult<bool> {
        for (_, key) in self.keys.all() {
            let (older, beginning) = beginning_over(key, db, head.trust_id)?;
            if older == head.older && same(beginning.as_bytes(), head.beginning.as_bytes()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn key(&self, version: Option<i32>) -> Option<&[u8; 32]> {
        self.keys.get(u16::try_from(version?).ok()?)
    }
}

const TAMPERED: DatabaseError = DatabaseError::Unaudited(
    "the head of the audit log was changed from outside, or its key is not given: nothing is written over it. \
     `foothold verify-audit` says more",
);

/// How many lines stand outside the chain, and the hash over them.
fn beginning_over(
    key: &[u8; 32],
    db: &mut AnyConnection,
    trust: TrustId,
) -> DatabaseResult<(i64, String)> {
    let mut hash = KeyedHash::begin(key, "audit beginning").part(Some(trust.as_uuid().as_bytes()));
    let (mut older, mut after) = (0, i64::MIN);
    loop {
        let lines = store::older_lines(db, trust, after)?;
        let Some(last) = lines.last() else { break };
        after = last.position;
        for line in &lines {
            older += 1;
            hash = covered(hash, line);
        }
    }
    Ok((older, text(hash)))
}

/// The hash of a line that comes after one with the hash `before`.
fn line_hash(key: &[u8; 32], line: &Line, before: &str) -> String {
    let hash = KeyedHash::begin(key, "audit line").part(Some(before.as_bytes()));
    text(covered(hash, line))
}

/// Every column of a line, in one order that never changes.
fn covered(hash: KeyedHash, line: &Line) -> KeyedHash {
    let number = |number: i64| number.to_be_bytes();
    let id = |id: &Option<Uuid>| id.map(|id| *id.as_bytes());
    let some_number = |value: Option<i64>| value.map(number);
    hash.part(Some(line.trust_id.as_uuid().as_bytes()))
        .part(Some(&number(line.position)))
        .part(some_number(line.sequence).as_ref().map(|b| &b[..]))
        .part(Some(&number(line.at.timestamp_micros())))
        .part(Some(line.actor_kind.as_bytes()))
        .part(id(&line.actor_id).as_ref().map(|b| &b[..]))
        .part(Some(line.action.as_bytes()))
        .part(Some(line.resource_kind.as_bytes()))
        .part(id(&line.resource_id).as_ref().map(|b| &b[..]))
        .part(Some(line.outcome.as_bytes()))
        .part(Some(line.request_id.as_bytes()))
        .part(id(&line.person_id).as_ref().map(|b| &b[..]))
        .part(line.address.as_ref().map(String::as_bytes))
        .part(
            some_number(line.people.map(i64::from))
                .as_ref()
                .map(|b| &b[..]),
        )
        .part(line.particulars.as_ref().map(String::as_bytes))
        .part(
            some_number(line.key_version.map(i64::from))
                .as_ref()
                .map(|b| &b[..]),
        )
}

/// The keyed hash over a head.
fn seal_of(key: &[u8; 32], head: &HeadRow) -> String {
    let hash = KeyedHash::begin(key, "audit head")
        .part(Some(head.trust_id.as_uuid().as_bytes()))
        .part(Some(&head.sequence.to_be_bytes()))
        .part(Some(head.hash.as_bytes()))
        .part(Some(head.beginning.as_bytes()))
        .part(Some(&head.older.to_be_bytes()))
        .part(Some(&head.key_version.to_be_bytes()));
    text(hash)
}

fn text(hash: KeyedHash) -> String {
    URL_SAFE_NO_PAD.encode(hash.end())
}
