//! Trails as lines of `trails.jsonl`, and as the page shows them.

use sekisho_output::{Hop, Trail};
use sekisho_report as page;

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

/// A trail for the page: one lane for everybody who had the money.
pub fn shown(trail: &ToldTrail) -> page::Trail {
    let most = trail.hops.iter().map(|hop| hop.amount_minor).max().unwrap_or(1).max(1) as f64;
    let mut lanes: Vec<page::Lane> = Vec::new();
    let mut lane = |name: &str, role: page::LaneRole| {
        let known = lanes.iter().position(|lane| lane.name == name && lane.role == role);
        known.unwrap_or_else(|| {
            lanes.push(page::Lane { name: name.to_owned(), role });
            lanes.len() - 1
        })
    };
    let hops = trail.hops.iter().map(|hop| {
        let payout = hop.is_payout;
        let (payee, hand) = (page::LaneRole::Payee, page::LaneRole::Hand);
        let role = |name: &str| if name == trail.payee { payee } else { hand };
        let from = if payout { lane("", page::LaneRole::Payer) } else { lane(&hop.from_name, role(&hop.from_name)) };
        let to = match &hop.to_name {
            Some(name) => lane(name, role(name)),
            None => lane(hop.country.as_deref().unwrap_or_default(), page::LaneRole::Cash),
        };
        let weight = hop.amount_minor as f64 / most;
        page::TrailHop {
            transfer_id: hop.transfer_id.clone(),
            at: hop.at,
            from,
            to,
            amount: hop.amount.clone(),
            weight,
        }
    });
    let hops = hops.collect();
    page::Trail {
        trail_id: trail.trail_id.clone(),
        account_ids: trail.account_ids.clone(),
        bits: trail.bits,
        kept_ratio: trail.kept_ratio,
        says_en: trail.says_en.clone(),
        says_ja: trail.says_ja.clone(),
        hops,
        lanes,
    }
}
