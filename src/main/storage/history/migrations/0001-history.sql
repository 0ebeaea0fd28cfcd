-- Every version of a study that was ever shown. Rows are appended; nothing changes or goes.
CREATE TABLE study_version (
  content_hash TEXT PRIMARY KEY,
  slug TEXT NOT NULL,
  reading_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX study_version_by_slug ON study_version (slug);

-- When and from where a version was seen: one row each time the shown version changes.
CREATE TABLE sighting (
  slug TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  content_hash TEXT NOT NULL,
  origin TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (slug, seen_at, content_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstone (
  slug TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  PRIMARY KEY (slug, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
  id TEXT PRIMARY KEY,
  finished_at INTEGER NOT NULL,
  receipt_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER study_version_is_fixed BEFORE UPDATE ON study_version BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER study_version_stays BEFORE DELETE ON study_version BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER sighting_is_fixed BEFORE UPDATE ON sighting BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER sighting_stays BEFORE DELETE ON sighting BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER tombstone_is_fixed BEFORE UPDATE ON tombstone BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER tombstone_stays BEFORE DELETE ON tombstone BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER receipt_is_fixed BEFORE UPDATE ON receipt BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt BEGIN SELECT raise(ABORT, 'history only grows'); END;
