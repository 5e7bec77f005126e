"""Records as bytes that hold nothing but their fields."""

import io
import pickle
import pickletools
from types import MappingProxyType

from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity
from gouji.rules.pickling import RecordPickler


@dataclass(frozen=True)
class Weighed:
    """A record with a choice and a map."""

    severity: Severity
    words: MappingProxyType[str, int]


def test_records_choices_and_maps_come_back_by_their_own_makers_alone():
    stream = io.BytesIO()
    record = Weighed(Severity.ERROR, MappingProxyType({"one": 1}))
    RecordPickler(stream, pickle.HIGHEST_PROTOCOL).dump(record)

    strings = {argument for _, argument, _ in pickletools.genops(stream.getvalue())}
    assert pickle.loads(stream.getvalue()) == record
    assert "builtins" not in strings
    assert Severity.ERROR.value in strings
