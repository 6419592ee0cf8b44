#!/usr/bin/env python3
"""Score the displacement figures that `gainsay read` finds in IDMC's excerpts; print one Markdown table.

  bench/quantities.py [--binary target/release/gainsay | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import sys
import tempfile
from pathlib import Path

from options import need, parser, scorer_at
from outputs import read, score
from tables import markdown, percent

SCORER = "score_quantities.py"

HEADER = [
    "system",
    "figure with class, F1",
    "P",
    "R",
    "number and unit, F1",
    "number, F1",
    "number in any quantity, R",
    "figure as published, F1",
]
# Quoted, not measured here: no outputs of others on these excerpts are archived.
PUBLISHED = ["published for this set (quoted)", "52", None, None, None, None, None, None]


def row(name, corrected, published):
    """The table's row of a system, from its reports against the corrected and the published figures."""
    figure = corrected["figure"]
    return [
        name,
        *(percent(value) for value in (figure["f1"], figure["p"], figure["r"])),
        percent(corrected["number_unit"]["f1"]),
        percent(corrected["number"]["f1"]),
        percent(corrected["number_any_recall"]),
        percent(published["figure"]["f1"]),
    ]


def lines(path):
    """How many lines of a file hold something."""
    return sum(1 for line in path.read_text(encoding="utf-8").split("\n") if line.strip())


def main():
    arguments = parser(__doc__, "displacement", "dev.*.jsonl", SCORER)
    options = arguments.parse_args()
    scorer = scorer_at(options, SCORER)
    gold, corpus = options.data / "dev.gold.jsonl", options.data / "dev.corpus.jsonl"
    need(scorer, gold, corpus)
    with tempfile.TemporaryDirectory() as temporary:
        made = options.ours
        if not made:
            # Figures need no encoder. A few excerpts are not in English, which the program remarks on.
            made = Path(temporary) / "readings.jsonl"
            read(options.binary, corpus, made, "--reader", "rules", "--format", "jsonl", remarks=True)
            if lines(made) != lines(corpus):
                sys.exit(f"{corpus.name} could not be read whole")
        corrected = score(scorer, gold, made)
        published = score(scorer, gold, made, "--as-published")
    print(f"IDMC excerpts, development part: {lines(gold)} excerpts, {corrected['gold']} figures after correction.\n")
    print(markdown(HEADER, [PUBLISHED, row("gainsay, by rules", corrected, published)]))


if __name__ == "__main__":
    main()
