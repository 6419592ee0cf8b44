"""Holds what the example `extract` prints of this folder to what pdftotext (poppler) makes of it.

cargo run -p gainsay-ingest --example extract -- crates/gainsay-ingest/tests/pdf | python3 score.py
"""

import difflib
import json
import pathlib
import re
import subprocess
import sys


def plain(text):
    for ligature, letters in [("\ufb00", "ff"), ("\ufb01", "fi"), ("\ufb02", "fl"), ("\ufb03", "ffi")]:
        text = text.replace(ligature, letters)
    return re.sub(r"\s+", " ", text).strip()


for line in sys.stdin:
    report = json.loads(line)
    if not report["id"].endswith(".pdf") or "text" not in report:
        continue
    path = pathlib.Path(__file__).parent / report["id"]
    gold = plain(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout)
    found = plain(report["text"])
    blocks = difflib.SequenceMatcher(None, gold, found, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks)
    print(f"{report['id']}: {100 * same / len(gold):.1f} / {100 * same / len(found):.1f}")
