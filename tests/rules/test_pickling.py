"""Records as bytes that hold nothing but their fields."""

import io
import pickle
import pickletools
from enum import Enum
from types import MappingProxyType

from gouji.grammar.records import dataclass
from gouji.rules.pack import Severity
from gouji.rules.pickling import RecordPickler


class Choice(Enum):
    """A choice that writes how to get it from its class, as those of some Pythons do."""

    ONE = "one"

    def __reduce_ex__(self, protocol):
        return getattr, (type(self), self.name)


@dataclass(frozen=True)
class Weighed:
    """A record with choices and a map."""

    severity: Severity
    choice: Choice
    words: MappingProxyType[str, int]


def test_records_choices_and_maps_come_back_by_their_own_makers_alone():
    stream = io.BytesIO()
    record = Weighed(Severity.ERROR, Choice.ONE, MappingProxyType({"one": 1}))
    RecordPickler(stream, pickle.HIGHEST_PROTOCOL).dump(record)

    strings = {argument for _, argument, _ in pickletools.genops(stream.getvalue())}
    assert pickle.loads(stream.getvalue()) == record
    assert "builtins" not in strings
    assert Severity.ERROR.value in strings
