"""Parts come out of an archive as zipfile gives them, or not at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from gouji.engine.reading.zip_parts import SMALL, ZIP_TROUBLE, unpacked

TEXT = b"".join(b"%d " % number for number in range(2000))
MOST = 10**6


def archive(data: bytes = TEXT, name: str = "a.xml", method: int = zipfile.ZIP_DEFLATED) -> bytearray:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as written:
        written.writestr(name, data)
    return bytearray(stream.getvalue())


def part(data: bytearray, most: int = MOST) -> bytes:
    opened = zipfile.ZipFile(io.BytesIO(data))
    return unpacked(opened, opened.infolist()[0], most)


@pytest.mark.parametrize("name", ["a.xml", "文字.xml"])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("data", [b"", b"x", TEXT])
def test_parts_of_every_kind(name: str, method: int, data: bytes):
    assert part(archive(data, name, method)) == data


def test_bytes_before_the_archive_and_after_a_part():
    assert part(bytearray(b"MZ" * 50) + archive()) == TEXT


def test_a_large_part_stops_at_the_limit():
    data = bytes(range(256)) * (SMALL // 8)

    assert len(part(archive(data), most=1000)) == 1000


def _changed(place: bytes, offset: int, value: bytes) -> bytearray:
    data = archive()
    at = data.rfind(place) + offset
    data[at : at + len(value)] = value
    return data


@pytest.mark.parametrize(
    "data",
    [
        _changed(b"PK\x01\x02", 16, b"\x00\x00\x00\x00"),  # another checksum
        _changed(b"PK\x01\x02", 24, b"\x05\x00\x00\x00"),  # a smaller size than it unpacks to
        _changed(b"PK\x01\x02", 20, b"\x05\x00\x00\x00"),  # the end is cut off
        _changed(b"PK\x03\x04", 0, b"PK\x00\x00"),  # nothing where it should begin
        _changed(b"PK\x03\x04", 30, b"b.xml"),  # another name there
        _changed(b"PK\x03\x04", 36, b"\xff\xff\xff"),  # its content spoilt
    ],
)
def test_a_damaged_part_is_told_as_zipfile_tells_it(data: bytearray):
    with pytest.raises(ZIP_TROUBLE):
        part(data)


def test_a_part_that_is_smaller_than_promised_is_as_it_is():
    assert part(_changed(b"PK\x01\x02", 24, b"\xff\xff\x00\x00")) == TEXT
