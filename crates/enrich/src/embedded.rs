//! The table that is built into the program: which country a registry delegated an address to.
//!
//! The delegated statistics of the five regional registries, through the crate `iptocc` (MIT or Apache-2.0). It says
//! where the holder of a block is registered, which for hosting and VPN services may be far from the computer.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use sekisho_schema::Word;

/// What the registries write where no single country is meant: the European Union, the Asia-Pacific region, unknown.
const NO_COUNTRY: [&str; 3] = ["EU", "AP", "ZZ"];

/// IPv4 blocks that are no one's public address: first address and prefix length (IANA IPv4 Special-Purpose Address
/// Registry, RFC 6890; multicast RFC 5771; future use RFC 1112).
const RESERVED_V4: [(Ipv4Addr, u32); 15] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// Blocks inside 2000::/3 that are no one's public address (IANA IPv6 Special-Purpose Address Registry): protocol
/// assignments with Teredo, documentation twice, and 6to4, whose owner is the IPv4 address inside.
const RESERVED_V6: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// The country a public address was delegated to, null when there is none.
pub(crate) fn country(address: IpAddr) -> Word {
    if is_reserved(address) {
        return Word::NULL;
    }
    let found = iptocc::country_code(address).filter(|code| !NO_COUNTRY.contains(code));
    found.map_or(Word::NULL, Word::code)
}

fn is_reserved(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let bits = u32::from(v4);
            RESERVED_V4.iter().any(|(base, prefix)| (bits ^ u32::from(*base)) >> (32 - prefix) == 0)
        }
        IpAddr::V6(v6) => {
            let bits = u128::from(v6);
            // Only 2000::/3 is global unicast (IANA IPv6 Global Unicast Address Assignments).
            bits >> 125 != 1
                || RESERVED_V6.iter().any(|(base, prefix)| (bits ^ u128::from(*base)) >> (128 - prefix) == 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_addresses_have_a_country_and_reserved_ones_do_not() {
        let country = |text: &str| country(text.parse().unwrap());
        // Long-standing delegations: IIJ in Japan (JPNIC), SWITCH in Switzerland (RIPE), Google and Level 3 (ARIN).
        assert_eq!(country("202.232.2.1"), Word::code("JP"));
        assert_eq!(country("130.59.1.1"), Word::code("CH"));
        assert_eq!(country("8.8.8.8"), Word::code("US"));
        assert_eq!(country("2001:4860:4860::8888"), Word::code("US"));
        let reserved = ["10.1.2.3", "192.0.2.1", "198.18.3.4", "100.64.0.1", "224.0.0.1", "255.255.255.255", "::1"];
        for text in reserved.into_iter().chain(["2001:db8::1", "fe80::1", "fd00::1", "2002:808:808::1", "3fff::1"]) {
            assert!(country(text).is_null(), "{text}");
        }
    }
}
