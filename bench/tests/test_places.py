"""Tests of the table of places."""

import json
import unittest

import places


class Places(unittest.TestCase):
    def test_literal_toponyms_alone(self):
        reading = {"id": "a", "text": "…", "places": [{"name": "Korva", "associative": True}, {"name": "Orn"}]}
        self.assertEqual(json.loads(places.literal(json.dumps(reading))), {"id": "a", "places": [{"name": "Orn"}]})

    def test_a_system_that_finds_nothing_has_a_row(self):
        nothing = {"p": 0.0, "r": 0.0, "f1": 0.0}
        report = {"e2e": nothing, "overlap": nothing, "exact": nothing, "acc161": 0.0, "median_km": None}
        self.assertEqual(len(places.row("nobody", report)), len(places.HEADER))


if __name__ == "__main__":
    unittest.main()
