//! What a scan wrote of ties, rings and scores.

use std::fs::File;
use std::path::Path;

use anyhow::Context;
use sekisho_tie::Kind;

/// The files of an `OUT` folder that speak of ties.
pub struct Written {
    /// `links.csv`.
    pub links: Vec<Link>,
    /// `left_out.csv`.
    pub left_out: Vec<LeftOut>,
    /// `rings.csv`: suspected rings only.
    pub rings: Vec<Member>,
    /// `scores.csv`: accounts with a finding.
    pub scores: Vec<Score>,
}

/// One tie: a row of `links.csv`.
pub struct Link {
    /// Its two accounts.
    pub accounts: [String; 2],
    /// What it is.
    pub kind: Kind,
    /// What it says by itself.
    pub bits: f32,
    /// Keys of rows, parted by blanks.
    pub witness: String,
    /// What is shared, shortened.
    pub shared: String,
    /// Its fingerprint.
    pub value: u64,
    /// How many accounts share it.
    pub on: u32,
    /// How often the two do: days, texts, handovers.
    pub repeats: u32,
    /// How alike near copies are, 0 to 1.
    pub similarity: f32,
    /// The first and the last time, RFC 3339; empty when not known.
    pub span: [String; 2],
}

/// A shared value that does not count: a row of `left_out.csv`.
pub struct LeftOut {
    /// The name of the kind of tie that it would be.
    pub kind: String,
    /// The value, shortened.
    pub shared: String,
    /// How many accounts share it.
    pub on: usize,
    /// Why it was left out.
    pub why: String,
    /// A row that shows it.
    pub witness: String,
    /// Some of the accounts, with a blank before and after each.
    ids: String,
}

/// One account of a ring: a row of `rings.csv`.
pub struct Member {
    /// The ring.
    pub ring_id: String,
    /// The account.
    pub account_id: String,
}

/// A row of `scores.csv`.
pub struct Score {
    /// The account.
    pub account_id: String,
    /// Bits (log2 of odds).
    pub bits: f64,
    /// `watch`, `review` or `urgent`.
    pub band: String,
}

impl LeftOut {
    /// Whether the file names the account among those that share it.
    pub fn names(&self, id: &str) -> bool {
        self.ids.contains(&format!(" {id} "))
    }

    /// Whether more accounts share it than the file names.
    pub fn is_cut(&self) -> bool {
        self.ids.split_whitespace().count() < self.on
    }
}

impl Written {
    /// Reads a folder that `scan` wrote.
    ///
    /// # Errors
    /// When a file is missing or does not say what it should.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        Ok(Self { links: links(folder)?, left_out: left_out(folder)?, rings: rings(folder)?, scores: scores(folder)? })
    }

    /// Whether any of the files names the account.
    pub fn names(&self, id: &str) -> bool {
        self.scores.iter().any(|score| score.account_id == id)
            || self.links.iter().any(|link| link.accounts.iter().any(|account| account == id))
            || self.rings.iter().any(|member| member.account_id == id)
            || self.left_out.iter().any(|hub| hub.names(id))
    }
}

/// The columns of `links.csv`, in their order.
type LinkRow = (String, String, String, f32, String, String, String, u32, u32, f32, String, String);

fn links(folder: &Path) -> anyhow::Result<Vec<Link>> {
    let (mut reader, failed) = open(folder, "links.csv")?;
    let mut links = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| failed.clone())?;
        let line = record.position().map_or(0, csv::Position::line);
        let row = record.deserialize::<LinkRow>(None).map_err(anyhow::Error::from);
        let link = row.and_then(link).with_context(|| format!("line {line}"));
        links.push(link.with_context(|| failed.clone())?);
    }
    Ok(links)
}

fn link(row: LinkRow) -> anyhow::Result<Link> {
    let (a, b, kind, bits, witness, shared, value, on, repeats, similarity, first, last) = row;
    let kind =
        Kind::parse(&kind).with_context(|| format!("there is no kind of tie `{}`", crate::print::plain(&kind)))?;
    let value = u64::from_str_radix(&value, 16).context("`value` is no hexadecimal number")?;
    let (accounts, span) = ([a, b], [first, last]);
    Ok(Link { accounts, kind, bits, witness, shared, value, on, repeats, similarity, span })
}

fn left_out(folder: &Path) -> anyhow::Result<Vec<LeftOut>> {
    let (mut reader, failed) = open(folder, "left_out.csv")?;
    let mut hubs = Vec::new();
    for row in reader.deserialize() {
        let (kind, shared, on, why, witness, ids): (_, _, _, _, _, String) = row.with_context(|| failed.clone())?;
        hubs.push(LeftOut { kind, shared, on, why, witness, ids: format!(" {ids} ") });
    }
    Ok(hubs)
}

fn rings(folder: &Path) -> anyhow::Result<Vec<Member>> {
    let (mut reader, failed) = open(folder, "rings.csv")?;
    let mut members = Vec::new();
    for row in reader.deserialize() {
        let (ring_id, account_id, _): (_, _, f64) = row.with_context(|| failed.clone())?;
        members.push(Member { ring_id, account_id });
    }
    Ok(members)
}

fn scores(folder: &Path) -> anyhow::Result<Vec<Score>> {
    let (mut reader, failed) = open(folder, "scores.csv")?;
    let mut scores = Vec::new();
    for row in reader.deserialize() {
        let (account_id, bits, band, _): (_, _, _, String) = row.with_context(|| failed.clone())?;
        scores.push(Score { account_id, bits, band });
    }
    Ok(scores)
}

/// A file of the folder, and what to say when a row of it is wrong.
fn open(folder: &Path, name: &str) -> anyhow::Result<(csv::Reader<File>, String)> {
    let path = folder.join(name);
    let failed = format!(
        "failed to read `{}`\nhint: `--in` names a folder that this version's `sekisho scan DATASET --out OUT` wrote",
        path.display()
    );
    let reader = csv::Reader::from_path(&path).with_context(|| failed.clone())?;
    Ok((reader, failed))
}
