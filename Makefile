# Kurslink's commands. `make` alone lists them; what a command needs is installed on the way.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
PACKAGES := node_modules/.package-lock.json
ASSETS := src/kurslink/web/static/vendor/.complete
ENGLISH := src/kurslink/locale/en/LC_MESSAGES/django
PYTHON_CODE := src tests benchmarks scripts
TEMPLATES := src/kurslink/web/templates

# Tools that load the settings must not make keys where a real installation lives.
SCRATCH := KURSLINK_DATA_DIR=$(CURDIR)/.test-data

# What another version of the server, or another sorting, could make different: what pages list and
# find, what imports compare, the queue's own tables. Everything else runs on the embedded server.
ON_DEBIAN := tests/config tests/web tests/worker/test_orders.py tests/services/test_import_courses.py \
	tests/services/test_plan_batch.py --ignore=tests/web/test_bulk.py

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test tests tests-debian chaos lint types format benchmarks screenshots \
	translations wheel audit lock setup-browser clean

help: ## list the commands
	@echo "Kurslink: make <command>"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

setup: $(INSTALLED) $(ASSETS) $(ENGLISH).mo ## install everything into .venv and node_modules

demo: setup ## start a filled product on this machine; ARGS=--once stops after printing
	@$(BIN)/kurslink demo $(ARGS)

test: lint types tests-debian tests ## everything that must hold before a change goes in

tests: setup setup-browser ## run the tests; ARGS=tests/planning chooses
	@$(BIN)/pytest -n logical $(ARGS)

tests-debian: setup ## run pages, imports and orders on Debian's PostgreSQL, with German sorting
	@scripts/with_debian_postgres $(BIN)/pytest -n logical -q --database-only $(ON_DEBIAN)

chaos: $(INSTALLED) ## kill workers at random, 500 times; ARGS=N chooses how often
	@scripts/chaos $(ARGS)

lint: $(INSTALLED) ## check style, layers and templates
	@$(BIN)/ruff check $(PYTHON_CODE)
	@$(BIN)/ruff format --check $(PYTHON_CODE)
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint --check $(TEMPLATES) || { \
		echo "A template is out of shape: make format mends it." >&2; exit 1; }

types: $(INSTALLED) ## check the types
	@$(SCRATCH) $(BIN)/mypy

format: $(INSTALLED) ## bring code and templates into shape
	@$(BIN)/ruff check --fix $(PYTHON_CODE)
	@$(BIN)/ruff format $(PYTHON_CODE)
	@$(BIN)/djlint --quiet --reformat $(TEMPLATES)

benchmarks: $(INSTALLED) ## measure against the named baselines
	@for file in benchmarks/[a-z]*.py; do PYTHONPATH=. $(BIN)/python $$file || exit 1; done

screenshots: setup setup-browser ## draw the pages for the documentation
	@$(BIN)/python scripts/screenshots.py

translations: $(INSTALLED) ## collect the sentences that need English
	@$(BIN)/python scripts/translations.py collect

wheel: setup ## build the package an installation is made from, into dist
	@$(BIN)/python -m hatchling build -t wheel -d dist

audit: $(INSTALLED) ## ask whether a locked package has a known weakness
	@$(BIN)/python scripts/audit.py

lock: $(INSTALLED) ## choose the newest permitted dependencies and write the locks
	@scripts/lock

setup-browser: ## find Chromium for the tests, or install Debian's
	@scripts/find_chromium

clean: ## remove what the commands made, except the environment and the demo
	@rm -rf .test-data .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		test-results dist src/kurslink/web/static/vendor src/kurslink/web/static-collected $(ENGLISH).mo

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Kurslink needs Python 3.11 or newer. Name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		echo "Python lacks venv. On Debian: apt install python3-venv" >&2; rm -rf .venv; exit 1; }

$(INSTALLED): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked Python packages ..."
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--require-hashes --requirement requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check \
		--no-deps --no-build-isolation --editable .
	@touch $@

$(PACKAGES): package.json package-lock.json .npmrc | $(INSTALLED)
	@echo "Installing the locked browser packages ..."
	@scripts/npm ci --loglevel=error >/dev/null
	@touch $@

$(ASSETS): $(PACKAGES) scripts/assets.py LICENSES/OFL-1.1.txt
	@$(BIN)/python scripts/assets.py
	@touch $@

$(ENGLISH).mo: $(ENGLISH).po scripts/translations.py | $(INSTALLED)
	@$(BIN)/python scripts/translations.py
