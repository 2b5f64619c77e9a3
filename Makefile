# newsangle: `make` alone lists what there is

EVENT ?= istanbul-talks-2025-06
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help report test check faults lab validate bench lock dictionary clean

help:  ## list these commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

report: .venv/ready  ## run the five notebooks on EVENT (the sample by default) and say where the report is
	@$(BIN)/newsangle run $(EVENT)

test: .venv/ready  ## run all tests, on all cores
	$(BIN)/python -m pytest -n auto

check: .venv/ready  ## check style, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright --warnings

faults: .venv/ready  ## stop 500 runs at random moments and check what they leave (an hour)
	PYTHONPATH=tests $(BIN)/python tests/faults/harness.py

lab: report  ## open JupyterLab on the notebooks, explore first
	$(BIN)/jupyter lab --notebook-dir=. --LabApp.default_url=/lab/tree/notebooks/explore.ipynb

validate: .venv/ready  ## measure quality on annotated data (NEWSANGLE_BENCH); fail below a target
	$(BIN)/python benchmarks/validate.py

bench: .venv/ready  ## measure the speed
	$(BIN)/python benchmarks/speed.py

lock: .venv/ready  ## pin every dependency again, in requirements.lock and environment.yml; list security advisories
	$(BIN)/pip install --quiet uv pip-audit
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file requirements.lock
	$(BIN)/python tools/environment.py
	$(BIN)/python tools/advisories.py

dictionary: .venv/ready  ## write the data dictionary from the schemas
	$(BIN)/python tools/data_dictionary.py

clean:  ## remove everything that was made, including the environment
	rm -rf .venv data/processed/*/ reports/*/ reports/.unfinished reports/index.html

# The stamp is written last, so an interrupted installation is repeated.
.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "newsangle needs Python 3.11 or newer; none was found."; exit 1; }
	@echo "Setting up .venv; this takes a few minutes the first time."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@
