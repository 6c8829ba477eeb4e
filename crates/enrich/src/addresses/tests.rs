use std::collections::BTreeMap;
use std::fs;
use std::io::Read;

use tempfile::TempDir;

use super::*;
use crate::cache::Cache;
use crate::mmdb::tests::{full_record, tiny_database};

const HEADER: &str = "start_ip,end_ip,country,asn,kind,provider,latitude,longitude\n";

fn folder(ranges: &str, networks: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ip_ranges.csv"), format!("{HEADER}{ranges}")).unwrap();
    fs::write(folder.path().join("shared_networks.csv"), format!("cidr,kind\n{networks}")).unwrap();
    folder
}

fn opened(folders: &[&TempDir]) -> Addresses {
    let paths: Vec<PathBuf> = folders.iter().map(|folder| folder.path().to_owned()).collect();
    Addresses::open(&paths, None, &Schema::embedded().unwrap()).unwrap()
}

fn place(addresses: &Addresses, ip: &str) -> Place {
    let ip: IpAddr = ip.parse().unwrap();
    assert_eq!(addresses.place(ip), addresses.place_of_word(Word::ip(ip)));
    addresses.place(ip)
}

#[test]
fn the_narrowest_range_wins_and_wider_ones_fill_its_gaps() {
    let lists = folder(
        "198.18.0.0,198.18.255.255,JP,64512,residential,Wide,35.68,139.76\n\
         198.18.7.0,198.18.7.255,,64999,vpn,Narrow,,\n\
         2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,KR,65006,mobile,Six,37.57,126.98\n",
        "",
    );
    let addresses = opened(&[&lists]);
    let narrow = place(&addresses, "198.18.7.9");
    assert_eq!((narrow.asn, narrow.kind), (Word(64999), Word(3)), "vpn is the fourth kind");
    assert_eq!((narrow.country, narrow.latitude.to_f64()), (Word::code("JP"), 35.68));
    assert_eq!(place(&addresses, "198.18.8.0").kind, Word(0));
    assert_eq!(place(&addresses, "2001:db8:0:77::5").country, Word::code("KR"));
    assert_eq!(place(&addresses, "2001:db9::1"), Place::UNKNOWN);
    assert_eq!(place(&addresses, "198.19.0.0"), Place::UNKNOWN, "reserved, so the built-in table is silent");
    assert_eq!(addresses.place("::c612:709:0:0:0:0".parse().unwrap()), Place::UNKNOWN, "not 198.18.7.9");
}

#[test]
fn sources_are_asked_in_order_field_by_field() {
    let own = folder("203.0.113.0,203.0.113.255,,,relay,Own,,\n", "");
    let ours = folder("203.0.113.9,203.0.113.9,DE,1,hosting,Ours,,\n8.0.0.0,8.0.0.255,,7,,Ours,,\n", "");
    let database = own.path().join("tiny.mmdb");
    fs::write(&database, tiny_database(&full_record())).unwrap();
    let paths = [own.path().to_owned(), ours.path().to_owned()];
    let addresses = Addresses::open(&paths, Some(&database), &Schema::embedded().unwrap()).unwrap();
    let nine = place(&addresses, "203.0.113.9");
    assert_eq!((nine.country, nine.asn, nine.kind), (Word::code("DE"), Word(1), Word(5)), "the first folder's kind");
    assert_eq!(nine.latitude.to_f64(), 43.06, "only the database knows it");
    assert_eq!(place(&addresses, "203.0.113.8").country, Word::code("JP"));
    let eight = place(&addresses, "8.0.0.8");
    assert_eq!((eight.country, eight.asn), (Word::code("US"), Word(7)), "the built-in table knows the country");
    assert!(addresses.notes().iter().any(|note| note.contains("`Tiny-City`")));
}

#[test]
fn the_longest_prefix_names_the_shared_network() {
    let own = folder("", "198.18.0.0/16,campus\n2001:db8::/32,carrier_nat\n");
    let ours = folder("", "198.18.209.32/27,office\n198.18.0.0/16,coworking\n");
    let addresses = opened(&[&own, &ours]);
    let kind = |ip: &str| addresses.shared_network(ip.parse().unwrap());
    assert_eq!(kind("198.18.209.33"), Word(3), "office");
    assert_eq!(kind("198.18.209.64"), Word(0), "campus, by the more trusted folder");
    assert_eq!(kind("2001:db8:5::1"), Word(2), "carrier NAT");
    assert_eq!(kind("198.19.0.0"), Word::NULL);
    assert_eq!(addresses.shared_network_of_word(Word::NULL), Word::NULL);
}

