-- Where the text of each report stood in its bytes.
--
-- One row a document that has such a map; it is written in the transaction that writes the document. The map is JSON:
-- pieces of the text (offsets in bytes) with their places (bytes, page and box, element).

CREATE TABLE source_maps (
  document INTEGER NOT NULL PRIMARY KEY REFERENCES documents (key) ON DELETE CASCADE,
  sha256   TEXT NOT NULL,                    -- of the map before compression, lower-case hexadecimal
  length   INTEGER NOT NULL CHECK (length >= 0), -- bytes before compression
  body     BLOB NOT NULL                     -- the map as JSON, one Zstandard frame
) STRICT;
