"""The core install as it is here: its licences and its size."""

from __future__ import annotations

import importlib.util
import sys
from email.message import Message
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts" / "wheels.py"


@pytest.fixture(scope="module")
def wheels():
    found = importlib.util.spec_from_file_location("wheels", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["wheels"] = module
    found.loader.exec_module(module)
    yield module
    del sys.modules["wheels"]


@pytest.mark.slow
def test_the_core_install_is_small_and_free(wheels):
    assert list(wheels.faults(list(wheels.installed(wheels.core())))) == []


@pytest.mark.parametrize(
    ("licence", "forbidden"),
    [
        ("MIT", False),
        ("BSD-3-Clause, Apache-2.0, dependency licenses", False),
        ("GPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("AGPL-3.0-or-later", True),
        ("LGPL-2.1", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("", True),
    ],
)
def test_licences_that_the_core_must_not_carry(wheels, licence: str, *, forbidden: bool):
    found = wheels.Distribution("x", "1", 0, licence)
    assert found.forbidden is forbidden
    assert bool(list(wheels.faults([found]))) is forbidden


def test_an_install_that_is_too_large_is_a_fault(wheels):
    found = wheels.Distribution("x", "1", wheels.MAX_SIZE + 1, "MIT")
    assert len(list(wheels.faults([found]))) == 1


def test_a_licence_may_stand_in_several_places(wheels):
    metadata = Message()
    assert wheels.licence_of(metadata) == ""
    metadata["License"] = "MIT\nPermission is hereby granted"
    assert wheels.licence_of(metadata) == "MIT"
    metadata["Classifier"] = "License :: OSI Approved :: BSD License"
    assert wheels.licence_of(metadata) == "BSD License"
    metadata["License-Expression"] = "Apache-2.0"
    assert wheels.licence_of(metadata) == "Apache-2.0"


def test_every_requirement_of_the_project_is_looked_at(wheels):
    names = {wheels.NAME.match(line).group() for line in wheels.core()}
    assert {"lxml", "olefile", "pypdfium2", "python-calamine"} <= names
    assert len(wheels.TARGETS) == 6
    assert all("--only-binary" in target.arguments for target in wheels.TARGETS)


def test_extras_may_be_as_large_as_they_are_and_no_less_free(wheels):
    large = wheels.Distribution("x", "1", wheels.MAX_SIZE + 1, "MIT")
    bound = wheels.Distribution("y", "1", 1, "GPL-3.0-only")

    assert {"compare", "solver", "traditional"} <= set(wheels.extras())
    assert list(wheels.faults([large], None)) == []
    assert len(list(wheels.faults([bound], None))) == 1


@pytest.mark.slow
def test_the_extras_are_free(wheels):
    wanted = [line for lines in wheels.extras().values() for line in lines]

    assert list(wheels.faults(list(wheels.installed(wanted)), None)) == []
