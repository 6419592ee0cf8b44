//! A gazetteer of the user's own: places that the world's file lacks, or that are to be read otherwise.

use std::collections::HashMap;

use super::fold::fold;
use super::world::{Code, EntryKind};

/// The places of a user's file.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub(super) places: Vec<OwnPlace>,
    keys: HashMap<String, Vec<u32>>,
}

/// A place as the user gave it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct OwnPlace {
    pub(super) name: String,
    pub(super) position: (f64, f64),
    pub(super) country: Option<Code>,
    pub(super) admin1: Option<String>,
    pub(super) geonameid: Option<u32>,
    pub(super) kind: EntryKind,
}

/// A row of a user's gazetteer that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct BadRow {
    /// The line of the file, counted from one.
    pub line: u64,
    /// What is wrong with it.
    pub reason: String,
}

impl Own {
    /// Take the rows of `csv`; those that are no places are told of and left out.
    pub(super) fn add(&mut self, csv: &[u8]) -> Vec<BadRow> {
        let mut bad = Vec::new();
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(csv);
        let columns = match reader.byte_headers() {
            Ok(head) => Columns::of(head),
            Err(error) => return vec![BadRow { line: 1, reason: error.to_string() }],
        };
        let columns = match columns {
            Ok(columns) => columns,
            Err(reason) => return vec![BadRow { line: 1, reason }],
        };
        for row in reader.byte_records() {
            let (line, taken) = match &row {
                Ok(row) => (row.position().map_or(0, csv::Position::line), columns.place(row)),
                Err(error) => (error.position().map_or(0, csv::Position::line), Err(error.to_string())),
            };
            match taken {
                Ok((place, alternates)) => self.insert(place, &alternates),
                Err(reason) => bad.push(BadRow { line, reason }),
            }
        }
        bad
    }

    fn insert(&mut self, place: OwnPlace, alternates: &[String]) {
        let Ok(index) = u32::try_from(self.places.len()) else { return };
        for name in alternates.iter().chain([&place.name]) {
            let indices = self.keys.entry(fold(name)).or_default();
            if !indices.contains(&index) {
                indices.push(index);
            }
        }
        self.places.push(place);
    }

