//! Everything that is opened and compiled before rows are read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use sekisho_enrich::Addresses;
use sekisho_flow::cluster::Cluster;
use sekisho_flow::{ClusterRun, Job, Joined, Options, Outcome};
use sekisho_indicator::{Indicator, Rulebook};
use sekisho_read::Dataset;
use sekisho_relate::Relate;
use sekisho_schema::{Schema, TableId, Word, nearest};
use sekisho_score::Scale;
use sekisho_screen::Lists;
use sekisho_trail::Limits;
use sekisho_trail::flow::DAY;

use super::made::{Made, Work, make};
use crate::cli::ScanArgs;
use crate::exit::{LOST_PEER, end};
use crate::explain::corpus;
use crate::progress;
use crate::screen::Cleared;

/// Said when nothing can be screened.
const NO_LIST: &str = "no watch list: names, documents and wallets are held against none";

/// A scan that is ready to run.
pub struct Prepared {
    pub job: Arc<Job>,
    pub made: Made,
    pub notes: Vec<String>,
    pub scale: Scale,
    joined: Option<Joined>,
    bars: [indicatif::ProgressBar; 2],
}

/// Opens the dataset, compiles the indicators for it, reads the lists.
pub fn prepare(arguments: &ScanArgs) -> anyhow::Result<Prepared> {
    let schema = Arc::new(Schema::embedded().context("failed to load the schema")?);
    // `exports/` and `exports` are one folder and must give one set of bytes.
    let root: PathBuf = arguments.dataset.components().collect();
    let mut dataset = Dataset::open(&root, &schema)?.with_made_tables();
    check_folders(arguments)?;
    let own_lists = dataset.root().join("lists");
    let folders: Vec<PathBuf> =
        own_lists.is_dir().then_some(own_lists).into_iter().chain(arguments.lists.iter().cloned()).collect();
    let lists = Lists::open(&folders)?;
    let lists = (!lists.lists.is_empty()).then_some(lists);
    if lists.is_none() {
        leave_out_lists(&mut dataset, &schema);
    }
    let mut book = rulebook(arguments, &dataset, &schema)?;
    let (scale, tie_weights) = calibrated(arguments, &mut book)?;
    let addresses = Arc::new(Addresses::open(&folders, arguments.mmdb.as_deref(), &schema)?);
    let mut notes: Vec<String> = dataset.notes().iter().map(told).collect();
    // Lists of the dataset by their place in it: the same data must give the same bytes wherever it lies.
    let root = format!("{}/", dataset.root().display());
    notes.extend(addresses.notes().iter().map(|note| note.replace(&root, "")));
    notes.extend(lists.as_ref().map_or_else(|| vec![NO_LIST.to_owned()], Lists::told));
    notes.extend(told_weights(&tie_weights));
    let joined = join(arguments, &dataset, &book, &notes)?;
    let work = Work {
        addresses: &addresses,
        folders: &folders,
        lists,
        cleared: cleared(arguments)?,
        limits: limits(arguments),
        tie_weights,
        threads: threads(arguments),
        since: arguments.since.as_deref(),
        asked: (!arguments.only.is_empty()).then(|| asked(&book)),
    };
    let made = make(&mut dataset, &schema, work)?;
    notes.extend(made.notes.iter().cloned());
    let relate = Relate::new(&dataset, &schema, &addresses, &book.registry.plan);
    let bytes = dataset.units().iter().map(|unit| unit.weight).sum();
    let bars = [
        progress::bar(bytes, "reading", true),
        progress::bar(u64::from(sekisho_dossier::PARTITIONS), "judging", false),
    ];
    let progress = progress::of_scan(&bars[0], &bars[1]);
    Ok(Prepared { job: Arc::new(Job::new(dataset, schema, book, relate, progress)), made, notes, scale, joined, bars })
}

/// The tables that the chosen sentences read.
fn asked(book: &Rulebook) -> BTreeSet<TableId> {
    let plan = &book.registry.plan;
    plan.subjects().into_iter().flat_map(|subject| plan.slots_of(subject).map(|slot| slot.table)).collect()
}

fn cleared(arguments: &ScanArgs) -> anyhow::Result<Option<Cleared>> {
    let open = |file: &PathBuf| Cleared::open(file, arguments.as_of.as_deref());
    arguments.clearances.as_ref().map(open).transpose()
}

/// Without a watch list there are no tables of what it names.
fn leave_out_lists(dataset: &mut Dataset, schema: &Schema) {
    let tables = schema.tables().iter().filter(|table| table.made_of.is_some());
    tables.for_each(|table| dataset.leave_out(table.id));
}

/// The scale, and what outcomes have left of the bits of each kind of tie; the book takes learnt bits.
fn calibrated(arguments: &ScanArgs, book: &mut Rulebook) -> anyhow::Result<(Scale, BTreeMap<String, f64>)> {
    let Some(learnt) = crate::calibrate::read(arguments.calibration.as_deref())? else {
        return Ok((Scale::default(), BTreeMap::new()));
    };
    Ok((learnt.apply(book, &Scale::default()), learnt.of_ties()))
}

