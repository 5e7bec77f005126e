"""Reports on the shipped forms as files, of invented organs of one invented district."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from documents.text import tabbed
from gouji.engine.binding.binding import BindingOptions, bind
from gouji.engine.office.archive import Archive
from gouji.engine.office.comparing import Beside, check_beside
from gouji.engine.office.organs import Organs
from gouji.engine.reading.reading import read
from gouji.engine.trial.sample import sample_document
from gouji.engine.writing.json_output import to_json
from gouji.engine.writing.results import Result
from gouji.rules.library import Library

DISTRICT = "青川市柳桥区"
WATER = DISTRICT + "水务局"


class Desk:
    """A folder with reports, and what is done with them."""

    def __init__(self, folder: Path, library: Library) -> None:
        self.folder = folder
        self.library = library
        self.forms = {form.id: form for form in library.forms()}

    def report(self, name, year, organ=WATER, cells=None, text=None, rows=None):
        """Write a report on the form of its year."""
        form = next(form for form in self.forms.values() if form.covers(year))
        sample = form.sample
        known = sample["year"]

        def reworded(paragraph):
            for step in (1, 0):
                paragraph = paragraph.replace(f"{known + step}年", f"{year + step}年")
            return paragraph.replace(sample["organ"], organ)

        said = {**sample["sections"], **{part: sample[part] for part in ("title", "preamble", "tail")}}
        texts = {
            part: [reworded(one) for one in ([found] if isinstance(found, str) else found)]
            for part, found in said.items()
        }
        changes = {"text": {**texts, **(text or {})}, "cells": cells or {}, "rows": rows or {}}
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        written = tabbed(sample_document(form, changes))
        path.write_bytes(written if isinstance(written, bytes) else written.encode())
        return path

    def bound(self, path):
        return bind(read(path), self.library.forms(), BindingOptions())

    def archive(self, *paths):
        return Archive([str(path) for path in paths], self.library)

    def checked(self, path, previous=(), members=(), organs=None, rules=None):
        beside = Beside(
            self.archive(*previous) if previous else None,
            self.archive(*members) if members else None,
            organs or Organs(),
        )
        return check_beside(self.bound(path), beside, None if rules is None else frozenset(rules))

    def ends(self, rule, path, **beside):
        """How the instances of a rule ended."""
        checked = self.checked(path, rules=[rule], **beside)
        return {one.instance: one.status.value for one in checked.outcomes}

    def facts(self, name, *paths):
        """Keep reports as data."""
        results = [Result(path.name, self.checked(path)) for path in paths]
        path = self.folder / name
        path.write_text(to_json(results, "0", "zh", facts=True), "utf-8")
        return path

    def json(self, name, value):
        path = self.folder / name
        path.write_text(json.dumps(value), "utf-8")
        return path


@pytest.fixture(scope="session")
def library():
    return Library()


@pytest.fixture
def desk(tmp_path, library):
    return Desk(tmp_path, library)


@pytest.fixture
def district():
    return DISTRICT


@pytest.fixture
def water():
    return WATER
