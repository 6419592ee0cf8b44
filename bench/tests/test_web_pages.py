"""Tests of web_pages.py."""

import tempfile
import unittest
from pathlib import Path

import web_pages


class Halves(unittest.TestCase):
    def test_every_page_is_in_one_half(self):
        with tempfile.TemporaryDirectory() as folder:
            gold = Path(folder) / "gold.jsonl"
            gold.write_text('{"id": "0a"}\n\n{"id": "1a"}\n{"id": "fe"}\n', encoding="utf-8")
            parts = web_pages.halves(gold, Path(folder))
            self.assertEqual([path.read_text(encoding="utf-8").count("\n") for _, path in parts[1:]], [1, 2])


class Mapped(unittest.TestCase):
    def test_white_space_does_not_count(self):
        rows = [{"text": "ab cd\n\nef", "pieces": [["ab  cd", "/html/body/p"]]}, {"error": "none"}]
        self.assertAlmostEqual(web_pages.mapped(rows), 100 * 4 / 6)
        self.assertIsNone(web_pages.mapped([]))


if __name__ == "__main__":
    unittest.main()
