//! The walk over the tree: every expression becomes a typed [`Node`].

use std::collections::BTreeMap;
use std::sync::Arc;

use cel::common::ast::{Expr, IdedExpr, LiteralValue};
use sekisho_dossier::{Plan, SlotId};
use sekisho_schema::{Schema, SubjectKind, TableId, Word};

use crate::cohort::Cohorts;
use crate::diagnostic::Diagnostic;
use crate::frame::MAX_BOUND;
use crate::node::{Kind, Needs, Node, Scalar, TextFn};
use crate::parse::Parsed;
use crate::presence::Presence;
use crate::ty::Type;

pub(crate) type Result<T> = std::result::Result<T, Diagnostic>;

/// A named threshold.
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// A whole number.
    Int(i64),
    /// A number.
    Double(f64),
    /// A length of time in microseconds.
    Duration(i64),
    /// A text, for `matches` say.
    Text(String),
}

/// The thresholds of one indicator by name.
pub type Limits = BTreeMap<String, Limit>;

/// A bound row.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub name: String,
    pub table: TableId,
    pub slot: Option<SlotId>,
}

/// Everything a sentence is compiled against.
pub(crate) struct Compiler<'a> {
    pub source: &'a str,
    pub parsed: &'a Parsed,
    pub schema: &'a Schema,
    pub subject: SubjectKind,
    pub presence: &'a dyn Presence,
    pub plan: &'a mut Plan,
    pub cohorts: &'a mut Cohorts,
    pub limits: &'a Limits,
    pub scope: Vec<Variable>,
}

