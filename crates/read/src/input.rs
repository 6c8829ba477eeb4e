//! The bytes of a text file, unpacked, with a window on the record at hand.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;

use crate::format::Packing;

const FIRST_WINDOW: usize = 256 << 10;
/// A record longer than this is taken for damage: most likely a quote that is never closed.
const LONGEST_RECORD: usize = 256 << 20;

/// A window that grows to hold a whole record.
pub(crate) struct Input {
    source: Box<dyn Read + Send>,
    packing: Packing,
    window: Vec<u8>,
    start: usize,
    end: usize,
    ended: bool,
    /// Why the source broke off, told when the bytes before have been used.
    broken: Option<String>,
}

impl Input {
    /// The file at this path, unpacked.
    pub(crate) fn open(path: &Path, packing: Packing) -> io::Result<Self> {
        let file = File::open(path)?;
        let source: Box<dyn Read + Send> = match packing {
            Packing::Plain => Box::new(file),
            Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(BufReader::with_capacity(64 << 10, file))),
            Packing::Zstd => Box::new(zstd::stream::read::Decoder::new(file)?),
        };
        Ok(Self::of(source, packing))
    }

    /// Any source of bytes that are unpacked already.
    pub(crate) fn of(source: Box<dyn Read + Send>, packing: Packing) -> Self {
        Self { source, packing, window: Vec::new(), start: 0, end: 0, ended: false, broken: None }
    }

    /// What is read and not used yet.
    #[inline]
    pub(crate) fn rest(&self) -> &[u8] {
        &self.window[self.start..self.end]
    }

    /// Whether nothing follows the rest.
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Moves past bytes that are used.
    pub(crate) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.end);
    }

    /// Skips the mark that some programs put before UTF-8.
    pub(crate) fn skip_byte_order_mark(&mut self) {
        if self.rest().is_empty() && self.more().is_err() {
            return;
        }
        if self.rest().starts_with(b"\xef\xbb\xbf") {
            self.consume(3);
        }
    }

    /// Brings more bytes, or finds the end.
    ///
    /// # Errors
    /// Why there are no more although the file is not at its end.
    pub(crate) fn more(&mut self) -> Result<(), String> {
        self.make_room()?;
        let before = self.end;
        while self.end < self.window.len() && self.broken.is_none() && !self.ended {
            match self.source.read(&mut self.window[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(bytes) => self.end += bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => self.broken = Some(self.damage(&error)),
            }
        }
        match &self.broken {
            // What has come is used before the reason for the rest is told.
            Some(reason) if self.end == before => Err(reason.clone()),
            _ => Ok(()),
        }
    }

    fn make_room(&mut self) -> Result<(), String> {
        self.window.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, self.end - self.start);
        if self.end == self.window.len() {
            if self.end >= LONGEST_RECORD {
                return Err(format!("expected a record of at most {} MiB, found no end of it", LONGEST_RECORD >> 20));
            }
            self.window.resize((self.end * 2).max(FIRST_WINDOW), 0);
        }
        Ok(())
    }

    fn damage(&self, error: &io::Error) -> String {
        let what = match error.kind() {
            ErrorKind::UnexpectedEof => "the end of the file before the end of the data".to_owned(),
            _ => format!("damage ({error})"),
        };
        format!("expected a whole {} file, found {what}", self.packing.name())
    }
}
