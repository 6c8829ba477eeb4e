//! From the files in `schema/` to tables with every name resolved.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::column::{Column, ColumnId, ColumnType, Follow, Lookup, Origin};
use crate::error::SchemaError;
use crate::schema::Schema;
use crate::subject::SubjectKind;
use crate::table::{Relation, Table, TableId};
use crate::word::{self, Word};

/// The kind of payment account whose number is the address of a wallet.
const WALLET: &str = "crypto_wallet";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    name: String,
    row: String,
    primary_key: Vec<String>,
    time: Option<String>,
    #[serde(default)]
    made: bool,
    made_of: Option<String>,
    column: Vec<ColumnFile>,
    #[serde(default)]
    enriched: Vec<ColumnFile>,
    #[serde(default)]
    spelled: Vec<SpelledFile>,
    #[serde(default)]
    lookup: Vec<LookupFile>,
    #[serde(default)]
    relation: Vec<RelationFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnFile {
    name: String,
    #[serde(rename = "type")]
    ty: String,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    required: bool,
    min: Option<f64>,
    max: Option<f64>,
    from: Option<String>,
    doc: String,
}

/// A number in one spelling; `wallets` is the column of its kind, where wallets follow rules of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpelledFile {
    name: String,
    from: String,
    wallets: Option<String>,
    doc: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LookupFile {
    name: String,
    through: String,
    table: String,
    column: String,
    how: Option<String>,
    unless: Option<String>,
    doc: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RelationFile {
    subject: SubjectKind,
    by: Vec<String>,
    #[serde(rename = "as")]
    name: String,
    accounts: Vec<String>,
}

/// Tables from `(file name, text)` pairs.
pub(crate) fn load<'a>(texts: impl Iterator<Item = (String, &'a str)>) -> Result<Schema, SchemaError> {
    let mut files = BTreeMap::new();
    for (file, text) in texts {
        let parsed: TableFile = toml::from_str(text)
            .map_err(|source| SchemaError::Syntax { file: file.clone(), source: Box::new(source) })?;
        files.insert(parsed.name.clone(), parsed);
    }
    // Lookups may read lookups of other tables, so every column gets its place before any type is resolved.
    let names: BTreeMap<&str, Vec<&str>> =
        files.iter().map(|(name, file)| (name.as_str(), column_names(file))).collect();
    let resolver = Resolver { files: &files, names };
    let tables = files.values().enumerate().map(|(at, file)| resolver.table(at, file)).collect::<Result<_, _>>()?;
    Ok(Schema { tables })
}

fn column_names(file: &TableFile) -> Vec<&str> {
    let stored = file.column.iter().chain(&file.enriched).map(|column| column.name.as_str());
    let spelled = file.spelled.iter().map(|spelled| spelled.name.as_str());
    stored.chain(spelled).chain(file.lookup.iter().map(|lookup| lookup.name.as_str())).collect()
}

struct Resolver<'a> {
    files: &'a BTreeMap<String, TableFile>,
    names: BTreeMap<&'a str, Vec<&'a str>>,
}

