//! Rows of JSONL.

use std::collections::BTreeSet;
use std::fmt;

use sekisho_schema::Table;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::reject::{reason, shown};
use crate::text_rows::Slot;

/// The keys that are looked for, and those that were met.
pub(crate) struct Names {
    columns: Vec<String>,
    /// Where the search for the next key begins: rows name their keys in the same order, mostly the schema's.
    next: usize,
    /// By own column, whether its key was met.
    pub(crate) seen: Vec<bool>,
    /// Keys that name no column; collected only while a file is looked at for the first time.
    pub(crate) unknown: Option<BTreeSet<String>>,
}

impl Names {
    /// The own columns of a table.
    pub(crate) fn of(table: &Table, collect_unknown: bool) -> Self {
        let columns: Vec<String> = table.own_columns().map(|(_, column)| column.name.clone()).collect();
        Self { seen: vec![false; columns.len()], columns, next: 0, unknown: collect_unknown.then(BTreeSet::new) }
    }

    fn find(&mut self, key: &str) -> Option<usize> {
        let (before, after) = self.columns.split_at(self.next);
        let later = after.iter().position(|name| name == key).map(|place| place + self.next);
        let place = later.or_else(|| before.iter().position(|name| name == key))?;
        self.next = place + 1;
        Some(place)
    }
}

/// Reads a line into one slot per own column.
pub(crate) fn parse(
    line: &[u8],
    names: &mut Names,
    slots: &mut Vec<Slot>,
    scratch: &mut Vec<u8>,
) -> Result<(), serde_json::Error> {
    slots.clear();
    slots.resize(names.seen.len(), Slot::Null);
    scratch.clear();
    let mut json = serde_json::Deserializer::from_slice(line);
    (&mut json).deserialize_map(Object { line, names, slots, scratch })?;
    json.end()
}

/// Why a line is no row, and the line itself.
pub(crate) fn refuse(line: &[u8], error: &serde_json::Error) -> (String, Value) {
    let text = String::from_utf8_lossy(line);
    let text = text.trim_end_matches('\r');
    let why = if std::str::from_utf8(line).is_err() {
        reason("UTF-8 text", &shown(text))
    } else if let Ok(value) = serde_json::from_slice::<Value>(line) {
        reason("a JSON object", kind(&value))
    } else {
        let said = error.to_string();
        let what = said.split(" at line ").next().unwrap_or(&said);
        format!("expected a JSON object, found text that is not JSON ({what} at byte {})", error.column())
    };
    (why, Value::String(text.to_owned()))
}

/// The cells of a line as text, with its own keys.
pub(crate) fn row(line: &[u8]) -> Value {
    match serde_json::from_slice(line) {
        Ok(Value::Object(cells)) => {
            Value::Object(cells.into_iter().map(|(key, cell)| (key, text(cell))).collect::<Map<_, _>>())
        }
        _ => Value::String(String::from_utf8_lossy(line).trim_end().to_owned()),
    }
}

fn text(cell: Value) -> Value {
    match cell {
        Value::Null | Value::String(_) => cell,
        other => Value::String(other.to_string()),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

struct Object<'a> {
    line: &'a [u8],
    names: &'a mut Names,
    slots: &'a mut [Slot],
    scratch: &'a mut Vec<u8>,
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(place) = map.next_key_seed(Key(self.names))? {
            match place {
                Some(place) => {
                    self.names.seen[place] = true;
                    self.slots[place] = map.next_value_seed(Scalar { line: self.line, scratch: self.scratch })?;
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A key as the place of its column.
struct Key<'a>(&'a mut Names);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Option<usize>, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Option<usize>, E> {
        let place = self.0.find(key);
        if let (None, Some(unknown)) = (place, &mut self.0.unknown) {
            unknown.insert(key.to_owned());
        }
        Ok(place)
    }
}

/// A value as a slot.
struct Scalar<'a> {
    line: &'a [u8],
    scratch: &'a mut Vec<u8>,
}

impl<'de> DeserializeSeed<'de> for Scalar<'_> {
    type Value = Slot;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Slot, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Scalar<'_> {
    type Value = Slot;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Slot, E> {
        // A borrowed text lies in the line: its place is all that outlives this call.
        let from = text.as_ptr() as usize - self.line.as_ptr() as usize;
        Ok(Slot::Line(from, from + text.len()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Slot, E> {
        let from = self.scratch.len();
        self.scratch.extend_from_slice(text.as_bytes());
        Ok(Slot::Scratch(from, self.scratch.len()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Slot, E> {
        Ok(Slot::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Slot, E> {
        Ok(i64::try_from(value).map_or(Slot::Float(value as f64), Slot::Int))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Slot, E> {
        Ok(Slot::Float(value))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Slot, E> {
        Ok(Slot::Bool(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Slot, E> {
        Ok(Slot::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Slot, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Slot::Odd("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Slot, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Slot::Odd("an object"))
    }
}
