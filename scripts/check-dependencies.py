#!/usr/bin/env python3
"""Hold the dependencies to deny.toml: licences, sources, bans, two versions of one crate, checksums.

Uses cargo-deny where it is installed; otherwise reads `cargo metadata` and Cargo.lock, which needs nothing but Python
and takes a second. Advisories (RustSec) are asked of cargo-deny or cargo-audit where one is there with its database;
otherwise this says that they were not looked at.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"


def licensed(expression: str, allowed: set[str]) -> bool:
    """Whether an SPDX expression can be met by allowed licences alone; `A/B` is the old way to write `A OR B`."""
    words = re.findall(r"[()]|[\w.+-]+", expression.replace("/", " OR "))
    at = 0

    def either() -> bool:
        nonlocal at
        value = both()
        while at < len(words) and words[at] == "OR":
            at += 1
            value = both() or value
        return value

    def both() -> bool:
        nonlocal at
        value = one()
        while at < len(words) and words[at] == "AND":
            at += 1
            value = one() and value
        return value

    def one() -> bool:
        nonlocal at
        word = words[at] if at < len(words) else ""
        at += 1
        if word == "(":
            value = either()
            at += 1
            return value
        if at < len(words) and words[at] == "WITH":
            word = f"{word} WITH {words[at + 1]}"
            at += 2
        return word in allowed

    return either() and at == len(words)


def check() -> tuple[list[str], list[str]]:
    """What is wrong, and what is worth a remark."""
    rules = tomllib.loads((ROOT / "deny.toml").read_text())
    wrong, remarks = [], []
    metadata = json.loads(subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"],
        cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    allowed = set(rules["licenses"]["allow"])
    banned = {entry["crate"] for entry in rules["bans"]["deny"]}
    skipped = {entry["crate"] for entry in rules["bans"]["skip"]}
    versions = defaultdict(set)
    for package in metadata["packages"]:
        name, version = package["name"], package["version"]
        label = f"{name} {version}"
        if not licensed(package["license"] or "", allowed):
            wrong.append(f"{label}: the licence {package['license']!r} is not among those of deny.toml")
        if name in banned:
            wrong.append(f"{label}: banned by deny.toml")
        if package["source"] not in (None, REGISTRY):
            wrong.append(f"{label}: comes from {package['source']}")
        versions[name].add(version)
        if package["source"] is None:
            for dependency in package["dependencies"]:
                if dependency["req"] == "*" and dependency["source"] is not None:
                    wrong.append(f"{label}: asks for any version of {dependency['name']}")
    doubles = {name for name, found in versions.items() if len(found) > 1}
    remarks += [f"{name} is there in {len(versions[name])} versions" for name in sorted(doubles - skipped)]
    remarks += [f"deny.toml explains two versions of {name}, of which there is one" for name in sorted(skipped - doubles)]
    for lock in ("Cargo.lock", "fuzz/Cargo.lock"):
        if not (ROOT / lock).exists():
            continue
        for package in tomllib.loads((ROOT / lock).read_text())["package"]:
            if "source" in package and (package["source"] != REGISTRY or "checksum" not in package):
                wrong.append(f"{lock}: {package['name']} {package['version']} has another source or no checksum")
    return wrong, remarks


def advisories() -> str:
    """What the advisories say, or that nobody was asked."""
    for name, command in [("cargo-deny", ["cargo", "deny", "check", "advisories"]),
                          ("cargo-audit", ["cargo", "audit", "--no-fetch", "--quiet"])]:
        if shutil.which(name):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            if done.returncode == 0:
                return ""
            if "fetch" in done.stderr or "database" in done.stderr:
                return f"advisories were not looked at: {name} has no database here"
            return f"! {name}: {done.stderr.strip()[-2000:]}"
    return "advisories were not looked at: neither cargo-deny nor cargo-audit is installed (cargo install cargo-deny)"


def main() -> int:
    assert licensed("MIT OR GPL-3.0", {"MIT"}) and licensed("(A OR B) AND C", {"B", "C"})
    assert not licensed("MIT AND GPL-3.0", {"MIT"}) and not licensed("", {"MIT"})
    wrong, remarks = check()
    if shutil.which("cargo-deny"):
        done = subprocess.run(["cargo", "deny", "--offline", "check", "bans", "licenses", "sources"], cwd=ROOT,
                              capture_output=True, text=True)
        if done.returncode:
            wrong.append(f"cargo deny: {done.stderr.strip()[-2000:]}")
    said = advisories()
    if said.startswith("!"):
        wrong.append(said[2:])
    elif said:
        remarks.append(said)
    for line in remarks:
        print(f"note: {line}", file=sys.stderr)
    for line in wrong:
        print(f"error: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
