//! Functions that stand alone.

use std::sync::Arc;

use cel::common::ast::{CallExpr, Expr, IdedExpr};
use sekisho_enrich::{keys, mrz};
use sekisho_schema::{ColumnType, Word, word};

use crate::cohort::{Cohort, cohort_key};
use crate::compiler::{Compiler, Result};
use crate::frame::Frame;
use crate::node::{Kind, Needs, Node, RowSet, Scalar};
use crate::operators::DAY;
use crate::reference::On;
use crate::ty::Type;

/// A cohort of fewer members is no norm to compare with; chosen.
const LEAST_COHORT: usize = 10;
/// Mean radius of the Earth in kilometres (IUGG mean radius R1).
const EARTH_KM: f64 = 6371.0088;

impl Compiler<'_> {
    pub(crate) fn call(&mut self, call: &CallExpr, expr: &IdedExpr) -> Result<Node> {
        if let Some(done) = self.operator(call, expr) {
            return done;
        }
        match (call.func_name.as_str(), call.args.as_slice()) {
            ("has", [of]) => self.has(of, expr),
            ("yes" | "no", [of]) => self.decided(call.func_name == "yes", of, expr),
            ("size", [of]) => self.size_of(of, expr),
            ("duration" | "timestamp" | "date", [text]) => self.constant_of(&call.func_name, text, expr),
            ("seconds" | "minutes" | "hours" | "days", [of]) => self.amount(&call.func_name, of, expr),
            ("abs", [of]) => self.absolute(of, expr),
            ("ratio", [a, b]) => self.ratio(a, b, expr),
            ("day", [time]) => self.day(time, expr),
            ("local_hour" | "local_weekday" | "utc_offset_minutes", [time, zone]) => {
                self.local(&call.func_name, time, zone, expr)
            }
            ("distance_km", [a, b, c, d]) => self.distance([a, b, c, d], expr),
            ("same_address", [a, b]) => self.same_address(a, b, expr),
            ("same_name" | "name_in_common", [name, others @ ..]) if !others.is_empty() => {
                self.names(&call.func_name, name, others, expr)
            }
            ("mrz_right", [of]) => self.mrz(of, expr),
            ("cohort_median", [name, value, keys @ ..]) => self.cohort(name, (value, keys), 0.5, expr),
            ("cohort_quantile", [name, share, value, keys @ ..]) => {
                let Kind::Constant(quantile) = self.expression(share)?.kind else {
                    return Err(self.wrong(self.span(share), "expected a fixed share between 0 and 1", "such as 0.95"));
                };
                self.cohort(name, (value, keys), quantile.to_f64(), expr)
            }
            _ => Err(self.no_such(call, expr, On::Nothing)),
        }
    }

    fn has(&mut self, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(of)?;
        if !matches!((&of.expr, &node.kind), (Expr::Select(_), Kind::Column(_) | Kind::Constant(_))) {
            return Err(self.wrong(
                node.span,
                "`has` asks for a column of a row",
                "such as `has(account.verified_at)`",
            ));
        }
        let own = match &node.kind {
            Kind::Column(read) if matches!(read.of, crate::node::Bound::Own) => Some(read.slot),
            Kind::Constant(_) => return Ok(self.node(Type::Bool, expr, Arc::new(|_| Word::NULL), node.needs)),
            _ => None,
        };
        let value = self.scalar(&node)?;
        let scalar: Scalar = Arc::new(move |frame| match own {
            // Nobody's record is not a record without the value.
            Some(slot) if frame.dossier.range(slot).is_empty() => Word::NULL,
            _ => Word::from_bool(!value(frame).is_null()),
        });
        Ok(self.node(Type::Bool, expr, scalar, node.needs))
    }

    /// `yes(x)`: x is known to be true. `no(x)`: x is known to be false. Never unknown, so a column that a dataset lacks
    /// does not keep the sentence from being judged.
    fn decided(&mut self, wanted: bool, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(of)?;
        let value = self.condition(&node)?;
        let wanted = Word::from_bool(wanted);
        let scalar: Scalar = Arc::new(move |frame| Word::from_bool(value(frame) == wanted));
        // What is missing is told, but does not keep the sentence from being judged.
        let needs = Needs { possible: true, ..node.needs };
        Ok(self.node(Type::Bool, expr, scalar, needs))
    }

    fn size_of(&mut self, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(of)?;
        match node.ty {
            Type::Text => self.length(&node, expr),
            _ => {
                let hint = "of rows it is `rows.size()`";
                Err(self.wrong(node.span, format!("found {}, expected text", node.ty.name()), hint))
            }
        }
    }

    fn constant_of(&mut self, kind: &str, text: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(text)?;
        let Kind::Literal(literal) = &node.kind else { return Err(self.mismatch(&node, "a text in quotes")) };
        let (ty, word) = match kind {
            "duration" => (
                Type::Duration,
                parse_duration(literal).map(Word).ok_or_else(|| "a length such as `30m`, `24h` or `7d`".to_owned()),
            ),
            "timestamp" => (Type::Time, word::parse_as(&ColumnType::Time, literal)),
            _ => (Type::Date, word::parse_as(&ColumnType::Date, literal)),
        };
        let word =
            word.map_err(|expected| self.wrong(node.span, format!("found `{literal}`, expected {expected}"), ""))?;
        Ok(Node { ty, span: self.span(expr), kind: Kind::Constant(word), needs: Needs::default() })
    }

    fn amount(&mut self, unit: &str, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(of)?;
        self.require(&node, &Type::Duration)?;
        let value = self.scalar(&node)?;
        let micros = match unit {
            "seconds" => 1e6,
            "minutes" => 6e7,
            "hours" => 3.6e9,
            _ => DAY as f64,
        };
        let scalar: Scalar =
            Arc::new(move |frame| value(frame).some().map_or(Word::NULL, |v| Word::from_f64(v as f64 / micros)));
        Ok(self.node(Type::Double, expr, scalar, node.needs))
    }

    fn absolute(&mut self, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(of)?;
        let value = self.scalar(&node)?;
        let scalar: Scalar = match node.ty {
            Type::Int | Type::Duration => {
                Arc::new(move |frame| value(frame).some().map_or(Word::NULL, |v| Word(v.saturating_abs())))
            }
            Type::Double => Arc::new(move |frame| match value(frame) {
                Word::NULL => Word::NULL,
                word => Word::from_f64(word.to_f64().abs()),
            }),
            _ => return Err(self.mismatch(&node, "a number or a duration")),
        };
        Ok(self.node(node.ty.clone(), expr, scalar, node.needs))
    }

    fn ratio(&mut self, a: &IdedExpr, b: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (a, b) = (self.expression(a)?, self.expression(b)?);
        let (top, bottom) = (self.number(&a)?, self.number(&b)?);
        let scalar: Scalar = Arc::new(move |frame| match (top(frame), bottom(frame)) {
            (Word::NULL, _) | (_, Word::NULL) => Word::NULL,
            (top, bottom) => Word::from_f64(top.to_f64() / bottom.to_f64()),
        });
        Ok(self.node(Type::Double, expr, scalar, a.needs.and(&b.needs)))
    }

    fn day(&mut self, time: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(time)?;
        self.require(&node, &Type::Time)?;
        let value = self.scalar(&node)?;
        let scalar: Scalar =
            Arc::new(move |frame| value(frame).some().map_or(Word::NULL, |micros| Word(micros.div_euclid(DAY))));
        Ok(self.node(Type::Date, expr, scalar, node.needs))
    }

    fn local(&mut self, what: &str, time: &IdedExpr, zone: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (time, zone) = (self.expression(time)?, self.expression(zone)?);
        self.require(&time, &Type::Time)?;
        self.require(&zone, &Type::Timezone)?;
        let (at, zone_of) = (self.scalar(&time)?, self.scalar(&zone)?);
        let measure: fn(i64, i64) -> i64 = match what {
            "local_hour" => |minutes, _| minutes.rem_euclid(1_440) / 60,
            // 1970-01-01 was a Thursday, the fourth day of the week.
            "local_weekday" => |minutes, _| (minutes.div_euclid(1_440) + 3).rem_euclid(7) + 1,
            _ => |minutes, micros| minutes - micros.div_euclid(60_000_000),
        };
        let scalar: Scalar = Arc::new(move |frame| {
            let (Some(micros), zone) = (at(frame).some(), zone_of(frame)) else { return Word::NULL };
            let local = if zone.is_null() { None } else { frame.facts.clock.local_minutes(zone, micros) };
            local.map_or(Word::NULL, |minutes| Word(measure(minutes, micros)))
        });
        Ok(self.node(Type::Int, expr, scalar, time.needs.and(&zone.needs)))
    }

    fn distance(&mut self, places: [&IdedExpr; 4], expr: &IdedExpr) -> Result<Node> {
        let mut needs = Needs::default();
        let mut degrees: Vec<Scalar> = Vec::new();
        for place in places {
            let node = self.expression(place)?;
            degrees.push(self.number(&node)?);
            needs = needs.and(&node.needs);
        }
        let scalar: Scalar = Arc::new(move |frame| {
            let mut place = [0.0; 4];
            for (value, degree) in place.iter_mut().zip(&degrees) {
                let word = degree(frame);
                if word.is_null() {
                    return Word::NULL;
                }
                *value = word.to_f64().to_radians();
            }
            Word::from_f64(great_circle_km(place))
        });
        Ok(self.node(Type::Double, expr, scalar, needs))
    }

    fn same_address(&mut self, a: &IdedExpr, b: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let (a, b) = (self.expression(a)?, self.expression(b)?);
        let (first, second) = (self.text(&a)?, self.text(&b)?);
        let scalar: Scalar = Arc::new(move |frame| match (first(frame), second(frame)) {
            (Some(first), Some(second)) => Word::from_bool(keys::address_key(first) == keys::address_key(second)),
            _ => Word::NULL,
        });
        Ok(self.node(Type::Bool, expr, scalar, a.needs.and(&b.needs)))
    }

    fn mrz(&mut self, of: &IdedExpr, expr: &IdedExpr) -> Result<Node> {
        let node = self.expression(of)?;
        let text = self.text(&node)?;
        let scalar: Scalar = Arc::new(move |frame| match text(frame).map(mrz::check) {
            Some(mrz::MrzVerdict::Right) => Word::TRUE,
            Some(mrz::MrzVerdict::Wrong { .. }) => Word::FALSE,
            _ => Word::NULL,
        });
        Ok(self.node(Type::Bool, expr, scalar, node.needs))
    }

    /// A quantile of a cohort. Inside a lambda the members are all rows of the bound row's relation, in all dossiers;
    /// outside, they are the dossiers.
    fn cohort(
        &mut self,
        name: &IdedExpr,
        (value, keys): (&IdedExpr, &[IdedExpr]),
        share: f64,
        expr: &IdedExpr,
    ) -> Result<Node> {
        // The name is for people: it says in the sentence whom the subject is compared with.
        if !matches!(self.expression(name)?.kind, Kind::Literal(_)) {
            return Err(self.wrong(
                self.span(name),
                "expected the cohort's name in quotes",
                "such as \"bids of one category\"",
            ));
        }
        let value = self.expression(value)?;
        let mut needs = value.needs.clone();
        let number = self.number(&value)?;
        let mut of_keys = Vec::new();
        for key in keys {
            let key = self.expression(key)?;
            needs = needs.and(&key.needs);
            of_keys.push(self.scalar(&key)?);
        }
        let rows = self
            .scope
            .last()
            .map(|row| (RowSet { slot: row.slot, table: row.table, filters: Vec::new() }, self.scope.len() - 1));
        let cohort = self.cohorts.all.len() as u16;
        self.cohorts.all.push(Cohort { subject: self.subject, rows, value: number, keys: of_keys.clone() });
        let scalar: Scalar = Arc::new(move |frame: &Frame<'_>| {
            let quantile = cohort_key(&of_keys, frame)
                .and_then(|key| frame.facts.cohorts.quantile(cohort, key, share, LEAST_COHORT));
            quantile.map_or(Word::NULL, Word::from_f64)
        });
        Ok(self.node(Type::Double, expr, scalar, needs))
    }
}

/// `30m`, `24h`, `7d`, `90s` in microseconds.
pub(crate) fn parse_duration(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let number: f64 = text.strip_suffix(unit)?.parse().ok().filter(|n: &f64| n.is_finite())?;
    let micros = match unit {
        's' => 1e6,
        'm' => 6e7,
        'h' => 3.6e9,
        'd' => DAY as f64,
        _ => return None,
    };
    Some((number * micros) as i64)
}

/// Great-circle distance by the haversine formula; latitudes and longitudes in radians.
fn great_circle_km([lat_a, lon_a, lat_b, lon_b]: [f64; 4]) -> f64 {
    let half =
        ((lat_b - lat_a) / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
    2.0 * EARTH_KM * half.sqrt().min(1.0).asin()
}
