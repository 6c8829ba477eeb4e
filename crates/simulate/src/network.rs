//! Addresses: who hands them out, where they are, and how much of a range is used.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::Error;
use crate::dice::{Shuffle, scramble, scramble_two};
use crate::places::CITIES;

const SMALL_POOL: (u32, u32) = (0xc612_0000, 0x2_0000); // 198.18.0.0/15
const LARGE_POOL: (u32, u32) = (0xf000_0000, 0x0fff_ff00); // 240.0.0.0/4
const CARRIER_POOL: (u32, u32) = (0x6440_0000, 0x40_0000); // 100.64.0.0/10
/// Cities where VPN and hosting providers stand.
const PROVIDER_CITIES: [usize; 4] = [5, 21, 23, 0];
/// Addresses at the start of a provider's range that honest customers share.
const PUBLIC_EXITS: u64 = 64;

/// One line of `lists/ip_ranges.csv`.
#[derive(Debug)]
pub struct Range {
    /// First address.
    pub first: IpAddr,
    /// Last address.
    pub last: IpAddr,
    /// ISO country.
    pub country: &'static str,
    /// Number of the autonomous system.
    pub asn: i64,
    /// Kind as in `sessions.ip_kind`.
    pub kind: &'static str,
    /// Who runs it.
    pub provider: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
}

/// An address in use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Net {
    /// The address.
    pub address: IpAddr,
    /// Place of its range in [`Atlas::ranges`].
    pub range: u16,
}

struct Block {
    first: u32,
    size: u64,
    range: u16,
}

struct CityNets {
    home: Block,
    home6: u16,
    office: Block,
    mobile: Block,
    people: u64,
}

/// How many of each kind of user the ranges must hold.
pub struct Demand {
    /// Ordinary accounts per city.
    pub people: Vec<u64>,
    /// Accounts with a special story, each of which may live anywhere.
    pub specials: u64,
    /// Rings.
    pub rings: u64,
}

/// All address ranges of the world.
pub struct Atlas {
    /// The ranges, sorted by first address.
    pub ranges: Vec<Range>,
    cities: Vec<CityNets>,
    vpn: Vec<Block>,
    hosting: Vec<Block>,
    relay: Block,
    key: u64,
}

struct Builder {
    ranges: Vec<Range>,
    next: u32,
    end: u32,
    next_mobile: u32,
}

impl Builder {
    fn v4(&mut self, size: u64, kind: &'static str, city: usize) -> Block {
        let size = size.max(16).next_multiple_of(256);
        let first = self.next;
        self.next = first.saturating_add(size as u32);
        self.range(first, size, kind, city)
    }

    fn mobile(&mut self, size: u64, city: usize) -> Block {
        let size = size.max(256).next_power_of_two();
        let first = self.next_mobile.next_multiple_of(size as u32);
        self.next_mobile = first + size as u32;
        self.range(first, size, "mobile", city)
    }

    fn range(&mut self, first: u32, size: u64, kind: &'static str, city: usize) -> Block {
        let last = first.saturating_add((size - 1) as u32);
        let range = self.push(Ipv4Addr::from(first).into(), Ipv4Addr::from(last).into(), kind, city);
        Block { first, size, range }
    }

    fn push(&mut self, first: IpAddr, last: IpAddr, kind: &'static str, city: usize) -> u16 {
        let place = &CITIES[city];
        let number = self.ranges.len();
        self.ranges.push(Range {
            first,
            last,
            country: place.country().code,
            asn: 64_512 + (number as i64) % 1_000,
            kind,
            provider: format!("{} {} {number}", place.name, provider_word(kind)),
            latitude: place.latitude,
            longitude: place.longitude,
        });
        number as u16
    }
}

fn provider_word(kind: &str) -> &'static str {
    match kind {
        "mobile" => "Mobile",
        "vpn" => "Tunnel",
        "hosting" => "Datacentre",
        "relay" => "Relay",
        "tor" => "Onion",
        _ => "Broadband",
    }
}

impl Atlas {
    /// Lays out ranges for everybody.
    pub fn new(demand: &Demand, seed: u64) -> Result<Self, Error> {
        let everybody: u64 = demand.people.iter().sum::<u64>() + demand.specials;
        let exits = PUBLIC_EXITS + 2 * (demand.rings + 4);
        let per_city = |people: u64| 2 * people + 2 * demand.specials + 512;
        let needed: u64 = demand.people.iter().map(|people| per_city(*people) + 256).sum::<u64>()
            + 8 * (exits + demand.specials + 512)
            + 256 * 64;
        let pool = if needed < u64::from(SMALL_POOL.1) { SMALL_POOL } else { LARGE_POOL };
        let mobile: u64 = demand.people.iter().map(|people| (people / 8).max(256).next_power_of_two() * 2).sum();
        if needed > u64::from(pool.1) || mobile > u64::from(CARRIER_POOL.1) || everybody > 20_000_000 {
            return Err(Error::TooLarge { accounts: everybody });
        }
        let mut builder =
            Builder { ranges: Vec::new(), next: pool.0, end: pool.0 + (pool.1 - 1), next_mobile: CARRIER_POOL.0 };
        let cities = (0..CITIES.len()).map(|city| city_nets(&mut builder, city, demand)).collect();
        let mut providers =
            |kind, size| -> Vec<Block> { PROVIDER_CITIES.iter().map(|city| builder.v4(size, kind, *city)).collect() };
        let vpn = providers("vpn", exits);
        let hosting = providers("hosting", exits + demand.specials);
        builder.range(0xc000_0200, 128, "tor", 21); // 192.0.2.0/25
        let relay = builder.range(0xc633_6400, 256, "relay", 5); // 198.51.100.0/24
        debug_assert!(builder.next <= builder.end);
        Ok(Self { ranges: builder.ranges, cities, vpn, hosting, relay, key: scramble(seed ^ 0x6e65_7477) })
    }

