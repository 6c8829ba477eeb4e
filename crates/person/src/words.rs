//! Words of all records with how many records have them.

use foldhash::fast::RandomState;
use indexmap::IndexMap;

/// Records that one person may have: a value held by no more than these says nothing about how common it is.
/// Chosen: a worker runs about five personas, and clusters of up to seven records stand in public test sets.
const RECORDS_OF_ONE_PERSON: u32 = 8;
/// Shares are smoothed as if this many more records were known, in which [`EXPECTED_SHARE`] had the value. Chosen: it
/// keeps a table of ten records from taking every value for common, and is not felt in a thousand.
const SMOOTHING_RECORDS: f64 = 200.0;
/// See [`SMOOTHING_RECORDS`].
const EXPECTED_SHARE: f64 = 0.001;
/// No share is taken to be below one in this many records, or in the population if it is larger. So one field alone
/// cannot join two records when most people have one account.
const SMALLEST_POPULATION: f64 = 10_000.0;

/// Number of a word in its [`Words`].
pub(crate) type WordId = u32;

/// The letters of a word, enough to rule out that another one is few slips away.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Letters {
    /// How often it has which letters (see [`counted`]), in halves so that it needs no wider alignment.
    halves: [u64; 2],
    /// Length in characters, at most 255.
    pub chars: u8,
}

impl Letters {
    pub(crate) fn of(text: &str) -> Self {
        let chars = u8::try_from(text.chars().count()).unwrap_or(u8::MAX);
        let counters = counted(text);
        Self { halves: [counters as u64, (counters >> 64) as u64], chars }
    }

    fn counters(self) -> u128 {
        let [low, high] = self.halves;
        u128::from(low) | u128::from(high) << 64
    }

    /// At least as many slips as this lie between two words: each adds at most one letter and takes at most one
    /// (bag distance: Bartolini, Ciaccia and Patella, 2002).
    pub(crate) fn fewest_slips(self, other: Self) -> usize {
        let (a, b) = (self.counters(), other.counters());
        surplus(a, b).max(surplus(b, a)).max(usize::from(self.chars.abs_diff(other.chars)))
    }
}

/// A word: its text, its letters and how many records have it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    pub letters: Letters,
    pub count: u32,
}

/// How often a text has which letters: 32 counters of four bits, each for one or more letters.
fn counted(text: &str) -> u128 {
    text.chars().fold(0, |counters, c| {
        let place = match c {
            'a'..='z' => c as u32 - 'a' as u32,
            '0'..='9' => 26 + (c as u32 - '0' as u32) % 6,
            _ => (c as u32).wrapping_mul(2_654_435_761) >> 27,
        };
        let full = counters >> (4 * place) & 15 == 15;
        if full { counters } else { counters + (1 << (4 * place)) }
    })
}

/// How many letters the first has beyond the second.
fn surplus(a: u128, b: u128) -> usize {
    const LOW: u128 = u128::MAX / 17;
    const ONES: u128 = u128::MAX / 255;
    const LANES: u128 = u128::MAX / 65_535;
    let half = |a: u128, b: u128| {
        // In every byte: 128 + a - b, so that no byte borrows from the next.
        let gap = (a | ONES << 7) - b;
        let ahead = gap >> 7 & ONES;
        gap & (ahead * 0x7f)
    };
    let bytes = half(a & LOW, b & LOW) + half(a >> 4 & LOW, b >> 4 & LOW);
    // Sixteen bytes of at most 30 are added in lanes of two bytes, then by one multiplication.
    let lanes = (bytes & (LANES * 255)) + ((bytes >> 8) & (LANES * 255));
    (lanes.wrapping_mul(LANES) >> 112) as usize
}

/// All words of one kind.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Every word with the number of records that have it.
    entries: IndexMap<Box<str>, u32, RandomState>,
    /// Letters of every word, if they are kept here; large kinds keep them in the records.
    letters: Option<Vec<Letters>>,
    /// Records that have any word of this kind. Shares are taken among them: that two records have a Hangul name at
    /// all is never evidence.
    pub records: u32,
}

impl Words {
    /// Words that keep their letters.
    pub(crate) fn with_letters() -> Self {
        Self { letters: Some(Vec::new()), ..Self::default() }
    }

