//! What can be asked of rows in time: windows, neighbours, hours of the clock.

use std::ops::ControlFlow;
use std::sync::Arc;

use cel::common::ast::{CallExpr, IdedExpr};
use sekisho_schema::Word;

use crate::compiler::{Compiler, Result};
use crate::frame::Frame;
use crate::node::{Item, Mapped, Node, Scalar};
use crate::relation::Receiver;
use crate::scratch;
use crate::ty::Type;
use crate::windows::{self, Span};

impl Compiler<'_> {
    fn window(&mut self, window: &IdedExpr) -> Result<Scalar> {
        let window = self.expression(window)?;
        self.require(&window, &Type::Duration)?;
        self.scalar(&window)
    }

    pub(crate) fn count_within(&mut self, on: Receiver, window: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let window = self.window(window)?;
        // A place that no row of the scope is bound to.
        let variable = self.scope.len();
        let mapped = Mapped { rows: on.rows, variable, value: Arc::new(|_| Word(1)) };
        let scalar: Scalar = Arc::new(move |frame| {
            in_window(&mapped, frame, &window, |items, width| {
                windows::busiest(items, width).map(|(span, n)| (span, Word(n)))
            })
        });
        Ok(self.node(Type::Int, expr, scalar, on.needs))
    }

    pub(crate) fn within(
        &mut self,
        on: Receiver,
        call: &CallExpr,
        (v, e, window): (&IdedExpr, &IdedExpr, &IdedExpr),
        expr: &IdedExpr,
    ) -> Result<Node> {
        let window = self.window(window)?;
        let lambda = self.lambda(&on.rows, v, e)?;
        let distinct = call.func_name == "distinct_within";
        let ty = if distinct { Type::Int } else { lambda.node.ty.clone() };
        if !distinct && !lambda.node.ty.is_number() {
            return Err(self.mismatch(&lambda.node, "a number"));
        }
        let value = self.scalar(&lambda.node)?;
        let mapped = Mapped { rows: on.rows, variable: lambda.variable, value };
        let double = ty == Type::Double;
        let scalar: Scalar = Arc::new(move |frame| match distinct {
            true => in_window(&mapped, frame, &window, |items, width| {
                windows::most_distinct(items, width).map(|(span, n)| (span, Word(n)))
            }),
            false => in_window(&mapped, frame, &window, |items, width| windows::largest_sum(items, width, double)),
        });
        let needs = on.needs.and(&lambda.node.needs);
        Ok(self.node(ty, expr, scalar, needs))
    }

    pub(crate) fn consecutive(
        &mut self,
        on: Receiver,
        call: &CallExpr,
        (a, b, p): (&IdedExpr, &IdedExpr, &IdedExpr),
        expr: &IdedExpr,
    ) -> Result<Node> {
        let (first, second) = (self.variable(&on.rows, a)?, self.variable(&on.rows, b)?);
        let span = self.span(expr);
        let (node, va, vb) = self.with_row(first, span, |compiler, va| {
            compiler.with_row(second, span, |compiler, vb| Ok((compiler.expression(p)?, va, vb)))
        })?;
        let holds = self.condition(&node)?;
        let rows = on.rows;
        let only_one = call.func_name == "exists_consecutive";
        let scalar: Scalar = Arc::new(move |frame| {
            if rows.is_absent() {
                return Word::NULL;
            }
            let (mut pairs, mut previous) = (0, None);
            rows.each(frame, |row| {
                if let Some(before) = previous.replace(row) {
                    frame.bind(va, before);
                    frame.bind(vb, row);
                    if frame.quietly(|| holds(frame)) == Word::TRUE {
                        pairs += 1;
                        rows.bear(frame, before);
                        rows.bear(frame, row);
                        // A trace needs one pair, and later pairs would no longer be neighbours among the witnesses.
                        if only_one {
                            return ControlFlow::Break(());
                        }
                    }
                }
                ControlFlow::Continue(())
            });
            if only_one { Word::from_bool(pairs > 0) } else { Word(pairs) }
        });
        let ty = if only_one { Type::Bool } else { Type::Int };
        let needs = on.needs.and(&node.needs);
        Ok(self.node(ty, expr, scalar, needs))
    }

    pub(crate) fn quietest(
        &mut self,
        on: Receiver,
        (v, hour, width): (&IdedExpr, &IdedExpr, &IdedExpr),
        expr: &IdedExpr,
    ) -> Result<Node> {
        let lambda = self.lambda(&on.rows, v, hour)?;
        self.require(&lambda.node, &Type::Int)?;
        let width = self.expression(width)?;
        self.require(&width, &Type::Int)?;
        let (value, width) = (self.scalar(&lambda.node)?, self.scalar(&width)?);
        let mapped = Mapped { rows: on.rows, variable: lambda.variable, value };
        let scalar: Scalar = Arc::new(move |frame| {
            let width = width(frame).some().unwrap_or(1).clamp(1, 24) as usize;
            scratch::lend(|items| {
                mapped.collect(frame, 0, items);
                items.iter().for_each(|item| mapped.bear(frame, item.row));
                windows::quietest_hours(items, width).map_or(Word::NULL, Word)
            })
        });
        let needs = on.needs.and(&lambda.node.needs);
        Ok(self.node(Type::Int, expr, scalar, needs))
    }
}

/// The best window of some rows by `measure`, which names the items that the value needs.
fn in_window(
    mapped: &Mapped,
    frame: &Frame<'_>,
    window: &Scalar,
    measure: impl Fn(&[Item], i64) -> Option<(Span, Word)>,
) -> Word {
    let Some(width) = window(frame).some() else { return Word::NULL };
    if mapped.rows.is_absent() {
        return Word::NULL;
    }
    scratch::lend(|items| {
        mapped.collect(frame, 0, items);
        // A row without a time lies in no window.
        items.retain(|item| item.time != Word::NULL.0);
        let Some((span, value)) = measure(items, width) else { return Word(0) };
        if frame.is_tracing() {
            span.items(items).iter().for_each(|item| mapped.bear(frame, item.row));
        }
        value
    })
}
