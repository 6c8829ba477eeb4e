//! On which line a row stands: asked only for the few rows that are named to people.

use crate::batch::RowRef;
use crate::dataset::Dataset;
use crate::format::Format;
use crate::source;
use crate::text_rows::Step;

impl Dataset {
    /// The line of each of some rows, sorted: the physical line of text files, the number from 1 in Parquet. A file that
    /// cannot be read any more gives the row's number.
    pub fn lines(&self, refs: &[RowRef]) -> Vec<u64> {
        let mut lines = Vec::with_capacity(refs.len());
        for of_file in refs.chunk_by(|a, b| a.file() == b.file()) {
            lines.extend(self.lines_in_file(of_file));
        }
        lines
    }

    fn lines_in_file(&self, refs: &[RowRef]) -> Vec<u64> {
        let numbered = || refs.iter().map(|at| at.row() + 1).collect();
        let Some(info) = refs.first().and_then(|first| self.files().get(usize::from(first.file()))) else {
            return numbered();
        };
        if info.format == Format::Parquet {
            return numbered();
        }
        let table = self.schema().at(info.table);
        let Ok(mut text) = source::open_text(&self.root().join(&info.path), info, table) else { return numbered() };
        let mut lines = Vec::with_capacity(refs.len());
        let mut row = 0;
        while lines.len() < refs.len() {
            if matches!(text.step(), Step::End | Step::Damage(_)) {
                return numbered();
            }
            while refs.get(lines.len()).is_some_and(|at| at.row() == row) {
                lines.push(text.line());
            }
            row += 1;
        }
        lines
    }
}
