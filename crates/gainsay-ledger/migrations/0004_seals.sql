-- Seals: what tells that a row is still the one that was written, where nothing else in the file says it a second time.
--
-- A seal is the SHA-256 of a JSON text. Rows of an older ledger have none until they are written anew; `verify` counts them.

ALTER TABLE readings ADD COLUMN digest TEXT;   -- of body before compression
ALTER TABLE provenance ADD COLUMN digest TEXT; -- of the array of the document's id, number, path, line, retrieved
ALTER TABLE failures ADD COLUMN digest TEXT;   -- of the array of path, line, reason, at
ALTER TABLE comparison ADD COLUMN digest TEXT; -- of all rows of the comparison's tables
