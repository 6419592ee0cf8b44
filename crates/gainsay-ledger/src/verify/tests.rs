use super::*;
use crate::build::{self, Build};

fn filled() -> (Ledger, DocumentId) {
    let mut ledger = Ledger::in_memory().unwrap();
    let (raw, document, reading) = Build::sample();
    ledger.add(&raw, &document, &reading, &build::from("a.txt")).unwrap();
    build::add(&mut ledger, "The mayor said that three barges sank at Mağusa.");
    ledger.set_comparison(&build::comparison(&[&reading])).unwrap();
    (ledger, document.id)
}

#[test]
fn a_whole_ledger_has_no_faults() {
    let (ledger, _) = filled();
    let mut seen = Vec::new();
    let verification = ledger.verify(|done, all| seen.push((done, all))).unwrap();
    assert_eq!(verification.faults, []);
    assert_eq!((verification.documents, verification.readings), (2, 2));
    let spans: i64 =
        ["actor_mentions", "attribution_spans", "claim_spans", "quantities", "times", "places", "events"]
            .map(|table| build::count(&ledger, table))
            .iter()
            .sum();
    let notes = 2;
    assert_eq!(verification.spans_checked as i64, spans + notes);
    assert_eq!(seen, [(1, 2), (2, 2)]);
}

#[test]
fn an_empty_ledger_has_no_faults() {
    let verification = Ledger::in_memory().unwrap().verify(|_, _| ()).unwrap();
    let state = verification.state.clone();
    assert_eq!((verification, state.len()), (Verification { state, ..Verification::default() }, 64));
}

/// Change the first document behind the interface; the verification must name the table and what it found.
fn check(sql: &str, table: &str, found: &str) {
    let (ledger, id) = filled();
    ledger.connection.pragma_update(None, "foreign_keys", false).unwrap();
    ledger.connection.pragma_update(None, "ignore_check_constraints", true).unwrap();
    let changed = ledger.connection.execute(&sql.replace("{doc}", "document = 1"), []).unwrap();
    assert!(changed > 0, "{sql}");
    let faults = ledger.verify(|_, _| ()).unwrap().faults;
    let named = faults.iter().any(|fault| {
        fault.table == table
            && fault.document.as_ref().is_none_or(|document| *document == id)
            && fault.to_string().contains(found)
    });
    assert!(named, "{sql}: {faults:#?}");
    assert!(faults.iter().all(|fault| fault.document.as_ref().is_none_or(|document| *document == id)));
}

/// A value as JSON, and as the ledger stores it, in hexadecimal.
fn stored(value: &impl Serialize) -> (Vec<u8>, String) {
    let json = serde_json::to_vec(value).unwrap();
    let body = build::hex(&crate::codec::compress(&json).unwrap());
    (json, body)
}

/// What puts a reading over that of the first document.
fn put_reading(reading: &gainsay_document::Reading) -> String {
    let (json, body) = stored(reading);
    format!("UPDATE readings SET body = x'{body}', length = {} WHERE {{doc}}", json.len())
}

#[test]
fn a_changed_document_is_named() {
    check(
        "UPDATE documents SET text = replace(text, 'barges', 'badges') WHERE key = 1",
        "documents",
        "digest",
    );
    check(
        "UPDATE documents SET text = replace(text, 'barges', 'badges') WHERE key = 1",
        "claim_spans",
        "barges",
    );
    check("UPDATE documents SET text = text || ' ' WHERE key = 1", "documents", "digest");
    check("UPDATE documents SET text = 'Short.' WHERE key = 1", "documents", "no range");
    let other =
        "UPDATE documents SET text = 'A wholly other text.', body_start = 0, body_end = 6 WHERE key = 1";
    check(other, "document_notes", "Mağusa");
    check(other, "readings", "outside the text");
    check("UPDATE documents SET outlet = 'Dune Gazette' WHERE key = 1", "documents", "digest");
    check("UPDATE documents SET published = '2031-01-01' WHERE key = 1", "documents", "digest");
    check("UPDATE documents SET published = 'soon' WHERE key = 1", "documents", "not a day");
    check("UPDATE documents SET digest = 'none' WHERE key = 1", "documents", "expected none");
    check("UPDATE document_notes SET quote = 'other' WHERE {doc}", "document_notes", "\"other\"");
    check("UPDATE document_notes SET message = 'other' WHERE {doc}", "documents", "digest");
}

