//! What was planted: who is what, what each one really does, and where money went.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use crate::ids::Tag;
use crate::sheet::{Layout, Sheet};
use crate::tables::{Cell, Holds, Table};
use crate::{Error, Format, Plan};

const LABELS: Layout = &[("account_id", Holds::Text), ("role", Holds::Text), ("ring_id", Holds::Text)];
const BEHAVIOURS: Layout = &[
    ("account_id", Holds::Text),
    ("subject_kind", Holds::Text),
    ("subject_id", Holds::Text),
    ("indicator_id", Holds::Text),
    ("strength", Holds::Text),
    ("note", Holds::Text),
];
const TRAILS: Layout = &[
    ("trail_id", Holds::Text),
    ("ring_id", Holds::Text),
    ("account_id", Holds::Text),
    ("transfer_ids", Holds::Text),
    ("kept_ratio", Holds::Float),
    ("cash_out_country", Holds::Text),
    ("cash_out_minor", Holds::Int),
    ("currency", Holds::Text),
];
/// Indicators whose natural occurrences are known without gaps.
const COMPLETE: &[&str] = &[
    "account_logged_in_days",
    "activity_before_verification",
    "client_dev_share_payout",
    "commercial_vpn_login",
    "id_document_reused",
    "multi_ip_short_window",
    "one_device_many_accounts",
    "payout_name_mismatch",
    "payout_shared_many_devs",
    "sanctioned_wallet",
];

/// How plainly something shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Planted, cannot be missed.
    Loud,
    /// Planted, as it is in real cases.
    Medium,
    /// Planted, a hint only.
    Weak,
    /// A decoy really shows it.
    Innocent,
    /// An ordinary account shows it by chance.
    Natural,
}

impl Strength {
    const fn word(self) -> &'static str {
        match self {
            Self::Loud => "loud",
            Self::Medium => "medium",
            Self::Weak => "weak",
            Self::Innocent => "innocent",
            Self::Natural => "natural",
        }
    }
}

/// Something that a subject really does.
#[derive(Clone, Debug)]
pub struct Behaviour {
    /// Kind and identifier of the subject; the account itself when `None`.
    pub subject: Option<(&'static str, String)>,
    /// The indicator of the catalogue.
    pub indicator: &'static str,
    /// How plainly.
    pub strength: Strength,
    /// A few words.
    pub note: String,
}

impl Behaviour {
    /// Something that an account does.
    pub fn of_account(indicator: &'static str, strength: Strength, note: impl Into<String>) -> Self {
        Self { subject: None, indicator, strength, note: note.into() }
    }

    /// Something that shows at another subject.
    pub fn at(kind: &'static str, id: impl Into<String>, indicator: &'static str, strength: Strength) -> Self {
        Self { subject: Some((kind, id.into())), indicator, strength, note: String::new() }
    }
}

/// A planted money trail.
#[derive(Clone, Debug)]
pub struct Trail {
    /// The transfers in order.
    pub transfers: Vec<Tag>,
    /// The share that the nominee kept.
    pub kept_ratio: f64,
    /// Where cash came out.
    pub country: &'static str,
    /// How much cash, in minor units.
    pub cash_minor: i64,
    /// In which currency.
    pub currency: &'static str,
}

/// The files below `truth/`.
pub struct Truth {
    labels: Sheet,
    behaviours: Sheet,
    trails: Sheet,
    folder: PathBuf,
    /// Accounts that belong to rings.
    pub planted: u64,
    /// Accounts per label.
    pub roles: BTreeMap<String, u64>,
}

impl Truth {
    /// Begins the files.
    pub fn begin(folder: &Path) -> Result<Self, Error> {
        let sheet = |name, layout| Sheet::begin(folder, name, layout, Format::Csv);
        Ok(Self {
            labels: sheet("labels", LABELS)?,
            behaviours: sheet("behaviours", BEHAVIOURS)?,
            trails: sheet("trails", TRAILS)?,
            folder: folder.to_owned(),
            planted: 0,
            roles: BTreeMap::new(),
        })
    }

