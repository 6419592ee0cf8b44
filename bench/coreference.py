#!/usr/bin/env python3
"""Score `gainsay compare` on cross-document event coreference (ECB+) beside a baseline; print Markdown tables.

  bench/coreference.py [--binary target/release/gainsay] [--ours FILE.jsonl] [--data FOLDER] [--eval FOLDER]
                       [--split dev]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from options import need, parser
from outputs import read, score
from tables import markdown, percent

SCORER = "score_eventcoref.py"
BASELINE = "baseline_eventcoref.py"
SCOPES = {"corpus": "whole set", "topic": "within each gold topic", "subtopic": "within each gold sub-topic"}
HEADER = ["system", "CoNLL F1", "MUC F1", "B3 F1", "CEAFe F1", "LEA F1", "mentions F1"]
# No event type of the program's: of a mention that is not its own nothing but the trigger is given.
NO_TYPE = "other"


def row(name, report):
    """The table's row of a scorer's report."""
    figures = [report["conll"], *(report[metric]["F"] for metric in ("muc", "b3", "ceafe", "lea", "mentions"))]
    return [name, *map(percent, figures)]


def overlap(one, other):
    """How many code points two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def with_gold(reading, gold):
    """The reading with the gold triggers for its events.

    A gold mention takes over type, participants, places and times of our event whose trigger shares the most with it;
    without one it has the places and times of its sentence. Of the gold nothing but the trigger is used.
    """
    assert reading["text"] == gold["text"], f"{reading['id']}: the texts differ"
    events = []
    for number, mention in enumerate((event for event in gold["events"] if event["validated"]), 1):
        trigger = mention["trigger"]
        own = max(reading["events"], key=lambda event: overlap(event["trigger"], trigger), default=None)
        if own and overlap(own["trigger"], trigger):
            event = {key: value for key, value in own.items() if key != "cluster"}
        else:
            sentence = next((span for span in reading["sentences"] if overlap(span, trigger)), trigger)
            inside = {
                layer: [at for at, one in enumerate(reading[layer]) if overlap(one["span"], sentence) and not one.get("associative")]
                for layer in ("places", "times")
            }
            event = {"type": NO_TYPE, "polarity": "positive", "modality": "asserted", "quantities": [], "actors": [], **inside}
        events.append({**event, "id": f"e{number}", "trigger": trigger})
    # The claims point to the events that were there.
    return {**reading, "events": events, "claims": []}


def records(path):
    """The JSON objects of a file with one a line."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def compare(binary, readings, out):
    """Run `gainsay compare` on a file of readings."""
    with out.open("w", encoding="utf-8") as file:
        done = subprocess.run([str(binary), "--quiet", "compare", str(readings)], check=False, stdout=file)
    if done.returncode:
        sys.exit(f"{readings.name} could not be compared: the program ended with {done.returncode}")
    return out


def main():
    arguments = parser(__doc__, "ecbplus", "the corpus and the gold", SCORER, ours="take these readings of the set instead of reading it")
    arguments.add_argument("--split", default="dev")
    options = arguments.parse_args()
    corpus, gold = (options.data / f"{options.split}.{kind}.jsonl" for kind in ("corpus", "gold"))
    scorer, baseline = options.eval / SCORER, options.eval / BASELINE
    need(options.binary, scorer, baseline, gold, options.ours or corpus)

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        rows = []
        for scope, words in SCOPES.items():
            out = folder / f"{scope}.jsonl"
            subprocess.run([sys.executable, str(baseline), str(gold), str(out), "--scope", scope], check=True)
            rows.append(row(f"same stem, {words}", score(scorer, gold, out, "--gold-mentions")))
        readings = options.ours or read(options.binary, corpus, folder / "readings.jsonl", remarks=True)
        golds = {record["id"]: record for record in records(gold)}
        given = folder / "given.jsonl"
        with given.open("w", encoding="utf-8") as file:
            for reading in records(readings):
                file.write(json.dumps(with_gold(reading, golds[reading["id"]]), ensure_ascii=False) + "\n")
        linked = compare(options.binary, given, folder / "linked.jsonl")
        rows.append(row("gainsay", ours := score(scorer, gold, linked, "--gold-mentions")))
        rows.append(row("gainsay, without single mentions", score(scorer, gold, linked, "--gold-mentions", "--drop-singletons")))
        own = compare(options.binary, readings, folder / "own.jsonl")
        found = [row("gainsay", score(scorer, gold, own))]
        found.append(row("gainsay, those that it found", score(scorer, gold, own, "--gold-mentions")))
    print(f"ECB+, {options.split}: {len(golds)} documents. Gold mentions given:\n")
    print(markdown(HEADER, rows))
    print("\nMentions of our own reading:\n")
    print(markdown(HEADER, found))
    print(f"\nCONLL_F1: {ours['conll']:.2f}")


if __name__ == "__main__":
    main()
