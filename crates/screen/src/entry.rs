//! One entry of a watch list.

use std::collections::HashSet;

pub use sekisho_enrich::keys::{number_key as document_key, wallet_key};

use xxhash_rust::xxh3::xxh3_64;

use crate::birth::Birth;
use crate::notes::{Notes, short};

/// Longer names are no names: a quote or a tag that was not closed has taken in what follows (chosen; the longest of
/// OFAC's has 250 letters).
const LONGEST_NAME: usize = 1_000;
/// Shorter numbers of papers are a clerk's remark.
const SHORTEST_DOCUMENT: usize = 5;

/// What an entry is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// A person.
    Person,
    /// A company or another organisation; also ships and aircraft, which are matched by name alone.
    #[default]
    Organisation,
}

/// A name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedName {
    /// As the list writes it.
    pub text: String,
    /// The list itself calls it weak (a nickname, a nom de guerre): a match on it alone says less.
    pub weak: bool,
}

/// One entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its list in [`crate::Lists::lists`].
    pub list: usize,
    /// The id in that list.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// Its names, the primary one first. Wallet files have entries without a name.
    pub names: Vec<ListedName>,
    /// When it was born, as often as the list says so otherwise.
    pub births: Vec<Birth>,
    /// Numbers of passports and other papers, letters and digits only.
    pub documents: Vec<String>,
    /// E-mail addresses in lower case.
    pub emails: Vec<String>,
    /// Digital currency addresses.
    pub wallets: Vec<String>,
    /// The programme or regime under which it is listed.
    pub programme: String,
    /// A wanted or reward notice rather than a sanction.
    pub wanted: bool,
}

impl Entry {
    /// The primary name, or the first wallet of an entry without a name.
    pub fn name(&self) -> &str {
        let wallet = self.wallets.first().map_or("", String::as_str);
        self.names.first().map_or(wallet, |name| name.text.as_str())
    }

    /// A fingerprint of all that is matched (XXH3-64 in hexadecimal): another one means that the entry has changed.
    pub fn version(&self) -> String {
        let mut text = String::new();
        let names = self.names.iter().map(|name| name.text.as_str());
        let others = [&self.documents, &self.emails, &self.wallets].into_iter().flatten().map(String::as_str);
        let births: Vec<String> = self.births.iter().map(|birth| format!("born {birth}")).collect();
        let mut all: Vec<&str> = names.chain(others).chain(births.iter().map(String::as_str)).collect();
        all.sort_unstable();
        all.dedup();
        all.iter().for_each(|part| {
            text.push_str(part);
            text.push('\n');
        });
        format!("{:016x}", xxh3_64(text.as_bytes()))
    }

    /// Cuts names that are too long to be names; whether there was one.
    pub(crate) fn cut_names(&mut self) -> bool {
        let mut cut = false;
        for name in &mut self.names {
            if let Some((at, _)) = name.text.char_indices().nth(LONGEST_NAME) {
                name.text.truncate(at);
                name.text.shrink_to_fit();
                cut = true;
            }
        }
        cut
    }

    /// A paper by its key.
    pub(crate) fn add_document(&mut self, key: &str) {
        if key.len() >= SHORTEST_DOCUMENT {
            self.documents.push(key.to_owned());
        }
    }

    pub(crate) fn add_birth(&mut self, birth: Birth) {
        if !self.births.contains(&birth) {
            self.births.push(birth);
        }
    }

    pub(crate) fn add_name(&mut self, text: &str, weak: bool) {
        let text = text.trim();
        if !text.is_empty() && !self.names.iter().any(|name| name.text == text) {
            self.names.push(ListedName { text: text.to_owned(), weak });
        }
    }
}

/// Ids that were seen: two entries may have one, and both are used.
#[derive(Default)]
pub(crate) struct Twice(HashSet<u64>);

impl Twice {
    /// Tells of an id that stands twice.
    pub fn look(&mut self, id: &str, line: usize, notes: &mut Notes) {
        if !id.is_empty() && !self.0.insert(xxh3_64(id.as_bytes())) {
            notes.add(line, &format!("`{}` stands twice; both are used", short(id, 80)));
        }
    }
}

/// An e-mail address as it is compared.
pub fn email_key(address: &str) -> String {
    address.trim().to_lowercase()
}
