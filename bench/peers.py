#!/usr/bin/env python3
"""Words a second of the whole `gainsay read` and of textacy's quotations, in turns on the same texts and cores.

  bench/peers.py [--binary target/release/gainsay] [--corpus FILE.jsonl] [--documents N] [--runs 3] [--cores 0,1]

`make bench-peers` makes the environment it needs. gainsay's seconds are those of the whole process, with loading its
model and printing; textacy's leave out loading spaCy's model and reading the file.
"""

import argparse
import json
import platform
import sys
import tempfile
from pathlib import Path

from options import ROOT, SHARED
from tables import markdown
from workers import Workers, add_options, alternate, pin, rate, run

CORPUS = SHARED / "data/wikinews/corpus.jsonl"
HEADER = ["system", "processes", "words/s, median", "slowest – fastest run", "gainsay ÷ it", "peak memory, MB"]


def sample(lines, documents):
    """Evenly spread `documents` of the lines, or all."""
    if not documents or documents >= len(lines):
        return lines
    return [lines[number * len(lines) // documents] for number in range(documents)]


def rows(results, words, first):
    """The table's rows; ratios are to the system `first`."""
    best = rate(words, [seconds for seconds, _ in results[first]])
    made = []
    for (name, processes), runs in results.items():
        seconds = [seconds for seconds, _ in runs]
        speed = rate(words, seconds)
        ratio = None if (name, processes) == first else f"{best / speed:.2f}×"
        memory = max(memory for _, memory in runs) / 1e6
        spread = f"{words / max(seconds):,.0f} – {words / min(seconds):,.0f}"
        made.append([name, str(processes), f"{speed:,.0f}", spread, ratio, f"{memory:,.0f}"])
    return made


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--documents", type=int, help="so many, evenly spread over the corpus; all without")
    add_options(arguments)
    options = arguments.parse_args()
    for needed in (options.binary, options.corpus, options.python, options.model):
        if not needed.exists():
            sys.exit(f"{needed} is not there: run `make bench-peers`, and see bench/README.md for the texts")
    cores = pin(options.cores)
    lines = [line for line in options.corpus.read_text(encoding="utf-8").split("\n") if line.strip()]
    lines = sample(lines, options.documents)
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    with tempfile.TemporaryDirectory() as folder, Workers(options, "quotations") as one:
        corpus = Path(folder) / "corpus.jsonl"
        corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with Workers(options, "quotations", cores) as several:
            found = {}

            def textacy(workers):
                answer = workers.run(corpus)
                found.update({key: answer[key] for key in ("found", "refused")})
                return answer["seconds"], answer["memory"]

            first = ("gainsay read, whole process, all cores", 1)
            systems = {
                first: lambda: run([options.binary, "--quiet", "read", corpus]),
                ("textacy over spaCy", 1): lambda: textacy(one),
            }
            if cores > 1:
                systems["textacy over spaCy, one process a core", cores] = lambda: textacy(several)
            results = alternate(
                systems, options.runs, lambda name, result: print(f"{name[0]}: {result[0]:.2f} s", file=sys.stderr)
            )
        versions = ", ".join(f"{name} {version}" for name, version in one.versions.items())
    part = f" (of {options.corpus.name}, evenly spread)" if options.documents else ""
    print(
        f"{len(lines):,} documents{part}, {words:,} words; {cores} cores ({platform.machine()}); {options.runs} runs "
        f"in turns; {versions}. textacy found {found['found']:,} direct quotations and refused {found['refused']:,} "
        "paragraphs with an odd number of quotation marks.\n"
    )
    print(markdown(HEADER, rows(results, words, first)))


if __name__ == "__main__":
    main()
