//! What a table is: its rows, columns and types, the subjects its rows speak about, and how one value is packed.
//!
//! Every table is one file in `schema/`; types, checks, the reference page and `sekisho schema` all come from there.

mod column;
mod error;
mod file;
mod schema;
mod subject;
mod suggest;
mod table;
pub mod word;

pub use column::{Column, ColumnId, ColumnType, Follow, Lookup, Origin};
pub use error::SchemaError;
pub use schema::Schema;
pub use subject::SubjectKind;
pub use suggest::nearest;
pub use table::{Relation, Table, TableId};
pub use word::Word;
