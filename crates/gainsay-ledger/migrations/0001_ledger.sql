-- The first ledger.
--
-- Three kinds of tables:
--   1. what was taken in: raw_bytes, documents, document_notes, provenance, failures;
--   2. what one reader version found: readings (the truth, compressed) and the rows derived from it;
--   3. what the comparison of all readings found: matters, facets, sides, origins, relations.
-- and the views, which are the words for people.
--
-- Nothing here needs a SQLite newer than 3.38 (STRICT, JSON), so that the file opens in the tools people have.
--
-- Every offset counts Unicode code points into documents.text, end exclusive, with the quoted words beside it.
-- Every `number` counts from 1 and is the number of the shown identifier: claim 3 is c3, attribution 2 is a2.
-- An absent number is unknown, never 0.

----------------------------------------------------------------------------------------------------------------
-- 1. What was taken in
----------------------------------------------------------------------------------------------------------------

-- The bytes each report came as.
CREATE TABLE raw_bytes (
  sha256 TEXT NOT NULL PRIMARY KEY,          -- of the bytes before compression, lower-case hexadecimal
  length INTEGER NOT NULL CHECK (length >= 0), -- bytes before compression
  body   BLOB NOT NULL                       -- the bytes, one Zstandard frame
) STRICT, WITHOUT ROWID;

-- One row a report.
CREATE TABLE documents (
  key             INTEGER PRIMARY KEY,       -- what the other tables call the document by, within this file only
  id              TEXT NOT NULL UNIQUE REFERENCES raw_bytes (sha256), -- SHA-256 of the raw bytes
  external_id     TEXT,                      -- the identifier the input gave
  title           TEXT,                      -- the headline
  byline          TEXT,                      -- who wrote it
  outlet          TEXT,                      -- who published it
  agency          TEXT,                      -- the news agency credited
  published       TEXT,                      -- the day it was published, YYYY-MM-DD
  published_basis TEXT,                      -- what the day rests on: given, metadata, head, address
  language        TEXT,                      -- BCP 47 tag, where declared
  url             TEXT,                      -- its address
  body_start      INTEGER,                   -- where the report's body begins in text
  body_end        INTEGER,                   -- where it ends
  text            TEXT NOT NULL,             -- the extracted text
  digest          TEXT NOT NULL,             -- SHA-256 of the JSON array of external_id … text, then an array a note
  CHECK ((published IS NULL) = (published_basis IS NULL)),
  CHECK ((body_start IS NULL) = (body_end IS NULL)),
  CHECK (body_start < body_end)
) STRICT;

