-- What a reader set in the reference of a study, field by field, beside what the atlas says.
CREATE TABLE reference_field (
  slug TEXT NOT NULL,
  field TEXT NOT NULL,
  -- A text or a list of names; `null`: deliberately nothing.
  value_json TEXT NOT NULL CHECK (json_valid(value_json)),
  -- In words, and how it came about.
  source TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('typed', 'bibtex', 'ris', 'csl-json', 'nbib', 'doi')),
  set_at INTEGER NOT NULL,
  PRIMARY KEY (slug, field)
) STRICT, WITHOUT ROWID;
