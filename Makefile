# Everything a developer or the CI runs. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
CARGO ?= cargo
PORT ?= 7878
WEB_DIST := web/dist/index.html
WEB_SOURCES := $(shell find web/src web/index.html web/package-lock.json web/vite.config.ts -type f 2>/dev/null)

.PHONY: help demo test lint fmt web web-test browser-test build bench openapi deps clean

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
	scripts/with-nextest run --workspace --locked
	$(CARGO) test --quiet --workspace --doc --locked
	cd web && npm run --silent test
	$(MAKE) --no-print-directory browser-test

browser-test: web ## Open the pages and the demo in Chromium: follow a dot of the chart to its sentence
	$(CARGO) test --quiet --workspace --locked --no-run
	cd web && ../scripts/with-chromium npm run --silent test:browser

lint: web/node_modules/.installed ## Check format, lints and the pages' types
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked --quiet -- -D warnings
	cd web && npm run --silent lint

fmt: ## Format everything
	$(CARGO) fmt --all
	cd web && npm run --silent format

openapi: ## Describe the JSON interface anew and generate the pages' types from it
	$(CARGO) run --quiet --locked -p gainsay -- openapi > web/openapi.json
	cd web && npm run --silent types

bench: build ## Measure documents a second on real news (bench/README.md says which)
	python3 bench/speed.py

clean: ## Remove what was built
	$(CARGO) clean
	rm -rf web/dist web/node_modules
