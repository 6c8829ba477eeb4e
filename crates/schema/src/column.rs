//! Columns and their types.

use std::sync::Arc;

use crate::table::TableId;
use crate::word::Word;

/// The place of a column in its table's list of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnId(pub u16);

/// What a cell may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// An opaque id of at most 128 bytes.
    Id,
    /// Free text.
    Text,
    /// A moment in UTC, microseconds.
    Time,
    /// A calendar day.
    Date,
    /// A whole number.
    Int,
    /// A finite number.
    Float,
    /// True or false.
    Bool,
    /// One of these values.
    Enum(Arc<[String]>),
    /// ISO 3166-1 alpha-2.
    Country,
    /// ISO 4217.
    Currency,
    /// An IANA time zone.
    Timezone,
    /// An IPv4 or IPv6 address.
    Ip,
    /// 64 bits as 16 hexadecimal digits.
    Hex64,
}

impl ColumnType {
    /// The name used in schema files and messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text => "text",
            Self::Time => "time",
            Self::Date => "date",
            Self::Int => "int",
            Self::Float => "float",
            Self::Bool => "bool",
            Self::Enum(_) => "enum",
            Self::Country => "country",
            Self::Currency => "currency",
            Self::Timezone => "timezone",
            Self::Ip => "ip",
            Self::Hex64 => "hex64",
        }
    }
}

/// Where the value of a column comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It stands in the file.
    Own,
    /// The room `enrich` works it out from another column of the row.
    Enriched {
        /// That column.
        from: ColumnId,
    },
    /// It is a number of the row in one spelling (`sekisho_enrich::keys::spelled`), so that equal numbers are equal
    /// however they were typed.
    Spelled {
        /// The number as it was handed in.
        from: ColumnId,
        /// The column of kinds and the kind that is a crypto wallet: of its addresses the case may count.
        wallets: Option<(ColumnId, Word)>,
    },
    /// It is read from a row of another table.
    Lookup(Lookup),
}

/// A value of another table's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The column of this table that holds the other row's primary key.
    pub through: ColumnId,
    /// The other table.
    pub table: TableId,
    /// The column of the other table.
    pub column: ColumnId,
    /// One step, or along a chain of parents.
    pub follow: Follow,
    /// A column of this table that is used instead when it holds a value.
    pub unless: Option<ColumnId>,
}

/// How far a lookup goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// To the row named by `through`.
    Once,
    /// Up the parents (`through` names a row of the same table): how many rows, this one included.
    Depth,
    /// Up the parents: the value at the topmost row.
    Root,
}

/// One column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name, as in the contract.
    pub name: String,
    /// What a cell may hold.
    pub ty: ColumnType,
    /// Whether a row without it is rejected.
    pub required: bool,
    /// Least and greatest allowed number.
    pub range: (Option<f64>, Option<f64>),
    /// What it says, in one line.
    pub doc: String,
    /// Where its value comes from.
    pub origin: Origin,
    /// The column from which `enrich` fills a null in this one.
    pub filled_from: Option<ColumnId>,
}
