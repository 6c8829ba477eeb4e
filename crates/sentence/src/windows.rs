//! Sliding windows over values in time order. Times are inclusive at both ends: two rows lie within 24 h when the later
//! one is at most 24 h after the earlier.

use std::collections::HashMap;

use sekisho_schema::Word;

use crate::node::Item;

/// The window that was best: all its items, or only those where a value appears first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    start: usize,
    end: usize,
    firsts: bool,
}

impl Span {
    /// The items that the measured value needs.
    pub fn items(self, all: &[Item]) -> Vec<Item> {
        let inside = &all[self.start..self.end];
        if !self.firsts {
            return inside.to_vec();
        }
        let mut seen = std::collections::HashSet::new();
        inside.iter().filter(|item| seen.insert(item.value)).copied().collect()
    }
}

/// How many different values a window holds. A short list beats a map for the few values that almost all windows have.
enum Tally {
    Few(Vec<(Word, u32)>),
    Many(HashMap<Word, u32>),
}

const FEW: usize = 16;

impl Tally {
    fn add(&mut self, value: Word) {
        if let Self::Few(list) = self {
            if let Some((_, count)) = list.iter_mut().find(|(known, _)| *known == value) {
                *count += 1;
                return;
            }
            if list.len() < FEW {
                list.push((value, 1));
                return;
            }
            *self = Self::Many(list.drain(..).collect());
        }
        if let Self::Many(map) = self {
            *map.entry(value).or_default() += 1;
        }
    }

    fn remove(&mut self, value: Word) {
        match self {
            Self::Few(list) => {
                if let Some(at) = list.iter().position(|(known, _)| *known == value) {
                    list[at].1 -= 1;
                    if list[at].1 == 0 {
                        list.swap_remove(at);
                    }
                }
            }
            Self::Many(map) => {
                let left = map.get_mut(&value).map(|count| {
                    *count -= 1;
                    *count
                });
                if left == Some(0) {
                    map.remove(&value);
                }
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Few(list) => list.len(),
            Self::Many(map) => map.len(),
        }
    }
}

/// The largest number of different values in one window, and the first window that has it.
pub(crate) fn most_distinct(items: &[Item], width: i64) -> Option<(Span, i64)> {
    let mut tally = Tally::Few(Vec::new());
    let (mut start, mut best) = (0, None);
    for (end, item) in items.iter().enumerate() {
        tally.add(item.value);
        while item.time - items[start].time > width {
            tally.remove(items[start].value);
            start += 1;
        }
        let count = tally.len() as i64;
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((Span { start, end: end + 1, firsts: true }, count));
        }
    }
    best
}

/// The largest number of items in one window, and the first window that has it.
pub(crate) fn busiest(items: &[Item], width: i64) -> Option<(Span, i64)> {
    let (mut start, mut best) = (0, None);
    for (end, item) in items.iter().enumerate() {
        while item.time - items[start].time > width {
            start += 1;
        }
        let count = (end + 1 - start) as i64;
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((Span { start, end: end + 1, firsts: false }, count));
        }
    }
    best
}

/// The largest sum in one window, and the first window that has it.
pub(crate) fn largest_sum(items: &[Item], width: i64, double: bool) -> Option<(Span, Word)> {
    let number = |item: &Item| if double { item.value.to_f64() } else { item.value.0 as f64 };
    let mut best: Option<(Span, f64)> = None;
    let mut start = 0;
    for (end, item) in items.iter().enumerate() {
        while item.time - items[start].time > width {
            start += 1;
        }
        // Summed anew: subtracting what leaves would let rounding errors depend on what came before.
        let sum = items[start..=end].iter().map(number).sum();
        if best.is_none_or(|(_, most)| sum > most) {
            best = Some((Span { start, end: end + 1, firsts: false }, sum));
        }
    }
    best.map(|(span, sum)| (span, if double { Word::from_f64(sum) } else { Word(sum as i64) }))
}

/// The longest run of moments in which every gap is below `gap`: its length, and items enough to show it (as few as
/// keep every gap below `gap`). The items must be sorted by value.
pub(crate) fn longest_unbroken(items: &[Item], gap: i64) -> Option<(Vec<Item>, i64)> {
    let (mut start, mut best) = (0, None);
    for at in 0..items.len() {
        if at > 0 && items[at].value.0 - items[at - 1].value.0 >= gap {
            start = at;
        }
        let length = items[at].value.0 - items[start].value.0;
        if best.is_none_or(|(_, _, longest)| length > longest) {
            best = Some((start, at, length));
        }
    }
    best.map(|(start, end, length)| (stepping_stones(&items[start..=end], gap), length))
}