    /// The home address of somebody in a city; `slot` is below twice the people there.
    pub fn home(&self, city: usize, slot: u64) -> Net {
        let block = &self.cities[city].home;
        block.at(Shuffle::new(self.key ^ city as u64, block.size).forth(slot % block.size))
    }

    /// The home address of an account with a special story, in whatever city it plays.
    pub fn special_home(&self, city: usize, special: u64) -> Net {
        self.home(city, 2 * self.cities[city].people + special)
    }

    /// How many ordinary people live in a city.
    pub fn people(&self, city: usize) -> u64 {
        self.cities[city].people
    }

    /// An IPv6 home address: one /64 per `slot`, the rest changes with `suffix`.
    pub fn home6(&self, city: usize, slot: u64, suffix: u64) -> Net {
        let third = ((city as u16 + 1) << 8) | ((slot >> 16) & 0xff) as u16;
        let low = suffix.to_be_bytes();
        let word = |place: usize| u16::from_be_bytes([low[place], low[place + 1]]);
        let address = Ipv6Addr::new(0x2001, 0xdb8, third, slot as u16, word(0), word(2), word(4), word(6));
        Net { address: address.into(), range: self.cities[city].home6 }
    }

    /// A mobile address: a person stays in one corner of one /24 of the city's carrier.
    pub fn mobile(&self, city: usize, person: u64, throw: u64) -> Net {
        let block = &self.cities[city].mobile;
        let corner = scramble_two(self.key, person) % (block.size / 32) * 32;
        block.at(corner + throw % 32)
    }

    /// The address of a shared network (an office, a campus) in a city.
    pub fn office(&self, city: usize, number: u64) -> Net {
        let block = &self.cities[city].office;
        block.at(number % block.size)
    }

    /// One of the exits of a VPN provider that many customers use.
    pub fn public_vpn(&self, throw: u64) -> Net {
        self.vpn[(throw % 4) as usize].at((throw >> 8) % PUBLIC_EXITS)
    }

    /// The exit that a ring uses alone; `spare` 0 or 1.
    pub fn ring_vpn(&self, ring: u64, spare: u64) -> Net {
        self.vpn[(ring % 4) as usize].at(PUBLIC_EXITS + 2 * (ring / 4) + spare % 2)
    }

    /// The rented computer that a ring uses alone; `spare` 0 or 1.
    pub fn ring_hosting(&self, ring: u64, spare: u64) -> Net {
        self.hosting[(ring % 4) as usize].at(PUBLIC_EXITS + 2 * (ring / 4) + spare % 2)
    }

    /// The rented computer of an honest special account.
    pub fn own_hosting(&self, special: u64) -> Net {
        let block = &self.hosting[(special % 4) as usize];
        block.at(block.size - 1 - special / 4)
    }

    /// An exit of a privacy relay.
    pub fn relay(&self, throw: u64) -> Net {
        self.relay.at(throw % self.relay.size)
    }

    /// The range of an address.
    pub fn range(&self, net: Net) -> &Range {
        &self.ranges[usize::from(net.range)]
    }

    /// The carrier networks whose addresses many customers share, as CIDR.
    pub fn carrier_networks(&self) -> Vec<String> {
        self.cities
            .iter()
            .map(|city| format!("{}/{}", Ipv4Addr::from(city.mobile.first), 32 - city.mobile.size.trailing_zeros()))
            .collect()
    }
}

impl Block {
    fn at(&self, place: u64) -> Net {
        Net { address: Ipv4Addr::from(self.first + (place % self.size) as u32).into(), range: self.range }
    }
}

fn city_nets(builder: &mut Builder, city: usize, demand: &Demand) -> CityNets {
    let people = demand.people[city];
    let home = builder.v4(2 * people + demand.specials, "residential", city);
    let office = builder.v4(demand.specials.max(64), "residential", city);
    let mobile = builder.mobile(people / 8, city);
    let third = (city as u16 + 1) << 8;
    let first = Ipv6Addr::new(0x2001, 0xdb8, third, 0, 0, 0, 0, 0);
    let last = Ipv6Addr::new(0x2001, 0xdb8, third | 0xff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff);
    let home6 = builder.push(first.into(), last.into(), "residential", city);
    // One provider runs both.
    builder.ranges[usize::from(home6)].asn = builder.ranges[usize::from(home.range)].asn;
    CityNets { home, home6, office, mobile, people }
}
