-- Terms that keep their capitals in titles: the reader's own, and shipped ones that the reader left out.
CREATE TABLE protected_term (
  term TEXT PRIMARY KEY,
  protects INTEGER NOT NULL CHECK (protects IN (0, 1)),
  set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A study's title as the reader wants it: in the notation with braces, or (null) as it stands, wholly protected.
CREATE TABLE own_title (
  slug TEXT PRIMARY KEY,
  notation TEXT,
  set_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
