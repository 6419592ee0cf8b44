#!/usr/bin/env python3
"""Score `gainsay read` on the incidents of MUC-4 beside the sites of the original evaluation; print Markdown tables.

  bench/incidents.py [--binary target/release/gainsay | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER]
                     [--splits tst1 tst2] [--upper]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import re
import tempfile
from pathlib import Path

from options import need, parser, scorer_at
from outputs import read, score
from tables import markdown, percent

SCORER = "score_incidents.py"
SLOTS = ("type", "date", "place", "casualties", "org", "confidence")
HEADER = ["system", *SLOTS, "all P", "all R", "all F1", "relevance F1"]
NOTE = (
    "The rows of sites are quoted from the README of the data, not measured in this run: the archived answers of the "
    "systems of 1992 under the same scorer, on the two sibling test sets. They were written for this task, its upper-case "
    "texts and its rules of relevance; of ours some kinds of events were drawn knowing those rules."
)


def row(name, report):
    """The table's row of a scorer's report."""
    every = report["all"]
    figures = [report[slot]["f1"] for slot in SLOTS]
    figures += [every["p"], every["r"], every["f1"], report["relevance"]["f1"]]
    return [name, *map(percent, figures)]


def sites(readme):
    """(set, row) of every site in the README's tables, in their order."""
    current, out = None, []
    for line in readme.splitlines():
        if heading := re.fullmatch(r"###\s+(\w+)\s*", line):
            current = heading.group(1)
        elif line.startswith("## "):
            current = None
        cells = [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
        if current and len(cells) == len(HEADER) + 3 and re.fullmatch(r"[\d.]+", cells[1]):
            out.append((current, cells[: len(HEADER)]))
    return out


def median(values):
    """The middle value; of an even number the mean of the two in the middle."""
    values = sorted(values)
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def chosen(rows):
    """Of each set the best two sites and one that stands for the median, as rows."""
    out = []
    for name in dict.fromkeys(name for name, _ in rows):
        ranked = sorted((row for of, row in rows if of == name), key=lambda row: -float(row[9]))
        for place, one in list(enumerate(ranked, 1))[:2]:
            out.append([f"{one[0]}, {name} (no. {place} of {len(ranked)})", *one[1:]])
        middle = [percent(median([float(row[column]) for row in ranked])) for column in range(1, len(HEADER))]
        out.append([f"median of {len(ranked)} sites, {name}", *middle])
    return out


def main():
    arguments = parser(__doc__, "muc4", "the parts and README.md", SCORER)
    arguments.add_argument("--splits", nargs="+", default=["tst1", "tst2"], help="the parts, scored together")
    arguments.add_argument("--upper", action="store_true", help="the original texts in capitals, not the truecased ones")
    options = arguments.parse_args()
    scorer = scorer_at(options, SCORER)
    gold = [options.data / f"{split}.gold.jsonl" for split in options.splits]
    case = "" if options.upper else ".truecased"
    corpora = [options.data / f"{split}{case}.corpus.jsonl" for split in options.splits]
    need(scorer, *gold, *([] if options.ours else corpora))

    with tempfile.TemporaryDirectory() as temporary:
        output = options.ours or Path(temporary) / "readings.jsonl"
        if not options.ours:
            for corpus in corpora:
                read(options.binary, corpus, output)
        report = score(scorer, gold, output)
    readme = options.data / "README.md"
    rows = chosen(sites(readme.read_text(encoding="utf-8"))) if readme.exists() else []
    texts = "in capitals" if options.upper else "truecased"
    print(f"MUC-4, {' and '.join(options.splits)}: {report['documents']} documents, {texts}.\n")
    print(markdown(HEADER, [*rows, row("gainsay", report)]))
    print(f"\nINCIDENT_F1: {report['all']['f1']:.2f}")
    if rows:
        print(f"\n{NOTE}")


if __name__ == "__main__":
    main()
