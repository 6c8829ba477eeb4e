//! Texts that are one template with edits.

use std::collections::HashMap;

use sekisho_twin::{Bag, TextLimits, TextTwins, text_twins};

use crate::accounts::{Accounts, fingerprint};
use crate::bond::Found;
use crate::kind::Kind;
use crate::near::{Copies, Piece};
use crate::rows::{Ask, Tables};

/// So many different templates of one account are compared with those of others (chosen; the most used ones).
const TEMPLATES: usize = 8;
/// So many are told apart before the most used are chosen: a bound on the work for one account.
const LOOKED_AT: usize = 32;
/// Texts of one account that are alike in this share of their words are one template, as between accounts.
const ALIKE: f64 = 0.7;

/// Where texts stand: kind, table, account, time, text.
const TEXTS: [(Kind, &str, &str, &str, &str); 3] = [
    (Kind::ProposalText, "proposals", "account_id", "at", "text"),
    (Kind::ProfileText, "profiles", "account_id", "at", "about"),
    (Kind::MessageText, "messages", "sender_account_id", "at", "text"),
];

/// Bonds through templates.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let mut found = Found::default();
    for (kind, table, account, time, text) in TEXTS {
        let ask = Ask { table, words: &[account, time], texts: &[text] };
        let (pieces, bags) = read(tables, accounts, ask);
        let TextTwins { twins, cut } = text_twins(&bags, &TextLimits::default());
        if cut > 0 {
            let (place, count) = (format!("{table}.{text}"), bags.len());
            found
                .notes
                .push(format!("{place}: {cut} of {count} templates were not compared with all that resemble them"));
        }
        let pairs = twins.pairs.iter().map(|pair| (pair.a, pair.b, pair.how.similarity)).collect();
        let (place, pieces) = ((table, text), pieces.as_slice());
        found.extend(Copies { kind, place, pieces, pairs, crowds: twins.crowds }.found());
    }
    found
}

/// Every text once per account, where it stands first in time: who repeats themselves ties nobody.
fn read(tables: Tables<'_>, accounts: &Accounts, ask: Ask<'_>) -> (Vec<Piece>, Vec<Bag>) {
    let mut told: HashMap<(u32, u64), usize> = HashMap::new();
    let mut texts: Vec<(Piece, Bag)> = Vec::new();
    for unit in tables.units(ask.table) {
        tables.each_of_unit(&unit, ask, |row| {
            let (Some(account), Some(text)) = (accounts.number(row.word(0)), row.text(0)) else { return };
            let content = fingerprint(text);
            let piece = Piece { account, row: row.at, at: row.word(1).0.max(0), content };
            let place = *told.entry((account, content)).or_insert(texts.len());
            match texts.get_mut(place) {
                Some((known, _)) if (piece.at, piece.row) < (known.at, known.row) => *known = piece,
                Some(_) => {}
                None => texts.push((piece, Bag::of(text))),
            }
        });
    }
    texts.sort_by_key(|(piece, _)| (piece.account, piece.content));
    let (pieces, bags): (Vec<Piece>, Vec<Bag>) = texts.into_iter().unzip();
    let kept: Vec<bool> = pieces
        .chunk_by(|a, b| a.account == b.account)
        .scan(0, |from, own| {
            let kept = templates(&bags[*from..*from + own.len()]);
            *from += own.len();
            Some(kept)
        })
        .flatten()
        .collect();
    let mut kept: Vec<(Piece, Bag)> =
        pieces.into_iter().zip(bags).zip(kept).filter(|(_, kept)| *kept).map(|(text, _)| text).collect();
    // In the order of contents: what ids the accounts have must not decide which candidates are compared.
    kept.sort_by_key(|(piece, _)| (piece.content, piece.at, piece.account));
    kept.into_iter().unzip()
}

/// Which of one account's texts stand for its templates: who bids a hundred times with one text has one template. The
/// first of a template, in the order of contents, stands for the later ones.
fn templates(bags: &[Bag]) -> Vec<bool> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (place, bag) in bags.iter().enumerate() {
        let known = found.iter().position(|(first, _)| bags[*first].similarity(bag) >= ALIKE);
        match known {
            Some(known) => found[known].1 += 1,
            None if found.len() < LOOKED_AT => found.push((place, 1)),
            None => {}
        }
    }
    found.sort_by_key(|(first, stands_for)| (std::cmp::Reverse(*stands_for), *first));
    found.truncate(TEMPLATES);
    (0..bags.len()).map(|place| found.iter().any(|(first, _)| *first == place)).collect()
}
