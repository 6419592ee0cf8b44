-- The rows that the search indexes point to, in the views of reports and claims: Datasette and other tools can then search them.

DROP VIEW documents_view;

-- One row a report, with what was found in it.
CREATE VIEW documents_view AS
SELECT
  d.id AS document,
  coalesce(
    d.title,
    nullif(substr(trim(d.text, char(9, 10, 13, 32)), 1,
      min(80, instr(trim(d.text, char(9, 10, 13, 32)) || char(10), char(10)) - 1)), ''),
    substr(d.id, 1, 12)) AS title,
  d.outlet,
  d.byline,
  d.agency,
  d.published,
  d.language,
  d.url,
  d.external_id,
  (SELECT p.path FROM provenance p WHERE p.document = d.key AND p.number = 1) AS path,
  (SELECT p.line FROM provenance p WHERE p.document = d.key AND p.number = 1) AS line,
  (SELECT p.retrieved FROM provenance p WHERE p.document = d.key AND p.number = 1) AS retrieved,
  (SELECT r.reader FROM readings r WHERE r.document = d.key) AS reader,
  (SELECT count(*) FROM attributions a WHERE a.document = d.key) AS attributions,
  (SELECT count(*) FROM claims c WHERE c.document = d.key) AS claims,
  (SELECT count(DISTINCT md.matter) FROM matter_documents md WHERE md.document = d.key) AS matters,
  (SELECT count(DISTINCT md.matter) FROM matter_documents md JOIN matters m ON m.id = md.matter
    WHERE md.document = d.key AND m.contested) AS contested,
  d.key
FROM documents d;

DROP VIEW claims_view;

-- One row a claim: who holds it, in which words, in which report, on which matter.
CREATE VIEW claims_view AS
SELECT
  substr(d.id, 1, 12) || '.c' || c.number AS claim,
  c.holder,
  (SELECT group_concat(name, ' › ') FROM
    (SELECT link.value AS name FROM json_each(c.chain) link ORDER BY link.key)) AS chain,
  c.stance,
  c.quote_kind,
  c.polarity,
  c.modality,
  c.words,
  c.start,
  c."end",
  d.id AS document,
  d.title,
  d.outlet,
  d.published,
  (SELECT group_concat(matter, ' ') FROM
    (SELECT DISTINCT mc.matter FROM matter_claims mc
      WHERE mc.document = c.document AND mc.claim = c.number ORDER BY mc.matter)) AS matter,
  c.key
FROM claims c
JOIN documents d ON d.key = c.document;
