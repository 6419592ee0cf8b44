-- What people decided.
--
-- A log that only grows: an entry is corrected by a later one that takes it back. Each entry carries the hash of the one
-- before it, so that none can be changed, left out or put in without all later ones.

CREATE TABLE reviews (
  id       INTEGER PRIMARY KEY CHECK (id > 0), -- counted from 1 without gaps
  previous TEXT NOT NULL,                    -- hash of the entry before it; 64 zeros for the first
  at       TEXT NOT NULL,                    -- when it was decided, UTC
  reviewer TEXT NOT NULL CHECK (reviewer <> ''), -- who decided
  kind     TEXT NOT NULL,                    -- accept, correct, reject, merge, split, note, confirm, discount, undo
  targets  TEXT NOT NULL CHECK (json_valid(targets)), -- about what: JSON array, an object a target with name and anchors
  value    TEXT CHECK (json_valid(value)),   -- what belongs to the kind alone, as JSON: an undo's entry, a correction
  reason   TEXT NOT NULL,                    -- why
  hash     TEXT NOT NULL                     -- SHA-256 of the JSON array of the columns before it
) STRICT;
CREATE TRIGGER reviews_are_not_changed BEFORE UPDATE ON reviews BEGIN
  SELECT raise(ABORT, 'the review log only grows');
END;
CREATE TRIGGER reviews_are_not_deleted BEFORE DELETE ON reviews BEGIN
  SELECT raise(ABORT, 'the review log only grows');
END;

-- How many entries of the log the stored comparison heeds.
ALTER TABLE comparison ADD COLUMN reviews INTEGER NOT NULL DEFAULT 0;
