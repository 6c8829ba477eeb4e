//! An address database that the operator names, in the MaxMind DB format (GeoLite2 City, Country or ASN and others of
//! that layout).

use std::net::IpAddr;
use std::path::Path;

use maxminddb::{LookupResult, Reader, path};
use sekisho_schema::Word;

use crate::error::EnrichError;
use crate::place::Place;

/// The opened file, wholly in memory and checked, so that a lookup cannot fail on damage later.
pub(crate) struct Mmdb {
    reader: Reader<Vec<u8>>,
}

impl Mmdb {
    pub(crate) fn open(file: &Path) -> Result<Self, EnrichError> {
        let checked = Reader::open_readfile(file).and_then(|reader| reader.verify().map(|()| reader));
        let reader = checked.map_err(|source| EnrichError::Database { file: file.to_owned(), source })?;
        Ok(Self { reader })
    }

    /// The file's own name for what it holds.
    pub(crate) fn holds(&self) -> &str {
        &self.reader.metadata().database_type
    }

    /// What the file knows about an address; fields of another type than expected are unknown.
    pub(crate) fn place(&self, address: IpAddr) -> Place {
        match self.reader.lookup(address) {
            Ok(found) if found.has_data() => read(&found),
            _ => Place::UNKNOWN,
        }
    }
}

fn read(found: &LookupResult<'_, Vec<u8>>) -> Place {
    let country = found.decode_path::<&str>(&path!["country", "iso_code"]).ok().flatten();
    let asn = found.decode_path::<u32>(&path!["autonomous_system_number"]).ok().flatten();
    let degrees = |name| found.decode_path::<f64>(&path!["location", name]).ok().flatten();
    let point = degrees("latitude").zip(degrees("longitude"));
    let on_earth = point.filter(|(north, east)| north.abs() <= 90.0 && east.abs() <= 180.0);
    Place {
        country: country.filter(|code| is_country(code)).map_or(Word::NULL, Word::code),
        asn: asn.map_or(Word::NULL, |number| Word(number.into())),
        kind: Word::NULL,
        latitude: on_earth.map_or(Word::NULL, |(north, _)| Word::from_f64(north)),
        longitude: on_earth.map_or(Word::NULL, |(_, east)| Word::from_f64(east)),
    }
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn text(value: &str) -> Vec<u8> {
        [&[0x40 | value.len() as u8], value.as_bytes()].concat()
    }

    fn number(value: u32) -> Vec<u8> {
        [&[0xC4][..], &value.to_be_bytes()].concat()
    }

    fn double(value: f64) -> Vec<u8> {
        [&[0x68][..], &value.to_be_bytes()].concat()
    }

    fn map(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let cells = entries.iter().flat_map(|(name, value)| [text(name), value.clone()].concat());
        std::iter::once(0xE0 | entries.len() as u8).chain(cells).collect()
    }

    /// A MaxMind DB file (format 2.0, 24-bit records) that knows one IPv4 network, `203.0.113.0/24`.
    pub(crate) fn tiny_database(record: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let path = u32::from_be_bytes([203, 0, 113, 0]);
        let (nodes, depth) = (24u32, 24);
        let mut file = Vec::new();
        for level in 0..depth {
            let found = if level + 1 == depth { nodes + 16 } else { level + 1 };
            let right = path >> (31 - level) & 1 == 1;
            let pair = if right { [nodes, found] } else { [found, nodes] };
            file.extend(pair.iter().flat_map(|record| record.to_be_bytes()[1..].to_vec()));
        }
        file.extend([0; 16]);
        file.extend(map(record));
        file.extend(b"\xab\xcd\xefMaxMind.com");
        let short = |value: u16| [&[0xA2][..], &value.to_be_bytes()].concat();
        file.extend(map(&[
            ("node_count", number(nodes)),
            ("record_size", short(24)),
            ("ip_version", short(4)),
            ("database_type", text("Tiny-City")),
            ("description", map(&[("en", text("made by a test"))])),
            ("languages", vec![0x00, 0x04]),
            ("binary_format_major_version", short(2)),
            ("binary_format_minor_version", short(0)),
            ("build_epoch", [&[0x08, 0x02][..], &1_700_000_000u64.to_be_bytes()].concat()),
        ]));
        file
    }

    fn opened(record: &[(&str, Vec<u8>)]) -> Mmdb {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), tiny_database(record)).unwrap();
        Mmdb::open(file.path()).unwrap()
    }

    /// What GeoLite2-City and GeoLite2-ASN say, in one record.
    pub(crate) fn full_record() -> [(&'static str, Vec<u8>); 3] {
        let location = map(&[("latitude", double(43.06)), ("longitude", double(141.35))]);
        let country = map(&[("geoname_id", number(1_861_060)), ("iso_code", text("JP"))]);
        [("autonomous_system_number", number(64_500)), ("country", country), ("location", location)]
    }

    #[test]
    fn a_record_is_read_field_by_field() {
        let database = opened(&full_record());
        assert_eq!(database.holds(), "Tiny-City");
        let place = database.place("203.0.113.9".parse().unwrap());
        assert_eq!((place.country, place.asn), (Word::code("JP"), Word(64_500)));
        assert_eq!((place.latitude.to_f64(), place.longitude.to_f64()), (43.06, 141.35));
        assert!(place.kind.is_null());
        for elsewhere in ["203.0.114.9", "8.8.8.8", "2001:db8::1"] {
            assert_eq!(database.place(elsewhere.parse().unwrap()), Place::UNKNOWN, "{elsewhere}");
        }
    }

    #[test]
    fn fields_of_another_shape_are_unknown() {
        let odd = opened(&[("country", text("JP")), ("location", map(&[("latitude", double(43.0))]))]);
        assert_eq!(odd.place("203.0.113.9".parse().unwrap()), Place::UNKNOWN);
        let off_earth = map(&[("latitude", double(143.0)), ("longitude", double(1.0))]);
        assert_eq!(opened(&[("location", off_earth)]).place("203.0.113.9".parse().unwrap()), Place::UNKNOWN);
    }

    #[test]
    fn a_file_of_another_format_or_a_damaged_one_is_an_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), b"start_ip,end_ip\n").unwrap();
        assert!(matches!(Mmdb::open(file.path()), Err(EnrichError::Database { .. })));
        let mut damaged = tiny_database(&full_record());
        damaged[145 + 16] = 0xFF;
        std::fs::write(file.path(), damaged).unwrap();
        assert!(matches!(Mmdb::open(file.path()), Err(EnrichError::Database { .. })));
        assert!(Mmdb::open(Path::new("/nowhere/at.mmdb")).is_err());
    }
}