fn told_weights(weights: &BTreeMap<String, f64>) -> Option<String> {
    let left: Vec<String> = weights.iter().map(|(kind, left)| format!("{kind} {left:.2}")).collect();
    (!left.is_empty()).then(|| format!("outcomes have left of the bits of ties: {}", left.join(", ")))
}

fn told(note: &sekisho_read::Note) -> String {
    let hint = note.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    format!("{}: {}{hint}", note.file, note.message)
}

/// Folders that are named must be there, and results must not land among the data.
fn check_folders(arguments: &ScanArgs) -> anyhow::Result<()> {
    if let Some(missing) = arguments.lists.iter().find(|folder| !folder.is_dir()) {
        anyhow::bail!(
            "failed to read lists from `{}`: there is no such folder\nhint: lists are optional; leave `--lists` out",
            missing.display()
        );
    }
    let same = |a: &Path, b: &Path| matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same(&arguments.out, &arguments.dataset) {
        anyhow::bail!(
            "failed to write into `{}`: it is the dataset itself\nhint: name another folder with `--out`",
            arguments.out.display()
        );
    }
    Ok(())
}

fn rulebook(arguments: &ScanArgs, dataset: &Dataset, schema: &Schema) -> anyhow::Result<Rulebook> {
    let corpus = corpus(arguments.indicators.as_deref())?;
    let mut problems = corpus.problems;
    let chosen = chosen(corpus.indicators, &arguments.only)?;
    match Rulebook::compile(&chosen, schema, dataset) {
        Ok(book) if problems.is_empty() => return Ok(book),
        Ok(_) => {}
        Err(more) => problems.extend(more),
    }
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    anyhow::bail!(
        "failed to read the indicators:\n{}\nhint: `sekisho check DIR` checks a folder of indicators",
        told.join("\n")
    )
}

fn chosen(mut indicators: Vec<Indicator>, only: &[String]) -> anyhow::Result<Vec<Indicator>> {
    for id in only {
        if !indicators.iter().any(|indicator| indicator.id == *id) {
            let near = nearest(id, indicators.iter().map(|indicator| indicator.id.as_str()));
            let hint =
                near.map_or_else(|| "`sekisho list` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            anyhow::bail!("failed to judge `{id}`: there is no such indicator\nhint: {hint}");
        }
    }
    indicators.retain(|indicator| only.is_empty() || only.contains(&indicator.id));
    Ok(indicators)
}

impl Prepared {
    /// Runs the dataflow; the outcome comes to process 0.
    pub fn run(&mut self, arguments: &ScanArgs) -> anyhow::Result<Option<Outcome>> {
        let options = Options { threads: threads(arguments), memory: arguments.memory, cluster: self.joined.take() };
        let outcome = sekisho_flow::run(&self.job, options);
        self.bars.iter().for_each(indicatif::ProgressBar::finish_and_clear);
        Ok(outcome?)
    }
}

/// How far money is followed.
fn limits(arguments: &ScanArgs) -> Limits {
    Limits { rest: i64::from(arguments.rest_days) * DAY, hops: arguments.hops, ..Limits::default() }
}

fn threads(arguments: &ScanArgs) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    arguments.threads.map_or(cores, usize::from).max(1)
}

/// Meets the other processes of a cluster before anything that takes long: who is late counts as missing.
fn join(arguments: &ScanArgs, dataset: &Dataset, book: &Rulebook, notes: &[String]) -> anyhow::Result<Option<Joined>> {
    let (Some(hosts), Some(process)) = (&arguments.cluster, arguments.process) else { return Ok(None) };
    let secret = std::env::var("SEKISHO_SECRET").unwrap_or_default();
    let cluster = Cluster::from_hosts_file(hosts, process, secret)?;
    let on_lost = Arc::new(|message: String| end(LOST_PEER, &message));
    let run_key = run_key(threads(arguments), dataset, book, notes);
    Ok(Some(sekisho_flow::join(ClusterRun { cluster, run_key, on_lost })?))
}

/// Processes of one run must read the same input with the same rules and lists, on equally many threads. The notes name
/// every list that is used, with its rows.
fn run_key(threads: usize, dataset: &Dataset, book: &Rulebook, notes: &[String]) -> Vec<u8> {
    let mut text = format!("{} threads {threads}\n{}", env!("CARGO_PKG_VERSION"), notes.join("\n"));
    for file in dataset.files() {
        text.push_str(&format!("\n{} {}", file.name(), file.bytes));
    }
    for rule in &book.rules {
        let (id, sentence) = (&rule.indicator.id, &rule.indicator.sentence.text);
        text.push_str(&format!("\n{id} {sentence} {:?}", rule.indicator.limits()));
    }
    Word::fingerprint(text.as_bytes()).0.to_le_bytes().to_vec()
}
