"""The table of matters: rows of reports, rows quoted from a README, and what was confused with what."""

import unittest

from matters import FACTS, HEADER, confusion, counted, quoted, row, span
from tables import markdown

README = """# data
| | dev | test |
|---|---|---|
| dev: counts | 1 | 2 |
## Baselines
| | pair P / R / F1 | B3 F1 | B3 multi F1 | killed exact | injured exact | date | city |
|---|---|---|---|---|---|---|---|
| dev: every document alone | 0 / 0 / 0 | 73.8 | 55.5 | | | | |
| dev: 7 days, cosine 0.20 | 92.7 / 47.6 / 62.9 | 89.4 | 84.0 | 79.5 | 62.0 | 81.0 | 51.7 |
| test: 1 day, cosine 0.15 | 78.9 / 51.2 / 62.1 | 87.8 | 81.9 | 79.7 | 62.5 | 82.3 | 53.3 |
"""


def incident(name, docs, date, city, junk=()):
    return {"incident": name, "docs": docs, "junk_docs": list(junk), "date": date, "place": {"city": city}}


class Rows(unittest.TestCase):
    def test_every_row_has_a_cell_a_column(self):
        figures = {"P": 90.0, "R": 80.0, "F": 84.7}
        report = {"pair": figures, "b3": figures, "b3_multi": figures}
        report["facts_all"] = {fact: {"of_matched": 70.04} for fact in FACTS}
        table = markdown(HEADER, [*quoted(README, "dev"), row("gainsay", report)])
        self.assertEqual({line.count("|") for line in table.split("\n")}, {len(HEADER) + 1})
        ours = "| gainsay | 90.0 / 80.0 / 84.7 | 84.7 | 84.7 | 70.0 | 70.0 | 70.0 | 70.0 |"
        self.assertTrue(table.endswith(ours), table)

    def test_quoted_rows_are_those_of_the_part(self):
        names = [cells[0] for cells in quoted(README, "dev")]
        self.assertEqual(names, ["every document alone (quoted)", "TF-IDF, 7 days, cosine 0.20 (quoted)"])
        self.assertEqual(len(quoted(README, "test")), 1)


class Confusion(unittest.TestCase):
    def test_pairs_are_grouped_by_what_kind_of_neighbours_they_are(self):
        gold = [incident("x", ["a", "b", "j"], "2020-01-01", "Korva", ["j"]), incident("y", ["c"], "2020-01-03", "Korva"),
                incident("z", ["d"], "2020-03-01", "Melin")]
        published = {"a": "2020-01-02", "b": "2020-02-02", "c": "2020-01-04", "d": "2020-03-02"}
        missed, joined = confusion(gold, [{"docs": ["a", "c", "d", "unknown"]}, {"docs": ["b", "j"]}], published)
        self.assertEqual(counted(missed), [["11 to 40 days", "1"]])
        self.assertEqual(dict(joined), {"one town, 1 to 3 days": 1, "two towns, more than 40 days": 2})

    def test_stretches_of_days_have_names(self):
        for days, expected in ((0, "same day"), (1, "1 to 3 days"), (10, "4 to 10 days"), (41, "more than 40 days")):
            self.assertEqual(span(days), expected)


if __name__ == "__main__":
    unittest.main()