#[test]
fn changed_bytes_are_named() {
    let raw = "WHERE sha256 = (SELECT id FROM documents WHERE key = 1)";
    let other = build::hex(&crate::codec::compress(b"other bytes").unwrap());
    check(&format!("UPDATE raw_bytes SET body = x'{other}', length = 11 {raw}"), "raw_bytes", "");
    check(&format!("UPDATE raw_bytes SET body = x'00' {raw}"), "raw_bytes", "decompressed");
    check(&format!("UPDATE raw_bytes SET length = length + 1 {raw}"), "raw_bytes", "bytes were stored");
    check(&format!("DELETE FROM raw_bytes {raw}"), "raw_bytes", "missing");
}

#[test]
fn a_changed_source_map_is_named() {
    let put = |map: &gainsay_document::SourceMap| {
        let (json, body) = stored(map);
        let hash = crate::codec::sha256(&json);
        format!("INSERT OR REPLACE INTO source_maps VALUES (1, '{hash}', {}, x'{body}')", json.len())
    };
    let piece = |start: usize, end: usize| gainsay_document::SourcePiece {
        text: gainsay_document::Span::ordered(start..end).unwrap(),
        place: gainsay_document::SourcePlace::Bytes { start: 0, end: 4 },
    };
    let outside = gainsay_document::SourceMap { pieces: vec![piece(0, 90_000)] };
    check(&put(&outside), "source_maps", "one after the other");
    let backwards = gainsay_document::SourceMap { pieces: vec![piece(2, 3), piece(0, 1)] };
    check(&put(&backwards), "source_maps", "one after the other");
    let fits = put(&gainsay_document::SourceMap { pieces: vec![piece(0, 1)] });
    check(&fits.replace("(1, '", "(1, 'ab"), "source_maps", "not the one that was stored");
}

#[test]
fn a_changed_reading_is_named() {
    let cut = "UPDATE readings SET body = substr(body, 1, 40) WHERE {doc}";
    check(cut, "readings", "decompressed");
    check("UPDATE readings SET reader = 'other' WHERE {doc}", "readings", "\"other\"");
    check("DELETE FROM readings WHERE {doc}", "readings", "no reading");
    let (_, _, mut reading) = Build::sample();
    reading.quantities[0].interval = gainsay_document::Interval::exactly(77.0);
    check(&put_reading(&reading), "quantities", "expected 77");
    reading.claims[0].facts.places = vec![70];
    check(&put_reading(&reading), "readings", "claims[0]");
    reading.document = "cd".repeat(32).parse().unwrap();
    check(&put_reading(&reading), "readings", "another document");
}

#[test]
fn a_changed_row_is_named() {
    check("UPDATE quantities SET low = 9 WHERE {doc}", "quantities", "low");
    check("UPDATE quantities SET quote = 'nine barges' WHERE {doc}", "quantities", "\"nine barges\"");
    check("UPDATE quantities SET start = start + 1 WHERE {doc}", "quantities", "start");
    check("UPDATE quantities SET \"end\" = 99999 WHERE {doc}", "quantities", "99999");
    check(
        "UPDATE attribution_spans SET quote = 'the reeve' WHERE {doc} AND part = 'source'",
        "attribution_spans",
        "reeve",
    );
    check("UPDATE attributions SET stance = 'deny' WHERE {doc} AND number = 1", "attributions", "stance");
    check("UPDATE actors SET name = 'the reeve' WHERE {doc}", "actors", "reeve");
    check("UPDATE actor_mentions SET quote = 'the reeve' WHERE {doc}", "actor_mentions", "reeve");
    check("UPDATE times SET first_day = '1999-01-01' WHERE {doc}", "times", "1999");
    check("UPDATE places SET name = 'Elsewhere' WHERE {doc}", "places", "Elsewhere");
    check("UPDATE events SET quote = 'rose' WHERE {doc}", "events", "rose");
    check("UPDATE claims SET words = 'other' WHERE {doc}", "claims", "\"other\"");
    check("UPDATE claims SET holder = 'the reeve' WHERE {doc}", "claims", "reeve");
    check("UPDATE claim_spans SET quote = 'other' WHERE {doc}", "claim_spans", "\"other\"");
    check("DELETE FROM claim_quantities WHERE {doc}", "claim_quantities", "none");
    check("INSERT INTO claim_times VALUES (1, 1, 9, 1)", "claim_times", "a row");
    check("UPDATE reading_notes SET message = 'other' WHERE {doc}", "reading_notes", "\"other\"");
}

