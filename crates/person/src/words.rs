//! Words of all records with how many records have them.

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

/// What comparing needs to know of a word beside its letters.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Word {
    /// Records that have it.
    pub count: u32,
    /// How often it has which letters (see [`letters`]).
    pub letters: u128,
    /// Length in characters, at most 255.
    pub chars: u8,
}

impl Word {
    pub(crate) fn of(text: &str) -> Self {
        let chars = u8::try_from(text.chars().count()).unwrap_or(u8::MAX);
        Self { count: 0, letters: letters(text), chars }
    }

    /// At least as many slips as this lie between two words: each adds at most one letter and takes at most one
    /// (bag distance: Bartolini, Ciaccia and Patella, 2002).
    pub(crate) fn fewest_slips(self, other: Self) -> usize {
        let (more, less) = (surplus(self.letters, other.letters), surplus(other.letters, self.letters));
        more.max(less).max(usize::from(self.chars.abs_diff(other.chars)))
    }
}

/// How often a text has which letters: 32 counters of four bits, each for one or more letters.
fn letters(text: &str) -> u128 {
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
    let lanes = (bytes & LANES * 255) + (bytes >> 8 & LANES * 255);
    (lanes.wrapping_mul(LANES) >> 112) as usize
}

/// All words of one kind.
#[derive(Debug, Default)]
pub(crate) struct Words {
    entries: IndexMap<Box<str>, Word>,
    /// Records that have any word of this kind. Shares are taken among them: that two records have a Hangul name at
    /// all is never evidence.
    pub records: u32,
}

impl Words {
    /// Counts the word for one more record; call once per record and word.
    pub(crate) fn count(&mut self, text: &str) -> WordId {
        let id = match self.entries.get_index_of(text) {
            Some(id) => id,
            None => self.entries.insert_full(text.into(), Word::of(text)).0,
        };
        if let Some((_, word)) = self.entries.get_index_mut(id) {
            word.count += 1;
        }
        WordId::try_from(id).unwrap_or(WordId::MAX)
    }

    /// The letters of a word, without touching its text; an unknown number is the empty word.
    pub(crate) fn word(&self, id: WordId) -> Word {
        self.entries.get_index(id as usize).map_or_else(Word::default, |(_, word)| *word)
    }

    /// The word and its letters; an unknown number is the empty word.
    pub(crate) fn get(&self, id: WordId) -> (&str, Word) {
        self.entries.get_index(id as usize).map_or(("", Word::default()), |(text, word)| (&**text, *word))
    }

    /// How many records have this text.
    pub(crate) fn count_of(&self, text: &str) -> u32 {
        self.entries.get(text).map_or(0, |word| word.count)
    }

    /// Bits of rarity of every word (inverse document frequency: Spärck Jones, 1972).
    pub(crate) fn rarities(&self) -> Vec<f32> {
        self.entries.values().map(|word| -self.share(word.count).log2() as f32).collect()
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
        self.entries.values().map(|word| self.share(word.count).powi(2)).sum::<f64>().max(smallest_share(self.records))
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

/// Whether the optimal-string-alignment distance (Damerau-Levenshtein with adjacent transpositions) of two words is at
/// most `limit`. The letters alone rule out most pairs.
pub(crate) fn within(a: (&str, Word), b: (&str, Word), limit: usize) -> Option<usize> {
    if a.1.fewest_slips(b.1) > limit {
        return None;
    }
    let distance = strsim::osa_distance(a.0, b.0);
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
            "aaaaaaaaaaaaaaaaaaaa",
            "0123456789",
        ];
        for a in words {
            for b in words {
                let exact = strsim::osa_distance(a, b);
                for limit in 0..5 {
                    let found = within((a, Word::of(a)), (b, Word::of(b)), limit);
                    assert_eq!(found, (exact <= limit).then_some(exact), "{a} {b} {limit}");
                }
            }
        }
    }
}
