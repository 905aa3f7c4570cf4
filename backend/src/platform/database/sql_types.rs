//! The four column types that the two databases do not share, each one name for both.
//!
//! | here | PostgreSQL | SQLite | in Rust |
//! |---|---|---|---|
//! | [`Id`] | uuid | text | `uuid::Uuid` and every typed id |
//! | [`Instant`] | timestamptz | text of one width, so that its order is time's order | `DateTime<Utc>` |
//! | [`Json`] | jsonb | text | `serde_json::Value`, [`AsJson`](super::AsJson) |
//! | [`Word`] | text | text | every closed list that is `Coded`, `String` |
//!
//! Everything else (text, integers, booleans, civil dates) is diesel's own type on both.

use super::connection::MultiBackend;
use diesel::{
    query_builder::QueryId,
    sql_types::{HasSqlType, SqlOrd, SqlType},
};

/// An identifier.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(
    postgres_type(oid = 2950, array_oid = 2951),
    sqlite_type(name = "Text")
)]
pub struct Id;

/// A moment, to the microsecond, in UTC.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(
    postgres_type(oid = 1184, array_oid = 1185),
    sqlite_type(name = "Text")
)]
pub struct Instant;

/// A JSON document.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(
    postgres_type(oid = 3802, array_oid = 3807),
    sqlite_type(name = "Text")
)]
pub struct Json;

/// One word of a closed list: a state, a kind, a role.
#[derive(Debug, Clone, Copy, Default, QueryId, SqlType)]
#[diesel(postgres_type(oid = 25, array_oid = 1009), sqlite_type(name = "Text"))]
pub struct Word;

/// Makes a column type known to the backend that stands for both.
macro_rules! known_to_both {
    ($($sql_type:ty),+) => {$(
        impl HasSqlType<$sql_type> for MultiBackend {
            fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
                Self::lookup_sql_type::<$sql_type>(lookup)
            }
        }
        impl SqlOrd for $sql_type {}
    )+};
}

known_to_both!(Id, Instant, Json, Word);

/// How a Rust type is written to and read from one of the column types.
///
/// The three impls of diesel's `ToSql` and `FromSql` differ only in the words that this macro is given.
macro_rules! stored_as {
    ($rust:ty => $sql_type:ty,
     to_postgres: |$value:ident, $out:ident| $to_postgres:expr,
     to_sqlite: |$text_value:ident| $to_sqlite:expr,
     from_postgres: |$bytes:ident| $from_postgres:expr,
     from_sqlite: |$text:ident| $from_sqlite:expr $(,)?) => {
        const _: () = {
            use diesel::{
                deserialize::{self, FromSql},
                pg::{Pg, PgValue},
                serialize::{self, IsNull, Output, ToSql},
                sqlite::{Sqlite, SqliteValue},
            };
            use $crate::platform::database::connection::{MultiBackend, MultiRawValue};

            impl ToSql<$sql_type, Pg> for $rust {
                fn to_sql<'b>(&'b self, $out: &mut Output<'b, '_, Pg>) -> serialize::Result {
                    let $value = self;
                    $to_postgres
                }
            }
            impl ToSql<$sql_type, Sqlite> for $rust {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
                    let $text_value = self;
                    out.set_value($to_sqlite);
                    Ok(IsNull::No)
                }
            }
            impl ToSql<$sql_type, MultiBackend> for $rust {
                fn to_sql<'b>(
                    &'b self,
                    out: &mut Output<'b, '_, MultiBackend>,
                ) -> serialize::Result {
                    out.set_value((<$sql_type>::default(), self));
                    Ok(IsNull::No)
                }
            }
            impl FromSql<$sql_type, Pg> for $rust {
                fn from_sql($bytes: PgValue<'_>) -> deserialize::Result<Self> {
                    $from_postgres
                }
            }
            impl FromSql<$sql_type, Sqlite> for $rust {
                fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
                    let $text: &str = value.read_text();
                    $from_sqlite
                }
            }
            impl FromSql<$sql_type, MultiBackend> for $rust {
                fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
                    value.from_sql::<Self, $sql_type>()
                }
            }
        };
    };
}
pub(crate) use stored_as;

/// Lets a Rust type that diesel does not know be a field of a row.
macro_rules! read_as {
    ($rust:ty => $sql_type:ty) => {
        impl<DB> diesel::deserialize::Queryable<$sql_type, DB> for $rust
        where
            DB: diesel::backend::Backend,
            $rust: diesel::deserialize::FromSql<$sql_type, DB>,
        {
            type Row = Self;
            fn build(row: Self) -> diesel::deserialize::Result<Self> {
                Ok(row)
            }
        }
    };
}
pub(crate) use read_as;

/// Typed ids as columns of type [`Id`].
macro_rules! stored_ids {
    ($($id:ty),+ $(,)?) => {$(
        $crate::platform::database::sql_types::stored_as!($id => $crate::platform::database::sql_types::Id,
            to_postgres: |id, out| {
                use std::io::Write as _;
                out.write_all(id.as_uuid().as_bytes())?;
                Ok(IsNull::No)
            },
            to_sqlite: |id| id.as_uuid().hyphenated().to_string(),
            from_postgres: |bytes| Ok(Self::from(uuid::Uuid::from_slice(bytes.as_bytes())?)),
            from_sqlite: |text| Ok(Self::from(uuid::Uuid::try_parse(text)?)),
        );
        $crate::platform::database::sql_types::read_as!($id => $crate::platform::database::sql_types::Id);
    )+};
}
pub(crate) use stored_ids;

/// Closed lists as columns of type [`Word`]: written by their code, read by `FromStr`.
macro_rules! stored_words {
    ($($word:ty),+ $(,)?) => {$(
        $crate::platform::database::sql_types::stored_as!($word => $crate::platform::database::sql_types::Word,
            to_postgres: |word, out| {
                use std::io::Write as _;
                out.write_all(shared::values::Coded::code(*word).as_bytes())?;
                Ok(IsNull::No)
            },
            to_sqlite: |word| shared::values::Coded::code(*word).to_owned(),
            from_postgres: |bytes| {
                let text = std::str::from_utf8(bytes.as_bytes())?;
                text.parse().map_err(|_| format!("{text:?} is no {}", stringify!($word)).into())
            },
            from_sqlite: |text| {
                text.parse().map_err(|_| format!("{text:?} is no {}", stringify!($word)).into())
            },
        );
        $crate::platform::database::sql_types::read_as!($word => $crate::platform::database::sql_types::Word);
    )+};
}
pub(crate) use stored_words;
