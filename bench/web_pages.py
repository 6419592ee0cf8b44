#!/usr/bin/env python3
"""Score the body and the publication date that gainsay takes from HTML pages; print two Markdown tables.

  bench/web_pages.py [--extract FILE] [--ours FILE.jsonl] [--before FILE] [--rounds N] [--data FOLDER] [--eval FOLDER]

README.md beside this file says what the data are and what the columns mean. Python's standard library is enough.
"""

import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from options import ROOT, need, parser, scorer_at
from outputs import score
from tables import markdown, percent

SCORER = "score_html.py"
# As measured on the same pages when the data were put together; not run anew.
BODY_PEER = ["trafilatura 2.0.0 (as measured before)", "153", "90.6", "94.9", "92.7", ""]
DATE_PEER = ["htmldate 1.10.0, extensive (as measured before)", "226", "192", "34", "0", "85.0"]
BODY_HEADER = ["body snippets", "pages", "P", "R", "F1", "mapped to an element"]
DATE_HEADER = ["publication day", "pages", "right", "wrong", "none", "accuracy"]


def half(identifier):
    """Which half of the pages an identifier (hexadecimal digits of a hash) belongs to: 0 or 1."""
    return int(identifier[0], 16) % 2


def halves(gold, folder):
    """The file of gold and its two halves, each with what it is called."""
    lines = [line for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    parts = [("gainsay", gold)]
    for number, name in enumerate(("even first digit", "odd first digit")):
        part = folder / f"{gold.name}.{number}"
        part.write_text("".join(f"{line}\n" for line in lines if half(json.loads(line)["id"]) == number), encoding="utf-8")
        parts.append((f"gainsay, pages of an {name}", part))
    return parts


def letters(text):
    """How many characters a text has, white space apart."""
    return len(re.sub(r"\s", "", text or ""))


def mapped(rows):
    """The share of the characters of all texts that a piece gives a place, in percent."""
    texts = [row for row in rows if "text" in row]
    whole = sum(letters(row["text"]) for row in texts)
    return 100 * sum(letters(piece) for row in texts for piece, _ in row["pieces"]) / whole if whole else None


def extracted(binary, pages, out):
    """Write what the program takes from the pages to a file; the seconds of processor time that it took."""
    if not binary.exists():
        sys.exit(f"{binary} is not there: run `make bench-html`, or name an output with --ours")
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open("w", encoding="utf-8") as file:
        subprocess.run([str(binary), str(pages)], check=True, stdout=file)
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def main():
    arguments = parser(__doc__, "html", "pages, body.gold.jsonl, date.gold.jsonl", SCORER, "score this output instead")
    arguments.add_argument("--extract", type=Path, default=ROOT / "target/release/examples/extract", metavar="FILE")
    arguments.add_argument("--before", type=Path, metavar="FILE", help="another build of the same, to be timed in turns")
    arguments.add_argument("--rounds", type=int, default=1, help="how often the pages are read for the time")
    options = arguments.parse_args()
    scorer, pages = scorer_at(options, SCORER), options.data / "pages"
    body, date = options.data / "body.gold.jsonl", options.data / "date.gold.jsonl"
    need(scorer, pages, body, date)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        ours, times = options.ours or folder / "ours.jsonl", {"gainsay": [], "before": []}
        if not options.ours:
            for _ in range(options.rounds):
                if options.before:
                    times["before"].append(extracted(options.before, pages, folder / "before.jsonl"))
                times["gainsay"].append(extracted(options.extract, pages, ours))
        rows = [json.loads(line) for line in ours.read_text(encoding="utf-8").splitlines()]
        print("Pages of the test suites of trafilatura and htmldate: a development part, on which the extraction was made.\n")
        table = [BODY_PEER]
        for name, gold in halves(body, folder):
            report = score(scorer, gold, ours, "--task", "snippets")
            figures = [percent(report[key]) for key in ("p", "r", "f1")]
            table.append([name, str(report["pages"]), *figures, ""])
        table[1][-1] = f"{mapped(rows):.2f} %"
        print(markdown(BODY_HEADER, table) + "\n")
        table = [DATE_PEER]
        for name, gold in halves(date, folder):
            report = score(scorer, gold, ours, "--task", "date")
            table.append([name, *(str(report[key]) for key in ("pages", "right", "wrong", "none")), percent(report["accuracy"])])
        print(markdown(DATE_HEADER, table))
    for name, seconds in times.items():
        if seconds:
            print(f"\n{name}: {1000 * statistics.median(seconds) / len(rows):.1f} ms of one core a page, the median of {len(seconds)} rounds")
    refused = [row["id"] for row in rows if "error" in row]
    print(f"\n{len(rows)} pages, {len(refused)} refused{': ' + ', '.join(refused) if refused else ''}")


if __name__ == "__main__":
    main()
