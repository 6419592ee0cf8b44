"""The quantity table: one row of two reports."""

import unittest

from quantities import HEADER, PUBLISHED, row
from tables import markdown


def report(figure):
    """What the scorer prints, with one value for every share of figures."""
    shares = {"f1": figure, "p": 80.0, "r": 90.0}
    return {"figure": shares, "number_unit": shares, "number": shares, "number_any_recall": 97.0}


class Rows(unittest.TestCase):
    def test_the_published_figures_come_last(self):
        cells = row("reader", report(85.0), report(70.0))
        self.assertEqual(cells, ["reader", "85.0", "80.0", "90.0", "85.0", "85.0", "97.0", "70.0"])

    def test_every_row_has_a_cell_a_column(self):
        table = markdown(HEADER, [PUBLISHED, row("reader", report(1.0), report(1.0))])
        self.assertEqual({line.count("|") for line in table.split("\n")}, {len(HEADER) + 1})


if __name__ == "__main__":
    unittest.main()
