//! Names: relations, bound rows, the subject's own record, limits.

use std::sync::Arc;

use cel::common::ast::{Expr, IdedExpr, SelectExpr};
use sekisho_dossier::{SlotColumn, SlotId};
use sekisho_schema::{ColumnId, ColumnType, Origin, TableId, Word, nearest};

use crate::compiler::{Compiler, Limit, Result, Variable};
use crate::node::{Bound, ColumnRead, Kind, Needs, Node, RowSet};
use crate::ty::Type;

impl Compiler<'_> {
    pub(crate) fn identifier(&mut self, name: &str, expr: &IdedExpr) -> Result<Node> {
        let span = self.span(expr);
        if let Some(table) = self.table_of_row(name) {
            let table = self.schema.at(table);
            let column = table
                .time
                .or_else(|| table.primary_key.first().copied())
                .map_or("column", |id| table.at(id).name.as_str());
            return Err(self.wrong(
                span,
                format!("`{name}` is a row, not a value"),
                format!("read one of its columns, such as `{name}.{column}`"),
            ));
        }
        if name == "limits" {
            return Err(self.wrong(span, "`limits` is not a value", "name one: `limits.window`, say"));
        }
        let (rows, needs) = self.relation(name, span)?;
        Ok(Node { ty: Type::Rows, span, kind: Kind::Rows(rows), needs })
    }

    /// The table of a bound row or of the subject's own record.
    fn table_of_row(&self, name: &str) -> Option<TableId> {
        let bound = self.scope.iter().rev().find(|variable| variable.name == name).map(|variable| variable.table);
        bound.or_else(|| {
            let (_, relation) = self.subject.own_record().filter(|(own, _)| *own == name)?;
            self.schema.relations(self.subject).find(|(_, known)| known.name == relation).map(|(table, _)| table.id)
        })
    }

    fn relation(&mut self, name: &str, span: (usize, usize)) -> Result<(RowSet, Needs)> {
        let schema = self.schema;
        let ways: Vec<_> = schema.relations(self.subject).filter(|(_, relation)| relation.name == name).collect();
        let Some((table, first)) = ways.first() else { return Err(self.unknown_name(name, span)) };
        let table_id = table.id;
        // Without the column that says whose a row is, no row belongs to anybody.
        let owned = ways.iter().filter_map(|(_, way)| way.by.last()).any(|owner| self.has_column(table_id, *owner));
        let owner = first.by.last().map_or("", |owner| table.at(table.as_handed_in(*owner)).name.as_str());
        let lacking = match self.presence.has_table(table_id) {
            false => Some(table.lacking()),
            true => (!owned).then(|| format!("column `{}.{owner}`", table.name)),
        };
        if let Some(lacking) = lacking {
            let rows = RowSet { slot: None, table: table_id, filters: Vec::new() };
            return Ok((rows, Needs::lacking(lacking)));
        }
        let slot = self.plan.slot(self.schema, self.subject, name);
        Ok((RowSet { slot, table: table_id, filters: Vec::new() }, Needs::default()))
    }

    fn unknown_name(&self, name: &str, span: (usize, usize)) -> crate::Diagnostic {
        let relations = self.schema.relations(self.subject).map(|(_, relation)| relation.name.as_str());
        let rows = self.scope.iter().map(|variable| variable.name.as_str());
        let mut names: Vec<&str> = relations.chain(rows).chain(["limits"]).collect();
        names.extend(self.subject.own_record().map(|(own, _)| own));
        let hint = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("a dossier per {} has: {}", self.subject, names.join(", ")),
        };
        self.wrong(span, format!("nothing is named `{name}` here"), hint)
    }

    pub(crate) fn select(&mut self, select: &SelectExpr, expr: &IdedExpr) -> Result<Node> {
        let Expr::Ident(name) = &select.operand.expr else {
            let span = self.span(expr);
            return Err(self.wrong(
                span,
                "only rows have columns",
                "bind a row first: `sessions.exists(s, s.ip_country == \"JP\")`",
            ));
        };
        let field_span = self.parsed.field_span(expr, &select.field, self.source);
        if name == "limits" {
            return self.limit(&select.field, (self.span(expr), field_span));
        }
        let span = self.span(expr);
        if let Some(place) = self.scope.iter().rposition(|variable| variable.name == *name) {
            let variable = self.scope[place].clone();
            return self.column(&variable, Bound::Variable(place), &select.field, (span, field_span));
        }
        if self.subject.own_record().is_some_and(|(own, _)| own == name) {
            return self.own_column(&select.field, (span, field_span));
        }
        let operand = self.span(&select.operand);
        match self.schema.relations(self.subject).any(|(_, relation)| relation.name == *name) {
            true => {
                let hint = format!("bind a row first: `{name}.exists(x, x.{} ...)`", select.field);
                Err(self.wrong(operand, format!("`{name}` is many rows"), hint))
            }
            false => Err(self.unknown_name(name, operand)),
        }
    }

    fn limit(&self, name: &str, (span, name_span): ((usize, usize), (usize, usize))) -> Result<Node> {
        let Some(limit) = self.limits.get(name) else {
            let hint = match nearest(name, self.limits.keys().map(String::as_str)) {
                Some(near) => format!("did you mean `limits.{near}`?"),
                None => {
                    format!("name it in the front matter: `[limits]` with `{name} = {{ value = ..., source = ... }}`")
                }
            };
            return Err(self.wrong(name_span, format!("no limit is named `{name}`"), hint));
        };
        let (ty, kind) = match limit {
            Limit::Int(value) => (Type::Int, Kind::Constant(Word(*value))),
            Limit::Double(value) => (Type::Double, Kind::Constant(Word::from_f64(*value))),
            Limit::Duration(micros) => (Type::Duration, Kind::Constant(Word(*micros))),
            Limit::Text(text) => (Type::Text, Kind::Literal(text.clone())),
        };
        Ok(Node { ty, span, kind, needs: Needs::default() })
    }

    fn own_column(&mut self, field: &str, spans: ((usize, usize), (usize, usize))) -> Result<Node> {
        let relation = self.subject.own_record().map_or("", |(_, relation)| relation);
        let (rows, needs) = self.relation(relation, spans.0)?;
        let variable = Variable { name: String::new(), table: rows.table, slot: rows.slot };
        let mut node = self.column(&variable, Bound::Own, field, spans)?;
        node.needs = node.needs.and(&needs);
        Ok(node)
    }

    fn column(
        &mut self,
        row: &Variable,
        of: Bound,
        field: &str,
        spans: ((usize, usize), (usize, usize)),
    ) -> Result<Node> {
        let table = self.schema.at(row.table);
        let Some(column) = table.column(field) else {
            let names = table.columns.iter().map(|column| column.name.as_str());
            let hint = match nearest(field, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`sekisho schema {}` lists its columns", table.name),
            };
            return Err(self.wrong(spans.1, format!("table `{}` has no column `{field}`", table.name), hint));
        };
        let described = table.at(column);
        let ty = Type::of_column(&described.ty);
        let needs = match self.has_column(row.table, column) {
            true => Needs::default(),
            false => Needs::lacking(format!("column `{}.{}`", table.name, described.name)),
        };
        // Rows that are ordered by days stand at their midnights.
        let orders = table.time == Some(column) && described.ty == ColumnType::Time;
        let looked_up = matches!(described.origin, Origin::Lookup(_));
        let kind = match row.slot {
            Some(slot) if needs.possible => Kind::Column(ColumnRead { slot, column, of, orders, looked_up }),
            _ => Kind::Constant(Word::NULL),
        };
        Ok(Node { ty, span: spans.0, kind, needs })
    }

    /// Whether a column can hold anything in this dataset, through lookups and enrichment too.
    pub(crate) fn has_column(&self, table: TableId, column: ColumnId) -> bool {
        let described = self.schema.column(table, column);
        match &described.origin {
            Origin::Own if self.presence.has_column(table, column) => true,
            Origin::Own => described.filled_from.is_some_and(|from| self.presence.has_column(table, from)),
            Origin::Enriched { from } | Origin::Spelled { from, .. } => self.presence.has_column(table, *from),
            Origin::Lookup(lookup) => {
                let own = lookup.unless.is_some_and(|unless| self.has_column(table, unless));
                own || self.has_column(table, lookup.through)
                    && self.presence.has_table(lookup.table)
                    && self.has_column(lookup.table, lookup.column)
            }
        }
    }

    /// A closure that reads a column as a word.
    pub(crate) fn read_word(&mut self, read: &ColumnRead) -> crate::node::Scalar {
        let slot = read.slot;
        let place = (!read.orders).then(|| self.ask(slot, read.column, false));
        match (read.of, place) {
            (Bound::Variable(v), Some(place)) => Arc::new(move |frame| frame.dossier.word(slot, place, frame.row(v))),
            (Bound::Variable(v), None) => Arc::new(move |frame| frame.dossier.time(slot, frame.row(v))),
            (Bound::Own, place) => Arc::new(move |frame| {
                let Some(row) = frame.dossier.range(slot).next() else { return Word::NULL };
                frame.bear(slot, row);
                place.map_or_else(|| frame.dossier.time(slot, row), |place| frame.dossier.word(slot, place, row))
            }),
        }
    }

    /// A closure that reads a column as text.
    pub(crate) fn read_text(&mut self, read: &ColumnRead) -> crate::node::TextFn {
        let slot = read.slot;
        let place = self.ask(slot, read.column, true);
        match read.of {
            Bound::Variable(v) => Arc::new(move |frame| frame.dossier.text(slot, place, frame.row(v))),
            Bound::Own => Arc::new(move |frame| {
                let row = frame.dossier.range(slot).next()?;
                frame.bear(slot, row);
                frame.dossier.text(slot, place, row)
            }),
        }
    }

    fn ask(&mut self, slot: SlotId, column: ColumnId, text: bool) -> usize {
        self.plan.column(self.subject, slot, SlotColumn { column, text })
    }
}
