//! What honest people do, and a labelled world: false alarms and average precision, printed and bounded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use sekisho_enrich::Clock;
use sekisho_schema::Word;
use serde_json::Value;

use crate::run::scan;
use crate::worlds::shared;

/// The indicators of commits.
const GIT: &str = "commit_tz_inconsistent,commit_hours_multi_operator,commits_predate_account,identity_rotation_in_git";

/// One commit of a public repository.
struct Commit {
    repository: String,
    author: String,
    epoch: i64,
    offset_minutes: i64,
}

fn commits(path: &Path) -> Vec<Commit> {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let commit = |row: csv::StringRecord| Commit {
        repository: row[0].to_owned(),
        author: row[1].to_owned(),
        epoch: row[2].parse().unwrap(),
        offset_minutes: minutes(&row[3]),
    };
    rows.records().map(|row| commit(row.unwrap())).collect()
}

/// `+0930` in minutes.
fn minutes(offset: &str) -> i64 {
    let number: i64 = offset[1..].parse().unwrap();
    let minutes = number / 100 * 60 + number % 100;
    if offset.starts_with('-') { -minutes } else { minutes }
}

/// The zones that authors may have set on an account, one for each rule of clocks that is common; the commits decide
/// which of them fits best.
#[rustfmt::skip]
const ZONES: [&str; 42] = [
    "Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Phoenix", "America/Denver", "America/Chicago",
    "America/Mexico_City", "America/Bogota", "America/New_York", "America/Caracas", "America/Halifax", "America/Santiago",
    "America/Asuncion", "America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Europe/London", "Africa/Lagos",
    "Africa/Casablanca", "Europe/Berlin", "Africa/Johannesburg", "Africa/Cairo", "Europe/Helsinki", "Asia/Jerusalem",
    "Europe/Istanbul", "Africa/Nairobi", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Karachi", "Asia/Kolkata",
    "Asia/Kathmandu", "Asia/Dhaka", "Asia/Yangon", "Asia/Bangkok", "Asia/Novosibirsk", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney", "Pacific/Auckland", "Pacific/Fiji",
];

/// The zone whose own offset agrees with most of an author's commits: what an honest account would say.
fn zone(commits: &[&Commit], clock: &Clock) -> &'static str {
    let agrees = |zone: &str, commit: &Commit| {
        let local = clock.local_minutes(Word::fingerprint(zone.as_bytes()), commit.epoch * 1_000_000);
        local == Some(commit.epoch.div_euclid(60) + commit.offset_minutes)
    };
    let placed = commits.iter().filter(|commit| commit.offset_minutes != 0);
    let placed: Vec<&Commit> = placed.copied().collect();
    // The first of equals, so that the choice is fixed.
    ZONES.into_iter().rev().max_by_key(|zone| placed.iter().filter(|commit| agrees(zone, commit)).count()).unwrap()
}

/// Writes commits as a dataset, with accounts that declare their zone if wanted; how many commits each author made.
fn write_dataset<'a>(root: &Path, commits: &'a [Commit], with_accounts: bool) -> BTreeMap<&'a str, usize> {
    let mut table =
        "repository,commit_id,account_id,author_name,author_email,authored_at,utc_offset_minutes\n".to_owned();
    let mut authors: BTreeMap<&str, Vec<&Commit>> = BTreeMap::new();
    for (number, commit) in commits.iter().enumerate() {
        let Commit { repository, author, epoch, offset_minutes } = commit;
        let at = time(*epoch);
        writeln!(table, "{repository},c{number},{author},{author},{author}@example.com,{at},{offset_minutes}").unwrap();
        authors.entry(author).or_default().push(commit);
    }
    fs::write(root.join("commits.csv"), table).unwrap();
    if with_accounts {
        let clock = Clock::new();
        let rows = authors.iter().map(|(author, commits)| {
            let opened = time(commits.iter().map(|commit| commit.epoch).min().unwrap());
            format!("{author},worker,{opened},{}\n", zone(commits, &clock))
        });
        let header = "account_id,role,opened_at,timezone\n".to_owned();
        fs::write(root.join("accounts.csv"), header + &rows.collect::<String>()).unwrap();
    }
    authors.into_iter().map(|(author, commits)| (author, commits.len())).collect()
}

/// RFC 3339 of seconds since 1970, by the days of the civil calendar (Howard Hinnant's algorithm).
fn time(epoch: i64) -> String {
    let (day, second) = (epoch.div_euclid(86_400), epoch.rem_euclid(86_400));
    let shifted = day + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let (date, month) = (day_of_year - (153 * month_index + 2) / 5 + 1, (month_index + 2) % 12 + 1);
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
}

/// An author of this many commits shows as much as somebody who delivered work; most of the others made one or two.
const BUSY: usize = 20;

/// By indicator, the share with a finding among all authors and among busy ones.
type Rates = BTreeMap<String, [f64; 2]>;

