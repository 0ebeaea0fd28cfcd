-- Remarks on a study's citation that the reader leaves as they are.
CREATE TABLE left_remark (
  slug TEXT NOT NULL,
  lack TEXT NOT NULL,
  left_at INTEGER NOT NULL,
  PRIMARY KEY (slug, lack)
) STRICT, WITHOUT ROWID;
