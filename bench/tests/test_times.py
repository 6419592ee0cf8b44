"""Tests of times.py."""

import tempfile
import unittest
from pathlib import Path

import times


class Rest(unittest.TestCase):
    def test_the_chosen_documents_are_left_out(self):
        with tempfile.TemporaryDirectory() as folder:
            gold = Path(folder) / "gold.jsonl"
            gold.write_text('{"id": "a"}\n{"id": "b"}\n\n{"id": "c"}\n', encoding="utf-8")
            self.assertEqual(times.rest(gold, ["b"]), ["a", "c"])


class Row(unittest.TestCase):
    def test_figures_have_one_decimal(self):
        part = {"p": 80.04, "r": 79.96, "f1": 80.0}
        report = {"documents": 60, "strict": part, "relaxed": part, "value": part, "type": part}
        self.assertEqual(times.row("one", report), ["one", "60", "80.0", "80.0", "80.0", "80.0 / 80.0", "80.0"])


if __name__ == "__main__":
    unittest.main()
