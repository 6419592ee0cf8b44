#!/usr/bin/env python3
"""Make the seed corpora of the fuzz targets from the project's own fixtures: fuzz/corpus/TARGET/*.

    python3 fuzz/seed.py [PROGRAM]      (PROGRAM: a built gainsay, for readings, decisions and packages)
"""

import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
#: Larger files make a fuzzer slow.
LARGEST = 64 << 10


def put(target: str, data: bytes) -> None:
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def fixtures() -> None:
    """Every committed fixture under its own name, and every text of the demo for the reader."""
    listed = subprocess.run(["git", "ls-files", "demo/reports", "crates/*/tests", "tests"],
                            cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in {".rs", ".snap", ".toml", ".py"} or path.stat().st_size > LARGEST:
            continue
        data = path.read_bytes()
        put("ingest", path.name.encode() + b"\n" + data)
        if path.suffix in {".txt", ".md"}:
            put("read", data)
    for source in (ROOT / "crates/gainsay-ingest").rglob("*.rs"):
        for text in re.findall(r'"((?:<html|<!doctype|\{)[^"]{20,})"', source.read_text(), re.IGNORECASE):
            name = b"a.jsonl" if text.startswith("{") else b"a.html"
            put("ingest", name + b"\n" + text.replace("\\n", "\n").encode())


def made(program: str) -> None:
    """Readings, a review log and a package of the demo's reports, made by the program itself."""
    with tempfile.TemporaryDirectory() as folder:
        def run(*words: str) -> bytes:
            return subprocess.run([program, *words], cwd=folder, capture_output=True, check=False).stdout

        reports = str(ROOT / "demo" / "reports")
        readings = run("read", reports, "--reader", "rules")
        for line in readings.splitlines():
            if len(line) < LARGEST:
                put("contract", line)
        one = sorted(path for path in Path(reports).rglob("*") if path.is_file())[0]
        run("add", str(one), "--reader", "rules")
        claim = run("export", "claims").split(b'"claim":"')[1].split(b'"')[0].decode()
        for what in ("accept", "discount"):
            run("review", what, claim, "--by", "Ada Quill", "--reason", "seen")
        run("review", "undo", "1", "--by", "Ada Quill", "--reason", "too soon")
        run("bundle", "one.zip")
        package = Path(folder, "one.zip")
        put("bundle", package.read_bytes())
        unpacked = subprocess.run([sys.executable, "-m", "zipfile", "-e", str(package), folder], check=True)
        assert unpacked.returncode == 0
        put("reviews", Path(folder, "gainsay-bundle/data/reviews.jsonl").read_bytes())


def main() -> None:
    fixtures()
    for query in ("four people", '"four people" kotor', "née -x OR (y) NEAR/2", '"', "*", "a:b^c", "Mağusa “said”"):
        put("search", query.encode())
    if len(sys.argv) > 1:
        made(str(Path(sys.argv[1]).resolve()))
    for folder in sorted(CORPUS.iterdir()):
        print(f"{folder.name}: {len(list(folder.iterdir()))} seeds")


if __name__ == "__main__":
    main()
