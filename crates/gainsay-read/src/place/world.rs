//! The packed file of the world's places, read in place: nothing of it is copied or taken apart before it is asked for.
//!
//! Little-endian. The head: [`MAGIC`], then eight `u32`: how many continents, countries, first-level divisions,
//! second-level divisions and places of all kinds there are, and the bytes of the names, of the lists and of the
//! dictionary. Then the countries' two-letter codes, the places (twenty bytes each, in the order of their kinds, towns
//! by population), the names (a length, then UTF-8), the lists of places that share a key, and the dictionary (an `fst`
//! map) from the key to a place or to a list.

use fst::Map;

/// The first bytes of the file; the last but one is the layout's version.
pub(super) const MAGIC: &[u8; 8] = b"GNSGAZ1\n";
/// Bytes of a place: latitude 3, longitude 3, identifier 4, population 1, country 1, divisions 2 and 2, name 3, kind 1.
pub(super) const RECORD: usize = 20;
/// Fractions of a degree.
pub(super) const SCALE: f64 = 1e4;
/// The latitude of a place without a position.
pub(super) const NOWHERE: i32 = 0x7f_ffff;
/// The bit of a dictionary value that says: this is a list.
pub(super) const LIST: u64 = 1 << 40;
const HEAD: usize = 8 + 8 * 4;

/// What a place of the gazetteer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum EntryKind {
    Continent,
    Country,
    Admin1,
    Admin2,
    Capital,
    City,
    /// A land or a sea that no division is: "Sahel", "Red Sea".
    Region,
}

impl EntryKind {
    /// The kinds in the order of the file.
    pub(super) const ALL: [(Self, &'static str); 6] = [
        (Self::Continent, "continent"),
        (Self::Country, "country"),
        (Self::Admin1, "admin1"),
        (Self::Admin2, "admin2"),
        (Self::Capital, "capital"),
        (Self::City, "city"),
    ];

    /// Whether its position is that of a spot and not the middle of a wide land.
    pub(super) fn is_town(self) -> bool {
        matches!(self, Self::Capital | Self::City)
    }
}

/// A two-letter country code.
pub(super) type Code = [u8; 2];

/// What the file says of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Record {
    pub(super) geonameid: Option<u32>,
    pub(super) position: Option<(f64, f64)>,
    pub(super) country: Option<Code>,
    /// The indices of the divisions it lies in.
    pub(super) admin1: Option<u32>,
    pub(super) admin2: Option<u32>,
    /// Rounded to a twelfth.
    pub(super) population: f64,
    pub(super) kind: EntryKind,
}

/// The packed places.
#[derive(Clone, Debug)]
pub(super) struct World {
    codes: &'static [u8],
    records: &'static [u8],
    names: &'static [u8],
    lists: &'static [u8],
    keys: Map<&'static [u8]>,
    /// The indices of the first first-level and the first second-level division.
    admin1: u32,
    admin2: u32,
}

impl World {
    /// The places of `file`; `None` where its parts do not fit together.
    pub(super) fn new(file: &'static [u8]) -> Option<Self> {
        let mut rest = file.strip_prefix(MAGIC.as_slice())?;
        let mut counts = [0usize; 8];
        for count in &mut counts {
            let (bytes, after) = rest.split_first_chunk::<4>()?;
            *count = u32::from_le_bytes(*bytes) as usize;
            rest = after;
        }
        let [continents, countries, admin1, _, places, names, lists, keys] = counts;
        let wanted = HEAD + countries.checked_mul(2)? + places.checked_mul(RECORD)? + names + lists + keys;
        if file.len() != wanted {
            return None;
        }
        let (codes, rest) = rest.split_at_checked(countries * 2)?;
        let (records, rest) = rest.split_at_checked(places * RECORD)?;
        let (names, rest) = rest.split_at_checked(names)?;
        let (lists, keys) = rest.split_at_checked(lists)?;
        Some(Self {
            codes,
            records,
            names,
            lists,
            keys: Map::new(keys).ok()?,
            admin1: u32::try_from(continents + countries).ok()?,
            admin2: u32::try_from(continents + countries + admin1).ok()?,
        })
    }

    /// How many places there are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.records.len() / RECORD
    }

    /// The places found under `key`, and whether the key is only another spelling of their names; the more populous first
    /// within a kind.
    pub(super) fn get(&self, key: &str) -> Vec<(u32, bool)> {
        let Some(value) = self.keys.get(key) else { return Vec::new() };
        if value & LIST == 0 {
            return posting(value).into_iter().collect();
        }
        let mut rest =
            usize::try_from(value ^ LIST).ok().and_then(|at| self.lists.get(at..)).unwrap_or_default();
        let count = number(&mut rest).unwrap_or(0);
        let mut last = 0;
        (0..count)
            .map_while(|_| {
                last += number(&mut rest)?;
                posting(last)
            })
            .collect()
    }

    /// What is known of place `index`.
    pub(super) fn record(&self, index: u32) -> Option<Record> {
        let start = (index as usize).checked_mul(RECORD)?;
        let bytes: &[u8; RECORD] = self.records.get(start..)?.first_chunk()?;
        let three = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], 0]);
        // Shifted up and down again to bring the sign along.
        let degrees = |at: usize| three(at).cast_signed() << 8 >> 8;
        let two = |at: usize| u32::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
        let (lat, lon) = (degrees(0), degrees(3));
        let geonameid = u32::from_le_bytes([bytes[6], bytes[7], bytes[8], bytes[9]]);
        let country = usize::from(bytes[11]).checked_sub(1).and_then(|at| self.codes.get(at * 2..at * 2 + 2));
        Some(Record {
            geonameid: (geonameid != 0).then_some(geonameid),
            position: (lat != NOWHERE).then(|| (f64::from(lat) / SCALE, f64::from(lon) / SCALE)),
            country: country.and_then(|code| code.try_into().ok()),
            admin1: two(12).checked_sub(1).map(|at| self.admin1 + at),
            admin2: two(14).checked_sub(1).map(|at| self.admin2 + at),
            population: (f64::from(bytes[10]) / 8.0).exp2() - 1.0,
            kind: EntryKind::ALL.get(usize::from(bytes[19])).map(|(kind, _)| *kind)?,
        })
    }

    /// The name of place `index`; empty where there is none.
    pub(super) fn name(&self, index: u32) -> &'static str {
        let name = || {
            let start = (index as usize).checked_mul(RECORD)? + 16;
            let bytes = self.records.get(start..start + 3)?;
            let at = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], 0]) as usize;
            let (length, rest) = self.names.get(at..)?.split_first()?;
            std::str::from_utf8(rest.get(..usize::from(*length))?).ok()
        };
        name().unwrap_or_default()
    }
}

/// A place and whether it is found under another spelling, of one number.
fn posting(value: u64) -> Option<(u32, bool)> {
    Some((u32::try_from(value >> 1).ok()?, value & 1 == 1))
}

/// A number of seven bits a byte, the lowest first.
fn number(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
