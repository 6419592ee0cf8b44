"""The table of facts: rows of reports, peers measured or quoted, the share of the layers."""

import json
import tempfile
import unittest
from pathlib import Path

import facts

SCORER = """\
import json, sys
gold = sys.argv[sys.argv.index("--gold") + 1]
system = sys.argv[sys.argv.index("--sys") + 1]
print(json.dumps({"f1": float(open(system).read()), "documents": len(open(gold).readlines())}))
"""


def invented(**changes):
    """A set whose scorer prints the figure that the output holds."""
    given = {
        "title": "Invented",
        "folder": "invented",
        "corpora": ("a.jsonl",),
        "gold": ("gold.jsonl",),
        "scorer": "score.py",
        "headline": lambda report: report["f1"],
        "beside": lambda report: f"{report['documents']} documents",
    }
    return facts.Set(**(given | changes))


class Rows(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.data = Path(self.temporary.name)
        (self.data / "score.py").write_text(SCORER)
        folder = self.data / "invented"
        folder.mkdir()
        (folder / "gold.jsonl").write_text("{}\n{}\n")
        (folder / "a.jsonl").write_text('{"id": "x"}\n\n{"id": "y"}\n')
        (folder / "some.json").write_text('["y"]')
        (folder / "weak.sys.jsonl").write_text("12.5")
        (folder / "strong.sys.jsonl").write_text("80")

    def scored(self, one):
        return lambda path: facts.score(one, self.data, self.data, path)

    def test_peers_stand_by_their_score_measured_or_quoted(self):
        one = invented(
            peers="*.sys.jsonl", quoted=(facts.Quoted("weak", 99.0), facts.Quoted("other", 50.0, "of 2012"))
        )
        self.assertEqual(
            facts.peer_rows(one, self.data, self.scored(one)),
            [
                ["Invented", "weak", "12.5", "2 documents"],
                ["Invented", "other (quoted)", "50.0", "of 2012"],
                ["Invented", "strong", "80.0", "2 documents"],
            ],
        )

    def test_a_set_without_peers_has_no_rows_of_them(self):
        one = invented()
        self.assertEqual(facts.peer_rows(one, self.data, self.scored(one)), [])

    def test_only_the_documents_that_are_scored_are_read(self):
        for only, expected in ((None, ["x", "y"]), ("some.json", ["y"])):
            made = facts.corpus(invented(only=only), self.data, self.data)
            self.assertEqual([json.loads(line)["id"] for line in facts.lines(made)], expected)


class Reports(unittest.TestCase):
    def check(self, name, report, headline, beside):
        one = facts.SETS[name]
        self.assertEqual([one.headline(report), one.beside(report)], [headline, beside])

    def test_what_the_scorers_report(self):
        def f1(value):
            return {"p": 1.0, "r": 2.0, "f1": value}

        report = {"value": f1(3.0), "strict": f1(4.0), "relaxed": f1(5.0), "type": f1(6.0)}
        self.check("times", report, 3.0, "strict 4.0, relaxed 5.0, type 6.0")
        report = {"e2e": f1(3.0), "overlap": f1(4.0), "acc161": 5.0}
        self.check("places", report, 3.0, "recognition 4.0 (1.0 / 2.0), within 161 km 5.0 of those found")
        report = {"figure": f1(3.0), "number_any_recall": 4.0}
        self.check("quantities", report, 3.0, "P 1.0, R 2.0; number among all quantities, R 4.0")
        slots = ("type", "date", "place", "casualties", "org", "confidence")
        report = {slot: f1(float(at)) for at, slot in enumerate(slots)} | {"all": f1(9.0)}
        beside = "type 0.0, date 1.0, place 2.0, casualties 3.0, org 4.0, confidence 5.0"
        self.check("incidents", report, 9.0, beside)
        report = {"overlap": f1(3.0), "exact": f1(4.0), "tokens": f1(5.0), "trigger": 6.0, "none": None}
        self.check("locations", report, 3.0, "exact 4.0, words 5.0, event found 6.0")


class Share(unittest.TestCase):
    def test_the_layers_of_facts_together(self):
        percentage, seconds = facts.share("voices\t6.0\nsegments\t1.0\ntimes\t0.5\nplaces\t2.0\nclaims\t0.5\n")
        self.assertEqual(round(percentage), 30)
        self.assertEqual(seconds["places"], 2.0)


if __name__ == "__main__":
    unittest.main()
