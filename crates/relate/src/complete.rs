//! A batch gets the columns that do not stand in its file.

use std::collections::BTreeMap;
use std::sync::Arc;

use sekisho_dossier::Plan;
use sekisho_enrich::{Addresses, Cache};
use sekisho_read::{Batch, ColumnData, Dataset, Texts};
use sekisho_schema::{ColumnId, Follow, Origin, Schema, TableId, Word};

use crate::lookups::Lookups;
use crate::wants::needed;

/// Completes batches for one plan.
pub struct Relate {
    pub(crate) schema: Arc<Schema>,
    addresses: Arc<Addresses>,
    columns: BTreeMap<TableId, Vec<ColumnId>>,
    pub(crate) lookups: Lookups,
}

impl Relate {
    /// Reads the lookup tables that the plan needs.
    pub fn new(dataset: &Dataset, schema: &Arc<Schema>, addresses: &Arc<Addresses>, plan: &Plan) -> Self {
        let worked_out = |table: TableId, column: ColumnId| {
            let described = schema.column(table, column);
            described.origin != Origin::Own || described.filled_from.is_some()
        };
        let columns = needed(schema, plan).into_iter().map(|(table, columns)| {
            let mut columns: Vec<ColumnId> = columns.into_iter().map(|(column, _)| column).collect();
            columns.retain(|column| worked_out(table, *column));
            columns.dedup();
            (table, columns)
        });
        let columns = columns.collect();
        let (schema, addresses) = (Arc::clone(schema), Arc::clone(addresses));
        let mut relate = Self { schema, addresses, columns, lookups: Lookups::default() };
        Lookups::read(dataset, plan, &mut relate);
        relate
    }

    /// Fills in every column that the plan needs and the file does not have.
    pub fn complete(&self, batch: &mut Batch, cache: &mut Cache) {
        for column in self.columns.get(&batch.table).into_iter().flatten() {
            self.column(batch, *column, cache);
        }
    }

    pub(crate) fn complete_columns(&self, batch: &mut Batch, columns: &[ColumnId]) {
        let mut cache = Cache::new();
        columns.iter().for_each(|column| self.column(batch, *column, &mut cache));
    }

    fn column(&self, batch: &mut Batch, column: ColumnId, cache: &mut Cache) {
        let described = self.schema.column(batch.table, column).clone();
        let words = match &described.origin {
            Origin::Own => described.filled_from.and_then(|from| self.filled(batch, column, from, cache)),
            Origin::Enriched { from } => batch.words(*from).map(|addresses| self.networks(addresses, cache)),
            Origin::Spelled { from, wallets } => batch.texts(*from).map(|numbers| spelled(batch, numbers, *wallets)),
            Origin::Lookup(lookup) => self.looked_up(batch, lookup),
        };
        if let Some(words) = words {
            put(batch, column, words);
        }
    }

    /// The column with its nulls filled from an address.
    fn filled(&self, batch: &Batch, column: ColumnId, from: ColumnId, cache: &mut Cache) -> Option<Vec<Word>> {
        let addresses = batch.words(from)?;
        let of_place = place_reader(&self.schema.column(batch.table, column).name)?;
        let fill = |own: Word, ip: Word, cache: &mut Cache| match (own, ip) {
            (Word::NULL, ip) if !ip.is_null() => of_place(cache.known(&self.addresses, ip)),
            _ => own,
        };
        match batch.words(column) {
            Some(own) => Some(own.iter().zip(addresses).map(|(own, ip)| fill(*own, *ip, cache)).collect()),
            None => Some(addresses.iter().map(|ip| fill(Word::NULL, *ip, cache)).collect()),
        }
    }

    fn networks(&self, addresses: &[Word], cache: &mut Cache) -> Vec<Word> {
        let network =
            |ip: &Word| if ip.is_null() { Word::NULL } else { cache.known(&self.addresses, *ip).shared_network };
        addresses.iter().map(network).collect()
    }

    fn looked_up(&self, batch: &mut Batch, lookup: &sekisho_schema::Lookup) -> Option<Vec<Word>> {
        if batch.words(lookup.through).is_none() && batch.texts(lookup.through).is_none() {
            // Rows without the column belong to nobody and have no parent: the top of a chain is one deep.
            self.column(batch, lookup.through, &mut Cache::new());
        }
        let unless = lookup.unless.and_then(|unless| words(batch, unless));
        let at_top = self.at_top(batch, lookup);
        let through = words(batch, lookup.through)?;
        let find = |(row, through): (usize, &Word)| match (unless.as_ref().map(|own| own[row]), &at_top) {
            (Some(own), _) if !own.is_null() => own,
            (_, Some(own)) if through.is_null() => own[row],
            _ => self.lookups.find(lookup, *through),
        };
        Some(through.iter().enumerate().map(find).collect())
    }

    /// What rows without a parent find at the top of their chain: their own value.
    fn at_top(&self, batch: &mut Batch, lookup: &sekisho_schema::Lookup) -> Option<Vec<Word>> {
        if lookup.follow != Follow::Root {
            return None;
        }
        self.column(batch, lookup.column, &mut Cache::new());
        batch.words(lookup.column).map(<[Word]>::to_vec)
    }
}

/// The words of a column; of one that was read as text because a sentence wants the text, its fingerprints.
fn words(batch: &Batch, column: ColumnId) -> Option<Vec<Word>> {
    let of_texts = |texts: &Texts| {
        texts.iter().map(|text| text.map_or(Word::NULL, |text| Word::fingerprint(text.as_bytes()))).collect()
    };
    batch.words(column).map(<[Word]>::to_vec).or_else(|| batch.texts(column).map(of_texts))
}

/// Numbers in one spelling, by the rules of wallets where the column of kinds says so.
fn spelled(batch: &Batch, numbers: &Texts, wallets: Option<(ColumnId, Word)>) -> Vec<Word> {
    let kinds = wallets.and_then(|(column, wallet)| Some((batch.words(column)?, wallet)));
    let is_wallet = |row: usize| kinds.is_some_and(|(kinds, wallet)| kinds[row] == wallet);
    let word = |(row, text): (usize, Option<&str>)| {
        let key = text.and_then(|text| sekisho_enrich::keys::spelled(text, is_wallet(row)));
        key.map_or(Word::NULL, |key| Word::fingerprint(key.as_bytes()))
    };
    numbers.iter().enumerate().map(word).collect()
}

/// Which part of what is known about an address fills a column.
fn place_reader(column: &str) -> Option<fn(&sekisho_enrich::Known) -> Word> {
    Some(match column {
        "ip_country" => |known| known.place.country,
        "ip_asn" => |known| known.place.asn,
        "ip_kind" => |known| known.place.kind,
        "ip_latitude" => |known| known.place.latitude,
        "ip_longitude" => |known| known.place.longitude,
        _ => return None,
    })
}

fn put(batch: &mut Batch, column: ColumnId, words: Vec<Word>) {
    let place = usize::from(column.0);
    if batch.columns.len() <= place {
        batch.columns.resize_with(place + 1, || None);
    }
    batch.columns[place] = Some(ColumnData::Words(words));
}
