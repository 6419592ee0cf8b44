//! Making the packed file of the world's places (the layout is told in `world`).

use std::collections::{BTreeMap, HashMap};

use fst::MapBuilder;

use super::fold::fold;
use super::world::{EntryKind, LIST, MAGIC, NOWHERE, RECORD, SCALE};

/// Why a table could not be packed: the line, counted from one, and the reason.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct PackError {
    line: usize,
    reason: String,
}

const COLUMNS: usize = 10;
const LEAST_KEY: usize = 2;

/// The packed file of a table of places with the columns kind, geonameid, lat, lon, country, admin1, admin2, population,
/// name and alternates, joined by tabs, alternates by bars; the first line names them. Rows are in the order of kinds:
/// continent, country, admin1, admin2, then capital and city by population.
///
/// # Errors
///
/// [`PackError`] at the first row that is not so.
pub fn pack(table: &str) -> Result<Vec<u8>, PackError> {
    let mut packing = Packing::default();
    for (index, line) in table.lines().enumerate().skip(1) {
        packing.add(line).map_err(|reason| PackError { line: index + 1, reason })?;
    }
    packing.finish().map_err(|reason| PackError { line: 0, reason })
}

#[derive(Default)]
struct Packing {
    counts: [u32; 6],
    codes: Vec<u8>,
    /// The number of each country, first-level and second-level division among its kind, from one.
    divisions: [HashMap<String, u16>; 3],
    records: Vec<u8>,
    names: Vec<u8>,
    name_at: HashMap<String, u32>,
    keys: BTreeMap<String, BTreeMap<u32, bool>>,
}

impl Packing {
    fn add(&mut self, line: &str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[kind, id, lat, lon, country, admin1, admin2, population, name, others] = cells.as_slice()
        else {
            return Err(format!("{} columns, not {COLUMNS}", cells.len()));
        };
        let kind = EntryKind::ALL
            .iter()
            .position(|(_, name)| *name == kind)
            .ok_or_else(|| format!("{kind:?} is no kind"))?;
        if kind < 4 && self.counts[kind + 1..].iter().any(|&count| count > 0) {
            return Err("the kinds are out of order".to_owned());
        }
        let index: u32 = self.counts.iter().sum();
        self.counts[kind] += 1;
        if let 1..=3 = kind {
            let number = u16::try_from(self.counts[kind]).map_err(|_| "too many divisions".to_owned())?;
            let code = [country, admin1, admin2][kind - 1];
            self.divisions[kind - 1].insert(code.to_owned(), number);
            if kind == 1 {
                let code: [u8; 2] =
                    country.as_bytes().try_into().map_err(|_| format!("{country:?} is no country code"))?;
                self.codes.extend(code);
            }
        }
        let number = |at: usize, code: &str| self.divisions[at].get(code).copied().unwrap_or(0);
        let (country, admin1, admin2) = (number(0, country), number(1, admin1), number(2, admin2));
        let degrees = |cell: &str| -> Result<i32, String> {
            if cell.is_empty() {
                return Ok(NOWHERE);
            }
            let value: f64 = cell.parse().map_err(|_| format!("{cell:?} is no position"))?;
            if !(-180.0..=180.0).contains(&value) {
                return Err(format!("{cell:?} is no position"));
            }
            #[allow(clippy::cast_possible_truncation, reason = "at most 180 times the scale")]
            Ok((value * SCALE).round() as i32)
        };
        let population: f64 = population.parse().map_err(|_| format!("{population:?} is no population"))?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
        let population = ((population + 1.0).log2() * 8.0).round() as u8;
        let id: u32 =
            if id.is_empty() { 0 } else { id.parse().map_err(|_| format!("{id:?} is no identifier"))? };
        self.records.extend(&degrees(lat)?.to_le_bytes()[..3]);
        self.records.extend(&degrees(lon)?.to_le_bytes()[..3]);
        self.records.extend(id.to_le_bytes());
        self.records.push(population);
        self.records.push(u8::try_from(country).map_err(|_| "too many countries".to_owned())?);
        self.records.extend(admin1.to_le_bytes());
        self.records.extend(admin2.to_le_bytes());
        let at = self.name(name)?;
        self.records.extend(&at.to_le_bytes()[..3]);
        self.records.push(u8::try_from(kind).unwrap_or(u8::MAX));
        // "Korva" is as good a name of a first-level division as "Korva Province".
        let alternate = EntryKind::ALL.get(kind).is_none_or(|(kind, _)| *kind != EntryKind::Admin1);
        for (other, alternate) in
            std::iter::once((name, false)).chain(others.split('|').map(|other| (other, alternate)))
        {
            let key = fold(other);
            if key.len() >= LEAST_KEY {
                self.keys.entry(key).or_default().entry(index).or_insert(alternate);
            }
        }
        Ok(())
    }

