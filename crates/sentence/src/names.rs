//! Functions of names: one name against several others.

use std::sync::Arc;

use cel::common::ast::IdedExpr;
use sekisho_enrich::names::{name_in_common, one_of};
use sekisho_schema::Word;

use crate::compiler::{Compiler, Result};
use crate::node::{Needs, Node, Scalar, TextFn};
use crate::ty::Type;

impl Compiler<'_> {
    /// A name against others: true if it is so of one of them, false if it is known not to be so of some and of none that
    /// it is. Any of the others is enough.
    pub(crate) fn names(&mut self, what: &str, name: &IdedExpr, others: &[IdedExpr], expr: &IdedExpr) -> Result<Node> {
        let name = self.expression(name)?;
        let first = self.text(&name)?;
        let mut texts: Vec<TextFn> = Vec::new();
        let mut needs: Option<Needs> = None;
        for other in others {
            let node = self.expression(other)?;
            texts.push(self.text(&node)?);
            needs = Some(needs.map_or_else(|| node.needs.clone(), |known| known.or(&node.needs)));
        }
        let asks_whole = what == "same_name";
        let scalar: Scalar = Arc::new(move |frame| {
            let Some(first) = first(frame) else { return Word::NULL };
            let mut others = texts.iter().filter_map(|text| text(frame)).peekable();
            let answer = match asks_whole {
                true => one_of(first, others),
                false => others.peek().is_some().then(|| others.any(|other| name_in_common(first, other))),
            };
            answer.map_or(Word::NULL, Word::from_bool)
        });
        Ok(self.node(Type::Bool, expr, scalar, name.needs.and(&needs.unwrap_or_default())))
    }
}
