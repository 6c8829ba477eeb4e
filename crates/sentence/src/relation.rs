//! What can be asked of rows.

use std::ops::ControlFlow;
use std::sync::Arc;

use cel::common::ast::{CallExpr, Expr, IdedExpr};
use sekisho_schema::{Word, nearest};

use crate::compiler::{Compiler, Result, Variable};
use crate::node::{Kind, Mapped, Needs, Node, RowSet, Scalar, Seen};
use crate::reference::{On, names};
use crate::ty::Type;

/// Rows that a method was called on.
pub(crate) struct Receiver {
    pub rows: RowSet,
    pub needs: Needs,
}

/// A body compiled with one row bound.
pub(crate) struct Lambda {
    pub node: Node,
    pub variable: usize,
}

impl Compiler<'_> {
    pub(crate) fn method(&mut self, target: &IdedExpr, call: &CallExpr, expr: &IdedExpr) -> Result<Node> {
        let on = self.expression(target)?;
        match on.kind.clone() {
            Kind::Rows(rows) => self.rows_method(Receiver { rows, needs: on.needs }, call, expr),
            Kind::Values(lists) => self.values_method(lists, &on, call, expr),
            _ if on.ty == Type::Text => self.text_method(&on, call, expr),
            _ => {
                let what = format!("{} has no method `{}`", on.ty.name(), call.func_name);
                Err(self.wrong(self.name_span(call, expr), what, "methods belong to rows, values and texts"))
            }
        }
    }

    fn rows_method(&mut self, on: Receiver, call: &CallExpr, expr: &IdedExpr) -> Result<Node> {
        match (call.func_name.as_str(), call.args.as_slice()) {
            ("size", []) => Ok(self.size(on, expr)),
            ("exists", [v, p]) => self.exists(on, v, p, expr),
            ("all", [v, p]) => self.all(on, v, p, expr),
            ("filter", [v, p]) => self.filter(on, v, p, expr),
            ("map", [v, e]) => self.map(on, v, e, expr),
            ("count", [v, p]) => self.count(on, v, p, expr),
            ("share", [v, p]) => self.share(on, v, p, expr),
            ("first" | "last", [v, e]) => self.end(on, call.func_name == "first", (v, e), expr),
            ("count_within", [window]) => self.count_within(on, window, expr),
            ("distinct_within" | "sum_within", [v, e, window]) => self.within(on, call, (v, e, window), expr),
            ("exists_consecutive" | "count_consecutive", [a, b, p]) => self.consecutive(on, call, (a, b, p), expr),
            ("quietest_hours", [v, hour, width]) => self.quietest(on, (v, hour, width), expr),
            ("distinct" | "sum" | "min" | "max" | "average" | "median", [v, e]) => {
                let mapped = self.map(on, v, e, expr)?;
                let Kind::Values(lists) = mapped.kind.clone() else { return Ok(mapped) };
                self.fold(&call.func_name, lists, &mapped, expr)
            }
            _ => Err(self.no_such(call, expr, On::Rows)),
        }
    }

    /// An unknown method or function, or a known one with the wrong number of arguments.
    pub(crate) fn no_such(&self, call: &CallExpr, expr: &IdedExpr, on: On) -> crate::Diagnostic {
        let name = call.func_name.as_str();
        let span = self.name_span(call, expr);
        let usage = |known: &crate::Function| format!("it is used as `{}`", known.usage);
        if let Some(known) = crate::FUNCTIONS.iter().find(|known| known.on == on && known.name == name) {
            let arguments = match call.args.len() {
                1 => "1 argument".to_owned(),
                count => format!("{count} arguments"),
            };
            return self.wrong(span, format!("`{name}` is called with {arguments}"), usage(known));
        }
        let hint = match (crate::FUNCTIONS.iter().find(|known| known.name == name), nearest(name, names(on))) {
            (Some(elsewhere), _) => usage(elsewhere),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => format!("{}: {}", on.title(), names(on).collect::<Vec<_>>().join(", ")),
        };
        let what = match on {
            On::Nothing => format!("there is no function `{name}`"),
            _ => format!("{} have no function `{name}`", on.title()),
        };
        self.wrong(span, what, hint)
    }

    /// Where the name of a called function stands.
    pub(crate) fn name_span(&self, call: &CallExpr, expr: &IdedExpr) -> (usize, usize) {
        self.parsed.name_span(expr, &call.func_name, self.source)
    }

    /// Compiles a body with a row of `rows` bound to the name in `variable`.
    pub(crate) fn lambda(&mut self, rows: &RowSet, variable: &IdedExpr, body: &IdedExpr) -> Result<Lambda> {
        let bound = self.variable(rows, variable)?;
        let span = self.span(variable);
        self.with_row(bound, span, |compiler, variable| Ok(Lambda { node: compiler.expression(body)?, variable }))
    }

    pub(crate) fn variable(&self, rows: &RowSet, variable: &IdedExpr) -> Result<Variable> {
        match &variable.expr {
            Expr::Ident(name) => Ok(Variable { name: name.clone(), table: rows.table, slot: rows.slot }),
            _ => Err(self.wrong(
                self.span(variable),
                "expected a name for the row",
                "such as `s` in `sessions.exists(s, ...)`",
            )),
        }
    }

    fn predicate(&mut self, on: &Receiver, v: &IdedExpr, p: &IdedExpr) -> Result<(Mapped, Needs)> {
        let lambda = self.lambda(&on.rows, v, p)?;
        let value = self.condition(&lambda.node)?;
        let needs = on.needs.clone().and(&lambda.node.needs);
        Ok((Mapped { rows: on.rows.clone(), variable: lambda.variable, value }, needs))
    }

    fn exists(&mut self, on: Receiver, v: &IdedExpr, p: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (mapped, needs) = self.predicate(&on, v, p)?;
        let scalar: Scalar = Arc::new(move |frame| {
            let tracing = frame.is_tracing();
            let (mut found, mut unknown) = (false, false);
            let seen = mapped.rows.each(frame, |row| {
                frame.bind(mapped.variable, row);
                match frame.quietly(|| (mapped.value)(frame)) {
                    Word::TRUE => {
                        found = true;
                        mapped.bear(frame, row);
                    }
                    Word::NULL => unknown = true,
                    _ => {}
                }
                if found && !tracing { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            match found {
                true => Word::TRUE,
                false if unknown || seen == Seen::NotEverything => Word::NULL,
                false => Word::FALSE,
            }
        });
        Ok(self.node(Type::Bool, expr, scalar, needs))
    }

    fn all(&mut self, on: Receiver, v: &IdedExpr, p: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (mapped, needs) = self.predicate(&on, v, p)?;
        let scalar: Scalar = Arc::new(move |frame| {
            let (mut broken, mut unknown) = (false, false);
            let seen = mapped.rows.each(frame, |row| {
                frame.bind(mapped.variable, row);
                match frame.quietly(|| (mapped.value)(frame)) {
                    Word::FALSE => broken = true,
                    Word::NULL => unknown = true,
                    _ => {}
                }
                if broken { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if frame.is_tracing() && !broken {
                mapped.rows.each(frame, |row| {
                    mapped.bear(frame, row);
                    ControlFlow::Continue(())
                });
            }
            match broken {
                true => Word::FALSE,
                false if unknown || seen == Seen::NotEverything => Word::NULL,
                false => Word::TRUE,
            }
        });
        Ok(self.node(Type::Bool, expr, scalar, needs))
    }

    fn filter(&mut self, on: Receiver, v: &IdedExpr, p: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (mapped, needs) = self.predicate(&on, v, p)?;
        let mut rows = mapped.rows;
        rows.filters.push((mapped.variable, mapped.value));
        Ok(Node { ty: Type::Rows, span: self.span(expr), kind: Kind::Rows(rows), needs })
    }

    fn map(&mut self, on: Receiver, v: &IdedExpr, e: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let lambda = self.lambda(&on.rows, v, e)?;
        let value = self.scalar(&lambda.node)?;
        let needs = on.needs.and(&lambda.node.needs);
        let ty = Type::Values(Box::new(lambda.node.ty));
        let kind = Kind::Values(vec![Mapped { rows: on.rows, variable: lambda.variable, value }]);
        Ok(Node { ty, span: self.span(expr), kind, needs })
    }

    fn size(&mut self, on: Receiver, expr: &IdedExpr) -> Node {
        let rows = on.rows;
        let scalar: Scalar = Arc::new(move |frame| count_rows(&rows, frame, |_| true));
        self.node(Type::Int, expr, scalar, on.needs)
    }

    fn count(&mut self, on: Receiver, v: &IdedExpr, p: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (mapped, needs) = self.predicate(&on, v, p)?;
        let scalar: Scalar = Arc::new(move |frame| {
            count_rows(&mapped.rows, frame, |row| {
                frame.bind(mapped.variable, row);
                let counts = frame.quietly(|| (mapped.value)(frame)) == Word::TRUE;
                if counts {
                    mapped.bear(frame, row);
                }
                counts
            })
        });
        Ok(self.node(Type::Int, expr, scalar, needs))
    }

    fn share(&mut self, on: Receiver, v: &IdedExpr, p: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (mapped, needs) = self.predicate(&on, v, p)?;
        let scalar: Scalar = Arc::new(move |frame| {
            let (mut yes, mut known) = (0u64, 0u64);
            mapped.rows.each(frame, |row| {
                frame.bind(mapped.variable, row);
                let value = frame.quietly(|| (mapped.value)(frame));
                if !value.is_null() {
                    known += 1;
                    yes += u64::from(value == Word::TRUE);
                    mapped.bear(frame, row);
                }
                ControlFlow::Continue(())
            });
            if known == 0 { Word::NULL } else { Word::from_f64(yes as f64 / known as f64) }
        });
        Ok(self.node(Type::Double, expr, scalar, needs))
    }

    fn end(&mut self, on: Receiver, first: bool, (v, e): (&IdedExpr, &IdedExpr), expr: &IdedExpr) -> Result<Node> {
        let lambda = self.lambda(&on.rows, v, e)?;
        let mapped = Mapped { value: self.scalar(&lambda.node)?, rows: on.rows, variable: lambda.variable };
        let scalar: Scalar = Arc::new(move |frame| {
            let mut chosen = None;
            mapped.rows.each(frame, |row| {
                chosen = Some(row);
                if first { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            let Some(row) = chosen else { return Word::NULL };
            mapped.bear(frame, row);
            frame.bind(mapped.variable, row);
            (mapped.value)(frame)
        });
        let needs = on.needs.and(&lambda.node.needs);
        Ok(self.node(lambda.node.ty, expr, scalar, needs))
    }
}

/// How many rows count; they are witnesses all.
fn count_rows(rows: &RowSet, frame: &crate::frame::Frame<'_>, mut counts: impl FnMut(u32) -> bool) -> Word {
    if rows.is_absent() {
        return Word::NULL;
    }
    let mut count = 0;
    rows.each(frame, |row| {
        if counts(row) {
            count += 1;
            rows.bear(frame, row);
        }
        ControlFlow::Continue(())
    });
    Word(count)
}
