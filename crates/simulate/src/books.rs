//! Everything that is being written: the tables, the reference lists and the truth.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::network::{Atlas, Net};
use crate::sheet::Sheet;
use crate::tables::{Row, Table};
use crate::truth::Truth;
use crate::{Error, Plan};

/// All files of a marketplace.
pub struct Books {
    /// Whether only the tables of a light plan are written.
    pub light: bool,
    /// What was planted.
    pub truth: Truth,
    sheets: Vec<Option<Sheet>>,
    shared: Vec<(String, &'static str)>,
    wallets: Vec<String>,
    lists: PathBuf,
}

impl Books {
    /// Begins all files below `out`.
    pub fn begin(plan: &Plan, out: &Path) -> Result<Self, Error> {
        let (data, lists) = (out.join("data"), out.join("data/lists"));
        for folder in [&lists, &out.join("truth")] {
            fs::create_dir_all(folder).map_err(|source| Error::Write { path: folder.clone(), source })?;
        }
        let mut sheets = Vec::new();
        for table in Table::ALL {
            let wanted = !plan.light || table.is_light();
            let begin = || Sheet::begin(&data, table.file(), table.columns(), plan.format);
            sheets.push(wanted.then(begin).transpose()?);
        }
        let truth = Truth::begin(&out.join("truth"))?;
        Ok(Self { light: plan.light, truth, sheets, shared: Vec::new(), wallets: Vec::new(), lists })
    }

    /// Whether a table is written at all.
    pub const fn has(&self, table: Table) -> bool {
        !self.light || table.is_light()
    }

    /// Adds a row to its table, if that table is written.
    pub fn put<R: Row>(&mut self, row: &R) -> Result<(), Error> {
        let Some(sheet) = &mut self.sheets[R::TABLE as usize] else { return Ok(()) };
        let mut result = Ok(());
        row.cells(&mut |cells| result = sheet.add(cells));
        result
    }

    /// Adds rows.
    pub fn put_all<R: Row>(&mut self, rows: &[R]) -> Result<(), Error> {
        rows.iter().try_for_each(|row| self.put(row))
    }

    /// Makes an address known as a shared network of a kind.
    pub fn share_network(&mut self, net: Net, kind: &'static str) {
        self.shared.push((format!("{}/32", net.address), kind));
    }

    /// Puts a wallet on the list of sanctioned wallets.
    pub fn list_wallet(&mut self, wallet: &str) {
        self.wallets.push(wallet.to_owned());
    }

    /// Ends all files; returns the rows per table.
    pub fn end(mut self, atlas: &Atlas) -> Result<(BTreeMap<String, u64>, Truth), Error> {
        self.shared.extend(atlas.carrier_networks().into_iter().map(|cidr| (cidr, "carrier_nat")));
        self.shared.sort();
        self.wallets.sort();
        self.write_list("ip_ranges.csv", &ranges_text(atlas))?;
        let shared: String = self.shared.iter().map(|(cidr, kind)| format!("{cidr},{kind}\n")).collect();
        self.write_list("shared_networks.csv", &format!("cidr,kind\n{shared}"))?;
        self.write_list("wallets.txt", &format!("{}\n", self.wallets.join("\n")))?;
        let mut rows = BTreeMap::new();
        for (table, sheet) in Table::ALL.iter().zip(self.sheets) {
            if let Some(sheet) = sheet {
                rows.insert(table.file().to_owned(), sheet.end()?);
            }
        }
        Ok((rows, self.truth))
    }

    fn write_list(&self, name: &str, text: &str) -> Result<(), Error> {
        let path = self.lists.join(name);
        let written = fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|source| Error::Write { path, source })
    }
}

fn ranges_text(atlas: &Atlas) -> String {
    let mut ranges: Vec<_> = atlas.ranges.iter().collect();
    ranges.sort_by_key(|range| range.first);
    let mut text = "start_ip,end_ip,country,asn,kind,provider,latitude,longitude\n".to_owned();
    for range in ranges {
        text.push_str(&format!(
            "{},{},{},{},{},{},{},{}\n",
            range.first,
            range.last,
            range.country,
            range.asn,
            range.kind,
            range.provider,
            range.latitude,
            range.longitude
        ));
    }
    text
}
