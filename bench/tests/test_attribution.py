"""The attribution table: rows of reports, and which attributions are outermost."""

import json
import unittest

from attribution import HEADER, PEOPLE, outermost, row
from tables import markdown, slashed


def report(full, interval=None):
    """What the scorer prints, with one figure for every metric but `full`."""
    names = ["tok_source", "tok_cue", "tok_content", "content_exact", "content_ovl"]
    metrics = {name: {"F": 50.0} for name in names} | {"full": {"F": full}}
    if interval:
        metrics["full"]["ci95"] = interval
    return {"metrics": metrics, "recall_by_type": {"direct": {"n": 2, "full_recall": 90.0}}}


class Rows(unittest.TestCase):
    def check(self, given, expected):
        rest = ["50.0", "50.0", "50.0 / 50.0 / 50.0", "90.0 / – / –"]
        self.assertEqual(row("reader", given), ["reader", expected, *rest])

    def test_the_interval_stands_behind_the_figure(self):
        self.check(report(61.25, [58.0, 64.52]), "61.2 [58.0, 64.5]")

    def test_without_resampling_there_is_no_interval(self):
        self.check(report(7.0), "7.0")

    def test_every_row_has_a_cell_a_column(self):
        table = markdown(HEADER, [row("reader", report(1.0)), PEOPLE])
        self.assertEqual({line.count("|") for line in table.split("\n")}, {len(HEADER) + 1})

    def test_a_missing_figure_is_a_dash(self):
        self.assertEqual(slashed([1.0, None]), "1.0 / –")


class Outermost(unittest.TestCase):
    def check(self, inside, expected):
        attributions = [{"id": number, "inside": value} for number, value in enumerate(inside)]
        kept = json.loads(outermost(json.dumps({"id": "a", "text": "“é”", "attributions": attributions})))
        self.assertEqual([a["id"] for a in kept["attributions"]], expected)
        self.assertEqual(kept["text"], "“é”")

    def test_those_inside_another_are_left_out(self):
        self.check([None, 0, 1, None], [0, 3])

    def test_the_identifier_0_is_an_attribution_too(self):
        self.check([0], [])

    def test_a_reading_may_hold_none(self):
        self.check([], [])


if __name__ == "__main__":
    unittest.main()
