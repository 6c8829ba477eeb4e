//! What needs several subjects at once is worked out before the dataflow, as tables that sentences read like any other
//! (`made = true` in `schema/`). Every process of a cluster works out the same rows for itself.

use std::path::PathBuf;

use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_trail::Limits;

use crate::money::{ToldTrail, follow, passes, tell};

/// What was made besides tables.
pub struct Made {
    /// Money trails, those with the most bits first.
    pub trails: Vec<ToldTrail>,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// Works out every made table and gives it to the dataset.
pub fn make(dataset: &mut Dataset, schema: &Schema, lists: &[PathBuf], limits: &Limits) -> anyhow::Result<Made> {
    let money = follow(dataset, schema, lists, limits)?;
    let trails = tell(&money, dataset, schema)?;
    let rows = passes(&money, &trails, dataset, schema)?;
    if let Some(table) = schema.table("passes") {
        dataset.fill(table.id, rows);
    }
    Ok(Made { trails, notes: money.notes })
}
