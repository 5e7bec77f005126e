"""Files of every format, spoilt at random: reading ends in a sound document or a refusal, and soon."""

from __future__ import annotations

import pytest
from documents.office import MISSING, PROGRAM
from gouji.engine.reading.document import Document
from gouji.engine.reading.reading import read_bytes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .mutations import spoilt
from .seeds import QUICK, office_seeds, seeds
from .targets import TARGETS

MILLISECONDS = 5000
SIGNATURES = {
    "doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "pdf": b"%PDF-1.7\n",
}
bounded = settings(
    deadline=MILLISECONDS,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)


@pytest.mark.parametrize("name", QUICK)
def test_seeds_are_read(name):
    for seed in seeds(name):
        found = read_bytes(seed, f"a.{name}")
        assert isinstance(found, Document), found
        assert found.format == name


@pytest.mark.parametrize("name", QUICK)
@settings(bounded, max_examples=50)
@given(data=st.data())
def test_spoilt_files_end_in_a_document_or_a_refusal(name, data):
    TARGETS[name](data.draw(st.sampled_from(seeds(name)).flatmap(spoilt)))


@pytest.mark.slow
@pytest.mark.parametrize("name", QUICK)
@settings(bounded, max_examples=600)
@given(data=st.data())
def test_very_many_spoilt_files(name, data):
    TARGETS[name](data.draw(st.sampled_from(seeds(name)).flatmap(spoilt)))


@pytest.mark.slow
@pytest.mark.skipif(PROGRAM is None, reason=MISSING)
@pytest.mark.parametrize("name", ["doc", "pdf"])
@settings(bounded, max_examples=300)
@given(data=st.data())
def test_spoilt_files_of_an_office_suite(name, data):
    TARGETS[name](data.draw(st.sampled_from(office_seeds(name)).flatmap(spoilt)))


@pytest.mark.parametrize("name", TARGETS)
@settings(bounded, max_examples=50)
@given(data=st.binary(max_size=2000))
def test_any_bytes(name, data):
    TARGETS[name](SIGNATURES.get(name, b"") + data)
