//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Who is really behind the account? Finds accounts on marketplaces, payrolls and payment services that are consistent
/// with a borrowed or invented identity, and shows the rows that say so. A person decides.
#[derive(Parser)]
#[command(version, about, after_help = "Example:\n  sekisho demo\n  sekisho scan exports/2026-11 --out report-2026-11")]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Invent a small marketplace, scan it and say where the report lies
    Demo(DemoArgs),
    /// Scan a dataset: findings, scores, report
    Scan(ScanArgs),
    /// Invent a dataset of any size, with the truth about it
    Simulate(SimulateArgs),
    /// Judge a scan of a labelled world: how good are its scores, indicators, rings and trails
    Evaluate(crate::evaluate::EvaluateArgs),
    /// Learn bits from outcomes: what accounts turned out to be
    Calibrate(crate::calibrate::CalibrateArgs),
    /// Compare two scans: findings, scores, bands, rings that changed
    Compare(crate::compare::CompareArgs),
    /// Check indicator files: syntax, names, types, examples
    Check(CheckArgs),
    /// Print an indicator's page
    Explain(ExplainArgs),
    /// List the indicators
    List(ListArgs),
    /// Describe the tables of a dataset
    Schema(SchemaArgs),
    /// Follow money by hand, forwards or back
    Trace(TraceArgs),
    /// Say why two accounts are taken for one hand, or why not
    Why(crate::why::WhyArgs),
    /// Say whether two names are one, in any script
    Name(NameArgs),
    /// Hold names, documents, e-mails and wallets against watch lists
    Screen(ScreenArgs),
}

/// How results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// `check`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho check my-indicators\n\nExit codes: 0 all right, 1 something is wrong, 2 the folder cannot be read or holds no indicator."
)]
pub struct CheckArgs {
    /// Folder of indicator files; the built-in ones when left out
    pub dir: Option<PathBuf>,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `explain`.
#[derive(Args)]
#[command(after_help = "Example:\n  sekisho explain account_logged_in_days\n  sekisho explain --language")]
pub struct ExplainArgs {
    /// The indicator's id
    #[arg(required_unless_present = "language")]
    pub id: Option<String>,
    /// Print the reference of the sentence language instead
    #[arg(long)]
    pub language: bool,
    /// Folder with indicators of your own
    #[arg(long, value_name = "DIR")]
    pub indicators: Option<PathBuf>,
    /// Bits learnt from outcomes, as `sekisho calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub calibration: Option<PathBuf>,
}

/// `list`.
#[derive(Args)]
#[command(after_help = "Example:\n  sekisho list --format json")]
pub struct ListArgs {
    /// Folder with indicators of your own
    #[arg(long, value_name = "DIR")]
    pub indicators: Option<PathBuf>,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `schema`.
#[derive(Args)]
#[command(after_help = "Example:\n  sekisho schema sessions")]
pub struct SchemaArgs {
    /// The table; all tables, a line each, when left out
    pub table: Option<String>,
}

/// `name`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sekisho name \"金 英哲\" \"ｷﾑ ﾖﾝﾁﾖﾙ\"\n  sekisho name --pairs pairs.csv --out judged.csv\n\nPAIRS.csv has the columns left and right, and may have kind (person, organisation). The result has the same rows and same (probability from 0 to 1), verdict (same, different, undecided) and says.\n\nExit codes: 0 judged, 2 the input is wrong."
)]
pub struct NameArgs {
    /// A name
    #[arg(required_unless_present = "pairs")]
    pub left: Option<String>,
    /// The name to compare it with
    #[arg(required_unless_present = "pairs")]
    pub right: Option<String>,
    /// Whose names they are
    #[arg(long, value_enum, default_value_t)]
    pub kind: NameKind,
    /// A CSV file of pairs instead
    #[arg(long, value_name = "PAIRS", requires = "out", conflicts_with_all = ["left", "right"])]
    pub pairs: Option<PathBuf>,
    /// The file to write the judged pairs to
    #[arg(long, value_name = "OUT", requires = "pairs")]
    pub out: Option<PathBuf>,
    /// Score as OFAC's own search does (0 to 100), to reproduce its results; same is the score divided by 100
    #[arg(long)]
    pub like_ofac: bool,
    /// How the judgement is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `screen`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  sekisho screen exports/2026-11 --lists lists --out matches.csv\n  sekisho screen names.csv --lists lists --since lists-of-last-week --out new.csv\n\nnames.csv has a column name and may have id, kind (person, organisation), birth_date (YYYY-MM-DD, YYYY-MM or YYYY), document, email and wallet; cells are parted by commas, semicolons or tabs. Lists are sdn.csv with alt.csv and add.csv (OFAC), .xml (United Nations), *.ftm.json (FollowTheMoney) and wallets.txt, also as .gz.\n\nA birth date that agrees makes a match likelier, one that contradicts makes it less likely; column says tells which. A common name whose birth date contradicts is set aside, told and counted, unless a number or address of the same entry agrees.\n\nA clearance is a row of matches.csv with the columns who, why and until added. It holds until that day, and only while the entry stays as it is.\n\nExit codes: 0 screened, with matches or without; 2 the input is wrong."
)]
pub struct ScreenArgs {
    /// A dataset, or a CSV file with a column `name`
    #[arg(value_name = "DATASET|NAMES.csv")]
    pub input: PathBuf,
    /// Folders with list files, or single files
    #[arg(long, value_name = "DIR", required = true)]
    pub lists: Vec<PathBuf>,
    /// The file to write the matches to
    #[arg(long, value_name = "OUT")]
    pub out: PathBuf,
    /// A folder with older lists: only entries that they lack, or have otherwise, are reported
    #[arg(long, value_name = "OLDER")]
    pub since: Option<PathBuf>,
    /// A CSV file of matches that were looked at and cleared
    #[arg(long, value_name = "FILE")]
    pub clearances: Option<PathBuf>,
    /// The day on which clearances must still hold; today when left out
    #[arg(long, value_name = "YYYY-MM-DD", requires = "clearances", value_parser = day)]
    pub as_of: Option<String>,
    /// How the summary is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Whose name it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum NameKind {
    /// What their words show: an organisation's, if one has a legal form or both have words of trade.
    #[default]
    Shown,
    /// A person's.
    Person,
    /// A company's or another organisation's.
    Organisation,
}

