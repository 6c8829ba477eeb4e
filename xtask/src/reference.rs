//! The reference pages, made from what the program is built from.

use std::collections::BTreeMap;

use anyhow::Context;
use sekisho_indicator::{Indicator, Kind, embedded};
use sekisho_schema::{Column, ColumnId, ColumnType, Origin, Relation, Schema, Table};
use sekisho_sentence::language_page;

/// Every page: its path in the repository and its text.
///
/// # Errors
/// When a file of the schema is wrong.
pub fn pages() -> anyhow::Result<Vec<(&'static str, String)>> {
    let schema = Schema::embedded().context("failed to load the schema")?;
    Ok(vec![
        ("docs/reference/language.md", language_page()),
        ("docs/reference/tables.md", tables(&schema)),
        ("docs/reference/indicators.md", indicators(&embedded().indicators)),
    ])
}

const TABLES_HEAD: &str = "# The tables

Made by `cargo xtask reference` from `schema/*.toml`. Every table and every column without `*` is optional: what cannot be
judged without it is reported as not judged. How files are named and cells are written stands in the dataset format.
Columns *worked out* or *looked up* stand in no file; sentences read them like the others.
";

fn tables(schema: &Schema) -> String {
    let mut page = TABLES_HEAD.to_owned();
    for table in schema.tables() {
        page.push_str(&format!("\n## {}\n\nOne row is {}. {}\n", table.name, table.row, names(table)));
        page.push_str("\n| column | type | what it says |\n|---|---|---|\n");
        for column in &table.columns {
            let star = if column.required { "*" } else { "" };
            page.push_str(&format!(
                "| `{}`{star} | {} | {}{} |\n",
                column.name,
                kind(column),
                origin(column, table, schema),
                column.doc
            ));
        }
        page.push_str(&format!("\nRead in sentences as {}.\n", relations(table)));
    }
    page
}

/// What names a row and what orders rows.
fn names(table: &Table) -> String {
    let key = match table.primary_key.as_slice() {
        [] => "Rows have no name of their own: the same row twice counts once.".to_owned(),
        key => format!("It is named by {}.", columns(table, key)),
    };
    match table.time {
        Some(time) => format!("{key} Rows stand in the order of {}.", columns(table, &[time])),
        None => key,
    }
}

fn columns(table: &Table, ids: &[ColumnId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| format!("`{}`", table.at(*id).name)).collect();
    names.join(" and ")
}

fn kind(column: &Column) -> String {
    match (&column.ty, column.range) {
        (ColumnType::Enum(values), _) => format!("one of {}", values.join(", ")),
        (ty, (Some(low), Some(high))) => format!("{}, {low} to {high}", ty.name()),
        (ty, (Some(low), None)) => format!("{}, at least {low}", ty.name()),
        (ty, _) => ty.name().to_owned(),
    }
}

fn origin(column: &Column, table: &Table, schema: &Schema) -> String {
    match &column.origin {
        Origin::Own => String::new(),
        Origin::Enriched { from } | Origin::Spelled { from, .. } => {
            format!("*worked out from {}:* ", columns(table, &[*from]))
        }
        Origin::Lookup(lookup) => {
            format!("*looked up in `{}` through {}:* ", schema.at(lookup.table).name, columns(table, &[lookup.through]))
        }
    }
}

fn relations(table: &Table) -> String {
    let all: Vec<String> = table.relations.iter().map(|relation| one_relation(table, relation)).collect();
    all.join("; ")
}

fn one_relation(table: &Table, relation: &Relation) -> String {
    let subject = relation.subject.name();
    let article = if subject.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    match relation.subject.own_record() {
        Some((own, name)) if name == relation.name => format!("the record `{own}` of {article} {subject}"),
        _ => format!("`{}` of {article} {subject}, by {}", relation.name, columns(table, &relation.by)),
    }
}

const INDICATORS_HEAD: &str = "# The indicators

Made by `cargo xtask reference` from `indicators/`; `sekisho explain ID` prints the page of one. Bits weigh a finding (log2 of a
likelihood ratio), bits of one group diminish; a rule is a breach that needs no weighing.
";

fn indicators(all: &[Indicator]) -> String {
    let mut families: BTreeMap<&str, Vec<&Indicator>> = BTreeMap::new();
    for indicator in all {
        let family = indicator.file.split('/').nth(1).unwrap_or_default();
        families.entry(family).or_default().push(indicator);
    }
    let mut page = INDICATORS_HEAD.to_owned();
    for (family, members) in families {
        page.push_str(&format!(
            "\n## {family}\n\n| indicator | what it finds | bits | group | per |\n|---|---|---|---|---|\n"
        ));
        for Indicator { id, title, kind, bits, group, per, .. } in members {
            let weight = if *kind == Kind::Rule { "rule".to_owned() } else { bits.to_string() };
            page.push_str(&format!("| `{id}` | {} | {weight} | {group} | {per} |\n", title.0));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_pages_are_current() {
        for (name, text) in pages().unwrap() {
            let committed = std::fs::read_to_string(crate::root().join(name)).unwrap_or_default();
            assert!(committed == text, "`{name}` is not current; run `cargo xtask reference`");
        }
    }
}
