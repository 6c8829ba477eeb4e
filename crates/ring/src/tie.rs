//! What comes in: ties and rules.

/// One fact that two accounts share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// One account: a dense number, the caller keeps the ids.
    pub a: u32,
    /// The other account. A tie of an account with itself is passed over.
    pub b: u32,
    /// The kind of tie: the caller's number.
    pub kind: u8,
    /// The family of the kind. Kinds of one family are not independent of each other.
    pub family: u8,
    /// How much the tie says, in bits. Ties without positive bits are passed over; more than 1,000 count as 1,000.
    pub bits: f32,
    /// What is shared. Ties through one value are one fact, whoever shares it; two facts need two values.
    pub value: u64,
}

/// A set of kinds or families by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Codes([u64; 4]);

impl Codes {
    /// Whether the number is in the set.
    pub fn contains(&self, code: u8) -> bool {
        self.0.get(usize::from(code / 64)).is_some_and(|word| word & (1 << (code % 64)) != 0)
    }

    /// Puts a number into the set.
    pub fn insert(&mut self, code: u8) {
        if let Some(word) = self.0.get_mut(usize::from(code / 64)) {
            *word |= 1 << (code % 64);
        }
    }

    /// The numbers of the set in rising order.
    pub fn iter(&self) -> impl Iterator<Item = u8> + '_ {
        (0..=u8::MAX).filter(|code| self.contains(*code))
    }
}

impl FromIterator<u8> for Codes {
    fn from_iter<I: IntoIterator<Item = u8>>(codes: I) -> Self {
        let mut set = Self::default();
        codes.into_iter().for_each(|code| set.insert(code));
        set
    }
}

/// When pairs join and rings hold. All thresholds are bits and chosen by hand (basis: expert); the example `measure`
/// shows what other choices do on invented graphs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    /// A pair of two families joins from this weight on.
    pub join_bits: f32,
    /// A joined pair holds from this strength on: its weight and half of what third accounts add.
    pub hold_bits: f32,
    /// A ring is parted wherever the values shared across are worth less than this, each value counted once. 0 turns
    /// the step off.
    pub cut_bits: f32,
    /// A tie of a strong kind joins alone from this on.
    pub strong_bits: f32,
    /// A family is one of the two only if it brings at least this: a crumb is no second witness.
    pub family_bits: f32,
    /// Kinds that may join alone. A kind of a near family never may.
    pub strong_kinds: Codes,
    /// Families of mere proximity (network, postal address). Without another family they never join.
    pub near_families: Codes,
}

impl Default for Rules {
    /// 7 bits: at least 128 times likelier for one hand than for two. 10 bits: a thousand times, which offsets that one
    /// account has about a thousand others near it in place, trade and time. No strong kinds, no near families: the
    /// caller knows what its numbers mean.
    fn default() -> Self {
        Self {
            join_bits: 7.0,
            hold_bits: 10.0,
            cut_bits: 10.0,
            strong_bits: 5.0,
            family_bits: 1.0,
            strong_kinds: Codes::default(),
            near_families: Codes::default(),
        }
    }
}

/// Bits as a whole number of 1/65,536: sums are exact, so their order cannot matter.
pub(crate) fn units(bits: f32) -> u64 {
    // No sum of 2^32 ties of 1,000 bits overflows.
    const MOST_BITS: f32 = 1_000.0;
    if bits > 0.0 { (f64::from(bits.min(MOST_BITS)) * ONE_BIT).round() as u64 } else { 0 }
}

/// Units as bits.
pub(crate) fn bits(units: u64) -> f32 {
    (units as f64 / ONE_BIT) as f32
}

const ONE_BIT: f64 = 65_536.0;
