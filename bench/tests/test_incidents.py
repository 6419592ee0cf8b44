"""The incident table: rows of reports, and the sites quoted from a README."""

import unittest

from incidents import HEADER, SLOTS, chosen, median, row, sites
from tables import markdown

README = """# data
| split | documents |
|---|---|
| one | 3 |
### first
| site | type | date | place | casualties | org | confidence | all: P | R | F1 | relevance F1 | official R | P | F |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| WEAK | 10.0 | 0.0 | 0.0 | 0.0 | 0.0 | 0.0 | 20.0 | 5.0 | **8.0** | 40.0 | 1 | 2 | 1.5 |
| STRONG | 80.0 | 70.0 | 60.0 | 50.0 | 40.0 | 30.0 | 70.0 | 60.0 | **64.6** | 88.0 | 40 | 50 | 44.5 |
| FAIR | 50.0 | 40.0 | 30.0 | 20.0 | 10.0 | 10.0 | 40.0 | 30.0 | **34.3** | 70.0 | 20 | 20 | 20.0 |
## Other
| STRAY | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |
"""


class Rows(unittest.TestCase):
    def test_every_row_has_a_cell_a_column(self):
        figures = {"p": 50.0, "r": 40.0, "f1": 44.44}
        report = {slot: figures for slot in (*SLOTS, "all", "relevance")}
        table = markdown(HEADER, [*chosen(sites(README)), row("reader", report)])
        self.assertEqual({line.count("|") for line in table.split("\n")}, {len(HEADER) + 1})
        self.assertTrue(table.endswith("| 44.4 | 50.0 | 40.0 | 44.4 | 44.4 |"))

    def test_sites_are_those_of_the_tables_with_their_heading(self):
        self.assertEqual([(of, cells[0], cells[9]) for of, cells in sites(README)],
                         [("first", "WEAK", "8.0"), ("first", "STRONG", "64.6"), ("first", "FAIR", "34.3")])

    def test_the_best_two_and_the_median_are_shown(self):
        names = [cells[0] for cells in chosen(sites(README))]
        self.assertEqual(names, ["STRONG, first (no. 1 of 3)", "FAIR, first (no. 2 of 3)", "median of 3 sites, first"])

    def test_the_median_of_an_even_number_lies_between(self):
        for values, expected in (([3.0], 3.0), ([1.0, 9.0, 2.0], 2.0), ([1.0, 2.0, 4.0, 9.0], 3.0)):
            self.assertEqual(median(values), expected)


if __name__ == "__main__":
    unittest.main()
