//! Links through a third record: a record with little in it agrees with both of two others that hardly say anything
//! about each other.

use std::collections::BTreeMap;

use crate::linkage::Cut;

/// Links of one record that are looked through. Chosen: far above what one hand runs.
const MOST_LINKS: usize = 64;

/// Two records that are one person because both are the same as a third.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Through {
    /// Places of the two, smaller first.
    pub pair: (u32, u32),
    /// Place of the third.
    pub third: u32,
    /// The bits of the weaker of the two links, less what speaks directly against the pair.
    pub bits: f64,
}

/// A link between two places with its bits.
pub(crate) type Link = ((u32, u32), f64);

/// Pairs that are not linked themselves but reach `margin` through a third. A pair is as sure as the weaker link, less
/// what its own comparison says against it: `likelihood` in bits, without the prior. Of several thirds the best counts.
/// Only given links are looked through, never those found here, so that nothing chains.
pub(crate) fn through(
    links: &[Link],
    margin: f64,
    likelihood: impl Fn(u32, u32) -> f64,
    cut: &mut Cut,
) -> Vec<Through> {
    let mut around: BTreeMap<u32, Vec<(u32, f64)>> = BTreeMap::new();
    for &((a, b), bits) in links {
        around.entry(a).or_default().push((b, bits));
        around.entry(b).or_default().push((a, bits));
    }
    let mut best: BTreeMap<(u32, u32), (f64, u32)> = BTreeMap::new();
    for (&third, others) in &around {
        if others.len() > MOST_LINKS {
            cut.add(others.len());
            continue;
        }
        for (at, &(a, bits_a)) in others.iter().enumerate() {
            for &(b, bits_b) in others.iter().skip(at + 1) {
                let known = best.entry((a.min(b), a.max(b))).or_insert((f64::MIN, third));
                // The first of equals stays: thirds that are equally good may only differ in their ids.
                if bits_a.min(bits_b) > known.0 {
                    *known = (bits_a.min(bits_b), third);
                }
            }
        }
    }
    links.iter().for_each(|(pair, _)| _ = best.remove(pair));
    let found = best.into_iter().map(|(pair, (bits, third))| {
        let bits = bits + likelihood(pair.0, pair.1).min(0.0);
        Through { pair, third, bits }
    });
    found.filter(|found| found.bits >= margin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_links_make_a_third_unless_it_contradicts() {
        let links = [((0, 1), 5.0), ((1, 2), 3.0), ((2, 3), 4.0)];
        let likelihood = |a: u32, b: u32| if (a, b) == (1, 3) { -9.0 } else { 2.0 };
        let found = through(&links, 1.0, likelihood, &mut Cut::default());
        assert_eq!(found, [Through { pair: (0, 2), third: 1, bits: 3.0 }]);
    }

    #[test]
    fn the_best_third_counts() {
        let links = [((0, 1), 2.0), ((1, 3), 2.0), ((0, 2), 6.0), ((2, 3), 7.0)];
        let found = through(&links, 1.0, |_, _| 0.0, &mut Cut::default());
        assert_eq!(found.iter().map(|f| (f.pair, f.third)).collect::<Vec<_>>(), [((0, 3), 2), ((1, 2), 0)]);
    }
}
