-- What a receipt did, in numbers: the length of each of its lists, and its counts. A receipt of six thousand
-- changed studies is 6 MB; lists of receipts and the daily look need a line of it.
CREATE TABLE receipt_summary (
  id TEXT PRIMARY KEY,
  finished_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  counts_json TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX receipt_summary_by_time ON receipt_summary (finished_at DESC, id);

CREATE VIEW receipt_summed_up AS
SELECT id, finished_at,
  coalesce(receipt_json ->> '$.kind', 'by-hand') AS kind,
  coalesce(receipt_json ->> '$.source', '') AS source,
  (SELECT json_group_object(part.key, CASE part.type WHEN 'array' THEN json_array_length(part.value) ELSE part.value END)
    FROM json_each(receipt_json) AS part WHERE part.type IN ('array', 'integer')) AS counts_json
FROM receipt WHERE json_valid(receipt_json);

INSERT INTO receipt_summary SELECT id, finished_at, kind, source, counts_json FROM receipt_summed_up;

-- Whoever adds a receipt, a sync or a restored backup of before: the summary comes with it, in the same transaction.
CREATE TRIGGER receipt_is_summed_up AFTER INSERT ON receipt BEGIN
  INSERT INTO receipt_summary
  SELECT id, finished_at, kind, source, counts_json FROM receipt_summed_up WHERE id = new.id
  ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER receipt_summary_is_fixed BEFORE UPDATE ON receipt_summary BEGIN SELECT raise(ABORT, 'history only grows'); END;
CREATE TRIGGER receipt_summary_stays BEFORE DELETE ON receipt_summary BEGIN SELECT raise(ABORT, 'history only grows'); END;
