//! What comparing two values found.

/// A level of agreement and how rare the value agreed on is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Agreement {
    /// Index into the levels of the field.
    pub level: u8,
    /// Bits of rarity: -log2 of the share of records that have the value. For names that agree in one part only,
    /// relative to the chance of sharing any part. 0 where no value was agreed on.
    pub rarity: f32,
    /// The chance of this agreement among strangers is never below this many halvings, however rare its level is: names
    /// one letter apart may both be common (`Phan`, `Pham`).
    pub most: f32,
}

impl Agreement {
    /// A level at which no value was agreed on.
    pub fn plain(level: u8) -> Self {
        Self { level, rarity: 0.0, most: f32::INFINITY }
    }

    /// A level at which a value was agreed on that this share of the records has.
    pub fn on(level: u8, share: f64) -> Self {
        Self { rarity: -share.log2() as f32, ..Self::plain(level) }
    }

    /// The same, but strangers agree as well with at least this chance.
    pub fn at_least(self, chance: f64) -> Self {
        Self { most: -chance.log2() as f32, ..self }
    }
}
