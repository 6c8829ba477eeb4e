//! What can be asked of texts.

use std::sync::Arc;

use cel::common::ast::{CallExpr, IdedExpr};
use regex::Regex;
use sekisho_schema::Word;

use crate::compiler::{Compiler, Result};
use crate::node::{Kind, Node, Scalar};
use crate::reference::On;
use crate::ty::Type;

impl Compiler<'_> {
    pub(crate) fn text_method(&mut self, on: &Node, call: &CallExpr, expr: &IdedExpr) -> Result<Node> {
        match (call.func_name.as_str(), call.args.as_slice()) {
            ("size", []) => self.length(on, expr),
            ("contains" | "startsWith" | "endsWith" | "matches", [pattern]) => self.search(on, call, pattern, expr),
            _ => Err(self.no_such(call, expr, On::Text)),
        }
    }

    pub(crate) fn length(&mut self, on: &Node, expr: &IdedExpr) -> Result<Node> {
        let text = self.text(on)?;
        let scalar: Scalar =
            Arc::new(move |frame| text(frame).map_or(Word::NULL, |text| Word(text.chars().count() as i64)));
        Ok(self.node(Type::Int, expr, scalar, on.needs.clone()))
    }

    fn search(&mut self, on: &Node, call: &CallExpr, pattern: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let text = self.text(on)?;
        let pattern = self.expression(pattern)?;
        let Kind::Literal(wanted) = pattern.kind.clone() else {
            let hint = "write it in quotes, or name it in `[limits]`";
            return Err(self.wrong(pattern.span, "expected a text that is known beforehand", hint));
        };
        let scalar: Scalar = match call.func_name.as_str() {
            "contains" => {
                Arc::new(move |frame| text(frame).map_or(Word::NULL, |text| Word::from_bool(text.contains(&wanted))))
            }
            "startsWith" => {
                Arc::new(move |frame| text(frame).map_or(Word::NULL, |text| Word::from_bool(text.starts_with(&wanted))))
            }
            "endsWith" => {
                Arc::new(move |frame| text(frame).map_or(Word::NULL, |text| Word::from_bool(text.ends_with(&wanted))))
            }
            _ => {
                let regex = Regex::new(&wanted).map_err(|error| {
                    let reason = error.to_string();
                    let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                    self.wrong(
                        pattern.span,
                        format!("this pattern cannot be read: {reason}"),
                        "patterns are those of the Rust crate `regex`",
                    )
                })?;
                Arc::new(move |frame| text(frame).map_or(Word::NULL, |text| Word::from_bool(regex.is_match(text))))
            }
        };
        Ok(self.node(Type::Bool, expr, scalar, on.needs.clone()))
    }
}
