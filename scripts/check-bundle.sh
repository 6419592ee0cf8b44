#!/usr/bin/env bash
# Check an evidence package with tools that are not ours: Python's zipfile, `bagit` (PyPI) and sha256sum.
set -euo pipefail
package=$(realpath "${1:?usage: scripts/check-bundle.sh PACKAGE.zip}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q "bagit==1.9.0" "setuptools<81"
mkdir "$folder/bag"
python3 -m zipfile -e "$package" "$folder/bag"
cd "$folder/bag/gainsay-bundle"
sha256sum --quiet --strict -c manifest-sha256.txt tagmanifest-sha256.txt
"$folder/venv/bin/python" -m bagit --validate .
