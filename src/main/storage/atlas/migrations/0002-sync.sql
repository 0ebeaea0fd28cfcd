-- What a sync keeps while it works, and what it has learned of each address. Pages are kept as received,
-- in bytes, so that another reader can decode them anew; those kept as text before are fetched again.
DROP TABLE sync_queue;
DROP TABLE sync_run;
DROP TABLE page;

CREATE TABLE page (
  slug TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  etag TEXT,
  last_modified TEXT,
  content_type TEXT,
  body_zstd BLOB NOT NULL
) STRICT;

-- One copying of a source. Unfinished until its receipt is in the history.
CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  -- Names the run's receipt in the history, which outlives this file and its row numbers.
  token TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('by-hand', 'daily')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  discovery TEXT NOT NULL CHECK (discovery IN ('sitemap', 'listing')),
  listed INTEGER NOT NULL,
  -- Studies whose date in the sitemap stands: unchanged, and not asked for.
  settled INTEGER NOT NULL,
  -- Sent so far, by every process that worked on the run.
  requests INTEGER NOT NULL,
  -- What is to become of it while it is unfinished: goes on by itself, waits for the reader, has failed.
  wish TEXT NOT NULL DEFAULT 'run' CHECK (wish IN ('run', 'paused', 'failed')),
  -- The reader's answer, where the run would remove more than a guard lets pass.
  decision TEXT CHECK (decision IN ('remove', 'keep')),
  -- The page that was asked for although its date in the sitemap stood, to find out whether the dates tell the truth.
  control TEXT,
  -- Sentences for the receipt, and studies of the source that it no longer lists.
  notices_json TEXT NOT NULL,
  unlisted_json TEXT NOT NULL,
  -- What a person is asked about, where the run waits for an answer.
  pending_json TEXT
) STRICT;

-- All that a run asks for; emptied when it is finished.
CREATE TABLE sync_queue (
  run_id INTEGER NOT NULL REFERENCES sync_run (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  slug TEXT NOT NULL,
  url TEXT NOT NULL,
  lastmod TEXT,
  -- What the mirror held when the run was planned: tells added from changed, however often the run is resumed.
  hash_before TEXT,
  outcome TEXT CHECK (outcome IN ('added', 'changed', 'unchanged', 'unreadable', 'failed', 'missing', 'gone', 'moved')),
  detail TEXT,
  moved_to TEXT,
  -- The study has left what is shown in this run: written together with its leaving.
  has_left INTEGER NOT NULL DEFAULT 0 CHECK (has_left IN (0, 1)),
  PRIMARY KEY (run_id, slug)
) STRICT, WITHOUT ROWID;

-- What syncs have learned of a study's address at a source. Apart from the study, so that finding
-- nothing changed writes no row of it.
CREATE TABLE source_study (
  source TEXT NOT NULL,
  slug TEXT NOT NULL,
  -- When the source last stood by the study: by answering, or by its date in the sitemap.
  checked_at INTEGER,
  -- When its address was last asked and answered, and the sitemap's date then.
  asked_at INTEGER,
  lastmod TEXT,
  -- Since when, and by which run first, its address says that it is not there.
  missing_since INTEGER,
  missing_run TEXT,
  -- Since when, and by which run first, it leads to another study, and to which.
  moved_to TEXT,
  moved_since INTEGER,
  moved_run TEXT,
  -- Of a page that could not be read: how often in a row, why, and when it is worth asking again.
  failures INTEGER NOT NULL DEFAULT 0,
  failure TEXT,
  retry_at INTEGER,
  PRIMARY KEY (source, slug)
) STRICT, WITHOUT ROWID;

-- Pages that are no studies, as received: the methodology, pages that could not be read.
CREATE TABLE kept_page (
  name TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  reason TEXT,
  content_type TEXT,
  body_zstd BLOB NOT NULL
) STRICT;

-- Counts the writes that what is held in memory depends on. A sync that finds nothing changed writes elsewhere all
-- the time, and must not have every window read all studies again.
CREATE TABLE study_revision (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL
) STRICT;
INSERT INTO study_revision (id, number) VALUES (1, 0);
CREATE TRIGGER study_is_added AFTER INSERT ON study BEGIN UPDATE study_revision SET number = number + 1; END;
CREATE TRIGGER study_is_changed AFTER UPDATE ON study BEGIN UPDATE study_revision SET number = number + 1; END;
CREATE TRIGGER study_is_removed AFTER DELETE ON study BEGIN UPDATE study_revision SET number = number + 1; END;
CREATE TRIGGER alias_is_added AFTER INSERT ON slug_alias BEGIN UPDATE study_revision SET number = number + 1; END;
CREATE TRIGGER alias_is_changed AFTER UPDATE ON slug_alias BEGIN UPDATE study_revision SET number = number + 1; END;
CREATE TRIGGER alias_is_removed AFTER DELETE ON slug_alias BEGIN UPDATE study_revision SET number = number + 1; END;
