#!/usr/bin/env python3
"""Documents a second of the Python package's `read_arrow` beside those of `gainsay read`, with 1 and 2 threads.

  python/.venv/bin/python bench/wheel.py [--binary target/release/gainsay] [--corpus FILE.jsonl] [--documents 500] [--runs 3]
                                         [--reader trained|rules] [--json]

Both read the same lines; starting the program and making the reader are in the program's time and, for the package, measured apart.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from options import ROOT
from speed import CORPUS, demo_corpus


def median(runs, work):
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--documents", type=int, default=500)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--reader", choices=["trained", "rules"], default="trained")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    try:
        import gainsay
        import pyarrow as pa
    except ImportError as error:
        sys.exit(f"{error}: install the wheel (`make wheel`) and pyarrow into the Python that runs this")
    with tempfile.TemporaryDirectory() as folder:
        corpus = options.corpus if options.corpus.exists() else demo_corpus(folder)
        lines = [line for line in corpus.read_text(encoding="utf-8").split("\n") if line.strip()][: options.documents]
        words = sum(len(json.loads(line)["text"].split()) for line in lines)
        path = Path(folder) / "some.jsonl"
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        table = pa.table({"line": lines})
        start = time.perf_counter()
        reader = gainsay.Reader(options.reader)
        result = {
            "documents": len(lines),
            "words": words,
            "cores": os.cpu_count(),
            "reader": reader.version,
            "making_the_reader_seconds": round(time.perf_counter() - start, 2),
        }
        rate = lambda seconds: round(len(lines) / seconds, 1)
        for threads in (1, 2):
            work = lambda: gainsay.read_arrow(table, reader=reader, threads=threads)
            result[f"read_arrow_{threads}"] = rate(median(options.runs, work))
        if options.binary.exists():
            command = [options.binary, "--quiet", "read", path, "--reader", options.reader]
            for threads in (1, 2):
                environment = {**os.environ, "RAYON_NUM_THREADS": str(threads)}
                work = lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
                result[f"program_{threads}"] = rate(median(options.runs, work))
        read = gainsay.read_arrow(table, reader=reader)
        result["compare_arrow_seconds"] = round(median(1, lambda: gainsay.compare_arrow(read)), 2)
    if options.json:
        print(json.dumps(result))
        return
    print(f"{len(lines):,} documents, {words:,} words, {result['cores']} cores, {result['reader']}; documents/s:")
    for name, what in [("read_arrow", "read_arrow"), ("program", "gainsay read")]:
        for threads in (1, 2):
            if f"{name}_{threads}" in result:
                print(f"  {what:13} {threads} thread{'s' * (threads - 1):1} {result[f'{name}_{threads}']:>8,}")
    print(f"  making the reader {result['making_the_reader_seconds']} s; compare_arrow {result['compare_arrow_seconds']} s")


if __name__ == "__main__":
    main()
