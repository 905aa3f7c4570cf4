//! Words that are written into a statement, not bound. SQLite plans a statement before it sees what is bound to it
//! (`.cargo/config.toml`), so that an index on a part of a table serves only statements that say its condition word by word.

use super::sql_types::Word;
use diesel::{
    AppearsOnTable, Expression, QueryResult, SelectableExpression,
    backend::Backend,
    expression::ValidGrouping,
    query_builder::{AstPass, QueryFragment, QueryId},
};

/// `'active'`, the status of a booking that stands.
#[derive(Debug, Clone, Copy, QueryId, ValidGrouping)]
pub struct Active;

impl Expression for Active {
    type SqlType = Word;
}

impl<DB: Backend> QueryFragment<DB> for Active {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("'active'");
        Ok(())
    }
}

impl<From> AppearsOnTable<From> for Active {}
impl<From> SelectableExpression<From> for Active {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::database::schema::bookings;
    use diesel::{debug_query, prelude::*, sqlite::Sqlite};

    #[test]
    fn the_word_stands_in_a_statement_that_stays_prepared() {
        let standing = bookings::table
            .filter(bookings::status.eq(Active))
            .select(bookings::id);
        let said = debug_query::<Sqlite, _>(&standing).to_string();
        assert!(said.contains("`status` = 'active'"), "{said}");
        assert!(said.ends_with("binds: []"), "{said}");
        let stays = QueryFragment::<Sqlite>::is_safe_to_cache_prepared(&standing, &Sqlite);
        assert!(stays.expect("it is known"), "{said}");
    }
}
