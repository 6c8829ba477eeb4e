//! A ring in an order that depends on its content alone, so that the same ring always gives the same page.

use std::collections::BTreeMap;

use super::model::{End, Ring, RingLink, RingMember, SharedThing};
use crate::words::finite;

/// A ring with members by id, ties by weight, and links joined; places that do not exist are dropped.
pub struct Canon<'a> {
    /// The ring itself.
    pub ring: &'a Ring,
    /// Members by account id.
    pub members: Vec<&'a RingMember>,
    /// What is shared, what weighs most first.
    pub things: Vec<Thing<'a>>,
    /// Places in [`Ring::outsiders`] that a link names, by label.
    pub outsiders: Vec<usize>,
    /// Links, their ends as places in `members` and `outsiders`.
    pub flows: Vec<Flow<'a>>,
}

/// Something shared, and by whom.
pub struct Thing<'a> {
    /// The tie.
    pub tie: &'a SharedThing,
    /// Places in [`Canon::members`], ascending.
    pub members: Vec<usize>,
}

/// All that went one way between two ends, of one kind and currency.
pub struct Flow<'a> {
    /// Who gave.
    pub from: End,
    /// Who received.
    pub to: End,
    /// What kind of link.
    pub kind: &'a str,
    /// How often.
    pub count: u64,
    /// How much, in minor units.
    pub amount_minor: Option<i64>,
    /// In which currency.
    pub currency: Option<&'a str>,
}

impl<'a> Canon<'a> {
    /// Orders a ring.
    pub fn new(ring: &'a Ring) -> Self {
        let (members, place) = members(ring);
        let things = things(ring, &place);
        let outsiders = outsiders(ring);
        let flows = flows(ring, &place, &outsiders);
        Self { ring, members, things, outsiders, flows }
    }

    /// Things that exactly the same accounts share, together; what weighs most first. Things of one account stay out.
    pub fn bundles(&self) -> Vec<Vec<usize>> {
        let mut bundles = BTreeMap::<&[usize], Vec<usize>>::new();
        for (place, thing) in self.things.iter().enumerate().filter(|(_, thing)| thing.members.len() > 1) {
            bundles.entry(&thing.members).or_default().push(place);
        }
        let mut bundles: Vec<Vec<usize>> = bundles.into_values().collect();
        bundles.sort();
        bundles
    }

    /// The members that share a bundle.
    pub fn sharers(&self, bundle: &[usize]) -> &[usize] {
        bundle.first().and_then(|place| self.things.get(*place)).map_or(&[], |thing| &thing.members)
    }

    /// The summed weight of a bundle.
    pub fn weight(&self, bundle: &[usize]) -> f64 {
        bundle.iter().filter_map(|place| self.things.get(*place)).map(|thing| finite(thing.tie.bits).max(0.0)).sum()
    }

    /// The families that speak, by their summed bits, highest first.
    pub fn families(&self) -> Vec<(super::family::Family, f64, usize)> {
        let mut sums = BTreeMap::<_, (f64, usize)>::new();
        for thing in &self.things {
            let sum = sums.entry(super::family::family(&thing.tie.kind)).or_default();
            *sum = (sum.0 + finite(thing.tie.bits).max(0.0), sum.1 + 1);
        }
        let mut sums: Vec<_> = sums.into_iter().map(|(family, (bits, ties))| (family, bits, ties)).collect();
        sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        sums
    }
}

/// The members in order, and where each place of the ring's own list went.
fn members(ring: &Ring) -> (Vec<&RingMember>, Vec<usize>) {
    let mut order: Vec<usize> = (0..ring.members.len()).collect();
    let key = |place: &usize| ring.members.get(*place).map(|one| (&one.account_id, &one.role, &one.name));
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        if let Some(slot) = place.get_mut(*old) {
            *slot = new;
        }
    }
    (order.iter().filter_map(|old| ring.members.get(*old)).collect(), place)
}

fn things<'a>(ring: &'a Ring, place: &[usize]) -> Vec<Thing<'a>> {
    let thing = |tie: &'a SharedThing| {
        let mut members: Vec<usize> = tie.members.iter().filter_map(|old| place.get(*old).copied()).collect();
        members.sort_unstable();
        members.dedup();
        Thing { tie, members }
    };
    let mut things: Vec<Thing> = ring.shared.iter().map(thing).collect();
    things.sort_by(|a, b| {
        let bits = finite(b.tie.bits).total_cmp(&finite(a.tie.bits));
        let name = (&a.tie.kind, &a.tie.label).cmp(&(&b.tie.kind, &b.tie.label));
        bits.then(b.members.len().cmp(&a.members.len())).then(name).then(a.members.cmp(&b.members))
    });
    things
}

fn outsiders(ring: &Ring) -> Vec<usize> {
    let named = |place: usize| {
        let end = End::Outsider(place);
        ring.links.iter().any(|link| link.from == end || link.to == end)
    };
    let mut outsiders: Vec<usize> = (0..ring.outsiders.len()).filter(|place| named(*place)).collect();
    outsiders.sort_by_key(|place| ring.outsiders.get(*place).map(|one| (&one.label, &one.kind)));
    outsiders
}

fn flows<'a>(ring: &'a Ring, place: &[usize], outsiders: &[usize]) -> Vec<Flow<'a>> {
    let end = |end: End| match end {
        End::Member(old) => place.get(old).copied().map(End::Member),
        End::Outsider(old) => outsiders.iter().position(|one| *one == old).map(End::Outsider),
    };
    let mut flows = BTreeMap::<_, (u64, Option<i64>)>::new();
    for link in &ring.links {
        let (Some(from), Some(to)) = (end(link.from), end(link.to)) else { continue };
        let sum = flows.entry((from, to, link.kind.as_str(), link.currency.as_deref())).or_default();
        *sum = (sum.0.saturating_add(link.count), added(sum.1, link));
    }
    let flow =
        |((from, to, kind, currency), (count, amount_minor))| Flow { from, to, kind, count, amount_minor, currency };
    flows.into_iter().filter(|((from, to, ..), _)| from != to).map(flow).collect()
}

fn added(sum: Option<i64>, link: &RingLink) -> Option<i64> {
    link.amount_minor.map_or(sum, |amount| Some(sum.unwrap_or(0).saturating_add(amount)))
}
