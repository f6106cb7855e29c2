# One verb a line; `make help` lists them. CI runs the same verbs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The first that runs and is new enough: a name on the PATH may be a shim without an interpreter behind it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV   ?= .venv
BIN    := $(VENV)/bin
KG     := $(BIN)/kg
BUILD  := data/build
PORT   ?= 8000
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
BROWSER  := $(if $(CHROMIUM),,-m "not browser")
RAPPER   := $(shell command -v rapper)
NODE     := $(and $(shell command -v node),$(shell command -v npm))
BUNDLES  := kg/pages/static/vendor
PIP    := $(BIN)/pip --quiet --disable-pip-version-check

.PHONY: help demo test coverage serve setup setup-dev terms build compiled check lint types contract bench calibrate export frontend clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/.runtime: pyproject.toml
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 demo" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the libraries into $(VENV) …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.runtime
	@echo "installing the development tools into $(VENV) …"
	@$(PIP) install --editable ".[dev]"
	@touch $@

setup: $(VENV)/.runtime ## the virtual environment with what the program needs
setup-dev: $(VENV)/.dev ## … and with what its tests need

demo: setup ## build the graph, ask one question, write dumps and a page
	@$(KG) build
	@echo
	@echo "Which cities represent Indonesia in the ASEAN Smart Cities Network?"
	@$(KG) query ascn-members
	@$(KG) export $(BUILD)/dumps
	@$(KG) graph ASCN --depth 1 -o $(BUILD)/ascn.html
	@echo
	@echo "Try next:"
	@echo "  $(KG) ask \"Siapa yang diwakili Amran pada Sidang Tahunan ke-7 ASCN?\""
	@echo "  $(KG) show Makassar"
	@echo "  $(KG) query --list"
	@echo "  open $(BUILD)/ascn.html in a browser; the dumps are in $(BUILD)/dumps"

build: setup ## the graph from data/, from nothing
	@$(KG) build

frontend: ## the third-party scripts of the site, bundled (needs Node)
	@rm -rf $(BUNDLES) && $(MAKE) --no-print-directory $(BUNDLES)/.made

$(BUNDLES)/.made: frontend/package-lock.json frontend/build.mjs
ifeq ($(NODE),)
	@echo "Node is not installed: the pages stay without the explorer's and the editor's scripts, and their tests are left out" >&2
else
	@cd frontend && npm ci --ignore-scripts --no-audit --no-fund --silent && node node_modules/esbuild/install.js && node build.mjs
	@touch $@
endif

serve: setup $(BUNDLES)/.made ## the site over the built graph (built first where it is missing), on this machine only (PORT=8000)
	@test -n "$${KG_STORE:-}" || test -d $(BUILD)/store || $(KG) build
	@$(KG) serve --port $(PORT)

export: build ## the dump files
	@$(KG) export $(BUILD)/dumps

terms: setup ## kg/terms.py and the JSON-LD context from the ontology
	@$(BIN)/python ontology/make_terms.py

test: setup-dev $(BUNDLES)/.made ## all tests
	@$(if $(CHROMIUM),,echo "chromium is not installed: the browser tests are left out" >&2;) true
	@$(BIN)/pytest -n 2 --dist worksteal $(BROWSER)

# Apart from `test`: tracing each line makes the tests of the extractor take nearly three times as long.
coverage: setup-dev $(BUNDLES)/.made ## all tests, with the share of lines that they run
	@$(BIN)/coverage erase
	@$(BIN)/pytest -n 2 --dist worksteal --cov=kg --cov-report=term --cov-fail-under=90 $(BROWSER)

check: lint types contract ## everything that can be judged without running it
	@$(BIN)/python ontology/make_terms.py --check

lint: setup-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup-dev
	@$(BIN)/mypy

contract: setup-dev
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache

compiled: setup ## the rooms that articles pass through as machine code, beside the others, for `make bench` (needs a C compiler, takes minutes)
	@rm -rf $(BUILD)/compiled && KG_COMPILED=1 $(PIP) install --no-deps --target $(BUILD)/compiled .

bench: setup-dev ## speeds and ratios, written to the terminal
	@$(BIN)/python bench/run.py

calibrate: setup-dev ## the table of confidences, fitted anew on the annotated articles (docs/confidence.md)
	@$(BIN)/python tests/scores/calibrate.py

clean: ## what was built (not the virtual environment)
	@rm -rf $(BUILD) $(BUNDLES) .coverage* .mypy_cache .ruff_cache .pytest_cache
