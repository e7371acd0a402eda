# Everything a person does with Hopback, one word each. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
SQLITE := env -u DATABASE_URL
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 3 # on two cores: where one waits, for a browser or a deadline, another works
# What Python compiles is kept, or every program that starts would compile all that it imports: two seconds each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-system setup-spark setup-bench run demo test test-postgresql testbed check fix docs bench soak lock

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

setup: .venv/.ready ## .venv with hopback in it; instant when nothing changed

.venv/.ready: requirements.lock pyproject.toml scripts/setup.sh scripts/find_python.sh
	@bash scripts/setup.sh
	@touch $@

setup-system: ## PostgreSQL, Chromium, a font, Kamailio and sipp from the system's packages, where missing
	@bash scripts/setup_system.sh

setup-spark: setup ## Spark, for the one test that searches in it
	@bash scripts/setup_spark.sh

setup-bench: setup ## the engines that the archive is measured beside
	@bash scripts/setup_bench.sh

run: setup ## the portal with its demonstration network, on SQLite
	$(BIN)/hopback serve --demonstration

demo: setup ## one call traced to its origin, in this terminal
	$(BIN)/hopback demo

check: setup ## linters only: style, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

fix: setup ## what a machine can put right: style and generated pages
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@$(MAKE) --no-print-directory docs

docs: setup ## write the generated pages again
	$(BIN)/python scripts/policy_coverage.py
	$(BIN)/python scripts/table_of_moves.py

test: ## everything: linters, and all tests on SQLite and on PostgreSQL
	@bash scripts/test_everything.sh $(PYTEST) -n $(WORKERS)

test-postgresql: setup setup-system ## all tests on PostgreSQL, those too that would say the same of each database
	@bash scripts/on_postgresql.sh $(PYTEST) -n $(WORKERS) --reuse-db

testbed: setup setup-system ## 200 calls by sipp over real Kamailio proxies, each traced to its origin
	$(SQLITE) $(BIN)/python -m tests.testbed

bench: setup-bench ## ours beside the peer and the limit, as a table
	$(BIN)/python -m bench

soak: setup ## 100,000 actions and histories against plain models, 7,000 tamperings, readers fuzzed, imports killed
	$(SQLITE) HOPBACK_SOAK_ACTIONS=100000 $(PYTEST) tests/stories/test_machine.py
	HOPBACK_SOAK_REFERRALS=10000 $(PYTEST) tests/policy/article_5/test_generated_referrals.py
	$(SQLITE) HOPBACK_SOAK_HISTORIES=100000 $(PYTEST) tests/policy/article_2/test_histories.py
	$(SQLITE) HOPBACK_SOAK_TAMPERINGS=1000 $(PYTEST) tests/portal/logbook/test_tampering.py
	$(SQLITE) HOPBACK_SOAK_BYTES=20000 $(PYTEST) tests/portal/lawful_requests/test_package.py
	$(SQLITE) HOPBACK_SOAK_DELETIONS=100000 $(PYTEST) -s tests/portal/retention/test_never_early.py
	$(SQLITE) HOPBACK_SOAK_RECIPIENTS=10000 $(PYTEST) -s tests/portal/do_not_originate/test_cycle.py
	HOPBACK_SOAK_TABLES=20000 $(PYTEST) tests/policy/article_3/test_suppression.py
	HOPBACK_SOAK_SECONDS=60 HOPBACK_SOAK_EXAMPLES=3000 HOPBACK_SOAK_STRIDE=1 $(PYTEST) -n $(WORKERS) \
		tests/carrier/cdr/dialects/test_random_bytes.py tests/carrier/cdr/importing tests/evidence/shaken/test_fuzz.py

lock: setup ## resolve the dependencies anew
	$(BIN)/uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
		--all-extras --group dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
		--group pyproject.toml:spark -o requirements-spark.lock
	$(BIN)/uv pip compile --universal --python-version 3.12 --generate-hashes --no-header --no-annotate \
		--group pyproject.toml:bench -o requirements-bench.lock
