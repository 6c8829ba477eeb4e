//! Invented ties with the truth about them: rings of 3 to 15, households, noise, and ties across rings.

use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sekisho_ring::{Rules, Tie};

/// Families; kinds have the same numbers, but for [`STRONG`].
pub const DEVICE: u8 = 0;
pub const MONEY: u8 = 1;
pub const CONTACT: u8 = 2;
pub const TEXT: u8 = 3;
pub const RHYTHM: u8 = 4;
pub const NETWORK: u8 = 5;
pub const ADDRESS: u8 = 6;
/// A kind of the family [`CONTACT`] that may join alone.
pub const STRONG: u8 = 20;

/// How two rings touch.
pub const CROSSINGS: [&str; 8] = [
    "none",
    "1 pair, 8 bits",
    "3 far pairs, 8 bits",
    "1 pair, 12 bits",
    "1 value of 6 bits, 2+2",
    "1 strong value of 6 bits, 2+2",
    "2 values, 8 bits, 2+2",
    "2 values, 8 bits, everybody",
];

pub struct World {
    pub ties: Vec<Tie>,
    /// The true ring of each account, 0 for none.
    pub truth: Vec<u32>,
    /// Pairs of true rings that touch: (one, other, crossing).
    pub touching: Vec<(u32, u32, usize)>,
    next_value: u64,
    chance: ChaCha8Rng,
}

pub fn rules() -> Rules {
    Rules {
        strong_kinds: [STRONG].into_iter().collect(),
        near_families: [NETWORK, ADDRESS].into_iter().collect(),
        ..Rules::default()
    }
}

impl World {
    /// `rings` rings in couples that touch in each way in turn, among `others` other accounts. `density` is the chance
    /// that a member uses one of its ring's shared things.
    pub fn new(seed: u64, rings: u32, others: u32, density: f64) -> Self {
        let chance = ChaCha8Rng::seed_from_u64(seed);
        let (ties, truth, touching) = (Vec::new(), vec![0; others as usize], Vec::new());
        let mut world = Self { ties, truth, touching, next_value: 0, chance };
        world.honest(others);
        let mut last: Vec<u32> = Vec::new();
        for ring in 1..=rings {
            let members = world.ring(ring, density);
            if ring % 2 == 0 {
                let crossing = (ring / 2) as usize % CROSSINGS.len();
                world.cross(&last, &members, crossing);
                world.touching.push((ring - 1, ring, crossing));
            }
            last = members;
        }
        world
    }

    /// One value shared by all holders.
    fn share(&mut self, holders: &[u32], kind: u8, bits: f32) {
        self.next_value += 1;
        let family = if kind == STRONG { CONTACT } else { kind };
        for (at, a) in holders.iter().enumerate() {
            for b in &holders[at + 1..] {
                self.ties.push(Tie { a: *a, b: *b, kind, family, bits, value: self.next_value });
            }
        }
    }

    fn some(&mut self, members: &[u32], density: f64) -> Vec<u32> {
        members.iter().copied().filter(|_| self.chance.random_bool(density)).collect()
    }

    fn bits(&mut self, around: f32, holders: usize) -> f32 {
        let rarity = (holders.max(2) as f32 / 2.0).log2();
        (around + self.chance.random_range(-1.5..1.5) - rarity).max(0.5)
    }

    fn ring(&mut self, ring: u32, density: f64) -> Vec<u32> {
        let size = self.chance.random_range(3..=15u32);
        let first = self.truth.len() as u32;
        let members: Vec<u32> = (first..first + size).collect();
        self.truth.extend(members.iter().map(|_| ring));
        // (kind, bits of a value two share, values per so many members)
        let things = [(DEVICE, 8.0, 3), (MONEY, 8.0, 4), (CONTACT, 7.0, 6), (TEXT, 5.0, 5), (RHYTHM, 4.0, 3)];
        for (kind, bits, per) in things.into_iter().chain([(NETWORK, 4.0, 5), (ADDRESS, 3.0, 10)]) {
            for _ in 0..size.div_ceil(per) {
                let holders = self.some(&members, density);
                let bits = self.bits(bits, holders.len());
                self.share(&holders, kind, bits);
            }
        }
        members
    }

    /// Households (network and address, every tenth a device too) and ties by chance, of one family each.
    fn honest(&mut self, others: u32) {
        let mut at = 0;
        while at + 4 < others {
            let home: Vec<u32> = (at..at + self.chance.random_range(1..=4)).collect();
            at += 4;
            self.share(&home, NETWORK, 4.0);
            self.share(&home, ADDRESS, 3.0);
            if self.chance.random_bool(0.1) {
                self.share(&home[..home.len().min(2)], DEVICE, 3.5);
            }
        }
        for _ in 0..others {
            let (a, b) = (self.chance.random_range(0..others), self.chance.random_range(0..others));
            let (kind, around) = (self.chance.random_range(0..6), self.chance.random_range(1.0..7.0));
            self.share(&[a, b], kind, around);
        }
    }

    fn cross(&mut self, one: &[u32], other: &[u32], crossing: usize) {
        let two = |side: &[u32]| side[..2].to_vec();
        let corner = [two(one), two(other)].concat();
        let all = [one, other].concat();
        let pair = |at: usize| [one[at % one.len()], other[at % other.len()]];
        let facts: &[(Vec<u32>, u8, f32)] = &match crossing {
            1 => vec![(pair(0).to_vec(), MONEY, 4.5), (pair(0).to_vec(), TEXT, 3.5)],
            2 => (0..3).flat_map(|at| [(pair(at).to_vec(), MONEY, 4.5), (pair(at).to_vec(), TEXT, 3.5)]).collect(),
            3 => vec![(pair(0).to_vec(), MONEY, 7.0), (pair(0).to_vec(), TEXT, 5.0)],
            4 => vec![(corner, MONEY, 6.0)],
            5 => vec![(corner, STRONG, 6.0)],
            6 => vec![(corner.clone(), MONEY, 4.5), (corner, TEXT, 3.5)],
            7 => vec![(all.clone(), MONEY, 4.5), (all, TEXT, 3.5)],
            _ => Vec::new(),
        };
        for (holders, kind, bits) in facts {
            self.share(holders, *kind, *bits);
        }
    }
}
