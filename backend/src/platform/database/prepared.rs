//! Statements that a connection plans once.
//!
//! diesel keeps a prepared statement only where it can tell from the types that its text is always the same. It cannot of an `UPDATE`
//! or an upsert, because a changeset may leave columns out, and so has each of them planned anew: on PostgreSQL a journey to the
//! server besides. [`prepared`] says of one statement that it may be kept. It is found again by its text and the types of its values,
//! so that one that does differ is another statement, and never the wrong one; what it must not be used for is a statement whose text
//! differs each time, which would be kept for nothing.

use diesel::{
    QueryResult, RunQueryDsl,
    backend::Backend,
    query_builder::{AstPass, QueryFragment, QueryId},
};

/// A statement that may be kept.
#[derive(Debug, Clone, Copy)]
pub struct Prepared<S>(S);

/// Has a connection keep a statement whose text is always the same, so that it is planned once.
pub const fn prepared<S>(statement: S) -> Prepared<S> {
    Prepared(statement)
}

impl<S: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Prepared<S> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _backend: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<S> QueryId for Prepared<S> {
    type QueryId = ();

    /// Found by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<S, C> RunQueryDsl<C> for Prepared<S> {}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::{
        Connection as _, ExpressionMethods as _, QueryDsl as _, SqliteConnection,
        connection::{InstrumentationEvent, SimpleConnection as _},
    };
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    diesel::table! {
        beds (id) {
            id -> Integer,
            ward -> Integer,
        }
    }

    #[test]
    fn an_update_is_planned_once_where_it_is_prepared_and_each_time_elsewhere() {
        let mut db = SqliteConnection::establish(":memory:").expect("a database");
        db.batch_execute("CREATE TABLE beds (id INTEGER PRIMARY KEY, ward INTEGER NOT NULL); INSERT INTO beds VALUES (1, 1);")
            .expect("a table");
        let kept = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&kept);
        db.set_instrumentation(move |event: InstrumentationEvent<'_>| {
            if matches!(event, InstrumentationEvent::CacheQuery { .. }) {
                counted.fetch_add(1, Ordering::SeqCst);
            }
        });
        for ward in 2..=4 {
            let moved = diesel::update(beds::table).set(beds::ward.eq(ward));
            assert_eq!(moved.execute(&mut db), Ok(1));
        }
        assert_eq!(kept.load(Ordering::SeqCst), 0);
        for ward in 2..=4 {
            let moved = diesel::update(beds::table).set(beds::ward.eq(ward));
            assert_eq!(prepared(moved).execute(&mut db), Ok(1));
        }
        assert_eq!(kept.load(Ordering::SeqCst), 1);
        assert_eq!(
            beds::table.select(beds::ward).load(&mut db),
            Ok(vec![4]),
            "the last value, not the first"
        );
    }
}