    /// The indices of the places called so.
    pub(super) fn get(&self, key: &str) -> &[u32] {
        self.keys.get(key).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Where the columns stand.
struct Columns {
    name: usize,
    lat: usize,
    lon: usize,
    country: Option<usize>,
    admin1: Option<usize>,
    geonameid: Option<usize>,
    alternates: Option<usize>,
    kind: Option<usize>,
}

impl Columns {
    fn of(head: &csv::ByteRecord) -> Result<Self, String> {
        let at = |names: &[&str]| {
            head.iter().position(|cell| {
                // A byte order mark stands before the first name in files of some spreadsheets.
                let cell = cell.strip_prefix("\u{feff}".as_bytes()).unwrap_or(cell);
                names.iter().any(|name| cell.eq_ignore_ascii_case(name.as_bytes()))
            })
        };
        let wanted = |names: &[&str]| at(names).ok_or_else(|| format!("there is no column {:?}", names[0]));
        Ok(Self {
            name: wanted(&["name"])?,
            lat: wanted(&["lat", "latitude"])?,
            lon: wanted(&["lon", "lng", "longitude"])?,
            country: at(&["country", "country_code"]),
            admin1: at(&["admin1", "division"]),
            geonameid: at(&["geonameid"]),
            alternates: at(&["alternates", "other_names"]),
            kind: at(&["kind"]),
        })
    }

    fn place(&self, row: &csv::ByteRecord) -> Result<(OwnPlace, Vec<String>), String> {
        let cell = |at: usize| {
            std::str::from_utf8(row.get(at).unwrap_or_default()).map_err(|_| "it is not UTF-8".to_owned())
        };
        let text = |at: Option<usize>| at.map_or(Ok(""), cell);
        let name = cell(self.name)?;
        if fold(name).is_empty() {
            return Err("it has no name".to_owned());
        }
        let country = match text(self.country)? {
            "" => None,
            code if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                code.to_ascii_uppercase().as_bytes().try_into().ok()
            }
            other => return Err(format!("{other:?} is no two-letter country code")),
        };
        let geonameid = match text(self.geonameid)? {
            "" => None,
            id => Some(id.parse().map_err(|_| format!("{id:?} is no GeoNames identifier"))?),
        };
        let kind = match text(self.kind)?.to_ascii_lowercase().as_str() {
            "" | "city" | "town" | "village" | "camp" | "neighbourhood" | "spot" => EntryKind::City,
            "region" | "sea" => EntryKind::Region,
            "admin1" => EntryKind::Admin1,
            "admin2" => EntryKind::Admin2,
            "country" => EntryKind::Country,
            other => return Err(format!("{other:?} is no kind of place")),
        };
        let place = OwnPlace {
            name: name.to_owned(),
            position: (degrees(cell(self.lat)?, 90.0)?, degrees(cell(self.lon)?, 180.0)?),
            country,
            admin1: Some(text(self.admin1)?.to_owned()).filter(|name| !name.is_empty()),
            geonameid,
            kind,
        };
        let others = text(self.alternates)?.split('|').map(str::trim);
        Ok((place, others.filter(|name| !fold(name).is_empty()).map(str::to_owned).collect()))
    }
}

fn degrees(cell: &str, most: f64) -> Result<f64, String> {
    match cell.parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(value),
        Ok(_) => Err(format!("{cell:?} is more than {most} degrees")),
        Err(_) if cell.is_empty() => Err("it has no position".to_owned()),
        Err(_) => Err(format!("{cell:?} is no number of degrees")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected`: the names taken, then the rows left out.
    fn check(csv: &str, names: &[&str], bad: &[&str]) {
        let mut own = Own::default();
        let rows: Vec<String> = own.add(csv.as_bytes()).iter().map(ToString::to_string).collect();
        assert_eq!(own.places.iter().map(|place| place.name.as_str()).collect::<Vec<_>>(), names, "{csv}");
        assert_eq!(rows, bad, "{csv}");
    }

    #[test]
    fn rows_are_taken_or_told_of() {
        check(
            "name,lat,lon,country,alternates\nKorva,1.5,2,XA,Corva|Old Korva\n,1,2,,\nOrn,91,2,,\nOrn,a,2,,\n\
             Orn,1,2,Tessel,\nOrn,,,,\n\"Tes\nsel\",3,4,,\nLast,1,NaN,,\n",
            &["Korva", "Tes\nsel"],
            &[
                "line 3: it has no name",
                "line 4: \"91\" is more than 90 degrees",
                "line 5: \"a\" is no number of degrees",
                "line 6: \"Tessel\" is no two-letter country code",
                "line 7: it has no position",
                "line 10: \"NaN\" is more than 180 degrees",
            ],
        );
        check("\u{feff}Name,Latitude,Longitude\nKorva,1,2\n", &["Korva"], &[]);
        check(
            "name,lat,lon,geonameid,kind\nKorva,1,2,x,\nOrn,1,2,3,planet\n",
            &[],
            &["line 2: \"x\" is no GeoNames identifier", "line 3: \"planet\" is no kind of place"],
        );
        check("place;lat\nKorva;1\n", &[], &["line 1: there is no column \"name\""]);
        check("", &[], &["line 1: there is no column \"name\""]);
    }

    #[test]
    fn names_are_found_in_every_spelling() {
        let mut own = Own::default();
        own.add(b"name,lat,lon,alternates\nSaint-Korva,1,2,Old Korva\n");
        assert_eq!(
            (own.get("saint korva"), own.get("old korva"), own.get("korva")),
            (&[0][..], &[0][..], &[][..])
        );
    }
}
