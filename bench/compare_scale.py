#!/usr/bin/env python3
"""How time and memory of the comparison grow: generated reports compared in memory, and one more report added.

  bench/compare_scale.py [--sizes 1000,10000,100000] [--modes undated:10000,future:10000,copies:1000,copies:10000,crowd:5,long:5] [--json]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from options import ROOT, SHARED

CORPUS = SHARED / "data/wikinews/corpus.jsonl"
COLUMNS = ["documents", "matters", "of_several", "largest", "ms_per_document", "peak_gb", "add_median_s", "add_worst_s"]


def seeds(binary, reports, corpus, folder):
    """The rules' readings of the corpus as JSON Lines."""
    ledger, path = f"{folder}/seeds.db", Path(folder) / "seeds.jsonl"
    subprocess.run([binary, "--quiet", "add", "--reader", "rules", "--ledger", ledger, str(corpus)], check=True)
    with path.open("wb") as out:
        subprocess.run([reports, ledger], check=True, stdout=out)
    return path


def pairs(text, mode=None):
    """`1000,10000` or `copies:2000,crowd:5` as pairs of mode and size."""
    parts = [part.rpartition(":") for part in filter(None, text.split(","))]
    return [(name or mode, int(size)) for name, _, size in parts]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--target", type=Path, default=ROOT / "target/release")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--sizes", default="1000,10000,100000")
    arguments.add_argument("--modes", default="undated:10000,future:10000,copies:1000,copies:10000,crowd:5,long:5")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    binary, scale, reports = (options.target / name for name in ("gainsay", "examples/scale", "examples/reports"))
    if not all(path.exists() for path in (binary, scale, reports)):
        sys.exit("the program or its examples are not there: run `make bench-scale-compare`")
    corpus = options.corpus
    if not corpus.exists():
        print(f"{corpus.name} is not there; measuring on the demo's reports", file=sys.stderr)
        corpus = ROOT / "demo/reports"
    results = []
    with tempfile.TemporaryDirectory() as folder:
        path = seeds(str(binary), str(reports), corpus, folder)
        for mode, size in pairs(options.sizes, "year") + pairs(options.modes):
            run = subprocess.run([str(scale), str(path), str(size), mode], check=True, capture_output=True, text=True)
            results.append(json.loads(run.stdout))
    if options.json:
        print(json.dumps(results))
        return
    print("| mode | " + " | ".join(COLUMNS) + " |")
    print("|---" * (len(COLUMNS) + 1) + "|")
    for result in results:
        cells = [f"{result[column]:.3g}" if isinstance(result[column], float) else f"{result[column]:,}" for column in COLUMNS]
        print(f"| {result['mode']} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
