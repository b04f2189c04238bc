# The commands of the project; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
BOT_PYTHON := bot/.venv/bin/python
# The first Python found that the services run on; it makes the environments, which then have their own.
SERVED := sys.version_info[:2] in [(3, minor) for minor in (11, 12, 13)]
SETUP_PYTHON = $(firstword $(foreach each,python3.11 python3.12 python3.13 python3,$(shell $(each) -c 'import sys; sys.exit(not $(SERVED))' 2>/dev/null && echo $(each))))
export RASA_TELEMETRY_ENABLED := false
NEWEST_TESTS := tests/quote_engine tests/reading tests/auth_gateway/platform
# Half as many workers again as the machine has processors: a third of them waits, for a browser or a process.
WORKERS = $(shell $(SETUP_PYTHON) -c 'import os; print((os.cpu_count() or 1) * 3 // 2)')
PYTEST = $(PYTHON) -m pytest -n $(WORKERS)
export PORT TODAY

.PHONY: help sbom audit demo test test-newest check train types lint contracts fast setup setup-dev lock bench bench-chat bench-engine bench-reading screenshots chaos clean need-python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

need-python:
	@test -n "$(SETUP_PYTHON)" || { echo "Python 3.11, 3.12 ou 3.13 est introuvable : installez l'un d'eux puis recommencez."; exit 2; }

setup: need-python
	@$(SETUP_PYTHON) ops/setup.py

setup-dev: need-python
	@$(SETUP_PYTHON) ops/setup.py --dev

train: setup ## train the assistant and what the actions learn, when their files changed
	@$(BOT_PYTHON) -m bot.train
	@$(PYTHON) -m actions.learn

demo: train ## the whole product on http://127.0.0.1:8000 (PORT=…, TODAY=YYYY-MM-DD), until Ctrl-C
	@$(PYTHON) -m ops.demo

test: setup-dev train check ## everything: checks, unit tests, real Rasa, Redis, PostgreSQL and browser
	$(PYTEST)

test-newest: setup-dev ## what needs no server, on the newest Python served (3.13), where the machine has it
	@$(SETUP_PYTHON) ops/setup.py --newest
	@test ! -x var/newest-venv/bin/python || var/newest-venv/bin/python -m pytest -n $(WORKERS) -m "not rasa and not browser and not postgresql" $(NEWEST_TESTS)

fast: setup-dev ## the tests without Rasa, PostgreSQL and browser
	$(PYTEST) -m "not rasa and not browser and not postgresql"

chaos: setup-dev train ## the delivery promise under every fault, over many conversations (CHAOS_SEED=…)
	$(PYTHON) -m pytest tests/chaos -m chaos -s

check: setup-dev lint types contracts ## formatting, lint, types, import contracts, parameter files

lint: setup-dev
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m yamllint --strict .

types: setup-dev
	$(PYTHON) -m mypy wording tracing quote_engine quote_draft quote_reading actions auth_gateway ops tests bench

contracts: setup-dev
	.venv/bin/lint-imports

bench: setup-dev train ## the measurements quoted in the README
	$(PYTHON) -m bench

bench-engine: need-python ## the engine alone: speed, memory, and the same rules in OpenFisca-core (QUOTES=1000000)
	@$(SETUP_PYTHON) ops/setup.py --bench
	@$(PYTHON) -m bench.engine $(if $(QUOTES),--quotes $(QUOTES))

bench-chat: setup-dev train ## a turn of chat through the whole product beside stock Rasa (TURNS=240, REPLICAS=2)
	@$(PYTHON) -m bench.chat $(if $(TURNS),--turns $(TURNS)) $(if $(REPLICAS),--replicas $(REPLICAS))

bench-reading: setup ## how well quotes on paper are read: exact lines, doubts, cost of a page (SEEDS=2, FORMS="text scan")
	@$(PYTHON) -m bench.reading $(if $(SEEDS),--seeds $(SEEDS)) $(if $(FORMS),--forms $(FORMS))

screenshots: setup-dev train ## the pictures of docs/screenshots, of the whole product in Chromium
	@$(PYTHON) -m tests.browser.screenshots

# The product's own locks: what runs in the two services, in Rasa's environment, and beside them for pictures.
SHIPPED := service bot reading

sbom: need-python ## what the product is made of, as CycloneDX files in var/sbom
	@$(SETUP_PYTHON) ops/setup.py --audit
	@mkdir -p var/sbom
	@for name in $(SHIPPED); do var/audit-venv/bin/cyclonedx-py requirements requirements/$$name.txt --output-reproducible --of JSON -o var/sbom/$$name.json && echo var/sbom/$$name.json; done

audit: need-python ## whether a weakness of a locked package is known (asks the Python Packaging Advisory Database)
	@$(SETUP_PYTHON) ops/setup.py --audit
	@for name in $(SHIPPED); do echo $$name; var/audit-venv/bin/pip-audit --require-hashes --disable-pip -r requirements/$$name.txt || failed=1; done; exit $${failed:-0}

lock: setup ## lock the requirements again (hashes, no addresses)
	ops/lock.sh

clean: ## remove the demonstration's data (environments and model stay)
	rm -rf var/demo
