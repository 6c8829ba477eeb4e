//! What comparing two values found.

/// A level of agreement and how rare the value agreed on is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Agreement {
    /// Index into the levels of the field.
    pub level: u8,
    /// Bits of rarity: -log2 of the share of records that have the value. For names that agree in one part only,
    /// relative to the chance of sharing any part. 0 where no value was agreed on.
    pub rarity: f32,
}

impl Agreement {
    /// A level at which no value was agreed on.
    pub fn plain(level: u8) -> Self {
        Self { level, rarity: 0.0 }
    }

    /// A level at which a value was agreed on that this share of the records has.
    pub fn on(level: u8, share: f64) -> Self {
        Self { level, rarity: -share.log2() as f32 }
    }
}