/// As few items as keep every gap below `gap`: always the farthest that can be reached.
fn stepping_stones(run: &[Item], gap: i64) -> Vec<Item> {
    let mut stones = Vec::new();
    let mut at = 0;
    while let Some(stone) = run.get(at) {
        stones.push(*stone);
        let reach = run[at..].iter().take_while(|next| next.value.0 - stone.value.0 < gap).count();
        at += reach.saturating_sub(1).max(1);
    }
    stones
}

/// The first hour of the `width` neighbouring clock hours with the least items, around midnight too. Among equals the
/// middle of the longest row of them is taken, so that a long night does not look like an early one.
pub(crate) fn quietest_hours(items: &[Item], width: usize) -> Option<i64> {
    if items.is_empty() {
        return None;
    }
    let mut hours = [0u32; 24];
    items.iter().for_each(|item| hours[item.value.0.rem_euclid(24) as usize] += 1);
    let sums: Vec<u32> = (0..24).map(|start| (0..width).map(|i| hours[(start + i) % 24]).sum()).collect();
    let least = sums.iter().min().copied()?;
    let quiet = |hour: usize| sums[hour % 24] == least;
    let run = |hour: usize| (0..24).take_while(|step| quiet(hour + step)).count();
    let start = (0..24).filter(|hour| quiet(*hour) && !quiet(hour + 23)).max_by_key(|hour| (run(*hour), 24 - hour));
    let start = start.unwrap_or(0);
    Some(((start + run(start).saturating_sub(1) / 2) % 24) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(list: &[(i64, i64)]) -> Vec<Item> {
        list.iter()
            .zip(0..)
            .map(|((time, value), row)| Item { time: *time, value: Word(*value), row, list: 0 })
            .collect()
    }

    /// The obvious way: every window that begins at an item.
    fn slow_distinct(items: &[Item], width: i64) -> i64 {
        let windows = items.iter().map(|first| {
            let inside = items.iter().filter(|item| item.time >= first.time && item.time - first.time <= width);
            inside.map(|item| item.value).collect::<std::collections::BTreeSet<_>>().len() as i64
        });
        windows.max().unwrap_or(0)
    }

    #[test]
    fn windows_agree_with_the_obvious_way_on_random_lists() {
        let mut state = 7u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..2_000 {
            let mut list: Vec<(i64, i64)> = (0..random(60)).map(|_| (random(100) as i64, random(25) as i64)).collect();
            list.sort_unstable();
            let (items, width) = (items(&list), random(40) as i64);
            let (span, count) = most_distinct(&items, width).unwrap_or((Span { start: 0, end: 0, firsts: true }, 0));
            assert_eq!(count, slow_distinct(&items, width));
            assert_eq!(span.items(&items).len() as i64, count);
        }
    }

    #[test]
    fn both_ends_of_a_window_belong_to_it_and_a_gap_of_exactly_the_limit_breaks_a_run() {
        assert_eq!(busiest(&items(&[(0, 1), (24, 2)]), 24).unwrap().1, 2);
        assert_eq!(busiest(&items(&[(0, 1), (25, 2)]), 24).unwrap().1, 1);
        let run = items(&[(0, 0), (0, 29), (0, 58), (0, 88)]);
        assert_eq!(longest_unbroken(&run, 30).unwrap().1, 58);
    }

    #[test]
    fn stepping_stones_keep_the_run_whole() {
        let run = items(&(0..100).map(|at| (0, at * 7)).collect::<Vec<_>>());
        let (stones, length) = longest_unbroken(&run, 30).unwrap();
        assert_eq!(longest_unbroken(&stones, 30).unwrap().1, length);
        assert!(stones.len() < 40);
    }

    #[test]
    fn the_quiet_hours_are_found_around_midnight() {
        let busy = items(&(9..20).map(|hour| (0, hour)).collect::<Vec<_>>());
        let start = quietest_hours(&busy, 6).unwrap();
        assert!((20..=24).contains(&start) || start <= 3, "{start}");
    }
}
