//! Addresses, ranges and networks as runs of packed words.
//!
//! [`Word::ip`] packs IPv4 as 0..2^32 and IPv6 as the upper 64 bits. Read as `u64` the two do not meet, save for
//! `::/32`, which is reserved (RFC 4291, section 2.5) and is never told from a list. So one sorted table serves both.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use sekisho_schema::Word;

/// The first packed IPv6 network; what lies below is IPv4.
const FIRST_V6: u64 = 1 << 32;

/// A run of packed addresses, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u64,
    pub(crate) last: u64,
}

impl Span {
    /// From the first address to the last one. An IPv6 range is widened to whole /64 networks, which is all that a
    /// packed address tells.
    pub(crate) fn of_ends(start: IpAddr, end: IpAddr) -> Result<Self, String> {
        let (start, end) = (start.to_canonical(), end.to_canonical());
        let span = match (start, end) {
            (IpAddr::V4(start), IpAddr::V4(end)) => {
                Self { first: u32::from(start).into(), last: u32::from(end).into() }
            }
            (IpAddr::V6(start), IpAddr::V6(end)) => Self { first: upper(start), last: upper(end) },
            _ => return Err(format!("an address of the same family as `{start}`")),
        };
        if end < start { Err(format!("an address not before `{start}`")) } else { span.without_reserved(end) }
    }

    /// From `address/prefix`; an address alone is a network of one. Bits below the prefix are not looked at.
    pub(crate) fn of_cidr(text: &str) -> Result<Self, String> {
        let expected = || "a network such as `192.0.2.0/24`".to_owned();
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| expected())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => most,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse::<u32>().ok().filter(|prefix| *prefix <= most).ok_or_else(expected)?
            }
            Some(_) => return Err(expected()),
        };
        let (start, end) = ends(address, most - prefix);
        Self::of_ends(start, end)
    }

    /// How many packed addresses lie in it, less one.
    pub(crate) fn width(self) -> u64 {
        self.last - self.first
    }

    fn without_reserved(self, end: IpAddr) -> Result<Self, String> {
        if end.is_ipv4() {
            return Ok(self);
        }
        let first = self.first.max(FIRST_V6);
        if self.last < first {
            return Err("an IPv6 range outside `::/32`, which is reserved".to_owned());
        }
        Ok(Self { first, last: self.last })
    }
}

/// First and last address of the network that leaves `free` low bits open.
fn ends(address: IpAddr, free: u32) -> (IpAddr, IpAddr) {
    match address {
        IpAddr::V4(v4) => {
            let open = u32::MAX.checked_shr(32 - free).unwrap_or(0);
            let low = u32::from(v4) & !open;
            (Ipv4Addr::from(low).into(), Ipv4Addr::from(low | open).into())
        }
        IpAddr::V6(v6) => {
            let open = u128::MAX.checked_shr(128 - free).unwrap_or(0);
            let low = u128::from(v6) & !open;
            (Ipv6Addr::from(low).into(), Ipv6Addr::from(low | open).into())
        }
    }
}

fn upper(address: Ipv6Addr) -> u64 {
    (u128::from(address) >> 64) as u64
}

/// The packed form of an address, null where it would be taken for another one (`::/32` as IPv4).
pub(crate) fn pack(address: IpAddr) -> Word {
    match address.to_canonical() {
        IpAddr::V6(v6) if upper(v6) < FIRST_V6 => Word::NULL,
        canonical => Word::ip(canonical),
    }
}

/// The address that was packed; for IPv6 the first one of its /64 network.
pub(crate) fn unpack(word: Word) -> Option<IpAddr> {
    let bits = word.some()? as u64;
    let v4 = u32::try_from(bits).ok().map(|bits| IpAddr::from(Ipv4Addr::from(bits)));
    Some(v4.unwrap_or_else(|| Ipv6Addr::from(u128::from(bits) << 64).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(cidr: &str) -> (u64, u64) {
        let span = Span::of_cidr(cidr).unwrap();
        (span.first, span.last)
    }

    #[test]
    fn networks_become_runs() {
        assert_eq!(span("192.0.2.0/24"), (0xC000_0200, 0xC000_02FF));
        assert_eq!(span("192.0.2.77/24"), span("192.0.2.0/24"), "host bits do not matter");
        assert_eq!(span("192.0.2.7"), (0xC000_0207, 0xC000_0207));
        assert_eq!(span("0.0.0.0/0"), (0, 0xFFFF_FFFF));
        assert_eq!(span("2001:db8::/32"), (0x2001_0db8_0000_0000, 0x2001_0db8_ffff_ffff));
        assert_eq!(span("2001:db8::1/128"), (0x2001_0db8_0000_0000, 0x2001_0db8_0000_0000), "widened to the /64");
        assert_eq!(span("::/0"), (FIRST_V6, u64::MAX), "all of IPv6 is not IPv4");
        assert_eq!(span("::ffff:192.0.2.0/120"), span("192.0.2.0/24"));
    }

    #[test]
    fn slips_say_what_was_expected() {
        for wrong in ["192.0.2.0/33", "192.0.2.0/+8", "192.0.2/24", "campus", "192.0.2.0/", "2001:db8::/129"] {
            assert!(Span::of_cidr(wrong).unwrap_err().contains("192.0.2.0/24"), "{wrong}");
        }
        assert!(Span::of_cidr("::1").unwrap_err().contains("reserved"));
        let ends = |start: &str, end: &str| Span::of_ends(start.parse().unwrap(), end.parse().unwrap());
        assert!(ends("192.0.2.9", "192.0.2.8").unwrap_err().contains("not before"));
        assert!(ends("192.0.2.9", "2001:db8::").unwrap_err().contains("same family"));
        assert_eq!(ends("192.0.2.9", "192.0.2.9").unwrap().width(), 0);
    }

    #[test]
    fn what_is_packed_comes_back() {
        for text in ["0.0.0.0", "192.0.2.7", "255.255.255.255", "2001:db8::", "fe80::", "ffff:ffff:ffff:ffff::"] {
            let address: IpAddr = text.parse().unwrap();
            assert_eq!(unpack(pack(address)), Some(address));
        }
        assert!(pack("::8:0:0:0:0".parse().unwrap()).is_null());
        assert_eq!(unpack(Word::NULL), None);
    }
}
