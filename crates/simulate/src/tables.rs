//! The rows that are written: one struct per table, columns in the order of `schema/`.

use std::borrow::Cow;

use crate::ids::Tag;

/// A text value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Txt {
    /// No value.
    #[default]
    Null,
    /// An identifier.
    Tag(Tag),
    /// Any other text.
    Text(Cow<'static, str>),
}

impl Txt {
    /// The text, if there is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Null => None,
            Self::Tag(tag) => Some(tag.as_str()),
            Self::Text(text) => Some(text),
        }
    }

    /// The identifier, if it is one.
    pub const fn as_tag(&self) -> Option<Tag> {
        match self {
            Self::Tag(tag) => Some(*tag),
            _ => None,
        }
    }
}

impl From<Tag> for Txt {
    fn from(tag: Tag) -> Self {
        Self::Tag(tag)
    }
}

impl From<&'static str> for Txt {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Txt {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<T: Into<Self>> From<Option<T>> for Txt {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text of any sort.
    Text,
    /// A time in seconds since 1970.
    Time,
    /// A date in days since 1970.
    Date,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// Yes or no.
    Flag,
}

/// One value on its way to a file.
#[derive(Clone, Copy, Debug)]
pub enum Cell<'a> {
    /// Text of any sort.
    Text(Option<&'a str>),
    /// Seconds since 1970.
    Time(Option<i64>),
    /// Days since 1970.
    Date(Option<i32>),
    /// A whole number.
    Int(Option<i64>),
    /// A number.
    Float(Option<f64>),
    /// Yes or no.
    Flag(Option<bool>),
}

/// A row of some table.
pub trait Row {
    /// The table.
    const TABLE: Table;
    /// Its columns.
    const COLUMNS: &'static [(&'static str, Holds)];
    /// Hands over the values in the order of the columns.
    fn cells(&self, take: &mut dyn FnMut(&[Cell<'_>]));
}

macro_rules! field_type {
    (text) => { Txt };
    (time) => { Option<i64> };
    (date) => { Option<i32> };
    (int) => { Option<i64> };
    (float) => { Option<f64> };
    (flag) => { Option<bool> };
}
macro_rules! holds {
    (text) => {
        Holds::Text
    };
    (time) => {
        Holds::Time
    };
    (date) => {
        Holds::Date
    };
    (int) => {
        Holds::Int
    };
    (float) => {
        Holds::Float
    };
    (flag) => {
        Holds::Flag
    };
}
macro_rules! cell {
    (text, $value:expr) => {
        Cell::Text($value.as_str())
    };
    (time, $value:expr) => {
        Cell::Time($value)
    };
    (date, $value:expr) => {
        Cell::Date($value)
    };
    (int, $value:expr) => {
        Cell::Int($value)
    };
    (float, $value:expr) => {
        Cell::Float($value)
    };
    (flag, $value:expr) => {
        Cell::Flag($value)
    };
}
macro_rules! tables {
    ($($row:ident $table:ident $file:literal { $($field:ident: $kind:ident),* $(,)? })*) => {
        /// A table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Table { $(#[doc = concat!("`", $file, "`")] $table),* }

        impl Table {
            /// All tables.
            pub const ALL: &'static [Table] = &[$(Table::$table),*];

            /// The name of its file.
            pub const fn file(self) -> &'static str {
                match self { $(Table::$table => $file),* }
            }

            /// Its columns.
            pub const fn columns(self) -> &'static [(&'static str, Holds)] {
                match self { $(Table::$table => $row::COLUMNS),* }
            }
        }
        $(
            #[doc = concat!("One row of `", $file, "`.")]
            #[derive(Clone, Debug, Default)]
            #[allow(missing_docs, reason = "the columns are explained in `schema/`")]
            pub struct $row { $(pub $field: field_type!($kind)),* }

            impl Row for $row {
                const TABLE: Table = Table::$table;
                const COLUMNS: &'static [(&'static str, Holds)] = &[$((stringify!($field), holds!($kind))),*];

                fn cells(&self, take: &mut dyn FnMut(&[Cell<'_>])) {
                    take(&[$(cell!($kind, self.$field)),*]);
                }
            }
        )*
    };
}

