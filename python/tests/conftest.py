"""What the tests share: the demo's JSON Lines reports, the program beside the package, small tables of reports."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo/reports/other-desks.jsonl"


def demo_records():
    return [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="session")
def demo():
    """The demo's JSON Lines reports, as records."""
    return demo_records()


@pytest.fixture(scope="session")
def program():
    """Runs `gainsay` with these arguments; what it prints. GAINSAY_PROGRAM names another than that of this repository."""
    names = [os.environ.get("GAINSAY_PROGRAM"), ROOT / "target/release/gainsay", ROOT / "target/debug/gainsay"]
    found = next((Path(name) for name in names if name and Path(name).exists()), None)
    if found is None:
        pytest.skip("the program is not built: cargo build -p gainsay --features parquet")

    def run(*arguments, code=0):
        done = subprocess.run([found, *map(str, arguments)], capture_output=True)
        assert done.returncode == code, done.stderr.decode()
        return done.stdout.decode() if code == 0 else done.stderr.decode()

    return run


@pytest.fixture
def reports():
    """Three reports in columns, the second without a text."""
    return {
        "id": ["lamp", "none", "post"],
        "text": [
            "The Roads Office said on Monday that four people had been killed when a hillside slipped onto the road at Kotor.",
            None,
            "At least seven people were killed in the landslide at Kotor on Monday, the Quarry Guild said.",
        ],
        "published": ["2024-02-12", "2024-02-12", "2024-02-13"],
        "outlet": ["Harbour Lamp", "Nobody", "Field Post"],
    }
