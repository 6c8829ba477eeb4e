//! Who pays the accounts of a ring: contracts from members and from clients outside.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use sekisho_flow::Job;
use sekisho_read::Want;
use sekisho_report as page;
use sekisho_schema::Word;

use super::made::Made;

/// A client is shown with a ring when it gave work to so many of its accounts.
const CLIENT_OF: usize = 2;
/// So many clients are shown with a ring, those of most accounts.
const CLIENTS: usize = 12;

/// Contracts of one ring, by client and worker: how many, and what they were worth by currency.
#[derive(Default)]
pub struct Dealings {
    contracts: BTreeMap<(String, u32), Contracts>,
    /// Clients that are accounts of the ring, by id.
    inside: BTreeMap<String, u32>,
}

#[derive(Default)]
struct Contracts {
    count: u64,
    worth: BTreeMap<String, i64>,
}

/// By ring, its contracts. One pass over the table of contracts.
pub fn dealings(made: &Made, job: &Job) -> BTreeMap<usize, Dealings> {
    let mut ring_of: BTreeMap<u32, usize> = BTreeMap::new();
    for (number, ring) in made.rings.iter().enumerate() {
        ring.members.iter().for_each(|member| _ = ring_of.insert(member.account, number));
    }
    let mut found: BTreeMap<usize, Dealings> = BTreeMap::new();
    each_contract(job, |client, worker, price, currency| {
        let Some(worker) = made.ties.accounts.number_of(worker) else { return };
        let Some(ring) = ring_of.get(&worker) else { return };
        let dealings = found.entry(*ring).or_default();
        if let Some(client) = made.ties.accounts.number_of(client).filter(|client| ring_of.get(client) == Some(ring)) {
            dealings.inside.insert(made.ties.accounts.id(client).to_owned(), client);
        }
        let contracts = dealings.contracts.entry((client.to_owned(), worker)).or_default();
        contracts.count += 1;
        if let Some(price) = price {
            *contracts.worth.entry(currency.to_owned()).or_default() += price;
        }
    });
    found
}

fn each_contract(job: &Job, mut take: impl FnMut(&str, &str, Option<i64>, &str)) {
    let Some(table) = job.schema.table("contracts") else { return };
    let columns = ["client_account_id", "worker_account_id", "price_minor", "currency"].map(|name| table.column(name));
    let [Some(client), Some(worker), Some(price), Some(currency)] = columns else { return };
    let want =
        Want { texts: BTreeSet::from([client, worker]), words: BTreeSet::from([price, currency]), ..Want::default() };
    // A row that stands twice is one contract.
    let mut seen: HashSet<Word> = HashSet::new();
    for unit in job.dataset.units().iter().filter(|unit| unit.table == table.id) {
        for piece in job.dataset.open_unit(unit, &want) {
            let batch = &piece.batch;
            let (Some(clients), Some(workers)) = (batch.texts(client), batch.texts(worker)) else { continue };
            for row in (0..batch.len()).filter(|row| seen.insert(batch.keys[*row])).collect::<Vec<_>>() {
                let word = |column| batch.words(column).map_or(Word::NULL, |words| words[row]);
                if let (Some(client), Some(worker)) = (clients.get(row), workers.get(row)) {
                    let currency = if word(currency).is_null() { String::new() } else { word(currency).to_code() };
                    take(client, worker, word(price).some(), &currency);
                }
            }
        }
    }
}

impl Dealings {
    /// Clients outside of the ring that several of its accounts work for, and what links them; members by place.
    pub fn page(&self, places: &BTreeMap<u32, usize>) -> (Vec<page::Outsider>, Vec<page::RingLink>) {
        let mut workers: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
        self.contracts.keys().for_each(|(client, worker)| _ = workers.entry(client).or_default().insert(*worker));
        let mut outside: Vec<(&str, usize)> = workers
            .iter()
            .filter(|(client, workers)| !self.inside.contains_key(**client) && workers.len() >= CLIENT_OF)
            .map(|(client, workers)| (*client, workers.len()))
            .collect();
        outside.sort_by_key(|(client, workers)| (std::cmp::Reverse(*workers), *client));
        outside.truncate(CLIENTS);
        let end = |client: &str| match self.inside.get(client) {
            Some(member) => places.get(member).map(|place| page::End::Member(*place)),
            None => outside.iter().position(|(known, _)| *known == client).map(page::End::Outsider),
        };
        let link = |((client, worker), contracts): (&(String, u32), &Contracts)| {
            let (from, to) = (end(client)?, page::End::Member(*places.get(worker)?));
            Some(contracts.link(from, to))
        };
        let outsiders =
            outside.iter().map(|(client, _)| page::Outsider { label: (*client).to_owned(), kind: "client".to_owned() });
        (outsiders.collect(), self.contracts.iter().filter_map(link).collect())
    }
}

impl Contracts {
    fn link(&self, from: page::End, to: page::End) -> page::RingLink {
        // Sums of several currencies cannot be added.
        let one = self.worth.iter().next().filter(|_| self.worth.len() == 1);
        page::RingLink {
            from,
            to,
            kind: "contract".to_owned(),
            count: self.count,
            amount_minor: one.map(|(_, worth)| *worth),
            currency: one.map(|(currency, _)| currency.clone()).filter(|currency| !currency.is_empty()),
        }
    }
}
