//! Numbers, addresses and mailboxes that stand on two accounts.

use std::collections::BTreeSet;

use sekisho_enrich::keys::{address_key, spelled};
use sekisho_schema::{ColumnType, Word};

use crate::accounts::{Accounts, fingerprint};
use crate::bond::{Found, Place};
use crate::kind::Kind;
use crate::rows::{Ask, Row, Tables};
use crate::sighting::{Sighting, Sort};

/// A search for equal values: the table, what to read of it, and which value a row shows.
struct Search<'a> {
    tables: Tables<'a>,
    accounts: &'a Accounts,
}

/// Bonds through equal values of every table but sessions.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let search = Search { tables, accounts };
    let mut found = Found::default();
    search.payment_numbers(&mut found);
    search.documents(&mut found);
    search.contacts(&mut found);
    search.parcels(&mut found);
    search.computers(&mut found);
    search.commits(&mut found);
    search.referrals(&mut found);
    found
}

impl Search<'_> {
    /// Reads a table and joins what shows the same value; the account is the first word, the time the second.
    fn search(&self, kind: Kind, place: Place, ask: Ask<'_>, value: impl Fn(&Row<'_>) -> Option<u64>) -> Found {
        let mut sightings = Vec::new();
        self.tables.each(ask, |row| {
            if let (Some(account), Some(value)) = (self.accounts.number(row.word(0)), value(&row)) {
                sightings.push(Sighting::new(value, account, row.word(1).some(), row.at));
            }
        });
        Sort { kind, place, accounts: self.accounts }.pairs(sightings)
    }

    /// A number means something with its kind and provider only: two banks may give out the same digits.
    fn payment_numbers(&self, found: &mut Found) {
        let wallet = self.value("payment_accounts", "kind", "crypto_wallet");
        let ask = Ask {
            table: "payment_accounts",
            words: &["account_id", "added_at", "kind", "provider"],
            texts: &["number"],
        };
        let place = ("payment_accounts", "number");
        let number = |row: &Row<'_>, wanted: bool| {
            let is_wallet = wallet.is_some() && row.word(2).some() == wallet;
            let provider = if is_wallet { Word::NULL } else { row.word(3) };
            let number = spelled(row.text(0).filter(|_| is_wallet == wanted)?, is_wallet)?;
            Some(mixed(&[row.word(2), provider, Word(fingerprint(&number) as i64)]))
        };
        found.extend(self.search(Kind::PaymentNumber, place, ask, |row| number(row, false)));
        found.extend(self.search(Kind::Wallet, place, ask, |row| number(row, true)));
    }

    fn documents(&self, found: &mut Found) {
        let words = &["account_id", "submitted_at", "kind", "issuing_country", "image_sha256"];
        let ask = Ask { table: "documents", words, texts: &["number"] };
        let number = |row: &Row<'_>| {
            let number = fingerprint(&spelled(row.text(0)?, false)?);
            Some(mixed(&[row.word(2), row.word(3), Word(number as i64)]))
        };
        found.extend(self.search(Kind::DocumentNumber, ("documents", "number"), ask, number));
        let image = |row: &Row<'_>| row.word(4).some().map(|image| image as u64);
        found.extend(self.search(Kind::DocumentImage, ("documents", "image_sha256"), ask, image));
    }

    fn contacts(&self, found: &mut Found) {
        let ask = Ask { table: "accounts", words: &["account_id", "opened_at"], texts: &["phone", "email", "address"] };
        let digits = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let phone = |row: &Row<'_>| row.text(0).map(|text| fingerprint(&digits(text)));
        found.extend(self.search(Kind::Phone, ("accounts", "phone"), ask, phone));
        let email = |row: &Row<'_>| row.text(1).map(|text| fingerprint(&mailbox(text)));
        found.extend(self.search(Kind::Email, ("accounts", "email"), ask, email));
        let home = |row: &Row<'_>| row.text(2).map(|text| fingerprint(&address_key(text)));
        found.extend(self.search(Kind::HomeAddress, ("accounts", "address"), ask, home));
    }

    /// A parcel that goes to the holder's own home is no tie beyond that home.
    fn parcels(&self, found: &mut Found) {
        let ask = Ask { table: "shipments", words: &["account_id", "at", "serial"], texts: &["address"] };
        let elsewhere = |row: &Row<'_>| {
            let address = fingerprint(&address_key(row.text(0)?));
            let home = self.accounts.number(row.word(0)).and_then(|account| self.accounts.told(account).home);
            (home != Some(address)).then_some(address)
        };
        found.extend(self.search(Kind::ShippingAddress, ("shipments", "address"), ask, elsewhere));
        let mut sent: BTreeSet<Word> = BTreeSet::new();
        self.tables.each(ask, |row| _ = sent.insert(row.word(0)));
        found.expose(Kind::ShippingAddress, sent.len() as u64);
        let serial = |row: &Row<'_>| row.word(2).some().map(|serial| serial as u64);
        found.extend(self.search(Kind::Serial, ("shipments", "serial"), ask, serial));
    }

    fn computers(&self, found: &mut Found) {
        let ask = Ask { table: "endpoint_events", words: &["account_id", "at", "device_serial"], texts: &[] };
        let serial = |row: &Row<'_>| row.word(2).some().map(|serial| serial as u64);
        found.extend(self.search(Kind::Serial, ("endpoint_events", "device_serial"), ask, serial));
    }

    fn commits(&self, found: &mut Found) {
        let ask = Ask { table: "commits", words: &["account_id", "authored_at"], texts: &["author_email"] };
        let email = |row: &Row<'_>| {
            let email = row.text(0)?;
            // Addresses of the hosting service stand for nobody.
            (!email.contains("noreply")).then(|| fingerprint(&mailbox(email)))
        };
        found.extend(self.search(Kind::CommitEmail, ("commits", "author_email"), ask, email));
    }

    /// The one who invites shares the invitation with those who were invited.
    fn referrals(&self, found: &mut Found) {
        let ask = Ask { table: "accounts", words: &["account_id", "opened_at", "referrer_account_id"], texts: &[] };
        let mut sightings = Vec::new();
        self.tables.each(ask, |row| {
            let (Some(guest), Some(host)) = (self.accounts.number(row.word(0)), self.accounts.number(row.word(2)))
            else {
                return;
            };
            let (value, at) = (row.word(2).0 as u64, row.word(1).some());
            sightings.extend([guest, host].map(|account| Sighting::new(value, account, at, row.at)));
        });
        let place = ("accounts", "referrer_account_id");
        found.extend(Sort { kind: Kind::Referral, place, accounts: self.accounts }.pairs(sightings));
    }

    /// The word of an enumerated value.
    fn value(&self, table: &str, column: &str, name: &str) -> Option<i64> {
        let table = self.tables.schema.table(table)?;
        let ColumnType::Enum(values) = &table.at(table.column(column)?).ty else { return None };
        values.iter().position(|value| value == name).map(|at| at as i64)
    }
}

/// Several words as one fingerprint.
pub(crate) fn mixed(words: &[Word]) -> u64 {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.0.to_le_bytes()).collect();
    Word::fingerprint(&bytes).0 as u64
}

/// The mailbox that an address leads to: case and `+tag` dropped, and the dots that one large provider ignores.
fn mailbox(address: &str) -> String {
    let lower = address.trim().to_lowercase();
    let Some((local, domain)) = lower.rsplit_once('@') else { return lower };
    let local = local.split('+').next().unwrap_or(local);
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    }
}
