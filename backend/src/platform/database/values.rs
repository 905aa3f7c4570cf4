//! The plain Rust types behind the column types of [`super::sql_types`].

use super::{
    connection::{MultiBackend, MultiRawValue},
    sql_types::{Id, Instant, Json, Word, stored_as},
};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, Queryable},
    expression::{AsExpression, TypedExpressionType},
    internal::derives::as_expression::Bound,
    pg::{Pg, PgValue},
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{Jsonb, SqlType, Text, Timestamptz},
    sqlite::{Sqlite, SqliteValue},
};
use serde::{Serialize, de::DeserializeOwned};
use std::io::Write as _;
use uuid::Uuid;

stored_as!(Uuid => Id,
    to_postgres: |id, out| ToSql::<diesel::sql_types::Uuid, Pg>::to_sql(id, out),
    to_sqlite: |id| id.hyphenated().to_string(),
    from_postgres: |bytes| FromSql::<diesel::sql_types::Uuid, Pg>::from_sql(bytes),
    from_sqlite: |text| Ok(Uuid::try_parse(text)?),
);

stored_as!(DateTime<Utc> => Instant,
    to_postgres: |instant, out| ToSql::<Timestamptz, Pg>::to_sql(instant, out),
    to_sqlite: |instant| fixed_width(instant),
    from_postgres: |bytes| FromSql::<Timestamptz, Pg>::from_sql(bytes),
    // The text is RFC 3339, for which chrono has a reader that interprets no pattern.
    from_sqlite: |text| Ok(DateTime::parse_from_rfc3339(text)?.to_utc()),
);

stored_as!(serde_json::Value => Json,
    to_postgres: |json, out| ToSql::<Jsonb, Pg>::to_sql(json, out),
    to_sqlite: |json| json.to_string(),
    from_postgres: |bytes| FromSql::<Jsonb, Pg>::from_sql(bytes),
    from_sqlite: |text| Ok(serde_json::from_str(text)?),
);

stored_as!(String => Word,
    to_postgres: |word, out| ToSql::<diesel::sql_types::Text, Pg>::to_sql(word, out),
    to_sqlite: |word| word.clone(),
    from_postgres: |bytes| FromSql::<diesel::sql_types::Text, Pg>::from_sql(bytes),
    from_sqlite: |text| Ok(text.to_owned()),
);

/// Always 27 characters, so that SQLite can order and compare instants as text.
fn fixed_width(instant: &DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A column of JSON read straight into `T`, and written from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsJson<T>(pub T);

impl<T: Serialize + std::fmt::Debug> ToSql<Json, Pg> for AsJson<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        // jsonb on the wire is a version byte and then the text.
        out.write_all(&[1])?;
        serde_json::to_writer(out, &self.0)?;
        Ok(IsNull::No)
    }
}

impl<T: Serialize + std::fmt::Debug> ToSql<Json, Sqlite> for AsJson<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(serde_json::to_string(&self.0)?);
        Ok(IsNull::No)
    }
}

impl<T> ToSql<Json, MultiBackend> for AsJson<T>
where
    T: Serialize + std::fmt::Debug + Send + Sync + 'static,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Json, self));
        Ok(IsNull::No)
    }
}

impl<T: DeserializeOwned> FromSql<Json, Pg> for AsJson<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        match value.as_bytes() {
            [1, text @ ..] => Ok(Self(serde_json::from_slice(text)?)),
            _ => Err("jsonb of an unknown version".into()),
        }
    }
}

impl<T: DeserializeOwned> FromSql<Json, Sqlite> for AsJson<T> {
    fn from_sql(mut value: SqliteValue<'_, '_, '_>) -> deserialize::Result<Self> {
        Ok(Self(serde_json::from_str(value.read_text())?))
    }
}

impl<T: DeserializeOwned> FromSql<Json, MultiBackend> for AsJson<T> {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, Json>()
    }
}

impl<T, DB> Queryable<Json, DB> for AsJson<T>
where
    DB: Backend,
    AsJson<T>: FromSql<Json, DB>,
{
    type Row = Self;
    fn build(row: Self) -> deserialize::Result<Self> {
        Ok(row)
    }
}

impl<T> AsExpression<Json> for AsJson<T> {
    type Expression = Bound<Json, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

impl<T> AsExpression<Json> for &AsJson<T> {
    type Expression = Bound<Json, Self>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self)
    }
}

// A word may be asked for by its text: `.filter(kind.eq(bind("screening")))`.
impl ToSql<Word, Pg> for str {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        ToSql::<Text, Pg>::to_sql(self, out)
    }
}

impl ToSql<Word, Sqlite> for str {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        ToSql::<Text, Sqlite>::to_sql(self, out)
    }
}

impl ToSql<Word, MultiBackend> for str {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((Text, self));
        Ok(IsNull::No)
    }
}

/// A value bound in a query as one of our column types: `journeys::id.eq(bind(id))`.
///
/// diesel cannot be told about values of other crates (a typed id, an instant, a state), so that they pass
/// through here. Optional ones for a nullable column need not: `.eq(Some(id))`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bind<T>(T);

/// Binds a value in a query.
pub const fn bind<T>(value: T) -> Bind<T> {
    Bind(value)
}

impl<T> From<T> for Bind<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T, ST> AsExpression<ST> for Bind<T>
where
    ST: SqlType + TypedExpressionType,
{
    type Expression = Bound<ST, T>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(self.0)
    }
}

impl<'a, T, ST> AsExpression<ST> for &'a Bind<T>
where
    ST: SqlType + TypedExpressionType,
{
    type Expression = Bound<ST, &'a T>;
    fn as_expression(self) -> Self::Expression {
        Bound::new(&self.0)
    }
}

impl<T, ST, DB> ToSql<ST, DB> for Bind<T>
where
    DB: Backend,
    T: ToSql<ST, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        self.0.to_sql(out)
    }
}
