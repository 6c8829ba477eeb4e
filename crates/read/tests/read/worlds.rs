//! The labelled world that comes with the project reads without a rejected row.

use std::path::{Path, PathBuf};

use sekisho_read::Want;

use crate::sample::{everything, fetch, open, read_as, schema};

fn world() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("SEKISHO_SHARED").map_or(beside, PathBuf::from);
    let data = shared.join("worlds/plain/data");
    if data.is_dir() {
        return Some(data);
    }
    println!("skipped: there is no {}", data.display());
    None
}

#[test]
fn the_plain_world_reads_without_a_rejected_row() {
    let Some(root) = world() else { return };
    let schema = schema();
    assert_eq!(open(&root).notes(), []);
    let mut rows = 0;
    for table in schema.tables() {
        for want in [everything(table, false), everything(table, true), Want::default()] {
            let got = read_as(&root, &table.name, &want);
            assert_eq!(got.rejected.first(), None, "{}", table.name);
            rows = rows.max(got.rows_read);
            let chosen: Vec<_> = got.refs.iter().copied().step_by(got.refs.len() / 20 + 1).collect();
            assert_eq!(fetch(&root, &table.name, &chosen).len(), chosen.len());
        }
    }
    assert!(rows > 300_000, "{rows}");
}
