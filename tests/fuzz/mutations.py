"""Ways to spoil a file: bytes changed, left out, doubled; inside the parts of an archive as well."""

from __future__ import annotations

from hypothesis import strategies as st

from .seeds import packed, unpacked

SPITEFUL = (
    b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\x00\x80", b"999999999", b"-1",
    b"1e400", b"</", b"<", b">", b'"', b"&#0;", b"]]>", b"(", b">>", b"\n", b"\t", b"|",
)  # fmt: skip
"""What readers trip over: ends of ranges, huge numbers, signs of their syntaxes."""


@st.composite
def spoilt(draw: st.DrawFn, seed: bytes) -> bytes:
    """The file after some changes; of an archive, mostly changes inside a part."""
    if seed.startswith(b"PK") and draw(st.integers(0, 4)):
        parts = unpacked(seed)
        name = draw(st.sampled_from([name for name, content in parts.items() if content]))
        return packed({**parts, name: draw(_changed(parts[name]))})
    return draw(_changed(seed))


@st.composite
def _changed(draw: st.DrawFn, data: bytes) -> bytes:
    for _ in range(draw(st.integers(1, 6))):
        if not data:
            break
        start = draw(st.integers(0, len(data) - 1))
        end = start + draw(st.integers(0, 40))
        kind = draw(st.sampled_from(["overwrite", "insert", "drop", "double", "cut"]))
        if kind in {"overwrite", "insert"}:
            new = draw(st.one_of(st.sampled_from(SPITEFUL), st.binary(min_size=1, max_size=8)))
            data = data[:start] + new + data[start + (len(new) if kind == "overwrite" else 0) :]
        elif kind == "double":
            data = data[:end] + data[start:]
        else:
            data = data[:start] + (data[end:] if kind == "drop" else b"")
    return data
