#!/usr/bin/env python3
"""Documents and words a second of `gainsay read` and `gainsay add`, each run on a fresh ledger.

  bench/speed.py [--binary target/release/gainsay] [--corpus FILE.jsonl] [--runs 3] [--json]
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from options import ROOT, SHARED

CORPUS = SHARED / "data/wikinews/corpus.jsonl"


def demo_corpus(folder):
    """The demo's JSON Lines reports, repeated under new identifiers: for machines without the corpus."""
    lines = (ROOT / "demo/reports/other-desks.jsonl").read_text(encoding="utf-8").splitlines()
    path = Path(folder) / "demo.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for copy in range(100):
            for line in filter(None, lines):
                record = json.loads(line)
                record["id"] = f"{record['id']}-{copy}"
                out.write(json.dumps(record) + "\n")
    return path


def measure(command, runs):
    """Median wall-clock seconds of `runs` runs of the command made by `command(run)`."""
    seconds = []
    for run in range(runs):
        start = time.perf_counter()
        subprocess.run(command(run), check=True, stdout=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    if not options.binary.exists():
        sys.exit(f"{options.binary} is not there: run `make build` first")
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus
        if not corpus.exists():
            print(f"{corpus.name} is not there; measuring on the demo's reports repeated", file=sys.stderr)
            corpus = demo_corpus(folder)
        texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8") if line.strip()]
        words = sum(len(text.split()) for text in texts)
        binary = str(options.binary)
        result = {"machine": platform.machine(), "cores": os.cpu_count(), "documents": len(texts), "words": words}
        commands = {
            "read": lambda run: [binary, "--quiet", "read", str(corpus)],
            "add": lambda run: [binary, "--quiet", "add", str(corpus), "--ledger", f"{folder}/{run}.db"],
        }
        for name, command in commands.items():
            seconds = measure(command, options.runs)
            result[name] = {
                "documents_per_second": round(len(texts) / seconds),
                "words_per_second": round(words / seconds),
            }
    if options.json:
        print(json.dumps(result))
        return
    print(f"{result['documents']:,} documents, {words:,} words, {result['cores']} cores ({result['machine']})")
    for name in commands:
        rates = result[name]
        print(f"gainsay {name:5} {rates['documents_per_second']:>8,} documents/s {rates['words_per_second']:>10,} words/s")


if __name__ == "__main__":
    main()
