//! Rows of a text file, whatever its format.

use serde_json::{Map, Value};

use crate::cell::Cell;
use crate::csv::{self, Split};
use crate::input::Input;
use crate::jsonl::{self, Names};

/// A cell of the row at hand; texts by their place, because the window that holds them moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Slot {
    /// Nothing.
    Null,
    /// From here to there in the record.
    Line(usize, usize),
    /// From here to there in the texts that had to be rewritten.
    Scratch(usize, usize),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// Something no column can hold, with its name.
    Odd(&'static str),
}

/// What comes next in a file.
#[derive(Debug)]
pub(crate) enum Step {
    /// A row whose cells can be asked for.
    Row,
    /// A row that has no cells.
    Bad { reason: String, row: Value },
    /// Reading ended before the end of the file.
    Damage(String),
    /// Nothing.
    End,
}

/// How a record is taken apart.
enum Shape {
    Csv {
        header: Vec<String>,
        /// By own column, the field that holds it.
        places: Vec<Option<usize>>,
    },
    Jsonl(Names),
}

/// Reads the rows of one text file in order.
pub(crate) struct TextRows {
    input: Input,
    shape: Shape,
    slots: Vec<Slot>,
    scratch: Vec<u8>,
    /// The bytes of the record at hand.
    record: usize,
    line: u64,
    next_line: u64,
    stopped: bool,
}

impl TextRows {
    /// Reads the header of a CSV file; the rows follow.
    ///
    /// # Errors
    /// Why there is no header.
    pub(crate) fn csv(input: Input) -> Result<Self, String> {
        let mut rows = Self::new(input, Shape::Csv { header: Vec::new(), places: Vec::new() });
        let header = match rows.next_csv() {
            Step::Damage(reason) => return Err(reason),
            Step::End => Vec::new(),
            Step::Row | Step::Bad { .. } => {
                (0..rows.slots.len()).map(|field| rows.cell_of(rows.slots[field]).text().unwrap_or_default()).collect()
            }
        };
        rows.shape = Shape::Csv { header, places: Vec::new() };
        Ok(rows)
    }

    /// The rows of a JSONL file, with the columns that are looked for.
    pub(crate) fn jsonl(input: Input, names: Names) -> Self {
        Self::new(input, Shape::Jsonl(names))
    }

    fn new(mut input: Input, shape: Shape) -> Self {
        input.skip_byte_order_mark();
        let (slots, scratch) = (Vec::new(), Vec::new());
        Self { input, shape, slots, scratch, record: 0, line: 0, next_line: 1, stopped: false }
    }

    /// Says, by own column, which field of a CSV record holds it.
    pub(crate) fn place(&mut self, columns: Vec<Option<usize>>) {
        if let Shape::Csv { places, .. } = &mut self.shape {
            *places = columns;
        }
    }

    /// The names in the header of a CSV file.
    pub(crate) fn header(&self) -> &[String] {
        match &self.shape {
            Shape::Csv { header, .. } => header,
            Shape::Jsonl(_) => &[],
        }
    }

    /// The keys met so far in a JSONL file.
    pub(crate) fn names(&self) -> Option<&Names> {
        match &self.shape {
            Shape::Jsonl(names) => Some(names),
            Shape::Csv { .. } => None,
        }
    }

    /// The physical line on which the record at hand, or the damage, begins.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Moves to the next row.
    pub(crate) fn step(&mut self) -> Step {
        if self.stopped {
            return Step::End;
        }
        let step = match self.shape {
            Shape::Csv { .. } => self.next_csv(),
            Shape::Jsonl(_) => self.next_json(),
        };
        self.stopped = matches!(step, Step::Damage(_) | Step::End);
        step
    }

