"""The shape of pack files: every key with what its value is, in the order in which packs are laid out.

Loading takes its keys from here, formatting its order, and the schema for editors all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from typing import Literal

from gouji.grammar.schema import ValueType
from gouji.rules.pack import Ground, Severity, TextWords, Topic

Scalar = Literal["text", "flag", "integer", "null"]


@dataclass(frozen=True)
class Leaf:
    """A scalar; ``choices`` are the texts it may be, ``()`` for any."""

    kind: Scalar
    choices: tuple[str, ...] = ()
    pattern: bool = False


@dataclass(frozen=True)
class Record:
    """A mapping with known keys, in their order."""

    keys: Mapping[str, Shape]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entries:
    """A mapping from ids or names to values; ``placed`` entries may say after which other they go."""

    of: Shape
    ids: Literal["id", "dashed", "any"] = "any"
    placed: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    of: Shape


@dataclass(frozen=True)
class Either:
    """One of several shapes."""

    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Named:
    """A shape of ``NAMED``, which may hold itself."""

    name: str


@dataclass(frozen=True)
class Anything:
    """Plain data of any shape."""


Shape = Leaf | Record | Entries | Items | Either | Named | Anything

TEXT, FLAG, INTEGER, ANYTHING = Leaf("text"), Leaf("flag"), Leaf("integer"), Anything()
PATTERN = Leaf("text", pattern=True)
TEXTS = Either((TEXT, Items(TEXT)))
PATTERNS = Either((PATTERN, Items(PATTERN)))
BILINGUAL = Either((TEXT, Record({"zh": TEXT, "en": TEXT})))
AFTER = "after"


def _choice(*words: str) -> Leaf:
    return Leaf("text", words)


PART = Record({"label": TEXT, "name": TEXT, "headings": PATTERNS, "words": PATTERNS})
SECTION = Record(
    {
        "number": TEXT,
        "title": TEXT,
        "name": TEXT,
        "aliases": TEXTS,
        "parts": Entries(PART, "id", placed=True),
    }
)
_ITEM: Mapping[str, Shape] = {
    "label": TEXT,
    "name": TEXT,
    "heading": TEXT,
    "measure": TEXT,
    "source": _choice("seen", "background"),
    "aliases": TEXTS,
    "total": FLAG,
    "unit": TEXT,
    "signed": FLAG,
    "decimals": INTEGER,
    "optional": FLAG,
}
_ROWS_ONLY = ("heading", "measure", "source")
ROW = Record(
    {
        **_ITEM,
        "columns": TEXTS,
        "rows": Entries(Either((TEXT, Named("row"))), "id", placed=True),
    }
)
COLUMN = Record(
    {
        **{key: shape for key, shape in _ITEM.items() if key not in _ROWS_ONLY},
        "columns": Entries(Either((TEXT, Named("column"))), "id", placed=True),
    }
)
NAMED: Mapping[str, Record] = {"row": ROW, "column": COLUMN}
COUNTS_AS = ("zero", "unknown")
LAYOUTS = ("grid", "heads", "blocks", "list")
TABLE = Record(
    {
        "name": TEXT,
        "label": TEXT,
        "section": TEXT,
        "layout": _choice(*LAYOUTS),
        "corner": TEXT,
        "banner": TEXT,
        "measures": TEXT,
        "optional": FLAG,
        "blank": _choice(*COUNTS_AS),
        "placeholder": _choice(*COUNTS_AS),
        "columns": COLUMN.keys["columns"],
        "rows": ROW.keys["rows"],
    }
)
NEEDS = ("within", "followed", "except")
"""What a single pattern of a claim may need around it."""
VALUES = ("number", "amount", "date", "text")
SAYING = Record({"says": PATTERN, **dict.fromkeys(NEEDS, PATTERNS)}, ("says",))
SAYINGS = Either((PATTERN, Items(Either((PATTERN, SAYING)))))
CLAIM = Record(
    {
        "section": TEXT,
        "name": TEXT,
        "value": _choice(*VALUES),
        "unit": TEXT,
        "says": SAYINGS,
        "zero": SAYINGS,
        "unless": PATTERNS,
        "except": PATTERNS,
        "away": PATTERNS,
        "back": PATTERNS,
        "begins": PATTERNS,
        "part": PATTERNS,
        "whole": PATTERNS,
        "within": PATTERNS,
        "followed": PATTERNS,
        "at_least": TEXTS,
        "row_words": Entries(PATTERNS),
        "column_words": Entries(PATTERNS),
    }
)
PARAMETER = Record(
    {
        "type": _choice(*(kind.value for kind in ValueType)),
        "name": TEXT,
        "default": TEXT,
        "choices": TEXTS,
    }
)
BASIS = Record({"document": TEXT, "clause": TEXT, "practice": FLAG})
GRADE = Record({"when": TEXT, "severity": _choice(*(one.value for one in Severity))}, ("when", "severity"))
_CHANGES: Mapping[str, Shape] = {
    "report": Entries(ANYTHING),
    "text": Entries(TEXTS),
    "sections": Entries(ANYTHING),
    "order": TEXTS,
    "tables": Entries(ANYTHING),
    "rows": Entries(Entries(ANYTHING)),
    "columns": Entries(Entries(ANYTHING)),
    "cells": Entries(Entries(Either((TEXT, Leaf("null"))))),
}
OTHER = Record({"pack": TEXT, **_CHANGES, "previous": ANYTHING, "members": ANYTHING})
CHANGES: Mapping[str, Shape] = {**_CHANGES, "previous": OTHER, "members": Items(OTHER)}
"""What an example, or a case, may change of the sample report."""
EXAMPLE = Record({**CHANGES, "open": TEXTS})
FAILING = Record({**EXAMPLE.keys, "expect": TEXTS})
EXAMPLES = Record({"pass": Items(EXAMPLE), "fail": Items(FAILING), "silent": Items(EXAMPLE)})
MERGES = ("row", "column", "table", "report", "cluster")
RULE = Record(
    {
        "title": BILINGUAL,
        "severity": _choice(*(one.value for one in Severity)),
        "grade": Items(GRADE),
        "ground": _choice(*(one.value for one in Ground)),
        "topic": _choice(*(one.value for one in Topic)),
        "basis": BASIS,
        "disabled": BILINGUAL,
        "check": TEXT,
        "message": BILINGUAL,
        "help": BILINGUAL,
        "false_alarms": BILINGUAL,
        "merge": _choice(*MERGES),
        "quotes": FLAG,
        "examples": EXAMPLES,
    }
)
ORGAN_KIND = Record({"id": TEXT, "suffixes": TEXTS, "level": TEXT}, ("id", "suffixes"))
YEARS = Record({"from": INTEGER, "to": INTEGER})
SAMPLE = Record(
    {
        "title": TEXT,
        "organ": TEXT,
        "year": INTEGER,
        "preamble": TEXTS,
        "sections": Entries(TEXTS),
        "tail": TEXTS,
    }
)
CASE = Record(
    {"title": TEXT, **CHANGES, "expect": Entries(TEXTS), "open": Entries(TEXTS)},
)


WORD_PATTERNS = frozenset(one.name for one in dataclass_fields(TextWords) if one.type == "Patterns")
"""Words of texts that are patterns."""
TEXT_WORDS = Record(
    {field.name: PATTERNS if field.name in WORD_PATTERNS else TEXTS for field in dataclass_fields(TextWords)}
)
RECOGNITION = Record(
    {
        "title": PATTERNS,
        "period": PATTERNS,
        "body_year": PATTERNS,
        "body_section": TEXT,
        "contact": PATTERNS,
        "signature_date": PATTERNS,
        "furniture": PATTERNS,
        "organ_kinds": Items(ORGAN_KIND),
        "regulation_makers": PATTERNS,
        "placeholders": TEXTS,
        "residue": PATTERNS,
        "numbering": PATTERNS,
        "excerpt": PATTERNS,
        "text": TEXT_WORDS,
    }
)
HEAD: Mapping[str, Shape] = {
    "pack": TEXT,
    "language": INTEGER,
    "version": TEXT,
    "title": BILINGUAL,
    "authority": TEXT,
    "document": TEXT,
    "abstract": FLAG,
    "years": YEARS,
    "verified_through": INTEGER,
    "note": BILINGUAL,
    "extends": TEXTS,
    "from": Entries(Entries(TEXTS)),
}
"""What only the file says that declares the pack."""
ANYWHERE: Mapping[str, Shape] = {
    "sections": Entries(SECTION, "id", placed=True),
    "tables": Entries(TABLE, "id", placed=True),
    "words": Entries(PATTERNS),
    "claims": Entries(CLAIM, "id", placed=True),
    "parameters": Entries(PARAMETER, "id", placed=True),
    "rules": Entries(RULE, "dashed", placed=True),
    "recognition": RECOGNITION,
    "sample": SAMPLE,
}
FILE = Record({**HEAD, **ANYWHERE})
CASES = Record({"cases": Entries(CASE)})


AMENDMENT = Record(
    {
        "rule": TEXT,
        "rules": TEXTS,
        "pack": TEXT,
        "withdraw": FLAG,
        "severity": RULE.keys["severity"],
        "reason": BILINGUAL,
        "date": TEXT,
        "by": TEXT,
        "until": TEXT,
    },
    ("reason", "date"),
)
AMENDMENTS = Record({"amendments": Items(AMENDMENT)})


def keys(record: Record) -> tuple[str, ...]:
    """The keys that a record may have."""
    return tuple(record.keys)
