#!/usr/bin/env python3
"""Documents a second of taking in, format by format, and the memory that taking in needs as files grow.

The same reports are written in every format (`formats.py`). Measured is `gainsay read --reader rules`: each format is taken
in by a process apart, then read by rules. The rules' share is the same for all, so that the formats can be compared; what
taking in alone costs in one process, without that process apart, is measured with the example `extract`.

  bench/intake.py [--documents 2000] [--runs 3] [--memory 1000,10000,100000] [--json]
"""

import argparse
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from formats import FORMATS
from options import ROOT, SHARED
from tables import markdown

CORPUS = SHARED / "data/wikinews/corpus.jsonl"
# What grows for the measurement of memory, and how long its reports are: how much is taken in counts, not how much is read.
GROWING = ["JSON Lines", "web archive, packed", "HTML in a ZIP"]
SHORT = 300


def reports(corpus, count, letters=None):
    """So many reports, cut after so many letters; those of the corpus again under other names where it has fewer."""
    if corpus.exists():
        lines = corpus.read_text(encoding="utf-8").splitlines()
    else:
        print(f"{corpus.name} is not there; measuring on the demo's reports repeated", file=sys.stderr)
        lines = (ROOT / "demo/reports/other-desks.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(line) for line in lines if line.strip()]
    for at, report in enumerate(itertools.islice(itertools.cycle(known), count)):
        title = report.get("title") or "Report"
        yield {**report, "id": f"r{at}", "title": f"{title} ({at})", "text": report["text"][:letters]}


def seconds(command, runs):
    """Median wall-clock seconds."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        taken.append(time.perf_counter() - start)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr.decode(errors="replace"))
    return statistics.median(taken)


def counted(command):
    """How many documents came of it."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return sum(1 for line in done.stdout.splitlines() if b'"error"' not in line[:200])


def children(parent):
    """The processes that a process has started, itself too."""
    found = [parent]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                after = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(after[1]) == parent:
                found.append(int(entry.name))
    return found


def resident(process):
    """Bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")
    except (OSError, IndexError):
        return 0


def peak(command):
    """The most memory of a command, and of one of the processes it starts, in bytes."""
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = [0, 0]
    ended = threading.Event()

    def look():
        while not ended.wait(0.05):
            own, *started = children(running.pid)
            most[0] = max(most[0], resident(own))
            most[1] = max([most[1], *map(resident, started)])

    looking = threading.Thread(target=look)
    looking.start()
    running.wait()
    ended.set()
    looking.join()
    return most


def throughput(options, folder):
    """For each format its documents a second, with reading and alone."""
    rows = []
    for name, write in FORMATS.items():
        place = Path(folder) / name.replace(" ", "-")
        place.mkdir()
        write(list(reports(options.corpus, options.documents)), place)
        read = [str(options.binary), "--quiet", "read", "--reader", "rules", str(place)]
        extract = [str(options.extract), str(place)]
        came = counted(read)
        if came < options.documents * 0.99:
            print(f"{name}: {came} of {options.documents} documents came", file=sys.stderr)
        size = sum(file.stat().st_size for file in place.iterdir())
        rows.append(
            {
                "format": name,
                "documents": came,
                "bytes": size,
                "read": came / seconds(read, options.runs),
                "alone": came / seconds(extract, options.runs),
            }
        )
    return rows


def memory(options, folder):
    """For each size of each growing format the most memory, of the program and of the process apart."""
    rows = []
    for name in GROWING:
        for count in map(int, options.memory.split(",")):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                FORMATS[name](reports(options.corpus, count, SHORT), Path(place))
                size = sum(file.stat().st_size for file in Path(place).iterdir())
                own, apart = peak([str(options.binary), "--quiet", "read", "--reader", "rules", place])
            rows.append({"format": name, "documents": count, "bytes": size, "program": own, "apart": apart})
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--extract", type=Path, default=ROOT / "target/release/examples/extract")
    arguments.add_argument("--corpus", type=Path, default=CORPUS)
    arguments.add_argument("--documents", type=int, default=2000)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--memory", default="1000,10000,100000", help="documents of the growing files; empty for none")
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    for path in (options.binary, options.extract):
        if not path.exists():
            sys.exit(f"{path} is not there: run `make bench-intake`")
    with tempfile.TemporaryDirectory() as folder:
        formats = throughput(options, folder)
        growing = memory(options, folder) if options.memory else []
    if options.json:
        print(json.dumps({"throughput": formats, "memory": growing}))
        return
    mebibytes = lambda size: f"{size / 2**20:,.0f}"  # noqa: E731
    print(f"{options.documents:,} reports in each format, {os.cpu_count()} cores\n")
    header = ["format", "MiB", "taken in and read, documents/s", "taken in alone, one thread, documents/s"]
    rows = [[row["format"], f"{row['bytes'] / 2**20:.1f}", f"{row['read']:,.0f}", f"{row['alone']:,.0f}"] for row in formats]
    print(markdown(header, rows))
    if growing:
        print()
        header = ["file", "documents", "MiB", "most memory, MiB", "most of a process apart, MiB"]
        rows = [
            [row["format"], f"{row['documents']:,}", *(mebibytes(row[key]) for key in ("bytes", "program", "apart"))]
            for row in growing
        ]
        print(markdown(header, rows))


if __name__ == "__main__":
    main()
