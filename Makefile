# Two commands do everything on a fresh machine with Python 3.11+ and make: make warehouse, make test.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help warehouse test lint evaluate bench docs dev clean

help: ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

.venv/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

.venv/installed-ui: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[ui]'
	touch $@

warehouse: .venv/installed ## build the warehouse from raw/ into warehouse/current (the main job)
	$(BIN)/minsheng build

test: .venv/installed ## all tests
	$(BIN)/python -m pytest

lint: .venv/installed ## style of the code and the models, strict types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy pipelines
	cd dbt_project && ../$(BIN)/sqlfluff lint models

evaluate: .venv/installed ## figures of the parser on the labelled reports, and its misses
	$(BIN)/python tests/golden/evaluate.py

bench: .venv/installed ## how fast the parser is, against one plain scan of the same text
	$(BIN)/python benchmarks/parser.py

docs: .venv/installed ## data dictionary and printed answers of the documents, from the current release
	$(BIN)/minsheng dictionary > docs/data-dictionary.md
	$(BIN)/python tests/repository/examples.py

dev: .venv/installed-ui ## Dagster in a browser: graph, partitions, schedule, sensor, checks
	mkdir -p warehouse/dagster && cp pipelines/defs/dagster.yaml warehouse/dagster/dagster.yaml
	@echo "Open http://127.0.0.1:3000 ; stop with Ctrl-C"
	PYTHONWARNINGS=ignore DAGSTER_HOME=$(CURDIR)/warehouse/dagster $(BIN)/dagster dev

clean: ## remove the environment and everything built
	rm -rf .venv warehouse/staging warehouse/builds warehouse/releases warehouse/current warehouse/dagster warehouse/dbt warehouse/logs
