//! Trails as lines of `trails.jsonl`.

use sekisho_output::{Hop, Trail};

use crate::money::ToldTrail;

/// One line per trail.
pub fn lines(trails: &[ToldTrail]) -> Vec<Trail> {
    trails.iter().map(line).collect()
}

fn line(trail: &ToldTrail) -> Trail {
    let hops = trail.hops.iter().map(|hop| Hop {
        transfer_id: hop.transfer_id.clone(),
        from: hop.from.clone(),
        to: hop.to.clone(),
        amount_minor: hop.amount_minor,
        currency: hop.currency.clone(),
        at: jiff::Timestamp::from_microsecond(hop.at).map(|at| at.to_string()).unwrap_or_default(),
        country: hop.country.clone(),
    });
    Trail {
        trail_id: trail.trail_id.clone(),
        account_ids: trail.account_ids.clone(),
        hops: hops.collect(),
        kept_ratio: trail.kept_ratio,
        ends_in: trail.ends_in,
        cash_out_country: trail.cash_out_country.clone(),
        cash_out_minor: trail.cash_out_minor,
        bits: trail.bits,
        says_en: trail.says_en.clone(),
        says_ja: trail.says_ja.clone(),
    }
}
