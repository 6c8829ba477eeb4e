//! `sekisho schema`.

use anyhow::Context;
use sekisho_schema::{Column, ColumnType, Origin, Schema, Table, nearest};

use crate::cli::SchemaArgs;
use crate::print;

/// Describes the tables, or one of them.
pub fn run(arguments: &SchemaArgs) -> anyhow::Result<u8> {
    let schema = Schema::embedded().context("failed to load the schema")?;
    match &arguments.table {
        None => print::line(&overview(&schema))?,
        Some(name) => match schema.table(name) {
            Some(table) => print::line(&describe(table))?,
            None => {
                let near = nearest(name, schema.tables().iter().map(|table| table.name.as_str()));
                let hint = near
                    .map_or_else(|| "`sekisho schema` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
                anyhow::bail!("failed to describe `{name}`: there is no such table\nhint: {hint}");
            }
        },
    }
    Ok(0)
}

fn overview(schema: &Schema) -> String {
    let width = schema.tables().iter().map(|table| table.name.len()).max().unwrap_or(0);
    let lines =
        schema.tables().iter().map(|table| format!("{:<width$}  one row is {}{}", table.name, table.row, made(table)));
    lines.collect::<Vec<_>>().join("\n")
}

fn describe(table: &Table) -> String {
    let mut out = format!("{}: one row is {}{}\n\n", table.name, table.row, made(table));
    let width = table.columns.iter().map(|column| column.name.len() + 1).max().unwrap_or(0);
    for column in &table.columns {
        let name = format!("{}{}", column.name, if column.required { "*" } else { "" });
        out.push_str(&format!("  {name:<width$}  {:<9} {}{}\n", column.ty.name(), origin(column), column.doc));
        if let ColumnType::Enum(values) = &column.ty {
            out.push_str(&format!("  {:<width$}  {:<9} {}\n", "", "", values.join(", ")));
        }
    }
    out.push_str("\nrows are read in sentences as\n");
    for relation in &table.relations {
        let by: Vec<&str> = relation.by.iter().map(|column| table.at(*column).name.as_str()).collect();
        out.push_str(&format!("  {} of {} {}\n", relation.name, article(relation.subject.name()), by.join(", ")));
    }
    out
}

fn made(table: &Table) -> &'static str {
    if table.made { " (worked out by sekisho, never read from a dataset)" } else { "" }
}

fn article(subject: &str) -> String {
    format!("{} {subject}, by", if subject.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" })
}

fn origin(column: &Column) -> &'static str {
    match column.origin {
        Origin::Own => "",
        Origin::Enriched { .. } | Origin::Spelled { .. } => "(worked out) ",
        Origin::Lookup(_) => "(looked up) ",
    }
}
