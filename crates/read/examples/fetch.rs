//! Fetches scattered rows of a table and prints the time: `fetch DATASET TABLE ROWS`.

use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use sekisho_read::{Dataset, RowRef, Want};
use sekisho_schema::{ColumnId, Schema};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, root, table, rows] = args.as_slice() else { return Err("usage: fetch DATASET TABLE ROWS".into()) };
    let schema = Arc::new(Schema::embedded()?);
    let table = schema.table(table).ok_or("no such table")?;
    let dataset = Dataset::open(Path::new(root), &schema)?;
    let units = dataset.units().into_iter().filter(|unit| unit.table == table.id);
    let all: Vec<RowRef> =
        units.flat_map(|unit| dataset.open_unit(&unit, &Want::default()).flat_map(|piece| piece.batch.refs)).collect();
    let chosen: Vec<RowRef> = all.iter().copied().step_by((all.len() / rows.parse::<usize>()?).max(1)).collect();
    let columns: Vec<ColumnId> = table.own_columns().map(|(id, _)| id).collect();
    let begun = Instant::now();
    let cells = dataset.fetch(table.id, &chosen, &columns)?;
    println!(
        "{} of {} rows in {:.3} s; the last: {:?}",
        cells.len(),
        all.len(),
        begun.elapsed().as_secs_f64(),
        cells.last()
    );
    Ok(())
}
