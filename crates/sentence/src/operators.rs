//! Logic with three values, comparison, arithmetic.

use std::sync::Arc;

use cel::common::ast::{CallExpr, Expr, IdedExpr};
use sekisho_schema::{ColumnType, Word, word};

use crate::compiler::{Compiler, Result};
use crate::node::{Kind, Needs, Node, Scalar};
use crate::ty::Type;

impl Compiler<'_> {
    /// An operator, if the call is one.
    pub(crate) fn operator(&mut self, call: &CallExpr, expr: &IdedExpr) -> Option<Result<Node>> {
        let args = &call.args;
        Some(match (call.func_name.as_str(), args.as_slice()) {
            ("_&&_", [left, right]) => self.both(left, right, expr),
            ("_||_", [left, right]) => self.either(left, right, expr),
            ("!_", [of]) => self.negation(of, expr),
            ("_==_" | "_!=_", [left, right]) => self.equality(call.func_name == "_==_", left, right, expr),
            ("_<_" | "_<=_" | "_>_" | "_>=_", [left, right]) => self.order(&call.func_name, left, right, expr),
            ("_+_" | "_-_" | "_*_" | "_/_" | "_%_", [left, right]) => {
                self.arithmetic(&call.func_name, left, right, expr)
            }
            ("-_", [of]) => self.minus(of, expr),
            ("_?_:_", [test, yes, no]) => self.conditional(test, (yes, no), expr),
            ("@in", [of, list]) => self.membership(of, list, expr),
            _ => return None,
        })
    }

    pub(crate) fn node(&self, ty: Type, expr: &IdedExpr, scalar: Scalar, needs: Needs) -> Node {
        Node { ty, span: self.span(expr), kind: Kind::Scalar(scalar), needs }
    }

    fn conditions(&mut self, left: &IdedExpr, right: &IdedExpr) -> Result<(Scalar, Scalar, Needs, Needs)> {
        let (left, right) = (self.expression(left)?, self.expression(right)?);
        Ok((self.condition(&left)?, self.condition(&right)?, left.needs, right.needs))
    }

    fn both(&mut self, left: &IdedExpr, right: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (left, right, needs, more) = self.conditions(left, right)?;
        let scalar: Scalar = Arc::new(move |frame| match left(frame) {
            Word::FALSE => Word::FALSE,
            first => match (first, right(frame)) {
                (_, Word::FALSE) => Word::FALSE,
                (Word::TRUE, Word::TRUE) => Word::TRUE,
                _ => Word::NULL,
            },
        });
        Ok(self.node(Type::Bool, expr, scalar, needs.and(&more)))
    }

    /// `||`. A trace keeps the sides that hold and leaves the others out.
    fn either(&mut self, left: &IdedExpr, right: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (left, right, needs, more) = self.conditions(left, right)?;
        let scalar: Scalar = Arc::new(move |frame| {
            if frame.is_tracing() {
                let sides = [&left, &right].map(|side| (side, frame.quietly(|| side(frame))));
                sides.iter().filter(|(_, word)| *word == Word::TRUE).for_each(|(side, _)| {
                    let _: Word = side(frame);
                });
                return any(sides[0].1, sides[1].1);
            }
            match left(frame) {
                Word::TRUE => Word::TRUE,
                first => any(first, right(frame)),
            }
        });
        Ok(self.node(Type::Bool, expr, scalar, needs.or(&more)))
    }

    fn negation(&mut self, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let of = self.expression(of)?;
        let inner = self.condition(&of)?;
        let scalar: Scalar =
            Arc::new(move |frame| inner(frame).some().map_or(Word::NULL, |value| Word::from_bool(value == 0)));
        Ok(self.node(Type::Bool, expr, scalar, of.needs))
    }

    fn conditional(&mut self, test: &IdedExpr, (yes, no): (&IdedExpr, &IdedExpr), expr: &IdedExpr) -> Result<Node> {
        let (test, yes, no) = (self.expression(test)?, self.expression(yes)?, self.expression(no)?);
        let condition = self.condition(&test)?;
        if yes.ty != no.ty {
            return Err(self.mismatch(&no, &yes.ty.name()));
        }
        let (when, otherwise) = (self.scalar(&yes)?, self.scalar(&no)?);
        let scalar: Scalar = Arc::new(move |frame| match condition(frame) {
            Word::TRUE => when(frame),
            Word::FALSE => otherwise(frame),
            unknown => unknown,
        });
        let needs = test.needs.and(&yes.needs).and(&no.needs);
        Ok(self.node(yes.ty, expr, scalar, needs))
    }

    fn equality(&mut self, equal: bool, left: &IdedExpr, right: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (left, right) = (self.expression(left)?, self.expression(right)?);
        let needs = left.needs.clone().and(&right.needs);
        let named =
            if matches!(left.kind, Kind::Constant(_) | Kind::Literal(_)) { right.ty.clone() } else { left.ty.clone() };
        let (first, second) = self.alike(&left, &right)?;
        let top = self.scope.is_empty();
        let scalar: Scalar = Arc::new(move |frame| {
            let (a, b) = (first(frame), second(frame));
            if top {
                frame.name(&named, a);
            }
            if a.is_null() || b.is_null() { Word::NULL } else { Word::from_bool((a == b) == equal) }
        });
        Ok(self.node(Type::Bool, expr, scalar, needs))
    }

    /// Both sides as words that can be compared for equality.
    fn alike(&mut self, left: &Node, right: &Node) -> Result<(Scalar, Scalar)> {
        if left.ty.is_number() && right.ty.is_number() {
            return match left.ty == right.ty {
                true => Ok((self.scalar(left)?, self.scalar(right)?)),
                false => Ok((self.number(left)?, self.number(right)?)),
            };
        }
        if let Kind::Literal(text) = &right.kind {
            let word = self.constant(text, left, right)?;
            return Ok((self.scalar(left)?, Arc::new(move |_| word)));
        }
        if let Kind::Literal(text) = &left.kind {
            let word = self.constant(text, right, left)?;
            return Ok((self.scalar(right)?, Arc::new(move |_| word)));
        }
        let opaque = |ty: &Type| matches!(ty, Type::Id | Type::Text);
        if left.ty != right.ty && !(opaque(&left.ty) && opaque(&right.ty)) {
            return Err(self.mismatch(right, &left.ty.name()));
        }
        Ok((self.scalar(left)?, self.scalar(right)?))
    }

    /// The word of a text literal that stands beside a value of some type.
    fn constant(&self, text: &str, beside: &Node, literal: &Node) -> Result<Word> {
        let ty = match &beside.ty {
            Type::Text => ColumnType::Text,
            Type::Id => ColumnType::Id,
            Type::Enum(values) => ColumnType::Enum(Arc::clone(values)),
            Type::Country => ColumnType::Country,
            Type::Currency => ColumnType::Currency,
            Type::Timezone => ColumnType::Timezone,
            Type::Ip => ColumnType::Ip,
            Type::Hash => ColumnType::Hex64,
            Type::Time => ColumnType::Time,
            Type::Date => ColumnType::Date,
            other => return Err(self.mismatch(literal, &other.name())),
        };
        word::parse_as(&ty, text).map_err(|expected| {
            // The schema's wording has its suggestion in brackets, for messages without a hint.
            let (expected, near) = expected.split_once(" (did you mean ").unwrap_or((&expected, ""));
            let capitals = text.to_uppercase();
            let hint = match near.strip_suffix(')') {
                Some(near) => format!("did you mean {near}"),
                None if word::parse_as(&ty, &capitals).is_ok() => format!("did you mean `{capitals}`?"),
                None => String::new(),
            };
            self.wrong(literal.span, format!("found `{text}`, expected {expected}"), hint)
        })
    }

    fn order(&mut self, operator: &str, left: &IdedExpr, right: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (left, right) = (self.expression(left)?, self.expression(right)?);
        let needs = left.needs.clone().and(&right.needs);
        if !left.ty.is_ordered() {
            return Err(self.mismatch(&left, "something that has an order"));
        }
        let constant = matches!(left.kind, Kind::Constant(_));
        let named = if constant { right.ty.clone() } else { left.ty.clone() };
        let double = left.ty == Type::Double || right.ty == Type::Double;
        let (first, second) = match (&right.kind, double) {
            (_, true) => (self.number(&left)?, self.number(&right)?),
            _ => self.alike(&left, &right)?,
        };
        let holds = comparison(operator);
        let top = self.scope.is_empty();
        // A mixed comparison is done in double precision, but the value is shown as it was.
        let shown = (named == Type::Int && double)
            .then(|| if constant { self.scalar(&right) } else { self.scalar(&left) })
            .transpose()?;
        let scalar: Scalar = Arc::new(move |frame| {
            let (a, b) = (first(frame), second(frame));
            if top && frame.is_tracing() {
                let compared = if constant { b } else { a };
                let word = shown.as_ref().map_or(compared, |shown| frame.quietly(|| shown(frame)));
                frame.name(&named, word);
            }
            if a.is_null() || b.is_null() {
                return Word::NULL;
            }
            let ordering = if double { a.to_f64().total_cmp(&b.to_f64()) } else { a.cmp(&b) };
            Word::from_bool(holds(ordering))
        });
        Ok(self.node(Type::Bool, expr, scalar, needs))
    }

    fn membership(&mut self, of: &IdedExpr, list: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let of = self.expression(of)?;
        let Expr::List(list_expr) = &list.expr else {
            return Err(self.wrong(
                self.span(list),
                "`in` takes a list of fixed values",
                "write `x in [\"a\", \"b\"]`",
            ));
        };
        let mut words = Vec::new();
        for element in &list_expr.elements {
            let element = self.expression(element)?;
            words.push(match &element.kind {
                Kind::Literal(text) => self.constant(text, &of, &element)?,
                Kind::Constant(word) if element.ty == of.ty => *word,
                _ => return Err(self.mismatch(&element, &of.ty.name())),
            });
        }
        let value = self.scalar(&of)?;
        let scalar: Scalar = Arc::new(move |frame| match value(frame) {
            Word::NULL => Word::NULL,
            word => Word::from_bool(words.contains(&word)),
        });
        Ok(self.node(Type::Bool, expr, scalar, of.needs))
    }

    fn minus(&mut self, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let of = self.expression(of)?;
        let inner = self.scalar(&of)?;
        let scalar: Scalar = match of.ty {
            Type::Int | Type::Duration => Arc::new(move |frame| inner(frame).some().map_or(Word::NULL, |v| Word(-v))),
            Type::Double => Arc::new(move |frame| match inner(frame) {
                Word::NULL => Word::NULL,
                word => Word::from_f64(-word.to_f64()),
            }),
            _ => return Err(self.mismatch(&of, "a number")),
        };
        Ok(self.node(of.ty.clone(), expr, scalar, of.needs))
    }

    fn arithmetic(&mut self, operator: &str, left: &IdedExpr, right: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (left, right) = (self.expression(left)?, self.expression(right)?);
        let needs = left.needs.clone().and(&right.needs);
        if let (Kind::Values(all), Kind::Values(more), "_+_") = (&left.kind, &right.kind, operator) {
            if left.ty != right.ty {
                return Err(self.mismatch(&right, &left.ty.name()));
            }
            let kind = Kind::Values([all.as_slice(), more.as_slice()].concat());
            // One of the lists is enough.
            let needs = left.needs.clone().or(&right.needs);
            return Ok(Node { ty: left.ty, span: self.span(expr), kind, needs });
        }
        let Some(ty) = result_type(operator, &left.ty, &right.ty) else {
            let what = format!("{} cannot be combined with {} here", left.ty.name(), right.ty.name());
            return Err(self.wrong(
                self.span(expr),
                what,
                "times differ by durations; `hours(...)` makes a number of one",
            ));
        };
        let scalar: Scalar = if ty == Type::Double {
            let (a, b) = (self.number(&left)?, self.number(&right)?);
            let operate = float_operation(operator);
            Arc::new(move |frame| match (a(frame), b(frame)) {
                (Word::NULL, _) | (_, Word::NULL) => Word::NULL,
                (a, b) => Word::from_f64(operate(a.to_f64(), b.to_f64())),
            })
        } else {
            let (a, b) = (self.scalar(&left)?, self.scalar(&right)?);
            let days = if left.ty == Type::Date { DAY } else { 1 };
            let operate = int_operation(operator);
            Arc::new(move |frame| match (a(frame).some(), b(frame).some()) {
                (Some(a), Some(b)) => operate(a, b).and_then(|v| v.checked_mul(days)).map_or(Word::NULL, Word),
                _ => Word::NULL,
            })
        };
        Ok(self.node(ty, expr, scalar, needs))
    }
}

