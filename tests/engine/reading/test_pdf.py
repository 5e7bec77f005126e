"""What only PDF files do: passwords, damage, untrue fonts, streams that grow."""

from __future__ import annotations

import zlib

import pytest
from gouji.engine.reading.document import Document, ImageMark, Table, Unreadable
from gouji.engine.reading.pdf_streams import is_overblown
from gouji.engine.reading.reading import read_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from .files import document, grid, only_table, texts
from .sheets import HEIGHT, Sheet, pdf_file, stream
from .test_robustness import sound

PLAIN = Sheet().body(80, "一、概况").table(100, [80.0, 180.0, 280.0], [["项目", "件数"], ["收件", "12"]])


def code(data: bytes) -> str:
    found = read_bytes(data, "a.pdf")
    assert isinstance(found, Unreadable), found
    return found.code


def flate(content: bytes, entries: str = "") -> bytes:
    return stream(zlib.compress(content, 9), f"/Filter /FlateDecode {entries}")


def test_a_password_is_told():
    secret = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + "11" * 32 + "> /U <" + "22" * 32 + "> >>"

    assert code(pdf_file(PLAIN, trailer=f"/Encrypt {secret} /ID [<01> <01>]")) == "encrypted"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"x" * 500, pdf_file()], ids=["bare", "noise", "no page"]
)
def test_damage_is_told(data):
    assert code(data) == "damaged"


def test_a_file_cut_off_is_damaged_or_read():
    sound(pdf_file(PLAIN)[:-400])


def test_a_book_is_too_large():
    assert code(pdf_file(*[Sheet()] * 401)) == "too_complex"


def test_the_nominal_size_of_a_font_says_nothing():
    true = pdf_file(PLAIN)
    untrue = true.replace(b"/F 12.0 Tf 1 0 0 1", b"/F 240 Tf .05 0 0 .05")

    assert untrue != true
    found = document(untrue)
    assert [grid(only_table(found)), texts(found)] == [[["项目", "件数"], ["收件", "12"]], ["一、概况"]]


def test_letters_behind_a_picture_of_the_page_are_a_scan():
    sheet = Sheet(pictures=[(0, 0, 595, 842)], raw="3 Tr")
    sheet.texts = list(PLAIN.texts)
    data = pdf_file(sheet).replace(b"BT /F", b"BT 3 Tr /F")

    assert code(data) == "scan"


def test_a_scanned_page_among_others_is_a_picture():
    found = document(pdf_file(PLAIN, Sheet(pictures=[(0, 0, 595, 842)])))

    assert [type(block) for block in found.blocks[1:]] == [Table, ImageMark]


def test_white_lines_and_unpainted_ones_are_not_seen():
    hidden = f"1 G 80 {HEIGHT - 150} m 280 {HEIGHT - 150} l S 0 G 80 {HEIGHT - 160} m 280 {HEIGHT - 160} l n"
    found = document(pdf_file(Sheet(list(PLAIN.texts), list(PLAIN.lines), raw=hidden)))

    assert only_table(found).row_count == 2


def test_one_path_may_draw_a_whole_grid():
    path = " ".join(
        [f"{x} {HEIGHT - 100} m {x} {HEIGHT - 180} l" for x in (80, 180, 280)]
        + [f"80 {HEIGHT - y} m 280 {HEIGHT - y} l" for y in (100, 140, 180)]
    )
    boxes = (
        f" 80 {HEIGHT - 180} 200 80 re S 1 w 80 {HEIGHT - 140} m 180 {HEIGHT - 140} l 280 {HEIGHT - 140} l S"
    )
    found = document(pdf_file(Sheet(list(PLAIN.texts), raw=path + boxes)))

    assert grid(only_table(found)) == [["项目", "件数"], ["收件", "12"]]


def test_lines_inside_a_form_are_placed_by_its_matrix():
    lines = "".join(f"{x - 80} 0 m {x - 80} 80 l S " for x in (80, 180, 280)) + "".join(
        f"0 {y} m 200 {y} l S " for y in (0, 40, 80)
    )
    form = stream(
        lines.encode(),
        f"/Type /XObject /Subtype /Form /BBox [-9 -9 900 900] /Matrix [1 0 0 1 80 {HEIGHT - 180}]",
    )
    found = document(pdf_file(Sheet(list(PLAIN.texts), raw="/X Do"), objects=[form]))

    assert grid(only_table(found)) == [["项目", "件数"], ["收件", "12"]]


def test_heavy_lines_are_lines():
    raw = f"6 w 80 {HEIGHT - 100} m 280 {HEIGHT - 100} l S"
    found = document(pdf_file(Sheet(list(PLAIN.texts), PLAIN.lines[1:], raw=raw)))

    assert grid(only_table(found)) == [["项目", "件数"], ["收件", "12"]]


@pytest.mark.parametrize(
    "bomb",
    [
        flate(b"0 " * (5 << 20)),
        flate(zlib.compress(b" " * (40 << 20), 9), "/Filter [/FlateDecode /FlateDecode]"),
        stream(b"x" * (300 << 10), "/Filter /LZWDecode"),
        b"\n".join([flate(b" " * (2900 << 10))] * 6),
        flate(b" " * (50 << 20), "/Length1 9"),
    ],
    ids=["flate", "twice", "old", "many", "font"],
)
def test_streams_that_grow_are_unsafe(bomb):
    assert code(pdf_file(PLAIN, objects=[bomb])) == "unsafe"


def test_too_many_streams_are_unsafe():
    assert is_overblown(b"1 0 obj << >> stream\nendstream endobj " * 20_001)


def test_forms_that_draw_each_other_for_ever_are_unsafe():
    laugh = [stream(b"/X Do " * 10, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")] * 6

    assert code(pdf_file(PLAIN, objects=laugh)) == "unsafe"


def test_pictures_are_not_unpacked():
    assert not is_overblown(pdf_file(PLAIN, objects=[flate(b" " * (50 << 20), "/Subtype /Image")]))


def test_a_damaged_stream_is_counted_as_far_as_it_goes():
    assert not is_overblown(b"1 0 obj << /Filter /FlateDecode >> stream\nnonsense endstream")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**5), st.integers(0, 255)), max_size=8),
    st.integers(0, 10**5),
    st.booleans(),
)
def test_spoilt_files(changes, cut, whole):
    data = bytearray(pdf_file(PLAIN, PLAIN))
    for place, value in changes:
        data[place % len(data)] = value
    sound(bytes(data) if whole else bytes(data[: cut % len(data)]))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "0",
                "1",
                "80",
                "-5",
                "700",
                "1e9",
                "m",
                "l",
                "re",
                "S",
                "f",
                "q",
                "Q",
                "cm",
                "h",
                "c",
                "B*",
                "W",
                "n",
                "BT",
                "ET",
                "Tj",
                "/F",
                "Tf",
                "/I",
                "Do",
                "Tm",
                "<0101>",
            ]
        ),
        max_size=40,
    )
)
def test_any_drawing(signs):
    sound(pdf_file(Sheet(list(PLAIN.texts), list(PLAIN.lines), raw=" ".join(signs))))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_behind_the_signature(data):
    found = read_bytes(b"%PDF-1.7\n" + data, "a.pdf")
    assert isinstance(found, Document | Unreadable)