tables! {
    Account Accounts "accounts" { account_id: text, role: text, opened_at: time, verified_at: time, status: text,
        status_at: time, status_reason: text, legal_name: text, native_name: text, kana_name: text, display_name: text,
        email: text, phone: text, residence_country: text, timezone: text, address: text, postal_code: text,
        birth_date: date, referrer_account_id: text, declares_team: flag, declares_vpn: flag }
    Change AccountChanges "account_changes" { account_id: text, at: time, field: text, before: text, after: text }
    Session Sessions "sessions" { session_id: text, account_id: text, started_at: time, last_seen_at: time,
        ended_at: time, ip: text, device_id: text, mfa_device_id: text, user_agent: text,
        timezone_offset_minutes: int, language: text, webrtc_ip: text, remote_desktop: flag, latency_ms: int,
        ip_country: text, ip_asn: int, ip_kind: text, ip_latitude: float, ip_longitude: float }
    Sign Activity "activity" { account_id: text, at: time, kind: text, session_id: text }
    Document Documents "documents" { document_id: text, account_id: text, submitted_at: time, kind: text,
        issuing_country: text, number: text, holder_name: text, holder_native_name: text, birth_date: date,
        address: text, issued_on: date, expires_on: date, mrz: text, image_sha256: text, image_phash: text,
        width_px: int, height_px: int, sharpness: float, software: text, camera_model: text, taken_at: time,
        register_check: text }
    Check Checks "checks" { check_id: text, account_id: text, kind: text, requested_at: time, completed_at: time,
        outcome: text, note: text }
    Profile Profiles "profiles" { account_id: text, at: time, headline: text, about: text, photo_phash: text,
        portfolio_url: text, skills: text }
    Past Experience "experience" { account_id: text, kind: text, organisation: text, title: text, started_on: date,
        ended_on: date, verified: text }
    Post Jobs "jobs" { job_id: text, client_account_id: text, posted_at: time, category: text, title: text,
        budget_minor: int, currency: text }
    Proposal Proposals "proposals" { proposal_id: text, job_id: text, account_id: text, at: time, text: text,
        price_minor: int, currency: text, outcome: text }
    Contract Contracts "contracts" { contract_id: text, job_id: text, client_account_id: text,
        worker_account_id: text, started_at: time, ended_at: time, price_minor: int, currency: text,
        upfront_minor: int, kickoff_at: time }
    Worklog Worklogs "worklogs" { account_id: text, contract_id: text, started_at: time, minutes: int }
    Review Reviews "reviews" { review_id: text, contract_id: text, author_account_id: text,
        subject_account_id: text, at: time, rating: int, text: text }
    Message Messages "messages" { message_id: text, thread_id: text, sender_account_id: text,
        recipient_account_id: text, at: time, text: text, in_reply_to: text }
    Call Calls "calls" { call_id: text, account_id: text, counterpart_account_id: text, scheduled_at: time,
        started_at: time, ended_at: time, attended: flag, video: text }
    Pocket PaymentAccounts "payment_accounts" { payment_account_id: text, account_id: text, kind: text,
        provider: text, country: text, number: text, holder_name: text, holder_kana: text, added_at: time,
        removed_at: time, parent_payment_account_id: text }
    Transfer Transfers "transfers" { transfer_id: text, at: time, kind: text, from_payment_account_id: text,
        to_payment_account_id: text, amount_minor: int, currency: text, country: text, contract_id: text, memo: text }
    Shipment Shipments "shipments" { shipment_id: text, account_id: text, at: time, item: text, serial: text,
        recipient_name: text, address: text, postal_code: text, country: text, address_changed_at: time }
    Event EndpointEvents "endpoint_events" { account_id: text, device_serial: text, at: time, kind: text,
        value: text, vendor_id: text, product_id: text }
    Commit Commits "commits" { repository: text, commit_id: text, account_id: text, author_name: text,
        author_email: text, authored_at: time, utc_offset_minutes: int, message: text }
    Party Parties "parties" { party_id: text, name: text, native_name: text, kind: text, country: text,
        registry_number: text, domain: text }
    Subcontract Subcontracts "subcontracts" { subcontract_id: text, engagement_id: text,
        parent_subcontract_id: text, orderer_party_id: text, contractor_party_id: text, account_id: text,
        ordered_at: time, via: text, approval_required: flag, approval_requested_at: time, approved_at: time,
        worker_name: text, worker_verified_at: time, handles_personal_data: flag, price_minor: int, currency: text }
    Tip Tips "tips" { tip_id: text, at: time, source: text, account_id: text, text: text }
}

impl Table {
    /// Whether a light plan writes it.
    pub const fn is_light(self) -> bool {
        matches!(
            self,
            Self::Accounts
                | Self::Sessions
                | Self::Activity
                | Self::Proposals
                | Self::Contracts
                | Self::PaymentAccounts
                | Self::Transfers
                | Self::Documents
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema is the contract; this crate spells the columns again because they are also fields.
    #[test]
    fn columns_agree_with_the_schema() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
        for table in Table::ALL {
            let text = std::fs::read_to_string(folder.join(format!("{}.toml", table.file()))).unwrap();
            let expected: Vec<(String, Holds)> = text.split("[[").filter_map(column_of).collect();
            let found: Vec<(String, Holds)> =
                table.columns().iter().map(|(name, holds)| ((*name).to_owned(), *holds)).collect();
            assert_eq!(found, expected, "{}", table.file());
        }
    }

    fn column_of(block: &str) -> Option<(String, Holds)> {
        let value = |key: &str| {
            let line = block.lines().find(|line| line.starts_with(&format!("{key} = ")))?;
            Some(line.split('"').nth(1)?.to_owned())
        };
        block.strip_prefix("column]]")?;
        let holds = match value("type")?.as_str() {
            "time" => Holds::Time,
            "date" => Holds::Date,
            "int" => Holds::Int,
            "float" => Holds::Float,
            "bool" => Holds::Flag,
            _ => Holds::Text,
        };
        Some((value("name")?, holds))
    }
}
