-- Citation styles that the person added, as the files were.
CREATE TABLE citation_style (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  uri TEXT,
  parent_uri TEXT,
  csl TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
