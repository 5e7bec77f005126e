"""What only OFD files do: offsets, templates, packages."""

from __future__ import annotations

import pytest
from gouji.engine.reading.document import ImageMark, Location, Unreadable
from gouji.engine.reading.reading import read_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from .files import archive, document, grid, only_table, texts
from .sheets import OFD, Sheet, ofd_file, ofd_page
from .test_robustness import mutated, sound

PLAIN = Sheet().body(80, "一、概况").table(100, [80.0, 180.0, 280.0], [["项目", "件数"], ["收件", "12"]])
PAGE = "Doc_0/Pages/0/Content.xml"
PLACED = 'X="0" Y="4"'


def code(data: bytes) -> str:
    found = read_bytes(data, "a.ofd")
    assert isinstance(found, Unreadable), found
    return found.code


def page(objects: str, before: str = "") -> bytes:
    return ofd_file(Sheet(), extra={PAGE: ofd_page(objects, before)})


def written(code: str, text: str, boundary: str = "10 20 100 8", extra: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{boundary}" Size="4" {extra}>'
        f"<ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>"
    )


def drawn(boundary: str, data: str) -> str:
    path = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="{boundary}">{path}</ofd:PathObject>'


LOST = f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>x.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('X="0" Y="4" DeltaX="g 3 4"', "甲乙丙丁"),
        ('X="0" Y="4" DeltaX="4 g 2 4"', "甲乙丙丁"),
        ('X="0" Y="4"', "甲乙丙丁"),
        ('X="0" Y="4" DeltaX="g x"', "甲乙丙丁"),
        ('X="0" Y="4" DeltaX="11 11 11"', "甲 乙 丙 丁"),
    ],
    ids=["repeated", "mixed", "none", "damaged", "wide"],
)
def test_offsets_between_characters(code, said):
    assert texts(document(page(written(code, "甲乙丙丁")))) == [said]


def test_text_set_downwards():
    assert texts(document(page(written('X="0" Y="4" DeltaY="g 3 5"', "甲乙丙丁")))) == [
        "甲",
        "乙",
        "丙",
        "丁",
    ]


def test_characters_turned_by_their_direction():
    turned = written('X="0" Y="0" DeltaY="g 1 4.3"', "收件", "34 37 5 20", 'CharDirection="90"')
    plain = written(PLACED, "9", "70 37 5 5")
    boxes = "".join(
        f'<ofd:PathObject Boundary="{x} 35 200 200">'
        "<ofd:AbbreviatedData>M 0 0 L 30 0 L 30 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
        for x in (30, 60)
    )
    assert grid(only_table(document(page(turned + plain + boxes)))) == [["收件", "9"]]


def test_a_matrix_places_text_and_size():
    found = written('X="0" Y="4" DeltaX="g 3 4"', "甲乙丙丁", extra='CTM="2 0 0 2 0 0"')

    assert texts(document(page(found))) == ["甲乙丙丁"]


def test_what_is_not_to_be_seen_is_not_read():
    objects = (
        written(PLACED, "甲")
        + written(PLACED, "乙", extra='Visible="false"')
        + written(PLACED, "丙", extra='CTM="1 1 -1 1 0 0"')
    )

    assert texts(document(page(objects))) == ["甲"]


def test_objects_in_blocks_are_read():
    block = f"<ofd:PageBlock>{written(PLACED, '甲')}</ofd:PageBlock>"

    assert texts(document(page(block))) == ["甲"]


def test_a_page_is_printed_on_its_template():
    root = (
        f"<ofd:Document {OFD}><ofd:CommonData>"
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/a.xml"/></ofd:CommonData>'
        '<ofd:Pages><ofd:Page BaseLoc="/Doc_0/Pages/0/Content.xml"/></ofd:Pages></ofd:Document>'
    )
    own = ofd_page(
        written(PLACED, "乙", "10 90 9 9"),
        '<ofd:Template TemplateID="7"/><ofd:Area><ofd:PhysicalBox>0 0 200 280</ofd:PhysicalBox></ofd:Area>',
    )
    extra = {
        "Doc_0/Document.xml": root,
        "Doc_0/Tpls/a.xml": ofd_page(written(PLACED, "甲", "10 60 9 9")),
        PAGE: own,
    }

    assert texts(document(ofd_file(Sheet(), extra=extra))) == ["甲", "乙"]
    assert code(ofd_file(Sheet(), extra={**extra, "Doc_0/Tpls/a.xml": "<"})) == "damaged"


