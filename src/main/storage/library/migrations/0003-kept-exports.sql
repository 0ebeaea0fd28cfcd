-- Every text that was ever exported, once, and when it was the answer for a list and a format.
CREATE TABLE exported_text (
  sha256 TEXT PRIMARY KEY,
  -- UTF-8, compressed with zstd.
  bytes BLOB NOT NULL,
  entries INTEGER NOT NULL CHECK (entries >= 0)
) STRICT;

CREATE TABLE export_made (
  id INTEGER PRIMARY KEY,
  list_id INTEGER NOT NULL REFERENCES reading_list (id),
  format TEXT NOT NULL,
  -- What else was chosen (a style), as canonical JSON.
  options_json TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES exported_text (sha256),
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX export_made_by_list ON export_made (list_id, format, options_json, made_at);
CREATE TRIGGER exported_text_stays BEFORE DELETE ON exported_text BEGIN SELECT raise(ABORT, 'what was exported is kept'); END;
CREATE TRIGGER exported_text_is_fixed BEFORE UPDATE ON exported_text BEGIN SELECT raise(ABORT, 'what was exported never changes'); END;
