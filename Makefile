# Two commands on a fresh machine: `make site` and `make test`. `make` alone lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r

.PHONY: help site mirror serve test lint types unit suites browser validate lighthouse links corpusdiff secondengine bench goldens locks clean

help:  ## list what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: .venv/site.stamp  ## make the environment if need be, and build site/
	@$(BIN)/python build.py

mirror: site  ## build, then pack the whole site for mirrors into nianbao-site.zip, beside site/
	@$(BIN)/python -m nianbao.mirror

serve: .venv/site.stamp  ## build, then serve on loopback
	@$(BIN)/python build.py serve

test: lint types unit suites browser validate lighthouse  ## everything that CI runs
	@# Once more, last and in one line for whoever reads the end only: the suite's own count.
	@cat test-results/summary.txt

lint: .venv/test.stamp  ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/test.stamp  ## mypy --strict
	@$(BIN)/mypy && $(BIN)/mypy build.py

unit: .venv/test.stamp  ## all tests that need no browser
	@mkdir -p test-results
	@$(BIN)/python -m pytest -q -m "not browser" --ignore=tests/browser | tee test-results/unit.txt; exit $${PIPESTATUS[0]}
	@tail -n 1 test-results/unit.txt > test-results/summary.txt

suites: .venv/test.stamp  ## public suites of awkward input (needs Node and npm)
	@bash .ci/suites

browser: .venv/test.stamp  ## the tests in a real Chromium, found or installed
	@chromium="$$(bash .ci/chromium)" && mkdir -p test-results && \
	CHROMIUM="$$chromium" $(BIN)/python -m pytest -q tests/browser | tee test-results/browser.txt; exit $${PIPESTATUS[0]}
	@tail -n 1 test-results/browser.txt >> test-results/summary.txt

validate: .venv/site.stamp  ## the Nu validator over a built site (needs Java and npm)
	@bash .ci/validate

lighthouse: .venv/site.stamp  ## Lighthouse over one page of each type (needs Node and a Chromium)
	@bash .ci/lighthouse

links: .venv/site.stamp  ## lychee over a site for a domain's root and for a sub-path (installs it for this alone)
	@bash .ci/links

corpusdiff: .venv/test.stamp  ## what the working tree gained and lost against HEAD over every capture at hand
	@$(BIN)/python tests/corpus_diff.py

secondengine: .venv/test.stamp  ## where another converter of scripts differs (installs zhconv-rs, GPL, for this alone)
	@$(PYTHON) -m venv .venv/second && .venv/second/bin/pip install --quiet zhconv-rs
	@PYTHONPATH=.:tests:$$(echo .venv/second/lib/python*/site-packages) $(BIN)/python tests/second_engine.py

bench: .venv/test.stamp  ## timings: cleaning, figures and search, on this machine
	@$(BIN)/python tests/benchmarks/cleaning.py
	@$(BIN)/python tests/benchmarks/figures.py
	@$(BIN)/python tests/benchmarks/search.py

goldens: .venv/test.stamp  ## write tests/golden anew, to be read before committing
	@$(BIN)/python -m pytest -q tests/test_goldens.py --write-goldens

locks: .venv/test.stamp  ## write the lock files anew from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.lock
	@$(BIN)/uv pip compile -q pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements-dev.lock

clean:  ## remove what was made, the environment included
	rm -rf .venv site nianbao-site.zip .cache test-results tests/node/node_modules .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "nianbao needs Python 3.11 or later: make PYTHON=python3.11 site")'
	@$(PYTHON) -m venv .venv

.venv/site.stamp: requirements.lock | .venv/bin/python
	@echo "installing what the site needs into .venv"
	@$(INSTALL) requirements.lock && touch $@

.venv/test.stamp: requirements-dev.lock .venv/site.stamp
	@echo "installing what the tests need into .venv"
	@$(INSTALL) requirements-dev.lock && touch $@
