//! Where the text of a document stood in its bytes.

use gainsay_document::{DocumentId, SourceMap};
use rusqlite::{Connection, OptionalExtension, params};

use crate::add::known_key;
use crate::codec::{compress, decompress, from_json, sha256, to_json};
use crate::{Error, Ledger};

impl Ledger {
    /// Where the document's text stood in its bytes; a map without pieces where that is not known.
    ///
    /// # Errors
    /// Not found, corrupt, I/O.
    pub fn source_map(&self, id: &DocumentId) -> Result<SourceMap, Error> {
        let key = known_key(&self.connection, id)?;
        Ok(load(&self.connection, key)?.unwrap_or_default())
    }
}

/// Write the map of the document with the key `key` over the one that is there.
pub(crate) fn put(connection: &Connection, key: i64, text: &str, map: &SourceMap) -> Result<(), Error> {
    if !map.fits(text) {
        return Err(Error::rejected("the source map does not fit the document's text"));
    }
    connection.prepare_cached("DELETE FROM source_maps WHERE document = ?1")?.execute([key])?;
    if map.pieces.is_empty() {
        return Ok(());
    }
    let body = to_json(map)?;
    connection
        .prepare_cached("INSERT INTO source_maps (document, sha256, length, body) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![key, sha256(body.as_bytes()), body.len() as i64, compress(body.as_bytes())?])?;
    Ok(())
}

/// The map of the document with the key `key`, if it has one.
pub(crate) fn load(connection: &Connection, key: i64) -> Result<Option<SourceMap>, Error> {
    let mut query =
        connection.prepare_cached("SELECT sha256, length, body FROM source_maps WHERE document = ?1")?;
    let stored: Option<(String, i64, Vec<u8>)> =
        query.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((hash, length, body)) = stored else { return Ok(None) };
    let body = decompress(&body, length)?;
    let found = sha256(&body);
    if found != hash {
        return Err(Error::corrupt(format!("the source map is not the one that was stored: {found}")));
    }
    from_json(&body).map(Some)
}

#[cfg(test)]
mod tests {
    use gainsay_document::{Document, SourcePiece, SourcePlace, Span};

    use super::*;
    use crate::build::{self, Build};

    fn map(text: &str) -> SourceMap {
        let piece = |(line, number): (&str, u32)| {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            let place =
                SourcePlace::Page { page: number, area: [72.0, 90.5, 300.0, 102.0], size: [595.0, 842.0] };
            Some(SourcePiece { text: Span::ordered(start..start + line.len())?, place })
        };
        SourceMap { pieces: text.lines().zip(1..).filter_map(piece).collect() }
    }

    #[test]
    fn a_map_comes_back_and_is_replaced_with_its_text() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        let source = map(&document.text);
        assert!(ledger.source_map(&document.id).unwrap_err().is_not_found());
        ledger.add_mapped(&raw, &document, &source, &reading, &build::from("a.pdf")).unwrap();
        assert_eq!(ledger.source_map(&document.id).unwrap(), source);
        assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);

        let shorter = Document { text: format!("{} ", document.text), ..document.clone() };
        let only = SourceMap { pieces: source.pieces[..1].to_vec() };
        ledger.replace_mapped(&shorter, &only, &reading).unwrap();
        assert_eq!(ledger.source_map(&document.id).unwrap(), only);
        ledger.replace(&document, &reading).unwrap();
        assert_eq!(ledger.source_map(&document.id).unwrap(), SourceMap::default());
    }

    #[test]
    fn a_map_that_does_not_fit_is_rejected_with_all_else() {
        let mut ledger = Ledger::in_memory().unwrap();
        let (raw, document, reading) = Build::sample();
        let mut source = map(&document.text);
        source.pieces[0].text = Span::ordered(0..document.text.len() + 9).unwrap();
        let added = ledger.add_mapped(&raw, &document, &source, &reading, &build::from("a.pdf"));
        assert!(added.unwrap_err().is_rejected());
        assert_eq!(build::count(&ledger, "documents"), 0);
    }
}