#[test]
fn a_changed_place_failure_or_comparison_is_named() {
    check("UPDATE provenance SET path = 'b.txt' WHERE {doc}", "provenance", "digest");
    check("UPDATE provenance SET retrieved = '2001-01-01T00:00:00Z' WHERE {doc}", "provenance", "digest");
    check("DELETE FROM provenance WHERE {doc}", "provenance", "met first");
    check("UPDATE sides SET low = low + 1", "comparison", "digest");
    check("UPDATE facets SET agreement = 'uncontested' || agreement", "comparison", "digest");
    check("UPDATE matters SET title = 'Other'", "comparison", "digest");
    check("UPDATE origins SET label = 'Other'", "comparison", "digest");
    check("DELETE FROM relations", "comparison", "digest");
    check("DELETE FROM comparison", "comparison", "none");
}

/// Whatever value of whatever row is changed, a fault says so: but for keys within the file, which tables share.
#[test]
fn no_column_can_be_changed_unnoticed() {
    /// What is not covered, and why.
    const OPEN: [(&str, &str); 4] = [
        // Numbers for use within the file, that nothing shown depends on.
        ("documents", "key"),
        ("claims", "key"),
        ("failures", "number"),
        ("comparison", "only_row"),
    ];
    let (ledger, _) = sealed();
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'";
    let names = |sql: &str| -> Vec<String> {
        let mut query = ledger.connection.prepare(sql).unwrap();
        query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let mut tried = 0;
    for table in names(tables) {
        for column in names(&format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid")) {
            if OPEN.contains(&(table.as_str(), column.as_str())) {
                continue;
            }
            let (ledger, _) = sealed();
            let drop = "DROP TRIGGER reviews_are_not_changed; PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON";
            ledger.connection.execute_batch(drop).unwrap();
            let length = format!("length(\"{column}\")");
            let last = format!("substr(CAST(\"{column}\" AS BLOB), -1)");
            let sql = format!(
                "UPDATE {table} SET \"{column}\" = CASE typeof(\"{column}\")
                   WHEN 'integer' THEN \"{column}\" + 1
                   WHEN 'real' THEN \"{column}\" + 0.5
                   WHEN 'text' THEN substr(\"{column}\", 1, {length} - 1)
                     || CASE substr(\"{column}\", -1) WHEN 'a' THEN 'b' ELSE 'a' END
                   WHEN 'blob' THEN CAST(substr(\"{column}\", 1, {length} - 1)
                     || CASE {last} WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB)
                   ELSE (SELECT CASE WHEN type = 'TEXT' THEN 'x' ELSE 1 END
                     FROM pragma_table_info('{table}') WHERE name = '{column}') END
                 WHERE rowid IN (SELECT rowid FROM {table} LIMIT 1)"
            );
            // A table without rowids: its first row by its whole key.
            let changed = ledger.connection.execute(&sql, []).or_else(|_| {
                let all = sql.split(" WHERE rowid IN").next().unwrap_or_default();
                ledger.connection.execute(&format!("{all} WHERE 1"), [])
            });
            let Ok(changed) = changed else { continue };
            if changed == 0 {
                continue;
            }
            tried += 1;
            let faults = ledger.verify(|_, _| ()).unwrap().faults;
            assert!(!faults.is_empty(), "{table}.{column} was changed and nothing noticed");
        }
    }
    assert!(tried > 150, "{tried} columns");
}

/// A ledger with rows in every table.
fn sealed() -> (Ledger, DocumentId) {
    let (mut ledger, id) = filled();
    ledger.add_failure("c.txt", Some(3), "empty", build::now()).unwrap();
    for decision in [gainsay_document::Decision::Merge, gainsay_document::Decision::Undo(1)] {
        let review = crate::NewReview {
            reviewer: "Ada Quill".to_owned(),
            decision,
            targets: Vec::new(),
            reason: "one boat".to_owned(),
        };
        ledger.review(&review, build::now()).unwrap();
    }
    assert_eq!(ledger.verify(|_, _| ()).unwrap().faults, []);
    (ledger, id)
}

#[test]
fn a_log_that_was_cut_reordered_or_added_to_is_named() {
    let check = |sql: &str, found: &str| {
        let (ledger, _) = sealed();
        let free = "DROP TRIGGER reviews_are_not_changed; DROP TRIGGER reviews_are_not_deleted;";
        ledger.connection.execute_batch(&format!("{free} {sql}")).unwrap();
        let faults = ledger.verify(|_, _| ()).unwrap().faults;
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        assert!(first.contains("reviews") && first.contains(found), "{sql}: {faults:?}");
    };
    check("DELETE FROM reviews WHERE id = 1", "1");
    check("UPDATE reviews SET id = id + 10; UPDATE reviews SET id = 13 - id", "");
    check(
        "INSERT INTO reviews SELECT 3, hash, at, reviewer, kind, targets, value, 'put in', hash FROM reviews WHERE id = 2",
        "hash",
    );
    check("UPDATE reviews SET reason = 'two boats' WHERE id = 2", "hash");
}

#[test]
fn a_reading_of_another_document_or_time_is_named() {
    check(
        "UPDATE readings SET (body, length, digest) = (SELECT body, length, digest FROM readings WHERE document = 2) WHERE {doc}",
        "readings",
        "another document",
    );
    let (_, _, mut reading) = Build::sample();
    reading.claims.clear();
    check(&put_reading(&reading), "readings", "digest");
}

#[test]
fn what_an_older_version_wrote_is_counted() {
    let (ledger, _) = sealed();
    ledger
        .connection
        .execute_batch("UPDATE readings SET digest = NULL; UPDATE comparison SET digest = NULL")
        .unwrap();
    let verification = ledger.verify(|_, _| ()).unwrap();
    assert_eq!((verification.faults, verification.unsealed), (vec![], 3));
}

#[test]
fn a_reference_to_nothing_is_named() {
    check("DELETE FROM claims WHERE {doc}", "matter_claims", "claims");
    check("UPDATE relations SET to_claim = 99", "relations", "claims");
    check("UPDATE side_claims SET claim = 99", "side_claims", "claims");
    check("UPDATE sides SET origin = 'nowhere'", "sides", "origins");
    check("UPDATE facets SET matter = 'm-none'", "facets", "matters");
}

#[test]
fn a_damaged_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let mut ledger = Ledger::open(&path, crate::Access::Create).unwrap();
    for number in 0..40 {
        build::add(&mut ledger, &format!("The mayor said that {number} barges sank."));
    }
    drop(ledger);
    let mut bytes = std::fs::read(&path).unwrap();
    // Every third page but the first, which says what the file is.
    for page in (8192..bytes.len() - 4096).step_by(3 * 4096) {
        bytes[page..page + 64].fill(0xFF);
    }
    std::fs::write(&path, bytes).unwrap();
    match Ledger::open(&path, crate::Access::ReadOnly).and_then(|ledger| ledger.verify(|_, _| ())) {
        Ok(verification) => assert_ne!(verification.faults, []),
        Err(error) => assert!(error.is_corrupt(), "{error:?}"),
    }
}
