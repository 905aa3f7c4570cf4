//! How wire types are declared: strict requests and plain views, in the OpenAPI document when the server asks for it.

/// Declares structs for the wire. A `request` refuses unknown fields by name; a `view` may gain fields.
macro_rules! wire {
    ($($(#[$doc:meta])* $kind:ident $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty,)* })+) => {$(
        $crate::wire::wire!(@$kind $(#[$doc])* $name { $($(#[$fdoc])* $field : $ty,)* });
    )+};
    (@request $(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
    (@view $(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident : $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}
pub(crate) use wire;
