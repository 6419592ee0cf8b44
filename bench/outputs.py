"""Readings made with the program, and the reports of scorers on them."""

import json
import subprocess
import sys


def read(binary, corpus, out, *options, remarks=False):
    """Append the readings of a corpus to a file; with `remarks` the program may say that something was odd (code 1)."""
    if not binary.exists():
        sys.exit(f"{binary} is not there: run `make build` first, or name an output with --ours")
    with out.open("a", encoding="utf-8") as file:
        done = subprocess.run([str(binary), "--quiet", "read", *options, str(corpus)], check=False, stdout=file)
    if done.returncode > int(remarks) or done.returncode < 0:
        sys.exit(f"{corpus.name} could not be read: the program ended with {done.returncode}")
    return out


def score(scorer, gold, output, *options):
    """The scorer's report on one output, against one file of gold or several."""
    gold = gold if isinstance(gold, (list, tuple)) else [gold]
    command = [sys.executable, str(scorer), "--gold", *map(str, gold), "--sys", str(output), "--json", *map(str, options)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{output.name} could not be scored: {done.stderr.strip() or done.stdout.strip()}")
    return json.loads(done.stdout)
