//! Matches of names that birth dates speak against: set aside, counted and told, never dropped silently.

use std::collections::HashSet;

use sekisho_screen::Asked;

use super::matches::{Match, lines};

/// So many are told one by one (chosen); the rest is counted.
const TOLD: usize = 50;

/// A name whose account also has a number or an address of the same entry is no namesake, whatever the dates say.
pub fn keep_with_numbers(found: &mut Vec<Match>, set_aside: &mut Vec<Match>) {
    let of = |one: &Match| (one.account_id.clone(), one.list.clone(), one.entry_id.clone());
    let numbers = found.iter().filter(|one| matches!(one.known.asked, Asked::Document | Asked::Email | Asked::Wallet));
    let numbers: HashSet<(String, String, String)> = numbers.map(of).collect();
    let (kept, left): (Vec<Match>, Vec<Match>) =
        std::mem::take(set_aside).into_iter().partition(|one| numbers.contains(&of(one)));
    *set_aside = left;
    found.extend(kept.into_iter().map(|mut one| {
        one.says.push_str("; a number or address of the same entry agrees");
        one
    }));
}

/// How many they are, counted as `matches.csv` would have them.
pub fn count(set_aside: &[Match]) -> usize {
    lines(set_aside).len()
}

/// Notes on what was set aside, the sum last; nothing when nothing was.
pub fn told(set_aside: &[Match]) -> Vec<String> {
    let count = count(set_aside);
    if count == 0 {
        return Vec::new();
    }
    let told = |one: &Match| {
        let Match { account_id, field, value, list, entry_id, says, .. } = one;
        format!("{account_id} {field} {value} against {list} {entry_id}: set aside: {says}")
    };
    let mut notes: Vec<String> = set_aside.iter().map(told).collect();
    notes.dedup();
    notes.truncate(TOLD);
    notes.push(match count.saturating_sub(notes.len()) {
        0 => format!("{count} watch-list matches of names were set aside because birth dates contradict them"),
        _ => format!(
            "{count} watch-list matches of names were set aside because birth dates contradict them; the first {TOLD} are told"
        ),
    });
    notes
}
