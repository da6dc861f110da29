-- 5,000 sentences of the State of the Union addresses, 1790 to 2021, each with its embedding.
CREATE TABLE speeches (
  id INTEGER PRIMARY KEY, year INTEGER, speaker VARCHAR, party VARCHAR, text VARCHAR, embedding VECTOR(384));
COPY speeches FROM 'driver/src/demo/speeches.arrow';

-- Searches, embedded by the same model. Below, ? /* slavery */ is the embedding of 'slavery'.
CREATE TABLE queries (text VARCHAR PRIMARY KEY, embedding VECTOR(384));
COPY queries FROM 'driver/src/demo/queries.jsonl';

-- The sentences nearest to 'slavery' by meaning. (Distances are shown with three decimals.)
SELECT year, speaker, text, embedding <=> ? /* slavery */ AS distance
FROM speeches
ORDER BY distance LIMIT 5;

-- The same among short sentences of early years. LIMIT 5 gives five rows that satisfy WHERE, not fewer.
SELECT year, speaker, text, embedding <=> ? /* slavery */ AS distance
FROM speeches
WHERE year < 1850 AND CHAR_LENGTH(text) < 90
ORDER BY distance LIMIT 5;

-- Version 3 lacks what Democrats said; version 4 shouts what is left of the early years.
DELETE FROM speeches WHERE party = 'Democratic';
UPDATE speeches SET text = UPPER(text) WHERE year < 1850;

-- The search again, now, and as of version 2.
SELECT year, speaker, text, embedding <=> ? /* slavery */ AS distance
FROM speeches
WHERE year < 1850 AND CHAR_LENGTH(text) < 90
ORDER BY distance LIMIT 5;

SELECT year, speaker, text, embedding <=> ? /* slavery */ AS distance
FROM speeches AS OF VERSION 2
WHERE year < 1850 AND CHAR_LENGTH(text) < 90
ORDER BY distance LIMIT 5;

-- A join over a search: of the 100 sentences nearest to 'peace between nations' in version 2, how many are left?
SELECT nearest.party, COUNT(*) AS version_2, COUNT(today.id) AS today
FROM (SELECT id, party FROM speeches AS OF VERSION 2 ORDER BY embedding <=> ? /* peace between nations */ LIMIT 100) AS nearest
LEFT JOIN speeches AS today ON today.id = nearest.id
GROUP BY nearest.party
ORDER BY version_2 DESC, nearest.party;

-- Back to version 2. That is a new version, 5, with the old content.
RESTORE TABLE speeches TO VERSION 2;

SELECT version, operation, rows_added, rows_deleted, row_count
FROM sys.versions
WHERE table_name = 'speeches'
ORDER BY version;

-- Who speaks of peace between nations? A group-by over a search.
SELECT party, COUNT(*) AS sentences, MIN(year) AS first_year, MAX(year) AS last_year, MIN(d) AS distance
FROM (SELECT party, year, embedding <=> ? /* peace between nations */ AS d FROM speeches ORDER BY d LIMIT 100) AS nearest
GROUP BY party
ORDER BY sentences DESC, party;