    /// Where `name` stands among the names.
    fn name(&mut self, name: &str) -> Result<u32, String> {
        if let Some(&at) = self.name_at.get(name) {
            return Ok(at);
        }
        let at = u32::try_from(self.names.len()).ok().filter(|&at| at < 1 << 24);
        let at = at.ok_or_else(|| "too many names".to_owned())?;
        self.names.push(u8::try_from(name.len()).map_err(|_| format!("{name:?} is too long"))?);
        self.names.extend(name.as_bytes());
        self.name_at.insert(name.to_owned(), at);
        Ok(at)
    }

    fn finish(self) -> Result<Vec<u8>, String> {
        let mut lists = Vec::new();
        let mut map = MapBuilder::memory();
        for (key, places) in &self.keys {
            let values: Vec<u64> = places
                .iter()
                .map(|(index, alternate)| u64::from(*index) << 1 | u64::from(*alternate))
                .collect();
            let value = if let [only] = values[..] {
                only
            } else {
                let at = lists.len() as u64;
                number(values.len() as u64, &mut lists);
                let mut last = 0;
                for value in values {
                    number(value - last, &mut lists);
                    last = value;
                }
                LIST | at
            };
            map.insert(key, value).map_err(|error| error.to_string())?;
        }
        let keys = map.into_inner().map_err(|error| error.to_string())?;
        let mut out = MAGIC.to_vec();
        let places = self.records.len() / RECORD;
        let [continents, countries, admin1, admin2, ..] = self.counts.map(|count| count as usize);
        for count in
            [continents, countries, admin1, admin2, places, self.names.len(), lists.len(), keys.len()]
        {
            let count = u32::try_from(count).map_err(|error| error.to_string())?;
            out.extend(count.to_le_bytes());
        }
        for part in [self.codes, self.records, self.names, lists, keys] {
            out.extend(part);
        }
        Ok(out)
    }
}

/// Append a number, seven bits a byte, the lowest first.
fn number(mut value: u64, out: &mut Vec<u8>) {
    loop {
        #[allow(clippy::cast_possible_truncation, reason = "seven bits")]
        let low = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::super::world::World;
    use super::*;

    const HEAD: &str = "kind\tgeonameid\tlat\tlon\tcountry\tadmin1\tadmin2\tpopulation\tname\talternates\n";

    #[test]
    fn what_is_packed_is_found_again() {
        let table = [
            HEAD,
            "country\t1\t10.5\t-20.25\tXA\t\t\t5000\tTessel\t\n",
            "admin1\t\t\t\tXA\tXA.1\t\t5000\tKorva Province\tKorva\n",
            "city\t7\t-10.1234\t179.5\tXA\tXA.1\t\t1000\tSaint-Korva\tKorva|Sankt Korva\n",
        ];
        let file = pack(&table.concat()).unwrap();
        let world = World::new(Box::leak(file.clone().into_boxed_slice())).unwrap();
        assert_eq!(world.len(), 3);
        assert_eq!(world.get("korva"), [(1, false), (2, true)]);
        assert_eq!(world.get("saint korva"), [(2, false)]);
        assert_eq!(world.get("nowhere"), []);
        let town = world.record(2).unwrap();
        assert_eq!((town.geonameid, town.position), (Some(7), Some((-10.1234, 179.5))));
        assert_eq!((town.country, town.admin1, town.admin2), (Some(*b"XA"), Some(1), None));
        assert!((town.population - 1000.0).abs() < 60.0);
        assert_eq!(world.record(1).unwrap().position, None);
        assert_eq!((world.name(2), world.name(0), world.name(9)), ("Saint-Korva", "Tessel", ""));
        for end in 0..file.len() {
            assert!(World::new(Box::leak(file[..end].to_vec().into_boxed_slice())).is_none());
        }
    }

    #[test]
    fn bad_rows_are_named() {
        let check = |row: &str, reason: &str| {
            let error = pack(&format!("{HEAD}{row}\n")).unwrap_err().to_string();
            assert!(error.starts_with("line 2: ") && error.contains(reason), "{error}");
        };
        check("city\t7", "2 columns");
        check("town\t7\t1\t1\tXA\t\t\t0\tKorva\t", "no kind");
        check("city\t7\t1e9\t1\tXA\t\t\t0\tKorva\t", "no position");
        check("city\t-7\t1\t1\tXA\t\t\t0\tKorva\t", "no identifier");
        check("city\t7\t1\t1\tXA\t\t\tmany\tKorva\t", "no population");
    }
}
