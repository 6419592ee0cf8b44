#!/usr/bin/env python3
"""Score `gainsay read` and nine geoparsers on places in one run; print one Markdown table.

  bench/places.py [--binary target/release/gainsay | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER] [--corpus lgl]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import json
import tempfile
from pathlib import Path

from options import need, parser, scorer_at
from outputs import read, score
from tables import markdown, percent, slashed

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
    arguments = parser(__doc__, "places", "*.gold.jsonl, peers/", SCORER)
    arguments.add_argument("--corpus", default="lgl", help="the first part of the files' names")
    options = arguments.parse_args()
    scorer = scorer_at(options, SCORER)
    gold, corpus = (options.data / f"{options.corpus}.{part}.jsonl" for part in ("gold", "corpus"))
    need(scorer, gold)
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