    /// Counts the word for one more record; call once per record and word.
    pub(crate) fn count(&mut self, text: &str) -> WordId {
        let id = match self.entries.get_index_of(text) {
            Some(id) => id,
            None => {
                if let Some(letters) = &mut self.letters {
                    letters.push(Letters::of(text));
                }
                self.entries.insert_full(text.into(), 0).0
            }
        };
        if let Some((_, count)) = self.entries.get_index_mut(id) {
            *count += 1;
        }
        WordId::try_from(id).unwrap_or(WordId::MAX)
    }

    /// Text of a word; an unknown number is the empty word.
    pub(crate) fn text(&self, id: WordId) -> &str {
        self.entries.get_index(id as usize).map_or("", |(text, _)| text)
    }

    /// Records that have a word.
    pub(crate) fn holders(&self, id: WordId) -> u32 {
        self.entries.get_index(id as usize).map_or(0, |(_, &count)| count)
    }

    /// The word with its letters, if this kind keeps them.
    pub(crate) fn word(&self, id: WordId) -> Word<'_> {
        let letters = self.letters.as_ref().and_then(|all| all.get(id as usize)).copied().unwrap_or_default();
        Word { text: self.text(id), letters, count: self.holders(id) }
    }

    /// A word that is made up of others, with how many records have it.
    pub(crate) fn made_up<'a>(&self, text: &'a str) -> Word<'a> {
        Word { text, letters: Letters::of(text), count: self.entries.get(text).copied().unwrap_or(0) }
    }

    /// Every word with its bits of rarity (inverse document frequency: Spärck Jones, 1972).
    pub(crate) fn rarities(&self) -> impl Iterator<Item = (&str, f32)> {
        self.entries.iter().map(|(text, &count)| (&**text, -self.share(count).log2() as f32))
    }

    /// Share of records that have a word held by so many.
    pub(crate) fn share(&self, holders: u32) -> f64 {
        let known = f64::from(self.records) + SMOOTHING_RECORDS;
        ((f64::from(holders) + SMOOTHING_RECORDS * EXPECTED_SHARE) / known).min(1.0)
    }

    /// Share of records that have a whole value: what its parts suggest, or what is seen beyond one person's records.
    pub(crate) fn share_of_whole(&self, suggested: f64, holders: u32) -> f64 {
        share_of_whole(suggested, holders, self.records)
    }

    /// Chance that a word of one record is also a word of another: the sum of the squared shares.
    pub(crate) fn chance_of_meeting(&self) -> f64 {
        self.entries.values().map(|&count| self.share(count).powi(2)).sum::<f64>().max(smallest_share(self.records))
    }
}

/// The smallest share that a value can have among so many records.
pub(crate) fn smallest_share(records: u32) -> f64 {
    1.0 / SMALLEST_POPULATION.max(f64::from(records))
}

/// See [`Words::share_of_whole`].
pub(crate) fn share_of_whole(suggested: f64, holders: u32, records: u32) -> f64 {
    let seen = f64::from(holders.saturating_sub(RECORDS_OF_ONE_PERSON)) / f64::from(records.max(1));
    suggested.max(seen).max(smallest_share(records))
}

/// The optimal-string-alignment distance (Damerau-Levenshtein with adjacent transpositions) of two words, if it is at
/// most `limit`. The letters alone rule out most pairs.
pub(crate) fn within(a: Word<'_>, b: Word<'_>, limit: usize) -> Option<usize> {
    if a.letters.fewest_slips(b.letters) > limit {
        return None;
    }
    let distance = strsim::osa_distance(a.text, b.text);
    (distance <= limit).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheap_bound_never_rules_out_what_the_distance_allows() {
        let words = [
            "eleanor",
            "nleaeor",
            "harley",
            "hayler",
            "kim",
            "kin",
            "佐藤",
            "佐藤健",
            "",
            "a",
            "eavns",
            "evans",
            "0123456789",
            "aaaaaaaaaaaaaaaaaaaa",
        ];
        let list = Words::with_letters();
        for a in words {
            for b in words {
                let exact = strsim::osa_distance(a, b);
                for limit in 0..5 {
                    let found = within(list.made_up(a), list.made_up(b), limit);
                    assert_eq!(found, (exact <= limit).then_some(exact), "{a} {b} {limit}");
                }
            }
        }
    }

    #[test]
    fn surplus_counts_letters() {
        let surplus = |a: &str, b: &str| surplus(counted(a), counted(b));
        assert_eq!(surplus("aabbcc", "abc"), 3);
        assert_eq!(surplus("abc", "aabbcc"), 0);
        assert_eq!(surplus("zzzzzzzzzzzz", "yyyyyyyyyyyy"), 12);
        assert_eq!(surplus("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", ""), 52);
    }
}
