//! Whether two tied accounts are registered for one holder: under one name, in whatever spelling and script, or as what
//! is taken for one person all the same (after a marriage, say).

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;

use sekisho_enrich::names::one_holder;

use crate::kind::Kind;
use crate::rows::{Ask, Tables};
use crate::ties::Ties;

/// Two accounts, the smaller number first.
type Of = (u32, u32);

/// The registered names of an account, in every script.
pub(crate) type Names = BTreeMap<u32, Vec<String>>;

/// Every pair of accounts with a tie that is told, as far as it can be decided.
pub(crate) fn of_pairs(tables: Tables<'_>, ties: &Ties, threads: usize) -> BTreeMap<Of, bool> {
    let pairs: BTreeSet<Of> = ties.told().map(|tie| (tie.bond.a, tie.bond.b)).collect();
    let people = ties.told().filter(|tie| tie.bond.kind == Kind::Person).map(|tie| (tie.bond.a, tie.bond.b));
    let mut holders: BTreeMap<Of, bool> = people.map(|pair| (pair, true)).collect();
    let open: Vec<Of> = pairs.into_iter().filter(|pair| !holders.contains_key(pair)).collect();
    let names = names(tables, ties, &open.iter().flat_map(|(a, b)| [*a, *b]).collect());
    holders.extend(judged(&open, &names, threads));
    holders
}

/// Names in several scripts are judged one by one, which is what costs: the pairs are dealt to the threads.
fn judged(pairs: &[Of], names: &Names, threads: usize) -> Vec<(Of, bool)> {
    let judge = |pair: &Of| Some((*pair, one_holder(names.get(&pair.0)?, names.get(&pair.1)?)?));
    let share = pairs.len().div_ceil(NonZero::new(threads).map_or(1, NonZero::get)).max(1);
    std::thread::scope(|scope| {
        let judge = &judge;
        let parts: Vec<_> = pairs
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().filter_map(judge).collect::<Vec<_>>()))
            .collect();
        let answers =
            parts.into_iter().map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        answers.flatten().collect()
    })
}

fn names(tables: Tables<'_>, ties: &Ties, wanted: &BTreeSet<u32>) -> Names {
    let ask = Ask { table: "accounts", words: &["account_id"], texts: &["legal_name", "native_name", "kana_name"] };
    let mut names = Names::new();
    tables.each(ask, |row| {
        let Some(account) = ties.accounts.number(row.word(0)).filter(|account| wanted.contains(account)) else {
            return;
        };
        let written = (0..3).filter_map(|place| row.text(place)).map(str::to_owned).collect();
        names.entry(account).or_insert(written);
    });
    names
}
