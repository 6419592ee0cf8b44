#!/usr/bin/env python3
"""Score `gainsay read` and its peers on PolNeAR's development part in one run; print one Markdown table.

  bench/attribution.py [--binary target/release/gainsay | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import json
import tempfile
from pathlib import Path

from options import need, parser, scorer_at
from outputs import read, score
from tables import markdown, percent, slashed

SCORER = "score_attribution.py"

# What the files of the data's `peers` folder hold; a file that is not named here is shown under its own name.
PEERS = {
    "regex_direct": "regular expressions, direct only",
    "regex_indirect": "regular expressions, with indirect",
    "textacy_article": "textacy, per article",
    "textacy_paragraph": "textacy, per paragraph",
    "textacy_paragraph_merged": "textacy, per paragraph, rows of one cue merged",
    "gendergap": "GenderGapTracker rules",
    "gendergap_merged": "GenderGapTracker rules, rows of one cue merged",
    "citron_hybrid": "Citron, its own model",
    "citron_hybrid_para": "Citron, its own model, per paragraph",
    "citron_retrained": "Citron, retrained on PolNeAR",
    "crf_lex": "CRF without a parser",
    "crf": "CRF over a full parse (CoreNLP)",
}
HEADER = [
    "system",
    "full F1 [95 %]",
    "content exact F1",
    "content overlap F1",
    "token F1 source / cue / content",
    "full recall direct / mixed / indirect",
]
# Quoted from the README of the data, not measured here: the scorer's `--iaa` over the twenty articles of all three
# parts of PolNeAR that have several annotators.
PEOPLE = ["two people, on other articles (see note)", "73.3", "67.7", "79.4", None, None]
NOTE = (
    "The last row is quoted, not measured in this run: the agreement of two people, under the same scorer, on the "
    "twenty articles of all parts of the corpus that have several annotators. It stands for other articles, most of "
    "them outside the development part."
)


def row(name, report):
    """The table's row of a system."""
    metrics, recall = report["metrics"], report["recall_by_type"]
    interval = metrics["full"].get("ci95")
    full = percent(metrics["full"]["F"]) + (" [{:.1f}, {:.1f}]".format(*interval) if interval else "")
    return [
        name,
        full,
        percent(metrics["content_exact"]["F"]),
        percent(metrics["content_ovl"]["F"]),
        slashed(metrics[f"tok_{role}"]["F"] for role in ("source", "cue", "content")),
        slashed(recall.get(kind, {}).get("full_recall") for kind in ("direct", "mixed", "indirect")),
    ]


def outermost(line):
    """A reading with those attributions alone that stand in no other."""
    reading = json.loads(line)
    reading["attributions"] = [a for a in reading["attributions"] if a.get("inside") is None]
    return json.dumps(reading, ensure_ascii=False)


def peers(folder, scored):
    """(name, report) of every output in the folder, the weakest first."""
    rows = [(PEERS.get(stem := path.name.split(".")[0], stem), scored(path)) for path in folder.glob("*.dev.jsonl")]
    return sorted(rows, key=lambda row: row[1]["metrics"]["full"]["F"])


def main():
    arguments = parser(__doc__, "polnear", "dev.*.jsonl, peers/", SCORER)
    arguments.add_argument("--bootstrap", type=int, default=1000, help="resamplings for the interval; 0: none")
    options = arguments.parse_args()
    scorer = scorer_at(options, SCORER)
    gold = options.data / "dev.gold.jsonl"
    need(scorer, gold)

    def scored(path):
        return score(scorer, gold, path, "--bootstrap", options.bootstrap)

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        everything = options.ours or read(options.binary, options.data / "dev.corpus.jsonl", folder / "all.jsonl")
        top = folder / "outermost.jsonl"
        lines = everything.read_text(encoding="utf-8").split("\n")
        top.write_text("".join(outermost(line) + "\n" for line in lines if line.strip()), encoding="utf-8")
        rows = peers(options.data / "peers", scored)
        rows += [("gainsay, outermost", scored(top)), ("gainsay, all", scored(everything))]
    types = rows[-1][1]["recall_by_type"]
    counts = ", ".join(f"{kind} {types[kind]['n']:,}" for kind in ("direct", "mixed", "indirect") if kind in types)
    print(f"PolNeAR, development part: {rows[-1][1]['articles']} articles; attributions with content: {counts}.\n")
    print(markdown(HEADER, [row(name, report) for name, report in rows] + [PEOPLE]))
    print(f"\n{NOTE}")


if __name__ == "__main__":
    main()
