"""The coreference table: gold triggers put into a reading, and rows of reports."""

import unittest

from coreference import HEADER, NO_TYPE, row, with_gold
from tables import markdown

TEXT = "A ferry sank off Korva. Divers came."
READING = {
    "id": "r-1",
    "text": TEXT,
    "sentences": [[0, 23], [24, 36]],
    "times": [],
    "places": [{"span": [17, 22], "associative": False}, {"span": [17, 22], "associative": True}],
    "events": [{"id": "e1", "type": "sink", "trigger": [8, 12], "places": [0], "cluster": "k-1"}],
    "claims": [{"id": "c1", "events": ["e1"]}],
}


def gold(*triggers, validated=True):
    return {"text": TEXT, "events": [{"trigger": list(trigger), "validated": validated, "cluster": "x"} for trigger in triggers]}


class Gold(unittest.TestCase):
    def test_a_mention_takes_over_what_our_event_says(self):
        events = with_gold(READING, gold((8, 16)))["events"]
        self.assertEqual(events, [{"id": "e1", "type": "sink", "trigger": [8, 16], "places": [0]}])

    def test_another_has_what_stands_in_its_sentence(self):
        ferry, divers = with_gold(READING, gold((2, 7), (31, 35)))["events"]
        self.assertEqual((ferry["type"], ferry["places"], divers["places"]), (NO_TYPE, [0], []))
        self.assertEqual([event["id"] for event in (ferry, divers)], ["e1", "e2"])

    def test_no_cluster_of_the_gold_and_no_claim_is_left(self):
        given = with_gold(READING, gold((2, 7)))
        self.assertNotIn("cluster", given["events"][0])
        self.assertEqual(given["claims"], [])
        self.assertEqual(with_gold(READING, gold((2, 7), validated=False))["events"], [])

    def test_every_row_has_a_cell_a_column(self):
        report = {"conll": 50.0, **{metric: {"F": 40.0} for metric in ("muc", "b3", "ceafe", "lea", "mentions")}}
        table = markdown(HEADER, [row("reader", report)])
        self.assertEqual({line.count("|") for line in table.split("\n")}, {len(HEADER) + 1})


if __name__ == "__main__":
    unittest.main()