/// `demo`.
#[derive(Args)]
#[command(after_help = "Example:\n  sekisho demo --out demo")]
pub struct DemoArgs {
    /// Folder for the invented dataset and the report
    #[arg(long, value_name = "DIR", default_value = "demo")]
    pub out: PathBuf,
    /// Decides everything that is left to chance
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
}

/// `scan`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho scan exports/2026-11 --out report-2026-11 --lists lists --memory 2GiB\n\nSeveral processes (each with the same dataset in reach):\n  SEKISHO_SECRET=... sekisho scan DATASET --out OUT --cluster hosts.txt --process 0\n\nExit codes: 0 done, 2 the input is wrong, 3 another process is lost, 70 a mistake in sekisho."
)]
pub struct ScanArgs {
    /// Folder with the tables (`sekisho schema` describes them)
    pub dataset: PathBuf,
    /// Folder for the results
    #[arg(long, value_name = "OUT")]
    pub out: PathBuf,
    /// Worker threads; all cores when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// More folders with reference lists, besides `DATASET/lists`
    #[arg(long, value_name = "DIR")]
    pub lists: Vec<PathBuf>,
    /// An .mmdb file that knows countries of addresses
    #[arg(long, value_name = "FILE")]
    pub mmdb: Option<PathBuf>,
    /// Folder with indicators of your own
    #[arg(long, value_name = "DIR")]
    pub indicators: Option<PathBuf>,
    /// Results of an earlier scan: rings that go on keep their ids, and the report says what became of them
    #[arg(long, value_name = "OUT")]
    pub since: Option<PathBuf>,
    /// Bits learnt from outcomes, as `sekisho calibrate` writes them
    #[arg(long, value_name = "FILE")]
    pub calibration: Option<PathBuf>,
    /// A CSV file of watch-list matches that were looked at and cleared (`sekisho screen --help` shows its columns)
    #[arg(long, value_name = "FILE")]
    pub clearances: Option<PathBuf>,
    /// The day on which clearances must still hold; today when left out
    #[arg(long, value_name = "YYYY-MM-DD", requires = "clearances", value_parser = day)]
    pub as_of: Option<String>,
    /// Judge only these indicators
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Days that money may rest between two transfers of a trail
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub rest_days: u16,
    /// Transfers of a trail after the payout, on one way
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub hops: u32,
    /// Rows held in memory at most, such as 2GiB; more goes through files
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub memory: Option<u64>,
    /// A file with one `host:port` a line, the processes of the run
    #[arg(long, value_name = "HOSTS", requires = "process")]
    pub cluster: Option<PathBuf>,
    /// Which of them this is, from 0
    #[arg(long, value_name = "K", requires = "cluster")]
    pub process: Option<usize>,
    /// How the summary is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// `simulate`.
#[derive(Args)]
#[command(after_help = "Example:\n  sekisho simulate --accounts 20000 --days 90 --seed 1 --out world")]
pub struct SimulateArgs {
    /// How many accounts
    #[arg(long, default_value_t = 20_000)]
    pub accounts: u64,
    /// How many days
    #[arg(long, default_value_t = 90)]
    pub days: u32,
    /// Decides everything that is left to chance
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How hard it is to tell rings from honest accounts
    #[arg(long, value_enum, default_value = "plain")]
    pub world: World,
    /// How many rings; one per 2,000 accounts and at least two when left out
    #[arg(long, value_name = "N")]
    pub rings: Option<u32>,
    /// Sessions that an account has on average
    #[arg(long, default_value_t = 20.0)]
    pub sessions: f64,
    /// How tables are written
    #[arg(long, value_enum, default_value = "parquet")]
    pub tables: Tables,
    /// Only the tables with the most rows
    #[arg(long)]
    pub light: bool,
    /// Folder to write `data` and `truth` into
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// `trace`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho trace exports/2026-11 --from ac_1 --days 14\n  sekisho trace exports/2026-11 --from pa_9 --back --svg trail.svg"
)]
pub struct TraceArgs {
    /// Folder with the tables
    pub dataset: PathBuf,
    /// An account or a payment account
    #[arg(long, value_name = "ID")]
    pub from: String,
    /// Where the money went that reached it (what happens when neither is said)
    #[arg(long, conflicts_with = "back")]
    pub forward: bool,
    /// Where the money came from that left it
    #[arg(long)]
    pub back: bool,
    /// Transfers after (or before) the first ones, on one way
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub hops: u32,
    /// Days that money may rest between two transfers
    #[arg(long, value_name = "D", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=365))]
    pub days: u16,
    /// More folders with reference lists (`exchange_rates.csv`), besides `DATASET/lists`
    #[arg(long, value_name = "DIR")]
    pub lists: Vec<PathBuf>,
    /// Write a picture instead of the table
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

/// How hard a world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum World {
    /// A few rings of different boldness, a few of each odd-but-honest life.
    Plain,
    /// Rings that do nearly everything that is known of such rings.
    Loud,
    /// Rings whose accounts each have a line, a device and a payout account of their own.
    Careful,
    /// One account in four leads an odd-but-honest life.
    Crowd,
}

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tables {
    /// Apache Parquet.
    Parquet,
    /// CSV with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

/// `2026-11-22`.
fn day(text: &str) -> Result<String, String> {
    let day: Result<jiff::civil::Date, _> = text.parse();
    day.map(|day| day.to_string()).map_err(|_| "expected a day such as 2026-11-22".to_owned())
}

/// `2GiB`, `512MiB`, `1500000` in bytes.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let number: f64 = text[..digits].parse().map_err(|_| "expected a size such as 2GiB".to_owned())?;
    let unit = match text[digits..].trim() {
        "" | "B" => 1.0,
        "KiB" | "K" => 1024.0,
        "MiB" | "M" => 1024.0 * 1024.0,
        "GiB" | "G" => 1024.0 * 1024.0 * 1024.0,
        other => return Err(format!("`{other}` is no unit: use KiB, MiB or GiB")),
    };
    Ok((number * unit) as u64)
}
