//! A dataset as plain structs, read from its CSV files.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::Path;

use super::row::{Row, Text, Time, each, network, plain, rows, wallet};

pub struct Account {
    pub id: String,
    pub role: String,
    pub opened: i64,
    pub verified: Time,
    pub status: Text,
    pub residence: Text,
    pub address: Text,
    pub postal_code: Text,
    pub declares_vpn: bool,
}

#[derive(Clone)]
pub struct Session {
    pub account: String,
    pub start: i64,
    pub last_seen: Time,
    pub ip: Option<IpAddr>,
    pub webrtc_ip: Option<IpAddr>,
    pub device: Text,
    pub remote_desktop: bool,
    pub country: Text,
    pub kind: Text,
    pub place: Option<(f64, f64)>,
}

pub struct Document {
    pub account: String,
    pub kind: String,
    pub country: Text,
    pub number: Text,
    pub image: Text,
    pub address: Text,
}

pub struct Proposal {
    pub account: String,
    pub at: i64,
    pub job: String,
    pub price: Option<i64>,
    pub currency: Text,
    pub outcome: Text,
}

pub struct Contract {
    pub client: String,
    pub worker: String,
    pub start: i64,
    pub price: Option<i64>,
    pub upfront: Option<i64>,
    pub kickoff: Time,
}

pub struct Review {
    pub author: String,
    pub subject: String,
    pub at: i64,
    pub rating: i64,
}

pub struct PaymentAccount {
    pub id: String,
    pub account: Text,
    pub kind: String,
    pub provider: Text,
    pub country: Text,
    pub number: Text,
    pub added: Time,
    pub parent: Text,
}

pub struct Transfer {
    pub kind: String,
    pub at: i64,
    pub to: Text,
}

pub struct Shipment {
    pub account: String,
    pub address: Text,
    pub postal_code: Text,
}

pub struct Call {
    pub account: String,
    pub attended: bool,
    pub video: Text,
}

pub struct Check {
    pub account: String,
    pub kind: String,
    pub outcome: Text,
}

pub struct Order {
    pub id: String,
    pub parent: Text,
    pub orderer: String,
    pub contractor: Text,
    pub account: Text,
    pub via: Text,
    pub approval_required: bool,
    pub approval_waived: bool,
    pub approved: Time,
    pub worker_name: Text,
    pub worker_verified: Time,
    pub personal_data: bool,
}

/// What an account did at a time: a message, a commit, a sign of life, a change of a payout account.
pub struct Event {
    pub account: String,
    pub at: i64,
    pub what: Text,
}

pub struct World {
    pub accounts: Vec<Account>,
    /// Without the column nobody is known to be verified or not.
    pub verified_is_told: bool,
    pub sessions: Vec<Session>,
    pub activity: Vec<Event>,
    pub changes: Vec<Event>,
    pub messages: Vec<Event>,
    pub commits: Vec<Event>,
    pub documents: Vec<Document>,
    pub proposals: Vec<Proposal>,
    pub categories: BTreeMap<String, Text>,
    pub contracts: Vec<Contract>,
    pub reviews: Vec<Review>,
    pub payment_accounts: Vec<PaymentAccount>,
    pub transfers: Vec<Transfer>,
    pub shipments: Vec<Shipment>,
    pub calls: Vec<Call>,
    pub checks: Vec<Check>,
    pub party_kinds: BTreeMap<String, String>,
    pub orders: Vec<Order>,
    /// First and last address of every shared network.
    pub shared: Vec<(IpAddr, IpAddr)>,
}

impl World {
    pub fn read(folder: &Path) -> Self {
        let header = std::fs::read_to_string(folder.join("accounts.csv")).unwrap_or_default();
        Self {
            accounts: each(folder, "accounts", account),
            verified_is_told: header.lines().next().is_some_and(|line| line.contains("verified_at")),
            sessions: sessions(folder),
            activity: each(folder, "activity", |row| event(row, "account_id", "at", "kind")),
            changes: each(folder, "account_changes", |row| event(row, "account_id", "at", "field")),
            messages: each(folder, "messages", |row| event(row, "sender_account_id", "at", "text")),
            commits: commits(folder),
            documents: each(folder, "documents", document),
            proposals: each(folder, "proposals", proposal),
            categories: each(folder, "jobs", |row| (row.need("job_id"), row.text("category"))).into_iter().collect(),
            contracts: each(folder, "contracts", contract),
            reviews: each(folder, "reviews", review),
            payment_accounts: each(folder, "payment_accounts", payment_account),
            transfers: each(folder, "transfers", |row| Transfer {
                kind: row.need("kind"),
                at: row.need_time("at"),
                to: row.text("to_payment_account_id"),
            }),
            shipments: each(folder, "shipments", |row| Shipment {
                account: row.need("account_id"),
                address: row.text("address"),
                postal_code: row.text("postal_code"),
            }),
            calls: each(folder, "calls", |row| Call {
                account: row.need("account_id"),
                attended: row.yes("attended"),
                video: row.text("video"),
            }),
            checks: each(folder, "checks", |row| Check {
                account: row.need("account_id"),
                kind: row.need("kind"),
                outcome: row.text("outcome"),
            }),
            party_kinds: each(folder, "parties", |row| (row.need("party_id"), row.need("kind"))).into_iter().collect(),
            orders: each(folder, "subcontracts", order),
            shared: each(folder, "lists/shared_networks", |row| network(&row.need("cidr"))),
        }
    }

