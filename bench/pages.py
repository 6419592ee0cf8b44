#!/usr/bin/env python3
"""How fast the pages' interface answers over a large ledger: each address many times with other parameters.

Prints p50, p95, the worst, and the processor time of one answer, which other programs on the machine change less.

  bench/pages.py [--ledger FILE | --documents 100000] [--times 200] [--target target/release] [--json]

Without --ledger one is filled with generated reports, which takes a while: nothing is read.
"""

import argparse
import gzip
import http.client
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

from compare_scale import CORPUS, seeds
from options import ROOT

# What the browser fetches before it shows a page.
DIST = ROOT / "web/dist"
WORDS = ["police", "killed", "the minister", '"at least"', "hospital", "said", "attack", "fire", "government", "water"]


def fill(target, documents, folder):
    """A ledger of generated reports."""
    corpus = CORPUS if CORPUS.exists() else ROOT / "demo/reports"
    path = seeds(str(target / "gainsay"), str(target / "examples/reports"), corpus, folder)
    ledger = f"{folder}/pages.db"
    scale = [str(target / "examples/scale"), str(path), str(documents), "write"]
    with subprocess.Popen(scale, stdout=subprocess.PIPE) as written:
        subprocess.run([str(target / "examples/fill"), ledger], stdin=written.stdout, check=True)
    return ledger


def address(path, **parameters):
    """The path with its parameters."""
    return path + ("?" + urllib.parse.urlencode(parameters) if parameters else "")


def month(name):
    """The days of a month, as the timeline asks for them."""
    return {"from": f"{name}-01", "to": f"{name}-28"}


def addresses(ask):
    """For each page's interface an endless run of addresses with other parameters."""
    chance = random.Random(6)
    documents = [row["id"] for row in ask("/api/documents?limit=500")["documents"]]
    matters = [row["id"] for row in ask("/api/matters?limit=500")["matters"]]
    claims = [hit["id"] for hit in ask("/api/search?limit=100")["claims"]]
    facets = ask("/api/search?limit=0")["facets"]
    outlets = [value["name"] for value in facets["outlet"]]
    months = [value["name"] for value in facets["month"]]
    sources = [row["name"] for row in ask("/api/sources?limit=100")["sources"]]

    def forever(make):
        return (make() for _ in itertools.count())

    return {
        "summary": forever(lambda: "/api/summary"),
        "state": forever(lambda: "/api/state"),
        "matters": forever(lambda: address("/api/matters", limit=20, offset=20 * chance.randrange(50))),
        "matters, words": forever(lambda: address("/api/matters", limit=20, q=chance.choice(outlets))),
        "matters, by a policy": forever(
            lambda: address("/api/matters", limit=20, offset=20 * chance.randrange(50), policy="recorder")
        ),
        "matter": forever(lambda: f"/api/matters/{chance.choice(matters)}"),
        "matter, claims": forever(lambda: f"/api/matters/{chance.choice(matters)}/claims?q=killed"),
        "documents": forever(lambda: address("/api/documents", offset=100 * chance.randrange(100))),
        "documents, sorted": forever(
            lambda: address("/api/documents", sort=chance.choice(["title", "outlet", "claims", "contested"]), q=chance.choice("abc"))
        ),
        "document": forever(lambda: f"/api/documents/{chance.choice(documents)}"),
        "claim": forever(lambda: f"/api/claims/{chance.choice(claims)}"),
        "search": forever(lambda: address("/api/search", q=chance.choice(WORDS), offset=20 * chance.randrange(5))),
        "search, narrowed": forever(
            lambda: address("/api/search", q=chance.choice(WORDS), outlet=chance.choice(outlets), status="contested")
        ),
        "search, no words": forever(lambda: address("/api/search", outlet=chance.choice(outlets))),
        "search, documents": forever(lambda: address("/api/search", q=chance.choice(WORDS), **{"in": "documents"})),
        "timeline": forever(lambda: address("/api/events", dated="true", limit=300)),
        "timeline, a month": forever(
            lambda: address("/api/events", dated="true", limit=300, **month(chance.choice(months)))
        ),
        "map": forever(
            lambda: address(
                "/api/events", placed="true", cells="true", limit=2000, contested=chance.choice(["true", "false"])
            )
        ),
        "sources": forever(lambda: address("/api/sources", limit=100, offset=100 * chance.randrange(5))),
        "source": forever(lambda: f"/api/sources/{urllib.parse.quote(chance.choice(sources), safe='')}"),
        "outlet": forever(lambda: f"/api/outlets/{urllib.parse.quote(chance.choice(outlets), safe='')}"),
        "network": forever(lambda: "/api/network"),
        "matrix": forever(lambda: "/api/matrix"),
        "queue": forever(lambda: address("/api/queue", offset=20 * chance.randrange(50))),
        "log": forever(lambda: "/api/reviews"),
        "days": forever(lambda: "/api/days"),
    }


def first_load():
    """Bytes of the first page's files, compressed."""
    page = (DIST / "index.html").read_text(encoding="utf-8")
    files = [path for path in (DIST / "assets").glob("*") if path.name in page]
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in [DIST / "index.html", *files])


def processor(pid):
    """Milliseconds of processor time that a process has had; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) * 1e3 / os.sysconf("SC_CLK_TCK")


def wait_warm(pid):
    """Until the server has found what every page asks for, and rests."""
    busy = -1
    while processor(pid) != busy:
        busy = processor(pid)
        time.sleep(2)


def measure(url, pid, times):
    """Of each address the milliseconds of every answer, and the processor's milliseconds for one: a pair a name."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"))

    def answer(path):
        connection.request("GET", path, headers={"accept-encoding": "gzip"})
        response = connection.getresponse()
        body = response.read()
        if response.status != 200:
            sys.exit(f"{path}: {response.status} {body[:200]!r}")
        return gzip.decompress(body) if response.headers.get("content-encoding") == "gzip" else body

    found = {}
    for name, paths in addresses(lambda path: json.loads(answer(path))).items():
        taken, before = [], processor(pid)
        for path in itertools.islice(paths, times):
            start = time.perf_counter()
            answer(path)
            taken.append(1e3 * (time.perf_counter() - start))
        found[name] = (taken, (processor(pid) - before) / times)
    return found


def share(values, part):
    """The value that `part` of them do not exceed."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--target", type=Path, default=ROOT / "target/release")
    arguments.add_argument("--ledger")
    arguments.add_argument("--documents", type=int, default=100_000)
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    binary = options.target / "gainsay"
    if not binary.exists():
        sys.exit(f"{binary} is not there: run `make bench-pages`")
    with tempfile.TemporaryDirectory() as folder:
        ledger = options.ledger or fill(options.target, options.documents, folder)
        command = [str(binary), "serve", "--port", "0", "--ledger", ledger]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                url = server.stdout.readline().split()[2]
                wait_warm(server.pid)
                found = measure(url, server.pid, options.times)
            finally:
                server.terminate()
    if options.json:
        print(json.dumps(found))
        return
    print("| asked | p50 ms | p95 ms | worst ms | processor ms |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, (values, busy) in found.items():
        print(f"| {name} | {share(values, 0.5):.0f} | {share(values, 0.95):.0f} | {max(values):.0f} | {busy:.0f} |")
    print(f"\nFirst load: {first_load() / 1e3:.0f} kB compressed.")


if __name__ == "__main__":
    main()
