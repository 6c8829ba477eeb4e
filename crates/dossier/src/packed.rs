//! Lists of numbers on the wire and in spilled files: their bytes in one piece, not number by number.

use std::fmt;
use std::marker::PhantomData;

use sekisho_read::RowRef;
use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// A number of fixed width.
pub(crate) trait Packed: Copy {
    /// Its bytes, little-endian.
    type Bytes: AsRef<[u8]> + for<'a> TryFrom<&'a [u8]>;
    fn pack(self) -> Self::Bytes;
    fn unpack(bytes: Self::Bytes) -> Self;
}

macro_rules! packed {
    ($($number:ty: $width:literal),*) => {$(
        impl Packed for $number {
            type Bytes = [u8; $width];
            fn pack(self) -> [u8; $width] { self.to_le_bytes() }
            fn unpack(bytes: [u8; $width]) -> Self { Self::from_le_bytes(bytes) }
        }
    )*};
}

packed!(u8: 1, u16: 2, i64: 8, u64: 8);

impl Packed for RowRef {
    type Bytes = [u8; 8];

    fn pack(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    fn unpack(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }
}

/// For `#[serde(with = "packed")]`.
pub(crate) fn serialize<T: Packed, S: Serializer>(list: &[T], serializer: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(std::mem::size_of_val(list));
    list.iter().for_each(|number| bytes.extend_from_slice(number.pack().as_ref()));
    serializer.serialize_bytes(&bytes)
}

/// For `#[serde(with = "packed")]`.
pub(crate) fn deserialize<'de, T: Packed, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_bytes(Unpack(PhantomData))
}

struct Unpack<T>(PhantomData<T>);

impl<T: Packed> Visitor<'_> for Unpack<T> {
    type Value = Vec<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("numbers in bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        let chunks = bytes.chunks_exact(size_of::<T::Bytes>());
        chunks.map(|chunk| T::Bytes::try_from(chunk).map(T::unpack).map_err(|_| E::custom("a number is cut"))).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::super::rows::Rows;
    use crate::Cells;

    #[test]
    fn rows_come_back_as_they_were() {
        #[derive(Serialize, Deserialize)]
        struct Wire(Rows);
        let mut rows = Rows::with_cells(vec![
            Cells::Bytes(vec![1, 255]),
            Cells::Codes(vec![7, 0]),
            Cells::Words(vec![-5, i64::MIN]),
        ]);
        rows.keys = vec![u64::MAX, 1];
        rows.times = vec![3, i64::MIN];
        rows.ids = vec![9, -9];
        rows.refs = vec![sekisho_read::RowRef(1 << 50), sekisho_read::RowRef(0)];
        let wire = bincode::serialize(&Wire(rows.clone())).unwrap();
        let Wire(back) = bincode::deserialize(&wire).unwrap();
        assert_eq!(format!("{back:?}"), format!("{rows:?}"));
    }
}
