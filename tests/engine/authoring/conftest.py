from pathlib import Path

import pytest
from gouji.rules.cache import PackCache
from gouji.rules.library import Library

FICTITIOUS = Path(__file__).parents[2] / "fixtures" / "packs" / "fictitious"


@pytest.fixture(scope="session")
def library():
    return Library([FICTITIOUS], cache=PackCache(None))
