-- Which version of a study the person was shown last: what differs from it now has changed since.
CREATE TABLE seen_version (
  slug TEXT PRIMARY KEY,
  content_hash TEXT NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
