"""Whatever the bytes are, reading ends in a Document or an Unreadable, and a document's tables are sound."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from soundness import sound

from .files import cell, paragraph, row, run, table, word_file

BODY = (
    paragraph("一、概况", '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + f"<w:p><w:del>{run('5')}</w:del><w:ins>{run('7', '<w:vanish/>')}</w:ins></w:p>"
    + table(
        row(cell("项", '<w:vMerge w:val="restart"/>'), cell("计", '<w:gridSpan w:val="2"/>')),
        row(cell("", "<w:vMerge/>"), cell("1", "<w:hMerge/>"), "2", properties='<w:gridBefore w:val="0"/>'),
        row(cell(table(row("x")) + paragraph("y")), "3"),
        widths=(1000, 1, 1000),
    )
)
LISTS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
STYLES = '<w:style w:styleId="a"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
PAGE = (
    "<html><head><title>报告</title></head><body><div><p>甲<br>乙</p>"
    "<table><tr><td rowspan=2>a<td colspan=2>b</tr><tr><td>c<td><table><tr><td>d</table></tr></table>"
    "<h1>丙</h1><pre>x\ny</pre><img src=a.png></div></body></html>"
)
TEXT = (
    "# 题\n| a | b |\n|--|--|\n| 1 | 2 |\n\n\t甲\n\t乙\n\n\t丙\n续\n\n\n"
    "**丁**\n<table><tr><td>1<td>2</table>\n```\n[image: x]\n"
)
TAGS = re.compile(r"<[^>]*>")


def mutated(text: str) -> st.SearchStrategy[str]:
    """The text with some of its tags or characters left out, doubled, or exchanged for others."""
    parts = re.findall(r"<[^>]*>|[^<]", text)
    change = st.tuples(
        st.integers(0, len(parts) - 1),
        st.sampled_from(["drop", "double", "swap"]),
        st.integers(0, len(parts) - 1),
    )

    def apply(changes: list[tuple[int, str, int]]) -> str:
        result = list(parts)
        for place, kind, other in changes:
            result[place] = {"drop": "", "double": result[place] * 2, "swap": parts[other]}[kind]
        return "".join(result)

    return st.lists(change, max_size=6).map(apply)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes):
    sound(data)


@given(
    st.sampled_from(
        [b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"<html>", b"\t"]
    ),
    st.binary(),
)
def test_any_bytes_behind_a_signature(signature: bytes, data: bytes):
    sound(signature + data)


@settings(max_examples=60)
@given(mutated(BODY))
def test_mutated_word_documents(body: str):
    sound(word_file(body, STYLES, LISTS))


@settings(max_examples=60)
@given(mutated(STYLES), mutated(LISTS))
def test_mutated_definitions(styles: str, lists: str):
    sound(word_file(BODY, styles, lists))


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), max_size=5), st.integers(0, 3000))
def test_spoilt_packages(changes: list[tuple[int, int]], cut: int):
    data = bytearray(word_file(BODY, STYLES, LISTS))
    for place, value in changes:
        data[place % len(data)] = value
    sound(bytes(data))
    sound(bytes(data[: cut % len(data)]))


@settings(max_examples=80)
@given(mutated(PAGE))
def test_mutated_pages(page: str):
    sound(page.encode())


@settings(max_examples=80)
@given(mutated(TEXT), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_mutated_texts(text: str, encoding: str):
    sound(text.encode(encoding))


@given(st.text(alphabet="\t\n |-#*<>[]()!_`~:甲1 "))
def test_texts_of_nothing_but_signs(text: str):
    sound(text.encode())
    sound(("# 题\n" + text).encode())


def test_spans_of_every_size_stay_inside_the_grid():
    for width in (0, 1, 2, 63, 1000, 10**9):
        span = f'<w:gridSpan w:val="{width}"/><w:vMerge w:val="restart"/>'
        sound(word_file(table(row(cell("a", span), "b"), row("c", cell("d", "<w:vMerge/>"), "e"))))
        sound(
            (
                f"<table><tr><td colspan={width} rowspan={width}>a<td>b</tr>"
                f"<tr><td>c<td rowspan={width}>d</tr></table>"
            ).encode()
        )