impl Compiler<'_> {
    pub fn expression(&mut self, expr: &IdedExpr) -> Result<Node> {
        match &expr.expr {
            Expr::Literal(literal) => self.literal(literal, expr),
            Expr::Ident(name) => self.identifier(name, expr),
            Expr::Select(select) => self.select(select, expr),
            Expr::Call(call) => match &call.target {
                Some(target) => self.method(target, call, expr),
                None => self.call(call, expr),
            },
            Expr::List(_) => {
                Err(self.wrong(self.span(expr), "a list stands only behind `in`", "write `x in [\"a\", \"b\"]`"))
            }
            _ => Err(self.wrong(
                self.span(expr),
                "this part of CEL is not used in sentences",
                "maps and structs have no place here",
            )),
        }
    }

    fn literal(&self, literal: &LiteralValue, expr: &IdedExpr) -> Result<Node> {
        let (ty, kind) = match literal {
            LiteralValue::Boolean(value) => (Type::Bool, Kind::Constant(Word::from_bool(*value.inner()))),
            LiteralValue::Int(value) => (Type::Int, Kind::Constant(Word(*value.inner()))),
            LiteralValue::Double(value) => (Type::Double, Kind::Constant(Word::from_f64(*value.inner()))),
            LiteralValue::String(value) => (Type::Text, Kind::Literal(value.inner().to_owned())),
            LiteralValue::Null => {
                let hint = "ask `has(x.column)` whether there is a value";
                return Err(self.wrong(self.span(expr), "null compares with nothing", hint));
            }
            _ => return Err(self.wrong(self.span(expr), "this kind of literal is not used in sentences", "")),
        };
        Ok(Node { ty, span: self.span(expr), kind, needs: Needs::default() })
    }

    pub fn span(&self, expr: &IdedExpr) -> (usize, usize) {
        self.parsed.span(expr, self.source)
    }

    pub fn wrong(&self, span: (usize, usize), message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
        Diagnostic::at(self.source, span, message, hint)
    }

    /// Binds a row for the time of compiling a lambda's body.
    pub fn with_row<T>(
        &mut self,
        variable: Variable,
        span: (usize, usize),
        body: impl FnOnce(&mut Self, usize) -> Result<T>,
    ) -> Result<T> {
        if self.scope.len() >= MAX_BOUND {
            return Err(self.wrong(
                span,
                format!("more than {MAX_BOUND} rows are bound at once"),
                "split the sentence",
            ));
        }
        self.scope.push(variable);
        let place = self.scope.len() - 1;
        let done = body(self, place);
        self.scope.pop();
        done
    }

    /// The node as a closure that gives a word.
    pub fn scalar(&mut self, node: &Node) -> Result<Scalar> {
        Ok(match &node.kind {
            Kind::Constant(word) => {
                let word = *word;
                Arc::new(move |_| word)
            }
            Kind::Literal(text) => {
                let word = Word::fingerprint(text.as_bytes());
                Arc::new(move |_| word)
            }
            Kind::Column(read) => self.read_word(read),
            Kind::Scalar(scalar) => Arc::clone(scalar),
            Kind::Rows(_) | Kind::Values(_) => {
                let hint = "say what of them is meant: `.size()`, `.exists(x, ...)`, `.distinct(x, ...)`";
                return Err(self.wrong(node.span, format!("found {}, expected one value", node.ty.name()), hint));
            }
        })
    }

    /// The node as a closure that gives a text.
    pub fn text(&mut self, node: &Node) -> Result<TextFn> {
        self.require(node, &Type::Text)?;
        match &node.kind {
            Kind::Column(read) if read.looked_up => {
                let hint = "compare it with `==`, or read the text in the table where it stands";
                Err(self.wrong(node.span, "the text of a looked-up column cannot be read", hint))
            }
            Kind::Column(read) => Ok(self.read_text(read)),
            Kind::Constant(_) => Ok(Arc::new(|_| None)),
            _ => Err(self.wrong(node.span, "a text that is known beforehand is of no use here", "")),
        }
    }

    /// The node as a number in double precision.
    pub fn number(&mut self, node: &Node) -> Result<Scalar> {
        let scalar = self.scalar(node)?;
        match node.ty {
            Type::Double => Ok(scalar),
            Type::Int => {
                Ok(Arc::new(move |frame| scalar(frame).some().map_or(Word::NULL, |int| Word::from_f64(int as f64))))
            }
            _ => Err(self.mismatch(node, "a number")),
        }
    }

    /// A sentence's condition.
    pub fn condition(&mut self, node: &Node) -> Result<Scalar> {
        self.require(node, &Type::Bool)?;
        self.scalar(node)
    }

    pub fn require(&self, node: &Node, ty: &Type) -> Result<()> {
        if node.ty == *ty { Ok(()) } else { Err(self.mismatch(node, &ty.name())) }
    }

    pub fn mismatch(&self, node: &Node, expected: &str) -> Diagnostic {
        let found = if matches!(node.ty, Type::Enum(_)) { "an enumeration".to_owned() } else { node.ty.name() };
        self.wrong(node.span, format!("found {found}, expected {expected}"), self.way_out(node, expected))
    }

    /// What to do about a value of the wrong type.
    fn way_out(&self, node: &Node, expected: &str) -> &'static str {
        let written = self.source.get(node.span.0..).unwrap_or_default();
        let is_number = node.ty.is_number();
        match (&node.ty, &node.kind, expected) {
            (Type::Duration, _, "a number") => "turn it into one with `hours(...)` or `days(...)`",
            (Type::Text, _, "duration") => "write `duration(\"24h\")`",
            (_, _, "duration") if is_number => "write `duration(\"24h\")`, or give the limit a unit: `value = \"24h\"`",
            (_, _, "something that has an order") => "numbers, times, dates and durations have an order",
            (Type::Rows, _, "bool") => "ask something of the rows: `.exists(x, ...)` or `.size() > 0`",
            (_, _, "bool") if is_number || node.ty == Type::Duration => {
                "compare it with something, such as `... >= limits.least`"
            }
            (_, Kind::Literal(text), "int" | "double" | "a number") if text.parse::<f64>().is_ok() => {
                "write it without quotes"
            }
            (_, Kind::Literal(text), "bool") if matches!(text.as_str(), "true" | "false") => "write it without quotes",
            (_, _, "int" | "double" | "a number" | "a number or a duration" | "values") => "",
            (_, Kind::Constant(_), _) if is_number && written.starts_with("limits.") => {
                "write the limit's value in quotes"
            }
            (_, Kind::Constant(_), _) if is_number => "write it in quotes",
            _ => "",
        }
    }
}

impl Limit {
    /// A limit written as text: a duration such as `24h`, else the text itself.
    pub fn from_text(text: &str) -> Self {
        crate::functions::parse_duration(text).map_or_else(|| Self::Text(text.to_owned()), Self::Duration)
    }
}
