-- The library: what a person wrote. No sync writes here.
CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  slug TEXT,
  list_id INTEGER REFERENCES reading_list (id),
  body TEXT NOT NULL,
  search_body TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER,
  CHECK ((slug IS NULL) <> (list_id IS NULL))
) STRICT;
CREATE INDEX note_by_slug ON note (slug) WHERE slug IS NOT NULL;
CREATE INDEX note_by_list ON note (list_id) WHERE list_id IS NOT NULL;

-- Every text a note ever had. Written by triggers, so that no code path can forget it.
CREATE TABLE note_revision (
  note_id INTEGER NOT NULL REFERENCES note (id),
  revision INTEGER NOT NULL,
  body TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (note_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER note_first_revision AFTER INSERT ON note BEGIN
  INSERT INTO note_revision (note_id, revision, body, saved_at)
  VALUES (new.id, new.revision, new.body, new.updated_at);
END;
CREATE TRIGGER note_next_revision AFTER UPDATE OF body ON note BEGIN
  SELECT raise(ABORT, 'a new text needs the next revision number')
  WHERE new.body IS NOT old.body AND new.revision <> old.revision + 1;
  INSERT INTO note_revision (note_id, revision, body, saved_at)
  SELECT new.id, new.revision, new.body, new.updated_at WHERE new.revision <> old.revision;
END;
CREATE TRIGGER note_stays BEFORE DELETE ON note BEGIN SELECT raise(ABORT, 'a note is marked as removed, never deleted'); END;
CREATE TRIGGER note_revision_is_fixed BEFORE UPDATE ON note_revision BEGIN SELECT raise(ABORT, 'a revision never changes'); END;
CREATE TRIGGER note_revision_stays BEFORE DELETE ON note_revision BEGIN SELECT raise(ABORT, 'a revision is never deleted'); END;

-- What is being typed and is no revision yet: one text for each window, subject and note (none: a new note).
-- It is kept until its text is a revision or the person empties it, also where the note was removed meanwhile.
CREATE TABLE note_draft (
  writer TEXT NOT NULL,
  slug TEXT,
  list_id INTEGER REFERENCES reading_list (id),
  note_id INTEGER REFERENCES note (id),
  based_on INTEGER,
  body TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  CHECK ((slug IS NULL) <> (list_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX note_draft_place ON note_draft (ifnull(slug, ''), ifnull(list_id, 0), ifnull(note_id, 0), writer);

CREATE VIRTUAL TABLE note_fts USING fts5(
  search_body, content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
  INSERT INTO note_fts (rowid, search_body) VALUES (new.id, new.search_body);
END;
CREATE TRIGGER note_fts_update AFTER UPDATE OF search_body ON note BEGIN
  INSERT INTO note_fts (note_fts, rowid, search_body) VALUES ('delete', old.id, old.search_body);
  INSERT INTO note_fts (rowid, search_body) VALUES (new.id, new.search_body);
END;

CREATE TABLE reading_list (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  -- Folded name; unique among the lists that are not removed.
  name_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX reading_list_name ON reading_list (name_key) WHERE removed_at IS NULL;

CREATE TABLE list_entry (
  list_id INTEGER NOT NULL REFERENCES reading_list (id),
  slug TEXT NOT NULL,
  -- Ordered, with gaps: moving one entry rewrites one row.
  position REAL NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (list_id, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_entry_by_slug ON list_entry (slug);
CREATE INDEX list_entry_by_position ON list_entry (list_id, position);

CREATE TABLE study_tag (
  slug TEXT NOT NULL,
  -- Folded tag: the identity; `tag` is as first typed.
  tag_key TEXT NOT NULL,
  tag TEXT NOT NULL,
  tagged_at INTEGER NOT NULL,
  PRIMARY KEY (slug, tag_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_tag_by_tag ON study_tag (tag_key);

CREATE TABLE read_state (
  slug TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('read', 'unread')),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE own_coding (
  slug TEXT PRIMARY KEY,
  definitions_json TEXT NOT NULL,
  required TEXT NOT NULL CHECK (required IN ('yes', 'no', 'unclear')),
  how TEXT,
  quote TEXT,
  page TEXT,
  checked_full_text INTEGER NOT NULL CHECK (checked_full_text IN (0, 1)),
  coded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The citation of every study the person has touched: the library stays whole if the mirror is gone.
CREATE TABLE reference (
  slug TEXT PRIMARY KEY,
  item_json TEXT NOT NULL,
  retracted INTEGER NOT NULL CHECK (retracted IN (0, 1)),
  -- The day of the atlas's version; null for the starter set's own record.
  as_of INTEGER,
  copied_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Citation keys, assigned once. Keys and aliases share one name space, ignoring case.
CREATE TABLE citation_key (
  key TEXT NOT NULL COLLATE NOCASE PRIMARY KEY,
  slug TEXT NOT NULL,
  is_alias INTEGER NOT NULL CHECK (is_alias IN (0, 1)),
  assigned_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX citation_key_of_slug ON citation_key (slug) WHERE is_alias = 0;

-- Files we wrote, so that a file changed by somebody else is known before it is written again.
CREATE TABLE export_target (
  path TEXT PRIMARY KEY,
  list_id INTEGER REFERENCES reading_list (id),
  format TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What can be taken back: a label, and the rows before and after.
CREATE TABLE undo_step (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL,
  at INTEGER NOT NULL,
  changes_json TEXT NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX undo_step_open ON undo_step (id) WHERE undone_at IS NULL;
