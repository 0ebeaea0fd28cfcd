-- All titles in order, read and not sorted: 17 ms instead of 165 at 61,450 studies, each time a process needs them first.
CREATE INDEX study_titles ON study (status, sort_title, slug);
