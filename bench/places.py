#!/usr/bin/env python3
"""Score `gainsay read` and nine geoparsers on places in one run; print one Markdown table.

  bench/places.py [--binary target/release/gainsay | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER] [--corpus lgl]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from outputs import read, score
from tables import markdown, percent, slashed

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SCORER = "score_places.py"
HEADER = [
    "system",
    "e2e F1 (161 km)",
    "e2e P / R",
    "recognition overlap F1",
    "overlap P / R",
    "recognition exact F1",
    "of those found: within 161 km",
    "median km",
]


def row(name, report):
    """The table's row of a system."""
    end, overlap = report["e2e"], report["overlap"]
    median = report["median_km"]
    return [
        name,
        percent(end["f1"]),
        slashed([end["p"], end["r"]]),
        percent(overlap["f1"]),
        slashed([overlap["p"], overlap["r"]]),
        percent(report["exact"]["f1"]),
        percent(report["acc161"]),
        None if median is None else f"{median:,.0f}",
    ]


def literal(line):
    """A reading with those places alone where something is or happens."""
    reading = json.loads(line)
    places = [place for place in reading["places"] if not place.get("associative")]
    return json.dumps({"id": reading["id"], "places": places}, ensure_ascii=False)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--ours", type=Path, metavar="FILE", help="score this output of `gainsay read` instead")
    arguments.add_argument("--data", type=Path, default=SHARED / "data/places", help="folder with *.gold.jsonl, peers/")
    arguments.add_argument("--eval", type=Path, default=SHARED / "eval", help=f"folder of {SCORER}, or the file")
    arguments.add_argument("--corpus", default="lgl", help="the first part of the files' names")
    options = arguments.parse_args()
    scorer = options.eval / SCORER if options.eval.is_dir() else options.eval
    gold, corpus = (options.data / f"{options.corpus}.{part}.jsonl" for part in ("gold", "corpus"))
    for needed in (scorer, gold):
        if not needed.exists():
            sys.exit(f"{needed} is not there: bench/README.md says where to get the data")
    peers = [(path.name.split(".")[1], score(scorer, gold, path)) for path in (options.data / "peers").glob(f"{options.corpus}.*.sys.jsonl")]
    rows = sorted(peers, key=lambda peer: peer[1]["e2e"]["f1"])
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if options.ours is None:
            rules = read(options.binary, corpus, folder / "rules.jsonl", "--reader", "rules")
            rows.append(("gainsay, rules alone", score(scorer, gold, rules)))
        everything = options.ours or read(options.binary, corpus, folder / "all.jsonl")
        some = folder / "literal.jsonl"
        lines = everything.read_text(encoding="utf-8").split("\n")
        some.write_text("".join(literal(line) + "\n" for line in lines if line.strip()), encoding="utf-8")
        rows += [("gainsay, literal toponyms alone", score(scorer, gold, some)), ("gainsay", score(scorer, gold, everything))]
    ours = rows[-1][1]
    print(f"{options.corpus}: {ours['gold']:,} places in the gold.\n")
    print(markdown(HEADER, [row(name, report) for name, report in rows]))


if __name__ == "__main__":
    main()
