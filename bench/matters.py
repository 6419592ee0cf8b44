#!/usr/bin/env python3
"""Score how `gainsay add` groups reports into incidents, beside a baseline; print Markdown tables.

  bench/matters.py [--binary target/release/gainsay] [--ledger FILE | --ours FILE.jsonl] [--data FOLDER] [--eval FOLDER]
                   [--split dev]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import collections
import datetime
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from options import need, parser, scorer_at
from outputs import score
from tables import markdown, percent, slashed

SCORER = "score_matters.py"
# A range is no single figure: the registry is compared with what this policy makes of it as well.
POLICY = "recorder"
HEADER = ["system", "pairs P / R / F1", "B-cubed F1", "the same, 2+ reports", "killed", "injured", "date", "place"]
FACTS = ("killed_exact", "injured_exact", "date", "city")
NOTE = "The first rows are quoted from the README of the data, not measured in this run."
# Publication days between two reports of one incident, and days between two incidents that were taken for one.
GAPS = ((0, "same day"), (3, "1 to 3 days"), (10, "4 to 10 days"), (40, "11 to 40 days"), (None, "more than 40 days"))


def row(name, report):
    """The table's row of a scorer's report."""
    pair, facts = report["pair"], report["facts_all"]
    figures = [percent(report["b3"]["F"]), percent(report["b3_multi"]["F"])]
    return [name, slashed([pair["P"], pair["R"], pair["F"]]), *figures, *(percent(facts[f]["of_matched"]) for f in FACTS)]


def quoted(readme, split):
    """The baseline's rows of the README's table, as rows of ours."""
    out = []
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if cells[0].startswith(f"{split}: ") and len(cells) == len(HEADER) and re.match(r"[\d.]+ / ", cells[1]):
            name = cells[0].split(": ", 1)[1]
            name = name if name.startswith("every") else f"TF-IDF, {name}"
            out.append([f"{name} (quoted)", *cells[1:]])
    return out


def export(binary, ledger, corpus, out, policy=None):
    """Write the matters of a corpus to a file; a ledger that holds the corpus already is taken as it is.

    With a policy its figures stand for killed and injured.
    """
    if not binary.exists():
        sys.exit(f"{binary} is not there: run `make build` first, or name an output with --ours")
    commands = [] if ledger.exists() else [["add", str(corpus), "--ledger", str(ledger)]]
    chosen = ["--policy", policy] if policy else []
    commands.append(["export", "matters", "--format", "jsonl", "--ledger", str(ledger), *chosen])
    for command in commands:
        with out.open("w", encoding="utf-8") as file:
            done = subprocess.run([str(binary), "--quiet", *command], check=False, stdout=file)
        if done.returncode not in (0, 1):
            sys.exit(f"gainsay {command[0]} ended with {done.returncode}")


def span(days):
    """The name of the stretch that so many days fall in."""
    return next(name for most, name in GAPS if most is None or days <= most)


def pairs(groups):
    """All pairs of documents that share a group."""
    return {(a, b) for group in groups for a in group for b in group if a < b}


def confusion(gold, matters, published):
    """How many pairs were missed and how many wrongly joined, by what kind of neighbours they are."""
    junk = {document for incident in gold for document in incident["junk_docs"]}
    of = collections.defaultdict(list)
    for incident in gold:
        for document in set(incident["docs"]) - junk:
            of[document].append(incident)
    right = pairs(set(incident["docs"]) - junk for incident in gold)
    ours = pairs({document for document in matter["docs"] if document in of} for matter in matters)

    def apart(a, b):
        return abs((datetime.date.fromisoformat(a[:10]) - datetime.date.fromisoformat(b[:10])).days)

    missed, joined = collections.Counter(), collections.Counter()
    for a, b in right - ours:
        missed[span(apart(published[a], published[b]))] += 1
    for a, b in ours - right:
        x, y = of[a][0], of[b][0]
        town = "one town" if x["place"]["city"] == y["place"]["city"] else "two towns"
        joined[f"{town}, {span(apart(x['date'], y['date']))}"] += 1
    return missed, joined


def counted(counts):
    """Rows of a table of counts, the greatest first."""
    return [[name, str(count)] for name, count in counts.most_common()]


def main():
    arguments = parser(__doc__, "gva", "the parts and README.md", SCORER, ours="score this output of `gainsay export matters` instead")
    arguments.add_argument("--ledger", type=Path, metavar="FILE", help="keep the ledger here; one that is there is not made anew")
    arguments.add_argument("--split", default="dev", help="the part")
    options = arguments.parse_args()
    scorer = scorer_at(options, SCORER)
    corpus, gold = (options.data / f"{options.split}.{kind}.jsonl" for kind in ("corpus", "gold"))
    need(scorer, corpus, gold)

    with tempfile.TemporaryDirectory() as temporary:
        output = options.ours or Path(temporary) / "matters.jsonl"
        by_policy = []
        if not options.ours:
            ledger = options.ledger or Path(temporary) / "gainsay.db"
            export(options.binary, ledger, corpus, output)
            chosen = Path(temporary) / "chosen.jsonl"
            export(options.binary, ledger, corpus, chosen, POLICY)
            by_policy = [row(f"gainsay, figures by the policy `{POLICY}`", score(scorer, gold, chosen))]
        report = score(scorer, gold, output)
        load = lambda path: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        incidents, published = load(gold), {line["id"]: line["published"] for line in load(corpus)}
        missed, joined = confusion(incidents, load(output), published)
    readme = options.data / "README.md"
    rows = quoted(readme.read_text(encoding="utf-8"), options.split) if readme.exists() else []
    facts = report["facts_all"]
    print(f"Gun Violence Archive join, {options.split}: {facts['incidents']} incidents, {facts['matched']} matched.\n")
    print(markdown(HEADER, [*rows, row("gainsay", report), *by_policy]))
    print(f"\nmatters_pair_f1: {report['pair']['F']:.1f}")
    print("\nPairs of one incident that were missed, by the days between their publication:\n")
    print(markdown(["apart", "pairs"], counted(missed)))
    print("\nPairs of two incidents that were joined, by the days between the incidents:\n")
    print(markdown(["neighbours", "pairs"], counted(joined)))
    if rows:
        print(f"\n{NOTE}")


if __name__ == "__main__":
    main()