    /// A cell of the row at hand, by own column.
    #[inline]
    pub(crate) fn cell(&self, column: usize) -> Cell<'_> {
        match &self.shape {
            Shape::Csv { places, .. } => match places.get(column) {
                Some(Some(field)) => self.cell_of(self.slots[*field]),
                _ => Cell::Null,
            },
            Shape::Jsonl(_) => self.slots.get(column).map_or(Cell::Null, |slot| self.cell_of(*slot)),
        }
    }

    /// All cells of the row at hand as text, with the names that the file gives them.
    pub(crate) fn row(&self) -> Value {
        let Shape::Csv { header, .. } = &self.shape else { return jsonl::row(&self.input.rest()[..self.record]) };
        let value = |slot: &Slot| self.cell_of(*slot).rejected_value();
        let mut row: Map<String, Value> =
            header.iter().zip(&self.slots).map(|(name, slot)| (name.clone(), value(slot))).collect();
        if let Some(more @ [_, ..]) = self.slots.get(header.len()..) {
            row.insert("(more)".to_owned(), more.iter().map(value).collect());
        }
        Value::Object(row)
    }

    #[inline]
    fn cell_of(&self, slot: Slot) -> Cell<'_> {
        match slot {
            Slot::Null => Cell::Null,
            Slot::Line(from, to) => Cell::Bytes(&self.input.rest()[from..to]),
            Slot::Scratch(from, to) => Cell::Bytes(&self.scratch[from..to]),
            Slot::Int(value) => Cell::Int(value),
            Slot::Float(value) => Cell::Float(value),
            Slot::Bool(value) => Cell::Bool(value),
            Slot::Odd(name) => Cell::Odd(name),
        }
    }

    fn next_csv(&mut self) -> Step {
        loop {
            self.begin();
            if self.input.rest().is_empty() && self.input.ended() {
                return Step::End;
            }
            match csv::split(self.input.rest(), self.input.ended(), &mut self.slots, &mut self.scratch) {
                Split::Record { bytes, breaks } => {
                    self.record = bytes;
                    self.next_line += breaks + 1;
                    if !matches!(self.slots[..], [Slot::Line(from, to)] if from == to) {
                        return self.with_right_width();
                    }
                }
                Split::More => {
                    if let Err(reason) = self.input.more() {
                        return Step::Damage(reason);
                    }
                }
                Split::OpenQuote => {
                    let reason =
                        "expected a quote that closes the one opened in this record, found the end of the file";
                    return Step::Damage(reason.to_owned());
                }
            }
        }
    }

    fn with_right_width(&self) -> Step {
        let (expected, found) = (self.header().len(), self.slots.len());
        if expected == found {
            return Step::Row;
        }
        let reason = format!("expected {expected} fields as in the header, found {found}");
        Step::Bad { reason, row: self.row() }
    }

    fn next_json(&mut self) -> Step {
        loop {
            self.begin();
            let rest = self.input.rest();
            let (bytes, record) = match memchr::memchr(b'\n', rest) {
                Some(length) => (length + 1, length),
                None if self.input.ended() && rest.is_empty() => return Step::End,
                None if self.input.ended() => (rest.len(), rest.len()),
                None => match self.input.more() {
                    Ok(()) => continue,
                    Err(reason) => return Step::Damage(reason),
                },
            };
            self.next_line += 1;
            self.record = bytes;
            if !rest[..record].trim_ascii().is_empty() {
                return self.parse_json(record);
            }
        }
    }

    fn parse_json(&mut self, record: usize) -> Step {
        let Shape::Jsonl(names) = &mut self.shape else { return Step::End };
        let line = &self.input.rest()[..record];
        match jsonl::parse(line, names, &mut self.slots, &mut self.scratch) {
            Ok(()) => Step::Row,
            Err(error) => {
                let (reason, row) = jsonl::refuse(line, &error);
                Step::Bad { reason, row }
            }
        }
    }

    /// Leaves the record at hand.
    fn begin(&mut self) {
        self.input.consume(self.record);
        self.record = 0;
        self.line = self.next_line;
    }
}
