//! Newtype ids. Each is the name a thing has in addresses, tables and files.

use std::fmt;
use std::sync::Arc;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps a name that was read or made elsewhere.
            pub fn new(name: impl AsRef<str>) -> Self {
                Self(Arc::from(name.as_ref()))
            }

            /// The name itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id!(
    /// A source: its path below `content/sources`, with `/` between folders (FRBR item).
    SourceId
);
id!(
    /// A report: the stem of its file in `content/reports` (schema.org `Report`).
    ReportId
);
id!(
    /// A passage within its report: `p-` and six characters of Crockford base 32 (TEI `ab`).
    PassageId
);
id!(
    /// An entity: the stem of its file in `content/entities` (an authority record).
    EntityId
);
id!(
    /// An event: the stem of its file in `content/events` (CIDOC E5).
    EventId
);
