//! What needs several subjects at once is worked out before the dataflow, as tables that sentences read like any other
//! (`made = true` in `schema/`). Every process of a cluster works out the same rows for itself.

use sekisho_read::Dataset;
use sekisho_schema::Schema;

/// Works out every made table and gives it to the dataset.
pub fn make(_dataset: &mut Dataset, _schema: &Schema) -> anyhow::Result<()> {
    Ok(())
}
