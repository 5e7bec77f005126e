# Each target makes the virtual environment it needs; nothing but Python ≥ 3.11 and make must be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test slow explore coverage lint format catalogue rules picture examples windows clean

help: ## show the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | sort

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	touch $@

demo: $(READY) ## check the example reports
	$(BIN)/gouji check examples/reports --fail-on never

test: $(READY) ## run the suite but for its slow tests; OPTIONS go to pytest
	$(BIN)/python -m pytest -n auto -m "not slow" $(OPTIONS)

slow: $(READY) ## run the slow tests: browsers, many generated cases, proofs of all packs
	$(BIN)/python -m pytest -n auto -m slow $(OPTIONS)

explore: $(READY) ## run the properties on cases that no run before has tried
	$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile=fresh $(OPTIONS)

coverage: $(READY) ## run the suite and fail below the coverage that pyproject.toml sets
	$(BIN)/python -m pytest -n auto -m "not slow" --cov --cov-report=term:skip-covered

lint: $(READY) ## check style, types, layers, catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/catalogue.py --check
	$(BIN)/python scripts/rule_pages.py --check
	$(BIN)/python scripts/form_maps.py --check
	$(BIN)/python scripts/pack_schema.py --check
	$(BIN)/gouji pack format --check rules/packs examples/overlays examples/packs

format: $(READY) ## format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogue: $(READY) ## compile the message catalogue
	$(BIN)/python scripts/catalogue.py

examples: $(READY) ## write the example reports anew
	$(BIN)/python examples/make.py
	$(BIN)/python examples/make_forms.py

rules: $(READY) ## write docs/rules.md anew from the packs
	$(BIN)/python scripts/rule_pages.py
	$(BIN)/python scripts/form_maps.py
	$(BIN)/python scripts/pack_schema.py

picture: $(READY) ## draw the picture of the README; write docs/cli.md and what the worked example prints anew
	$(BIN)/python scripts/picture.py
	$(BIN)/python scripts/page_pictures.py
	$(BIN)/python scripts/cli_pages.py
	$(BIN)/python scripts/worked_example.py

windows: $(READY) ## build dist/windows, from which an office without a network installs gouji
	$(BIN)/python scripts/windows.py

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist *.egg-info .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
