//! Lines and machines: what sessions share.

use sekisho_enrich::{Addresses, Cache};
use sekisho_schema::{ColumnType, Word};

use crate::accounts::Accounts;
use crate::bond::{Found, Why};
use crate::kind::Kind;
use crate::rows::{Ask, Tables};
use crate::sighting::{Sighting, Sort, groups, users};

/// So many days on one address are a habit, not a chance (chosen).
const HABIT_DAYS: usize = 2;
/// The indicator catalogue suggests three days for one line under different cities.
const EGRESS_DAYS: usize = 3;
/// Two sessions that begin within so many seconds are at the same time (chosen: a session lasts an hour or two).
const SAME_TIME_SECONDS: u32 = 3_600;

/// Sightings of one worker: addresses, devices, devices of the second factor.
#[derive(Default)]
struct Seen {
    ip: Vec<Sighting>,
    device: Vec<Sighting>,
    mfa: Vec<Sighting>,
}

impl Seen {
    fn extend(&mut self, other: Self) {
        self.ip.extend(other.ip);
        self.device.extend(other.device);
        self.mfa.extend(other.mfa);
    }
}

/// Bonds through addresses, devices and second factors.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts, addresses: &Addresses, threads: usize) -> Found {
    let mut seen = read(tables, accounts, threads);
    let sort = |kind, column| Sort { kind, place: ("sessions", column), accounts };
    let shared = Shared::of(tables, addresses);
    let mut found = Found::default();
    std::thread::scope(|scope| {
        let device = scope.spawn(|| sort(Kind::Device, "device_id").pairs(std::mem::take(&mut seen.device)));
        let ip = ips(&sort(Kind::Ip, "ip"), &sort(Kind::Egress, "ip"), std::mem::take(&mut seen.ip), shared);
        let mfa = sort(Kind::MfaDevice, "mfa_device_id").pairs(std::mem::take(&mut seen.mfa));
        let device = device.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        [ip, device, mfa].into_iter().for_each(|more| found.extend(more));
    });
    found
}

fn read(tables: Tables<'_>, accounts: &Accounts, threads: usize) -> Seen {
    let units = tables.units("sessions");
    let ask =
        Ask { table: "sessions", words: &["account_id", "started_at", "ip", "device_id", "mfa_device_id"], texts: &[] };
    let part = |worker: usize| {
        let mut seen = Seen::default();
        for unit in units.iter().skip(worker).step_by(threads) {
            tables.each_of_unit(unit, ask, |row| {
                let Some(account) = accounts.number(row.word(0)) else { return };
                let at = row.word(1).some();
                let sighting = |value: Word| Some(Sighting::new(value.some()? as u64, account, at, row.at));
                seen.ip.extend(sighting(row.word(2)));
                seen.device.extend(sighting(row.word(3)));
                seen.mfa.extend(sighting(row.word(4)));
            });
        }
        seen
    };
    let part = &part;
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|worker| scope.spawn(move || part(worker))).collect();
        let mut seen = part(0);
        for other in others {
            seen.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        seen
    })
}

/// Which addresses strangers share, by the lists.
struct Shared<'a> {
    addresses: &'a Addresses,
    cache: Cache,
    /// The places of `mobile`, `tor` and `relay` among the kinds of network: lines that a carrier or a service deals out
    /// anew all the time. A VPN is not among them: thousands use the service, but who sits on one exit for days shares
    /// it with few.
    dealt_out: Vec<i64>,
}

impl<'a> Shared<'a> {
    fn of(tables: Tables<'_>, addresses: &'a Addresses) -> Self {
        let sessions = tables.schema.table("sessions");
        let ty = sessions.and_then(|table| Some(&table.at(table.column("ip_kind")?).ty));
        let dealt_out = match ty {
            Some(ColumnType::Enum(kinds)) => {
                let named = |name: &str| kinds.iter().position(|kind| kind == name).map(|at| at as i64);
                ["mobile", "tor", "relay"].into_iter().filter_map(named).collect()
            }
            _ => Vec::new(),
        };
        Self { addresses, cache: Cache::new(), dealt_out }
    }

    fn why(&mut self, ip: u64) -> Option<Why> {
        let known = self.cache.known(self.addresses, Word(ip as i64));
        let dealt_out = known.place.kind.some().is_some_and(|kind| self.dealt_out.contains(&kind));
        (dealt_out || !known.shared_network.is_null()).then_some(Why::Listed)
    }
}

/// Addresses that accounts use by habit. An address belongs to few at a time and to many over the years: only accounts
/// that were on it on the same days share it.
fn ips(same: &Sort<'_>, egress: &Sort<'_>, mut sightings: Vec<Sighting>, mut shared: Shared<'_>) -> Found {
    let mut found = Found::default();
    [same, egress].iter().for_each(|sort| found.expose(sort.kind, sort.exposed(&sightings)));
    for group in groups(&mut sightings) {
        let mut users = users(group);
        users.retain(|user| days(user).count() >= HABIT_DAYS);
        if users.len() < 2 || same.left_out(&users, shared.why(group[0].value), &mut found) {
            continue;
        }
        same.each_pair(&users, &mut found, |a, b| {
            Some(common_days(a, b)).filter(|days| *days >= HABIT_DAYS).map(|days| days as u32)
        });
        egress.each_pair(&users, &mut found, |a, b| {
            let together = far_apart(same.accounts, a[0].account, b[0].account).then(|| days_at_once(a, b))?;
            (together >= EGRESS_DAYS).then_some(together as u32)
        });
    }
    found
}

fn days(user: &[Sighting]) -> impl Iterator<Item = u32> {
    user.chunk_by(|a, b| a.day() == b.day()).map(|day| day[0].day())
}

fn common_days(a: &[Sighting], b: &[Sighting]) -> usize {
    let mut other = days(b).peekable();
    let mut common = 0;
    for day in days(a) {
        while other.next_if(|known| *known < day).is_some() {}
        common += usize::from(other.peek() == Some(&day));
    }
    common
}

/// Days on which both were there within the same hours.
fn days_at_once(a: &[Sighting], b: &[Sighting]) -> usize {
    let mut last = None;
    let near = |one: &&Sighting| {
        let from = b.partition_point(|other| other.second + SAME_TIME_SECONDS < one.second);
        b.get(from).is_some_and(|other| other.second <= one.second + SAME_TIME_SECONDS)
    };
    a.iter().filter(near).filter(|one| last.replace(one.day()) != Some(one.day())).count()
}

/// Whether two holders say that they live in different towns: a contradiction on one line.
fn far_apart(accounts: &Accounts, a: u32, b: u32) -> bool {
    let (a, b) = (accounts.told(a), accounts.told(b));
    let differ = |a: Option<u64>, b: Option<u64>| a.is_some() && b.is_some() && a != b;
    differ(a.timezone, b.timezone) || differ(a.town, b.town) && differ(a.home, b.home)
}
