# Each target makes the virtual environment it needs; nothing but Python ≥ 3.11 and make must be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test quick lint format catalogue picture examples clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: $(READY) ## check the example reports
	$(BIN)/gouji check examples/reports --fail-on never

test: $(READY) ## the whole suite
	$(BIN)/python -m pytest -n auto

quick: $(READY) ## the suite without its slow tests
	$(BIN)/python -m pytest -n auto -m "not slow"

lint: $(READY) ## style, types, layers, catalogue
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python scripts/catalogue.py --check

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

catalogue: $(READY) ## compile the message catalogue
	$(BIN)/python scripts/catalogue.py

clean:
	rm -rf $(VENV) build dist *.egg-info
