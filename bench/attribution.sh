#!/usr/bin/env bash
# Score `gainsay read` on PolNeAR's development part (see README.md for the data).
#   bench/attribution.sh [DATA_FOLDER] [SCORER] [BINARY]
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
data=${1:-$root/../shared/data/polnear}
scorer=${2:-$root/../shared/eval/score_attribution.py}
binary=${3:-$root/target/release/gainsay}
out=$(mktemp)
trap 'rm -f "$out"' EXIT
"$binary" --quiet read "$data/dev.corpus.jsonl" > "$out"
python3 "$scorer" --gold "$data/dev.gold.jsonl" --sys "$out" --bootstrap 1000
