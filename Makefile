# newsreader: `make run` opens the app on the samples, `make test` runs every test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt

.DEFAULT_GOAL := help
.PHONY: help run test check lint types contracts format docs snapshots fuzz bench bench-reading bench-relevance bench-stories clean

help: ## say what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.app ## open the app on sample_feeds/
	@$(BIN)/newsreader sample_feeds

test: $(VENV)/.dev ## run every test
	$(BIN)/python -m pytest

check: lint types contracts test ## what has to hold before a change lands

lint: $(VENV)/.dev ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

contracts: $(VENV)/.dev ## which floor may import which
	$(BIN)/lint-imports

format: $(VENV)/.dev ## lay the code out
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev ## write the pages that are made from the code
	$(BIN)/python -m newsreader.tui.keys > docs/keys.md
	$(BIN)/python -m newsreader.config.explained docs/configuration.md

snapshots: $(VENV)/.dev ## take the pictures of the screens anew: look at them before you commit
	$(BIN)/python -m pytest tests/tui/test_snapshots.py --snapshot-update

fuzz: $(VENV)/.dev ## read 20,000 broken files: make fuzz FILES=50000 SEED=7
	$(BIN)/python -m tests.reading.fuzzing --files $(or $(FILES),20000) --seed $(or $(SEED),1)

bench: $(VENV)/.bench ## measure the program beside others: make bench N=100000 CORPUS=file.jsonl
	$(BIN)/python -m bench --articles $(or $(N),10000) $(if $(CORPUS),--corpus $(CORPUS))

bench-relevance: $(VENV)/.bench ## measure finding beside other tools: make bench-relevance CORPUS=file.jsonl.gz
	$(BIN)/python -m bench.relevance $(or $(CORPUS),$(error name the corpus: make bench-relevance CORPUS=…)) --half odd

bench-reading: $(VENV)/.bench ## measure reading beside other tools: make bench-reading DATA=folder
	$(BIN)/python -m bench.reading $(or $(DATA),$(error name the folder with the material: make bench-reading DATA=…))

bench-stories: $(VENV)/.bench ## measure finding copies beside MinHash and SimHash: make bench-stories DATA=folder
	$(BIN)/python -m bench.stories $(or $(DATA),$(error name the folder with the material: make bench-stories DATA=…))

clean: ## remove the environment and what the tools left
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "newsreader needs Python 3.11 or newer; this is $$($(PYTHON) --version 2>&1). Name another: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "newsreader needs Python's venv module. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.app: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Setting up newsreader in $(VENV) (once)…"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.app
	@echo "Adding what the tests need…"
	@$(PIP) install --editable '.[dev]'
	@touch $@

# Without its dependencies: readability-lxml asks for a chardet older than ours, and works with ours.
$(VENV)/.bench: $(VENV)/.app
	@echo "Adding the tools ours is measured beside…"
	@$(PIP) install --editable '.[bench]'
	@$(PIP) install --no-deps 'readability-lxml>=0.9,<1'
	@touch $@
