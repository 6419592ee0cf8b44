"""The command line that the measurements against a key share."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def parser(description, data, holds, scorer, ours="score this output of `gainsay read` instead"):
    """Options of a measurement: the binary, an output made before, the folder of the data (and what it holds), the scorer."""
    arguments = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--binary", type=Path, default=ROOT / "target/release/gainsay")
    arguments.add_argument("--ours", type=Path, metavar="FILE", help=ours)
    arguments.add_argument("--data", type=Path, default=SHARED / "data" / data, help=f"folder with {holds}")
    arguments.add_argument("--eval", type=Path, default=SHARED / "eval", help=f"folder of {scorer}, or the file")
    return arguments


def scorer_at(options, name):
    """The scorer's file: `--eval` names it or the folder it lies in."""
    return options.eval / name if options.eval.is_dir() else options.eval


def need(*paths):
    """End with a message if one of the files is not there."""
    for path in paths:
        if not path.exists():
            sys.exit(f"{path} is not there: bench/README.md says where to get the data")
