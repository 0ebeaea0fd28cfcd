-- All first authors in order, read and not sorted, as the titles are: a part of them at a time, for a window that is kept
-- waiting by nothing.
CREATE INDEX study_authors ON study (status, sort_author, slug);
