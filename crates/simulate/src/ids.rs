//! Identifiers: short opaque tags whose order says nothing.

use crate::dice::{Shuffle, scramble};

const DIGITS: &[u8; 16] = b"0123456789abcdef";
const SPACE: u64 = 1 << 40;

/// What an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `ac_`: an account.
    Account,
    /// `se_`: a session.
    Session,
    /// `dv_`: a device.
    Device,
    /// `dc_`: a document.
    Document,
    /// `ck_`: a check.
    Check,
    /// `jb_`: a job.
    Job,
    /// `pr_`: a proposal.
    Proposal,
    /// `ct_`: a contract.
    Contract,
    /// `rv_`: a review.
    Review,
    /// `ms_`: a message.
    Message,
    /// `th_`: a thread of messages.
    Thread,
    /// `cl_`: a call.
    Call,
    /// `pa_`: a payment account.
    Payment,
    /// `tf_`: a transfer.
    Transfer,
    /// `sh_`: a shipment.
    Shipment,
    /// `pt_`: a party.
    Party,
    /// `sc_`: a subcontract.
    Subcontract,
    /// `en_`: an engagement.
    Engagement,
    /// `tp_`: a tip.
    Tip,
    /// Numbers of documents and payment accounts, which carry no prefix.
    Number,
}

const KINDS: usize = Kind::Number as usize + 1;
const PREFIXES: [&[u8; 2]; KINDS] = [
    b"ac", b"se", b"dv", b"dc", b"ck", b"jb", b"pr", b"ct", b"rv", b"ms", b"th", b"cl", b"pa", b"tf", b"sh", b"pt",
    b"sc", b"en", b"tp", b"no",
];

/// An identifier such as `ac_0123456789`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag([u8; 13]);

impl Tag {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        // The bytes are hex digits and letters by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Gives out identifiers: the n-th of a kind is the same for the same seed.
pub struct Ids {
    shuffles: [Shuffle; KINDS],
    next: [u64; KINDS],
    spare: u64,
}

impl Ids {
    /// Identifiers that `seed` decides.
    pub fn new(seed: u64) -> Self {
        let shuffles = std::array::from_fn(|kind| Shuffle::new(scramble(seed ^ ((kind as u64 + 1) << 48)), SPACE));
        Self { shuffles, next: [0; KINDS], spare: 0 }
    }

    /// A new identifier.
    pub fn fresh(&mut self, kind: Kind) -> Tag {
        let number = self.next[kind as usize];
        self.next[kind as usize] += 1;
        self.tag(kind, number)
    }

    /// A number that nobody else has, below 2^40.
    pub fn number(&mut self) -> u64 {
        let number = self.next[Kind::Number as usize];
        self.next[Kind::Number as usize] += 1;
        self.shuffles[Kind::Number as usize].forth(number)
    }

    /// The turn of the next special account to win a job.
    pub fn next_spare(&mut self) -> u64 {
        self.spare += 1;
        self.spare - 1
    }

    /// The identifier of a thing that is known by its number.
    pub fn tag(&self, kind: Kind, number: u64) -> Tag {
        let mut rest = self.shuffles[kind as usize].forth(number);
        let mut bytes = [b'_'; 13];
        bytes[..2].copy_from_slice(PREFIXES[kind as usize]);
        for place in (3..13).rev() {
            bytes[place] = DIGITS[(rest & 15) as usize];
            rest >>= 4;
        }
        Tag(bytes)
    }
}
