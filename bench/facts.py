#!/usr/bin/env python3
"""Score times, places, quantities, incidents and event locations of `gainsay read`; print one Markdown table.

  bench/facts.py [--binary target/release/gainsay | --ours FOLDER] [--data FOLDER] [--eval FOLDER] [--only SET …]

Peers stand beside ours where the data hold their outputs or quote their figures; README.md beside this file says what
the data are and how to get them. Also printed: which share of the time of a reading the layers of facts take. Python's
standard library is enough.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from options import ROOT, SHARED
import outputs
from peers import sample
from tables import markdown, percent, slashed

HEADER = ["data and measure", "system", "F1", "beside it"]
# The layers that say how many, when, where and what happened, and tie them to who said it.
FACT_LAYERS = ("times", "quantities", "places", "events", "claims")


@dataclass(frozen=True)
class Quoted:
    """A peer's published figure, quoted from the data's README."""

    name: str
    value: float
    beside: str | None = None


@dataclass(frozen=True)
class Set:
    """A set of gold documents and how its scorer is asked."""

    title: str
    folder: str
    corpora: tuple
    gold: tuple
    scorer: str
    # What the scorer's report says: the headline, and what stands beside it.
    headline: Callable
    beside: Callable
    # A JSON list of the identifiers that are scored, beside the corpus.
    only: str | None = None
    # Outputs of peers: a pattern of files in the folder. A peer is called after its file, without these parts.
    peers: str | None = None
    marks: tuple = ("sys", "jsonl")
    quoted: tuple = ()


def times(report):
    """Strict and relaxed F1 of a report on times."""
    return f"strict {report['strict']['f1']:.1f}, relaxed {report['relaxed']['f1']:.1f}, type {report['type']['f1']:.1f}"


def places(report):
    """Recognition and resolution of a report on places."""
    found = report["overlap"]
    recognition = f"recognition {found['f1']:.1f} ({slashed([found['p'], found['r']])})"
    return f"{recognition}, within 161 km {report['acc161']:.1f} of those found"


def quantities(report):
    """Precision and recall of a report on figures."""
    figure = report["figure"]
    return f"P {figure['p']:.1f}, R {figure['r']:.1f}; number among all quantities, R {report['number_any_recall']:.1f}"


def incidents(report):
    """The slots of a report on incidents."""
    slots = ("type", "date", "place", "casualties", "org", "confidence")
    return ", ".join(f"{slot} {report[slot]['f1']:.1f}" for slot in slots)


def locations(report):
    """Exact and word F1 of a report on event locations."""
    none = "" if report["none"] is None else f", none where none is named {report['none']:.1f}"
    return f"exact {report['exact']['f1']:.1f}, words {report['tokens']['f1']:.1f}, event found {report['trigger']:.1f}{none}"


SETS = {
    "times": Set(
        title="Times: TempEval-3 training part, 60 documents, value",
        folder="tempeval3",
        corpora=("train.corpus.jsonl",),
        gold=("train.gold.jsonl",),
        scorer="score_times.py",
        headline=lambda report: report["value"]["f1"],
        beside=times,
        only="slice60.ids.json",
        peers="peers/*.slice60.sys.jsonl",
        marks=("slice60", "sys", "jsonl"),
        quoted=(Quoted("HeidelTime", 77.47, "strict 87.2, relaxed 92.6, type 89.9"),),
    ),
    "places": Set(
        title="Places: LGL, end to end within 161 km",
        folder="places",
        corpora=("lgl.corpus.jsonl",),
        gold=("lgl.gold.jsonl",),
        scorer="score_places.py",
        headline=lambda report: report["e2e"]["f1"],
        beside=places,
        peers="peers/lgl.*.sys.jsonl",
        marks=("lgl", "sys", "jsonl"),
        quoted=tuple(
            Quoted(name, value)
            for name, value in {
                "SpaCyNER": 26.6,
                "CLAVIN": 41.9,
                "Edinburgh": 43.7,
                "StanfordNER": 44.2,
                "GeoTxt": 44.6,
                "TopoCluster": 44.9,
                "CamCoder": 48.3,
                "DBpedia": 49.4,
                "Yahoo": 50.9,
            }.items()
        ),
    ),
    "quantities": Set(
        title="Quantities: IDETECT displacement, figure with class",
        folder="displacement",
        corpora=("dev.corpus.jsonl",),
        gold=("dev.gold.jsonl",),
        scorer="score_quantities.py",
        headline=lambda report: report["figure"]["f1"],
        beside=quantities,
        quoted=(Quoted("published, other scorer", 52.0),),
    ),
    "incidents": Set(
        title="Incidents: MUC-4 tst1 and tst2, six slots together",
        folder="muc4",
        corpora=("tst1.truecased.corpus.jsonl", "tst2.truecased.corpus.jsonl"),
        gold=("tst1.gold.jsonl", "tst2.gold.jsonl"),
        scorer="score_incidents.py",
        headline=lambda report: report["all"]["f1"],
        beside=incidents,
        quoted=(
            Quoted("median of 17 sites of 1992, on tst3 / tst4", 50.0, "52.9 / 47.1"),
            Quoted("UMASS 1992, on tst3 / tst4", 65.3, "68.5 / 62.1"),
            Quoted("GE-CMU 1992, on tst3 / tst4", 66.3, "69.2 / 63.4"),
            Quoted("GE 1992, the best, on tst3 / tst4", 71.8, "73.5 / 70.0"),
        ),
    ),
    "locations": Set(
        title="Event location: Halterman 2019, overlap",
        folder="event_location",
        corpora=("dev.corpus.jsonl",),
        gold=("dev.gold.jsonl",),
        scorer="score_event_location.py",
        headline=lambda report: report["overlap"]["f1"],
        beside=locations,
    ),
}


def lines(path):
    """The lines of a file that are not empty."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def corpus(one, data, folder):
    """One file with the documents of a set that are scored."""
    kept = set(json.loads((data / one.folder / one.only).read_text(encoding="utf-8"))) if one.only else None
    path = folder / f"{one.folder}.corpus.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for name in one.corpora:
            for line in lines(data / one.folder / name):
                if kept is None or json.loads(line)["id"] in kept:
                    out.write(line + "\n")
    return path