/// Microseconds of a day.
pub(crate) const DAY: i64 = 86_400_000_000;

fn any(left: Word, right: Word) -> Word {
    match (left, right) {
        (Word::TRUE, _) | (_, Word::TRUE) => Word::TRUE,
        (Word::FALSE, Word::FALSE) => Word::FALSE,
        _ => Word::NULL,
    }
}

fn comparison(operator: &str) -> fn(std::cmp::Ordering) -> bool {
    match operator {
        "_<_" => std::cmp::Ordering::is_lt,
        "_<=_" => std::cmp::Ordering::is_le,
        "_>_" => std::cmp::Ordering::is_gt,
        _ => std::cmp::Ordering::is_ge,
    }
}

/// What `left operator right` gives; `None` when it means nothing. Division is always in double precision: a share of
/// two counts must not become 0.
fn result_type(operator: &str, left: &Type, right: &Type) -> Option<Type> {
    match (operator, left, right) {
        ("_/_", l, r) if l.is_number() && r.is_number() => Some(Type::Double),
        ("_%_", Type::Int, Type::Int) => Some(Type::Int),
        (_, Type::Int, Type::Int) => Some(Type::Int),
        ("_+_" | "_-_" | "_*_", l, r) if l.is_number() && r.is_number() => Some(Type::Double),
        ("_-_", Type::Time, Type::Time) | ("_-_", Type::Date, Type::Date) => Some(Type::Duration),
        ("_+_" | "_-_", Type::Time, Type::Duration) => Some(Type::Time),
        ("_+_", Type::Duration, Type::Time) => Some(Type::Time),
        ("_+_" | "_-_", Type::Duration, Type::Duration) => Some(Type::Duration),
        ("_*_", Type::Duration, Type::Int) | ("_*_", Type::Int, Type::Duration) => Some(Type::Duration),
        _ => None,
    }
}

fn float_operation(operator: &str) -> fn(f64, f64) -> f64 {
    match operator {
        "_+_" => |a, b| a + b,
        "_-_" => |a, b| a - b,
        "_*_" => |a, b| a * b,
        _ => |a, b| a / b,
    }
}

fn int_operation(operator: &str) -> fn(i64, i64) -> Option<i64> {
    match operator {
        "_+_" => i64::checked_add,
        "_-_" => i64::checked_sub,
        "_*_" => i64::checked_mul,
        _ => i64::checked_rem,
    }
}
