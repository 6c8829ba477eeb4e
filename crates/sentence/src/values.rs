//! What can be asked of values.

use std::sync::Arc;

use cel::common::ast::{CallExpr, IdedExpr};
use sekisho_schema::Word;

use crate::compiler::{Compiler, Result};
use crate::frame::Frame;
use crate::node::{Item, Mapped, Node, Scalar, Seen};
use crate::reference::On;
use crate::scratch;
use crate::ty::Type;
use crate::windows;

impl Compiler<'_> {
    pub(crate) fn values_method(
        &mut self,
        lists: Vec<Mapped>,
        on: &Node,
        call: &CallExpr,
        expr: &IdedExpr,
    ) -> Result<Node> {
        match (call.func_name.as_str(), call.args.as_slice()) {
            ("longest_unbroken", [gap]) => self.longest_unbroken(lists, on, gap, expr),
            ("size" | "distinct" | "sum" | "min" | "max" | "average" | "median", []) => {
                self.fold(&call.func_name, lists, on, expr)
            }
            _ => Err(self.no_such(call, expr, On::Values)),
        }
    }

    fn longest_unbroken(&mut self, lists: Vec<Mapped>, on: &Node, gap: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        if on.ty != Type::Values(Box::new(Type::Time)) {
            return Err(self.mismatch(on, "values of time"));
        }
        let gap = self.expression(gap)?;
        self.require(&gap, &Type::Duration)?;
        let needs = on.needs.clone().and(&gap.needs);
        let gap = self.scalar(&gap)?;
        let scalar: Scalar = Arc::new(move |frame| {
            let Some(gap) = gap(frame).some() else { return Word::NULL };
            scratch::lend(|items| {
                if collect(&lists, frame, items) == Seen::NotEverything && items.is_empty() {
                    return Word::NULL;
                }
                // A stable sort finds the lists that are in order already and merges them.
                items.sort_by_key(|item| (item.value, item.list, item.row));
                let Some((stones, length)) = windows::longest_unbroken(items, gap) else { return Word(0) };
                stones.iter().for_each(|stone| lists[usize::from(stone.list)].bear(frame, stone.row));
                Word(length)
            })
        });
        Ok(self.node(Type::Duration, expr, scalar, needs))
    }

    /// One value from many. Every known value is a witness; for the number of different ones, and for the least and the
    /// greatest, the rows where they appear first are enough.
    pub(crate) fn fold(&mut self, name: &str, lists: Vec<Mapped>, on: &Node, expr: &IdedExpr) -> Result<Node> {
        let Type::Values(of) = &on.ty else { return Err(self.mismatch(on, "values")) };
        let of = of.as_ref().clone();
        let fits = match name {
            "size" | "distinct" => true,
            "min" | "max" => of.is_ordered(),
            _ => of.is_number() || of == Type::Duration,
        };
        if !fits {
            let what = if matches!(name, "min" | "max") { "values that have an order" } else { "values of numbers" };
            return Err(self.mismatch(on, what));
        }
        let ty = match name {
            "size" | "distinct" => Type::Int,
            "average" | "median" if of == Type::Int => Type::Double,
            _ => of.clone(),
        };
        let (fold, double) = (folding(name, &of), of == Type::Double);
        let scalar: Scalar = Arc::new(move |frame| {
            scratch::lend(|items| {
                if collect(&lists, frame, items) == Seen::NotEverything && items.is_empty() {
                    return Word::NULL;
                }
                let (word, needed) = fold(items, double);
                if frame.is_tracing() {
                    needed.iter().for_each(|item| lists[usize::from(item.list)].bear(frame, item.row));
                }
                word
            })
        });
        Ok(self.node(ty, expr, scalar, on.needs.clone()))
    }
}

/// Collects concatenated lists; each item remembers which it came from.
fn collect(lists: &[Mapped], frame: &Frame<'_>, items: &mut Vec<Item>) -> Seen {
    let mut seen = Seen::Everything;
    for (list, number) in lists.iter().zip(0u8..) {
        if list.collect(frame, number, items) == Seen::NotEverything {
            seen = Seen::NotEverything;
        }
    }
    seen
}

/// A fold gives the value and the items that it needs.
type Fold = fn(&mut Vec<Item>, bool) -> (Word, Vec<Item>);

fn folding(name: &str, of: &Type) -> Fold {
    match (name, of) {
        ("size", _) => |items, _| (Word(items.len() as i64), items.clone()),
        ("distinct", _) => |items, _| {
            items.sort_unstable_by_key(|item| (item.value, item.list, item.row));
            items.dedup_by_key(|item| item.value);
            (Word(items.len() as i64), items.clone())
        },
        ("sum", Type::Double) => |items, _| (Word::from_f64(in_order(items).iter().sum()), items.clone()),
        ("sum", _) => |items, _| (Word(items.iter().map(|item| item.value.0).sum()), items.clone()),
        ("min", _) => |items, double| extreme(items, double, false),
        ("max", _) => |items, double| extreme(items, double, true),
        ("average", Type::Double | Type::Int) => |items, double| {
            let total: f64 = numbers(items, double).iter().sum();
            (Word::from_f64(total / items.len() as f64), items.clone())
        },
        ("average", _) => |items, _| {
            let total: i64 = items.iter().map(|item| item.value.0).sum();
            (i64::try_from(items.len()).ok().and_then(|n| total.checked_div(n)).map_or(Word::NULL, Word), items.clone())
        },
        (_, Type::Duration) => |items, _| {
            items.sort_unstable_by_key(|item| item.value);
            (items.get(items.len().saturating_sub(1) / 2).map_or(Word::NULL, |item| item.value), items.clone())
        },
        _ => |items, double| {
            let values = numbers(items, double);
            (
                values.get(values.len().saturating_sub(1) / 2).map_or(Word::NULL, |value| Word::from_f64(*value)),
                items.clone(),
            )
        },
    }
}

fn number(item: &Item, double: bool) -> f64 {
    if double { item.value.to_f64() } else { item.value.0 as f64 }
}

/// The values in rising order: a sum must not depend on the order of rows.
fn numbers(items: &[Item], double: bool) -> Vec<f64> {
    let mut values: Vec<f64> = items.iter().map(|item| number(item, double)).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

fn in_order(items: &[Item]) -> Vec<f64> {
    numbers(items, true)
}

fn extreme(items: &[Item], double: bool, greatest: bool) -> (Word, Vec<Item>) {
    let compare = |a: &&Item, b: &&Item| match double {
        true => a.value.to_f64().total_cmp(&b.value.to_f64()),
        false => a.value.cmp(&b.value),
    };
    let found = if greatest { items.iter().max_by(compare) } else { items.iter().min_by(compare) };
    found.map_or((Word::NULL, Vec::new()), |item| (item.value, vec![*item]))
}