fn alarm_rates(commits: &[Commit], with_accounts: bool) -> Rates {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let authors = write_dataset(folder.path(), commits, with_accounts);
    let busy: BTreeSet<&str> = authors.iter().filter(|(_, count)| **count >= BUSY).map(|(author, _)| *author).collect();
    scan(folder.path(), out.path(), &["--only", GIT]);
    assert_eq!(fs::read_to_string(out.path().join("rejected.jsonl")).unwrap(), "", "honest commits are sound rows");
    let mut rates: Rates = GIT.split(',').map(|id| (id.to_owned(), [0.0; 2])).collect();
    for line in fs::read_to_string(out.path().join("findings.jsonl")).unwrap().lines() {
        let finding: Value = serde_json::from_str(line).unwrap();
        let rate = rates.get_mut(finding["indicator_id"].as_str().unwrap()).unwrap();
        rate[0] += 1.0 / authors.len() as f64;
        rate[1] += if busy.contains(finding["subject_id"].as_str().unwrap()) { 1.0 / busy.len() as f64 } else { 0.0 };
    }
    let zones = if with_accounts { "with" } else { "without" };
    println!(
        "{} commits, {zones} time zones on accounts; of {} authors, of {} busy ones:",
        commits.len(),
        authors.len(),
        busy.len()
    );
    rates.iter().for_each(|(id, [all, busy])| println!("  {id}: {:.2} %, {:.2} %", all * 100.0, busy * 100.0));
    rates
}

/// The most that may alarm, among all authors and among busy ones. Bits of 1.5 say that a finding is 2.8 times likelier
/// for a borrowed identity: above 8 % of honest busy authors, more than 22 % of borrowed identities would have to show
/// it to be worth them. Hardly anybody commits around the clock; one in a hundred leaves room for programs that do.
const BOUNDS: [(&str, [f64; 2]); 2] =
    [("commit_tz_inconsistent", [0.03, 0.08]), ("commit_hours_multi_operator", [0.005, 0.01])];

#[test]
fn git_indicators_seldom_alarm_on_authors_of_public_repositories() {
    let Some(path) = shared("data/commits/commit-clocks.csv.gz") else { return };
    let mut all = commits(&path);
    let mut measured = Vec::new();
    for without_servers in [false, true] {
        // Servers write their commits in UTC.
        all.retain(|commit| !without_servers || commit.offset_minutes != 0);
        measured.extend([false, true].map(|with_accounts| alarm_rates(&all, with_accounts)));
    }
    for (rates, (id, most)) in measured.iter().flat_map(|rates| BOUNDS.map(|bound| (rates, bound))) {
        let found = rates[id];
        assert!(found[0] <= most[0] && found[1] <= most[1], "{id} alarms on {found:?} of authors, at most {most:?}");
    }
}

/// What counts as positive in `truth/labels.csv`.
const POSITIVE: [&str; 3] = ["worker_of_ring", "nominee_account", "client_accomplice"];

/// Mean of the precision at each positive, in the order of the list; positives that are not in it count as never found.
fn average_precision<'a>(ranked: impl Iterator<Item = &'a str>, positives: &BTreeSet<String>) -> f64 {
    let (mut found, mut sum) = (0.0, 0.0);
    for (place, id) in ranked.enumerate() {
        if positives.contains(id) {
            found += 1.0;
            sum += found / (place + 1) as f64;
        }
    }
    sum / positives.len() as f64
}

fn column(path: &Path, name: &str) -> Vec<String> {
    let mut rows = csv::Reader::from_path(path).unwrap();
    let place = rows.headers().unwrap().iter().position(|known| known == name).unwrap();
    rows.records().map(|row| row.unwrap()[place].to_owned()).collect()
}

#[test]
fn borrowed_identities_of_the_plain_world_lead_the_queue() {
    let Some(world) = shared("worlds/plain") else { return };
    let out = tempfile::tempdir().unwrap();
    scan(&world.join("data"), out.path(), &[]);
    let labels = world.join("truth/labels.csv");
    let labelled = column(&labels, "account_id").into_iter().zip(column(&labels, "role"));
    let positives: BTreeSet<String> =
        labelled.filter(|(_, role)| POSITIVE.contains(&role.as_str())).map(|(id, _)| id).collect();
    let ranked = column(&out.path().join("scores.csv"), "account_id");
    let precision = average_precision(ranked.iter().map(String::as_str), &positives);
    println!("plain world: average precision {precision:.4} over {} positives", positives.len());
    assert!(precision >= 0.90, "average precision {precision:.4}");
}

#[test]
fn average_precision_is_that_of_the_textbooks() {
    let positives = ["a", "c", "x"].map(str::to_owned).into();
    let precision = average_precision(["a", "b", "c", "d"].into_iter(), &positives);
    assert!((precision - (1.0 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
    assert_eq!(time(1_741_064_767), "2025-03-04T05:06:07Z");
}