#[test]
fn bad_rows_are_named_with_file_line_and_column() {
    let lists = folder(
        "198.18.0.0,198.18.0.255,JP,1,residential,Right,35.0,139.0\r\n\r\n\
         198.18.1.x,198.18.1.255,JP,1,residential,,,\r\n\
         198.18.9.0,198.18.1.0,JP,1,residential,,,\r\n\
         198.18.2.0,198.18.2.255,Japan,1,residential,,,\r\n\n\
         198.18.3.0,198.18.3.255,JP,1,hostng,,,\n\
         198.18.4.0,198.18.4.255,JP,1,hosting,,95,0\n\
         198.18.5.0,198.18.5.255,JP,1,hosting,,5,\n\
         198.18.6.0,198.18.6.255,JP\n\
         198.18.7.0,198.18.7.255,JP,1,vpn,\"a name\nover two lines\",,\n\
         198.18.8.0,,JP,1,vpn,,,\n",
        "198.18.0.0/40,office\n198.18.0.0/24,\n",
    );
    let addresses = opened(&[&lists]);
    let all = addresses.notes().join("\n");
    let expected = [
        "ip_ranges.csv:4:start_ip: row left out: expected an IPv4 or IPv6 address, found `198.18.1.x`",
        "ip_ranges.csv:5:end_ip: row left out: expected an address not before `198.18.9.0`, found `198.18.1.0`",
        "ip_ranges.csv:6:country: row left out: expected a country as two capital letters",
        "ip_ranges.csv:8:kind: row left out: expected one of residential, mobile, hosting, vpn, tor, relay (did you mean \
         `hosting`?), found `hostng`",
        "ip_ranges.csv:9:latitude: row left out: expected a number from -90 to 90, found `95`",
        "ip_ranges.csv:10:longitude: row left out: expected latitude and longitude together",
        "ip_ranges.csv:11:row: row left out: expected 8 cells, found 3",
        "ip_ranges.csv:14:end_ip: row left out: expected a value",
        "ip_ranges.csv: 2 ranges used, 8 rows left out",
        "shared_networks.csv:2:cidr: row left out: expected a network such as `192.0.2.0/24`, found `198.18.0.0/40`",
        "shared_networks.csv:3:kind: row left out: expected a value",
    ];
    for line in expected {
        assert!(all.contains(line), "{line}\nnot in\n{all}");
    }
    assert_eq!(place(&addresses, "198.18.7.1").kind, Word(3), "the row over two lines counts");
}

#[test]
fn a_list_without_its_columns_or_its_file_is_noted() {
    let lists = tempfile::tempdir().unwrap();
    fs::write(lists.path().join("ip_ranges.csv"), "from,to\n192.0.2.0,192.0.2.255\n").unwrap();
    let notes = opened(&[&lists]).notes().join("\n");
    assert!(notes.contains("ip_ranges.csv:1:start_ip: file left out: no such column"), "{notes}");
    assert!(notes.contains("shared_networks.csv: not there"), "{notes}");
}

#[test]
fn one_value_serves_all_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Addresses>();
    shared::<crate::Clock>();
}

#[test]
fn a_cache_answers_as_its_source_does() {
    let lists = folder("8.0.0.0,8.0.255.255,,7,hosting,,,\n", "8.0.1.0/24,campus\n");
    let (addresses, mut cache) = (opened(&[&lists]), Cache::new());
    let mut dice = crate::measure::Dice(3);
    for _ in 0..100_000 {
        let ip = if dice.below(50) == 0 { Word::NULL } else { Word((8 << 24 | dice.below(1 << 17)) as i64) };
        let known = *cache.known(&addresses, ip);
        assert_eq!(known.place, addresses.place_of_word(ip));
        assert_eq!(known.shared_network, addresses.shared_network_of_word(ip));
    }
}

/// The real list of hosting networks against a plain scan.
#[test]
fn real_networks_are_found_as_by_a_scan() {
    let Some(networks) = real_networks() else { return };
    let rows: String = networks.iter().map(|network| format!("{network},office\n")).collect();
    let addresses = opened(&[&folder("", &rows)]);
    let spans: BTreeMap<u64, u64> = networks
        .iter()
        .filter_map(|text| network::Span::of_cidr(text).ok())
        .map(|span| (span.first, span.last))
        .collect();
    assert!(spans.len() > 10_000, "{} networks", spans.len());
    let mut dice = crate::measure::Dice(11);
    for _ in 0..2_000 {
        let ip = dice.below(1 << 32);
        let inside = spans.iter().any(|(first, last)| (first..=last).contains(&&ip));
        assert_eq!(addresses.shared_network_of_word(Word(ip as i64)).is_null(), !inside, "{ip}");
    }
}

fn real_networks() -> Option<Vec<String>> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/networks/datacenter-ipv4.txt.gz");
    let Ok(packed) = fs::File::open(file) else {
        eprintln!("skipped: {file} is not there");
        return None;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut text).unwrap();
    Some(text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect())
}
