"""Rows of the speed and syntax tables, the sample of documents, and runs in turns."""

import sys
import tempfile
import unittest
from pathlib import Path

import peers
import scores
import syntax
import workers
from treebank import Word


class Sample(unittest.TestCase):
    def check(self, documents, expected):
        self.assertEqual(peers.sample(list(range(10)), documents), expected)

    def test_spread_over_the_whole(self):
        self.check(3, [0, 3, 6])
        self.check(1, [0])

    def test_all(self):
        for documents in (None, 0, 10, 99):
            self.check(documents, list(range(10)))


class Speed(unittest.TestCase):
    def test_rows_give_the_median_and_the_ratio(self):
        results = {("ours", 1): [(1.0, 5e6), (4.0, 8e6), (2.0, 6e6)], ("peer", 2): [(5.0, 9e6), (4.0, 1e6), (3.0, 1e6)]}
        self.assertEqual(
            peers.rows(results, 1000, ("ours", 1)),
            [
                ["ours", "1", "500", "250 – 1,000", None, "8"],
                ["peer", "2", "250", "200 – 333", "2.00×", "9"],
            ],
        )

    def test_systems_take_turns(self):
        order = []
        systems = {name: (lambda name=name: order.append(name)) for name in "AB"}
        results = workers.alternate(systems, 3)
        self.assertEqual("".join(order), "ABABAB")
        self.assertEqual({name: len(runs) for name, runs in results.items()}, {"A": 3, "B": 3})

    def test_a_command_reads_and_writes_files(self):
        with tempfile.TemporaryDirectory() as folder:
            given, out = Path(folder) / "in", Path(folder) / "out"
            given.write_text("words")
            seconds, memory = workers.run([sys.executable, "-c", "print(input()[::-1])"], given, out)
            self.assertEqual(out.read_text(), "sdrow\n")
            self.assertGreater(seconds, 0)
            self.assertGreater(memory, 0)

    def test_a_failing_command_is_told(self):
        with self.assertRaises(workers.subprocess.CalledProcessError):
            workers.run([sys.executable, "-c", "raise SystemExit(3)"])


class Syntax(unittest.TestCase):
    gold = [("a", [[Word("sail", "VERB", "VB", 0, "root"), Word("ships", "NOUN", "NNS", 1, "obj")]])]
    peer = [("a", [[Word("sail", "VERB", "VB", 0, "ROOT"), Word("ships", "NOUN", "NNS", 1, "dobj")]])]

    def check(self, ours, expected):
        rows = list(syntax.syntax_rows("EWT", self.gold, ours, self.peer))
        self.assertEqual([row[0] for row in rows], expected)
        for row in rows:
            self.assertEqual(row[1:], ["EWT", "2", "100.0", "100.0", "100.0", "100.0", "100.0"])

    def test_rows_of_both_sides(self):
        peer = [f"{syntax.PEER}, heads as they are", f"{syntax.PEER}, converted to UD"]
        self.check(self.gold, [syntax.OURS, *peer])
        self.check(None, peer)

    def test_rows_of_names(self):
        documents = [[[("the", "B-ORG"), ("Sailors", "I-ORG"), ("of", "O"), ("Morva", "B-GPE")]]]
        systems = syntax.peer_variants(documents)
        gold = [scores.spans(["O", "B-ORG", "O", "B-LOC"])]
        rows = list(syntax.name_rows("texts", gold, systems, ("ORG", "LOC"), touching=True))
        self.assertEqual(
            [row[1:] for row in rows],
            [
                ["texts", "2", "50.0", "50.0", "50.0", None, "0.0", "100.0", None, "100.0"],
                ["texts", "2", "100.0", "100.0", "100.0", None, "100.0", "100.0", None, "100.0"],
            ],
        )


if __name__ == "__main__":
    unittest.main()
