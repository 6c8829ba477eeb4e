//! What is known about one address, and a store of the distinct answers.

use std::collections::HashMap;

use sekisho_schema::Word;

/// What is known about an address; every field may be unknown ([`Word::NULL`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// ISO 3166-1 alpha-2, packed by [`Word::code`].
    pub country: Word,
    /// Autonomous system number.
    pub asn: Word,
    /// Kind of network: the place in the values of `sessions.ip_kind`.
    pub kind: Word,
    /// Degrees, north positive, packed by [`Word::from_f64`].
    pub latitude: Word,
    /// Degrees, east positive, packed by [`Word::from_f64`].
    pub longitude: Word,
}

impl Place {
    /// Nothing is known.
    pub const UNKNOWN: Self =
        Self { country: Word::NULL, asn: Word::NULL, kind: Word::NULL, latitude: Word::NULL, longitude: Word::NULL };

    /// Takes from a less trusted source what is not known yet. Coordinates go together: a latitude of one source with
    /// the longitude of another would be a point that nobody named.
    pub(crate) fn fill(&mut self, other: &Self) {
        let fill = |field: &mut Word, value: Word| {
            if field.is_null() {
                *field = value;
            }
        };
        fill(&mut self.country, other.country);
        fill(&mut self.asn, other.asn);
        fill(&mut self.kind, other.kind);
        if self.latitude.is_null() {
            (self.latitude, self.longitude) = (other.latitude, other.longitude);
        }
    }

    /// Whether an address database could still add something: all it knows are country, network number and point.
    #[inline]
    pub(crate) fn lacks_what_databases_know(&self) -> bool {
        self.country.is_null() || self.asn.is_null() || self.latitude.is_null()
    }
}

/// Each distinct place once, so that a list of millions of ranges costs four bytes a range.
#[derive(Default)]
pub(crate) struct Places {
    list: Vec<Place>,
    numbers: HashMap<Place, u32>,
}

impl Places {
    /// The number of a place.
    pub(crate) fn number(&mut self, place: Place) -> u32 {
        *self.numbers.entry(place).or_insert_with(|| {
            self.list.push(place);
            (self.list.len() - 1) as u32
        })
    }

    /// One place made of several, the most trusted first.
    pub(crate) fn merged(&mut self, numbers: &mut dyn Iterator<Item = u32>) -> u32 {
        let mut place = Place::UNKNOWN;
        for number in numbers {
            place.fill(&self.list[number as usize]);
        }
        self.number(place)
    }

    /// The places in the order of their numbers.
    pub(crate) fn into_list(self) -> Vec<Place> {
        self.list
    }
}
