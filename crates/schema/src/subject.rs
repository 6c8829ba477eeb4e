//! Whom or what a judgement is about.

use serde::{Deserialize, Serialize};

/// The kinds of subject a dossier can be kept on; the names stand in `findings.jsonl` as `subject_kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SubjectKind {
    /// An account on a marketplace, payroll or vendor system.
    Account,
    /// An IPv4 address, or the /64 network of an IPv6 address.
    Ip,
    /// A device that signed in.
    Device,
    /// The number of a bank account, e-wallet, card or wallet, with its kind and provider.
    PaymentNumber,
    /// The number of an identity document with its kind and issuing country, or one document image.
    Document,
    /// An account in its role as the party that pays.
    Client,
    /// One order in a chain of subcontracts.
    Subcontract,
    /// Accounts that ties join.
    Ring,
    /// An organisation or person in a contract chain.
    Party,
}

impl SubjectKind {
    /// Every kind, in the order of the reference pages.
    pub const ALL: [Self; 9] = [
        Self::Account,
        Self::Ip,
        Self::Device,
        Self::PaymentNumber,
        Self::Document,
        Self::Client,
        Self::Subcontract,
        Self::Ring,
        Self::Party,
    ];

    /// The name used in indicator files and in `findings.jsonl`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Ip => "ip",
            Self::Device => "device",
            Self::PaymentNumber => "payment_number",
            Self::Document => "document",
            Self::Client => "client",
            Self::Subcontract => "subcontract",
            Self::Ring => "ring",
            Self::Party => "party",
        }
    }

    /// The kind with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The relation of this subject that holds at most one row, the subject's own record, read as `account.column`.
    pub fn own_record(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Account => Some(("account", "accounts")),
            Self::Subcontract => Some(("subcontract", "subcontracts")),
            Self::Party => Some(("party", "parties")),
            _ => None,
        }
    }
}

impl std::fmt::Display for SubjectKind {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}