-- What was remarked while a report was taken in.
CREATE TABLE document_notes (
  document   INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  code       TEXT NOT NULL,                  -- the kind of remark
  start      INTEGER,                        -- where in the text, if at one place
  "end"      INTEGER,
  quote      TEXT,                           -- the words there
  message    TEXT NOT NULL,                  -- what was seen
  hint       TEXT,                           -- what to do about it
  PRIMARY KEY (document, number),
  CHECK ((start IS NULL) = ("end" IS NULL) AND (start IS NULL) = (quote IS NULL)),
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- Where each report was met: the same bytes at two places are one document with two rows here.
CREATE TABLE provenance (
  document  INTEGER NOT NULL REFERENCES documents (key) ON DELETE CASCADE,
  number    INTEGER NOT NULL,
  path      TEXT NOT NULL,                   -- the file
  line      INTEGER,                         -- the line of the file, counted from 1, where it holds many
  retrieved TEXT NOT NULL,                   -- when it was taken in, UTC
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;

-- What could not be taken in or read. A row goes when the same place is taken in well.
CREATE TABLE failures (
  number INTEGER PRIMARY KEY,                -- counted from 1 within the ledger
  path   TEXT NOT NULL,                      -- the file
  line   INTEGER,                            -- the line of the file, counted from 1
  reason TEXT NOT NULL,                      -- why, in one sentence
  at     TEXT NOT NULL                       -- when it first happened, UTC
) STRICT;
CREATE UNIQUE INDEX failures_once ON failures (path, ifnull(line, 0), reason);

----------------------------------------------------------------------------------------------------------------
-- 2. What the reader found
----------------------------------------------------------------------------------------------------------------

-- One row a document: all that the reader said of it. The tables that follow are derived from body.
CREATE TABLE readings (
  document INTEGER NOT NULL PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
  reader   TEXT NOT NULL,                    -- name and version of the reader
  length   INTEGER NOT NULL CHECK (length >= 0), -- bytes of body before compression
  body     BLOB NOT NULL                     -- the reading as JSON (offsets in bytes), one Zstandard frame
) STRICT;

-- What the reader remarked.
CREATE TABLE reading_notes (
  document   INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  code       TEXT NOT NULL,                  -- the kind of remark
  start      INTEGER,                        -- where in the text, if at one place
  "end"      INTEGER,
  quote      TEXT,                           -- the words there
  message    TEXT NOT NULL,                  -- what was seen
  hint       TEXT,                           -- what to do about it
  PRIMARY KEY (document, number),
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- Sources and participants under their resolved names.
CREATE TABLE actors (
  document    INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  name        TEXT NOT NULL,                 -- the fullest name the document gives
  kind        TEXT NOT NULL,                 -- person, organisation, group, media, unknown
  role        TEXT,                          -- as the text gives it
  affiliation TEXT,                          -- as the text gives it
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX actors_name ON actors (name);

-- Where each actor is mentioned.
CREATE TABLE actor_mentions (
  document INTEGER NOT NULL,
  actor    INTEGER NOT NULL,
  number   INTEGER NOT NULL,                 -- the mention, counted from 1
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  quote    TEXT NOT NULL,                    -- the words there
  PRIMARY KEY (document, actor, number),
  FOREIGN KEY (document, actor) REFERENCES actors (document, number) ON DELETE CASCADE,
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- Who said what: source, cue and content.
CREATE TABLE attributions (
  document   INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  name       TEXT,                           -- the source's resolved name, or else its words
  source     TEXT,                           -- the words for who said it; pieces joined by " … "
  cue        TEXT,                           -- the words that attribute
  content    TEXT,                           -- the words attributed
  quote_kind TEXT NOT NULL,                  -- direct, indirect, mixed
  stance     TEXT NOT NULL,                  -- say, claim, confirm, deny, retract, estimate, demand, promise, accuse
  inside     INTEGER,                        -- the attribution whose content this one stands in
  actor      INTEGER,                        -- the source among the actors
  confidence REAL NOT NULL,                  -- 0 to 1, comparable within one reader version only
  PRIMARY KEY (document, number),
  FOREIGN KEY (document, inside) REFERENCES attributions (document, number) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (document, actor) REFERENCES actors (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX attributions_name ON attributions (name);

-- The pieces of each attribution: one row a contiguous stretch of text.
CREATE TABLE attribution_spans (
  document    INTEGER NOT NULL,
  attribution INTEGER NOT NULL,
  part        TEXT NOT NULL CHECK (part IN ('source', 'cue', 'content')),
  number      INTEGER NOT NULL,              -- the piece, counted from 1
  start       INTEGER NOT NULL,
  "end"       INTEGER NOT NULL,
  quote       TEXT NOT NULL,                 -- the words there
  PRIMARY KEY (document, attribution, part, number),
  FOREIGN KEY (document, attribution) REFERENCES attributions (document, number) ON DELETE CASCADE,
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- How many of what.
CREATE TABLE quantities (
  document     INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number       INTEGER NOT NULL,
  start        INTEGER NOT NULL,
  "end"        INTEGER NOT NULL,
  quote        TEXT NOT NULL,                -- the words there: "at least 14 people"
  low          REAL,                         -- the least value the words allow; absent where open
  high         REAL,                         -- the greatest value the words allow; absent where open
  approximator TEXT,                         -- "at least", "up to", "some", "dozens"
  unit         TEXT,                         -- what is counted, singular
  outcome      TEXT,                         -- killed, injured, missing, displaced, …
  category     TEXT,                         -- who is counted, where narrower than people
  scope        TEXT NOT NULL,                -- event (the one at hand) or cumulative
  since        TEXT,                         -- the day a cumulative count begins, where the text says so
  part_of      INTEGER,                      -- the quantity this one is a part of
  PRIMARY KEY (document, number),
  FOREIGN KEY (document, part_of) REFERENCES quantities (document, number) DEFERRABLE INITIALLY DEFERRED,
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- When: TIMEX3 expressions resolved to days.
CREATE TABLE times (
  document  INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number    INTEGER NOT NULL,
  start     INTEGER NOT NULL,
  "end"     INTEGER NOT NULL,
  quote     TEXT NOT NULL,                   -- the words there
  type      TEXT NOT NULL,                   -- DATE, TIME, DURATION, SET
  value     TEXT NOT NULL,                   -- the TIMEX3 value
  first_day TEXT,                            -- the first day covered, YYYY-MM-DD
  last_day  TEXT,                            -- the last day covered, inclusive
  PRIMARY KEY (document, number),
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- Where: toponyms and the places they stand for.
CREATE TABLE places (
  document   INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  quote      TEXT NOT NULL,                  -- the toponym as written
  name       TEXT NOT NULL,                  -- the gazetteer's name of the place
  geonameid  INTEGER,                        -- GeoNames identifier
  latitude   REAL,                           -- degrees north, WGS 84
  longitude  REAL,                           -- degrees east, WGS 84
  country    TEXT,                           -- ISO 3166-1 alpha-2
  admin1     TEXT,                           -- first-level division, by name
  is_country INTEGER NOT NULL CHECK (is_country IN (0, 1)),
  PRIMARY KEY (document, number),
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- What happened.
CREATE TABLE events (
  document INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  quote    TEXT NOT NULL,                    -- the word that names the event
  type     TEXT NOT NULL,                    -- the key of the event table
  polarity TEXT NOT NULL,                    -- asserted, denied
  modality TEXT NOT NULL,                    -- asserted, planned, possible, conditional, demanded
  PRIMARY KEY (document, number),
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

-- Who did it, and to whom.
CREATE TABLE event_actors (
  document INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  role     TEXT NOT NULL,                    -- agent, target
  actor    INTEGER NOT NULL,
  PRIMARY KEY (document, event, position),
  FOREIGN KEY (document, event) REFERENCES events (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, actor) REFERENCES actors (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE event_quantities (
  document INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (document, event, position),
  FOREIGN KEY (document, event) REFERENCES events (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, quantity) REFERENCES quantities (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE event_times (
  document INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  PRIMARY KEY (document, event, position),
  FOREIGN KEY (document, event) REFERENCES events (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, time) REFERENCES times (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE event_places (
  document INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  place    INTEGER NOT NULL,
  PRIMARY KEY (document, event, position),
  FOREIGN KEY (document, event) REFERENCES events (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, place) REFERENCES places (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Checkable statements with their holders.
CREATE TABLE claims (
  key         INTEGER PRIMARY KEY,           -- the row the search index points to, within this file only
  document    INTEGER NOT NULL REFERENCES readings (document) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  attribution INTEGER,                       -- the innermost attribution; absent for the report's own voice
  holder      TEXT,                          -- the innermost source's name, or the outlet for its own voice
  chain       TEXT NOT NULL CHECK (json_valid(chain)), -- JSON array of the sources' names, outermost first
  stance      TEXT,                          -- the innermost attribution's; absent for the report's own voice
  quote_kind  TEXT,                          -- the innermost attribution's; absent for the report's own voice
  polarity    TEXT NOT NULL,                 -- asserted, denied
  modality    TEXT NOT NULL,                 -- asserted, planned, possible, conditional, demanded
  start       INTEGER,                       -- where the exact words begin
  "end"       INTEGER,                       -- where they end
  words       TEXT NOT NULL,                 -- the exact words; pieces joined by " … "
  UNIQUE (document, number),
  FOREIGN KEY (document, attribution) REFERENCES attributions (document, number) DEFERRABLE INITIALLY DEFERRED,
  CHECK (start < "end")
) STRICT;
CREATE INDEX claims_holder ON claims (holder);
CREATE INDEX claims_attribution ON claims (document, attribution);

-- The pieces of each claim's words: one row a contiguous stretch of text.
CREATE TABLE claim_spans (
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  number   INTEGER NOT NULL,                 -- the piece, counted from 1
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  quote    TEXT NOT NULL,                    -- the words there
  PRIMARY KEY (document, claim, number),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number) ON DELETE CASCADE,
  CHECK (start < "end")
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_events (
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  PRIMARY KEY (document, claim, position),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, event) REFERENCES events (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_quantities (
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (document, claim, position),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, quantity) REFERENCES quantities (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_times (
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  PRIMARY KEY (document, claim, position),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, time) REFERENCES times (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_places (
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  position INTEGER NOT NULL,
  place    INTEGER NOT NULL,
  PRIMARY KEY (document, claim, position),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number) ON DELETE CASCADE,
  FOREIGN KEY (document, place) REFERENCES places (document, number) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Full-text search over titles and texts, and over claims. The words stay in the tables; these are indexes.
CREATE VIRTUAL TABLE document_search USING fts5 (
  title, text, content = 'documents', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER document_search_insert AFTER INSERT ON documents BEGIN
  INSERT INTO document_search (rowid, title, text) VALUES (new.key, new.title, new.text);
END;
CREATE TRIGGER document_search_delete AFTER DELETE ON documents BEGIN
  INSERT INTO document_search (document_search, rowid, title, text)
  VALUES ('delete', old.key, old.title, old.text);
END;
CREATE TRIGGER document_search_update AFTER UPDATE OF key, title, text ON documents BEGIN
  INSERT INTO document_search (document_search, rowid, title, text)
  VALUES ('delete', old.key, old.title, old.text);
  INSERT INTO document_search (rowid, title, text) VALUES (new.key, new.title, new.text);
END;

CREATE VIRTUAL TABLE claim_search USING fts5 (
  holder, words, content = 'claims', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER claim_search_insert AFTER INSERT ON claims BEGIN
  INSERT INTO claim_search (rowid, holder, words) VALUES (new.key, new.holder, new.words);
END;
CREATE TRIGGER claim_search_delete AFTER DELETE ON claims BEGIN
  INSERT INTO claim_search (claim_search, rowid, holder, words)
  VALUES ('delete', old.key, old.holder, old.words);
END;
CREATE TRIGGER claim_search_update AFTER UPDATE OF key, holder, words ON claims BEGIN
  INSERT INTO claim_search (claim_search, rowid, holder, words)
  VALUES ('delete', old.key, old.holder, old.words);
  INSERT INTO claim_search (rowid, holder, words) VALUES (new.key, new.holder, new.words);
END;

----------------------------------------------------------------------------------------------------------------
-- 3. What the comparison found
----------------------------------------------------------------------------------------------------------------

-- At most one row: the comparison that the tables below hold.
CREATE TABLE comparison (
  only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
  documents INTEGER NOT NULL                 -- how many documents were compared
) STRICT;

-- Where statements ultimately come from.
CREATE TABLE origins (
  id       TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL UNIQUE,
  label    TEXT NOT NULL,                    -- its name for people
  basis    TEXT NOT NULL                     -- attribution, agency, text, outlet, unknown
) STRICT, WITHOUT ROWID;

CREATE TABLE origin_claims (
  origin   TEXT NOT NULL REFERENCES origins (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  PRIMARY KEY (origin, position),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX origin_claims_claim ON origin_claims (document, claim);

-- What is at issue, the most disputed first.
CREATE TABLE matters (
  id        TEXT NOT NULL PRIMARY KEY,
  position  INTEGER NOT NULL UNIQUE,
  title     TEXT NOT NULL,
  contested INTEGER NOT NULL CHECK (contested IN (0, 1)), -- whether any facet is
  first_day TEXT,                            -- when it happened, as far as the claims say
  last_day  TEXT,
  place     TEXT,                            -- where it happened, as far as the claims say
  city      TEXT,
  state     TEXT,                            -- first-level division
  country   TEXT,                            -- ISO 3166-1 alpha-2
  geonameid INTEGER,
  latitude  REAL,                            -- degrees north, WGS 84
  longitude REAL,                            -- degrees east, WGS 84
  CHECK ((first_day IS NULL) = (last_day IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE matter_documents (
  matter   TEXT NOT NULL REFERENCES matters (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                 -- in order of publication
  document INTEGER NOT NULL REFERENCES documents (key),
  PRIMARY KEY (matter, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_documents_document ON matter_documents (document);

CREATE TABLE matter_claims (
  matter   TEXT NOT NULL REFERENCES matters (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                 -- in order of publication
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  PRIMARY KEY (matter, position),
  FOREIGN KEY (document, claim) REFERENCES claims (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_claims_claim ON matter_claims (document, claim);

-- What there is to agree or disagree on within a matter, with its status on three axes.
CREATE TABLE facets (
  matter    TEXT NOT NULL REFERENCES matters (id) ON DELETE CASCADE,
  number    INTEGER NOT NULL,                -- counted from 1 within its matter
  kind      TEXT NOT NULL,                   -- occurrence, count, responsibility, place, date
  outcome   TEXT,                            -- for a count: what became of what is counted
  category  TEXT,                            -- for a count: who is counted, where narrower than people
  scope     TEXT,                            -- for a count: event or cumulative
  since     TEXT,                            -- for a cumulative count: the day it begins
  support   TEXT NOT NULL,                   -- corroborated, single-source, unestablished
  agreement TEXT NOT NULL,                   -- contested, uncontested
  lifecycle TEXT NOT NULL,                   -- current, revised, retracted
  reason    TEXT NOT NULL,                   -- why these statuses
  warnings  TEXT NOT NULL CHECK (json_valid(warnings)), -- JSON array of what to beware of
  PRIMARY KEY (matter, number)
) STRICT, WITHOUT ROWID;

-- Who says what on a facet.
CREATE TABLE sides (
  matter      TEXT NOT NULL,
  facet       INTEGER NOT NULL,
  number      INTEGER NOT NULL,              -- counted from 1 within its facet
  holder      TEXT NOT NULL,                 -- who holds it
  origin      TEXT NOT NULL REFERENCES origins (id) DEFERRABLE INITIALLY DEFERRED,
  is_interval INTEGER NOT NULL CHECK (is_interval IN (0, 1)), -- whether low and high speak (absent: open)
  low         REAL,
  high        REAL,
  value       TEXT,                          -- for other facets than counts: the value in words
  lifecycle   TEXT NOT NULL,                 -- current, revised, retracted
  PRIMARY KEY (matter, facet, number),
  FOREIGN KEY (matter, facet) REFERENCES facets (matter, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE side_claims (
  matter   TEXT NOT NULL,
  facet    INTEGER NOT NULL,
  side     INTEGER NOT NULL,
  position INTEGER NOT NULL,                 -- in order of publication
  document INTEGER NOT NULL,
  claim    INTEGER NOT NULL,
  PRIMARY KEY (matter, facet, side, position),
  FOREIGN KEY (matter, facet, side) REFERENCES sides (matter, facet, number) ON DELETE CASCADE,
  FOREIGN KEY (document, claim) REFERENCES claims (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX side_claims_claim ON side_claims (document, claim);

-- How one claim stands to another.
CREATE TABLE relations (
  number        INTEGER PRIMARY KEY,         -- counted from 1 within the ledger
  kind          TEXT NOT NULL,               -- same-origin, supports, contradicts, revises, retracts, includes
  from_document INTEGER NOT NULL,            -- the claim that revises, retracts, includes …
  from_claim    INTEGER NOT NULL,
  to_document   INTEGER NOT NULL,            -- the claim that is revised, retracted, included …
  to_claim      INTEGER NOT NULL,
  reason        TEXT NOT NULL,               -- why
  FOREIGN KEY (from_document, from_claim) REFERENCES claims (document, number),
  FOREIGN KEY (to_document, to_claim) REFERENCES claims (document, number)
) STRICT;
CREATE INDEX relations_from ON relations (from_document, from_claim);
CREATE INDEX relations_to ON relations (to_document, to_claim);

----------------------------------------------------------------------------------------------------------------
-- The views: the words for people
----------------------------------------------------------------------------------------------------------------

-- One row a report, with what was found in it.
CREATE VIEW documents_view AS
SELECT
  d.id AS document,
  coalesce(
    d.title,
    nullif(substr(trim(d.text, char(9, 10, 13, 32)), 1,
      min(80, instr(trim(d.text, char(9, 10, 13, 32)) || char(10), char(10)) - 1)), ''),
    substr(d.id, 1, 12)) AS title,
  d.outlet,
  d.byline,
  d.agency,
  d.published,
  d.language,
  d.url,
  d.external_id,
  (SELECT p.path FROM provenance p WHERE p.document = d.key AND p.number = 1) AS path,
  (SELECT p.line FROM provenance p WHERE p.document = d.key AND p.number = 1) AS line,
  (SELECT p.retrieved FROM provenance p WHERE p.document = d.key AND p.number = 1) AS retrieved,
  (SELECT r.reader FROM readings r WHERE r.document = d.key) AS reader,
  (SELECT count(*) FROM attributions a WHERE a.document = d.key) AS attributions,
  (SELECT count(*) FROM claims c WHERE c.document = d.key) AS claims,
  (SELECT count(DISTINCT md.matter) FROM matter_documents md WHERE md.document = d.key) AS matters,
  (SELECT count(DISTINCT md.matter) FROM matter_documents md JOIN matters m ON m.id = md.matter
    WHERE md.document = d.key AND m.contested) AS contested
FROM documents d;

-- One row a claim: who holds it, in which words, in which report, on which matter.
CREATE VIEW claims_view AS
SELECT
  substr(d.id, 1, 12) || '.c' || c.number AS claim,
  c.holder,
  (SELECT group_concat(name, ' › ') FROM
    (SELECT link.value AS name FROM json_each(c.chain) link ORDER BY link.key)) AS chain,
  c.stance,
  c.quote_kind,
  c.polarity,
  c.modality,
  c.words,
  c.start,
  c."end",
  d.id AS document,
  d.title,
  d.outlet,
  d.published,
  (SELECT group_concat(matter, ' ') FROM
    (SELECT DISTINCT mc.matter FROM matter_claims mc
      WHERE mc.document = c.document AND mc.claim = c.number ORDER BY mc.matter)) AS matter
FROM claims c
JOIN documents d ON d.key = c.document;

-- One row a quantity and claim: the number, what it counts, who says so and where. Quantities that no claim
-- holds stand with an empty claim.
CREATE VIEW figures_view AS
SELECT
  substr(d.id, 1, 12) || '.c' || c.number AS claim,
  c.holder,
  q.quote,
  q.low,
  q.high,
  q.approximator,
  q.unit,
  q.outcome,
  q.category,
  q.scope,
  q.since,
  q.start,
  q."end",
  d.id AS document,
  d.title,
  d.outlet,
  d.published
FROM quantities q
JOIN documents d ON d.key = q.document
LEFT JOIN claim_quantities cq ON cq.document = q.document AND cq.quantity = q.number
LEFT JOIN claims c ON c.document = cq.document AND c.number = cq.claim;

-- One row a matter.
CREATE VIEW matters_view AS
SELECT
  m.id AS matter,
  m.title,
  m.contested,
  m.first_day,
  m.last_day,
  m.place,
  m.country,
  m.latitude,
  m.longitude,
  (SELECT count(*) FROM facets f WHERE f.matter = m.id) AS facets,
  (SELECT count(*) FROM facets f WHERE f.matter = m.id AND f.agreement = 'contested') AS contested_facets,
  (SELECT count(*) FROM matter_claims mc WHERE mc.matter = m.id) AS claims,
  (SELECT count(*) FROM matter_documents md WHERE md.matter = m.id) AS documents,
  (SELECT count(DISTINCT s.origin) FROM sides s WHERE s.matter = m.id) AS origins
FROM matters m;

-- One row a side of a facet: who says what, and how the facet stands.
CREATE VIEW facets_view AS
SELECT
  f.matter,
  m.title,
  f.number AS facet,
  f.kind,
  f.outcome,
  f.category,
  f.scope,
  f.since,
  f.support,
  f.agreement,
  f.lifecycle,
  f.reason,
  s.holder,
  s.low,
  s.high,
  s.value,
  s.lifecycle AS side_lifecycle,
  o.label AS origin,
  (SELECT group_concat(claim, ' ') FROM
    (SELECT substr(d.id, 1, 12) || '.c' || sc.claim AS claim
      FROM side_claims sc JOIN documents d ON d.key = sc.document
      WHERE sc.matter = s.matter AND sc.facet = s.facet AND sc.side = s.number
      ORDER BY sc.position)) AS claims
FROM facets f
JOIN matters m ON m.id = f.matter
LEFT JOIN sides s ON s.matter = f.matter AND s.facet = f.number
LEFT JOIN origins o ON o.id = s.origin;

-- One row a source's name and outlet that quotes it. Reports without an outlet stand under an empty one.
CREATE VIEW sources_view AS
SELECT
  a.name AS source,
  d.outlet,
  count(*) AS attributions,
  count(DISTINCT a.document) AS documents,
  sum((SELECT count(*) FROM claims c WHERE c.document = a.document AND c.attribution = a.number)) AS claims,
  min(d.published) AS first_published,
  max(d.published) AS last_published
FROM attributions a
JOIN documents d ON d.key = a.document
WHERE a.name IS NOT NULL
GROUP BY a.name, d.outlet;