    /// Says what an account is.
    pub fn label(&mut self, account: Tag, role: &str, ring: Option<&str>) -> Result<(), Error> {
        match self.roles.get_mut(role) {
            Some(count) => *count += 1,
            None => drop(self.roles.insert(role.to_owned(), 1)),
        }
        self.planted += u64::from(ring.is_some());
        self.labels.add(&[Cell::Text(Some(account.as_str())), Cell::Text(Some(role)), Cell::Text(ring)])
    }

    /// Says what an account does; behaviours that show in no written table are left out.
    pub fn behaviour(&mut self, account: Tag, what: &Behaviour, light: bool) -> Result<(), Error> {
        if light && !table_of(what.indicator).is_light() {
            return Ok(());
        }
        let (kind, id) = what.subject.as_ref().map_or(("account", account.as_str()), |(kind, id)| (*kind, id));
        let values = [account.as_str(), kind, id, what.indicator, what.strength.word(), &what.note];
        self.behaviours.add(&values.map(|value| Cell::Text(Some(value))))
    }

    /// Notes a money trail.
    pub fn trail(&mut self, account: Tag, ring: &str, trail: &Trail) -> Result<(), Error> {
        let id = format!("trail_{}", self.trails.rows() + 1);
        let transfers: Vec<&str> = trail.transfers.iter().map(Tag::as_str).collect();
        self.trails.add(&[
            Cell::Text(Some(&id)),
            Cell::Text(Some(ring)),
            Cell::Text(Some(account.as_str())),
            Cell::Text(Some(&transfers.join(" "))),
            Cell::Float(Some((trail.kept_ratio * 10_000.0).round() / 10_000.0)),
            Cell::Text(Some(trail.country)),
            Cell::Int(Some(trail.cash_minor)),
            Cell::Text(Some(trail.currency)),
        ])
    }

    /// Ends the files and writes `meta.json`.
    pub fn end(self, plan: &Plan, rings: u32, rows: &BTreeMap<String, u64>, window: (i64, i64)) -> Result<u64, Error> {
        let meta = json!({
            "accounts": plan.accounts,
            "complete_indicators": COMPLETE,
            "days": plan.days,
            "dirty": 0,
            "end": window.1,
            "light": plan.light,
            "ring_accounts": self.planted,
            "rings": rings,
            "roles": self.roles,
            "rows": rows,
            "seed": plan.seed,
            "start": window.0,
            "world": plan.world.name(),
        });
        self.labels.end()?;
        self.behaviours.end()?;
        self.trails.end()?;
        let path = self.folder.join("meta.json");
        let written = fs::write(&path, format!("{meta:#}\n"));
        written.map_err(|source| Error::Write { path, source })?;
        Ok(self.planted)
    }
}

/// The table in which an indicator shows most plainly.
fn table_of(indicator: &str) -> Table {
    match indicator {
        "camera_refusal" => Table::Calls,
        "off_platform_request" | "crypto_payment_requested" | "suspended_elsewhere_reapproach" => Table::Messages,
        "single_client_boosts_many" => Table::Reviews,
        "ship_address_differs_from_id" | "ship_address_change_last_minute" => Table::Shipments,
        "commits_predate_account" | "commit_tz_inconsistent" | "identity_rotation_in_git" => Table::Commits,
        "undeclared_resubcontract"
        | "chain_depth_excess"
        | "freelancer_via_matching_site_in_public_work"
        | "unknown_actual_worker" => Table::Subcontracts,
        "profile_text_near_duplicate" | "thin_portfolio_or_bio" => Table::Profiles,
        "ip_kvm_usb_device" | "mouse_jiggler" => Table::EndpointEvents,
        "tip_or_government_notice" => Table::Tips,
        _ => Table::Accounts,
    }
}
