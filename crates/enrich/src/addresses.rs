//! What the sources together know about an address.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use sekisho_schema::{Schema, Word};

use crate::lists::{self, Columns};
use crate::mmdb::Mmdb;
use crate::place::{Place, Places};
use crate::ranges::{Claim, Ranges};
use crate::{EnrichError, embedded, network};

/// The opened sources, in order of trust: `ip_ranges.csv` of each folder of lists, a MaxMind DB file that the operator
/// names, the table of registry delegations that is built in (country only).
///
/// Lookups read only, so one value serves all threads; see [`crate::Cache`] for repeated ones.
pub struct Addresses {
    ranges: Ranges,
    places: Vec<Place>,
    shared: Ranges,
    mmdb: Option<Mmdb>,
    notes: Vec<String>,
}

impl Addresses {
    /// Reads all sources. Folders come in order of trust, the dataset's own `lists/` first; a list that is not in a
    /// folder is noted, and so is every row that cannot be used.
    ///
    /// # Errors
    /// When a list exists but cannot be read, or the named database cannot be opened.
    pub fn open(lists: &[PathBuf], mmdb: Option<&Path>, schema: &Schema) -> Result<Self, EnrichError> {
        let columns = Columns::of(schema)?;
        let mut notes = Vec::new();
        let mut places = Places::default();
        let (mut ranges, mut shared) = (Vec::new(), Vec::new());
        for (trust, folder) in (0u64..).zip(lists) {
            lists::ip_ranges(folder, &columns, &mut notes, |span, place| {
                let value = places.number(place);
                ranges.push(Claim { span, rank: (trust, span.width()), value });
            })?;
            lists::shared_networks(folder, &columns, &mut notes, |span, kind| {
                shared.push(Claim { span, rank: (span.width(), trust), value: kind.0 as u32 });
            })?;
        }
        let ranges = Ranges::flatten(&ranges, |holding| places.merged(holding));
        let shared = Ranges::flatten(&shared, |holding| holding.next().unwrap_or_default());
        let mmdb = mmdb.map(|file| open_database(file, &mut notes)).transpose()?;
        notes.push("registry delegations built in (crate iptocc): country only, reserved addresses unknown".to_owned());
        Ok(Self { ranges, places: places.into_list(), shared, mmdb, notes })
    }

    /// What is known about an address, each field from the first source that knows it. Where ranges of one list
    /// overlap, the narrowest that knows the field wins, and of two equal ones the earlier row.
    pub fn place(&self, ip: IpAddr) -> Place {
        self.place_of_word(network::pack(ip))
    }

    /// The kind of shared network (place in the values of `sessions.shared_network`), null when the address is in none.
    /// The longest prefix wins over all folders, and of two equal ones the more trusted folder.
    pub fn shared_network(&self, ip: IpAddr) -> Word {
        self.shared_network_of_word(network::pack(ip))
    }

    /// [`Addresses::place`] of an address packed by [`Word::ip`].
    #[inline]
    pub fn place_of_word(&self, ip: Word) -> Place {
        let Some(bits) = ip.some() else { return Place::UNKNOWN };
        let listed = self.ranges.value(bits as u64);
        let place = listed.map_or(Place::UNKNOWN, |number| self.places[number as usize]);
        if place.lacks_what_databases_know() { self.ask_databases(ip, place) } else { place }
    }

    /// [`Addresses::shared_network`] of an address packed by [`Word::ip`].
    #[inline]
    pub fn shared_network_of_word(&self, ip: Word) -> Word {
        let kind = ip.some().and_then(|bits| self.shared.value(bits as u64));
        kind.map_or(Word::NULL, |kind| Word(kind.into()))
    }

    /// Which sources were used, how many ranges each gave, and which rows were left out and why
    /// (`file:line:column: reason`).
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    #[inline(never)]
    fn ask_databases(&self, ip: Word, mut place: Place) -> Place {
        let Some(address) = network::unpack(ip) else { return place };
        if let Some(mmdb) = &self.mmdb {
            place.fill(&mmdb.place(address));
        }
        if place.country.is_null() {
            place.country = embedded::country(address);
        }
        place
    }
}

fn open_database(file: &Path, notes: &mut Vec<String>) -> Result<Mmdb, EnrichError> {
    let mmdb = Mmdb::open(file)?;
    notes.push(format!("{}: address database of type `{}`", file.display(), mmdb.holds()));
    Ok(mmdb)
}

#[cfg(test)]
mod tests;
