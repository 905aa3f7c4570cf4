//! The two sets of migrations make the same schema.