    pub fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The account behind a payment account: its own, else that of the account it draws on.
    pub fn owner<'a>(&'a self, of: &'a PaymentAccount) -> Option<&'a str> {
        let parent = || self.payment_accounts.iter().find(|known| Some(&known.id) == of.parent.as_ref());
        of.account.as_deref().or_else(|| parent()?.account.as_deref())
    }
}

fn account(row: &Row) -> Account {
    Account {
        id: row.need("account_id"),
        role: row.need("role"),
        opened: row.need_time("opened_at"),
        verified: row.time("verified_at"),
        status: row.text("status"),
        residence: row.text("residence_country"),
        address: row.text("address"),
        postal_code: row.text("postal_code"),
        declares_vpn: row.yes("declares_vpn"),
    }
}

/// Sessions, with what the rows leave open taken from the list of ranges.
fn sessions(folder: &Path) -> Vec<Session> {
    let ranges = rows(folder, "lists/ip_ranges");
    let range_of = |ip: IpAddr| {
        let within = |row: &&Row| {
            let (start, end) = (row.ip("start_ip").expect("start"), row.ip("end_ip").expect("end"));
            start.is_ipv4() == ip.is_ipv4() && start <= ip && ip <= end
        };
        ranges.iter().find(within)
    };
    each(folder, "sessions", |row| {
        let ip = row.ip("ip");
        let range = ip.and_then(range_of);
        Session {
            account: row.need("account_id"),
            start: row.need_time("started_at"),
            last_seen: row.time("last_seen_at"),
            ip,
            webrtc_ip: row.ip("webrtc_ip"),
            device: row.text("device_id"),
            remote_desktop: row.yes("remote_desktop"),
            country: row.text("ip_country").or_else(|| range?.text("country")),
            kind: row.text("ip_kind").or_else(|| range?.text("kind")),
            place: row.place("ip_latitude", "ip_longitude").or_else(|| range?.place("latitude", "longitude")),
        }
    })
}

/// Commits that are known to be somebody's.
fn commits(folder: &Path) -> Vec<Event> {
    let owned = rows(folder, "commits").into_iter().filter(|row| row.text("account_id").is_some());
    owned.map(|row| event(&row, "account_id", "authored_at", "message")).collect()
}

fn event(row: &Row, account: &str, at: &str, what: &str) -> Event {
    Event { account: row.need(account), at: row.need_time(at), what: row.text(what) }
}

fn document(row: &Row) -> Document {
    Document {
        account: row.need("account_id"),
        kind: row.need("kind"),
        country: row.text("issuing_country"),
        number: row.text("number").and_then(|number| plain(&number)),
        image: row.text("image_sha256"),
        address: row.text("address"),
    }
}

fn proposal(row: &Row) -> Proposal {
    Proposal {
        account: row.need("account_id"),
        at: row.need_time("at"),
        job: row.need("job_id"),
        price: row.int("price_minor"),
        currency: row.text("currency"),
        outcome: row.text("outcome"),
    }
}

fn contract(row: &Row) -> Contract {
    Contract {
        client: row.need("client_account_id"),
        worker: row.need("worker_account_id"),
        start: row.need_time("started_at"),
        price: row.int("price_minor"),
        upfront: row.int("upfront_minor"),
        kickoff: row.time("kickoff_at"),
    }
}

fn review(row: &Row) -> Review {
    Review {
        author: row.need("author_account_id"),
        subject: row.need("subject_account_id"),
        at: row.need_time("at"),
        rating: row.int("rating").expect("a rating"),
    }
}

fn payment_account(row: &Row) -> PaymentAccount {
    let number = row.text("number").and_then(|number| match row.need("kind").as_str() {
        "crypto_wallet" => Some(wallet(&number)),
        _ => plain(&number),
    });
    PaymentAccount {
        id: row.need("payment_account_id"),
        account: row.text("account_id"),
        kind: row.need("kind"),
        provider: row.text("provider"),
        country: row.text("country"),
        number,
        added: row.time("added_at"),
        parent: row.text("parent_payment_account_id"),
    }
}

fn order(row: &Row) -> Order {
    Order {
        id: row.need("subcontract_id"),
        parent: row.text("parent_subcontract_id"),
        orderer: row.need("orderer_party_id"),
        contractor: row.text("contractor_party_id"),
        account: row.text("account_id"),
        via: row.text("via"),
        approval_required: row.yes("approval_required"),
        approval_waived: row.text("approval_required").as_deref() == Some("false"),
        approved: row.time("approved_at"),
        worker_name: row.text("worker_name"),
        worker_verified: row.time("worker_verified_at"),
        personal_data: row.yes("handles_personal_data"),
    }
}
