//! What a purse usually keeps: a fee, or a share.

use crate::flow::LARGEST_FEE_PPM;
use crate::ledger::{Ledger, TransferKind};
use crate::limits::Limits;

const PPM: i64 = 1_000_000;
/// So many of the latest incoming transfers are compared with an outgoing one.
const COMPARED: usize = 16;
/// Fees of one service differ by at most this, in millionths: amounts are rounded.
const SAME_FEE: i64 = 2_000;
/// Shares that are kept differ by at most this from each other: twice the standard deviation within which shares are one
/// share (catalogue, `fee_ratio_signature`: 0.03), less a margin for chance.
pub(crate) const SAME_SHARE: i64 = 40_000;
/// Who keeps more than this does not pass money on (the same limit as for passes, see `marks::LARGEST_KEPT`).
const LARGEST_SHARE: i64 = 450_000;

/// What is usual in one purse and currency, in millionths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Usual {
    /// The fee of batches that are passed on.
    pub fee: Option<i64>,
    /// The share that is kept of single transfers, above any fee.
    pub share: Option<i64>,
}

impl Usual {
    /// What most outgoing transfers have in common, if each is compared with each of the transfers before it. Two at least
    /// must agree, and a share must explain half of all transfers.
    pub fn of(ledger: &Ledger, limits: &Limits, ins: &[u32], outs: &[u32]) -> Self {
        let (mut fees, mut shares, mut transfers) = (Vec::new(), Vec::new(), 0);
        let mut come = 0;
        for (number, place) in (0u32..).zip(outs) {
            let out = ledger.transfer(*place);
            while ins.get(come).is_some_and(|place| ledger.transfer(*place).at <= out.at) {
                come += 1;
            }
            if out.kind == TransferKind::Cash || out.kind == TransferKind::Purchase {
                continue;
            }
            transfers += 1;
            for place in ins[..come].iter().rev().take(COMPARED) {
                let one = ledger.transfer(*place);
                if out.at - one.at > limits.rest {
                    break;
                }
                let kept = one.amount - out.amount;
                let kept_ppm = (i128::from(kept) * i128::from(PPM) / i128::from(one.amount.max(1))) as i64;
                match kept_ppm {
                    0..=LARGEST_FEE_PPM => fees.push((kept_ppm, number)),
                    ppm if ppm > LARGEST_FEE_PPM && ppm <= LARGEST_SHARE => shares.push((ppm, number)),
                    _ => {}
                }
            }
        }
        let fee = common(fees, SAME_FEE).map(|(fee, _)| fee);
        let share = common(shares, SAME_SHARE).filter(|(_, times)| 2 * times >= transfers).map(|(share, _)| share);
        Self { fee, share }
    }
}

/// The middle of the window that holds values of most transfers, and of how many; of several the lowest.
fn common(mut values: Vec<(i64, u32)>, width: i64) -> Option<(i64, usize)> {
    values.sort_unstable();
    let mut best: Option<(i64, usize)> = None;
    for from in 0..values.len() {
        let first = values[from].0;
        let window: Vec<(i64, u32)> = values[from..].iter().take_while(|one| one.0 - first <= width).copied().collect();
        let mut transfers: Vec<u32> = window.iter().map(|one| one.1).collect();
        transfers.sort_unstable();
        transfers.dedup();
        if transfers.len() >= 2 && best.is_none_or(|(_, most)| transfers.len() > most) {
            best = Some((window[window.len() / 2].0, transfers.len()));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_most_have_in_common_is_usual() {
        let values = vec![(10_000, 1), (10_500, 2), (35_000, 1), (10_200, 3), (35_100, 1)];
        assert_eq!(common(values, SAME_FEE), Some((10_200, 3)));
        assert_eq!(common(vec![(10_000, 1), (10_100, 1)], SAME_FEE), None);
    }
}