def score(one, data, evaluation, output):
    """The scorer's report on one system's output."""
    folder = data / one.folder
    only = ("--only", folder / one.only) if one.only else ()
    return outputs.score(evaluation / one.scorer, [folder / name for name in one.gold], output, *only)


def row(one, name, report):
    """The table's row of a system that was scored here."""
    return [one.title, name, percent(one.headline(report)), one.beside(report)]


def peer_rows(one, data, scored):
    """The rows of the peers, the weakest first: scored where their outputs are there, else quoted."""
    called = {quote.name.lower(): quote.name for quote in one.quoted}
    ranked, measured = [], set()
    for path in sorted((data / one.folder).glob(one.peers)) if one.peers else []:
        name = ".".join(part for part in path.name.split(".") if part not in one.marks)
        name = called.get(name.lower(), name)
        measured.add(name)
        report = scored(path)
        ranked.append((one.headline(report), row(one, name, report)))
    for quote in one.quoted:
        if quote.name not in measured:
            ranked.append((quote.value, [one.title, f"{quote.name} (quoted)", percent(quote.value), quote.beside]))
    return [cells for _, cells in sorted(ranked, key=lambda pair: pair[0])]


def ours(name, one, options, folder):
    """The file with our readings of a set: one made before, or one made now."""
    if options.ours:
        return options.ours / f"{name}.jsonl"
    made = folder / f"{name}.jsonl"
    outputs.read(options.binary, corpus(one, options.data, folder), made, *options.read, remarks=True)
    return made


def table(names, options):
    """The rows of all sets, the peers of each before ours."""
    rows = []
    with tempfile.TemporaryDirectory() as temporary:
        for name in names:
            one = SETS[name]

            def scored(path, one=one):
                return score(one, options.data, options.eval, path)

            rows += peer_rows(one, options.data, scored)
            rows.append(row(one, "**gainsay**", scored(ours(name, one, options, Path(temporary)))))
            print(f"{name}: {rows[-1][2]}", file=sys.stderr)
    return rows


def share(printed):
    """From the lines of the example `layers`: (share of the layers of facts in percent, seconds of each layer)."""
    seconds = {layer: float(value) for layer, value in (line.split("\t") for line in printed.splitlines())}
    facts = sum(seconds.get(layer, 0.0) for layer in FACT_LAYERS)
    return 100 * facts / sum(seconds.values()), seconds


def time_of_facts(options):
    """A sentence on how long the layers of facts take, over part of a corpus of news."""
    texts = [json.loads(line)["text"] for line in sample(lines(options.corpus), options.documents)]
    given = "\f".join(text.replace("\f", " ") for text in texts)
    done = subprocess.run([str(options.layers)], input=given, capture_output=True, text=True, check=True)
    percentage, seconds = share(done.stdout)
    words = sum(len(text.split()) for text in texts)
    parts = ", ".join(f"{layer} {1e6 * value / words:.1f}" for layer, value in seconds.items())
    return (
        f"Times, quantities, places, events and claims together take {percentage:.1f} % of the time of a reading "
        f"({len(texts)} documents, {words:,} words of {options.corpus.name}, one after another; microseconds a word: {parts})."
    )


def parse():
    """The command's options."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--ours", type=Path, metavar="FOLDER", help="score SET.jsonl of this folder instead")
    arguments.add_argument("--data", type=Path, default=SHARED / "data", help="folder of tempeval3, places, …")
    arguments.add_argument("--eval", type=Path, default=SHARED / "eval", help="folder of the scorers")
    arguments.add_argument("--only", nargs="+", choices=SETS, default=list(SETS), metavar="SET", help=", ".join(SETS))
    arguments.add_argument("--read", nargs="+", default=[], help="options of `gainsay read`, as in --read=--reader=rules")
    arguments.add_argument("--layers", type=Path, default=ROOT / "target/release/examples/layers")
    arguments.add_argument("--corpus", type=Path, help="JSON Lines to time the layers on; without: Wikinews of --data")
    arguments.add_argument("--documents", type=int, default=60, help="so many of them, evenly spread; 0: do not time")
    options = arguments.parse_args()
    options.corpus = options.corpus or options.data / "wikinews/corpus.jsonl"
    return options


def main():
    options = parse()
    needed = [options.eval / SETS[name].scorer for name in options.only]
    needed += [options.data / SETS[name].folder for name in options.only]
    needed += [options.ours] if options.ours else [options.binary]
    for path in needed:
        if not path.exists():
            sys.exit(f"{path} is not there: run `make bench-facts`, and see bench/README.md for the data")
    print(markdown(HEADER, table(options.only, options)))
    if options.documents and options.layers.exists() and options.corpus.exists():
        print(f"\n{time_of_facts(options)}")


if __name__ == "__main__":
    main()
