//! Answers to the addresses asked about lately.

use sekisho_schema::Word;

use crate::addresses::Addresses;
use crate::place::Place;

/// All that is known about one packed address.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Where it is and whose.
    pub place: Place,
    /// The kind of shared network it belongs to, null when in none.
    pub shared_network: Word,
}

/// Number of remembered addresses: 2^12, about a quarter of a megabyte, which stays in a core's own memory (chosen).
const BITS: u32 = 12;

/// A direct-mapped memory of answers. Each worker owns one, so no lock is needed; it belongs to the one [`Addresses`]
/// that it was first asked with.
pub struct Cache {
    slots: Box<[(Word, Known)]>,
}

impl Default for Cache {
    fn default() -> Self {
        Self::new()
    }
}

impl Cache {
    /// An empty memory.
    pub fn new() -> Self {
        // An empty slot answers for null, about which nothing is known: no further mark is needed.
        let empty = (Word::NULL, Known { place: Place::UNKNOWN, shared_network: Word::NULL });
        Self { slots: vec![empty; 1 << BITS].into() }
    }

    /// What `addresses` knows about a packed address.
    #[inline]
    pub fn known(&mut self, addresses: &Addresses, ip: Word) -> &Known {
        // Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4): 2^64 over the golden ratio.
        let at = (ip.0 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BITS);
        let slot = &mut self.slots[at as usize];
        if slot.0 != ip {
            let shared_network = addresses.shared_network_of_word(ip);
            *slot = (ip, Known { place: addresses.place_of_word(ip), shared_network });
        }
        &slot.1
    }
}