impl Resolver<'_> {
    fn table(&self, at: usize, file: &TableFile) -> Result<Table, SchemaError> {
        let mut columns = Vec::new();
        for column in &file.column {
            columns.push(self.own(file, column)?);
        }
        for column in &file.enriched {
            columns.push(self.enriched(file, column)?);
        }
        for spelled in &file.spelled {
            columns.push(self.spelled(file, spelled)?);
        }
        for lookup in &file.lookup {
            columns.push(self.lookup(file, lookup)?);
        }
        let relations = file.relation.iter().map(|relation| self.relation(file, relation)).collect::<Result<_, _>>()?;
        Ok(Table {
            id: TableId(at as u16),
            name: file.name.clone(),
            row: file.row.clone(),
            made: file.made,
            made_of: file.made_of.clone(),
            primary_key: self.places(file, &file.primary_key)?,
            time: file.time.as_deref().map(|name| self.place(&file.name, name)).transpose()?,
            columns,
            relations,
        })
    }

    fn own(&self, file: &TableFile, column: &ColumnFile) -> Result<Column, SchemaError> {
        Ok(Column {
            name: column.name.clone(),
            ty: column_type(&file.name, column)?,
            required: column.required,
            range: (column.min, column.max),
            doc: column.doc.clone(),
            origin: Origin::Own,
            filled_from: column.from.as_deref().map(|from| self.place(&file.name, from)).transpose()?,
        })
    }

    fn enriched(&self, file: &TableFile, column: &ColumnFile) -> Result<Column, SchemaError> {
        let mut enriched = self.own(file, column)?;
        let from = enriched.filled_from.take().ok_or_else(|| unknown(&file.name, "source of column", &column.name))?;
        enriched.origin = Origin::Enriched { from };
        Ok(enriched)
    }

    fn spelled(&self, file: &TableFile, spelled: &SpelledFile) -> Result<Column, SchemaError> {
        let wallets = spelled.wallets.as_deref().map(|kind| self.wallets(file, kind)).transpose()?;
        let origin = Origin::Spelled { from: self.place(&file.name, &spelled.from)?, wallets };
        let (name, doc) = (spelled.name.clone(), spelled.doc.clone());
        Ok(Column { name, ty: ColumnType::Text, required: false, range: (None, None), doc, origin, filled_from: None })
    }

    /// The column of kinds, and the word of wallets in it.
    fn wallets(&self, file: &TableFile, kind: &str) -> Result<(ColumnId, Word), SchemaError> {
        let ColumnType::Enum(values) = self.type_of(&file.name, kind)? else {
            return Err(unknown(&file.name, "column of kinds", kind));
        };
        let word = word::enumerated(&values, WALLET).map_err(|_| unknown(&file.name, "kind", WALLET))?;
        Ok((self.place(&file.name, kind)?, word))
    }

    fn lookup(&self, file: &TableFile, lookup: &LookupFile) -> Result<Column, SchemaError> {
        let follow = match lookup.how.as_deref() {
            None => Follow::Once,
            Some("depth") => Follow::Depth,
            Some("root") => Follow::Root,
            Some(other) => return Err(unknown(&file.name, "way to follow a lookup", other)),
        };
        let target = self.files.keys().position(|name| *name == lookup.table);
        let table = target.ok_or_else(|| unknown(&file.name, "table", &lookup.table))?;
        let ty = match follow {
            Follow::Depth => ColumnType::Int,
            _ => self.type_of(&lookup.table, &lookup.column)?,
        };
        let origin = Origin::Lookup(Lookup {
            through: self.place(&file.name, &lookup.through)?,
            table: TableId(table as u16),
            column: self.place(&lookup.table, &lookup.column)?,
            follow,
            unless: lookup.unless.as_deref().map(|name| self.place(&file.name, name)).transpose()?,
        });
        let name = lookup.name.clone();
        let doc = lookup.doc.clone();
        Ok(Column { name, ty, required: false, range: (None, None), doc, origin, filled_from: None })
    }

    /// The type of a column that may itself be a lookup.
    fn type_of(&self, table: &str, column: &str) -> Result<ColumnType, SchemaError> {
        let file = self.files.get(table).ok_or_else(|| unknown(table, "table", table))?;
        if let Some(stored) = file.column.iter().chain(&file.enriched).find(|c| c.name == column) {
            return column_type(table, stored);
        }
        if file.spelled.iter().any(|spelled| spelled.name == column) {
            return Ok(ColumnType::Text);
        }
        let lookup = file.lookup.iter().find(|l| l.name == column).ok_or_else(|| unknown(table, "column", column))?;
        self.type_of(&lookup.table, &lookup.column)
    }

    fn relation(&self, file: &TableFile, relation: &RelationFile) -> Result<Relation, SchemaError> {
        Ok(Relation {
            subject: relation.subject,
            by: self.places(file, &relation.by)?,
            name: relation.name.clone(),
            accounts: self.places(file, &relation.accounts)?,
        })
    }

    fn places(&self, file: &TableFile, names: &[String]) -> Result<Vec<ColumnId>, SchemaError> {
        names.iter().map(|name| self.place(&file.name, name)).collect()
    }

    fn place(&self, table: &str, column: &str) -> Result<ColumnId, SchemaError> {
        let at = self.names.get(table).and_then(|names| names.iter().position(|name| *name == column));
        at.map(|at| ColumnId(at as u16)).ok_or_else(|| unknown(table, "column", column))
    }
}

fn column_type(table: &str, column: &ColumnFile) -> Result<ColumnType, SchemaError> {
    Ok(match column.ty.as_str() {
        "id" => ColumnType::Id,
        "text" => ColumnType::Text,
        "time" => ColumnType::Time,
        "date" => ColumnType::Date,
        "int" => ColumnType::Int,
        "float" => ColumnType::Float,
        "bool" => ColumnType::Bool,
        "enum" => ColumnType::Enum(column.values.clone().into()),
        "country" => ColumnType::Country,
        "currency" => ColumnType::Currency,
        "timezone" => ColumnType::Timezone,
        "ip" => ColumnType::Ip,
        "hex64" => ColumnType::Hex64,
        other => return Err(unknown(table, "type", other)),
    })
}

fn unknown(table: &str, what: &'static str, name: &str) -> SchemaError {
    SchemaError::Unknown { table: table.to_owned(), what, name: name.to_owned() }
}