def test_lines_of_every_kind():
    data = (
        "M 0 0 L 60 0 M 0 0 Q 1 1 0 40 M 60 0 B 1 1 2 2 60 40 "
        "M 0 40 A 1 1 0 0 0 60 40 M 30 0 L 30 40 M 5 L 9 S 3 3 Z C"
    )
    objects = (
        drawn("10 10 80 80", data) + written(PLACED, "甲", "15 20 9 9") + written(PLACED, "乙", "45 20 9 9")
    )

    assert grid(only_table(document(page(objects)))) == [["甲", "乙"]]


@pytest.mark.parametrize(
    ("paint", "colour"),
    [
        ('Stroke="false"', ""),
        ("", '<ofd:StrokeColor Value="255 255 255"/>'),
        ("", '<ofd:StrokeColor Alpha="0"/>'),
    ],
)
def test_unseen_lines_part_no_cells(paint, colour):
    boxes = "".join(
        f'<ofd:PathObject Boundary="{x} 35 200 200" {paint}>{colour}'
        "<ofd:AbbreviatedData>M 0 0 L 30 0 L 30 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>"
        for x in (30, 60)
    )
    assert texts(document(page(boxes + written(PLACED, "甲", "34 37 9 9")))) == ["甲"]


def test_pictures_and_scans():
    picture = '<ofd:ImageObject Boundary="10 10 40 40"/><ofd:ImageObject Boundary="10 10 1 1"/>'
    found = document(page(picture + written(PLACED, "甲", "10 90 9 9")))

    assert found.blocks[0] == ImageMark("", Location(page=1))
    assert code(page('<ofd:ImageObject Boundary="0 0 210 297"/>')) == "scan"


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({PAGE: "<ofd:Page"}, "damaged"),
        ({"Doc_0/Document.xml": f"<ofd:Document {OFD}/>"}, "damaged"),
        ({"OFD.xml": f"<ofd:OFD {OFD}/>"}, "damaged"),
        ({"OFD.xml": LOST}, "damaged"),
        ({"Encryptions.xml": "<x/>"}, "encrypted"),
        ({PAGE: '<!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'}, "unsafe"),
        ({PAGE: b"<x>" + b" " * (9 << 20) + b"</x>"}, "unsafe"),
        ({"big": b" " * (257 << 20)}, "unsafe"),
    ],
    ids=["page", "no pages", "no document", "lost", "encrypted", "entity", "part", "package"],
)
def test_faults_of_the_package(extra, expected):
    assert code(ofd_file(PLAIN, extra=extra)) == expected


def test_a_book_is_too_large():
    pages = '<ofd:Page BaseLoc="Pages/0/Content.xml"/>' * 401
    root = f"<ofd:Document {OFD}><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"

    assert code(ofd_file(PLAIN, extra={"Doc_0/Document.xml": root})) == "too_complex"


def test_a_part_under_a_password_is_encrypted():
    data = bytearray(ofd_file(PLAIN))
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4

    assert code(bytes(data)) == "encrypted"


OBJECTS = written('X="0" Y="4" DeltaX="g 1 4"', "甲1", extra='CTM="1 0 0 1 0 0"') + drawn(
    "0 0 9 9", "M 0 0 L 9 0 L 9 9 L 0 9 C"
)


@settings(max_examples=60, deadline=None)
@given(mutated(OBJECTS))
def test_mutated_pages(objects):
    sound(ofd_file(PLAIN, Sheet(), extra={"Doc_0/Pages/1/Content.xml": ofd_page(objects)}))


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet='MLQBASC 0123456789.-eg<&"', max_size=40),
    st.text(alphabet="g 0123456789.-eE", max_size=20),
)
def test_any_data(path, offsets):
    safe = path.replace("&", "&amp;").replace("<", "&lt;")
    sound(
        page(drawn(offsets, safe) + written(f'X="{offsets}" DeltaX="{offsets}" DeltaY="{offsets}"', "甲乙1"))
    )
    sound(archive({"OFD.xml": safe or "x"}))
